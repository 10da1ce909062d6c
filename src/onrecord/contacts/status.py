"""Whether a contact was held, is planned, proposed, postponed, cancelled or denied, and who initiated it."""

from __future__ import annotations

import re

from ..record import Mention, Span
from .names import Names
from .parties import described, listed

_INITIATED = re.compile(
    r"\b(?:initiated|requested|arranged)\sby\s|\b(?:at|on)\sthe\s(?:initiative|request|invitation)\sof\s"
    r"|\b(?:initiative|request|invitation)\s(?:was\smade\s)?came\sfrom\s",
    re.IGNORECASE,
)
_SIDE = re.compile(
    r"\b(?:at|on|upon)\s(?:the\s)?(?P<who>(?:[A-Z][\w.’-]*\s?){1,4}?)(?:(?:\sside)?['’]s?|\sside)?"
    r"\s(?:initiative|request|invitation)\b"
)
_OF_SIDE = re.compile(r"\sside\b")
# 'Roe placed the call'.
_PLACED = re.compile(
    r"\s(?:had\s|has\s)?(?:placed|made(?=\sthe\s(?:[\w-]+\s)?(?:call|conv))|initiated|requested)\sthe\s(?:(?!during|in|at|after)[\w-]+\s){0,3}"
    r"(?:call|conversation|talks|meeting|discussion)\b"
)
# 'Ruritania's leadership in convening this gathering': whose occasion it was.
CONVENED = re.compile(
    r"['’]s?\s(?:\w+\s){0,3}(?:in\s)?(?:convening|hosting|organi[sz]ing|initiating)\s(?:this|the)\s(?:[\w-]+\s){0,5}?"
    r"(?:gathering|meeting|conference|group|talks|summit|call|conversation)\b"
)
STATUSES = (
    ("denied", re.compile(
        r"\b(?:not\s(?:expected|planning|scheduled|due|going|set|willing|ready)\sto(?=\s(?:\w+\s){0,2}(?:meet|hold|visit|speak|talk|attend|receive)\b|\s\Z)|denied|denies|deny|did\s?n[o’'](?:t|t)?\s?t?\s?(?:meet|speak|hold)|(?:refus\w+|declin\w+)\sto\s(?:meet|hold|speak|talk|sit|receive|see|negotiate|attend|visit|call|take|answer|return|accept)"
        r"|no\s(?:(?:plans?\s(?:for|to)|such|new)\s)?(?:[\w-]+\s){0,2}(?:meetings?|meet|talks|calls?|contacts?|visits?)"
        r"|ruled\sout|rejected|snubbed|(?:turn(?:ed|s)\sdown|declin\w+|refus\w+)\s(?:an?|the|his|her)\s(?:[\w-]+\s){0,2}(?:invitation|request|offer|meeting|talks))\b|\b(?:will|would)\snot\s(?:[\w-]+\s){0,3}(?=\Z|meet|hold|speak|visit|talk|receive|travel)|\b(?:has|have|had)(?:\snot|n[’']t)\s(?:yet\s|ever\s)?\Z"
    , re.I)),
    ("cancelled", re.compile(
        r"\b(?:cancell?ed|cancell?ing|cancels|called\soff|calls\soff|scrapped|(?:did\snot|failed\sto)\stake\splace"
        r"|never\stook\splace|fell\sthrough)\b"
    , re.I)),
    ("postponed", re.compile(r"\b(?:postpon(?:ed?|ing)|delayed|put\soff|suspended)\b", re.I)),
    ("proposed", re.compile(
        r"\b(?:hopes?\s(?:for|of)|prospects?\s(?:for|of)|chances?\s(?:for|of)|the\sidea\sof|propos(?:ed|es|al|ing)|(?<!phone\s)call(?:ed|s|ing)?\s(?:for|on)|urg(?:ed|es|ing)|offer(?:ed|s)\sto"
        r"|invited|suggest(?:ed|s|ing)|ready\s(?:to|for)|open\sto|willing(?:ness)?\sto|readiness\s(?:to|for)"
        r"|efforts\sto|(?:wants?|wanted|asked|sought|seeking|requests?|would\slike)\s(?:to|for)|prepared\s(?:to|for)|possib(?:le|ility\sof)|(?:may|might|could)(?=\s(?:also\s)?(?:meet|hold|be"
        r"|speak|visit|talk)))\b"
    , re.I)),
    ("planned", re.compile(
        r"\b(?:will|would|shall|going\sto|to\svisit|(?:is|are|was|were)\s(?:to|due|set|scheduled|expected|planned)|scheduled"
        r"|planned|plans?\s(?:to|for)|planning|upcoming|forthcoming|expected|hop(?:es?|ed|ing)\sto"
        r"|look(?:s|ing)?\sforward|starting|ahead\sof|agreed\sto|agreed\son|slated|next\sround|tomorrow"
        r"|(?:travel|head|fly|go)(?:s|ing|ling)?\sto\s(?:[\w’'-]+\s){1,6}(?:for|to\smeet)|later\sin\sthe|arriv(?:ed|es|ing)\s(?:here|in|at)\s[^.;]{1,60}?\s(?:for|to\smeet))\b"
    , re.I)),
)  # fmt: skip
# What stands after a noun that tells of a contact to come: 'talks between them in X will begin'.
# 'During his visit to X, Roe will': what opens a sentence about what is to come.
_DURING = re.compile(r"\W*(?:During|On|In|At|After|Following)\s[^,;:.]{0,80}\Z")
_WILL = re.compile(
    r"[^,;:.“”]{0,80},\s(?:[Tt]he\s)?(?:(?:[A-Z][\w’'.-]*,?|of|the|and|he|she|they|minister|president)\s){1,10}(?:will|is\s(?:to|due|expected|scheduled))\b"
)
_PARTS = re.compile(r"[“”\";:]")
_NOT_YET = re.compile(r"\b(?:has|have|had)(?:\snot|n[’']t)\s(?:yet\s|ever\s)?\Z")
_NEVER = re.compile(r"\b(?:neither|never)\s(?:[\w-]+\s)?\Z")
_TOOK_PLACE = re.compile(r"[^.;:“”]{0,80}?\s(?:took\splace|(?:was|were)\sheld)\b")
_TO_BE = re.compile(
    r"(?:(?:the\s)?[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+){0,3})?(?:\s(?:scheduled|planned|set|due)\s(?:for|on|in)\s\w+(?:\s\w+)?)?(?:,\s[^,;:.]{1,100},)?(?:\s(?:in|on|at|to)\s[\w’'-]+(?:\s[\w’'-]+){0,3}?){0,2}\s(?:will|would|is|are|was|were|has|have|did|fell|failed)\b[^.;,\n]{0,40}"
)
BEFORE, AFTER = 60, 120  # characters around a telling in which its status stands


