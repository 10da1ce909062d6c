"""The parties to a contact: lists of noun phrases read into participants.

'with his German counterpart X and the foreign ministers of Y and Z' names a person and two states. A phrase without a
name stands as it is written: 'the opposition', 'coalition counterparts'.
"""

from __future__ import annotations

import re
from bisect import bisect_left

from msgspec.structs import replace

from ..record import Mention, Span

MOST_PARTIES = 16
REACH = 420  # characters of a list of parties
_VERBS = (
    r"has|have|had|is|are|was|were|be|been|will|would|can|could|may|might|must|should|said|says|say|told|met|meets"
    r"|held|spoke|took|made|gave|began|agreed"
    r"|called|urged|added|also|did|does|do|hold|holds|discuss|announced|confirmed|reported|noted|insisted|stressed"
    r"|pledged|argued|warned|claimed|reached|came|went|led"
)
# What a list of parties does not run over: prepositions, clauses, verbs, marks.
_STOP = re.compile(
    r"[.;:?!—–()\[\]“”\"\n]|,?\s(?P<word>in|on|at|about|over|during|following|after|before|where|who|whom|whose"
    r"|which|that|to|as|while|when|because|amid|by|from"
    r"|regarding|concerning|via|through|under|ahead|against|since|until|if|into|within|held|aimed|aiming|including"
    r"|organi[sz]ed|hosted|convened|mediated"
    rf"|brokered|this|last|next|today|yesterday|tomorrow|earlier|later|{_VERBS})\b"
    r"|,?\s(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|,?\sand\s(?=[a-z]+(?:ed|ing)\s|said\b|told\b|met\b|held\b"
    r"|spoke\b|urged\b|agreed\b|called\b)"
)
_WORKING = re.compile(r"\b(?:working|based|living|serving|stationed)\Z")
_VERB = re.compile(rf",?\s(?:{_VERBS})\Z")
_ABBREVIATION = re.compile(r"\b(?:[A-Z]|Mr|Mrs|Ms|Dr|Gen|Sen|Rep|Gov|Col|Sgt|Adm|St|Lt|Jr|Sr)\Z")
_SPLIT = re.compile(r",?\s(?:and|as well as|along with|together with|&)\s(?:also\s)?(?:with\s)?|,\s(?:with\s)?")
_LEAD = re.compile(
    r"(?:(?:a|the) (?:number|range|group|series|team|variety) of\s|(?:the|a|an|his|her|its|their|our|my|both|other"
    r"|several|some|many|all|then|former|also|with|between)\s"
    r"|in the (?:coming|next) (?:days|weeks) with\s|(?:senior\s|high-level\s)?(?:representatives?|delegations?"
    r"|members|envoys)\s(?:of|from)\s(?=the\b|[A-Z]))+",
    re.IGNORECASE,
)
_OFFICES = re.compile(
    r"\b(?:ministers(?:\sof\s(?:foreign\saffairs|the\sinterior|\w+))?|leaders|presidents|premiers|officials"
    r"|representatives|heads|delegations|counterparts|envoys"
    r"|ambassadors|secretaries|diplomats|governments)\s(?:of|from)\s(?:the\s)?\Z",
    re.IGNORECASE,
)
_OFFICE = re.compile(
    r"\b(?:minister|president|premier|secretary|envoy|representative|chief|leader|chancellor|commissioner|ambassador"
    r"|spokes\w+|head|king|emir|director|counterpart)\b",
    re.I,
)
# Head nouns of phrases without a name that can be a party.
_GROUPS = frozenset(
    """
    officials ministers government governments opposition regime leaders counterparts organisations
    organizations members representatives parties delegation delegations groups group sides forces commanders
    authorities rebels students businesses alumni residents families victims troops soldiers diplomats lawmakers
    negotiators experts partners allies president minister king secretary envoy chancellor premier prince emir
    delegates
    """.split()  # noqa: SIM905
)
_PRESS = re.compile(
    r"\b(?:reporters|journalists|media|press|the nation|television|radio|audience|crowd|supporters|agency|newspaper"
    r"|correspondents?)\b",
    re.I,
)


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

    def back(self, before: int, most: int) -> list[Mention]:
        """The last mentions that begin before a position, the nearest first."""
        at = bisect_left(self.starts, before)
        return self.all[max(0, at - most) : at][::-1]


