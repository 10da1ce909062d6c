"""The ways in which news tells of a contact: verbs that take a party, and nouns with 'with', 'between', 'held by'."""

from __future__ import annotations

import re

from msgspec import Struct

from ..record import Mention, Span
from .parties import OFFICES, Names, is_person, listed
from .subjects import subject

_PHONE = r"(?:by|on|over)\s(?:the\s)?(?:tele)?phone"
_ADJECTIVES = r"(?:[\w’'-]+\s){0,4}?"
_FILL = r"[^.;:“”\"\n]{0,90}?"
_NOUN = (
    r"(?P<phone>(?:tele)?phone\s(?:call|conversation|talks)s?|telephone\scontacts?|call(?=\s(?:with|between)))"
    r"|(?P<press>(?:press|news|media)\s(?:conference|briefing)s?)"
    r"|(?P<meeting>meetings?|summit|gathering|conference)|(?P<talks>talks|negotiations|consultations|discussions"
    r"|conversations?|exchange\sof\sviews|contacts)"
    r"|(?P<visit>visit|trip)(?=\sto\b)|(?P<letter>(?:exchange\sof\s)?letters?(?=\s(?:to|with|between)))"
)
# A noun and what names its parties.
_NOMINAL = re.compile(
    rf"\b(?:{_NOUN})\b(?P<fill>(?!\s(?:of|for|by)\b){_FILL})?\s(?P<how>with|between|(?:that\s(?:will\sbe|were|was)\s"
    rf"|to\sbe\s|which\s(?:will\sbe|were|was)\s)?(?:held|hosted|convened|led|chaired|organi[sz]ed|mediated|brokered"
    rf"|sponsored)\sby|of(?=\s(?:the\s)?(?-i:[A-Z])))\s",
    re.IGNORECASE,
)
# What 'with' belongs to where it is not the noun's, and a clause between.
_ANOTHER = re.compile(
    r"(?:\b(?:accordance|consistent|line|compliance|compared|conflict|war|dealing|deal|along|together|associated"
    r"|start|end|ended|accompanied|faced|\w+ed))\Z"
    r"|\bto\s(?!(?:be|take|start|begin)\b)",
    re.IGNORECASE,
)
_PRESS = re.compile(r"\b(?:press|news|media)\s(?:conference|briefing)s?\b", re.IGNORECASE)
_VERBAL = re.compile(
    rf"\b(?:(?P<meeting>met|meets|meet|(?:(?<=,\s)|(?<=after\s)|(?<=After\s)|(?<=before\s)|(?<=while\s))meeting|sat\sdown|got\stogether)(?:\s(?:up|today|yesterday|separately|\w+day|earlier"
    rf"|on\s\w+day))*(?:\swith)?"
    rf"|(?P<talks>conferred|confers|consult(?:ed|s|ing)?|negotiat(?:ed|es|ing|e)|in\s(?:\w+\s)?(?:touch|contact))\swith"
    r"|(?P<conveyed>conveyed|relayed|expressed)(?:\s[\w’']+){0,8}?\sto(?=\s(?:\w+\s){0,3}[A-Z])"
    r"|(?P<joined>joined)(?=[^.;\n]{1,120}\s(?:for|at|in)\s(?:\w+\s){0,3}"
    r"(?:talks|meeting|discussions|summit|conference)\b)"
    rf"|(?P<spoke>spoke|speaks|spoken|speak|talked)(?:\s(?:{_PHONE}|today|yesterday|\w+day|on\s\w+day"
    rf"|earlier))*\s(?:with|to)"
    rf"|(?P<phone>phoned|telephoned|rang)(?:\sup)?"
    rf"|(?P<host>received|hosted|welcomed|(?:will|to|would)\s(?:receive|host)|(?:is|was|were|are)\s(?:receiving|hosting))"
    rf"(?=\s(?:the\s|his\s|her\s)?[\w’'.-]*\s?(?:[A-Z]|counterpart|(?:\w+\s){{0,3}}(?:{OFFICES})))"
    rf"|(?P<visit>visited|visits|(?:flew|travell?ed|went|going|plans|is)\sto\svisit)"
    rf"|(?P<discuss>discussed|discusses|discuss)(?P<matter>\swith|(?!\swith){_FILL}\swith)"
    rf"|(?P<wrote>wrote|written|sent\sa\sletter)\sto"
    rf"|(?P<attend>participat(?:ed|es|ing)\sin|attend(?:ed|s|ing)?|took\spart\sin|takes\spart\sin)\s(?:the\s|a\s"
    rf"|an\s){_ADJECTIVES}(?P<what>meeting|talks|summit|conference))\b"
)
_OWNED = re.compile(r"(?:[’']s|(?<=s)[’'])\s(?:[\w’-]+\s){0,3}\Z")
_TOGETHER = re.compile(
    r"\b(?:(?P<discuss>discussed|discuss|met|meet|spoke)\b(?P<rest>\s(?:in|on|at|for|by|a|over|today|yesterday"
    r"|[A-Z]\w+|the"
    r"|practical)\b[^.;\n]{0,60})?|(?:hold|held)(?P<held>\s(?:[\w’'-]+\s){0,3}?(?:talks|(?:phone|telephone)\s\w+"
    r"|a\smeeting)))"
)
_INITIATED = re.compile(
    r"\b(?:initiated|requested|proposed|arranged)\sby\s|\bat\sthe\s(?:initiative|request|invitation)\sof\s"
    r"|\bon\sthe\sinitiative\sof\s",
    re.IGNORECASE,
)
_SIDE = re.compile(
    r"\b(?:at|on)\s(?:the\s)?(?P<who>[A-Z]\w+)(?:['’]s)?\s(?:side['’]s\s)?(?:initiative|request|invitation)\b"
)
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
STATUSES = (
    ("denied", re.compile(
        r"\b(?:denied|deny|did\snot\s(?:meet|speak|hold)|refused?\sto\s(?:meet|hold|speak|talk)|no\s(?:meeting|talks"
        r"|contacts?)|ruled\sout|rejected)\b"
    , re.I)),
    ("cancelled", re.compile(r"\b(?:cancel(?:led|ed|s)?|called\soff|scrapped)\b", re.I)),
    ("postponed", re.compile(r"\b(?:postponed?|delayed|put\soff|suspended)\b", re.I)),
    ("proposed", re.compile(
        r"\b(?:propos(?:ed|es|al)|(?<!phone\s)call(?:ed|s|ing)?\s(?:for|on)|urg(?:ed|es|ing)|offer(?:ed|s)\sto"
        r"|invited|suggested|ready\sto|willing(?:ness)?\sto|efforts\sto\sstart)\b"
    , re.I)),
    ("planned", re.compile(
        r"\b(?:will|would|shall|going\sto|(?:is|are|was|were)\s(?:to|due|set|scheduled|expected|planned)|scheduled"
        r"|planned|plans?\sto|upcoming|forthcoming|expected|hopes?\sto|look(?:s|ing)?\sforward|starting|ahead\sof"
        r"|later\sin\sthe)\b"
    , re.I)),
)  # fmt: skip


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
    for match in _VERBAL.finditer(names.text, *sentence):
        if one := _verbal(names, sentence, match):
            found.append(one)
    for match in _NOMINAL.finditer(names.text, *sentence):
        if one := _nominal(names, sentence, match):
            found.append(one)
    for match in _PRESS.finditer(names.text, *sentence):
        if not any(one.kind == "press-conference" for one in found):
            found.append(Told(kind="press-conference", span=match.span(), sentence=sentence, agents=[], others=[]))
    if not found and (together := _TOGETHER.search(names.text, *sentence)):
        agents = subject(names, sentence[0], together.start())
        if len(agents) > 1 and any(map(is_person, agents)):
            phone = re.search(r"phone", together["rest"] or together["held"] or "")
            found.append(
                Told(
                    kind="phone-call" if phone else "talks",
                    span=(sentence[0], together.end()),
                    sentence=sentence,
                    agents=agents,
                    others=[],
                )
            )
    for one in found:
        one.status = _status(names.text, one)
        one.initiator = one.initiator or initiator(names, sentence)
    return found


