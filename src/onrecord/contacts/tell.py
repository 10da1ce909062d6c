"""The contacts that a sentence tells of: what kind, who before the words and who after, held or not."""

from __future__ import annotations

import re

from msgspec import Struct
from msgspec.structs import replace

from ..record import Mention, Span
from . import forms
from .parties import OFFICES_OF, Names, is_group, is_person, listed
from .status import initiator, status
from .subjects import subject

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


class Told(Struct, kw_only=True):
    """One telling of a contact: its kind, the words that tell it, the parties named before and after them."""

    kind: str
    span: Span
    sentence: Span
    agents: list[Mention]  # the subject of the verb, or those who hold it
    others: list[Mention]
    definite: bool = False  # 'the call', which another telling tells
    initiator: Mention | None = None
    role: str = ""  # of the agents
    status: str = "held"
    verb: int = 0  # where the verb stands that its subject is before
    whole: bool = False  # the parties are all named: 'talks between the parties', 'hosted by'


def told(names: Names, sentence: Span) -> list[Told]:
    """Return the contacts that a sentence tells of, in order."""
    found: list[Told] = []
    for match in forms.VERBAL.finditer(names.text, *sentence):
        unreal = forms.UNREAL.search(names.text, sentence[0], match.start())
        if not unreal and (one := _verbal(names, sentence, match)):
            found.append(one)
    for match in forms.NOMINAL.finditer(names.text, *sentence):
        if one := _nominal(names, sentence, match):
            found.append(one)
    found += [_visit(names, sentence, match) for match in forms.VISIT.finditer(names.text, *sentence)]
    for match in forms.PRESS.finditer(names.text, *sentence):
        if not any(one.kind == "press-conference" for one in found):
            found.append(Told(kind="press-conference", span=match.span(), sentence=sentence, agents=[], others=[]))
    if not found and (together := _together(names, sentence)):
        found.append(together)
    for one in found:
        telling = (max(one.verb, one.span[0]), one.span[1])
        past = forms.PAST.match(names.text, telling[0]) is not None
        one.status = status(names.text, telling, sentence, past)
        one.initiator = one.initiator or initiator(names, sentence)
    return found


def _together(names: Names, sentence: Span) -> Told | None:
    """A telling whose parties all stand before the verb: 'Roe, Lund hold talks'."""
    match = forms.TOGETHER.search(names.text, *sentence)
    agents = _joint(names, sentence[0], match.start()) if match else []
    if match is None or not agents:
        return None
    phone = re.search(r"phone", match["rest"] or match["held"] or "")
    kind = "phone-call" if phone else "talks"
    span, verb = (sentence[0], match.end()), match.start()
    return Told(kind=kind, span=span, sentence=sentence, agents=agents, others=[], verb=verb)


def _joint(names: Names, start: int, verb: int) -> list[Mention]:
    """Two or more before a verb, of whom one is a person or whose ministers are meant; none if there are no two."""
    agents = subject(names, start, verb)
    if len(agents) > 1 and (any(map(is_person, agents)) or _officers(names, start, agents[0])):
        return agents
    theirs = forms.THEIR.search(names.text, start, verb + 1)
    return _pair(names, (start, theirs.start())) if theirs else []


def _pair(names: Names, span: Span) -> list[Mention]:
    """The two states, or the state and whatever is named with it, last joined by 'and': whose ministers 'their' are."""
    inside = names.within(*span)
    for one, other in zip(inside[-2::-1], inside[:0:-1], strict=True):
        joined = one.span and other.span and names.text[one.span[1] : other.span[0]] == " and "
        if joined and "state" in (one.kind, other.kind) and not (" " in (one.name or "") and is_person(one)):
            return [replace(one, kind="state"), replace(other, kind="state")]
    return []


def _officers(names: Names, start: int, first: Mention) -> bool:
    """Whether states stand for those who act for them: 'the foreign ministers of Ruritania and Sylvania spoke'."""
    assert first.span
    return OFFICES_OF.search(names.text, max(start, first.span[0] - 60), first.span[0]) is not None


def _visit(names: Names, sentence: Span, match: re.Match[str]) -> Told:
    """A visit by its noun: 'his visit to Ruritania', 'the visit by Roe'."""
    one = Told(kind="visit", span=match.span(), sentence=sentence, agents=[], others=[])
    if match[0].rstrip().endswith("by"):
        one.agents, end = listed(names, match.end(), sentence[1])
        one.span, one.definite = (match.start(), end), True
    else:
        one.agents = _owner(names, sentence[0], match.start())
        one.verb = _verb_before(names.text, sentence[0], match.start())
    return one


def _verbal(names: Names, sentence: Span, match: re.Match[str]) -> Told | None:
    """A telling by a verb: 'met', 'phoned', 'discussed with'."""
    agents = subject(names, sentence[0], match.start())
    if match["attend"]:
        return Told(
            kind="meeting" if match["what"] != "talks" else "talks",
            span=match.span(),
            sentence=sentence,
            agents=agents,
            others=[],
        )
    others, end = listed(names, match.end(), sentence[1])
    if match["goes"]:  # where one goes is a place
        others = [other for other in others[:1] if is_person(other) or other.basis == "metonym"]
    kind = next((name for name in ("meeting", "talks", "phone", "visit", "called") if match[name]), "")
    kind = {"phone": "phone-call", "called": "phone-call"}.get(kind, kind) or (
        "meeting" if match["host"] else "letters" if match["wrote"] else "talks"
    )
    if match["conveyed"] and forms.MESSAGE.search(names.text, match.start(), end + forms.OBJECT):
        kind = "letters"
    both = len(agents) > 1 or forms.BOTH.search(names.text, sentence[0], match.start()) is not None
    if kind != "visit" and not others and not (match["meeting"] and both):
        return None
    if match["host"] and not any(is_person(other) or is_group(other) for other in others):
        return None
    near = names.text[match.start() : min(end + 40, sentence[1])]
    if kind in ("talks", "meeting") and re.search(forms.PHONE, near):
        kind = "phone-call"
    one = Told(kind=kind, span=(match.start(), max(end, match.end())), sentence=sentence, agents=agents, others=others)
    if kind == "phone-call" and (match["phone"] or match["called"]) and agents:
        one.initiator = agents[0]
    if match["host"]:
        one.role = "host"
    return one


def _nominal(names: Names, sentence: Span, match: re.Match[str]) -> Told | None:
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
