"""The tables, views and index of the record's file, and the steps that bring an older file up to date.

`docs/format.md` describes them for readers. `STEPS[n]` takes a file from version n to n + 1: a published step is never
edited, a change is one more step. Views hold no data, so they are dropped and made anew after any step; a change to
the views alone is a step without statements.
"""

from __future__ import annotations

from .facets import ACTORS, FACETS
from .views import VIEWS

__all__ = ["APPLICATION_ID", "MENTIONS", "PARTIES", "STEPS", "VIEWS"]

APPLICATION_ID = 0x4F4E5243  # "ONRC" in the header of the file

FIRST_STEP = """
CREATE TABLE page (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  sha256 TEXT NOT NULL,
  url TEXT,
  media_type TEXT,
  charset TEXT,
  given TEXT
);
CREATE TABLE original (
  sha256 TEXT PRIMARY KEY,
  size INTEGER NOT NULL,
  zlib BLOB NOT NULL
);
CREATE TABLE receipt (
  number INTEGER PRIMARY KEY,
  page INTEGER NOT NULL REFERENCES page (number),
  file TEXT NOT NULL,
  fetched TEXT
);
CREATE UNIQUE INDEX receipt_once ON receipt (page, coalesce(fetched, '~'), file);
CREATE TABLE text (
  number INTEGER PRIMARY KEY,
  sha256 TEXT NOT NULL UNIQUE,
  text TEXT NOT NULL
);
CREATE TABLE reading (
  number INTEGER PRIMARY KEY,
  page INTEGER NOT NULL REFERENCES page (number),
  made_by TEXT NOT NULL,
  current INTEGER NOT NULL,
  text INTEGER NOT NULL REFERENCES text (number),
  title TEXT,
  outlet TEXT,
  byline TEXT,
  dateline TEXT,
  published TEXT,
  other_dates TEXT NOT NULL,
  agencies TEXT NOT NULL,
  blocks TEXT NOT NULL,
  UNIQUE (page, made_by)
);
CREATE UNIQUE INDEX reading_current ON reading (page) WHERE current;
CREATE TABLE statement (
  number INTEGER PRIMARY KEY,
  reading INTEGER NOT NULL REFERENCES reading (number),
  position INTEGER NOT NULL,
  id TEXT NOT NULL,
  date TEXT,
  manner TEXT NOT NULL,
  quote_source TEXT NOT NULL,
  quote_cue TEXT NOT NULL,
  quote_content TEXT NOT NULL,
  source TEXT NOT NULL,
  cue TEXT NOT NULL,
  content TEXT NOT NULL,
  speaker TEXT,
  co_speakers TEXT NOT NULL,
  co_speaker_names TEXT NOT NULL,
  addressee TEXT NOT NULL,
  addressee_names TEXT NOT NULL,
  via TEXT NOT NULL,
  parent TEXT,
  said TEXT,
  "where" TEXT,
  contact TEXT,
  act TEXT,
  score REAL NOT NULL,
  UNIQUE (reading, position)
);
CREATE INDEX statement_id ON statement (id);
CREATE INDEX statement_date ON statement (date IS NULL, date);
CREATE TABLE contact (
  number INTEGER PRIMARY KEY,
  reading INTEGER NOT NULL REFERENCES reading (number),
  position INTEGER NOT NULL,
  id TEXT NOT NULL,
  kind TEXT NOT NULL,
  participants TEXT NOT NULL,
  initiated_by TEXT,
  "where" TEXT,
  "on" TEXT,
  status TEXT NOT NULL,
  spans TEXT NOT NULL,
  UNIQUE (reading, position)
);
CREATE INDEX contact_id ON contact (id);
CREATE TABLE problem (
  number INTEGER PRIMARY KEY,
  reading INTEGER REFERENCES reading (number),
  position INTEGER,
  stage TEXT NOT NULL,
  reason TEXT NOT NULL,
  file TEXT,
  at TEXT
);
CREATE INDEX problem_reading ON problem (reading, position);
CREATE UNIQUE INDEX problem_once ON problem (file, stage, reason, coalesce(at, '')) WHERE reading IS NULL;
CREATE VIRTUAL TABLE search USING fts5 (
  content, source, speaker, addressee, title, outlet,
  content = 'search_words', content_rowid = 'number', tokenize = 'porter unicode61 remove_diacritics 2'
);
"""

