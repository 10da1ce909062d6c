"""The named actors of a page, to be asked what stands in a span and whom a title or a short name means."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from functools import cached_property

from ..record import Mention, Span

OFFICE = re.compile(
    r"\b(?:minister|president|premier|secretary|envoy|representative|chief|leader|chancellor|commissioner|ambassador"
    r"|spokes\w+|head|king|emir|director|counterpart)\b",
    re.I,
)
_TITLE = re.compile(  # 'Ruritanian Minister of Foreign Affairs', 'Ruritanian foreign minister'
    rf"(?:(?:[A-Z][\w’'.-]*|of|for|the)\s)*(?:[A-Z][\w’'.-]*|(?:(?!and\b)[a-z][\w-]*\s){{0,2}}(?:{OFFICE.pattern}))\s\Z"
)
_SMALL = frozenset(("the", "a", "an", "of", "for", "his", "her", "its", "their", "then", "former", "s", "and"))
MOST_TITLED = 40  # persons of one title that are looked through


class Names:
    """The named actors of a page, to be asked what stands in a span."""

    def __init__(self, text: str, mentions: tuple[Mention, ...]) -> None:
        """Index the mentions that have a span."""
        self.text = text
        self.all = sorted((m for m in mentions if m.span and m.name), key=lambda m: m.span or (0, 0))
        self.starts = [m.span[0] for m in self.all if m.span]

    def within(self, start: int, end: int) -> list[Mention]:
        """The mentions that lie in a span."""
        found = self.all[bisect_left(self.starts, start) : bisect_left(self.starts, end)]
        return [m for m in found if m.span and m.span[1] <= end]

    def short(self, word: str) -> Mention | None:
        """Whom one word of a headline means: a person's last name, a state."""
        return self._last.get(word.casefold())

    @cached_property
    def _last(self) -> dict[str, Mention]:
        """The first person or state by the last word of the name and by the words themselves."""
        found: dict[str, Mention] = {}
        for mention in self.all:
            assert mention.span
            assert mention.name
            if "-" not in mention.name and (is_person(mention) or mention.kind == "state"):
                words = self.text[slice(*mention.span)].casefold()
                found.setdefault(mention.name.casefold().split()[-1] if is_person(mention) else words, mention)
                found.setdefault(words.replace(".", ""), mention)
        return found

    def inside_body(self, span: Span) -> bool:
        """Whether words stand in the name of an organisation."""
        near = self.all[: bisect_left(self.starts, span[0] + 1)][-2:]
        return any(m.kind == "organisation" and m.span and m.span[1] > span[0] and " " in (m.name or "") for m in near)

    def titled(self, words: str, before: int) -> Mention | None:
        """The person whom the page gives a title with all these words: the last before a position, else the first."""
        wanted = frozenset(re.findall(r"\w+", words.casefold())) - _SMALL
        named = self._titles.get(max(wanted, key=len, default=""), ())
        fitting = [m for title, m in named if wanted <= title]
        earlier = [m for m in fitting if m.span and m.span[0] < before]
        return earlier[-1] if earlier else fitting[0] if fitting else None

    @cached_property
    def _titles(self) -> dict[str, list[tuple[frozenset[str], Mention]]]:
        """The persons by each word of the titles right before their names."""
        found: dict[str, list[tuple[frozenset[str], Mention]]] = defaultdict(list)
        for mention in filter(is_person, self.all):
            assert mention.span
            before = _TITLE.search(self.text[max(0, mention.span[0] - 80) : mention.span[0]])
            own = before[0].casefold().rpartition(" and ")[2] if before else ""
            words = frozenset(re.findall(r"\w+", own)) - _SMALL
            for word in words:
                if len(found[word]) < MOST_TITLED:
                    found[word].append((words, mention))
        return found


def is_person(mention: Mention) -> bool:
    """Whether a mention is a named person."""
    return mention.kind in ("person", "office") and bool(mention.name)
