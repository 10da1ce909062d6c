"""Press conferences: whose they are, by who held, gave or addressed one."""

from __future__ import annotations

import re

from ..record import Span
from .names import Names
from .nouns import owner
from .subjects import subject, without_name
from .telling import Told

# What somebody does who gives one: the subject before it is who.
_GAVE = re.compile(
    r"\b(?:held|hold|holds|holding|gave|gives|give|giving|called|calling|scheduled|convened|told|telling|tells|appeared\sat"
    r"|appearing\sat|spoke\s(?:at|in|during)|speaking\s(?:at|in|during)|speaks\sat|attended|led|opened|staged|addressed|addresses)\s(?:[\w’'-]+\s){0,6}\Z"
)
# Where somebody does something: 'laid out a plan at a surprise news conference'.
_THERE = re.compile(r"\b(?:[Aa]t|[Dd]uring|[Ii]n)\s(?:[\w’'-]+\s){0,4}\Z")


def press(names: Names, sentence: Span, match: re.Match[str]) -> Told:
    """Return a press conference; without agents it is that of the sentence's speaker, if it has one."""
    one = Told(kind="press-conference", span=match.span(), sentence=sentence, agents=[], others=[])
    addressed = match[0][:7].casefold() == "address"
    gave = _GAVE.search(names.text, max(sentence[0], match.start() - 80), match.start())
    one.verb = match.start() if addressed else gave.start() if gave else 0
    one.agents = owner(names, sentence[0], match.start())
    if one.verb and not one.agents:
        one.agents = subject(names, sentence[0], one.verb) or without_name(names, sentence[0], one.verb)
    there = _THERE.search(names.text, max(sentence[0], match.start() - 80), match.start())
    one.spoken = not (one.agents or one.verb or there)
    return one
