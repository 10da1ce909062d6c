"""Contacts told by a noun: 'talks with', 'a call between', 'the meeting hosted by', 'his visit to'."""

from __future__ import annotations

import re

from ..record import Mention, Span
from . import forms
from .parties import Names, listed
from .subjects import subject
from .telling import Told

_ROLES = {
    "hosted": "host",
    "convened": "host",
    "organi": "mediator",
    "mediated": "mediator",
    "brokered": "mediator",
    "led": "host",
    "chaired": "host",
    "sponsored": "mediator",
}


def visit(names: Names, sentence: Span, match: re.Match[str]) -> Told:
    """A visit by its noun: 'his visit to Ruritania', 'the visit by Roe'."""
    one = Told(kind="visit", span=match.span(), sentence=sentence, agents=[], others=[])
    if match[0].rstrip().endswith("by"):
        one.agents, end = listed(names, match.end(), sentence[1])
        one.span, one.definite = (match.start(), end), True
    else:
        one.agents = _owner(names, sentence[0], match.start())
        one.verb = _verb_before(names.text, sentence[0], match.start())
    return one


def nominal(names: Names, sentence: Span, match: re.Match[str]) -> Told | None:
    """A telling by a noun: 'talks with', 'a call between', 'a conference hosted by'."""
    kind = next(name for name in ("phone", "press", "meeting", "talks", "letter") if match[name])
    kind = {"phone": "phone-call", "press": "press-conference", "letter": "letters"}.get(kind, kind)
    if kind == "talks" and re.match(rf"\s{forms.PHONE}", match["fill"] or ""):
        kind = "phone-call"
    how = match["how"].lower()
    parties, end = listed(names, match.end(), sentence[1])
    by = how.split()[-2] if how.endswith(" by") else ""
    if how == "of" and (kind != "meeting" or not forms.PLACED.fullmatch(match["fill"] or "")):
        return None
    if not parties and kind != "press-conference":
        return None
    if forms.ANOTHER.search(match["fill"] or ""):
        return None
    lead = names.text[max(sentence[0], match.start() - 40) : match.start()]
    definite = bool(re.search(r"\b(?:the|this|that|their)\s(?:\w+\s){0,2}\Z", lead, re.I))
    one = Told(kind=kind, span=(match.start(), end), sentence=sentence, agents=[], others=parties, definite=definite)
    one.verb = _verb_before(names.text, sentence[0], match.start())
    one.whole = bool(by) or how in ("between", "of")
    if by:
        one.role = next((role for stem, role in _ROLES.items() if by.startswith(stem)), "host")
        one.agents, one.others = parties, []
        one.initiator = parties[0] if parties and one.role == "host" and not by.startswith(("led", "chaired")) else None
    elif how == "between":
        tail = re.compile(r"[\s,]*(?:organi[sz]ed|hosted|convened|mediated|brokered|chaired|sponsored)\sby\s").match(
            names.text, end, sentence[1]
        )
        if tail:
            more, stop = listed(names, tail.end(), sentence[1])
            one.others = [*parties, *more]
            one.span = (match.start(), stop)
    elif how in ("with", "to", "from"):
        one.agents = _owner(names, sentence[0], match.start()) or subject(names, sentence[0], one.verb)
    return one


def _owner(names: Names, start: int, end: int) -> list[Mention]:
    """Whose meeting it is: 'Roe's first meeting with Lund'."""
    match = forms.OWNED.search(names.text, max(start, end - 60), end)
    owners = names.within(start, match.start()) if match else []
    return owners[-1:] if match and owners and owners[-1].span and owners[-1].span[1] >= match.start() - 1 else []


def _verb_before(text: str, start: int, end: int) -> int:
    """Where the verb that governs a noun begins: 'held a first round of talks', 'began a meeting'."""
    match = re.search(
        r"\b(?:held|hold|holds|holding|had|has|have|having|began|begins|started|opened|conducted|concluded|finished"
        r"|wrapped\sup|attended|joined|made|paid|in|at|after|following|during)\s(?:[\w’'-]+\s){0,6}\Z",
        text[start:end],
    )
    return start + match.start() if match else end
