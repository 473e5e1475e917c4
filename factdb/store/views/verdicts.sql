SELECT c.slug, v.rating, v.author, v.given_on, c.title, v.author_kind, whole(v.rating_value) AS rating_value,
       whole(v.worst_rating) AS worst_rating, whole(v.best_rating) AS best_rating,
       v.source_reliability, v.information_credibility, v.url, ch.author AS recorded_by, ch.recorded_at,
       c.claim_id, v.verdict_id, v.claim_reviewed, v.explanation
  FROM verdict v
  JOIN claim vc ON vc.claim_id = v.claim_id
  JOIN claim c ON c.claim_id = coalesce(vc.merged_into_id, vc.claim_id)
  LEFT JOIN changeset ch ON ch.changeset_id = v.recorded_in
 WHERE v.retired_in IS NULL
