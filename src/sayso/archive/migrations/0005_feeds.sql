-- What a watch of feeds remembers.

CREATE TABLE feeds (
  url TEXT PRIMARY KEY,
  etag TEXT,
  last_modified TEXT,
  next_due REAL NOT NULL,          -- seconds since 1970
  failures INTEGER NOT NULL        -- in a row
) STRICT, WITHOUT ROWID;

-- Addresses of feeds' entries that no page can be made of.
CREATE TABLE given_up (
  url TEXT PRIMARY KEY
) STRICT, WITHOUT ROWID;
