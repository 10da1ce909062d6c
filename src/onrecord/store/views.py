"""The views of the record's file: what plain SQL reads, and what the full-text index takes its words from."""

from __future__ import annotations

# `search_words` is what the full-text index takes its words from, also to be rebuilt, where SQLite allows no json_each.
VIEWS = """
DROP VIEW IF EXISTS search_words;
CREATE VIEW search_words AS
SELECT
  s.number,
  s.reading,
  s.quote_content AS content,
  s.quote_source AS source,
  coalesce(json_extract(s.speaker, '$.name'), s.quote_source) || coalesce(' ' || json_extract(s.speaker, '$.id'), '')
    || ' ' || s.co_speaker_names AS speaker,
  s.addressee_names AS addressee,
  coalesce(json_extract(r.title, '$.text'), '') AS title,
  coalesce(json_extract(r.outlet, '$.name'), '') AS outlet
FROM statement AS s JOIN reading AS r ON r.number = s.reading;

DROP VIEW IF EXISTS pages;
CREATE VIEW pages AS
SELECT
  p.id,
  (SELECT file FROM receipt WHERE page = p.number ORDER BY coalesce(fetched, '~'), file LIMIT 1) AS file,
  coalesce(p.url, json_extract(r.address, '$.text')) AS url,
  (SELECT fetched FROM receipt WHERE page = p.number ORDER BY coalesce(fetched, '~'), file LIMIT 1) AS fetched,
  json_extract(r.outlet, '$.name') AS outlet_name,
  json_extract(r.title, '$.text') AS title_text,
  json_extract(r.published, '$.value') AS published_value,
  json_extract(r.byline, '$.text') AS byline_text,
  json_extract(r.dateline, '$.text') AS dateline_text,
  (SELECT count(*) FROM statement WHERE reading = r.number) AS statements,
  t.text,
  r.title, r.outlet, r.byline, r.dateline, r.published, r.other_dates, r.agencies, r.blocks,
  p.media_type, p.charset, p.given, p.sha256, r.made_by
FROM page AS p
LEFT JOIN reading AS r ON r.page = p.number AND r.current
LEFT JOIN text AS t ON t.number = r.text;

DROP VIEW IF EXISTS statements;
CREATE VIEW statements AS
SELECT
  s.id,
  s.date,
  json_extract(s.speaker, '$.name') AS speaker_name,
  s.manner,
  s.quote_content,
  s.quote_source,
  s.quote_cue,
  json_extract(r.outlet, '$.name') AS outlet,
  json_extract(r.title, '$.text') AS title,
  json_extract(r.published, '$.value') AS published_value,
  json_extract(s.speaker, '$.kind') AS speaker_kind,
  json_extract(s.speaker, '$.office') AS speaker_office,
  json_extract(s.speaker, '$.basis') AS speaker_basis,
  json_extract(s.speaker, '$.id') AS speaker_id,
  nullif(s.co_speaker_names, '') AS co_speaker_names,
  nullif(s.addressee_names, '') AS addressee_names,
  (SELECT group_concat(json_extract(value, '$.name'), '; ') FROM json_each(s.via)) AS via_names,
  json_extract(s.said, '$.value') AS said_value,
  json_extract(s."where", '$.name') AS where_name,
  p.id AS page,
  (SELECT file FROM receipt WHERE page = p.number ORDER BY coalesce(fetched, '~'), file LIMIT 1) AS file,
  coalesce(p.url, json_extract(r.address, '$.text')) AS url,
  r.published,
  s.source, s.cue, s.content,
  json_object('source', s.quote_source, 'cue', s.quote_cue, 'content', s.quote_content) AS quote,
  s.speaker, s.co_speakers, s.addressee, s.via, s.parent, s.said, s."where", s.contact, s.act, s.score, r.made_by
FROM statement AS s
JOIN reading AS r ON r.number = s.reading AND r.current
JOIN page AS p ON p.number = r.page;

DROP VIEW IF EXISTS contacts;
CREATE VIEW contacts AS
SELECT
  c.id,
  c.kind,
  (SELECT group_concat(json_extract(value, '$.name'), '; ') FROM json_each(c.participants)) AS participant_names,
  json_extract(c.initiated_by, '$.name') AS initiated_by_name,
  json_extract(c."where", '$.name') AS where_name,
  json_extract(c."on", '$.value') AS on_value,
  c.status,
  p.id AS page,
  c.participants, c.initiated_by, c."where", c."on", c.topics, c.spans, r.made_by
FROM contact AS c
JOIN reading AS r ON r.number = c.reading AND r.current
JOIN page AS p ON p.number = r.page;

DROP VIEW IF EXISTS problems;
CREATE VIEW problems AS
SELECT
  x.stage,
  x.reason,
  coalesce(
    x.file, (SELECT file FROM receipt WHERE page = p.number ORDER BY coalesce(fetched, '~'), file LIMIT 1)
  ) AS file,
  x.at,
  p.id AS page,
  r.made_by
FROM problem AS x
LEFT JOIN reading AS r ON r.number = x.reading
LEFT JOIN page AS p ON p.number = r.page
WHERE x.reading IS NULL OR r.current;
"""
