SELECT cs.claim_id, c.slug, cs.statement_id, r.role, r.denial_kind, cs.stance, p.name AS party, sp.name AS speaker,
       counted.name AS counts_for, s.said_on, s.said_on_earliest, s.said_on_basis, a.publisher, s.article_id, a.source AS article_source,
       a.published_on, cs.score, cs.is_general, cs.linked_by, cs.decided_by, recorded.recorded_at, s.quote
  FROM claim_statement cs
  JOIN claim c ON c.claim_id = cs.claim_id
  JOIN statement s ON s.statement_id = cs.statement_id
  LEFT JOIN statement_role r ON r.claim_id = cs.claim_id AND r.statement_id = cs.statement_id
  LEFT JOIN party counted ON counted.party_id = r.party_id
  LEFT JOIN speaker sp ON sp.speaker_id = s.speaker_id
  LEFT JOIN party p ON p.party_id = sp.party_id
  LEFT JOIN article a ON a.article_id = s.article_id
  LEFT JOIN changeset recorded ON recorded.changeset_id = cs.recorded_in
 WHERE cs.retired_in IS NULL AND s.retired_in IS NULL
