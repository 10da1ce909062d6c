"""The parties to a contact: lists of noun phrases read into participants.

'with his German counterpart X and the foreign ministers of Y and Z' names a person and two states. A phrase without a
name stands as it is written: 'the opposition', 'coalition counterparts'.
"""

from __future__ import annotations

import re

from msgspec.structs import replace

from ..record import Mention, Span
from .names import OFFICE, Names, is_person

MOST_PARTIES = 16
SIGHT = 20  # characters behind the end of a list in which a verb may stand
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
    r"|which|that|to|as|while|when|because|amid|by|from|focus(?:ed|ing)"
    r"|regarding|concerning|via|through|under|without|but|ahead|against|since|until|if|into|within|held|aimed|aiming|including"
    r"|organi[sz]ed|hosted|convened|mediated"
    rf"|brokered|for(?=\s(?:\w+\s){{0,2}}(?:talks|discussions|negotiations|consultations|a\smeeting)\b)"
    rf"|the(?=\s(?:greetings|message|letter|condolences|congratulations|regards|situation|latest)\b)|at|here"
    rf"|calling|asking|urging|demanding|seeking|saying|warning|requesting|expressing|outlining|describing|including(?=\sby)|twice|again|alone|privately|separately|together|briefly|this|last|next|today|yesterday|tomorrow|earlier|later|{_VERBS})\b"
    r"|,\s(?=(?:originally\s|first\s)?[a-z]{3,}(?:ed|ing)\s)|,?\s(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|,?\s(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\w*\.?\s\d|,?\sand\s(?=[a-z]+(?:ed|ing)\s|said\b|told\b|met\b|held\b"
    r"|spoke\b|urged\b|agreed\b|called\b)"
)
# What goes on with the list after a word that would end it.
_GOES_ON = re.compile(
    r",?\s(?:in\s(?:the\s)?(?:coming|next)\sdays\swith|as\swell\sas)|(?<=\swell)\sas|(?<=\sand)\sto\s"
)
_SEATED = re.compile(r"\son\s(?:his|her|their|either)\s(?:left|right|side)\b")
_SEAT = re.compile(r"\son\s(?:his|her|their|either)\s(?:left|right|side)\Z")  # 'with Roe on her left and Lund'
_WORKING = re.compile(r"\b(?:working|based|living|serving|stationed)\Z")
# A delegation goes on with whose it is and who leads it.
_SENT = re.compile(
    r"\b(?:delegations?|teams?|representatives|envoys|negotiators|leaders|members|colleagues|counterparts|ministers)(?:\s(?:led|headed|(?:from|of)\s[^,]{1,60}\s(?:led|headed)))?\Z"
)
_VERB = re.compile(rf",?\s(?:{_VERBS})\Z")
_ABBREVIATION = re.compile(
    r"\b(?:[A-Z]|Mr|Mrs|Ms|Dr|Gen|Sen|Rep|Gov|Col|Sgt|Adm|St|Lt|Jr|Sr|Rev|Hon|Prof|Capt|Maj|Brig|Pres)\Z"
)
_SPLIT = re.compile(
    r",?\s(?:and|as well as|along with|together with|&)\s(?:also\s|then\s)?(?:(?:with|to)\s)?|,\s(?:with\s)?"
)
_ACTS = re.compile(
    r"\s(?!(?:and|or|of|from|in|at|for|on|to|with|who|as|by|about|over|during|after|before|here|today|yesterday)\b)(?P<act>[a-z]{2,})\b"
)
# What a person does, or anything did, behind the name.
_DOES = re.compile(
    r"\s(?!(?:of|for|from|and|or|as|the|a|an|de|del|von|van|bin|ibn|al|el|on)\b)(?P<word>[a-z]{3,})\b(?!\s(?:[a-z]+\s)?[A-Z]\w+\Z)"
)
_DID = re.compile(
    r"\s(?P<word>(?:[a-z]{2,}ed|fell|broke|began|ran|went|come|came|led|drew|stood|saw))\b(?!\s(?:by|at|in)\b)"
)
# A group and what it does: 'government officials crept', 'his family said'.
_TAIL = re.compile(
    r"(?P<group>.*\b(?:officials|leaders|ministers|members|lawyers|aides|advisers|family|families|relatives|delegates"
    r"|envoys|negotiators|lawmakers|senators|parties|delegation))"
    r"\s(?P<tail>(?!(?:and|or|of|from|in|for|with|who)\b)[a-z]+(?:\s[a-z]+){0,3})\Z",
    re.DOTALL,
)
_WHOSE = re.compile(r"\b(?:of|from|for)\s(?:the\s)?\Z")
_OF = re.compile(r"\s(?:of|from)\s(?:the\s)?[A-Z]")
_SIDE = re.compile(r"(?:['’]s)?\sside")
_PLURAL = re.compile(r"(?:[\w’'-]+\s){0,3}?[a-z-]+s\b")
_SOME = re.compile(r"(?:with\s)?(?:a\s(?:number|range|group|series|team|variety)\sof|several|various|other|many)\s")
_LEAD = re.compile(
    r"(?:(?:a|the) (?:number|range|group|series|team|variety|lot|handful|couple|dozen|host) of\s"
    r"|(?:the|a|an|his|her|its|their|our|my|both|other"
    r"|several|some|many|all|then|former|also|with|between)\s"
    r"|in the (?:coming|next) (?:days|weeks) with\s|(?:senior\s|high-level\s)?(?:representatives?|delegations?"
    r"|members|envoys|negotiators|leaders)\s(?:of|from)\s(?=the\b|[A-Z])|[\w\s-]{0,40}?\bdelegation\s(?:(?:of|from)\s[^,]{1,60}?\s)?(?:led|headed)\sby\s|first\s)+",
    re.IGNORECASE,
)
OFFICES = (
    r"ministers|leaders|presidents|premiers|officials|representatives|heads|delegations|counterparts|colleagues|envoys|[FP]Ms"
    r"|ambassadors|secretaries|diplomats|governments|chiefs|commanders|parties|sides|negotiators|delegates|coalition"
)
# Groups of persons without a name, as subjects.
PEOPLE = (
    rf"{OFFICES}|observers|inspectors|monitors|mediators|lawyers|lawmakers|senators|generals|activists|relatives|families"
    r"|executives|aides|advisers|advisors|delegation|delegations|team|negotiator|opposition|democrats|republicans|members|council|cabinet"
    r"|committee|parliament|board|ministry|embassy|authorities|military|rebels|leadership"
)
OFFICES_OF = re.compile(
    rf"\b(?:{OFFICES})(?:\sof\s(?:foreign\saffairs|the\sinterior|\w+))?\s(?:of|from)\s(?:the\s)?\Z", re.IGNORECASE
)
# Head nouns of phrases without a name that can be a party.
GROUPS = frozenset(
    """
    officials ministers government governments opposition regime leaders counterparts organisations
    organizations members representatives parties delegation delegations groups group sides forces commanders
    aides authorities rebels students businesses alumni residents families victims troops soldiers diplomats
    lawmakers negotiators experts partners allies president minister king secretary envoy chancellor premier
    prince emir delegates people men women man woman workers employees voters survivors veterans donors mayors
    governors family team leadership council cabinet board committee lawyers advisers senators powers factions
    relatives parents grandmothers grandparents editors leaders leadership colleagues rebels militants
    """.split()  # noqa: SIM905
)
_PRESS = re.compile(
    r"\b(?:reporters|journalists|media|press|the nation|television|radio|audience|crowd|supporters|agency|newspaper"
    r"|correspondents?)\b",
    re.I,
)


