SELECT c.slug, q.unit, whole(q.low) AS low, whole(q.high) AS high, p.name AS party, cs.stance, s.said_on, q.text, cs.claim_id, q.statement_id, q.span_start, q.span_end
  FROM claim_statement cs
  JOIN claim c ON c.claim_id = cs.claim_id
  JOIN statement s ON s.statement_id = cs.statement_id
  JOIN quantity q ON q.statement_id = s.statement_id
  LEFT JOIN speaker sp ON sp.speaker_id = s.speaker_id
  LEFT JOIN party p ON p.party_id = sp.party_id
 WHERE cs.retired_in IS NULL AND s.retired_in IS NULL