def is_person(mention: Mention) -> bool:
    """Whether a mention is a named person."""
    return mention.kind == "person" and bool(mention.name)


def listed(names: Names, start: int, end: int) -> tuple[list[Mention], int]:
    """Read the list of parties that begins at a position; return them and where the list ends."""
    text = names.text
    stop = _end(text, start, min(end, start + REACH))
    spans: list[Span] = []
    at = start
    for match in _SPLIT.finditer(text, start, stop):
        if re.search(r"\bfor\s(?:the\s)?[A-Z]\w+\Z", text[at : match.start()]) and match[0].strip() == "and":
            continue  # 'his assistant for X and Y affairs Z'
        spans.append((at, match.start()))
        at = match.end()
    spans.append((at, stop))
    if len(spans) > 1 and _VERB.search(text[stop : _word_end(text, stop)]):
        last = text[spans[-2][1] : spans[-1][0]]
        if "and" not in last:  # 'with Roe, Lund said': Lund is the next clause's
            stop = spans[-2][1]
            spans.pop()
    found: list[Mention] = []
    for number, span in enumerate(spans[:MOST_PARTIES]):
        states = len(spans) > 1
        for party in _party(names, span, states):
            party = _of_the_same(party, found[-1] if found else None)
            apposed = number > 0 and is_person(party) and found and found[-1].basis == "description"
            if apposed and text[spans[number - 1][1]] == "," and _OFFICE.search(found[-1].name or ""):
                title = found.pop()  # 'the minister of X, Ada Roe'
                if title.span and party.span:
                    party = replace(party, span=(title.span[0], party.span[1]))
            if (party.id or party.name) not in {m.id or m.name for m in found}:
                found.append(party)
    return found, stop


def _of_the_same(party: Mention, before: Mention | None) -> Mention:
    """'the Ruritanian government and the opposition': a bare body is that of the state of the one before."""
    if party.basis != "description" or before is None or before.basis != "description":
        return party
    words, first = (party.name or "").split(), (before.name or "").split()[0]
    if len(words) == 1 and words[0] in ("opposition", "government", "regime", "rebels", "army") and first[:1].isupper():
        return replace(party, name=f"{first} {words[0]}")
    return party


def _word_end(text: str, position: int) -> int:
    match = re.compile(r",?\s?\w+").match(text, position)
    return match.end() if match else position


def _end(text: str, start: int, end: int) -> int:
    for match in _STOP.finditer(text, start, end):
        if match[0] == "." and (
            _ABBREVIATION.search(text[start : match.start()]) or text[match.end() : match.end() + 1].isalpha()
        ):
            continue
        if match["word"] == "in" and _WORKING.search(text[start : match.start()]):
            continue
        if match["word"] == "in" and re.match(
            r"(?:\sthe)?\s(?:coming|next)\sdays\swith\s", text[match.end() : match.end() + 24]
        ):
            continue
        return match.start()
    return end


