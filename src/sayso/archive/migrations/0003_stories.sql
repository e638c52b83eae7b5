-- Stories: pages about the same happening. A page that has been placed stays where it is.

CREATE TABLE stories (
  story_id INTEGER PRIMARY KEY
) STRICT;

CREATE TABLE story_pages (
  page_id INTEGER PRIMARY KEY REFERENCES pages ON DELETE CASCADE,
  story_id INTEGER NOT NULL REFERENCES stories,
  day INTEGER NOT NULL,            -- days since the year 1, as Python's toordinal counts
  likeness REAL NOT NULL,          -- to the rest of the story when it came, 0 for its first page
  words TEXT NOT NULL,             -- some that it shares with the nearest page of the story
  vector BLOB NOT NULL             -- ids of its weightiest words, then their weights
) STRICT;
CREATE INDEX story_pages_of_story ON story_pages (story_id, day);

-- A page would have fitted another story than the one that it joined.
CREATE TABLE related_stories (
  story_id INTEGER NOT NULL REFERENCES stories,
  other_id INTEGER NOT NULL REFERENCES stories,
  page_id INTEGER NOT NULL,
  PRIMARY KEY (story_id, other_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX related_stories_by_other ON related_stories (other_id);

-- How many pages have a word; the empty word stands for all pages.
CREATE TABLE story_terms (
  term_id INTEGER PRIMARY KEY,
  term TEXT NOT NULL UNIQUE,
  pages INTEGER NOT NULL
) STRICT;

-- Where to look for pages like another: its weightiest words.
CREATE TABLE story_postings (
  term_id INTEGER NOT NULL,
  day INTEGER NOT NULL,
  page_id INTEGER NOT NULL,
  PRIMARY KEY (term_id, day, page_id)
) STRICT, WITHOUT ROWID;

-- Where to look for a page that shares a sentence with another; see sayso.stories.copies.
CREATE TABLE copy_keys (
  key INTEGER NOT NULL,
  page_id INTEGER NOT NULL,
  PRIMARY KEY (key, page_id)
) STRICT, WITHOUT ROWID;

-- Pages that were made of another.
CREATE TABLE copies (
  page_id INTEGER PRIMARY KEY REFERENCES pages ON DELETE CASCADE,
  of_id INTEGER NOT NULL REFERENCES pages ON DELETE CASCADE,
  kind TEXT NOT NULL,              -- 'copy', 'cut' or 'rewrite'
  shared REAL NOT NULL,            -- share of the page's wording that stands in the other, 0 to 1
  kept REAL NOT NULL,              -- share of the other's wording that stands in the page
  other_headline INTEGER NOT NULL, -- 1 or 0
  credit TEXT                      -- the outlet or agency that is credited, null without
) STRICT;
CREATE INDEX copies_of_page ON copies (of_id);
