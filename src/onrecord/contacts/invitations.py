"""Visits and meetings to which somebody is invited: 'invited Lund to visit Oslo', 'was invited by Roe for talks'."""

from __future__ import annotations

import re

from ..record import Mention, Span
from .names import Names, is_person
from .parties import is_group, listed
from .subjects import subject, without_name
from .telling import Told

_INVITED = re.compile(
    r"\b(?P<passive>(?:was|were|been|is|are)\s(?:also\s)?)?invit(?:ed|es)\s(?=[^.;:“”\n]{0,120}?\b(?:to|for)\s(?:pay\s)?(?:an?\s)?(?:\w+\s)?"
    r"(?P<what>visit|come\sto|talks|meet|meeting|hold\stalks)\b)"
)


def invited(names: Names, sentence: Span) -> Told | None:
    """Return what somebody is invited to, a visit or a meeting, with who invites as its initiator."""
    match = _INVITED.search(names.text, *sentence)
    if match is None:
        return None
    before = subject(names, sentence[0], match.start()) or without_name(names, sentence[0], match.start())
    by = re.compile(r"by\s").match(names.text, match.end())
    behind, end = listed(names, by.end() if by else match.end(), sentence[1])
    hosts, guests = (behind if by else [], before) if match["passive"] else (before, behind)
    guests = [one for one in guests if is_person(one) or is_group(one) or one.kind == "state"]
    if not (hosts and guests):
        return None
    visit = match["what"].startswith(("visit", "come"))
    one = Told(kind="visit" if visit else "meeting", span=(match.start(), end), sentence=sentence, agents=[], others=[])
    one.agents, one.others = guests, ([] if visit else hosts)
    one.initiator = _first(hosts)
    return one


def _first(parties: list[Mention]) -> Mention | None:
    return parties[0] if parties else None
