"""Readings as a folder of brat standoff files, laid out as PolNeAR is: gold for the shared scorers, and for training.

`text/STEM.txt` is the page's text as it is, `attributions/STEM_people.ann` its statements, `metadata.tsv` what the
pages say of themselves, `speakers/STEM.json` who each speaker is. As in PolNeAR every character has one role at most:
where statements overlap, the longer one is written, and the number of those left out is returned.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import msgspec

from .errors import InputError
from .record import Mention, Reading, Span, Statement

ANNOTATOR = "people"
_WORD = re.compile(r"\w+")
_PRONOUNS = frozenset(["i", "we", "he", "she", "it", "they", "who", "which", "his", "her", "their"])
_ROLES = (("Source", "source"), ("Cue", "cue"), ("Content", "content"))


def write_polnear(readings: Iterable[Reading], folder: Path) -> tuple[int, int, int]:
    """Write the readings into a folder, which must be empty or not there; return pages, statements and those left out.

    Raises InputError where the folder cannot be written or holds something.
    """
    pages = statements = left = 0
    table = io.StringIO()
    rows = csv.writer(table, delimiter="\t", lineterminator="\n")
    rows.writerow(("filename", "publisher", "publication_date", "title", "wire"))
    try:
        if folder.exists() and any(folder.iterdir()):
            raise InputError(f"{folder}: is not empty; name a folder that is not there yet.")
        for part in ("text", "attributions", "speakers"):
            (folder / part).mkdir(parents=True, exist_ok=True)
        for reading in readings:
            stem = reading.page[:16]
            kept = outermost(reading.statements)
            _write(folder / "text" / f"{stem}.txt", reading.article.text)
            _write(folder / "attributions" / f"{stem}_{ANNOTATOR}.ann", "".join(_lines(reading, kept)))
            _write(folder / "speakers" / f"{stem}.json", msgspec.json.encode(_speakers(reading, kept)).decode())
            rows.writerow((f"{stem}.txt", *map(_cell, _about(reading))))
            pages, statements = pages + 1, statements + len(kept)
            left += len(reading.statements) - len(kept)
        _write(folder / "metadata.tsv", table.getvalue())
    except OSError as error:
        raise InputError(f"{folder}: cannot be written ({error.strerror}).") from error
    return pages, statements, left


def outermost(statements: Iterable[Statement]) -> list[Statement]:
    """Return the statements, in order, without those that share a character with one written before: longest first."""
    taken: set[int] = set()
    kept: set[str] = set()
    every = list(statements)
    for one in sorted(every, key=lambda s: (-sum(end - start for start, end in _spans(s)), _spans(s), s.id)):
        places = {at for start, end in _spans(one) for at in range(start, end)}
        if not places & taken:
            taken |= places
            kept.add(one.id)
    return [one for one in every if one.id in kept]


def _lines(reading: Reading, statements: Iterable[Statement]) -> Iterator[str]:
    """Return the lines of the standoff file: spans (T), and what ties those of one statement together (E)."""
    number = 0
    for event, one in enumerate(statements, 1):
        parts = []
        anchor = one.cue or one.content[:1]  # brat hangs an event on words: PolNeAR takes the cue
        for kind, spans in (*((kind, getattr(one, role)) for kind, role in _ROLES), ("Attribution", anchor)):
            if spans:
                number += 1
                yield f"T{number}\t{kind} {_positions(spans)}\t{_at(reading.article.text, spans)}\n"
                parts.append(f"{kind}:T{number}")
        yield f"E{event}\t{' '.join((parts[-1], *reversed(parts[:-1])))}\n"


def _spans(one: Statement) -> tuple[Span, ...]:
    return (*one.source, *one.cue, *one.content)


def _positions(spans: Iterable[Span]) -> str:
    return ";".join(f"{start} {end}" for start, end in spans)


def _at(text: str, spans: Iterable[Span]) -> str:
    """Return the words on one line: a line break would begin another entry."""
    return " ".join(" ".join(text[start:end].split()) for start, end in spans)


def _about(reading: Reading) -> tuple[str | None, ...]:
    article = reading.article
    outlet, published, title = article.outlet, article.published, article.title
    wire = " & ".join(agency.name for agency in article.agencies)
    return (
        outlet.name if outlet else None,
        published.value if published else None,
        title.text if title else None,
        wire,
    )


def _cell(value: str | None) -> str:
    return " ".join((value or "").split())


def _speakers(reading: Reading, statements: Iterable[Statement]) -> dict[str, Any]:
    text = reading.article.text
    rows = []
    for number, one in enumerate(statements, 1):
        spans = {role: [[start, end, text[start:end]] for start, end in getattr(one, role)] for _, role in _ROLES}
        named = [mention for mention in (one.speaker, *one.co_speakers) if mention]
        rows.append(
            {
                "id": f"E{number}",
                **spans,
                "speaker": " & ".join(_name(text, one, mention) for mention in named) or "none",
                "kind": one.speaker.kind if one.speaker else "none",
                "how": _how(text, one),
            }
        )
    return {"article": reading.page[:16], "text": text, "statements": rows}


def _name(text: str, one: Statement, mention: Mention) -> str:
    if mention.kind in ("none", "narrator"):
        return mention.kind
    if mention.kind != "unnamed" and mention.name:
        return mention.name
    return f"unnamed: {_at(text, one.source) or mention.name or 'source'}"


def _how(text: str, one: Statement) -> str:
    """Return by which words the source names the speaker, as the speakers' gold has it."""
    source = _WORD.findall(_at(text, one.source).casefold())
    name = _WORD.findall((one.speaker.name or "").casefold()) if one.speaker else []
    if one.speaker is None or one.speaker.kind == "none":
        return "none"
    if not source:
        return "implicit"
    if source[0] in _PRONOUNS:
        return "pronoun"
    if name and set(name) <= set(source):
        return "full-name"
    return "partial-name" if set(name) & set(source) else "nominal"


def _write(path: Path, text: str) -> None:
    path.write_bytes(text.encode(errors="replace"))
