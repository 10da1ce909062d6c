"""Who is meant in a telling: who is speaking where it stands, who was named last, whose title is given."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right

from msgspec.structs import replace

from ..record import Mention, Span, Statement
from ..sentences import Sentences
from .names import OFFICE, Names, is_person
from .subjects import opening, without_name
from .telling import Told

CONTENTS_BACK = 40  # contents before a position in which it may stand
NARRATOR = Mention(name="the author", kind="narrator", basis="pronoun")
_SPEAKS = ("person", "state", "organisation", "office", "armed-group")
_PRONOUN = re.compile(
    r"\b(?:(?<!from\s)(?<!of\s)(?<!between\s)(?<!by\s)(?<!with\s)"
    r"(?P<who>he|she|their|I|we|they|both sides|both|the (?:two|2|pair|sides|ministers|presidents|leaders"
    r"|parties)(?:\s\w+)?)\s(?:\w+\s){0,3}"
    r"|(?P<whose>his|her)\s(?:\w+\s){0,3}"
    r"|(?P<does>he|she)\s(?:(?!(?:that|who|which|said|told|says|and|but|as|after|before)\b)(?-i:(?:in|to|for|at|from)\s[A-Z][\w’'-]+|[a-z’'-]+)\s){4,8})\Z",
    re.IGNORECASE,
)
_OPENS = re.compile(r"\s*(?P<who>He|She)\s")  # 'He will attend the talks and visit X'
_APPOSED = re.compile(rf",\s(?:the|an?|his|her)\s[^,.;\n]{{0,60}}?{OFFICE.pattern}", re.IGNORECASE)


_AHEAD = re.compile(
    r"\W*(?:Just\sas|As|While|When|Although|During|On|In|After|At|Following|Before|Since)\s(?:his|her|he|she)\b"
)  # of whom the sentence names behind
# 'urged Roe to cancel her meeting': whose meeting it is.
_OBJECT = re.compile(r"\sto\s(?:[a-z]+\s){1,2}")
_OBLIQUE = re.compile(
    r"\b(?:with|by|against|from|for|to|of|between|about|than|like|on)\s(?:the\s|his\s|her\s)?(?:[A-Z][\w’'.-]*\s|[a-z]+(?:ian|ish|ese)\s"
    r"|(?:foreign|prime|vice|deputy|defen[cs]e)?\s?(?:minister|president|counterpart|secretary)\s){0,5}\Z"
)
# What opens a sentence that names behind who did it: 'After meeting Roe, Lund left'.
_CLAUSE = re.compile(
    r"\W*(?:(?:Meanwhile|Later|Earlier|Separately|Also|But|And|Then|However),?\s)?"
    r"(?i:After|Before|While|When|Following|During|In|At|On|Upon|As|Ahead|Since|With|Despite|Speaking|Having|Meeting|Visiting|Hosting|Receiving|Welcoming|Just)\b"
)
FULLER = 3000  # characters before a body in which the page may have given it its longer name
_PAIR = re.compile(r",?\sand\s(?:[\w’'-]+\s){0,6}")
_BARE = re.compile(r"council|committee|commission|board|parliament|ministry|assembly|cabinet|senate|delegation")
_OWN = re.compile(r"\b(?:he|she|his|her|I|my)\b")
_TO_DO = re.compile(r"to\s(?!the\b)[a-z]")


class Who:
    """A page's names and statements, to be asked about one telling after another, in the order of the text."""

    def __init__(self, names: Names, sentences: Sentences, statements: tuple[Statement, ...]) -> None:
        """Index what the page holds."""
        self.text = names.text
        self.names = names
        self.sentences = sentences
        self.statements = sorted(statements, key=self.start)
        self.starts = [self.start(one) for one in self.statements]
        self.contents = sorted((*span, number) for number, one in enumerate(self.statements) for span in one.content)
        self.content_starts = [start for start, _, _ in self.contents]
        self.last: Mention | None = None  # the person whom a pronoun would mean
        self.waiting: list[Told] = []  # tellings of those whom the page has not named yet

    def start(self, statement: Statement) -> int:
        """Where a statement is reported."""
        return (statement.cue or statement.source or statement.content)[0][0]

    def passed(self, sentence: Span) -> None:
        """Note a sentence as read: its first person is who 'he' or 'she' means next."""
        persons = [m for m in self.names.within(*sentence) if is_person(m) and (" " in (m.name or "") or m.id)]
        for statement in self._in(sentence):
            if statement.speaker and is_person(statement.speaker):
                self.last = statement.speaker
                return
        if persons:
            self.last = next((m for m in persons if not self._oblique(m)), persons[0])

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
        if pronoun and pronoun.lastgroup:
            start, end = pronoun.span(pronoun.lastgroup)
            at_words = (one.sentence[0] + start, one.sentence[0] + end)
            meant = self._meant(pronoun[pronoun.lastgroup].lower(), one, at_words[0])
            return meant if meant is None else [replace(m, span=at_words, basis="pronoun") for m in meant]
        if one.whole:
            return []
        if one.spoken:
            return self._speakers(one)
        if found := without_name(self.names, one.sentence[0], at):
            return [self.known(m, one) for m in found]
        if one.kind == "visit" or _is_verbal(self.text, one.span):
            found = self._first(one)
        else:
            found = self._speakers(one) or self._first(one)
        if not found and (opens := _OPENS.match(self.text, *one.sentence)):
            meant = self._meant(opens["who"].lower(), one, opens.start("who")) or []
            return [replace(m, span=opens.span("who"), basis="pronoun") for m in meant]
        return found or [self.known(m, one) for m in opening(self.names, one.sentence, one.span[0])]

    def _meant(self, who: str, one: Told, at: int) -> list[Mention] | None:
        inside = self._around(one.span[0])
        if who in ("he", "she", "his", "her"):
            before = self.names.within(one.sentence[0], one.span[0])
            persons = [m for m in before if is_person(m) and (" " in (m.name or "") or m.id or self._apposed(m))]
            if persons and persons[-1].span and _OBJECT.fullmatch(self.text, persons[-1].span[1], at):
                return persons[-1:]  # 'urged Roe to cancel her meeting'
            persons = [m for m in persons if not self._oblique(m)] or persons
            if persons and self.last and self._again(who, one.sentence[0], persons[0], at):
                return [self.last]  # 'he saw Roe; on Tuesday he met Lund'
            if persons == [] and _AHEAD.match(self.text, one.sentence[0], one.span[0]):
                behind = self.names.within(one.span[1], one.sentence[1])
                persons = [m for m in behind if is_person(m) and (" " in (m.name or "") or m.id)]
            later = inside is not None and self.start(inside) > at and self.last  # 'She met Roe, her aide said'
            if inside and inside.speaker and not (persons or later) and is_person(inside.speaker):
                return [inside.speaker]
            return persons[:1] or ([self.last] if self.last else [])
        if who in ("they", "both"):
            return self._two(one, at)
        if who in ("i", "we"):
            if inside is None:
                return [NARRATOR]
            speaker = inside.speaker
            if who == "we" and speaker and one.others and all(other.kind == "state" for other in one.others):
                speaker = self._state(speaker) or speaker
            return [speaker] if speaker and speaker.name else []
        return None

    def _two(self, one: Told, at: int) -> list[Mention] | None:
        """The two persons joined in a sentence before 'they': 'Roe and Lund will discuss it when they meet'."""
        persons = [m for m in self.names.within(one.sentence[0], at) if is_person(m) and m.span][:2]
        joined = len(persons) == 2 and _PAIR.fullmatch(self.text, persons[0].span[1], persons[1].span[0])  # type: ignore[index]
        return persons if joined else None

    def _again(self, who: str, start: int, first: Mention, at: int) -> bool:
        """Whether a sentence says 'he' before its first person, and again behind."""
        before = re.compile(rf"\b{who}\s", re.IGNORECASE).search(self.text, start, at) if who in ("he", "she") else None
        ahead = _AHEAD.match(self.text, start)
        return bool(
            before and first.span and before.start() < first.span[0] and not (ahead and ahead.end() >= before.end() - 1)
        )

    def persons(self, one: Told) -> list[Mention]:
        """The persons whom a sentence names before a telling."""
        before = self.names.within(one.sentence[0], one.span[0])
        return [m for m in before if is_person(m) and (" " in (m.name or "") or m.id)]

    def _oblique(self, mention: Mention) -> bool:
        """Whether a preposition stands before a name with its titles: 'after his talks with Minister Roe'."""
        return (
            mention.span is not None
            and _OBLIQUE.search(self.text[max(0, mention.span[0] - 60) : mention.span[0]]) is not None
        )

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
        if party.kind == "unnamed" and _BARE.fullmatch(party.name or ""):
            return self._fuller(party, one.span[0])
        if party.kind != "unnamed" or not OFFICE.search((party.name or "").split()[-1]):
            return party
        found = self.names.titled(party.name or "", one.span[0])
        return replace(found, span=party.span, basis="description") if found else party

    def _fuller(self, party: Mention, before: int) -> Mention:
        """A body that is only called 'the council' by the last longer name that the page gives it."""
        pattern = re.compile(rf"\b(?:[A-Z][\w’'-]*\s){{1,3}}{party.name}\b")
        names = [m[0] for m in pattern.finditer(self.text, max(0, before - FULLER), before)]
        name = names[-1].removeprefix("The ") if names else party.name
        return replace(party, name=name) if name and " " in name else party

    def about(self, position: int) -> bool:
        """Whether a position stands in somebody's words."""
        return self._around(position) is not None

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
        """The sentence's first person beside the parties named, before the telling, or behind what opens a sentence."""
        others = [m.span for m in one.others if m.span]
        inside = self._around(one.span[0])
        speaker = inside.speaker if inside and inside.speaker and is_person(inside.speaker) else None
        if speaker and inside and _TO_DO.match(self.text, inside.content[0][0]):
            return [speaker]  # 'agreed to meet'
        # what is told inside someone's words has its parties there
        spans = inside.content if inside else (one.sentence,)
        known = [m for m in self.names.within(*one.sentence) if is_person(m) and (" " in (m.name or "") or m.id)]
        placed = [(m, m.span[0]) for m in known if m.span and any(s <= m.span[0] < e for s, e in spans)]
        persons = [(m, at) for m, at in placed if not any(start <= at < end for start, end in others)]
        before = [m for m, at in persons if at < one.span[0]]
        if before:
            return [m for m in before if not self._oblique(m)][:1] or before[:1]
        if speaker and inside and _OWN.search(self.text, one.span[1], inside.content[-1][1]):
            return [speaker]  # 'said that on a trip to X, he would'
        opens = _CLAUSE.match(self.text, one.sentence[0], one.span[0])
        return [m for m, at in persons if opens and "," in self.text[one.span[1] : at]][:1]


def _is_verbal(text: str, span: Span) -> bool:
    return not re.match(
        r"(?:tele)?phone|call\b|press|news|media|meeting|summit|gathering|conference|talks|negotiat|consultation"
        r"|discussions|conversation|exchange|letter|visit\b|trip",
        text[span[0] : span[1]],
        re.I,
    )
