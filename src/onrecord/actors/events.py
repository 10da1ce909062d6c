"""What the known events that a page tells of say of its day, where it prints none.

A page that tells of an event as past or going on is not older than its beginning. One that counts its years ('the
five-year civil war', 'in its sixth year') is of some months, which are taken wide: news rounds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache

from ..quotes import paragraphs
from ..record import Article, Date, Span
from ..sentences import Sentences
from .happened import WORD, Event, split
from .offices import first_day, last_day
from .registry import Registry

BACK = 40  # words back in the sentence that are searched for the state whose war or operation it is
REACH = 300  # characters that so many words seldom exceed
AHEAD = 70  # characters before an event in which 'planned' or 'will' is of it
# N years told are at least N less half a year, and less than N and one; 'nearly' N are not more, 'over' N not less.
# The Nth year is the one that ends N years on, with a season on either side. Our own choice, made to be safe.
ROUNDED, SEASON, YEAR = 0.5, 0.25, 365.25

_NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh")
_FILL = (
    r"(?:(?:(?i:the|an?|its|their|this|brutal|bloody|bitter|devastating|deadly|grinding|vicious|ongoing|violent|long"
    r"|old|full|scale|of|outbreak|beginning|start|onset)|[A-Z][\w’'-]{0,30})[\s-]{1,3}){0,6}?"
)
_ONSET = re.compile(r"outbreak|beginning|start|onset|invasion|uprising|revolution|annexation", re.IGNORECASE)
_IN = re.compile(r"\s{1,3}(?:in|over)\s{1,3}(?:the\s)?([A-Z][\w-]+)")
_NAMED_AHEAD = re.compile(
    r"\b(?:(?:proposed|planned|draft|possible|potential|future)\s+(?:\w+\s+){0,2}|(?:an?|any|no)\s+)\Z", re.IGNORECASE
)
_TO_COME = re.compile(
    r"\b(?:will|would|shall|going to|plan(?:s|ned|ning)?|to (?:launch|begin|start|open|hold)|upcoming|looming"
    r"|possible|potential|threat(?:s|en|ens|ened|ening)?|proposed|future|forthcoming|expected|ahead of|before|until"
    r"|prepar\w+|if|could|may|might|should|call(?:s|ed)? for|urge[sd]?|wants?|fear(?:s|ed)?|avert|prevent|imminent)\b"
    r"(?!\s+(?:not\s+|never\s+|have to\s+)?(?:stop|end|halt|cease|continue|suspend|pause|extend|intensify|go on)\b)",
    re.IGNORECASE,
)
_OUTLIVES = frozenset({"agreement", "body", "law"})  # told by its name, it is there, whatever will be done with it
_OWN = frozenset({"its", "their"})
# What may stand between whose an operation is and the operation: 'Russia's military raids'.
_BESIDE = frozenset({"s", "military", "air", "own", "aerial", "ongoing", "continued", "recent", "alleged", "current"})


def told_events(article: Article, registry: Registry) -> Iterator[Date]:
    """Yield what the events told by a page say of its day, as `first/last` with an open side empty.

    The span is that of the words; the basis is event, or years where years are counted from its beginning.
    """
    if not registry.events:
        return
    page = _Page(article, registry)
    seen: set[str] = set()
    for start, end, _ in paragraphs(article):
        for event, span in page.named(start, end):
            if event.name not in seen and not page.to_come(event, span):
                seen.add(event.name)
                why = f"it tells of {event.name}, which began {_on(event.begin)}"
                yield Date(value=f"{first_day(event.begin)}/", basis="event", span=span, why=why)
        yield from page.years(start, end)


class _Page:
    """A page whose sentences and states are looked up while its events are found."""

    def __init__(self, article: Article, registry: Registry) -> None:
        self.text = article.text
        self.sentences = Sentences(article)
        self.registry = registry
        nouns = dict.fromkeys(words for event in registry.events for words in event.counted)
        self.patterns = _patterns(tuple(sorted(nouns, key=lambda words: (-len(words), words))))

    def named(self, start: int, end: int) -> Iterator[tuple[Event, Span]]:
        """Yield the events whose words stand in a paragraph, the longest words at each place."""
        spans = [match.span() for match in WORD.finditer(self.text, start, end)]
        words = [self.text[first:last].casefold() for first, last in spans]
        for i, word in enumerate(words):
            for phrase, event in self.registry.event_words.get(word, ()):
                if tuple(words[i : i + len(phrase)]) == phrase and (not event.by or self._by(event, words, spans, i)):
                    yield event, (spans[i][0], spans[i + len(phrase) - 1][1])
                    break

    def to_come(self, event: Event, span: Span) -> bool:
        """Whether a sentence tells of an event as planned, feared or wished."""
        start = max(self.sentences.of(span[0])[0], span[0] - AHEAD)
        return bool((_NAMED_AHEAD if event.kind in _OUTLIVES else _TO_COME).search(self.text[start : span[0]]))

    def _by(self, event: Event, words: list[str], spans: list[Span], i: int) -> bool:
        """Whether what the word at `i` begins is said to be of one whose event it is: 'Russian raids', 'its raids'."""
        state, after = self._state_before(spans, i)
        if state not in {self.registry.id_of(whose) for whose in event.by}:
            return False
        own = next((j for j in range(i - 1, after - 1, -1) if words[j] in _OWN), None)
        return _BESIDE.issuperset(words[after if own is None else own + 1 : i])

    def _state_before(self, spans: list[Span], i: int) -> tuple[str | None, int]:
        """Return the state named last before a word in its sentence, and the place of the word behind its name."""
        text, first = self.text, self.sentences.of(spans[i][0])[0]
        for j in range(i - 1, max(-1, i - BACK), -1):
            start, end = spans[j]
            if start < first:
                break
            if not text[start].isupper():
                continue
            longer = spans[j - 1][0] if j and spans[j - 1][0] >= first and text[spans[j - 1][0]].isupper() else start
            for begin in dict.fromkeys((longer, start)):
                if found := self.registry.state_of(text[begin:end]):
                    return found.id, j + 1
        return None, 0

    def years(self, start: int, end: int) -> Iterator[Date]:
        """Yield what years counted from the beginning of an event say, in a paragraph."""
        for pattern in self.patterns:
            for match in pattern.finditer(self.text, start, end):
                event = self._counted(match)
                if event and (said := _counted(event, match)):
                    yield said

    def _counted(self, match: re.Match[str]) -> Event | None:
        """Return the one event, of the state beside it, whose years are counted; None where it is none or several."""
        begin, end = match.span("noun")
        words = [one.span() for one in WORD.finditer(self.text, max(0, begin - REACH), begin)]
        inside = _IN.match(self.text, end)
        found = self.registry.state_of(inside[1]) if inside else None
        state = found.id if found else None if inside else self._state_before([*words, (begin, end)], len(words))[0]
        said = split(match["noun"])
        fit = [
            event
            for event in self.registry.events
            if said in map(split, event.counted) and any(state == self.registry.id_of(of) for of in event.of)
        ]
        return fit[0] if len(fit) == 1 else None


@lru_cache(maxsize=8)
def _patterns(nouns: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
    """The ways in which pages count years: 'five years of war', 'the war, now in its sixth year'."""
    if not nouns:
        return ()
    noun = rf"(?P<noun>(?i:{'|'.join(map(re.escape, nouns))}))\b"
    ordinal = rf"(?P<ordinal>(?i:\d{{1,2}}(?:st|nd|rd|th)|{'|'.join(_ORDINALS)}))\s{{1,3}}year\b"
    about = r"(?:(?P<about>(?i:nearly|almost|less than|more than|over|at least))\s{1,3})?"
    part = r"(?<!last )(?<!past )(?<!next )(?<!first )(?<!final )(?<!coming )(?<!another )"
    number = rf"(?P<number>(?i:\d{{1,2}}|{'|'.join(_NUMBERS)}))[\s-]{{1,3}}years?\b"
    link = r"[’']?(?:[\s-]{1,3}(?P<link>into|after|since))?[\s-]{1,3}"
    return (
        re.compile(rf"\b{about}{part}\b{number}{link}(?P<fill>{_FILL}){noun}"),
        re.compile(rf"\b{ordinal}\s{{1,3}}of\s{{1,3}}{_FILL}{noun}"),
        re.compile(
            rf"\b{noun}[^.!?\n]{{0,60}}?\b(?:in|into|enter\w*)\s{{1,3}}(?:now\s)?(?:its|their|the|a)\s{{1,3}}{ordinal}"
        ),
    )


def _counted(event: Event, match: re.Match[str]) -> Date | None:
    """The days that some years after the beginning of an event may mean."""
    groups = match.groupdict()
    if groups.get("link") in ("after", "since") and not _ONSET.search(f"{groups['fill']} {groups['noun']}"):
        return None  # after the war is after its end
    if nth := groups.get("ordinal"):
        number = int(nth[:-2]) if nth[0].isdigit() else _ORDINALS.index(nth.casefold()) + 1
        least, most, said = number - 1 - SEASON, number + SEASON, f"year {number}"
    else:
        told = groups["number"].casefold()
        number = int(told) if told.isdigit() else _NUMBERS.index(told) + 1
        about = (groups["about"] or "").casefold()
        least = float(number) if about in ("more than", "over", "at least") else number - ROUNDED
        most = float(number) if about in ("nearly", "almost", "less than") else number + 1.0
        said = f"{about} {number} years".strip()
    try:
        first = date.fromisoformat(first_day(event.begin)) + timedelta(days=int(least * YEAR))
        last = date.fromisoformat(first_day(event.begin)) + timedelta(days=int(most * YEAR) + _slack(event.begin))
    except OverflowError:
        return None
    ended = event.end and last_day(event.end) <= last.isoformat()
    wide = f"taken as {max(0.0, least):g} to {most:g} years on"
    why = f"it counts {said} of {event.name}, which began {_on(event.begin)}, {wide}"
    return Date(value=f"{first}/{'' if ended else last}", basis="years", span=match.span(), why=why)


def _slack(prefix: str) -> int:
    """The days that a month or a year leaves open."""
    return {10: 0, 7: 31, 4: 366}[len(prefix)]


def _on(day: str) -> str:
    return f"on {day}" if len(day) == 10 else f"in {day}"
