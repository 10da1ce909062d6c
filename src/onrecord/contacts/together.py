"""Contacts whose parties all stand before the verb: 'Roe, Lund hold talks', 'after their foreign ministers spoke'."""

from __future__ import annotations

import re

from msgspec.structs import replace

from ..record import Mention, Span
from . import forms
from .names import Names, is_person
from .parties import OFFICES_OF, is_group, listed
from .subjects import group_before, subject
from .telling import Told

REACH = 160  # characters before a verb in which its subject stands, and behind it what the same parties did
# 'The government and the rebels (will) hold'.
_BODIES = re.compile(
    r"(?:\A|[.;:“\"\n]\s?|\bthat\s)(?P<np>(?:[Tt]he|[A-Z][\w’'-]+|[Dd]elegations\s(?:of|from))\s(?:[\w’'-]+\s){0,5}?and\s"
    r"(?:the\s)?(?:[\w’'-]+\s){0,4}?[\w’'-]+)\s(?:(?:will|to|are|were|have|had|again|also|has|due|set|expected|would)\s)*\Z"
)


def together(names: Names, sentence: Span) -> Told | None:
    """A telling whose parties all stand before the verb: 'Roe, Lund hold talks'."""
    match = forms.TOGETHER.search(names.text, *sentence)
    agents = _joint(names, sentence[0], match.start()) if match else []
    both = match and not agents and forms.BOTH_OF.search(names.text, sentence[0], match.start())
    group = group_before(names, sentence, match.start()) if match and match["held"] and not both else []
    agents = (
        agents
        or (_described(names, sentence[0], match.start()) if match and not both else [])
        or group
        or (_body(names, sentence, match.start()) if match and match["held"] else [])
    )
    if match is None or not (agents or both) or forms.GAME.match(names.text, match.start(), sentence[1]):
        return None
    phone = re.search(r"phone|video", match["rest"] or match["held"] or "")
    kind = "phone-call" if phone else "letters" if match["letters"] else "talks"
    span, verb = (both.start() if both else sentence[0], match.end()), match.start()
    return Told(kind=kind, span=span, sentence=sentence, agents=agents, others=[], verb=verb, whole=len(agents) == 1)


def again(names: Names, one: Told) -> Told | None:
    """What the parties of a telling did besides: 'met in X on Monday, and spoke again by video link'."""
    match = forms.AGAIN_TOO.search(names.text, one.span[1], min(one.sentence[1], one.span[1] + REACH))
    if match is None or len(one.agents) + len(one.others) < 2:
        return None
    kind = "phone-call" if re.search(forms.PHONE, match[0]) else "meeting" if match["what"] == "met" else "talks"
    two = Told(
        kind=kind,
        span=match.span("what"),
        sentence=(match.start(), one.sentence[1]),
        agents=one.agents,
        others=one.others,
    )
    two.another = True
    return two


def _described(names: Names, start: int, verb: int) -> list[Mention]:
    """Two bodies without a name before a verb: 'The government and the rebels held'."""
    lead = _BODIES.search(names.text, max(start, verb - REACH), verb)
    parties, _ = listed(names, lead.start("np"), lead.end("np")) if lead else ([], 0)
    return parties if len(parties) > 1 and all(one.kind != "unnamed" or is_group(one) for one in parties) else []


def _body(names: Names, sentence: Span, verb: int) -> list[Mention]:
    """A body that holds its session: 'The Council will hold its regular session'."""
    return [one for one in subject(names, sentence[0], verb) if one.kind == "organisation"][:1]


def opened(names: Names, sentence: Span) -> Told | None:
    """A telling by the words that open a sentence, whose subject are its parties: 'In a call, Roe and Lund agreed'."""
    lead = names.text[sentence[0] : sentence[1]]
    at = sentence[0] + len(lead) - len(lead.lstrip(' \n\t“"'))
    match = forms.OPENED.match(names.text, at, sentence[1])
    parties, _ = listed(names, match.end(), sentence[1]) if match else ([], 0)
    if match and len(parties) == 1 and parties[0].span:
        to = forms.TOLD.search(names.text, parties[0].span[1], sentence[1])
        parties += listed(names, to.end(), sentence[1])[0] if to else []
    if match is None or len([one for one in parties if one.kind != "unnamed"]) < 2:
        return None
    kind = {"phone": "phone-call"}.get(match.lastgroup or "", match.lastgroup or "")
    return Told(kind=kind, span=(at, match.end() - 2), sentence=sentence, agents=parties, others=[], whole=True)


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
