"""Who stands before a verb: names joined to a subject, and subjects that are only described."""

from __future__ import annotations

import re

from ..record import Mention, Span
from .names import OFFICE, Names, is_person
from .parties import OFFICES, OFFICES_OF, PEOPLE, REACH, described

# What a title is of: 'envoy for X and Y, Ada Roe' has one subject.
_COMPLEMENT = re.compile(r"\b(?:for|of|in)\s(?:the\s)?(?:[A-Z][\w-]*\s|and\s)*\Z")
# Words between a subject and its verb, and between two subjects.
_FILLER = re.compile(
    r"[\s,]*(?:(?:has|have|had|is|are|was|were|will|would|to|also|already|then|later|today|yesterday|on|early|late"
    r"|\w+day|this|last|week|month|morning|reportedly|himself|herself|continually|\w+ly"
    r"|refus(?:es|ed)|agree[sd]|plans?|planned|hop(?:es|ed)|intend(?:s|ed)|wants?|wanted|declin(?:es|ed)|tried|tries|sought"
    r"|seeks|failed|about|going|ready|willing|prepared|able|not|never|no|be|been|could|may|might|can|should|must|did|does"
    r"|do|again|still|finally|first|soon|next|privately|also"
    r"|[\u200e\u200f]|both|earlier|separately|recently|in the day|January|February|March|April|May|June|July|August"
    r"|September|October|November|December|\d{1,2}|is due|are due|due|expected|scheduled|set)[\s,]*)*"
)
_JOINED = re.compile(r"(?:['’]s)?(?:,|\sand|,\sand|\s&)\s(?:(?:the|his|her|its|their)\s)?(?:[\w’'.-]+\s){0,7}")
_OBLIQUE = re.compile(r"\b(?:of|from|for|with|against|in|to|between|at)\s(?:the\s)?\Z", re.IGNORECASE)
# 'Ada Roe, commander, Ruritanian Command': whose office an apposed body is.
_APPOSED = re.compile(r",\s(?:the\s)?(?:[a-z][\w-]*\s){0,4}(?!the\b)[a-z][\w-]*,?\s(?:of\s|for\s|at\s)?(?:the\s)?")
_HEADS = re.compile(rf"(?:\s[a-z][\w-]*){{0,2}}?\s(?:{OFFICES})(?=[\s,])")
_AND = re.compile(r"\sand\s|\s&\s")
_ACTS = r"has|have|had|is|are|was|were|will|would|said|says|told|attacked|urged|called|and|that|after|when|where|as"
# A subject without a name: 'The Foreign Secretary', 'The Foreign, Home and Defence Secretaries'.
_DESCRIBED = re.compile(
    r"(?:\A|[.:;“\"‘,]\s?|\b(?:that|where|when|and|after|as|said)\s)"
    rf"(?P<np>(?:(?:[Tt]he|[Aa]n?|[Tt]wo|[Ss]enior|[Tt]op)\s)?(?:(?!(?:{_ACTS})\b)[\w’'-]+,?\s){{0,5}}?(?P<head>[\w-]+))\Z"
)
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
    if match is None or not (OFFICE.search(match["head"]) or re.fullmatch(PEOPLE, match["head"], re.IGNORECASE)):
        return []
    return [described(text, (start + match.start("np"), start + match.end("np")))]


def opening(names: Names, sentence: Span) -> list[Mention]:
    """Read a described subject that opens a sentence: 'The Defence Secretaries also attended, meeting ...'."""
    match = _OPENING.match(names.text, *sentence)
    return [described(names.text, match.span("np"))] if match else []


def _named(names: Names, start: int, end: int) -> list[Mention]:
    text = names.text
    before = [
        m
        for m in names.within(max(start, end - REACH), end)
        if is_person(m) or m.kind in ("state", "organisation", "armed-group")
    ]
    found: list[Mention] = []
    limit = end
    for mention in reversed(before):
        assert mention.span
        gap = text[mention.span[1] : limit]
        if not found:
            heads = _HEADS.match(gap) if mention.basis == "description" and mention.kind == "state" else None
            if not _FILLER.fullmatch(gap, heads.end() if heads else 0):
                if is_person(mention) or len(before) == 1:
                    break
                continue
        elif not is_person(found[0]) and is_person(mention) and _APPOSED.fullmatch(gap):
            return [mention]
        elif not _JOINED.fullmatch(gap) or _titled(text, start, mention.span, gap, is_person(mention)):
            break
        before_it = text[max(start, mention.span[0] - 60) : mention.span[0]]
        if not is_person(mention) and _OBLIQUE.search(before_it) and not (found and OFFICES_OF.search(before_it)):
            break
        found.insert(0, mention)
        limit = mention.span[0]
    if len(found) > 1 and found[-2].span and found[-1].span and not _AND.search(text, found[0].span[1], end):  # type: ignore[index]
        between = text[found[-2].span[1] : found[-1].span[0]]
        if re.search(r"[a-z]", between):
            return found[-1:]  # 'against Roe, candidate Lund': another clause
    if len(found) > 1 and not all(map(is_person, found)) and not _AND.search(text, found[0].span[1], end):  # type: ignore[index]
        return found[-1:]  # 'Throughout the fight for Raqqa, the Coalition': a comma alone joins no others
    return found


def _titled(text: str, start: int, span: Span, gap: str, person: bool) -> bool:
    """Whether a name belongs to the title of the next: 'envoy for X and Y, Ada Roe'."""
    before = text[max(start, span[0] - 60) : span[0]]
    alone = "and" not in gap.split() or not person
    return alone and _COMPLEMENT.search(before) is not None and not OFFICES_OF.search(before)
