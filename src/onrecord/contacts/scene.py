"""The ground on which tellings are read: which day and place stand beside, what it was about; and who, by `Who`."""

from __future__ import annotations

import re
from bisect import bisect_left
from datetime import date, timedelta

from msgspec.structs import replace

from ..entries import Entries
from ..record import Article, Date, Mention, Place, Span, Statement, Words
from ..sentences import Sentences
from .names import Names, is_person
from .telling import Told
from .topics import topics
from .who import Who

# Before the place visited, and between two.
_GOAL = re.compile(
    r"\b(?:visit|visits|visited|visiting|toured|tours|reached|(?:landed|flew) in(?:to)?"
    r"|(?:visits?|trips?|go|travel|fly) to"
    r"|arriv(?:ed|es) (?:in|at)"
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
_FURTHER = re.compile(
    r"\b(?:in|at|near)\s(?:the\s)?(?P<name>[A-Z][\w’'-]+(?:\s(?:of\s)?[A-Z][\w’'-]+){0,3})(?=[\s,.;]|\Z)"
)
# What opens a sentence with the place of all of it: 'During his stay in X, Roe will'.
_STAY = re.compile(
    r"\W*(?:During|On|In|At|While)\s(?:(?:an?|his|her|the|their)\s)?(?:[a-z-]+\s){0,3}(?:in|to|at)\s(?P<name>[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+){0,2})"
    r"(?:\s(?:on\s)?\w+day)?,"
)
# 'will travel to X on Friday, where she will meet'.
_THERE = re.compile(
    r"\b(?:in|to|at|visiting)\s(?:the\s)?(?P<name>[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+){0,2})(?:\s(?:on\s)?\w+day|\stoday|\stomorrow)?,\swhere\s[^,;]{0,40}\Z"
)
_UNKNOWN = re.compile(
    r"(?:\s(?:on\s)?\w+day|\stoday|\syesterday|\shere)?,?\s(?:at|in)\s(?:the\s)?(?P<name>[A-Z][\w’'-]+(?:\s(?:of\s)?[A-Z][\w’'-]+){0,4})"
)
_IN_OPENS = re.compile(
    r"\W*(?:(?:Here|Back|Earlier|While)\s)?(?:[Ii]n|[Aa]t|Near|Outside|From|Inside)\s(?:the\s)?(?:[\w’-]+\s){0,3}\Z"
)
_PARTED = re.compile(
    r"[;:“”]|\b(?:who|which|after|before|since|until|because|although|while|said|says|told|urged|added|that)\b|\bin\sthe\swake\b"
)
_PARTED_OF_PRESS = re.compile(r"[;:“”]|\b(?:who|which|after|before|since|until|because|although|while)\b")
# 'talks that had been scheduled for Sunday in X': the day and place of the talks.
_ARRANGED = re.compile(
    r"\A,?\s(?:(?:that|which)\s)?(?:(?:had|has|have)\sbeen|was|were|is|are|will\sbe)\s(?:\w+\s)?(?:scheduled|planned|set|due|held|expected|slated)\b"
)
# What opens a sentence and tells where all of it happens.
_LEAD = re.compile(
    r"\W*(?:On|At|In|During|After|Following|Before|Speaking|Addressing|Arriving|Visiting|Meeting|Under)\s[^,;:“”]{0,90}\Z"
)
_COMMA = re.compile(r"(?:\s[^,;:.“”]{1,40})?,")
FAR = 160  # characters between what opens a sentence and the telling
# Cues of what is said at a place; nobody is in Florida because he leads there.
_SAYS = re.compile(
    r"\b(?:sa(?:y|ys|id|ying)|t(?:ell|ells|old|elling)|add(?:s|ed|ing)|announc\w+|declar\w+|warn\w+|urg\w+|ask(?:s|ed|ing)|spoke"
    r"|sp(?:eak|eaks|eaking)|call\w*|insist\w+|acknowledg\w+|not(?:es|ed|ing)|stress\w+|argu\w+|confirm\w+|den(?:y|ies|ied|ying)"
    r"|claim\w+|complain\w+|promis\w+|vow\w+|pledg\w+|reject\w+|repeat\w*|reiterat\w+|predict\w+|jok\w+|remark\w+"
    r"|respon\w+|repl\w+|comment\w+|condemn\w+|criticiz\w+|criticis\w+|accus\w+|stat(?:es|ed|ing)|address\w*|recall\w*"
    r"|explain\w*|emphasi\w+|demand\w*|appeal\w*|express\w*|prais\w+|hail\w*|welcom\w+|describ\w+|mention\w*|point\w*)\b",
    re.IGNORECASE,
)
_TO = re.compile(r"(?:the\s)?(?P<name>[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+){0,3})(?!['’]s|\s[a-z]+ian\b)")
_TO_COME = re.compile(r"\b(?:will|(?:is|are)\s(?:also\s)?(?:to|due|expected|scheduled|set|planned))\b")
_MONTH = re.compile(r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)|\w+day\b")
_SET_FOR = re.compile(r"\b(?:scheduled|planned|set|slated|due|expected)\sfor\s(?:the\s)?\Z")
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
        self.published = (article.published.value or "")[:10] if article.published else ""
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
        return self._to_come(one, day) if day and day.value else None

    def _to_come(self, one: Told, day: Date) -> Date:
        """The day of what is to be on a weekday: the next one, where the page's own words give the last."""
        ahead = one.status == "planned" and day.basis == "anchored" and (day.why or "").startswith("weekday")
        if (
            not ahead
            or not _TO_COME.search(self.text, one.sentence[0], one.span[1])
            or len(day.value or "") != 10
            or (day.value or "") >= self.published
        ):
            return day
        later = date.fromisoformat(day.value or "") + timedelta(days=7)
        return replace(day, value=later.isoformat())

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
        match = _UNKNOWN.match(self.text, one.span[1], one.sentence[1]) or self._further(one)
        if not match or any(t.span and t.span[0] < match.end() and match.start() < t.span[1] for t in self.times):
            return None
        start, end = match.span("name")
        topic = _TOPIC.search(self.text[max(0, start - 40) : start])
        inside = self.names.within(start, end)
        person = any(m.kind == "state" or (is_person(m) and (m.id or " " in (m.name or ""))) for m in inside)
        if (
            topic
            or person
            or self.text[end : end + 1] in "'’"
            or _MONTH.match(match["name"])
            or any(p.span and p.span[0] == start for p in self.places)
        ):
            return None
        return Place(name=" ".join(self.text[start:end].split()), span=(start, end))

    def _further(self, one: Told) -> re.Match[str] | None:
        """The words after 'in' or 'at' in the clause of a telling, or in what opens its sentence."""
        if not one.kind:
            return None
        found = _FURTHER.search(self.text, one.span[1], min(one.sentence[1], one.span[1] + NEAR))
        if found and not _PARTED.search(self.text, one.span[1], found.start()):
            return found
        if found := _THERE.search(self.text, one.sentence[0], one.span[0]):
            return found
        return _STAY.match(self.text, one.sentence[0], max(one.verb, one.span[0]))

    def _nearest(self, one: Told, items: list[Date] | list[Place], starts: list[int], day: bool) -> Date | Place | None:
        best: tuple[int, Date | Place] | None = None
        for item in items[bisect_left(starts, one.sentence[0]) : bisect_left(starts, one.sentence[1])]:
            span = item.span
            assert span
            if not day and any(m.span and m.span[0] <= span[0] < m.span[1] for m in one.others):
                continue  # 'with businesses working in Oslo'
            before = self.text[max(0, span[0] - 40) : span[0]]
            if (
                day
                and _APART.search(before)
                and not (one.status != "held" and _SET_FOR.search(before))
                and "/" not in (getattr(item, "value", "") or "")
            ):
                continue
            if (
                not day
                and span[1] + 1 != one.span[0]
                and not _VISITED.search(before)
                and (not _IN.search(before) or _TOPIC.search(before))
            ):
                continue
            gap = self._gap(one, span, day or _VISITED.search(before) is not None)
            if gap < NEAR and (best is None or gap < best[0]):
                best = (gap, item)
        return best[1] if best else None

    def _gap(self, one: Told, span: Span, anywhere: bool) -> int:
        """How far a day or place stands from a telling; NEAR where a clause parts them or it opens none."""
        if one.span[0] <= span[0] < one.span[1]:
            return 0
        if span[0] >= one.span[1]:
            between = _ARRANGED.sub("", self.text[one.span[1] : span[0]])
            parted = (_PARTED_OF_PRESS if one.kind == "press-conference" else _PARTED).search(between)
            return NEAR if parted else len(between)
        between = self.text[span[1] : one.span[0]]
        if one.verb and one.verb < span[0]:
            return 1  # 'held in X on Monday talks with'
        if _WHERE.match(between) or not between.strip():
            return 1
        if _PARTED.search(between):
            return NEAR
        if self._opens(span, one.sentence):
            return min(len(between) + 5, NEAR - 1) if len(between) < FAR else NEAR
        return len(between) + 5 if anywhere else NEAR

    def _opens(self, span: Span, sentence: Span) -> bool:
        """Whether a place stands in the words that open a sentence: 'On the sidelines of a summit in X, Roe met'."""
        return _IN_OPENS.match(self.text, sentence[0], span[0]) is not None or bool(
            _LEAD.match(self.text, sentence[0], span[0]) and _COMMA.match(self.text, span[1])
        )

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

    def goal(self, one: Told) -> Place | None:
        """The name right behind 'visit to', of a place that the gazetteer lacks."""
        match = (
            _TO.match(self.text, one.span[1]) if self.text[one.span[0] : one.span[1]].rstrip().endswith(" to") else None
        )
        if match is None or any(m.id for m in self.names.within(*match.span("name"))):
            return None
        return Place(name=" ".join(match["name"].split()), span=match.span("name"))

    def where(self, statement: Statement) -> Place | None:
        """The place where a statement was made, by the words beside its reporting: 'told cheering supporters in X'."""
        if not statement.cue or not _SAYS.search(self.text, *statement.cue[-1]):
            return None
        start, end = statement.cue[-1]
        sentence = self.sentences.of(start)
        sentence = (max(sentence[0], start - BESIDE), min(sentence[1], end + BESIDE))
        one = Told(kind="", span=(start, end), sentence=sentence, agents=[], others=[])
        if self.at and not self.about(start) and _HERE.search(self.text, start, self._clause_end(one)):
            return self.at
        taken = (*statement.content, *statement.source)
        found = [
            (gap, place)
            for place in self.places[
                bisect_left(self.place_starts, sentence[0]) : bisect_left(self.place_starts, sentence[1])
            ]
            if place.span
            and not any(a <= place.span[0] < b for a, b in taken)
            and (gap := self._said(one, place.span)) < NEAR
        ]
        return min(found, key=lambda one: one[0])[1] if found else self._unknown(one)

    def _said(self, one: Told, span: Span) -> int:
        """How far a place stands from the reporting of what was said in it; NEAR where it is of something else."""
        before = self.text[max(0, span[0] - 40) : span[0]]
        if not _IN.search(before) or _TOPIC.search(before):
            return NEAR
        aside = span[0] >= one.span[1] and "," in self.text[one.span[1] : span[0]]  # 'said Roe, a lawyer in X'
        return NEAR if aside else self._gap(one, span, False)


def visited(party: Mention) -> Place | None:
    """Return the place that the object of a visit is: one word that nobody is known by, or that stands for a place.

    Of a person the page has a fuller name.
    """
    unknown = party.kind == "person" and party.id is None and " " not in (party.name or " ")
    return Place(name=party.name, span=party.span) if party.name and (unknown or party.basis == "metonym") else None
