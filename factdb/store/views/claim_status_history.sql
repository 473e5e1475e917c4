SELECT c.slug, ch.sequence, ch.effective_on, ch.from_status, ch.to_status, p.name AS party, cs.stance,
       ch.claim_id, ch.statement_id, s.article_id, recorded.recorded_at, ch.rule, s.quote
  FROM status_change ch
  JOIN claim c ON c.claim_id = ch.claim_id
  LEFT JOIN claim_statement cs ON cs.claim_id = ch.claim_id AND cs.statement_id = ch.statement_id AND cs.retired_in IS NULL
  LEFT JOIN changeset recorded ON recorded.changeset_id = cs.recorded_in
  LEFT JOIN statement s ON s.statement_id = ch.statement_id
  LEFT JOIN speaker sp ON sp.speaker_id = s.speaker_id
  LEFT JOIN party p ON p.party_id = sp.party_id
