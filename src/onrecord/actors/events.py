"""What the known events that a page tells of say of its day, where it prints none.

A page that tells of an event as past or going on is not older than its beginning; one that tells of it as set for a day
to come is not younger. One that counts its years says more (`counted`). What the days and weekdays beside an event say
is read where days are read: here the span of the words goes with each event that they may mean.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta

from ..quotes import paragraphs
from ..record import Article, Date, Span
from ..sentences import Sentences
from .counted import counted, patterns
from .happened import LASTING, WORD, Event, Near, split
from .offices import first_day, last_day
from .registry import Registry

BACK = 40  # words back in the sentence that are searched for the state whose war or operation it is
REACH = 300  # characters that so many words seldom exceed
AHEAD = 70  # characters before an event, or behind it, in which 'planned' or 'will be held' is of it
MOST_REACH = 20  # words on either side of a noun that are looked at
AROUND = sorted(range(-MOST_REACH, MOST_REACH + 1), key=lambda step: (abs(step), step))
MOST_TOLD = 12  # tellings of the same events that are looked at
OPENING = 300  # characters from the page's first words on, in which a release says to what it answers
# A release condemns or welcomes within days. The Security Council's do on the same day or the next two; our own choice.
REACTION_DAYS = 2

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
_PLANNED = re.compile(r"\b(?:ahead of|upcoming|forthcoming|in the run-up to)\s+(?:[\w’'-]+\s+){0,4}\Z", re.IGNORECASE)
_PLANNED_BEHIND = re.compile(
    r"[^.;:!?]{0,24}?\b(?:that|which|,)?\s*(?:will be (?:held|hosted)|will take place|will open|will begin|will start"
    r"|(?:is|are) (?:set|due|scheduled|expected) to|(?:is|are) (?:scheduled|planned) for)\b",
    re.IGNORECASE,
)
# Beside what is set for a day beforehand, what says that the day has come.
_HELD = re.compile(
    r"\b(?:after|since|following|won|wins?|lost|wake of|held|hosted|attend(?:s|ed)|met|during|results? of|outcome of"
    r"|winner of|last|previous|began|begun|start(?:s|ed)?|launch(?:ed)?|opened|resumed|announced|concluded|agreed"
    r"|reached|welcom(?:es?|ed))\b",
    re.IGNORECASE,
)
_HELD_BEHIND = re.compile(
    r"[^.;:!?]{0,30}?\b(?:was|were|ended|concluded|failed|collapsed|took place|began|opened|brought|produced|agreed"
    r"|today|yesterday|last|broke)\b",
    re.IGNORECASE,
)
_REACTS = re.compile(
    r"\b(?:[Ww]elcomes?|[Cc]ondemns?|[Dd]eplores?|[Cc]ongratulates?|[Mm]ourns?|(?:am|is|are) (?:\w+ly )?(?:encouraged"
    r"|saddened|shocked|appalled|outraged|horrified) (?:by|at))\b[^.;!?]{0,160}\Z"
)
# What a city's capture is called while it is an aim; what makes it none; what stands before a participle of an aim.
_AIM = re.compile(r"recapture|liberation|retaking", re.IGNORECASE)
_WELCOMED = re.compile(
    r"\b(?:after|since|following|welcom\w*|congratulat\w*|celebrat\w*|hail\w*|news of)\b", re.IGNORECASE
)
_NOT_YET = re.compile(r"\b(?:to|be|being|is|are|once|when|not|not yet|fully|until)\s(?:\w+\s)?\Z", re.IGNORECASE)
_OUTLIVES = frozenset({"agreement", "body", "law"})  # told by its name, it is there, whatever will be done with it
_SUDDEN = frozenset({"attack", "disaster", "death", "coup", "capture", "test"})  # what nobody sets for a day
_ANSWERED = _SUDDEN | {"vote", "decision"}  # what releases answer to when it happens
_SET = frozenset({"talks", "vote", "debate"})  # what is set for a day, and told of before it as after it
_TELLS = {"event": "it tells of", "held": "it tells of", "planned": "still to come is", "either": "it tells of"}
_IN = re.compile(r"\s{1,3}(?:in|over)\s{1,3}(?:the\s)?([A-Z][\w-]+)")
_OWN = frozenset({"its", "their"})
# What may stand between whose an operation is and the operation: 'Russia's military raids'.
_BESIDE = frozenset({"s", "military", "air", "own", "aerial", "ongoing", "continued", "recent", "alleged", "current"})

Found = tuple[list[Event], Span, Span]  # events that words may mean, all that tells of them, and the noun or the name


def told_events(article: Article, registry: Registry) -> Iterator[Date]:
    """Yield what the events told by a page say of its day, as `first/last`, in order of the text.

    The basis is event: from its first day to its last, which is empty where it goes on; several with one span are what
    the words may mean, and one of them is meant. It is planned for one still to come, news for the days in which it
    was answered to, and years for what years counted from it leave.
    """
    if not registry.events:
        return
    page = _Page(article, registry)
    nouns = dict.fromkeys(words for event in registry.events for words in event.counted)
    counting = patterns(tuple(sorted(nouns, key=lambda words: (-len(words), words))))
    told: Counter[tuple[str, ...]] = Counter()
    for start, end, _ in paragraphs(article):
        for events, span, head in page.found(start, end):
            names = tuple(event.name for event in events)
            told[names] += 1
            if told[names] <= MOST_TOLD:
                yield from page.said(events, span, head)
        for pattern in counting:
            for match in pattern.finditer(article.text, start, end):
                event = page.counted(match)
                if event and (years := counted(event, match)):
                    yield years


class _Page:
    """A page whose sentences and states are looked up while its events are found."""

    def __init__(self, article: Article, registry: Registry) -> None:
        self.text = article.text
        self.sentences = Sentences(article)
        self.registry = registry
        self.opening = next((start for start, _, _ in paragraphs(article)), 0) + OPENING

    def found(self, start: int, end: int) -> Iterator[Found]:
        """Yield the events whose words stand in a paragraph: by name, the longest at each place; by words near."""
        spans = [match.span() for match in WORD.finditer(self.text, start, end)]
        words = [self.text[first:last].casefold() for first, last in spans]
        for i, word in enumerate(words):
            for phrase, event in self.registry.event_words.get(word, ()):
                if tuple(words[i : i + len(phrase)]) == phrase and (not event.by or self._by(event, words, spans, i)):
                    span = (spans[i][0], spans[i + len(phrase) - 1][1])
                    yield [event], span, span
                    break
            if word in self.registry.event_heads and (found := self._near(words, spans, i)):
                yield found

    def _near(self, words: list[str], spans: list[Span], i: int) -> Found | None:
        """The events that a noun tells of with the words near it in its sentence."""
        first, last = self.sentences.of(spans[i][0])
        around: dict[str, int] = {}
        for step in AROUND:
            if 0 <= i + step < len(words) and first <= spans[i + step][0] < last:
                around.setdefault(words[i + step], i + step)
        fit: dict[str, tuple[Near, list[int]]] = {}
        for word in around:
            for one in self.registry.events_near.get(word, ()):
                places = _places(one, around, words[i], i)
                if places:
                    fit[one.event.name] = (one, places)
        if not fit:
            return None
        nearest = min(abs(places[0] - i) for _, places in fit.values())
        kept = [(one, places) for one, places in fit.values() if abs(places[0] - i) == nearest]
        kept = [(one, places) for one, places in kept if not one.also.isdisjoint(around)] or kept
        at = [i, *(place for _, places in kept for place in places)]
        return [one.event for one, _ in kept], (spans[min(at)][0], spans[max(at)][1]), spans[i]

    def said(self, events: list[Event], span: Span, head: Span) -> Iterator[Date]:
        """Yield what words say of the day of the page, for each event that they may mean."""
        way = self._way(events[0], span, head)
        if way == "wished":
            return
        for event in events:
            last = event.end or ("" if event.kind in LASTING else event.begin)
            began = f", which began {_on(event.begin)}" if event.kind in LASTING else _dated(event)
            why = f"{_TELLS[way]} {event.name}{began}"
            yield Date(value=f"{event.begin}/{last}", basis=way, span=span, why=why)
            if way == "event" and last and event.kind in _ANSWERED and span[1] <= self.opening and self._reacts(head):
                until = date.fromisoformat(last_day(last)) + timedelta(REACTION_DAYS)
                why = f"it answers to {event.name}{_dated(event)}, which is done within {REACTION_DAYS} days"
                yield Date(value=f"{first_day(event.begin)}/{until}", basis="news", span=span, why=why)

    def _reacts(self, head: Span) -> bool:
        return bool(_REACTS.search(self.text[self.sentences.of(head[0])[0] : head[0]]))

    def _way(self, event: Event, span: Span, head: Span) -> str:
        """Return the basis on which a sentence tells of an event, or wished where it is feared or hoped for."""
        start = max(self.sentences.of(head[0])[0], head[0] - AHEAD)
        before, *behind = self.text[start : head[0]], *(self.text[at : at + AHEAD] for at in (head[1], span[1]))
        if event.kind == "law" or (event.kind in _OUTLIVES and event.words):
            return "wished" if _NAMED_AHEAD.search(before) else "event"
        if _PLANNED.search(before) or any(map(_PLANNED_BEHIND.match, behind)):
            return "planned" if event.kind in _SET else "wished"
        if _TO_COME.search(before) or (event.kind not in _SUDDEN and event.all and _NAMED_AHEAD.search(before)):
            return "wished"
        if event.kind == "capture" and not self._captured(before, head):
            return "wished"
        if event.kind not in _SET:
            return "event"
        return "held" if _HELD.search(before) or _HELD_BEHIND.match(behind[-1]) else "either"

    def _captured(self, before: str, head: Span) -> bool:
        """Whether a city is told of as taken: 'liberation' may be an aim, unless it is the title's or welcomed."""
        if _AIM.fullmatch(self.text, *head):
            return self.sentences.in_title(head[0]) or bool(_WELCOMED.search(before))
        return not _NOT_YET.search(before)

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

    def counted(self, match: re.Match[str]) -> Event | None:
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


def _places(one: Near, around: dict[str, int], head: str, i: int) -> list[int]:
    """Where the words of an event's groups stand nearest to a noun; none where it is no noun of it or one is far."""
    if head not in one.heads:
        return []
    places = []
    for group in one.groups:
        at = min((around[word] for word in group if word in around), key=lambda j: (abs(j - i), j), default=None)
        if at is None or abs(at - i) > one.reach:
            return []
        places.append(at)
    return places


def _on(day: str) -> str:
    return f"on {day}" if len(day) == 10 else f"in {day}"


def _dated(event: Event) -> str:
    return "" if event.begin in event.name else f", of {event.begin}"
