"""Who stands before a verb: names joined to a subject, and subjects that are only described."""

from __future__ import annotations

import re

from ..record import Mention, Span
from .names import OFFICE, Names, is_person
from .parties import GROUPS, OFFICES, OFFICES_OF, PEOPLE, REACH, described, is_group

# What a title is of: 'envoy for X and Y, Ada Roe' has one subject.
_COMPLEMENT = re.compile(r"\b(?:for|of|in)\s(?:the\s)?(?:[A-Z][\w-]*\s|and\s)*\Z")
# Words between a subject and its verb, and between two subjects.
_FILLER = re.compile(
    r"[\s,]*(?:(?:who|has|have|had|is|are|was|were|will|would|to|also|already|then|later|today|yesterday|on|early|late"
    r"|\w+day|this|last|week|month|morning|reportedly|himself|herself|continually|\w+ly"
    r"|refus(?:es|ed)|ask(?:s|ed)|offer(?:s|ed)|propos(?:es|ed)|agree[sd]|plans?|planned|hop(?:es|ed)|intend(?:s|ed)|wants?|wanted|declin(?:es|ed)|tried|tries|sought"
    r"|seeks|failed|about|going|ready|willing|prepared|able|not|never|no|be|been|could|may|might|can|should|must|did|does"
    r"|do|again|still|finally|first|soon|next|privately|also"
    r"|[\u200e\u200f]|both|earlier|separately|recently|in the day|January|February|March|April|May|June|July|August"
    r"|September|October|November|December|\d{1,2}|is due|are due|due|expected|scheduled|set)[\s,]*)*"
)
_JOINED = re.compile(
    r"(?:['’]s)?(?:,|\sand|,\sand|\s&)\s(?:(?:the|his|her|its|their)\s)?(?:(?!(?:said|told|who|that|met)\s|(?!retired|elected|united|appointed)[a-z]+ed\s)[\w’'.-]+,?\s){0,7}"
)
_OBLIQUE = re.compile(
    r"\b(?:of|from|for|with|against|in|to|between|at|near|visiting|visited|leaving|left)\s(?:the\s)?\Z", re.IGNORECASE
)
# 'Ada Roe, commander, Ruritanian Command': whose office an apposed body is.
_APPOSED = re.compile(r",\s(?:the\s)?(?:[a-z][\w-]*\s){0,4}(?!the\b)[a-z][\w-]*,?\s(?:of\s|for\s|at\s)?(?:the\s)?")
_OWNS = re.compile(r"(?:['’]s?)?\s[a-z]")
_HEADS = re.compile(rf"(?:\s[a-z][\w-]*){{0,2}}?\s(?:{OFFICES})(?=[\s,])")
_AND = re.compile(r"\sand\s|\s&\s")
_ACTS = (
    r"(?i:while|in|at|on|during|before|for|by|if|did|does|can)|[Hh]as|As|Have|Is|Was|Will|have|had"
    r"|is|are|was|were|will|would|said|says|told|attacked|urged|called|and|that|after|when|where|as"
)
# A subject without a name: 'The Foreign Secretary', 'The Foreign, Home and Defence Secretaries'.
_DESCRIBED = re.compile(
    r"(?:\A|[.:;“\"‘,]\s?|\b(?:that|where|when|and|after|as|said)\s)"
    rf"(?P<np>(?:(?:[Tt]he|[Aa]n?|[Tt]wo|[Ss]enior|[Tt]op)\s)?(?:(?!(?:{_ACTS})\b)[\w’'-]+,?\s){{0,5}}?(?P<head>[\w-]+)"
    rf"(?:\s(?:of|from)(?:\s(?:the|of|and|for|both|all|countries|sides|nations|states|parties|powers|[A-Z][\w’'-]*)){{1,9}})?)\Z"
)
_CLAUSE = re.compile(r"\b(?:who|whom|which|said|says|told|after|while|when|where|has|had|was|is|met|with)\b")
_BODIES = ("state", "organisation", "armed-group")
_MANY = re.compile(r".*?(?:s|council|cabinet|committee|parliament|board)(?:\Z|\s(?:of|from|for|in|with)\s)")  # a plural
_OPENING = re.compile(
    rf"[\s“\"]*(?P<np>(?:The|Two|Senior)\s(?:[\w’'-]+,?\s){{0,5}}?(?i:{PEOPLE}|{OFFICE.pattern}))\s(?:[a-z])"
)
_JOINED_TITLE = re.compile(
    r"(?:\A|[.:;“\"]\s?|,\s|\b(?:that|where|when)\s)(?P<np>(?:[Tt]he\s)?(?:[A-Z][\w’'-]*\s){1,4}?)and\s(?:[A-Z][\w-]*\s){0,4}\Z"
)


def subject(names: Names, start: int, end: int) -> list[Mention]:
    """Read the parties right before a verb, as its subject: 'Roe, Lund hold', 'the minister, Ada Roe, met'."""
    found = _named(names, start, end)
    if len(found) == 1 and is_person(found[0]) and found[0].span:
        title = _JOINED_TITLE.search(names.text[max(start, found[0].span[0] - REACH) : found[0].span[0]])
        if title and OFFICE.search(title["np"]):
            at = max(start, found[0].span[0] - REACH) + title.start("np")
            return [described(names.text, (at, at + len(title["np"].rstrip()))), *found]
    return found


