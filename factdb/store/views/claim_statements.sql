SELECT c.slug, s.said_on, cs.stance, p.name AS party, sp.name AS speaker, r.role, r.denial_kind, counted.name AS counts_for, a.publisher,
       a.published_on, cs.score, cs.is_general, s.said_on_earliest, s.said_on_basis, cs.decided_by, recorded.recorded_at,
       cs.claim_id, cs.statement_id, s.article_id, a.source AS article_source, cs.linked_by, s.quote
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
