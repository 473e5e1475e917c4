SELECT pr.problem_id, substr(t.text, pr.span_start + 1, pr.span_end - pr.span_start) AS words, pr.message,
       a.title AS article_title, coalesce(a.source, pr.source) AS article_source, pr.article_id, pr.span_start, pr.span_end, c.recorded_at
  FROM problem pr
  LEFT JOIN article a ON a.article_id = pr.article_id
  LEFT JOIN article_text t ON t.article_id = pr.article_id
  LEFT JOIN changeset c ON c.changeset_id = pr.recorded_in
