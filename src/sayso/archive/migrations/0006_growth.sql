-- What made keeping a page dearer the more pages there are.

-- A new version refers to its page and the page to it; without this, SQLite goes through all pages
-- each time to see which of them waits for the version.
CREATE INDEX pages_by_version ON pages (version_id);

-- Most profiles have one page with a key: they are found without this index, and were most of it.
DROP INDEX profile_keys_by_pages;
CREATE INDEX profile_keys_by_pages ON profile_keys (key, pages) WHERE pages >= 2;
