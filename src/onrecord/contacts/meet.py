"""From tellings to contacts: one record for each occasion, however often the page tells of it.

Two tellings are of one contact where their kinds and parties agree and neither day nor place speaks against it. The
statements made on an occasion point to it, and take its day and place where they have none of their own.
"""

from __future__ import annotations

import msgspec
from msgspec import Struct

from ..record import Article, Contact, Date, Mention, Place, Span, Statement, digest
from ..sentences import Sentences
from .demonyms import actors
from .follow import BACK, both, follow, last_told
from .headlines import plain
from .merge import Met, join, key, same, unique
from .names import Names
from .scene import Scene, visited
from .settings import settle
from .status import convener, of_side
from .tell import told
from .telling import Told

LONGEST = 1500  # characters of a sentence read at once: of what goes on longer each part is read as one
NEAR = 700  # characters between a telling that names nobody and those whom it means
READ = frozenset({"title", "standfirst", "subheading", "body", "caption"})
ALONE = frozenset({"press-conference", "visit"})  # kinds that need no second party


class Page(Struct, frozen=True, kw_only=True):
    """What is known of a page before its contacts: its times, places and resolved names, each with its span."""

    times: tuple[Date, ...] = ()
    places: tuple[Place, ...] = ()
    mentions: tuple[Mention, ...] = ()


def meet(
    page_id: str, article: Article, statements: tuple[Statement, ...], page: Page
) -> tuple[tuple[Statement, ...], tuple[Contact, ...]]:
    """Return the statements, each with the contact it was made on, and the contacts, in order of their first telling.

    kind: meeting, talks, phone-call, press-conference, visit, letters. status: held, planned, proposed, postponed,
    denied, cancelled. A party without a name keeps its words (kind unnamed).
    """
    names = Names(plain(article), actors(article.text, page.mentions, page.places))
    sentences = Sentences(article)
    scene = Scene(article, names, sentences, statements, page.times, page.places)
    met: list[Met] = []
    for span in _read(article, sentences):
        tellings = told(names, span)
        if met and (by := convener(names, span)):
            gathering = next((one for one in reversed(met[-BACK:]) if one.kind in ("meeting", "talks")), met[-1])
            gathering.initiated_by = gathering.initiated_by or by
        for one in tellings:
            _take(one, scene, met)
        follow(span, scene, met, [one.span for one in tellings])
        scene.passed(span)
    met = [one for one in met if len(one.parties) > 1 or (one.parties and (one.kind in ALONE or one.whole))]
    for gathering in met:
        gathering.initiated_by = of_side(gathering.initiated_by, gathering.parties, article.text)
    contacts = tuple(_contact(page_id, number, one) for number, one in enumerate(met))
    told_in = sorted(((*span, at), number) for number, one in enumerate(met) for span, at in one.sentences)
    return settle(statements, scene, told_in, contacts), contacts


def _read(article: Article, sentences: Sentences) -> list[Span]:
    """The sentences of the title, body and captions."""
    found = []
    for block in article.blocks:
        at = block.start
        while block.kind in READ and at < block.end:
            _, end = sentences.of(at)
            end = min(max(end, at + 1), block.end, at + LONGEST)
            found.append((at, end))
            at = end
    return found


def _take(one: Told, scene: Scene, met: list[Met]) -> None:
    """Add a telling to the contact that it tells of, or begin one."""
    agents = one.agents or scene.agents(one)
    if agents is None:  # 'the two sides met': those last spoken of
        last = last_told(met, scene.about(one.span[0]))
        if last is None:
            scene.waiting.append(one)
            return
        agents, one.definite = both(last), not one.another
    agents, others = _side(agents, one, scene, 0), _side(one.others, one, scene, 1)
    if one.them and not (others := _them(agents, one, scene, met)):
        return
    starter = {"agents": agents, "others": others}.get(one.begins, [])[:1]
    one.initiator = one.initiator or next(iter(starter), None)
    parties = unique([*agents, *others])
    if one.kind != "visit":
        _keep(one, parties, scene.place(one), scene, met)
        return
    goals = scene.goals(one) or [place for m in one.others if (place := visited(m))][:1]
    goals = goals or [place for place in (scene.goal(one),) if place]
    if not (goals or one.others or scene.place(one)) and all(m.kind == "unnamed" for m in agents):
        return  # 'the ministry visits the question'
    hosts = [m for m in parties if m in agents or not (m.kind == "state" or any(_over(m.span, g.span) for g in goals))]
    _keep(one, hosts, goals[0] if goals else scene.place(one), scene, met)
    for goal in goals[1:]:
        assert goal.span
        _keep(msgspec.structs.replace(one, span=goal.span), hosts, goal, scene, met)