def is_group(mention: Mention) -> bool:
    """Whether a party is only described, as persons: 'ministers', 'an accompanying delegation'."""
    head = re.split(r"\s(?:of|from|for|in|with)\s", mention.name or "")[0].casefold().split()[-1:]
    return mention.kind == "unnamed" and bool(head) and head[0] in GROUPS


def described(text: str, span: Span) -> Mention:
    """Return a party without a name, by its words."""
    return Mention(name=" ".join(text[slice(*span)].split()), kind="unnamed", basis="description", span=span)


def listed(names: Names, start: int, end: int) -> tuple[list[Mention], int]:
    """Read the list of parties that begins at a position; return them and where the list ends."""
    text = names.text
    stop = _end(text, start, min(end, start + REACH))
    spans = _up_to_verb(names, _pieces(names, start, stop))
    stop = spans[-1][1]
    if len(spans) > 1 and _VERB.search(text[stop : _word_end(text, stop)]):
        last = text[spans[-2][1] : spans[-1][0]]
        if "and" not in last:  # 'with Roe, Lund said': Lund is the next clause's
            stop = spans[-2][1]
            spans.pop()
    found: list[Mention] = []
    for number, span in enumerate(spans[:MOST_PARTIES]):
        shared = len(spans) > 1 and _demonym(names, spans[number - 1] if number else span) is not None
        for party in _party(names, span, len(spans) > 1, shared):
            party = _of_the_same(party, found[-1] if found else None)
            who = is_person(party) or (party.kind == "organisation" and not party.id and party.basis == "full-name")
            apposed = number > 0 and who and found and found[-1].basis == "description"
            if apposed and text[spans[number - 1][1]] == "," and OFFICE.search(found[-1].name or ""):
                title = found.pop()  # 'the minister of X, Ada Roe'
                if title.span and party.span:
                    party = replace(party, kind="person", span=(title.span[0], party.span[1]))
            if found and _is_title(text, found[-1], party):
                continue
            if (party.id or party.name) not in {m.id or m.name for m in found}:
                found.append(party)
    return found, stop


