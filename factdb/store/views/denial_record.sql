WITH spoken AS (
  SELECT r.claim_id, r.party_id, r.role, substr(coalesce(s.said_on, a.published_on) || '-01-01', 1, 10) AS said
    FROM statement_role r
    JOIN statement s ON s.statement_id = r.statement_id
    JOIN article a ON a.article_id = s.article_id
), denied AS (
  SELECT claim_id, party_id, min(said) AS first_denial FROM spoken WHERE role = 'denial' GROUP BY claim_id, party_id
), confirmed AS (
  SELECT d.claim_id, d.party_id, min(k.said) AS corroborated
    FROM denied d
    JOIN spoken k ON k.claim_id = d.claim_id AND k.role = 'corroboration' AND k.said > d.first_denial
   GROUP BY d.claim_id, d.party_id
), judged AS (
  SELECT d.party_id, d.claim_id, d.first_denial, st.status, pos.stance, c.corroborated
    FROM denied d
    LEFT JOIN confirmed c ON c.claim_id = d.claim_id AND c.party_id = d.party_id
    LEFT JOIN claim_state st ON st.claim_id = d.claim_id
    LEFT JOIN party_position pos ON pos.claim_id = d.claim_id AND pos.party_id = d.party_id
), waited AS (
  SELECT party_id, julianday(corroborated) - julianday(first_denial) AS days,
         row_number() OVER (PARTITION BY party_id ORDER BY julianday(corroborated) - julianday(first_denial)) AS place,
         count(*) OVER (PARTITION BY party_id) AS places
    FROM judged WHERE corroborated IS NOT NULL
), median AS (
  SELECT party_id, CAST(avg(days) AS double precision) AS days
    FROM waited WHERE place IN ((places + 1) / 2, (places + 2) / 2) GROUP BY party_id
)
SELECT p.name AS party, root.name AS root_party, count(*) AS denials,
       sum(CASE WHEN j.status = 'admitted' THEN 1 ELSE 0 END) AS later_admitted,
       sum(CASE WHEN j.corroborated IS NOT NULL THEN 1 ELSE 0 END) AS later_corroborated,
       sum(CASE WHEN j.stance = 'denies' AND j.status <> 'admitted' AND j.corroborated IS NULL THEN 1 ELSE 0 END) AS standing,
       max(m.days) AS median_days_to_corroboration
  FROM judged j
  LEFT JOIN median m ON m.party_id = j.party_id
  LEFT JOIN party p ON p.party_id = j.party_id
  LEFT JOIN party root ON root.party_id = p.root_id
 GROUP BY j.party_id, p.name, root.name
