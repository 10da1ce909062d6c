"""The ground on which tellings are read: who is speaking, who was named last, which day and place stand beside."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right

from msgspec.structs import replace

from ..record import Article, Date, Mention, Place, Span, Statement, Words
from ..sentences import Sentences
from .parties import OFFICE, Names, is_person
from .subjects import opening, without_name
from .telling import Told
from .topics import topics

# Before the place visited, and between two.
_GOAL = re.compile(
    r"\b(?:visit|visits|visited|visiting|toured|tours|(?:visits?|trips?|go|travel|fly) to|arriv(?:ed|es) (?:in|at))"
    r"\s(?:the\s)?\Z"
)
_LISTED = re.compile(r",?\s(?:(?:on|from|in|for)\s[^.;]{1,30}\s)?and\s(?:then\s|later\s|to\s)?(?:the\s)?|,\s")
CONTENTS_BACK = 40  # contents before a position in which it may stand
NARRATOR = Mention(name="the author", kind="narrator", basis="pronoun")
BESIDE = 400  # characters around the reporting in which its place stands
HERE = 24  # characters behind a telling in which 'here' is of it
_HERE = re.compile(r"\bhere\b(?!\sare|\sis)")
NEAR = 90  # characters between a contact and its day or place
_SPEAKS = ("person", "state", "organisation", "office", "armed-group")
_PRONOUN = re.compile(
    r"\b(?P<who>he|she|his|her|their|I|we|they|both sides|both|the (?:two|pair|sides"
    r"|parties)(?:\s\w+)?)\s(?:\w+\s){0,3}\Z",
    re.IGNORECASE,
)
_OPENS = re.compile(r"\s*(?P<who>He|She)\s")  # 'He will attend the talks and visit X'
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
_APPOSED = re.compile(rf",\s(?:the|an?|his|her)\s[^,.;\n]{{0,60}}?{OFFICE.pattern}", re.IGNORECASE)
_WHERE = re.compile(r",\swhere\s[^,;]{0,40}\Z")
# A place that the gazetteer lacks: 'at Fort Example'.
_UNKNOWN = re.compile(r"\s(?:at|in)\s(?:the\s)?(?P<name>[A-Z][\w’'-]+(?:\s(?:of\s)?[A-Z][\w’'-]+){0,4})")
OPENING = 16  # characters from the start of a sentence at which 'In X, they met' has its place
_PARTED = re.compile(
    r"[;:“”]|\b(?:who|which|after|before|since|until|because|although|while|said|says|told|urged|added|that)\b"
)
_MONTH = re.compile(r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)|\w+day\b")
_APART = re.compile(r"\b(?:since|until|till|before|after|by|from|for|of)\s(?:the\s)?\Z", re.IGNORECASE)


class Scene:
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
        self.text = article.text
        self.names = names
        self.sentences = sentences
        self.statements = sorted(statements, key=self.start)
        self.starts = [self.start(one) for one in self.statements]
        self.contents = sorted((*span, number) for number, one in enumerate(self.statements) for span in one.content)
        self.content_starts = [start for start, _, _ in self.contents]
        self.all_times = [t for t in times if t.span]
        self.all_starts = [t.span[0] for t in self.all_times if t.span]
        self.at = self._dateline(article, places)
        open_days = [t for t in times if t.span and t.value is None and (t.why or "").startswith("weekday")]
        self.open_times, self.open_starts = open_days, [t.span[0] for t in open_days if t.span]
        self.times = [t for t in times if t.span and t.value and re.match(r"\d{4}-\d\d", t.value)]
        self.time_starts = [t.span[0] for t in self.times if t.span]
        self.places = [p for p in places if p.span]
        self.place_starts = [p.span[0] for p in self.places if p.span]
        self.last: Mention | None = None  # the person whom a pronoun would mean

    @staticmethod
    def _dateline(article: Article, places: tuple[Place, ...]) -> Place | None:
        """The place of the dateline, of which an agency says 'here'."""
        line = article.dateline.span if article.dateline else None
        return next((p for p in places if line and p.span and line[0] <= p.span[0] < line[1]), None)

    def _clause_end(self, one: Told) -> int:
        """Where the words that may say 'here' of a telling end."""
        return min(one.sentence[1], max(one.span[0] + HERE, one.span[1] + HERE))

    def start(self, statement: Statement) -> int:
        """Where a statement is reported."""
        return (statement.cue or statement.source or statement.content)[0][0]

    def passed(self, sentence: Span) -> None:
        """Note a sentence as read: its first person is who 'he' or 'she' means next."""
        persons = [m for m in self.names.within(*sentence) if is_person(m) and " " in (m.name or "")]
        for statement in self._in(sentence):
            if statement.speaker and is_person(statement.speaker):
                self.last = statement.speaker
                return
        if persons:
            self.last = persons[0]

    def in_title(self, position: int) -> bool:
        """Whether a position stands in the title."""
        return self.sentences.in_title(position)

    def _in(self, sentence: Span) -> list[Statement]:
        """The statements whose reporting begins in a sentence."""
        return self.statements[bisect_left(self.starts, sentence[0]) : bisect_left(self.starts, sentence[1])]

    def agents(self, one: Told) -> list[Mention] | None:
        """Who met, where the telling does not name them: a pronoun's, the speaker, the sentence's first person.

        None means those last spoken of together.
        """
        at = one.verb or one.span[0]
        before = self.text[one.sentence[0] : at]
        pronoun = _PRONOUN.search(before)
        if pronoun:
            at_words = (one.sentence[0] + pronoun.start("who"), one.sentence[0] + pronoun.end("who"))
            meant = self._meant(pronoun["who"].lower(), one)
            return meant if meant is None else [replace(m, span=at_words, basis="pronoun") for m in meant]
        if one.whole:
            return []
        if found := without_name(self.names, one.sentence[0], at):
            return [self.known(m, one) for m in found]
        if one.kind == "visit" or _is_verbal(self.text, one.span):
            found = self._first(one)
        else:
            found = self._speakers(one) or self._first(one)
        if not found and (opens := _OPENS.match(self.text, *one.sentence)):
            meant = self._meant(opens["who"].lower(), one) or []
            return [replace(m, span=opens.span("who"), basis="pronoun") for m in meant]
        return found or [self.known(m, one) for m in opening(self.names, one.sentence)]

    def _meant(self, who: str, one: Told) -> list[Mention] | None:
        inside = self._around(one.span[0])
        if who in ("he", "she", "his", "her"):
            before = self.names.within(one.sentence[0], one.span[0])
            persons = [m for m in before if is_person(m) and (" " in (m.name or "") or self._apposed(m))]
            if inside and inside.speaker and persons == [] and is_person(inside.speaker):
                return [inside.speaker]
            return persons[:1] or ([self.last] if self.last else [])
        if who in ("i", "we"):
            if inside is None:
                return [NARRATOR]
            speaker = inside.speaker
            if who == "we" and speaker and one.others and all(other.kind == "state" for other in one.others):
                speaker = self._state(speaker) or speaker
            return [speaker] if speaker and speaker.name else []
        return None

    def _apposed(self, mention: Mention) -> bool:
        """Whether the words behind a name say what office he has: 'Roe, the Ruritanian envoy,'."""
        return mention.span is not None and _APPOSED.match(self.text, mention.span[1]) is not None

    def _state(self, speaker: Mention) -> Mention | None:
        """The state for which an officer says 'we' of himself and another state."""
        _, of, state = (speaker.office or "").rpartition(" of ")
        if not of:
            return None
        state = state.removeprefix("the ")
        named = next((m for m in self.names.all if m.kind == "state" and m.name == state), None)
        return Mention(name=state, kind="state", basis="pronoun", id=named.id if named else None)

    def known(self, party: Mention, one: Told) -> Mention:
        """A party that is only described, by the name of whom the page gives that title."""
        if party.kind != "unnamed" or not OFFICE.search((party.name or "").split()[-1]):
            return party
        found = self.names.titled(party.name or "", one.span[0])
        return replace(found, span=party.span, basis="description") if found else party

    def _around(self, position: int) -> Statement | None:
        """The innermost statement in whose content a position stands."""
        best: tuple[int, Statement] | None = None
        first = bisect_right(self.content_starts, position)
        for start, end, number in self.contents[max(0, first - CONTENTS_BACK) : first]:
            if position < end and (best is None or end - start < best[0]):
                best = (end - start, self.statements[number])
        return best[1] if best else None

    def _speakers(self, one: Told) -> list[Mention]:
        """The speakers of the sentence's innermost statement in whose content the telling does not stand."""
        found: list[Mention] = []
        for statement in self._in(one.sentence):
            inside = any(start <= one.span[0] < end for start, end in statement.content)
            speaker = statement.speaker
            if not inside and speaker and speaker.name and speaker.kind in _SPEAKS:
                found = [speaker, *statement.co_speakers]
                if is_person(speaker):
                    break
        return found

    def _first(self, one: Told) -> list[Mention]:
        """The sentence's first person beside the parties named, before the telling or right after it."""
        others = {m.span for m in one.others}
        persons = [
            m
            for m in self.names.within(*one.sentence)
            if is_person(m) and m.span not in others and (" " in (m.name or "") or m.id)
        ]
        inside = self._around(one.span[0])
        if inside:  # what is told inside someone's words has its parties there
            spans = inside.content
            persons = [m for m in persons if m.span and any(s <= m.span[0] < e for s, e in spans)]
        before = [m for m in persons if m.span and m.span[0] < one.span[0]]
        return (before or persons)[:1]

    def day(self, one: Told) -> Date | None:
        """The day that stands nearest to a telling, in its clause."""
        return self._nearest(one, self.times, self.time_starts, day=True)  # type: ignore[return-value]

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
        return topics(self.text, telling, sentence, self.all_times, self.all_starts)

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

    def about(self, position: int) -> bool:
        """Whether a position stands in somebody's words."""
        return self._around(position) is not None

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


def _is_verbal(text: str, span: Span) -> bool:
    return not re.match(
        r"(?:tele)?phone|call\b|press|news|media|meeting|summit|gathering|conference|talks|negotiat|consultation"
        r"|discussions|conversation|exchange|letter|visit\b|trip",
        text[span[0] : span[1]],
        re.I,
    )