def without_name(names: Names, start: int, end: int) -> list[Mention]:
    """Read a described subject right before a verb: 'The Coalition will', 'the two foreign ministers'."""
    text = names.text
    start = max(start, end - REACH)
    words = text[start:end]
    stop = len(words)
    for filler in re.finditer(r"(?<=\w)[\s,]+", words):
        if _FILLER.fullmatch(words, filler.start()):
            stop = filler.start()
            break
    match = _DESCRIBED.search(words[:stop])
    if match is None or not (
        OFFICE.search(match["head"]) or re.fullmatch(PEOPLE, match["head"], re.IGNORECASE) or match["head"] in GROUPS
    ):
        return []
    span = (start + match.start("np"), start + match.end("np"))
    first = next((m for m in names.within(*span) if is_person(m) and m.span and m.span[0] == span[0]), None)
    if first and first.span and text[first.span[1]] == ",":
        return [first]  # 'Ada Roe, Ambassador of Ruritania'
    return [described(text, span)]


def group_before(names: Names, sentence: Span, verb: int) -> list[Mention]:
    """Read a subject of several persons without a name: 'EU foreign ministers met', 'officials from both held'."""
    return [one for one in without_name(names, sentence[0], verb) if is_group(one) and _MANY.match(one.name or "")]


def opening(names: Names, sentence: Span, before: int) -> list[Mention]:
    """Read a described subject that opens a sentence: 'The Defence Secretaries also attended, meeting ...'."""
    match = _OPENING.match(names.text, *sentence)
    return [described(names.text, match.span("np"))] if match and match.end("np") <= before else []


def _named(names: Names, start: int, end: int) -> list[Mention]:
    text = names.text
    before = [m for m in names.within(max(start, end - REACH), end) if is_person(m) or m.kind in _BODIES]
    found: list[Mention] = []
    limit = end
    for mention in reversed(before):
        assert mention.span
        gap = text[mention.span[1] : limit]
        before_it = text[max(start, mention.span[0] - 60) : mention.span[0]]
        if not found:
            if not _ends(mention, gap):
                if (is_person(mention) and mention.basis != "description") or len(before) == 1:
                    break
                continue
            if whose := _whose(text, before, mention):
                return [whose]  # 'King Ada of Ruritania met'
        elif not is_person(found[0]) and is_person(mention) and _APPOSED.fullmatch(gap):
            return [mention]
        elif not _JOINED.fullmatch(gap):
            if _attributive(mention, gap):
                continue
            break
        elif _titled(text, start, mention.span, gap, is_person(mention)):
            break
        if _OBLIQUE.search(before_it) and not (found and OFFICES_OF.search(before_it)):
            if found and _AND.fullmatch(gap[:5]):
                found = []  # 'after talks between Roe and Lund'
            break
        found.insert(0, mention)
        limit = mention.span[0]
    return _of_one_clause(text, found, end)


def _attributive(mention: Mention, gap: str) -> bool:
    """Whether a name only says whose the next is: 'and his Ruritanian counterpart, Ada Roe', 'Norland's minister'."""
    unknown = is_person(mention) and mention.id is None and " " not in (mention.name or "")
    owner = mention.kind == "state" and (mention.basis == "description" or gap[:1] in "'’")
    return owner or (unknown and _OWNS.match(gap) is not None)


def _ends(mention: Mention, gap: str) -> bool:
    """Whether a name is the last of a subject: only an office, officers and small words stand before the verb."""
    heads = _HEADS.match(gap) if mention.basis == "description" and mention.kind == "state" else None
    return bool(_FILLER.fullmatch(gap, heads.end() if heads else 0)) or (is_person(mention) and _in_office(gap))


def _of_one_clause(text: str, found: list[Mention], end: int) -> list[Mention]:
    """Those of the parties before a verb that are its subject: a comma alone joins persons, side by side."""
    if len(found) < 2 or not found[0].span or _AND.search(text, found[0].span[1], end):
        return found
    one, other = found[-2].span, found[-1].span
    apart = one and other and re.search(r"[a-z]", text[one[1] : other[0]])  # 'against Roe, candidate Lund'
    # 'Throughout the fight for Raqqa, the Coalition'
    return found[-1:] if apart or not all(map(is_person, found)) else found


def _in_office(gap: str) -> bool:
    """Whether the words between a person and a verb tell an office: ', Deputy Premier and Minister of X,'."""
    office, comma, rest = gap.rpartition(",")
    told = bool(comma) and office.startswith(",") and OFFICE.search(office) and not _CLAUSE.search(office)
    return bool(told and _FILLER.fullmatch(rest))


def _whose(text: str, before: list[Mention], state: Mention) -> Mention | None:
    """The person right before the state that a name belongs to: 'King Ada of Ruritania'."""
    if state.kind != "state" or not state.span:
        return None
    owner = next((m for m in reversed(before) if m.span and m.span[1] < state.span[0]), None)
    joined = owner and owner.span and re.fullmatch(r"\sof\s(?:the\s)?", text[owner.span[1] : state.span[0]])
    return owner if joined and owner and is_person(owner) else None


def _titled(text: str, start: int, span: Span, gap: str, person: bool) -> bool:
    """Whether a name belongs to the title of the next: 'envoy for X and Y, Ada Roe'."""
    before = text[max(start, span[0] - 60) : span[0]]
    alone = "and" not in gap.split() or not person
    return alone and _COMPLEMENT.search(before) is not None and not OFFICES_OF.search(before)