def initiator(names: Names, sentence: Span) -> Mention | None:
    """Who initiated a contact, where a sentence says so."""
    match = _INITIATED.search(names.text, *sentence)
    if match:
        parties, _ = listed(names, match.end(), sentence[1])
        return parties[0] if parties else None
    side = _SIDE.search(names.text, *sentence)
    return next(iter(names.within(*side.span("who"))), None) if side else None


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
    kind = next((name for name in ("meeting", "talks", "phone", "visit") if match[name]), "")
    kind = {"phone": "phone-call"}.get(kind, kind) or (
        "meeting" if match["host"] else "letters" if match["wrote"] else "talks"
    )
    if kind != "visit" and not others and not (match["meeting"] and len(agents) > 1):
        return None
    if match["host"] and not any(is_person(other) or other.kind == "unnamed" for other in others):
        return None
    near = names.text[match.start() : min(end + 40, sentence[1])]
    if kind in ("talks", "meeting") and re.search(_PHONE, near):
        kind = "phone-call"
    one = Told(kind=kind, span=(match.start(), max(end, match.end())), sentence=sentence, agents=agents, others=others)
    if match["phone"] and agents:
        one.initiator = agents[0]
    if match["host"]:
        one.role = "host"
    return one


def _nominal(names: Names, sentence: Span, match: re.Match[str]) -> Told | None:
    """A telling by a noun: 'talks with', 'a call between', 'a conference hosted by'."""
    kind = next(name for name in ("phone", "press", "meeting", "talks", "visit", "letter") if match[name])
    kind = {"phone": "phone-call", "press": "press-conference", "letter": "letters"}.get(kind, kind)
    how = match["how"].lower()
    parties, end = listed(names, match.end(), sentence[1])
    by = how.split()[-2] if how.endswith(" by") else ""
    if how == "of" and kind != "meeting":
        return None
    if not parties and kind != "press-conference":
        return None
    if _ANOTHER.search(match["fill"] or ""):
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
    elif how == "with":
        one.agents = _owner(names, sentence[0], match.start()) or subject(names, sentence[0], one.verb)
    return one


def _owner(names: Names, start: int, end: int) -> list[Mention]:
    """Whose meeting it is: 'Roe's first meeting with Lund'."""
    match = _OWNED.search(names.text, max(start, end - 60), end)
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


def _status(text: str, one: Told) -> str:
    """Whether the contact was held, is planned, proposed, postponed, denied or cancelled, by the words around it."""
    start, end = one.span
    around = text[max(one.sentence[0], start - 60) : min(end, start + 120)]
    return next((status for status, pattern in STATUSES if pattern.search(around)), "held")
