"""The ground on which tellings are read: which day and place stand beside, what it was about; and who, by `Who`."""

from __future__ import annotations

import re
from bisect import bisect_left

from ..entries import Entries
from ..record import Article, Date, Mention, Place, Span, Statement, Words
from ..sentences import Sentences
from .names import Names
from .telling import Told
from .topics import topics
from .who import Who

# Before the place visited, and between two.
_GOAL = re.compile(
    r"\b(?:visit|visits|visited|visiting|toured|tours|(?:visits?|trips?|go|travel|fly) to|arriv(?:ed|es) (?:in|at)"
    r"|visits? (?:of|by)(?: (?:[A-Z][\w’'.-]*|of|for|and|the|his|her|foreign|prime|vice|deputy|minister|president),?)"
    r"{1,10} to)"
    r"\s(?:the\s)?\Z"
)
_LISTED = re.compile(r",?\s(?:(?:on|from|in|for)\s[^.;]{1,30}\s)?and\s(?:then\s|later\s|to\s)?(?:the\s)?|,\s")
BESIDE = 400  # characters around the reporting in which its place stands
HERE = 24  # characters behind a telling in which 'here' is of it
_HERE = re.compile(r"\bhere\b(?!\sare|\sis)")
NEAR = 90  # characters between a contact and its day or place
_IN = re.compile(
    r"\b(?:[Ii]n|[Aa]t|[Nn]ear|[Oo]utside|(?:city|town|capital|village|resort)\sof)\s(?:the\s)?(?:[\w’'-]+\s){0,3}\Z"
)
# What is in a place and is no occasion: 'the war in X', and what is of one: 'the minister of X'.
_TOPIC = re.compile(
    r"\b(?:situation|crisis|war|conflict|fighting|operations?|campaign|ceasefire|truce|troops|forces|peace"
    r"|developments?|events|violence|attacks?|elections?|interests?|officials?"
    r"|presence|role|efforts|unrest|envoy|minister|ministers|ambassador|leader|government|president|people"
    r"|organi[sz]ations?|policy|to\sthe)\s(?:in|of|to|for|at)\s(?:the\s)?(?:[A-Z][\w’'-]+\sand\s(?:across\s|in\s|around\s)?)?\Z",
    re.IGNORECASE,
)
_VISITED = re.compile(
    r"\b(?:(?:visit|trip|travel\w*|fl(?:y|ew|ying)|go|goes|going|went|head\w*|came|coming|return\w*)\sto"
    r"|(?:arriv\w+|land\w+|is|was|currently)\s(?:in|at))\s(?:the\s)?\Z"
)
_WHERE = re.compile(r",\swhere\s[^,;]{0,40}\Z")
# A place that the gazetteer lacks: 'at Fort Example'.
_UNKNOWN = re.compile(r"\s(?:at|in)\s(?:the\s)?(?P<name>[A-Z][\w’'-]+(?:\s(?:of\s)?[A-Z][\w’'-]+){0,4})")
OPENING = 16  # characters from the start of a sentence at which 'In X, they met' has its place
_PARTED = re.compile(
    r"[;:“”]|\b(?:who|which|after|before|since|until|because|although|while|said|says|told|urged|added|that)\b"
)
_MONTH = re.compile(r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)|\w+day\b")
_APART = re.compile(r"\b(?:since|until|till|before|after|by|from|for|of)\s(?:the\s)?\Z", re.IGNORECASE)