# Actors as statements and contacts name them: filled from a reading when it is added, and from those of version 1.
# `node` is nodes.node_of.
MENTIONS = """
INSERT INTO mention (statement, role, node, name, kind, office)
SELECT
  m.number, m.role, node(p.id, m.mention), json_extract(m.mention, '$.name'), json_extract(m.mention, '$.kind'),
  json_extract(m.mention, '$.office')
FROM (
  SELECT number, reading, 'speaker' AS role, speaker AS mention FROM statement WHERE speaker IS NOT NULL
  UNION ALL
  SELECT number, reading, 'co_speaker', value FROM statement, json_each(co_speakers)
  UNION ALL
  SELECT number, reading, 'addressee', value FROM statement, json_each(addressee)
  UNION ALL
  SELECT number, reading, 'via', value FROM statement, json_each(via)
) AS m
JOIN reading AS r ON r.number = m.reading JOIN page AS p ON p.number = r.page
WHERE node(p.id, m.mention) IS NOT NULL"""
PARTIES = """
INSERT INTO party (contact, role, node, name, kind, office)
SELECT
  m.number, m.role, node(p.id, m.mention), json_extract(m.mention, '$.name'), json_extract(m.mention, '$.kind'),
  json_extract(m.mention, '$.office')
FROM (
  SELECT number, reading, json_extract(value, '$.role') AS role, value AS mention
  FROM contact, json_each(participants)
  UNION ALL
  SELECT number, reading, 'initiator', initiated_by FROM contact WHERE initiated_by IS NOT NULL
) AS m
JOIN reading AS r ON r.number = m.reading JOIN page AS p ON p.number = r.page
WHERE node(p.id, m.mention) IS NOT NULL"""

