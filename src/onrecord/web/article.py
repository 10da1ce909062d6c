"""The room of one page: its own text with the statements in it marked, and the facts with the words they came from."""

from __future__ import annotations

from typing import Any

import msgspec
from msgspec.structs import replace

from ..linking.families import families_of
from ..record import Block, Date, Named, Reading, Span, Words, reading_json, words_at
from ..store import Store
from ..undated import Undated
from .changes import OF_PAGES, changes, selectable
from .marks import sections
from .room import Ask, NotThere, Room

MOST_BESIDE = 12  # pages of others that are listed
PART = 40_000  # letters of text after which a page is continued in another part


def article(store: Store, ask: Ask) -> Room:
    """Return the room of a page; a long one is shown in parts."""
    reading = store.reading(ask.path["id"])
    if reading is None:
        raise NotThere(f"There is no page {ask.path['id']} in this record.")
    parts = _parts(reading.article.blocks)
    part = ask.number("part", 1, len(parts))
    dating = Undated(store).dating(reading)
    data = {
        **reading_json(reading),
        "dating": msgspec.to_builtins(dating),
        "history": changes(store, reading.page),
        "beside": _beside(store, reading),
    }
    facts = _facts(reading)
    anchors = [span for fact in facts for span in fact["spans"]] + [s for c in reading.contacts for s in c.spans[:1]]
    anchors += [one.span for one in dating.evidence if one.span] if dating else []
    first, last = (parts[part - 1][0].start, parts[part - 1][-1].end) if parts[part - 1] else (0, 0)
    view: dict[str, Any] = {
        "part": part,
        "titled": part == 1 and any(block.kind == "title" for block in parts[0]),
        "parts_of": len(parts),
        "facts": facts,
        "sections": sections(replace(reading.article, blocks=parts[part - 1]), reading.statements, anchors),
        "numbered": [
            (number, row)
            for number, (row, s) in enumerate(zip(data["statements"], reading.statements, strict=True), 1)
            if first <= min(start for start, _ in s.content) < last
        ],
    }
    if ask.editing:
        view |= {"fields": OF_PAGES, "choice": {"text": selectable(reading.article.text[first:last]), "start": first}}
    title = reading.article.title.text if reading.article.title else "A page without a title"
    return Room(template="article", title=title, data=data, view=view)


def _beside(store: Store, reading: Reading) -> dict[str, list[dict[str, Any]]]:
    """Return the other pages that print the same (`copies`), and those that tell of the same (`story`)."""
    copies = sorted({id for family in families_of(store, reading.page) for id in family.members} - {reading.page})
    story = [id for id in store.group("story", reading.page) if id != reading.page and id not in copies]
    return {"copies": store.pages_of_ids(copies[:MOST_BESIDE]), "story": store.pages_of_ids(story[:MOST_BESIDE])}


def _parts(blocks: tuple[Block, ...]) -> list[tuple[Block, ...]]:
    parts: list[tuple[Block, ...]] = []
    begun = 0
    for n, block in enumerate(blocks):
        if block.end - blocks[begun].start > PART and n > begun:
            parts.append(blocks[begun:n])
            begun = n
    return [*parts, blocks[begun:]]


def _facts(reading: Reading) -> list[dict[str, Any]]:
    """Return what the page says of itself: each fact with the rule that found it and the words it came from."""
    article = reading.article
    rows = [
        _fact(reading, "title", article.title),
        _fact(reading, "outlet", article.outlet),
        _fact(reading, "byline", article.byline),
        _fact(reading, "dateline", article.dateline),
        _fact(reading, "published", article.published),
        *(_fact(reading, "agency", agency) for agency in article.agencies),
        *(_fact(reading, "other date", date) for date in article.other_dates),
    ]
    return [row for row in rows if row]


def _fact(reading: Reading, name: str, found: Words | Named | Date | None) -> dict[str, Any] | None:
    if found is None:
        return None
    value = found.value if isinstance(found, Date) else found.name if isinstance(found, Named) else found.text
    why = ": ".join(filter(None, (found.basis, found.why))) if isinstance(found, Date) else found.basis
    spans: list[Span] = [found.span] if found.span else []
    return {
        "name": name,
        "value": value,
        "is_date": isinstance(found, Date),
        "why": why,
        "spans": spans,
        "words": words_at(reading.article.text, tuple(spans)),
    }
