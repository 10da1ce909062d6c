"""Contacts told by a noun: 'talks with', 'a call between', 'the meeting hosted by', 'his visit to'."""

from __future__ import annotations

import re

from msgspec.structs import replace

from ..record import Mention, Span
from . import forms
from .names import Names
from .parties import described, is_group, listed
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
    "attended": "",
}


def visit(names: Names, sentence: Span, match: re.Match[str]) -> Told:
    """A visit by its noun: 'his visit to Ruritania', 'the visit by Roe'."""
    one = Told(kind="visit", span=match.span(), sentence=sentence, agents=[], others=[])
    if match[0].rstrip().endswith((" by", " of")):
        one.agents, end = listed(names, match.end(), sentence[1])
        one.span, one.definite = (match.start(), end), match[0].rstrip().endswith("by")
    else:
        one.verb = verb_before(names.text, sentence[0], match.start())
        one.agents = owner(names, sentence[0], match.start()) or subject(names, sentence[0], one.verb)
    return one


def called(names: Names, sentence: Span, match: re.Match[str]) -> Told | None:
    """A call by whom it came from or went to: 'received a phone call from Roe'; 'a call from Roe to resign' is none."""
    text = names.text
    lead = text[max(sentence[0], match.start() - 40) : match.start()]
    got, made = forms.GOT.search(lead), forms.MADE.search(lead)
    parties, end = listed(names, match.end(), sentence[1])
    known = [one for one in parties if one.kind != "unnamed" or is_group(one)]
    sure = match["phone"] or (got if match["how"] == "from" else made)
    if not known or not sure or (not match["phone"] and forms.DEMAND.match(text, end, sentence[1])):
        return None
    one = Told(kind="phone-call", span=(match.start(), end), sentence=sentence, agents=[], others=parties)
    one.begins = "others" if match["how"] == "from" else "agents"
    one.verb = match.start() - len(lead) + got.start() if got else verb_before(text, sentence[0], match.start())
    one.agents = owner(names, sentence[0], match.start()) or subject(names, sentence[0], one.verb)
    return one


def taken(names: Names, sentence: Span, match: re.Match[str]) -> Told | None:
    """A call that somebody took or would not take: 'answered Roe's call', 'refused to take her call'."""
    one = Told(kind="phone-call", span=match.span(), sentence=sentence, agents=[], others=[], begins="others")
    one.agents = subject(names, sentence[0], match.start())
    one.others = names.within(*match.span("who"))[-1:] if match["who"] else []
    one.them = not match["who"]
    return one if one.agents and (one.them or one.others) else None


def in_call(names: Names, sentence: Span, match: re.Match[str]) -> Told | None:
    """A call or meeting in which somebody was told something: 'told Roe in a phone call on Monday'."""
    near = names.within(max(sentence[0], match.start() - 60), match.start())
    other = near[-1] if near and near[-1].span and near[-1].span[1] == match.start() else None
    if other is None or not other.span or other.kind not in ("person", "office", "state"):
        return None
    near_by = max(sentence[0], other.span[0] - 60)
    addressed = forms.ADDRESSED.search(names.text, near_by, other.span[0])
    if not addressed:
        return None
    kind = {"phone": "phone-call", "by": "phone-call"}.get(match.lastgroup or "", match.lastgroup or "")
    agents = subject(names, sentence[0], addressed.start())
    start = other.span[0] if addressed[0].startswith("to") else addressed.start()
    return Told(kind=kind, span=(start, match.end()), sentence=sentence, agents=agents, others=[other])


def hyphened(names: Names, sentence: Span, match: re.Match[str]) -> Told | None:
    """A meeting by both its parties' names: 'the Roe-Lund meeting'; None where the page names neither."""
    kind = "phone-call" if match["phone"] else "talks" if match["talks"] else "meeting"
    known = {half: names.short(match[half]) for half in ("one", "other")}
    if not any(known.values()):
        return None
    parties = [one or described(names.text, match.span(half)) for half, one in known.items()]
    return Told(kind=kind, span=match.span(), sentence=sentence, agents=parties, others=[], whole=True)