SECOND_STEP = f"""
CREATE TABLE correction (
  number INTEGER PRIMARY KEY,
  page TEXT NOT NULL,
  target TEXT NOT NULL,
  field TEXT NOT NULL,
  value TEXT NOT NULL,
  "by" TEXT NOT NULL,
  at TEXT NOT NULL,
  note TEXT,
  seen TEXT
);
CREATE INDEX correction_page ON correction (page);
CREATE INDEX correction_target ON correction (target);
ALTER TABLE reading ADD COLUMN corrects INTEGER REFERENCES reading (number);
ALTER TABLE reading ADD COLUMN address TEXT;
ALTER TABLE contact ADD COLUMN topics TEXT NOT NULL DEFAULT '[]';
CREATE INDEX reading_corrects ON reading (corrects) WHERE corrects IS NOT NULL;
CREATE TABLE link (
  number INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,
  "left" TEXT NOT NULL,
  "right" TEXT NOT NULL,
  judgement TEXT NOT NULL,
  score REAL NOT NULL,
  "by" TEXT NOT NULL,
  at TEXT NOT NULL,
  reason TEXT,
  standing INTEGER NOT NULL
);
CREATE INDEX link_pair ON link (kind, "left", "right");
CREATE INDEX link_right ON link (kind, "right");
CREATE TABLE member (
  kind TEXT NOT NULL,
  id TEXT NOT NULL,
  "group" TEXT NOT NULL,
  PRIMARY KEY (kind, id)
) WITHOUT ROWID;
CREATE INDEX member_group ON member (kind, "group");
CREATE TABLE mention (
  statement INTEGER NOT NULL REFERENCES statement (number),
  role TEXT NOT NULL,
  node TEXT NOT NULL,
  name TEXT,
  kind TEXT NOT NULL,
  office TEXT
);
CREATE TABLE party (
  contact INTEGER NOT NULL REFERENCES contact (number),
  role TEXT,
  node TEXT NOT NULL,
  name TEXT,
  kind TEXT NOT NULL,
  office TEXT
);
{MENTIONS};
{PARTIES};
CREATE TABLE arrival (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  page INTEGER NOT NULL REFERENCES page (number)
);
INSERT INTO arrival (page) SELECT page FROM reading WHERE current ORDER BY number;
CREATE TRIGGER reading_added AFTER INSERT ON reading WHEN new.current
BEGIN
  INSERT INTO arrival (page) VALUES (new.page);
END;
CREATE TRIGGER reading_changed AFTER UPDATE OF current ON reading WHEN new.current AND NOT old.current
BEGIN
  INSERT INTO arrival (page) VALUES (new.page);
END;
CREATE TABLE done (
  step TEXT PRIMARY KEY,
  arrival INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE body (
  page INTEGER PRIMARY KEY REFERENCES page (number),
  text INTEGER NOT NULL,
  outlet INTEGER NOT NULL,
  title INTEGER NOT NULL,
  address INTEGER NOT NULL,
  keyed INTEGER NOT NULL,
  words BLOB NOT NULL
);
CREATE INDEX body_text ON body (text, keyed);
CREATE INDEX body_title ON body (title, outlet) WHERE title <> 0;
CREATE INDEX body_address ON body (address) WHERE address <> 0;
CREATE TABLE held (
  holder INTEGER NOT NULL REFERENCES page (number),
  page INTEGER NOT NULL REFERENCES page (number),
  PRIMARY KEY (holder, page)
) WITHOUT ROWID;
CREATE TABLE word_count (
  word TEXT PRIMARY KEY,
  pages INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE story_page (
  page INTEGER PRIMARY KEY REFERENCES page (number),
  day INTEGER NOT NULL,
  first INTEGER NOT NULL REFERENCES page (number)
);
CREATE INDEX story_first ON story_page (first);
CREATE TABLE story_word (
  word TEXT NOT NULL,
  leads INTEGER NOT NULL,
  day INTEGER NOT NULL,
  page INTEGER NOT NULL,
  PRIMARY KEY (word, leads, day, page)
) WITHOUT ROWID;
CREATE TABLE shingle (
  key INTEGER NOT NULL,
  outlet INTEGER NOT NULL,
  page INTEGER NOT NULL,
  PRIMARY KEY (key, outlet, page)
) WITHOUT ROWID;
CREATE TABLE phrase (
  key INTEGER NOT NULL,
  statement INTEGER NOT NULL,
  PRIMARY KEY (key, statement)
) WITHOUT ROWID;
CREATE TABLE encounter (
  key INTEGER NOT NULL,
  contact INTEGER NOT NULL,
  PRIMARY KEY (key, contact)
) WITHOUT ROWID;
CREATE TABLE topic (
  name TEXT PRIMARY KEY,
  words TEXT NOT NULL,
  at TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE actor (
  key TEXT NOT NULL,
  node TEXT NOT NULL,
  name TEXT NOT NULL,
  kind TEXT NOT NULL,
  offices TEXT NOT NULL,
  gender TEXT,
  date TEXT,
  PRIMARY KEY (key, node)
) WITHOUT ROWID;
CREATE INDEX actor_node ON actor (node);
CREATE INDEX mention_node ON mention (node, role, statement);
CREATE INDEX mention_statement ON mention (statement);
CREATE INDEX party_node ON party (node, contact);
CREATE INDEX party_contact ON party (contact);
{FACETS}"""

# Stories: pages go by how near they are to one another, and no longer by the first page of each.
THIRD_STEP = f"""
DROP TABLE story_page;
DROP TABLE story_word;
CREATE TABLE story_page (
  page INTEGER PRIMARY KEY REFERENCES page (number),
  day INTEGER NOT NULL
);
CREATE TABLE story_word (
  word TEXT NOT NULL,
  day INTEGER NOT NULL,
  page INTEGER NOT NULL,
  PRIMARY KEY (word, day, page)
) WITHOUT ROWID;
CREATE TABLE story_near (
  page INTEGER NOT NULL,
  other INTEGER NOT NULL,
  near INTEGER NOT NULL,
  found INTEGER NOT NULL,
  PRIMARY KEY (page, other)
) WITHOUT ROWID;
{ACTORS}"""

STEPS: tuple[str, ...] = (FIRST_STEP, SECOND_STEP, THIRD_STEP)
