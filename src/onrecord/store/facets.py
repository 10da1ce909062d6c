"""What statements can be counted and picked by: speaker, addressee, outlet, manner, act, place, and the day.

Four tables, kept with every change of a page's current reading. `term` has each value with how many statements have it;
`stated` lists the statements of a term by day, `facet` the terms of a statement, and `tally` counts a term's statements
by day. Pages are listed so by outlet ('page', and 'pages' for all) and contacts by kind ('contact', 'contacts'): their
numbers then stand where those of statements do.

Counts of one term are exact however large the record. Where several are asked for at once, or words, the statements
themselves are counted, as far as `browse.COUNTED`, and the answer says so.
"""

from __future__ import annotations

_A_DAY = "substr(replace(substr({0}, 1, 10), '-', '') || {1}, 1, 8)"
_FIRST = _A_DAY.format("substr(date, 1, instr(date || '/', '/') - 1)", "'0101'")
_LAST_ISO = "replace(substr(substr(date, instr(date, '/') + 1), 1, 10), '-', '')"
_LAST = f"{_LAST_ISO} || substr('1231', max(1, length({_LAST_ISO}) - 3))"
FACETS = f"""
CREATE TABLE term (
  number INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,
  value TEXT NOT NULL,
  n INTEGER NOT NULL,
  UNIQUE (kind, value)
);
CREATE INDEX term_most ON term (kind, n DESC, value);
CREATE VIRTUAL TABLE term_words USING fts5 (
  value, content = 'term', content_rowid = 'number', tokenize = 'unicode61 remove_diacritics 2'
);
CREATE TRIGGER term_added AFTER INSERT ON term
BEGIN
  INSERT INTO term_words (rowid, value) VALUES (new.number, new.value);
END;
CREATE TABLE stated (
  term INTEGER NOT NULL,
  first INTEGER NOT NULL,
  statement INTEGER NOT NULL,
  PRIMARY KEY (term, first, statement)
) WITHOUT ROWID;
CREATE TABLE facet (
  statement INTEGER PRIMARY KEY,
  first INTEGER NOT NULL,
  last INTEGER NOT NULL,
  terms TEXT NOT NULL
);
CREATE TABLE tally (
  term INTEGER NOT NULL,
  first INTEGER NOT NULL,
  n INTEGER NOT NULL,
  PRIMARY KEY (term, first)
) WITHOUT ROWID;
CREATE VIEW facet_source AS
SELECT
  reading, statement, kind, value,
  coalesce(CAST({_FIRST} AS INTEGER), 0) AS first,
  coalesce(CAST({_LAST} AS INTEGER), 0) AS last
FROM (
  SELECT reading, number AS statement, date, 'all' AS kind, '' AS value FROM statement
  UNION ALL
  SELECT reading, number, date, 'manner', manner FROM statement
  UNION ALL
  SELECT reading, number, date, 'act', act FROM statement WHERE act IS NOT NULL
  UNION ALL
  SELECT reading, number, date, 'kind', json_extract(speaker, '$.kind') FROM statement WHERE speaker IS NOT NULL
  UNION ALL
  SELECT reading, number, date, 'place', json_extract("where", '$.name') FROM statement WHERE "where" IS NOT NULL
  UNION ALL
  SELECT s.reading, s.number, s.date, 'outlet', json_extract(r.outlet, '$.name')
  FROM statement AS s JOIN reading AS r ON r.number = s.reading WHERE r.outlet IS NOT NULL
  UNION ALL
  SELECT s.reading, s.number, s.date, replace(m.role, 'co_', ''), m.name
  FROM statement AS s JOIN mention AS m ON m.statement = s.number WHERE m.name IS NOT NULL
  UNION ALL
  SELECT number, number, json_extract(published, '$.value'), 'page', coalesce(json_extract(outlet, '$.name'), '')
  FROM reading
  UNION ALL
  SELECT number, number, json_extract(published, '$.value'), 'pages', '' FROM reading
  UNION ALL
  SELECT reading, number, json_extract("on", '$.value'), 'contact', kind FROM contact
  UNION ALL
  SELECT reading, number, json_extract("on", '$.value'), 'contacts', '' FROM contact
)
WHERE value IS NOT NULL;
"""
_KEPT = "count(DISTINCT statement)"
# What a reading brings, and what it takes with it, `which` being a condition on `reading`.
_COUNT = f"""INSERT INTO term (kind, value, n)
SELECT kind, value, {{sign}}{_KEPT} FROM facet_source WHERE {{which}} GROUP BY kind, value
ON CONFLICT (kind, value) DO UPDATE SET n = n + excluded.n"""
_TALLY = f"""INSERT INTO tally (term, first, n)
SELECT t.number, first, {{sign}}{_KEPT}
FROM facet_source AS f JOIN term AS t ON t.kind = f.kind AND t.value = f.value WHERE {{which}} GROUP BY t.number, first
ON CONFLICT (term, first) DO UPDATE SET n = n + excluded.n"""
_STATED = """INSERT OR IGNORE INTO stated (term, first, statement)
SELECT t.number, first, statement FROM facet_source AS f JOIN term AS t ON t.kind = f.kind AND t.value = f.value
WHERE {which}"""
_FACET = """INSERT INTO facet (statement, first, last, terms)
SELECT statement, first, last, group_concat(t.number, ' ')
FROM facet_source AS f JOIN term AS t ON t.kind = f.kind AND t.value = f.value
WHERE {which} AND f.kind NOT IN ('page', 'pages', 'contact', 'contacts') GROUP BY statement"""
_UNSTATED = """DELETE FROM stated WHERE (term, first, statement) IN (
SELECT t.number, first, statement FROM facet_source AS f JOIN term AS t ON t.kind = f.kind AND t.value = f.value
WHERE {which})"""
_UNFACET = "DELETE FROM facet WHERE statement IN (SELECT number FROM statement WHERE {which})"


def _script(which: str, sign: str) -> str:
    """Return the SQL by which readings come in, or with the sign '-' go."""
    steps = (_COUNT, _TALLY, *((_UNSTATED, _UNFACET) if sign else (_STATED, _FACET)))
    return ";\n".join(step.format(which=which, sign=sign) for step in steps) + ";"


FACETS += f"""
{_script("reading IN (SELECT number FROM reading WHERE current)", "")}
CREATE TRIGGER facets_go AFTER UPDATE OF current ON reading WHEN old.current AND NOT new.current
BEGIN
{_script("reading = old.number", "-")}
END;
CREATE TRIGGER facets_come AFTER UPDATE OF current ON reading WHEN new.current AND NOT old.current
BEGIN
{_script("reading = new.number", "")}
END;
"""
# What counts the statements of a reading just kept; one that stops being current, or is again, a trigger counts.
COMES = tuple(step for step in _script("reading = ?", "").split(";\n") if step.strip(";"))
