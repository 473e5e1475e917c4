SELECT p.name, p.kind, parent.name AS parent, root.name AS root,
       (SELECT count(*) FROM speaker sp JOIN statement s ON s.speaker_id = sp.speaker_id WHERE sp.party_id = p.party_id AND s.retired_in IS NULL)
         AS statement_count, p.origin, p.party_id,
       (SELECT group_concat(text, '; ') FROM (SELECT DISTINCT plain(al.text) AS text FROM party_alias al WHERE al.party_id = p.party_id ORDER BY text) AS listed)
         AS aliases
  FROM party p
  LEFT JOIN party parent ON parent.party_id = p.parent_id
  LEFT JOIN party root ON root.party_id = p.root_id
