-- What people ask most, so that nobody has to join tables for it.

-- One statement in twenty denies, asks or declines: those are walked through by date.
CREATE INDEX statements_not_asserting
  ON statements (polarity, published, page_id, form, naming, mode) WHERE polarity != 'asserts';

-- Every statement, with who says it, where and when.
CREATE VIEW said_by AS SELECT
  coalesce(f.name, s.source) AS name,  -- the source: across pages, or as the page calls it
  s.source AS called,                  -- what the page calls it
  s.naming,                            -- named or unnamed; null where no source is given
  e.kind,                              -- person, group, organization, ...
  e.role,                              -- what the page says that it is
  e.affiliation,                       -- the name of what it belongs to
  s.cue,                               -- the words of saying
  s.content,                           -- what is said, verbatim
  s.polarity,                          -- asserts, denies, asks or declines
  s.form,                              -- direct, indirect or mixed
  s.mode,                              -- speech, writing or thought
  s.confidence,                        -- that all of it is exactly right, 0 to 1
  s.outlet,                            -- who published the page
  s.published,                         -- ISO 8601 date, or date-time in UTC
  v.title,                             -- the page's headline
  v.url,                               -- where it was published
  s.page_id,                           -- the page, as in current_pages
  s.id,                                -- the statement within the page: Q1
  s.profile_id,                        -- the source across pages, as in profiles
  s.statement_key                      -- the statement, as in statements
FROM statements AS s
JOIN pages AS p ON p.page_id = s.page_id
JOIN versions AS v ON v.version_id = p.version_id
LEFT JOIN entities AS e ON e.entity_key = s.entity_key
LEFT JOIN profiles AS f ON f.profile_id = s.profile_id;

-- Every page as it stands now, with how many statements are in it.
CREATE VIEW current_pages AS SELECT
  p.page_id,                           -- number of the page
  v.outlet,                            -- who published it
  v.title,                             -- its headline
  v.byline,                            -- who wrote it
  v.published,                         -- ISO 8601 date, or date-time in UTC
  v.url,                               -- where it was published
  v.origin,                            -- the file or address that it was read from
  v.retrieved,                         -- when it was kept or fetched, in UTC
  v.number AS version,                 -- its version, from 1
  (SELECT count(*) FROM statements AS s WHERE s.page_id = p.page_id)
    AS statements,                     -- how many statements are in it
  v.digest,                            -- SHA-256 of its bytes, in hexadecimal
  v.text                               -- all of its text
FROM pages AS p
JOIN versions AS v ON v.version_id = p.version_id;

-- How large a share of statements unnamed sources make, by outlet and month.
CREATE VIEW unnamed_share AS SELECT
  outlet,                              -- null where pages name none
  strftime('%Y-%m', substr(published, 1, 10))
    AS month,                          -- 2026-03, in UTC; null where pages have no date
  count(DISTINCT page_id) AS pages,    -- pages with a statement
  count(*) AS statements,              -- all statements
  sum(naming IS 'unnamed')
    AS by_unnamed,                     -- those by unnamed sources
  avg(naming IS 'unnamed') AS share    -- by_unnamed among statements, 0 to 1
FROM statements
GROUP BY 1, 2;

-- How often each person and body speaks across pages.
CREATE VIEW speakers AS SELECT
  f.profile_id,                        -- number of the profile
  f.name,                              -- the fullest that pages give
  f.kind,                              -- person, organization, ...
  f.country,                           -- ISO 3166-1 alpha-3
  count(*) AS statements,              -- all statements
  sum(s.form = 'direct') AS direct,    -- those that stand in quotation marks entirely
  count(DISTINCT s.page_id) AS pages,  -- pages where it speaks
  count(DISTINCT s.outlet)
    AS outlets,                        -- outlets where it speaks
  min(s.published) AS first,           -- when the first page with a statement was published
  max(s.published) AS last             -- when the last one was
FROM statements AS s
JOIN profiles AS f ON f.profile_id = s.profile_id
GROUP BY f.profile_id;

-- What pages say happened, did not, or might, with the page and on whose word.
CREATE VIEW told_events AS SELECT
  e.trigger,                           -- the words that tell of it
  e.type,                              -- PLOVER's
  e.actors,                            -- who does it: names, '; ' between them
  e.recipients,                        -- to whom it is done: names, '; ' between them
  e.place,                             -- the name of the place
  e.time,                              -- TIMEX3 value
  e.settled,                           -- happened, not_happened or unsettled
  e.factuality,                        -- -3 did not happen, to 3 happened
  s.source AS according_to,            -- on whose word; null for the page's own
  s.naming,                            -- named or unnamed
  v.outlet,                            -- who published the page
  v.published,                         -- ISO 8601 date, or date-time in UTC
  v.title,                             -- the page's headline
  v.url,                               -- where it was published
  e.page_id,                           -- the page, as in current_pages
  e.id                                 -- the event within the page: V1
FROM events AS e
JOIN pages AS p ON p.page_id = e.page_id
JOIN versions AS v ON v.version_id = p.version_id
LEFT JOIN statements AS s ON s.page_id = e.page_id AND s.id = e.according_to;
