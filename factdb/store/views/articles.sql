SELECT a.article_id, a.title, a.publisher, a.published_on, a.language,
       (SELECT count(*) FROM statement s WHERE s.article_id = a.article_id AND s.retired_in IS NULL) AS statement_count,
       (SELECT group_concat(name, '; ') FROM (SELECT c.name FROM article_collection ac JOIN collection c ON c.collection_id = ac.collection_id
          WHERE ac.article_id = a.article_id ORDER BY plain(c.name)) AS listed) AS collection,
       a.source, a.url, a.author, a.published_basis, CASE WHEN original.article_id <> a.article_id THEN original.article_id END AS copy_of,
       (SELECT coalesce(d.value, d.note) FROM review r JOIN decision d ON d.review_id = r.review_id
         WHERE r.article_id = a.article_id AND r.kind = 'stands' AND r.state = 'rejected' AND d.retired_in IS NULL
         ORDER BY d.decided_at DESC, d.decision_id DESC LIMIT 1) AS withdrawn,
       a.archived_url, a.retrieved_on, c.recorded_at, nullif(t.text, '') AS text
  FROM article a
  LEFT JOIN article_text t ON t.article_id = a.article_id
  LEFT JOIN changeset c ON c.changeset_id = a.recorded_in
  LEFT JOIN copy_group_article reprint ON reprint.article_id = a.article_id
  LEFT JOIN copy_group_article original ON original.copy_group_id = reprint.copy_group_id AND original.is_first
