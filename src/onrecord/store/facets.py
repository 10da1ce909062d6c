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
_SOURCES = """  SELECT reading, number AS statement, date, 'all' AS kind, '' AS value FROM statement
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
  SELECT reading, number, json_extract("on", '$.value'), 'contacts', '' FROM contact"""


def _view(sources: str) -> str:
    return f"""CREATE VIEW facet_source AS
SELECT
  reading, statement, kind, value,
  coalesce(CAST({_FIRST} AS INTEGER), 0) AS first,
  coalesce(CAST({_LAST} AS INTEGER), 0) AS last
FROM (
{sources}
)
WHERE value IS NOT NULL;
"""


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
{_view(_SOURCES)}"""
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
# From the third step on the registry's actors are terms too: what one says is listed and counted by whatever name. The
# names of all actors stand in an index, to be counted without a look at every mention.
_ACTORS = """
  UNION ALL
  SELECT DISTINCT s.reading, s.number, s.date, 'actor', m.node
  FROM statement AS s JOIN mention AS m ON m.statement = s.number
  WHERE m.role IN ('speaker', 'co_speaker') AND instr(m.node, '/') = 0"""
ACTORS = f"""
DROP INDEX mention_node;
CREATE INDEX mention_node ON mention (node, role, statement, name, kind);
DROP VIEW facet_source;
{_view(_SOURCES + _ACTORS)}CREATE TEMP TABLE spoken AS
SELECT DISTINCT m.statement, m.node, f.first FROM mention AS m JOIN facet AS f ON f.statement = m.statement
WHERE m.role IN ('speaker', 'co_speaker') AND instr(m.node, '/') = 0;
INSERT INTO term (kind, value, n) SELECT 'actor', node, count(*) FROM temp.spoken GROUP BY node;
CREATE TEMP VIEW spoken_term AS
SELECT s.statement, s.first, t.number
FROM temp.spoken AS s JOIN main.term AS t ON t.kind = 'actor' AND t.value = s.node;
INSERT INTO stated (term, first, statement) SELECT number, first, statement FROM temp.spoken_term;
INSERT INTO tally (term, first, n) SELECT number, first, count(*) FROM temp.spoken_term GROUP BY number, first;
CREATE INDEX temp.spoken_statement ON spoken (statement);
UPDATE facet SET terms = terms || ' ' || (
  SELECT group_concat(number, ' ') FROM temp.spoken_term AS s WHERE s.statement = facet.statement
) WHERE statement IN (SELECT statement FROM temp.spoken);
DROP VIEW temp.spoken_term;
DROP TABLE temp.spoken;
"""
