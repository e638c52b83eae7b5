-- What a page writes lies closer together, so that fewer pages of the file change with it.

ALTER TABLE profile_keys RENAME TO profile_keys_before;

-- What profiles are looked up by, with how many of their pages each stands on. The word comes first,
-- so that the keys of one name lie side by side; each at its own place, they were most of what a
-- page changed in a large archive.
CREATE TABLE profile_keys (
  key TEXT NOT NULL,               -- 'smith:s', 'smith:n john', 'agency food safety:b', 'john:w'...
  profile_id INTEGER NOT NULL REFERENCES profiles ON DELETE CASCADE,
  pages INTEGER NOT NULL,
  PRIMARY KEY (key, profile_id)
) STRICT, WITHOUT ROWID;
INSERT INTO profile_keys (key, profile_id, pages)
  SELECT
    CASE WHEN sort IN ('n', 'i', 'x') AND first > 0
      THEN substr(rest, first + 1) || ':' || sort || ' ' || substr(rest, 1, first - 1)
      ELSE rest || ':' || sort
    END,
    profile_id, pages
  FROM (
    SELECT substr(key, 1, 1) AS sort, substr(key, 3) AS rest, instr(substr(key, 3), ' ') AS first,
      profile_id, pages
    FROM profile_keys_before
  )
  ORDER BY 1, 2;
DROP TABLE profile_keys_before;
CREATE INDEX profile_keys_by_pages ON profile_keys (key, pages) WHERE pages >= 2;
CREATE INDEX profile_keys_of_profile ON profile_keys (profile_id);

-- Rows are written before it is known whose they are, and most entities are nobody's.
DROP INDEX entities_by_profile;
CREATE INDEX entities_by_profile ON entities (profile_id) WHERE profile_id IS NOT NULL;
DROP INDEX statements_by_profile;
CREATE INDEX statements_by_profile ON statements (profile_id, published)
  WHERE profile_id IS NOT NULL;
