"""The sample pages as readings with the planted statements and contacts in place of what the machine found."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import msgspec

from onrecord.align.days import days
from onrecord.align.lines import Wording, beside
from onrecord.align.words import words_of
from onrecord.clean import clean
from onrecord.ingest import pages
from onrecord.record import (
    Article,
    Contact,
    Date,
    Mention,
    Page,
    Place,
    Reading,
    Span,
    Statement,
    digest,
    statement_json,
)

SAMPLES = Path(__file__).parents[1] / "src" / "onrecord" / "samples"
PLANTED = tomllib.loads((SAMPLES / "PLANTED.toml").read_text(encoding="utf-8"))
OFFICES = {actor["name"]: actor.get("office") for actor in PLANTED["actor"]}
KINDS = {actor["name"]: actor["kind"] for actor in PLANTED["actor"]}


def slug(name: str) -> str:
    return "-".join(re.findall(r"\w+", name.casefold()))


def span_of(text: str, words: str, near: int = 0) -> Span | None:
    """Where words stand in a text, blanks aside: first at or after an offset, else anywhere."""
    form = re.compile(r"\s+".join(map(re.escape, words.split())))
    match = form.search(text, near) or form.search(text)
    return match.span() if match else None


def _spans(text: str, words: str, near: int = 0) -> tuple[Span, ...]:
    found = []
    for piece in words.split(" … "):
        span = span_of(text, piece, near) if piece.strip() else None
        if span:
            found.append(span)
            near = span[1]
    return tuple(found)


def mention(name: str) -> Mention:
    if name.startswith("unnamed"):
        return Mention(name=None, kind="unnamed", basis="description")
    if name == "joint statement":
        return Mention(name=name, kind="document", basis="description")
    kind = KINDS.get(name, "organisation" if re.search(r"Ministry|authority|Nations", name) else "person")
    return Mention(name=name, kind=kind, basis="full-name", id=slug(name))


def _contacts(page: str, file: str, article: Article) -> tuple[Contact, ...]:
    """The planted reports of occasions on a page; a day is known where the plan says which, or the words name one."""
    found = []
    for occasion in PLANTED["occasion"]:
        for told in occasion["reports"]:
            if told["file"] != file:
                continue
            span = span_of(article.text, told["words"])
            assert span
            dated = any(word in told["words"] for word in ("day", "morning"))
            day = told.get("on") or (occasion["on"] if dated else None)
            initiator = mention(told["initiator"]) if "initiator" in told else None
            if initiator:
                words = span_of(article.text, told["initiator_words"])
                initiator = msgspec.structs.replace(initiator, span=words, id=None)
            found.append(
                Contact(
                    id=digest([page, "contact", occasion["name"], len(found)]),
                    kind=occasion["kind"],
                    participants=tuple(
                        msgspec.structs.replace(mention(name), office=OFFICES.get(name))
                        for name in occasion["participants"]
                    ),
                    initiated_by=initiator,
                    where=Place(name=occasion["place"]) if "place" in occasion else None,
                    on=Date(value=day, basis="stated") if day else None,
                    status=told.get("status", occasion["status"]),
                    spans=(span,),
                )
            )
    return tuple(found)


def _statements(page: str, article: Article, planted: list[dict[str, Any]]) -> tuple[Statement, ...]:
    found: list[Statement] = []
    ids: dict[int, str] = {}
    near = 0
    for one in planted:
        content = _spans(article.text, one["content"], near)
        if "parent" not in one and content:
            near = max(0, content[0][0] - 400)
        names = one["speaker"].split(" & ")
        ids[one["n"]] = digest([page, one["n"]])
        found.append(
            Statement(
                id=ids[one["n"]],
                source=_spans(article.text, one["source"], max(0, content[0][0] - 200)),
                cue=_spans(article.text, one["cue"], max(0, content[0][0] - 200)),
                content=content,
                manner=one["manner"],
                score=1.0,
                speaker=mention(names[0]),
                co_speakers=tuple(map(mention, names[1:])),
                parent=ids.get(one.get("parent", 0)),
            )
        )
    return tuple(found)


@cache
def gold() -> dict[str, Reading]:
    """Every sample page's reading, by its file's name, with the planted statements."""
    readings = {}
    for planted in PLANTED["page"]:
        (page,) = [p for p in pages([str(SAMPLES / "pages" / planted["file"])]) if isinstance(p, Page)]
        article = clean(page)[0]
        published = Date(value=planted["published"], basis="stated") if "published" in planted else None
        article = msgspec.structs.replace(article, published=published)
        readings[planted["file"]] = Reading(
            page=page.id,
            file=planted["file"],
            sha256=page.sha256,
            made_by="gold",
            article=article,
            statements=_statements(page.id, article, planted["statements"]),
            contacts=_contacts(page.id, planted["file"], article),
        )
    return readings


def rows(reading: Reading) -> list[dict[str, Any]]:
    return [statement_json(reading, statement) for statement in reading.statements]


def wordings(reading: Reading, copies: str) -> list[Wording]:
    """A page's statements as lines are made of them, each speaker's id standing for the actor."""
    found: list[Wording] = []
    parents = {statement.id: statement.parent for statement in reading.statements}
    text = reading.article.text
    for row in rows(reading):
        words = words_of(row)
        speakers = [one for one in (row["speaker"], *row["co_speakers"]) if one and one["id"]]
        around, at = [], parents[row["id"]]
        while at:
            around.append(at)
            at = parents[at]
        found.append(
            Wording(
                id=row["id"],
                page=row["page"],
                copies=copies,
                words=words,
                manner=row["manner"],
                speakers=tuple(one["id"] for one in speakers),
                names=tuple(one["name"].casefold().split()[-1] for one in speakers),
                days=days((row["said"] or row["published"] or {}).get("value")),
                around=tuple(around),
                beside=beside(text[max(0, row["content"][0][0] - 60) : row["content"][0][0]]),
            )
        )
    return found
