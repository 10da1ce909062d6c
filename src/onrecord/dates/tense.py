"""Which way the verb near a time expression points: back, ahead, or not to be told."""

from __future__ import annotations

import re

from ..record import Span

_FUTURE = re.compile(
    r"\b(?:will|shall|would|won['’]t|['’]ll|going to|(?:is|are|was|were|be) (?:to|due|set|scheduled|expected|planned"
    r"|slated|supposed|about)"
    r"|would|as (?:early|soon) as|between now and|from now|due|scheduled|expected|planned|planning|plans?|slated"
    r"|set (?:for|to)|upcoming|forthcoming|ahead of|until|till|by(?=\s*\Z)|no later than|deadline|starting"
    r"|beginning|hopes? to|intends? to|wants? to|may|might|could|should|must|can|to (?:be|begin|start|meet|hold"
    r"|visit|travel|vote|discuss|arrive|leave|resume|attend|take))\b",
    re.IGNORECASE,
)
_PAST = re.compile(
    r"\b(?:\w{2,}(?:ed|ought)|said|told|was|were|had|did|met|held|made|began|gave|went|took|came|left|sent|spoke"
    r"|wrote|saw|won|lost|rose|fell|got|led|kept|put|ran|set off|broke|flew|hit|shot|struck|since|after|ago|has"
    r"|have)\b",
    re.IGNORECASE,
)
_CLAUSE = re.compile(
    r"[.;:!?—]\s|[“”\")]|''|``|\n\s*\n|,\s(?:and|but|while|when|after|which|who|where)\s|\b(?:that|but|while|when"
    r"|which|who)\s"
)
_UNTIL = re.compile(r"\b(?:until|till|by)\s\Z", re.IGNORECASE)
_TO_COME = re.compile(r"['’]s(?: [\w-]+){1,3} (?:will|would|is (?:to|expected|due|set)|are (?:to|expected|due|set))\b")
REACH = 110  # characters looked at on either side


def tense(text: str, span: Span) -> str:
    """Return past, future or '' by the nearest verb in a time expression's clause; one before it counts more."""
    start, end = span
    before = text[max(0, start - REACH) : start]
    cut, main = 0, ""
    for match in _CLAUSE.finditer(before):
        main = before[cut : match.start()] if match[0].strip(", ") == "when" else ""
        cut = match.end()
    before = before[cut:]
    after = text[end : end + REACH]
    stop = _CLAUSE.search(after)
    after = after[: stop.start()] if stop else after
    if text[end : end + 2] in (
        "'s",
        "’s",
    ):  # 'Wednesday's ruling': what is ruled stands in the past unless said to come
        return "future" if _TO_COME.match(after) else "past"
    if _UNTIL.search(before) and _PAST.search(after):
        return "past"
    # 'is to ask them when he visits on Tuesday': a clause that does not say itself is where the one before it is
    return _nearest(before, after) or ("future" if _FUTURE.search(main) else "")


def _nearest(before: str, after: str) -> str:
    """Which way the verb nearest to the end of some words, or to the start of those behind them, points."""
    best: tuple[int, int, str] | None = None
    for way, pattern in (("future", _FUTURE), ("past", _PAST)):
        for match in pattern.finditer(before):
            key = (len(before) - match.end(), way == "past", way)
            best = min(best, key) if best else key
        first = pattern.search(after)
        if first:
            key = (first.start() + 12, way == "past", way)
            best = min(best, key) if best else key
    return best[2] if best else ""