def _party(names: Names, span: Span, several: bool) -> list[Mention]:
    """What one phrase names: a person or body at its end, a state for its ministers, else the phrase itself."""
    text = names.text
    start, end = _trimmed(text, span)
    lead = _LEAD.match(text, start, end)
    start = lead.end() if lead else start
    if start >= end or end - start > 160:
        return []
    phrase = text[start:end]
    inside = names.within(start, end)
    last = inside[-1] if inside else None
    if last and last.span and last.span[1] >= end - 1:
        before = text[start : last.span[0]]
        if last.kind in ("state", "organisation") and _OFFICES.search(before) and several:
            return [last]
        persons = [m for m in inside if is_person(m) and m.span and m.span[1] >= end - 1]
        if persons and not re.search(r"\b(?:of|from)\s(?:the\s)?\Z", before):
            return [replace(_with_particle(text, persons[-1]), span=(start, end))]
        if (
            _OFFICE.search(before)
            and " " in (last.name or "")
            and not re.search(r"\b(?:of|from|for)\s(?:the\s)?\Z", before)
        ):
            return [replace(last, kind="person", span=(start, end))]
        if not before.strip() or (last.kind in ("state", "organisation") and not re.search(r"[a-z]{3}", before)):
            return [last]
    if _PRESS.search(phrase):
        return []
    head = re.split(r"\s(?:of|from|for|in|with)\s", phrase)[0].split()[-1:] or [""]
    if not (lead or re.search(r"[A-Z]", phrase) or head[0].lower() in _GROUPS) or not re.search(r"[A-Za-z]{2}", phrase):
        return []
    if head[0].lower() not in _GROUPS and not re.search(r"[A-Z]\w", phrase):
        return []
    return [Mention(name=" ".join(phrase.split()), kind="unnamed", basis="description", span=(start, end))]


def _with_particle(text: str, person: Mention) -> Mention:
    """A surname with the particle before it, which its name has lost: 'de Mistura'."""
    assert person.span
    start = person.span[0]
    before = re.search(r"\b(?:de|van|von|bin|al|el|der|la|du|di)\s\Z", text[max(0, start - 5) : start])
    if not before or " " in (person.name or ""):
        return person
    return replace(person, name=f"{before[0].strip()} {person.name}")


def _trimmed(text: str, span: Span) -> Span:
    start, end = span
    while start < end and not text[start].isalnum():
        start += 1
    while start < end and not (text[end - 1].isalnum() or text[end - 1] == "."):
        end -= 1
    for tail in ("'s", "’s", " and", " or", " the"):
        if text[start:end].endswith(tail):
            end -= len(tail)
    return start, end


def subject(names: Names, start: int, end: int) -> list[Mention]:
    """Read the parties right before a verb, as its subject: 'Roe, Lund hold', 'the minister, Ada Roe, met'."""
    text = names.text
    before = [
        m for m in names.within(max(start, end - REACH), end) if is_person(m) or m.kind in ("state", "organisation")
    ]
    found: list[Mention] = []
    limit = end
    for mention in reversed(before):
        assert mention.span
        gap = text[mention.span[1] : limit]
        if not found and not _FILLER.fullmatch(gap):
            if is_person(mention) or len(before) == 1:
                break
            continue
        if found and not _JOINED.fullmatch(gap):
            break
        if (
            found
            and ("and" not in gap.split() or not is_person(mention))
            and _COMPLEMENT.search(text[start : mention.span[0]][-60:])
        ):
            break
        if re.search(
            r"\b(?:of|from|for|with|against|in|to|between)\s(?:the\s)?\Z",
            text[max(start, mention.span[0] - 14) : mention.span[0]],
        ) and not is_person(mention):
            break
        found.insert(0, mention)
        limit = mention.span[0]
    return found


# What a title is of: 'envoy for X and Y, Ada Roe' has one subject.
_COMPLEMENT = re.compile(r"\b(?:for|of|in)\s(?:the\s)?(?:[A-Z][\w-]*\s|and\s)*\Z")
# Words between a subject and its verb, and between two subjects.
_FILLER = re.compile(
    r"[\s,]*(?:(?:has|have|had|is|are|was|were|will|would|to|also|already|then|later|today|yesterday|on|early|late"
    r"|\w+day|this|last|week|month|morning|reportedly|himself|herself"
    r"|[‎\u200e\u200f]|both|earlier|separately|recently|in the day|January|February|March|April|May|June|July|August"
    r"|September|October|November|December|\d{1,2}|is due|are due|due|expected|scheduled|set)[\s,]*)*"
)
_JOINED = re.compile(r"(?:['’]s)?(?:,|\sand|,\sand|\s&)\s(?:(?:the|his|her|its|their)\s)?(?:[\w’'.-]+\s){0,7}")
