-- Pages, their versions, and what was read in them.
--
-- `entities`, `statements` and `events` hold the current version of each page, so that whatever is
-- asked of them is asked of the newest; older versions keep their text and their reading.

CREATE TABLE pages (
  page_id INTEGER PRIMARY KEY,
  version_id INTEGER NOT NULL REFERENCES versions DEFERRABLE INITIALLY DEFERRED  -- the current one
) STRICT;

-- The same page may stand at several addresses.
CREATE TABLE addresses (
  url TEXT PRIMARY KEY,
  page_id INTEGER NOT NULL REFERENCES pages ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
CREATE INDEX addresses_of_page ON addresses (page_id);

-- The bytes that came in, packed with zlib.
CREATE TABLE originals (
  digest TEXT PRIMARY KEY,         -- SHA-256 of the bytes, in hexadecimal
  form TEXT NOT NULL,              -- 'page', or 'row' of JSON Lines
  html INTEGER,                    -- 1, 0, or null: as the bytes look
  charset TEXT,                    -- as it was declared beside them
  data BLOB NOT NULL
) STRICT;

CREATE TABLE versions (
  version_id INTEGER PRIMARY KEY,
  page_id INTEGER NOT NULL REFERENCES pages ON DELETE CASCADE,
  number INTEGER NOT NULL,         -- 1 is the first that was kept
  digest TEXT NOT NULL REFERENCES originals,
  origin TEXT NOT NULL,
  options TEXT NOT NULL,           -- JSON: what the caller said of the page
  retrieved TEXT NOT NULL,         -- UTC
  url TEXT,
  outlet TEXT,
  title TEXT,
  byline TEXT,
  published TEXT,                  -- ISO 8601 date, or date-time in UTC
  published_basis TEXT NOT NULL,
  language TEXT NOT NULL,
  text TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX versions_of_page ON versions (page_id, number);
CREATE INDEX versions_by_digest ON versions (digest);
CREATE INDEX versions_by_date ON versions (published);
CREATE INDEX versions_by_outlet ON versions (outlet, published);

CREATE TABLE readings (
  version_id INTEGER PRIMARY KEY REFERENCES versions ON DELETE CASCADE,
  model TEXT NOT NULL,             -- what made it
  made TEXT NOT NULL,              -- UTC
  data BLOB NOT NULL               -- its JSON without the page's text, packed with zlib
) STRICT;
CREATE INDEX readings_by_model ON readings (model);

CREATE TABLE entities (
  entity_key INTEGER PRIMARY KEY,
  page_id INTEGER NOT NULL REFERENCES pages ON DELETE CASCADE,
  id TEXT NOT NULL,                -- within the page: 'N1'
  profile_id INTEGER,              -- who that is across pages, null for the unnamed
  reason TEXT,                     -- why that one
  name TEXT NOT NULL,
  kind TEXT NOT NULL,
  naming TEXT NOT NULL,
  role TEXT,
  affiliation TEXT,                -- name
  country TEXT
) STRICT;
CREATE INDEX entities_of_page ON entities (page_id);
CREATE INDEX entities_by_profile ON entities (profile_id);

CREATE TABLE statements (
  statement_key INTEGER PRIMARY KEY,
  page_id INTEGER NOT NULL REFERENCES pages ON DELETE CASCADE,
  id TEXT NOT NULL,                -- within the page: 'Q1'
  entity_key INTEGER REFERENCES entities DEFERRABLE INITIALLY DEFERRED,
  profile_id INTEGER,
  source TEXT,                     -- name of the entity
  naming TEXT,                     -- 'named' or 'unnamed', null where no source is given
  form TEXT NOT NULL,
  mode TEXT NOT NULL,
  polarity TEXT NOT NULL,
  cue TEXT NOT NULL,
  content TEXT NOT NULL,           -- verbatim; ' […] ' stands where it is interrupted
  start INTEGER NOT NULL,          -- where it begins, in code points of the text
  outlet TEXT,
  published TEXT,
  confidence REAL NOT NULL
) STRICT;
CREATE INDEX statements_of_page ON statements (page_id);
CREATE INDEX statements_by_profile ON statements (profile_id, published);
CREATE INDEX statements_of_entity ON statements (entity_key);

CREATE TABLE events (
  page_id INTEGER NOT NULL REFERENCES pages ON DELETE CASCADE,
  id TEXT NOT NULL,                -- within the page: 'V1'
  trigger TEXT NOT NULL,
  type TEXT,                       -- PLOVER's
  mode TEXT,
  actors TEXT NOT NULL,            -- names, '; ' between them
  recipients TEXT NOT NULL,
  place TEXT,
  time TEXT,                       -- TIMEX3 value
  factuality REAL NOT NULL,
  settled TEXT NOT NULL,
  according_to TEXT,               -- id of a statement of the page
  PRIMARY KEY (page_id, id)
) STRICT, WITHOUT ROWID;

CREATE VIRTUAL TABLE pages_fts USING fts5 (
  title, text, content = 'versions', content_rowid = 'version_id',
  tokenize = 'porter unicode61 remove_diacritics 2'
);
CREATE VIRTUAL TABLE statements_fts USING fts5 (
  source, content, content = 'statements', content_rowid = 'statement_key',
  tokenize = 'porter unicode61 remove_diacritics 2'
);