def initiator(names: Names, sentence: Span) -> Mention | None:
    """Who initiated a contact, where a sentence says so."""
    match = _INITIATED.search(names.text, *sentence)
    if match:
        parties, _ = listed(names, match.end(), sentence[1])
        return parties[0] if parties else None
    side = _SIDE.search(names.text, *sentence)
    found = names.within(*side.span("who")) if side else []
    who = found[-1] if found else None
    if side and (who is None or _unknown(who)) and _OF_SIDE.match(names.text, side.end("who")):
        return described(names.text, (side.start("who"), side.end("who") + len(" side")))
    if not side and (placed := _PLACED.search(names.text, *sentence)):
        before = names.within(sentence[0], placed.start())
        found = [m for m in before[-1:] if m.span and m.span[1] == placed.start()]
    return found[-1] if found else None


def _unknown(who: Mention) -> bool:
    return who.kind == "person" and who.id is None and " " not in (who.name or " ")


def of_side(by: Mention | None, parties: list[Mention], text: str) -> Mention | None:
    """Return who initiated a contact; of a side named by a word for its state, the party named with that word."""
    if by is None or by.kind != "unnamed" or not (by.name or "").endswith(" side"):
        return by
    word = (by.name or "").split()[0]
    named = (one for one in parties if one.span and word in f"{text[slice(*one.span)]} {one.office or ''}".split())
    return next(named, by)


def convener(names: Names, sentence: Span) -> Mention | None:
    """Whose gathering it was, where a sentence says so without telling of it: 'Ruritania's leadership in convening'."""
    match = CONVENED.search(names.text, *sentence)
    found = names.within(max(sentence[0], match.start() - BEFORE), match.start()) if match else []
    return found[-1] if match and found and found[-1].span and found[-1].span[1] == match.start() else None


def status(text: str, span: Span, sentence: Span, past: bool) -> str:
    """Return the status by the words around a telling; a verb in the past (`past`) is of what was held or denied."""
    start, end = span
    before = _PARTS.split(text[max(sentence[0], start - BEFORE) : start])[-1]
    if past:
        return "denied" if STATUSES[0][1].search(before) or _NEVER.search(before) else "held"
    if _NOT_YET.search(before):
        return "denied"
    around = before + text[start : min(end, start + AFTER)]
    if _DURING.match(text, sentence[0], start) and _WILL.match(text, end, sentence[1]):
        return "planned"
    if after := _TO_BE.match(text, end, sentence[1]):
        around += after[0]
    found = next((name for name, pattern in STATUSES if pattern.search(around)), "held")
    return "held" if found in ("planned", "proposed") and _TOOK_PLACE.match(text, end, sentence[1]) else found
