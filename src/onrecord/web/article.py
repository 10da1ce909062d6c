"""The room of one page: its own text with the statements in it marked, and the facts with the words they came from."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from typing import Any

import msgspec
from msgspec.structs import replace

from ..correcting import history_of
from ..linking.families import families_of
from ..record import Block, Date, Named, Reading, Span, Statement, Words, reading_json, statement_json, words_at
from ..store import Store
from ..undated import Undated
from .changes import OF_PAGES, selectable
from .marks import ROLES, sections
from .room import Ask, NotThere, Room

MOST_BESIDE = 12  # pages of others that are listed
PART, SAID = 40_000, 150  # letters of text, and statements, after which a page is continued in another part
MOST_AT = 10**9  # offsets that an address may have
WORD = 100  # letters back from there in which a blank is looked for


def article(store: Store, ask: Ask) -> Room:
    """Return the room of a page; a long one is shown in parts."""
    reading = store.reading(ask.path["id"])
    if reading is None:
        raise NotThere(f"There is no page {ask.path['id']} in this record.")
    parts = _parts(reading)
    at = ask.number("at", 0, MOST_AT, 0)  # an offset in the part that is wanted
    there = next((n for n, blocks in enumerate(parts, 1) if blocks and at < blocks[-1].end), len(parts))
    part = ask.number("part", there, len(parts))
    first, last = (parts[part - 1][0].start, parts[part - 1][-1].end) if parts[part - 1] else (0, 0)
    shown = [(n, s) for n, s in enumerate(reading.statements, 1) if _stands(s, first, last)]
    dating = Undated(store).dating(reading)
    data = {
        **reading_json(replace(reading, statements=tuple(s for _, s in shown)) if ask.form == "html" else reading),
        "dating": msgspec.to_builtins(dating),
        "history": history_of(store, reading.page),
        "beside": _beside(store, reading),
    }
    facts = _facts(reading)
    anchors = [span for fact in facts for span in fact["spans"]] + [s for c in reading.contacts for s in c.spans[:1]]
    anchors += [one.span for one in dating.evidence if one.span] if dating else []
    view: dict[str, Any] = {
        "part": part,
        "titled": part == 1 and any(block.kind == "title" for block in parts[0]),
        "parts_of": len(parts),
        "facts": facts,
        "total": len(reading.statements),
        "sections": sections(replace(reading.article, blocks=parts[part - 1]), shown, anchors),
        "numbered": [
            (number, statement_json(reading, s))
            for number, s in shown
            if first <= min(start for start, _ in s.content) < last
        ],
    }
    if ask.editing:
        view |= {"fields": OF_PAGES, "choice": {"text": selectable(reading.article.text[first:last]), "start": first}}
    title = reading.article.title.text if reading.article.title else "A page without a title"
    return Room(template="article", title=title, data=data, view=view)


def _stands(statement: Statement, first: int, last: int) -> bool:
    """Whether any words of a statement stand between two offsets."""
    return any(start < last and first < end for role in ROLES for start, end in getattr(statement, role))


def _beside(store: Store, reading: Reading) -> dict[str, list[dict[str, Any]]]:
    """Return the other pages that print the same (`copies`), and those that tell of the same (`story`)."""
    copies = sorted({id for family in families_of(store, reading.page) for id in family.members} - {reading.page})
    story = [id for id in store.group("story", reading.page) if id != reading.page and id not in copies]
    return {"copies": store.pages_of_ids(copies[:MOST_BESIDE]), "story": store.pages_of_ids(story[:MOST_BESIDE])}


def _parts(reading: Reading) -> list[tuple[Block, ...]]:
    """Return the page's blocks in parts that are not too long, nor have too many statements; a long block is cut."""
    starts = sorted(min(start for start, _ in s.content) for s in reading.statements)
    parts: list[tuple[Block, ...]] = []
    part: list[Block] = []
    size = said = 0
    for block in reading.article.blocks:
        for piece in _pieces(block, starts, reading.article.text):
            more = bisect_left(starts, piece.end) - bisect_left(starts, piece.start)
            if part and (size + piece.end - piece.start > PART or said + more > SAID):
                parts.append(tuple(part))
                part, size, said = [], 0, 0
            part.append(piece)
            size, said = size + piece.end - piece.start, said + more
    return [*parts, tuple(part)]


def _pieces(block: Block, starts: list[int], text: str) -> Iterator[Block]:
    """Yield a block whole, or, where it is too long for a part, in pieces that end before a word."""
    start = block.start
    while block.end - start > PART or bisect_left(starts, block.end) - bisect_left(starts, start) > SAID:
        after = bisect_left(starts, start) + SAID
        most = min(start + PART, starts[after] if after < len(starts) else block.end)
        blank = text.rfind(" ", start + 1, most) + 1
        end = blank if blank > max(start, most - WORD) else most
        yield replace(block, start=start, end=end)
        start = end
    if start < block.end:
        yield replace(block, start=start, end=block.end)


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
