"""Two actors called by one noun: 'both sides', 'the two ministers', 'the pair'."""

from __future__ import annotations

import re

import msgspec

from . import nouns, roles
from .discourse import Discourse, Found, Said
from .sources import Phrase
from .standing import Actor

LOOK_BACK = 80  # names before a pair that may be meant
SPEAKERS_BACK = 6  # statements before it whose speaker may be one of the two
WITH = re.compile(r"\b(?:with|met|meets|and)\s[^,.;:]{0,24}\Z")
JOINED = re.compile(r"(?:['’]s?)?\s(?:and|with|or)\s(?:the\s)?")
EITHER = frozenset(("sides", "parties"))  # of a meeting: of the persons who met, before their states
GENDERS = {"women": "female", "men": "male", "sisters": "female", "brothers": "male"}


def resolve(phrase: Phrase, page: Discourse) -> list[Found]:
    """Return the two that a phrase means; nothing where the page does not tell."""
    start, body = phrase.span[0], phrase.head in nouns.BODY_PAIRS
    last = page.said[-1] if page.said else None
    if (
        last
        and len(last.found) == 2
        and (phrase.words.casefold() == "neither" or body == (last.first.kind != "person"))
    ):
        return page.said[-1].again("description", phrase.span)
    two = _persons(phrase, page) if not body or phrase.head in EITHER else []
    two = two or (_bodies(start, page) if body else [])
    mentions = [(page.mention(actor, "description", phrase.span, 0.6), actor) for actor in two]
    return [(msgspec.structs.replace(mention, span=phrase.span), actor) for mention, actor in mentions]


def _before(position: int, page: Discourse) -> range:
    """The numbers of the names before a position, the latest first."""
    last = page.names_before(position)
    return range(last - 1, max(-1, last - LOOK_BACK), -1)


def _bodies(position: int, page: Discourse) -> list[Actor]:
    """The two states or bodies last joined by 'and' or 'with' before a position, else the only two states named."""
    names, actors = page.text.names, page.actors.of_name
    states: dict[Actor, None] = {}
    after: tuple[int, Actor] | None = None
    for i in _before(position, page):
        actor = actors[i]
        if actor is None or actor.kind not in ("state", "organisation"):
            after = None
            continue
        joined = after and JOINED.fullmatch(page.text.text, names[i].end, names[after[0]].begin)
        if joined and after and actor is not after[1] and actor.kind == after[1].kind:
            return [actor, after[1]]
        after = i, actor
        if actor.kind == "state":
            states[actor] = None
    return list(states)[::-1] if len(states) == 2 else []


def _persons(phrase: Phrase, page: Discourse) -> list[Actor]:
    """The two persons last spoken of together, of the gender and the office that the noun shows."""
    gender, last = GENDERS.get(phrase.head), page.names_before(phrase.span[0])
    for said in reversed(page.said[-SPEAKERS_BACK:]):  # 'Berg discussed with Roe', 'Berg said after talks with Roe'
        if gender is None and len(said.found) == 1 and (two := _with_speaker(said, page)):
            return two
    heads = [head for head, _ in roles.like(phrase.head.removesuffix("s"))]
    held = {a for head in heads for i, a, _ in page.actors.by_role.get(head, ())[-200:] if i < last}
    found: list[Actor] = []
    for i in _before(phrase.span[0], page):
        actor = page.actors.of_name[i]
        if actor is None or actor.kind != "person" or actor in found or page.text.names[i].possessive:
            continue
        if (gender is None or actor.gender == gender) and (len(held) < 2 or actor in held):
            found.append(actor)
        if len(found) == 2:
            return found[::-1]
    return []


def _with_speaker(said: Said, page: Discourse) -> list[Actor]:
    """A statement's speaker and the first other person whom its sentence names after him, outside quotations."""
    speaker = said.found[0][1]
    if speaker is None or speaker.kind != "person" or not said.statement.source:
        return []
    number = page.text.sentence(said.statement.source[0][0])
    for i in range(page.names_before(said.statement.source[-1][1]), len(page.text.names)):
        name, actor = page.text.names[i], page.actors.of_name[i]
        if name.sentence != number:
            break
        if actor is not None and actor.kind == "person" and actor is not speaker and not page.in_quote(name.start):
            return [speaker, actor] if WITH.search(page.text.text, max(0, name.begin - 30), name.begin) else []
    return []
