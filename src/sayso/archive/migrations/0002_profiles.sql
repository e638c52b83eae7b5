-- Who is who across pages: people and bodies of the archive.
--
-- Which entity is of which profile stands in `entities.profile_id`; all else here but what a person
-- has decided follows from that and is counted anew as pages come and go.

CREATE TABLE profiles (
  profile_id INTEGER PRIMARY KEY AUTOINCREMENT,  -- never given twice
  name TEXT NOT NULL,              -- the fullest that pages give
  kind TEXT NOT NULL,              -- as of entities: 'person', 'organization', 'outlet', ...
  country TEXT,                    -- ISO 3166-1 alpha-3
  ambiguous INTEGER NOT NULL,      -- 1: nothing but a part of a name, or which of several is open
  pages INTEGER NOT NULL,          -- how many name it
  merged_into INTEGER REFERENCES profiles  -- whom it turned out to be; null for those that stand
) STRICT;
CREATE INDEX profiles_merged ON profiles (merged_into);

-- What profiles are looked up by, with how many of their pages each stands on.
CREATE TABLE profile_keys (
  key TEXT NOT NULL,               -- 'n:john smith', 's:smith', 'b:agency food safety', 'w:smith'...
  profile_id INTEGER NOT NULL REFERENCES profiles ON DELETE CASCADE,
  pages INTEGER NOT NULL,
  PRIMARY KEY (key, profile_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX profile_keys_by_pages ON profile_keys (key, pages);
CREATE INDEX profile_keys_of_profile ON profile_keys (profile_id);

-- The names, roles, kinds and countries that pages give a profile, and how many pages do.
CREATE TABLE profile_facts (
  profile_id INTEGER NOT NULL REFERENCES profiles ON DELETE CASCADE,
  fact TEXT NOT NULL,              -- 'name', 'role', 'kind', 'country', or 'sure'
  value TEXT NOT NULL,
  pages INTEGER NOT NULL,
  PRIMARY KEY (profile_id, fact, value)
) STRICT, WITHOUT ROWID;
CREATE INDEX profile_facts_by_pages ON profile_facts (profile_id, pages, fact, value);

-- Why each entity is of its profile, and what it was judged by.
CREATE TABLE profile_log (
  entity_key INTEGER PRIMARY KEY REFERENCES entities ON DELETE CASCADE,
  page_id INTEGER NOT NULL,
  key TEXT NOT NULL,               -- its name as it is compared
  words TEXT NOT NULL,             -- the reason at length; the code is `entities.reason`
  sure INTEGER NOT NULL,           -- 1: by a whole name, with nobody else in question
  evidence TEXT NOT NULL           -- JSON: names, role, company, ... as the page gives them
) STRICT;
CREATE INDEX profile_log_of_page ON profile_log (page_id);

-- Profiles made one or two, by a person or because a page showed it.
CREATE TABLE profile_changes (
  change_id INTEGER PRIMARY KEY AUTOINCREMENT,
  kind TEXT NOT NULL,              -- 'merge', 'split' or 'undo'
  by_hand INTEGER NOT NULL,
  made TEXT NOT NULL,              -- UTC
  why TEXT NOT NULL,
  page_id INTEGER,                 -- the page that showed it
  kept INTEGER NOT NULL,           -- profile that stays
  other INTEGER NOT NULL,          -- profile that goes (merge) or comes (split)
  moved TEXT NOT NULL,             -- JSON: [entity_key, page_id, key, reason before] of each
  undone INTEGER                   -- the change that undid it
) STRICT;
CREATE INDEX profile_changes_kept ON profile_changes (kept);
CREATE INDEX profile_changes_other ON profile_changes (other);

-- Profiles that a person holds to be two. It holds while the change that it comes from does.
CREATE TABLE profiles_apart (
  one INTEGER NOT NULL,
  other INTEGER NOT NULL,
  change_id INTEGER NOT NULL REFERENCES profile_changes,
  revoked INTEGER,                 -- the change, made by hand later, that says otherwise
  PRIMARY KEY (one, other, change_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX profiles_apart_other ON profiles_apart (other);

-- Whom the entities of a page were that is being read anew: for whoever is nobody else's, so that
-- profiles keep their ids, and by hand where a person decided it.
CREATE TABLE profile_pins (
  page_id INTEGER NOT NULL REFERENCES pages ON DELETE CASCADE,
  key TEXT NOT NULL,
  name TEXT NOT NULL,              -- as it was written; a page may have two of one key
  profile_id INTEGER NOT NULL,
  by_hand INTEGER NOT NULL,
  PRIMARY KEY (page_id, key, name)
) STRICT, WITHOUT ROWID;
