"""The mentions of a page as contacts read them: a people's name is its state's; a day and a river are nobody."""

from __future__ import annotations

import re

from msgspec.structs import replace

from ..record import Mention, Place
from .parties import PEOPLE

_DAY = re.compile(
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)days?|january|february|march|april|may|june|july|august|september"
    r"|october|november|december|i[’'](?:ve|m|d|ll)",
    re.IGNORECASE,
)
_THING = re.compile(r"\b(?:Games|Cup|Olympics|Series|Prize|Award|Awards|Festival|Forum|Debate|Convention)\Z|\A\w\Z")
_REGION = re.compile(
    r"(?:(?:north|south|east|west|northern|southern|eastern|western|central|middle|latin|sub-saharan)\s)?"
    r"(?:africa|europe|asia|america|balkans|caucasus|gulf|levant|maghreb|east|bank)",
    re.IGNORECASE,
)
_BODY = re.compile(  # a word that a person's name has not
    r"\b(?:council|party|front|army|forces?|agency|bank|board|bench|court|assembly|union|league|group|ministry|office|department"
    r"|house|service|news|times|post|herald|press|radio|television|committee|commission|institute|university|cent(?:er|re)"
    r"|movement|alliance|coalition|fund|foundation|organi[sz]ation|association|company|corp|command|corps|guard|police"
    r"|congress|parliament|senate|cabinet|society|church|club|united|national|international|state|nations|network|mission"
    r"|authority|administration|embassy|federation|republic|kingdom|campaign|team|staff|affairs|airfield|airport|base|camp|fort|port|mount|cape|lake|river|bay|valley|hall|palace|hotel|tower|building|square|street|island|defen[cs]e|security|rights)s?\b",
    re.IGNORECASE,
)
_GROUP = re.compile(rf"(?:{PEOPLE}|talks)", re.IGNORECASE)  # 'Delegations from X'
_FULL_NAME = re.compile(r"[^\W\d_][\w.-]+(?:\s[^\W\d_][\w.-]*){1,2}")
_ENDINGS = ("n", "an", "ian", "ean", "ese", "ish", "i")  # that a state's name takes, or takes for its last vowel


def actors(text: str, mentions: tuple[Mention, ...], places: tuple[Place, ...] = ()) -> tuple[Mention, ...]:
    """Return the mentions without days, months and words behind 'the'; the adjective of a state of the page as it.

    'the Ruritanian side' names Ruritania, also where no registry knows the one or the other.
    """
    states: dict[str, Mention] = {}
    for mention in mentions:
        if mention.kind == "state" and mention.name:
            for form in _adjectives(mention.name):
                states.setdefault(form, mention)
    mentions = tuple(_as_person(text, one) for one in mentions)
    where = {place.span for place in places}
    unknown = [one for one in mentions if _unknown(one)]
    bare = {one.name for one in unknown if not _behind_the(text, one)}
    things = {one.name for one in unknown if one.name not in bare or _GROUP.fullmatch(one.name or "")}
    found: list[Mention] = []
    for mention in mentions:
        if not mention.id and (_THING.search(mention.name or "") or re.search(r"\s[FP]Ms\Z", mention.name or "")):
            continue
        if (_unknown(mention) and mention.span in where) or (not mention.id and _REGION.fullmatch(mention.name or "")):
            continue
        if mention.id or not mention.span or not mention.name or mention.kind == "state":
            found.append(mention)
            continue
        words = text[slice(*mention.span)]
        state = states.get(words.casefold())
        if state:
            found.append(replace(mention, name=state.name, kind="state", id=state.id, basis="description", office=None))
        elif not _DAY.fullmatch(mention.name) and not (mention.name in things and _unknown(mention)):
            found.append(mention)  # Brian May is somebody
    return tuple(found)


def _unknown(mention: Mention) -> bool:
    return mention.kind == "person" and mention.id is None and " " not in (mention.name or " ")


def _as_person(text: str, mention: Mention) -> Mention:
    """A name of two or three words that no word shows to be a body's as a person's: 'Bo Lund', not 'the Blue Wave'."""
    name = mention.name or ""
    bare = mention.kind == "organisation" and mention.id is None and name.istitle() and _FULL_NAME.fullmatch(name)
    return (
        replace(mention, kind="person") if bare and not (_BODY.search(name) or _behind_the(text, mention)) else mention
    )


def _behind_the(text: str, mention: Mention) -> bool:
    return mention.span is not None and text[max(0, mention.span[0] - 4) : mention.span[0]] in ("the ", "The ")


def _adjectives(state: str) -> list[str]:
    """What a people of a state of one word may be called; none where the name is too short to tell."""
    name = state.casefold()
    if len(name) < 4 or " " in name:
        return []
    stem = name[:-1] if name[-1] in "aeiouy" else name
    return [stem + ending for ending in _ENDINGS] + [name + ending for ending in _ENDINGS]
