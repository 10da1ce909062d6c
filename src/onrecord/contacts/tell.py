"""The contacts that a sentence tells of: what kind, who before the words and who after, held or not."""

from __future__ import annotations

from ..record import Span
from . import forms
from .names import Names
from .nouns import called, hyphened, in_call, nominal, visit
from .press import press
from .status import initiator, status
from .telling import Told
from .together import opened, together
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
    taken = [one.span for one in found if one]
    for match in forms.NOMINAL.finditer(text, *sentence):
        if not any(start < match.start("how") < end for start, end in taken):
            found.append(nominal(names, sentence, match))
    found += [visit(names, sentence, match) for match in forms.VISIT.finditer(text, *sentence)]
    found += [in_call(names, sentence, match) for match in forms.IN_CALL.finditer(text, *sentence)]
    found += [hyphened(names, sentence, match) for match in forms.HYPHENED.finditer(text, *sentence)]
    if not any(found):
        found.append(opened(names, sentence))
    if not any(one and one.kind == "press-conference" for one in found):
        found += [press(names, sentence, match) for match in forms.PRESS.finditer(text, *sentence)][:1]
    tellings = [one for one in found if one] or [one for one in (together(names, sentence),) if one]
    for one in tellings:
        _judge(names, one)
    return tellings


def _judge(names: Names, one: Told) -> None:
    """Say of a telling whether it was held, who initiated it, and whether it is another than those told before."""
    telling = (max(one.verb, one.span[0]), one.span[1])
    past = forms.PAST.match(names.text, telling[0]) is not None
    one.status = status(names.text, telling, one.sentence, past)
    one.initiator = one.initiator or initiator(names, one.sentence)
    before = names.text[max(one.sentence[0], one.span[0] - BEFORE) : one.span[0]]
    behind = forms.AGAIN_BEHIND.match(names.text, one.span[1], one.sentence[1])
    inside = forms.AGAIN.search(names.text, one.span[0], min(one.span[0] + OPENING, one.span[1]))
    one.another = bool(behind or inside or forms.AGAIN_BEFORE.search(before))
