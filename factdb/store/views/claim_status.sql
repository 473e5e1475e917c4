SELECT c.title, st.status, st.status_since,
       (SELECT group_concat(name, '; ') FROM (SELECT p.name FROM claim_accused ca JOIN party p ON p.party_id = ca.party_id
          WHERE ca.claim_id = c.claim_id ORDER BY ca.position, plain(p.name)) AS listed) AS accused,
       st.accusers, st.deniers, st.denial_kind, st.corroborators, st.first_said_on, st.last_said_on,
       coalesce(st.statement_count, 0) AS statement_count, coalesce(st.article_count, 0) AS article_count,
       c.slug, c.claim_id, coalesce(st.is_contested, {no}) AS is_contested, st.flags, c.origin,
       EXISTS (SELECT 1 FROM review q WHERE q.claim_id = c.claim_id AND q.kind = 'is_closed' AND q.state = 'accepted') AS is_closed,
       c.language, c.proposition
  FROM claim c
  LEFT JOIN claim_state st ON st.claim_id = c.claim_id
 WHERE c.merged_into_id IS NULL AND (st.claim_id IS NOT NULL OR (c.origin = 'tracked' AND NOT EXISTS
       (SELECT 1 FROM review r WHERE r.claim_id = c.claim_id AND r.kind = 'is_followed' AND r.state = 'rejected')))