def _is_title(text: str, before: Mention, party: Mention) -> bool:
    """Whether a phrase without a name is the office of the person before it: 'Ada Roe, Minister of Trade'."""
    words = (party.name or "").split()
    if party.kind != "unnamed" or not is_person(before) or not (before.span and party.span):
        return False
    office = OFFICE.search(re.split(r"\s(?:of|for|to)\s", party.name or "")[0])
    joined = text[before.span[1] : party.span[0]].strip() in (",", ", the")
    return bool(joined and words and office and not office[0].casefold().endswith("s"))


def _up_to_verb(names: Names, spans: list[Span]) -> list[Span]:
    """The phrases up to the first whose person does something: 'with Roe lasted an hour'."""
    for number, (start, end) in enumerate(spans):
        for mention in names.within(start, end):
            assert mention.span
            known = is_person(mention) and (mention.id or " " in (mention.name or ""))
            act = (_DOES if known else _DID).match(names.text, mention.span[1], end)
            if act and act["word"] not in GROUPS:
                return [*spans[:number], (start, mention.span[1])]
    return spans


def _pieces(names: Names, start: int, stop: int) -> list[Span]:
    """The phrases of a list, cut where one party ends and the next begins."""
    text = names.text
    spans: list[Span] = []
    at = start
    for match in _SPLIT.finditer(text, start, stop):
        if " and" in match[0] and _one_phrase(names, (at, match.start()), (match.end(), stop)):
            continue
        if spans or "and" not in match[0]:
            clause = next((m for m in names.within(match.end(), stop) if is_person(m)), None)
            act = _ACTS.match(text, clause.span[1], stop + SIGHT) if clause and clause.span else None
            if act and act["act"] not in GROUPS:  # 'in a letter to Roe, Lund urged'
                return [*spans, (at, match.start())]
        spans.append((at, match.start()))
        at = match.end()
    return [*spans, (at, stop)]


def _one_phrase(names: Names, piece: Span, rest: Span) -> bool:
    """Whether 'and' joins words of one phrase: 'national and local officials', 'a number of ministers and aides'."""
    before, after = names.text[slice(*piece)].strip(), names.text[slice(*rest)]
    if re.search(r"\bfor\s(?:the\s)?[A-Z]\w+\Z", before):
        return True  # 'his assistant for X and Y affairs Z'
    if not _PLURAL.match(after):
        return False
    last = before.split()[-1:] or [""]
    if _SOME.match(before) and after[0].islower():
        return True
    if last[0].islower():
        return not re.search(r"(?<!ou)s\Z", last[0]) and last[0] not in GROUPS
    demonym = _demonym(names, piece)
    return demonym is not None and not re.match(rf"[A-Z]\w+(?:\s[a-z]+)?\s(?:{OFFICES})\b", after)