def nominal(names: Names, sentence: Span, match: re.Match[str]) -> Told | None:
    """A telling by a noun: 'talks with', 'a call between', 'a conference hosted by'."""
    kind = next(name for name in ("phone", "press", "meeting", "talks", "letter") if match[name])
    kind = {"phone": "phone-call", "press": "press-conference", "letter": "letters"}.get(kind, kind)
    if kind == "talks" and re.match(rf"\s{forms.PHONE}", match["fill"] or ""):
        kind = "phone-call"
    how = match["how"].lower()
    parties, end = listed(names, match.end(), sentence[1])
    by = how.split()[-2] if how.endswith(" by") else ""
    if by and not forms.HOLDS.fullmatch(match["fill"] or ""):
        return None
    if how == "of" and names.inside_body(match.span()):
        return None  # 'the Conference of X'
    if how == "of" and (kind != "meeting" or not forms.PLACED.fullmatch(match["fill"] or "")):
        return None
    if not parties and kind != "press-conference":
        return None
    if forms.ANOTHER.search(match["fill"] or ""):
        return None
    lead = names.text[max(sentence[0], match.start() - 40) : match.start()]
    definite = bool(re.search(r"\b(?:the|this|that|their)\s(?:\w+\s){0,2}\Z", lead, re.I))
    one = Told(kind=kind, span=(match.start(), end), sentence=sentence, agents=[], others=parties, definite=definite)
    one.verb = verb_before(names.text, sentence[0], match.start())
    one.whole = bool(by) or how in ("between", "of")
    if by:
        role = next((role for stem, role in _ROLES.items() if by.startswith(stem)), "host")
        one.agents, one.others, one.roles = parties, [], (role, "")
        one.begins = "agents" if role == "host" and not by.startswith(("led", "chaired")) else ""
    elif how == "between":
        _mediated(names, one, end)
    elif how == "from":
        one.agents, one.others = parties, subject(names, sentence[0], one.verb)
        return one if one.others else None
    else:
        one.agents = owner(names, sentence[0], match.start()) or subject(names, sentence[0], one.verb)
    return one


def _mediated(names: Names, one: Told, end: int) -> None:
    """Add who brings the parties together: 'talks between X and Y, mediated by Z'."""
    tail = re.compile(r"[\s,]*(?:organi[sz]ed|hosted|convened|mediated|brokered|chaired|sponsored)\sby\s").match(
        names.text, end, one.sentence[1]
    )
    if tail:
        more, stop = listed(names, tail.end(), one.sentence[1])
        role = next((role for stem, role in _ROLES.items() if stem in tail[0]), "host")
        one.others = [*one.others, *(replace(party, role=role) for party in more)]
        one.span = (one.span[0], stop)


def owner(names: Names, start: int, end: int) -> list[Mention]:
    """Whose meeting it is: 'Roe's first meeting with Lund'."""
    match = forms.OWNED.search(names.text, max(start, end - 60), end)
    owners = names.within(start, match.start()) if match else []
    return owners[-1:] if match and owners and owners[-1].span and owners[-1].span[1] >= match.start() - 1 else []


def verb_before(text: str, start: int, end: int) -> int:
    """Where the verb that governs a noun begins: 'held a first round of talks', 'began a meeting'."""
    match = re.search(
        r"\b(?:held|hold|holds|holding|had|has|have|having|began|begins|started|opened|conducted|concluded|finished"
        r"|wrapped\sup|attended|joined|made|paid|received|got|took|placed|called\soff|cancell?ed|postponed|proposed|sought|seeks"
        r"|requested|suspended|resumed|continued|arranged|hosted|convened|chaired|led|addressed|gave|sent|wrote|ended|(?:is|was|are|were)\s(?:on|in)"
        r"|broke\soff|ruled\sout|rejected|refused|declined|denied|wants?|wanted|offered|suggested|boycotted|skipped|scheduled|emerged\sfrom|left|in|at|after|following|during)\s(?:[\w’'-]+\s){0,6}\Z",
        text[start:end],
    )
    return start + match.start() if match else end
