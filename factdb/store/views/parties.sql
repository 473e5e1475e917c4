SELECT p.name, p.kind, parent.name AS parent, root.name AS root,
       (SELECT count(*) FROM speaker sp JOIN statement s ON s.speaker_id = sp.speaker_id WHERE sp.party_id = p.party_id AND s.retired_in IS NULL)
         AS statement_count, p.origin, p.party_id,
       (SELECT group_concat(text, '; ') FROM (SELECT DISTINCT plain(al.text) AS text FROM
         (SELECT text FROM party_alias WHERE party_id = p.party_id
          UNION SELECT words FROM review WHERE kind = 'alias' AND state = 'accepted' AND party_id = p.party_id
          UNION SELECT gone.name FROM review r JOIN party gone ON gone.party_id = r.party_id
           WHERE r.kind = 'same_party' AND r.state = 'accepted' AND gone.parent_id = p.party_id) AS al ORDER BY text) AS listed)
         AS aliases
  FROM party p
  LEFT JOIN party parent ON parent.party_id = p.parent_id
  LEFT JOIN party root ON root.party_id = p.root_id