class Scene(Who):
    """A page's statements, times and places, to be asked about one telling after another, in the order of the text."""

    def __init__(
        self,
        article: Article,
        names: Names,
        sentences: Sentences,
        statements: tuple[Statement, ...],
        times: tuple[Date, ...],
        places: tuple[Place, ...],
    ) -> None:
        """Index what the page holds."""
        super().__init__(names, sentences, statements)
        self.printed = article.text
        self.all_times = [t for t in times if t.span]
        self.all_starts = [t.span[0] for t in self.all_times if t.span]
        self.entries = Entries(article.text, times)
        self.at = self._dateline(article, places)
        open_days = [t for t in times if t.span and t.value is None and (t.why or "").startswith("weekday")]
        self.open_times, self.open_starts = open_days, [t.span[0] for t in open_days if t.span]
        self.times = [t for t in times if t.span and t.value and re.match(r"\d{4}-\d\d", t.value)]
        self.time_starts = [t.span[0] for t in self.times if t.span]
        self.places = [p for p in places if p.span]
        self.place_starts = [p.span[0] for p in self.places if p.span]

    @staticmethod
    def _dateline(article: Article, places: tuple[Place, ...]) -> Place | None:
        """The place of the dateline, of which an agency says 'here'."""
        line = article.dateline.span if article.dateline else None
        return next((p for p in places if line and p.span and line[0] <= p.span[0] < line[1]), None)

    def _clause_end(self, one: Told) -> int:
        """Where the words that may say 'here' of a telling end."""
        return min(one.sentence[1], max(one.span[0] + HERE, one.span[1] + HERE))

    def day(self, one: Told) -> Date | None:
        """The day that stands nearest to a telling, in its clause; else that of its entry."""
        near: Date | None = self._nearest(one, self.times, self.time_starts, day=True)  # type: ignore[assignment]
        day = near or self.entries.of(one.span[0])
        return day if day and day.value else None

    def weekday(self, one: Told) -> str:
        """The words for the day of a telling, where the page leaves it open: 'monday'."""
        found = self._nearest(one, self.open_times, self.open_starts, day=True)
        return self.text[slice(*found.span)].casefold() if found and found.span else ""

    def place(self, one: Told) -> Place | None:
        """The place that stands nearest to a telling, after 'in' or 'at'; 'met here' is where the dateline is."""
        if one.kind in ("phone-call", "letters"):
            return None
        if self.at and not self.about(one.span[0]) and _HERE.search(self.text, one.span[0], self._clause_end(one)):
            return self.at
        found = self._nearest(one, self.places, self.place_starts, day=False)
        return found or self._unknown(one)  # type: ignore[return-value]

    def _unknown(self, one: Told) -> Place | None:
        """The words after 'at' or 'in' right behind a telling, where they are a name and not a known one."""
        match = _UNKNOWN.match(self.text, one.span[1], one.sentence[1])
        if not match or any(t.span and t.span[0] < match.end() and match.start() < t.span[1] for t in self.times):
            return None
        start, end = match.span("name")
        topic = _TOPIC.search(self.text[max(0, start - 40) : start])
        if topic or _MONTH.match(match["name"]) or any(p.span and p.span[0] == start for p in self.places):
            return None
        return Place(name=" ".join(self.text[start:end].split()), span=(start, end))

    def _nearest(self, one: Told, items: list[Date] | list[Place], starts: list[int], day: bool) -> Date | Place | None:
        best: tuple[int, Date | Place] | None = None
        for item in items[bisect_left(starts, one.sentence[0]) : bisect_left(starts, one.sentence[1])]:
            span = item.span
            assert span
            if not day and any(m.span and m.span[0] <= span[0] < m.span[1] for m in one.others):
                continue  # 'with businesses working in Oslo'
            before = self.text[max(0, span[0] - 40) : span[0]]
            if day and _APART.search(before) and "/" not in (getattr(item, "value", "") or ""):
                continue
            if (
                not day
                and span[1] + 1 != one.span[0]
                and not _VISITED.search(before)
                and (not _IN.search(before) or _TOPIC.search(before))
            ):
                continue
            if one.span[0] <= span[0] < one.span[1]:
                gap = 0
            elif span[0] >= one.span[1]:
                between = self.text[one.span[1] : span[0]]
                gap = len(between) if not _PARTED.search(between) else NEAR
            else:
                between = self.text[span[1] : one.span[0]]
                opens = day or span[0] - one.sentence[0] < OPENING
                opens = opens or bool(_VISITED.search(before))
                gap = len(between) + 5 if opens and not _PARTED.search(between) else NEAR
                if _WHERE.match(between) or not between.strip():
                    gap = 1
            if gap < NEAR and (best is None or gap < best[0]):
                best = (gap, item)
        return best[1] if best else None

    def topics(self, telling: Span, sentence: Span) -> list[Words]:
        """What a sentence says that a contact was about."""
        return topics(self.printed, telling, sentence, self.all_times, self.all_starts)

    def goals(self, one: Told) -> list[Place]:
        """The places visited: 'X on Monday and Y on Tuesday' are two."""
        first = bisect_left(self.place_starts, one.span[0])
        found: list[Place] = []
        for place in self.places[first : bisect_left(self.place_starts, one.sentence[1])]:
            assert place.span
            last = found[-1].span if found else None
            between = self.text[last[1] if last else one.span[0] : place.span[0]]
            if len(between) > NEAR or (found and not _LISTED.fullmatch(between)):
                break
            if found or _GOAL.search(between):
                found.append(place)
        return found

    def where(self, statement: Statement) -> Place | None:
        """The place that stands beside a statement's reporting: 'told reporters in X'."""
        if not statement.cue:
            return None
        start, end = statement.cue[-1]
        sentence = self.sentences.of(start)
        sentence = (max(sentence[0], start - BESIDE), min(sentence[1], end + BESIDE))
        one = Told(kind="", span=(start, end), sentence=sentence, agents=[], others=[])
        found = self.place(one)
        if found and found.span and any(s <= found.span[0] < e for s, e in statement.content):
            return None
        return found


def visited(party: Mention) -> Place | None:
    """Return the place that the object of a visit is: one word that nobody is known by, or that stands for a place.

    Of a person the page has a fuller name.
    """
    unknown = party.kind == "person" and party.id is None and " " not in (party.name or " ")
    return Place(name=party.name, span=party.span) if party.name and (unknown or party.basis == "metonym") else None
