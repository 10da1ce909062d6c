"""Contacts told by a verb: 'met', 'phoned', 'discussed with', 'was received by'."""

from __future__ import annotations

import re
from typing import NamedTuple

from ..record import Mention, Span
from . import forms
from .names import Names, is_person
from .parties import is_group, listed
from .subjects import group_before, subject, without_name
from .telling import Told


class _Way(NamedTuple):
    """What a verb tells: the kind, the roles of those before and behind it, and who initiates."""

    kind: str
    roles: tuple[str, str] = ("", "")
    begins: str = ""


_HOSTED = ("host", "guest")
_WAYS = {
    "meeting": _Way("meeting"),
    "phone": _Way("phone-call", begins="agents"),
    "called": _Way("phone-call", begins="agents"),
    "ring": _Way("phone-call", begins="agents"),
    "host": _Way("meeting", _HOSTED),
    "feast": _Way("meeting", _HOSTED),
    "summon": _Way("meeting", _HOSTED, begins="agents"),
    "upon": _Way("meeting", ("guest", "host")),
    "brief": _Way("meeting"),
    "see": _Way("meeting"),
    "spent": _Way("meeting"),
    "gather": _Way("meeting", ("mediator", "")),
    "calling": _Way("phone-call", begins="agents"),
    "visit": _Way("visit"),
    "wrote": _Way("letters"),
    "letters": _Way("letters"),
}
_TALKS = _Way("talks")
_PASSIVE = {
    "host": _Way("meeting", ("guest", "host")),
    "summon": _Way("meeting", ("guest", "host"), begins="others"),
    "phone": _Way("phone-call", begins="others"),
    "brief": _Way("meeting"),
}
_BOARD = re.compile(
    r"\b(?:Council|council|Board|Group|Committee|Parliament|Congress|Senate|Cabinet|Assembly|Commission)\b"
)
_NAMED = re.compile(r"\b(?:he|she|they|who)\s(?:\w+\s)?\Z", re.IGNORECASE)
_ALONE = re.compile(  # what follows 'met' that takes no object: not 'met the deadline'
    r"[.,;]|\s(?:in|on|at|for|with|behind|over|this|last|today|yesterday|\w+day|to|again|here|late|early|privately|separately"
    r"|during|after|before|by|under|amid|near|outside)\b"
)
# What is met and is no party: 'met the deadline'.
_MET = re.compile(
    r"\s(?:(?:the|its|his|her|their|our|an?|all|any|those|these|such)\s)?(?:[\w-]+\s){0,2}?(?:deadlines?|demands?|needs?|targets?|goals?"
    r"|requirements?|standards?|criteria|conditions?|obligations?|commitments?|challenges?|expectations?|(?:fierce\s|stiff\s|strong\s)?(?:resistance|criticism|silence|protests?)|opposition"
    r"\sfrom|outrage|thresholds?|quotas?|costs?|test|fate|death|bar)\b"
)
_FIGURE = re.compile(r"(?:sent|sends|send|delivered)\s(?:an?\s|the\s)?(?:(?:clear|strong)\s)?messages?\b")
# Verbs that take persons: 'hosted the games' is none.
_PERSONS = ("see", "host", "feast", "upon", "brief", "summon", "spent", "gather", "calling")


def verbal(names: Names, sentence: Span, match: re.Match[str]) -> Told | None:
    """Return a telling by a verb before its object: 'met', 'phoned', 'discussed with'; None where it tells of none."""
    agents = subject(names, sentence[0], match.start())
    if match["attend"]:
        kind = "meeting" if match["what"] != "talks" else "talks"
        return Told(kind=kind, span=match.span(), sentence=sentence, agents=agents, others=[])
    others, end = listed(names, match.end(), sentence[1])
    if match["goes"]:  # where one goes is a place
        others = [other for other in others[:1] if is_person(other) or other.basis == "metonym"]
    word = match.lastgroup or ""
    way = _WAYS.get(word, _TALKS)
    kind = way.kind
    if match["conveyed"] and forms.MESSAGE.search(names.text, match.start(), end + forms.OBJECT):
        kind = "letters"
    others = others or _whom(names, sentence, agents)
    both = len(agents) > 1 or forms.BOTH.search(names.text, sentence[0], match.start()) is not None
    alone = match["meeting"] and not others and not both and _ALONE.match(names.text, match.end())
    board = len(agents) == 1 and agents[0].kind == "organisation" and _BOARD.search(agents[0].name or "")
    group = alone and (agents if board else group_before(names, sentence, match.start()))
    them = None if others or kind in ("visit", "letters") else forms.HIM.match(names.text, match.end())
    if kind != "visit" and not (others or them or (match["meeting"] and (both or group))):
        return None
    if word in _PERSONS and not them and not any(_takes_part(names, other, match.end(), end) for other in others):
        return None
    if match["meeting"] and (_MET.match(names.text, match.end()) or forms.GAME.match(names.text, match.end())):
        return None
    if match["wrote"] and _FIGURE.match(names.text, match.start()) and names.text.startswith(" that ", end):
        return None  # 'sent a message to Roe that'
    if match["upon"] and forms.DEMAND.match(names.text, end, sentence[1]):
        return None
    if match["talks"] and "phone" in match[0]:
        kind = "phone-call"
    near = names.text[match.start() : min(end + 40, sentence[1])]
    if kind in ("talks", "meeting") and re.search(forms.PHONE, near):
        kind = "phone-call"
    end = them.end() if them else max(end, match.end())
    span = (match.start(), end)
    one = Told(kind=kind, span=span, sentence=sentence, agents=agents or group or [], others=others, whole=bool(group))
    one.roles, one.begins, one.them = way.roles, way.begins, them is not None
    return one


def _whom(names: Names, sentence: Span, agents: list[Mention]) -> list[Mention]:
    """Whom a relative clause tells of: 'Lund, whom Roe met on Sunday'."""
    at = agents[0].span[0] if agents and agents[0].span else 0
    whom = forms.WHOM.search(names.text, max(sentence[0], at - 80), at)
    found = names.within(sentence[0], whom.start()) if whom else []
    return [m for m in found[-1:] if whom and m.span and m.span[1] == whom.start()]


def passive(names: Names, sentence: Span, match: re.Match[str]) -> Told | None:
    """Return a telling by a verb whose subject stands behind 'by': 'was received by'; None where it tells of none."""
    agents = subject(names, sentence[0], match.start()) or without_name(names, sentence[0], match.start())
    others, end = listed(names, match.end(), sentence[1])
    known = agents or _NAMED.search(names.text, sentence[0], match.start())
    if not known or not any(other.kind != "unnamed" or is_group(other) for other in others):
        return None
    way = _PASSIVE[match.lastgroup or ""]
    span = (match.start(), max(end, match.end()))
    one = Told(kind=way.kind, span=span, sentence=sentence, agents=agents, others=others, verb=match.start())
    one.roles, one.begins = way.roles, way.begins
    return one


def _takes_part(names: Names, other: Mention, start: int, end: int) -> bool:
    """Whether a party is of persons, or the body of which a delegation came."""
    of_body = other.kind in ("state", "organisation", "armed-group") and forms.SENT.search(names.text, start, end)
    board = other.kind == "organisation" and _BOARD.search(other.name or "")
    return is_person(other) or is_group(other) or bool(of_body) or bool(board)
