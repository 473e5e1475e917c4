SELECT c.slug, r.kind, o.slug AS other_slug, r.state, r.score, r.decided_by, c.claim_id, o.claim_id AS other_claim_id, r.rule
  FROM claim_relation r
  JOIN claim rc ON rc.claim_id = r.claim_id
  JOIN claim ro ON ro.claim_id = r.other_claim_id
  JOIN claim c ON c.claim_id = coalesce(rc.merged_into_id, rc.claim_id)
  JOIN claim o ON o.claim_id = coalesce(ro.merged_into_id, ro.claim_id)
 WHERE r.retired_in IS NULL AND c.claim_id <> o.claim_id
