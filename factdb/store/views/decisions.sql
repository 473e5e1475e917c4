SELECT d.decided_at, d.author, r.kind, d.state, d.value, d.before, c.slug, o.slug AS other_slug, p.name AS party, r.words,
       coalesce(own.source, a.source) AS article_source, d.note, d.recorded_in AS changeset_id, d.decision_id, s.quote
  FROM decision d
  JOIN review r ON r.review_id = d.review_id
  LEFT JOIN claim c ON c.claim_id = r.claim_id
  LEFT JOIN claim o ON o.claim_id = r.other_claim_id
  LEFT JOIN party p ON p.party_id = r.party_id
  LEFT JOIN statement s ON s.statement_id = r.statement_id
  LEFT JOIN article own ON own.article_id = s.article_id
  LEFT JOIN article a ON a.article_id = r.article_id
 WHERE d.retired_in IS NULL AND d.state <> 'open'
