"""The contacts that a sentence tells of: what kind, who before the words and who after, held or not."""

from __future__ import annotations

import re

from ..record import Span
from . import forms
from .nouns import nominal, visit
from .parties import Names, is_group, is_person, listed
from .status import initiator, status
from .subjects import subject
from .telling import Told
from .together import together


def told(names: Names, sentence: Span) -> list[Told]:
    """Return the contacts that a sentence tells of, in order."""
    found: list[Told] = []
    for match in forms.VERBAL.finditer(names.text, *sentence):
        unreal = forms.UNREAL.search(names.text, sentence[0], match.start())
        if not unreal and (one := _verbal(names, sentence, match)):
            found.append(one)
    for match in forms.NOMINAL.finditer(names.text, *sentence):
        if one := nominal(names, sentence, match):
            found.append(one)
    found += [visit(names, sentence, match) for match in forms.VISIT.finditer(names.text, *sentence)]
    for match in forms.PRESS.finditer(names.text, *sentence):
        if not any(one.kind == "press-conference" for one in found):
            found.append(Told(kind="press-conference", span=match.span(), sentence=sentence, agents=[], others=[]))
    if not found and (alike := together(names, sentence)):
        found.append(alike)
    for one in found:
        telling = (max(one.verb, one.span[0]), one.span[1])
        past = forms.PAST.match(names.text, telling[0]) is not None
        one.status = status(names.text, telling, sentence, past)
        one.initiator = one.initiator or initiator(names, sentence)
    return found


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
