SELECT (SELECT c.title FROM claim c WHERE c.claim_id = st.claim_id) AS title, st.status, st.status_since,
       (SELECT group_concat(name, '; ') FROM (SELECT p.name FROM claim_accused ca JOIN party p ON p.party_id = ca.party_id
          WHERE ca.claim_id = st.claim_id ORDER BY ca.position, plain(p.name)) AS listed) AS accused,
       st.accusers, st.deniers, st.denial_kind, st.corroborators, st.first_said_on, st.last_said_on,
       st.statement_count, st.article_count,
       (SELECT c.slug FROM claim c WHERE c.claim_id = st.claim_id) AS slug, st.claim_id, st.is_contested, st.flags,
       (SELECT c.origin FROM claim c WHERE c.claim_id = st.claim_id) AS origin,
       EXISTS (SELECT 1 FROM review q WHERE q.claim_id = st.claim_id AND q.kind = 'is_closed' AND q.state = 'accepted') AS is_closed,
       (SELECT c.language FROM claim c WHERE c.claim_id = st.claim_id) AS language,
       (SELECT c.proposition FROM claim c WHERE c.claim_id = st.claim_id) AS proposition
  FROM claim_state st
 WHERE st.is_contested -- no join: what counts these rows, as browsers do, reads the index of contested claims alone