def _demonym(names: Names, piece: Span) -> Mention | None:
    """The state whose adjective ends a phrase: 'the Ruritanian', 'local Ruritanian'."""
    inside = names.within(*piece)
    last = inside[-1] if inside else None
    ends = last and last.span and last.span[1] == piece[1] and last.kind == "state" and last.basis == "description"
    return last if ends else None


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
        if match["word"] in ("from", "by", "led", "headed") and _SENT.search(text, start, match.start()):
            continue
        if match["word"] == "on" and _SEATED.match(text, match.start()):
            continue
        if match["word"] and _GOES_ON.match(text, match.start()):
            continue
        return match.start()
    return end


def _party(names: Names, span: Span, several: bool, shared: bool) -> list[Mention]:
    """What one phrase names: a person or body at its end, a state for its ministers, else the phrase itself."""
    text = names.text
    start, end = _trimmed(text, span)
    lead = _LEAD.match(text, start, end)
    start = lead.end() if lead else start
    if start >= end or end - start > 160:
        return []
    inside = names.within(start, end)
    if named := _by_name(text, (start, end), inside, several, shared):
        return [named]
    phrase = text[start:end]
    if _PRESS.search(phrase):
        return []
    cut = _TAIL.match(phrase)
    if cut and GROUPS.isdisjoint(cut["tail"].split()):
        phrase, end = cut["group"], start + cut.end("group")
    head = re.split(r"\s(?:of|from|for|in|with)\s", phrase)[0].split()[-1:] or [""]
    if not (lead or re.search(r"[A-Z]", phrase) or head[0].lower() in GROUPS) or not re.search(r"[A-Za-z]{2}", phrase):
        return []
    if head[0].lower() not in GROUPS and not re.search(r"[A-Z]\w", phrase):
        return []
    return [described(text, (start, end))]


def _by_name(text: str, span: Span, inside: list[Mention], several: bool, shared: bool) -> Mention | None:
    """The actor whom a phrase names, and does not only use to describe another."""
    start, end = span
    last = inside[-1] if inside else None
    if last is None or not last.span:
        return None
    if _SIDE.fullmatch(text, last.span[1], end) and start == last.span[0]:
        return last  # 'the Ruritanian side'
    if shared and re.fullmatch(rf"(?:\s[a-z]+)?\s(?:{OFFICES})", text[last.span[1] : end]):
        return last  # 'Ruritanian and Sylvanian leaders'
    before = text[start : last.span[0]]
    if last.span[1] >= end - 1:
        if last.kind in ("state", "organisation") and OFFICES_OF.search(before) and several:
            return last
        persons = [m for m in inside if is_person(m) and m.span and m.span[1] >= end - 1]
        if persons and not _WHOSE.search(before):
            return replace(_with_particle(text, persons[-1]), span=span)
        if OFFICE.search(before) and " " in (last.name or "") and not _WHOSE.search(before):
            return replace(last, kind="person", span=span)
        if not before.strip() or (last.kind in ("state", "organisation") and not re.search(r"[a-z]{3}", before)):
            return last
    officers = (m for m in inside if is_person(m) and " " in (m.name or "") and m.span)
    officer = None if several else next((m for m in officers if m.span and _OF.match(text, m.span[1], end)), None)
    return officer and replace(officer, span=span)  # 'President Ada Roe of Ruritania'


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
    if seat := _SEAT.search(text, max(start, end - REACH), end):
        end = seat.start()
    while start < end and not text[start].isalnum():
        start += 1
    while start < end and not (text[end - 1].isalnum() or text[end - 1] == "."):
        end -= 1
    for tail in ("'s", "’s", " and", " or", " the"):
        if text[start:end].endswith(tail):
            end -= len(tail)
    return start, end
