SELECT s.statement_id, s.said_on, s.stance, p.name AS party, sp.name AS speaker, s.speaker_role, a.publisher, a.title AS article_title,
       a.published_on, a.language, root.name AS root_party, origin.name AS origin_party, s.medium,
       sp.is_anonymous, s.is_direct, s.is_retold, s.is_general,
       s.said_on_basis, s.said_on_earliest, s.said_on_latest, s.repeats_statement_id, s.decided_by, c.recorded_at,
       s.article_id, a.source AS article_source,
       s.span_start, s.span_end, s.source_start, s.source_end, s.cue_start, s.cue_end, s.content_start, s.content_end,
       coalesce(s.source_text, substr(s.quote, s.source_start - s.span_start + 1, s.source_end - s.source_start)) AS source_text,
       coalesce(s.cue_text, substr(s.quote, s.cue_start - s.span_start + 1, s.cue_end - s.cue_start)) AS cue_text,
       coalesce(s.content_text, substr(s.quote, s.content_start - s.span_start + 1, s.content_end - s.content_start)) AS content_text,
       s.quote
  FROM statement s
  LEFT JOIN article a ON a.article_id = s.article_id
  LEFT JOIN speaker sp ON sp.speaker_id = s.speaker_id
  LEFT JOIN party p ON p.party_id = sp.party_id
  LEFT JOIN party root ON root.party_id = p.root_id
  LEFT JOIN party origin ON origin.party_id = s.origin_party_id
  LEFT JOIN changeset c ON c.changeset_id = s.recorded_in
 WHERE +s.retired_in IS NULL -- "+": not by way of the index of keys, whose order tells a reader nothing