def _them(agents: list[Mention], one: Told, scene: Scene, met: list[Met]) -> list[Mention]:
    """Whom 'him' means: the other party of the contact last told of the same, else who was named last."""
    known = {key(agent) for agent in agents}
    last = last_told(met, True)
    parties = both(last) if last else []
    named = [m for m in scene.persons(one) if key(m) not in known][-1:]
    if named or not known & {key(party) for party in parties}:
        parties = named or ([scene.last] if scene.last and one.agents else [])
    if any(agent.basis == "pronoun" for agent in agents) and not scene.about(one.span[0]):
        one.begins = ""  # which of the two is 'she' is not told
    return [msgspec.structs.replace(party, basis="pronoun", span=None) for party in parties if key(party) not in known]


def _side(parties: list[Mention], one: Told, scene: Scene, which: int) -> list[Mention]:
    """The agents or the others of a telling, known by name where the page names them, with their role."""
    known = [scene.known(party, one) for party in parties]
    return [msgspec.structs.replace(party, role=one.roles[which] or party.role) for party in known]


def _over(one: Span | None, other: Span | None) -> bool:
    return bool(one and other and one[0] < other[1] and other[0] < one[1])


def _keep(one: Told, parties: list[Mention], where: Place | None, scene: Scene, met: list[Met]) -> None:
    """Add parties that met to the contact they are of, or as one of their own."""
    if not parties:
        return
    new = Met(
        kind=one.kind,
        parties=parties,
        spans=[one.span],
        sentences=[(one.sentence, one.span[0])],
        status=one.status,
        on=scene.day(one),
        weekday=scene.weekday(one),
        where=where,
        initiated_by=one.initiator,
        topics=scene.topics(one.span, one.sentence),
        title=scene.in_title(one.span[0]),
        whole=one.whole or one.kind in ALONE or not one.others,
        told_by=scene.about(one.span[0]),
        another=one.another,
    )
    for old in reversed(met[-BACK:]):
        if same(old, new, one.definite and not one.whole):
            join(old, new)
            return
    met.append(new)
    if len(parties) > 1:
        _meant_before(new, scene)


def _meant_before(new: Met, scene: Scene) -> None:
    """Add the tellings before a contact that do not say of whom they tell: 'The two ministers spoke on Monday.'"""
    waiting, scene.waiting = scene.waiting, []
    for one in waiting:
        first = Met(
            kind=one.kind,
            parties=new.parties,
            spans=[one.span],
            sentences=[(one.sentence, one.span[0])],
            status=one.status,
            on=scene.day(one),
            weekday=scene.weekday(one),
            where=scene.place(one),
            topics=scene.topics(one.span, one.sentence),
        )
        if new.spans[0][0] - one.span[0] < NEAR and same(new, first, True):
            join(new, first)


def _contact(page_id: str, number: int, one: Met) -> Contact:
    return Contact(
        id=digest([page_id, "contact", one.kind, sorted(key(m) for m in one.parties), number]),
        kind=one.kind,
        participants=tuple(one.parties),
        initiated_by=one.initiated_by,
        where=one.where,
        on=one.on,
        status=one.status,
        topics=tuple(
            sorted({one.text.casefold(): one for one in one.topics[::-1]}.values(), key=lambda one: one.span or (0, 0))
        ),
        spans=tuple(sorted(set(one.spans))),
    )
