"""The contacts that a sentence tells of: what kind, who before the words and who after, held or not."""

from __future__ import annotations

from msgspec.structs import replace

from ..record import Span
from . import forms
from .invitations import invited
from .names import Names
from .nouns import called, hyphened, in_call, nominal, taken, visit
from .press import press
from .status import initiator, status
from .telling import Told
from .together import again, opened, together
from .verbs import passive, verbal

BEFORE = 40  # characters before a telling in which 'a second round of' stands
OPENING = 24  # characters from where it begins in which 'met again' stands


def told(names: Names, sentence: Span) -> list[Told]:
    """Return the contacts that a sentence tells of, in order."""
    text = names.text
    found: list[Told | None] = []
    for match in forms.VERBAL.finditer(text, *sentence):
        if not forms.UNREAL.search(text, sentence[0], match.start()):
            found.append(verbal(names, sentence, match))
    found += [passive(names, sentence, match) for match in forms.PASSIVE.finditer(text, *sentence)]
    found += [called(names, sentence, match) for match in forms.CALL.finditer(text, *sentence)]
    found += [taken(names, sentence, match) for match in forms.TAKEN.finditer(text, *sentence)]
    read = [one.span for one in found if one]
    for match in forms.NOMINAL.finditer(text, *sentence):
        if not any(start < match.start("how") < end for start, end in read):
            found.append(nominal(names, sentence, match))
    found += [visit(names, sentence, match) for match in forms.VISIT.finditer(text, *sentence)]
    found += [in_call(names, sentence, match) for match in forms.IN_CALL.finditer(text, *sentence)]
    found += [hyphened(names, sentence, match) for match in forms.HYPHENED.finditer(text, *sentence)]
    if guests := invited(names, sentence):  # what they are to visit is told with it
        found = [one for one in found if one and not (one.kind == "visit" and one.span[0] > guests.span[0])]
        found.append(guests)
    if not any(found):
        found.append(opened(names, sentence))
    if not any(one and one.kind == "press-conference" for one in found):
        found += [press(names, sentence, match) for match in forms.PRESS.finditer(text, *sentence)][:1]
    tellings = [one for one in found if one] or [one for one in (together(names, sentence),) if one]
    tellings += [one for one in (again(names, one) for one in tellings[:1]) if one]
    for one in tellings:
        _judge(names, one)
    return [part for one in tellings for part in _parts(text, one)]


def _parts(text: str, one: Told) -> list[Told]:
    """A telling of several contacts by one noun as one of each: 'separate meetings with Roe and Lund'."""
    apart = forms.SEPARATE.search(text, max(one.sentence[0], one.span[0] - BEFORE), one.span[1])
    if not apart or len(one.others) < 2 or one.whole:
        return [one]
    return [replace(one, others=[other]) for other in one.others]


def _judge(names: Names, one: Told) -> None:
    """Say of a telling whether it was held, who initiated it, and whether it is another than those told before."""
    telling = (max(one.verb, one.span[0]), one.span[1])
    past = forms.PAST.match(names.text, telling[0]) is not None
    one.status = status(names.text, telling, one.sentence, past)
    one.initiator = one.initiator or initiator(names, one.sentence)
    before = names.text[max(one.sentence[0], one.span[0] - BEFORE) : one.span[0]]
    behind = forms.AGAIN_BEHIND.match(names.text, one.span[1], one.sentence[1])
    inside = forms.AGAIN.search(names.text, one.span[0], min(one.span[0] + OPENING, one.span[1]))
    first = one.agents[-1].span if one.agents else None
    if first and not one.begins and forms.PROPOSES.fullmatch(names.text, first[1], one.span[0]):
        one.begins = "agents"
    one.another = one.another or bool(behind or inside or forms.AGAIN_BEFORE.search(before))
