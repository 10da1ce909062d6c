"""Finds what a page prints about itself: title, outlet, byline, dateline, agencies, dates, with span and rule."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from onrecord.record import Block, Date, Named, Page, Words


class Imprint(Struct, frozen=True, kw_only=True):
    """What is printed on a page about itself, or was given with it."""

    title: Words | None = None
    outlet: Named | None = None
    byline: Words | None = None
    dateline: Words | None = None
    published: Date | None = None
    other_dates: tuple[Date, ...] = ()
    agencies: tuple[Named, ...] = ()


def imprint(text: str, blocks: Sequence[Block], page: Page) -> Imprint:
    """Return what `text` and `page` say about the page itself; what they do not say is None."""
    first = {block.kind: block for block in reversed(blocks)}

    def words(kind: str) -> Words | None:
        block = first.get(kind)
        return block and Words(text=text[block.start : block.end], basis=block.why, span=(block.start, block.end))

    given = page.given.get("outlet")
    return Imprint(
        title=words("title"),
        byline=words("byline"),
        dateline=words("dateline"),
        outlet=Named(name=given, basis="given") if given else None,
    )
