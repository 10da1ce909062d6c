"""From tellings to contacts: one record for each occasion, however often the page tells of it.

Two tellings are of one contact where their kinds and parties agree and neither day nor place speaks against it. The
statements made on an occasion point to it, and take its day and place where they have none of their own.
"""

from __future__ import annotations

import re
from bisect import bisect_right

import msgspec
from msgspec import Struct

from ..record import Article, Contact, Date, Mention, Place, Span, Statement, digest
from ..sentences import Sentences
from .parties import Names, is_person
from .scene import Scene
from .tell import Told, initiator, told

NEAR_TELLINGS = 8  # of one sentence
BACK = 60  # contacts before a telling that may be the one it tells
READ = frozenset({"title", "standfirst", "subheading", "body", "caption"})
ALONE = frozenset({"press-conference", "visit"})  # kinds that need no second party
FAMILIES = {
    "meeting": "meeting",
    "talks": "meeting",
    "visit": "visit",
    "phone-call": "phone-call",
    "letters": "letters",
}


_ABOUT = re.compile(r"\b(call|conversation|meeting|talks|visit)\b", re.IGNORECASE)
_KINDS = {
    "call": ("phone-call",),
    "conversation": ("phone-call", "talks"),
    "meeting": ("meeting", "talks"),
    "talks": ("talks", "meeting"),
    "visit": ("visit",),
}


_BARE = frozenset(("the", "a", "an", "his", "her", "its", "their", "senior", "top", "several", "other"))


class Page(Struct, frozen=True, kw_only=True):
    """What is known of a page before its contacts: its times, places and resolved names, each with its span."""

    times: tuple[Date, ...] = ()
    places: tuple[Place, ...] = ()
    mentions: tuple[Mention, ...] = ()


class _Met(Struct):
    """A contact being put together."""

    kind: str
    parties: list[Mention]
    spans: list[Span]
    sentences: list[Span]
    status: str
    on: Date | None = None
    where: Place | None = None
    initiated_by: Mention | None = None
    title: bool = False
    whole: bool = False
    told_by: bool = False  # inside somebody's words


def meet(
    page_id: str, article: Article, statements: tuple[Statement, ...], page: Page
) -> tuple[tuple[Statement, ...], tuple[Contact, ...]]:
    """Return the statements, each with the contact it was made on, and the contacts, in order of their first telling.

    kind: meeting, talks, phone-call, press-conference, visit, letters. status: held, planned, proposed, postponed,
    denied, cancelled. A party without a name keeps its words (kind unnamed).
    """
    names = Names(article.text, page.mentions)
    sentences = Sentences(article)
    scene = Scene(article, names, sentences, statements, page.times, page.places)
    met: list[_Met] = []
    for span in _read(article, sentences):
        tellings = told(names, span)
        for one in tellings:
            _take(one, scene, met)
        if not tellings:
            _add(span, names, scene, met)
        scene.passed(span)
    met = [one for one in met if len(one.parties) > 1 or (one.parties and (one.kind in ALONE or one.whole))]
    contacts = tuple(_contact(page_id, number, one) for number, one in enumerate(met))
    told_in = sorted((*span, number) for number, one in enumerate(met) for span in one.sentences)
    return tuple(_placed(s, scene, told_in, contacts) for s in statements), contacts


def _read(article: Article, sentences: Sentences) -> list[Span]:
    """The sentences of the title, body and captions."""
    found = []
    for block in article.blocks:
        at = block.start
        while block.kind in READ and at < block.end:
            _, end = sentences.of(at)
            end = min(max(end, at + 1), block.end)
            found.append((at, end))
            at = end
    return found


def _take(one: Told, scene: Scene, met: list[_Met]) -> None:
    """Add a telling to the contact that it tells of, or begin one."""
    agents = one.agents or scene.agents(one)
    if agents is None:  # 'the two sides met': those last spoken of
        if met and len(met[-1].parties) > 1:
            met[-1].spans.append(one.span)
        return
    if one.role:
        agents = [msgspec.structs.replace(agent, role=one.role) for agent in agents]
    parties = _unique([scene.known(party, one) for party in (*agents, *one.others)])
    if one.kind != "visit":
        _keep(one, parties, scene.place(one), scene, met)
        return
    goals = scene.goals(one)
    hosts = [m for m in parties if m in agents or not (m.kind == "state" or any(_over(m.span, g.span) for g in goals))]
    _keep(one, hosts, goals[0] if goals else scene.place(one), scene, met)
    for goal in goals[1:]:
        assert goal.span
        _keep(msgspec.structs.replace(one, span=goal.span), hosts, goal, scene, met)


def _over(one: Span | None, other: Span | None) -> bool:
    return bool(one and other and one[0] < other[1] and other[0] < one[1])


def _keep(one: Told, parties: list[Mention], where: Place | None, scene: Scene, met: list[_Met]) -> None:
    """Add parties that met to the contact they are of, or as one of their own."""
    if not parties:
        return
    new = _Met(
        kind=one.kind,
        parties=parties,
        spans=[one.span],
        sentences=[one.sentence],
        status=one.status,
        on=scene.day(one),
        where=where,
        initiated_by=one.initiator,
        title=scene.in_title(one.span[0]),
        whole=one.whole or one.kind in ALONE or not one.others,
        told_by=scene.about(one.span[0]),
    )
    for old in reversed(met[-BACK:]):
        if _same(old, new, one.definite and not one.whole):
            _join(old, new)
            return
    met.append(new)


def _add(span: Span, names: Names, scene: Scene, met: list[_Met]) -> None:
    """Take what a sentence adds to the contact before: who initiated it, what both sides discussed there."""
    text = names.text[slice(*span)]
    about = _ABOUT.search(text)
    if met and about:
        by = initiator(names, span)
        alike = [one for one in met if one.kind in _KINDS[about[1].lower()]] or met
        if by:
            alike[-1].initiated_by = alike[-1].initiated_by or by
            alike[-1].spans.append((span[0] + len(text) - len(text.lstrip()), span[0] + len(text.rstrip())))
            return
    match = re.match(r"\s*(?:Both|The two|The) (?:sides|men|ministers|leaders|two|parties)\b", text)
    if match and met and len(met[-1].parties) > 1:
        met[-1].spans.append((span[0] + match.start(), span[0] + len(text.rstrip())))


def _key(mention: Mention) -> str:
    """What tells one party from another: a person's last name, for a heading has no more; a phrase's own words."""
    words = (mention.name or "").casefold().split()
    if mention.kind == "unnamed":
        return "~" + " ".join(word for word in words if word not in _BARE)
    if mention.kind == "office":
        return mention.id or " ".join(words)
    if is_person(mention):
        return re.sub(r"\A(?:al|el)-", "", words[-1])
    return mention.id or " ".join(words)


def _unique(parties: list[Mention]) -> list[Mention]:
    found: dict[str, Mention] = {}
    for mention in parties:
        found.setdefault(_key(mention), mention)
    return list(found.values())


def _same(old: _Met, new: _Met, definite: bool) -> bool:
    """Whether two tellings may be of one contact."""
    families = {FAMILIES.get(old.kind, old.kind), FAMILIES.get(new.kind, new.kind)}
    days = old.on and new.on and old.on.value != new.on.value
    if len(families) > 1:
        talks = families == {"phone-call", "meeting"} and "talks" in (old.kind, new.kind)
        if not (talks and not days and not (old.where and new.where)):
            return False
    if days or (old.where and new.where and old.where.name != new.where.name and _apart(old.where, new.where)):
        return False
    if (old.status == "held") != (new.status == "held") and not (definite or old.title):
        return False
    a, b = {_key(m) for m in old.parties}, {_key(m) for m in new.parties}
    if len(a) == 1 or len(b) == 1:
        if a == b or ((a <= b or b <= a) and (definite or not (old.whole or new.whole))):
            return True
    elif a <= b or b <= a:
        return True
    shared_persons = {_key(m) for m in old.parties if is_person(m)} & b
    vague = all(not is_person(m) or _key(m) in shared_persons for m in (old.parties if old.title else new.parties))
    if new.told_by and shared_persons and all(m.kind == "unnamed" or _key(m) in shared_persons for m in new.parties):
        return True  # 'I was pleased to meet many groups'
    return bool(shared_persons) and (old.title or new.title) and vague


def _apart(one: Place, other: Place) -> bool:
    """Whether two places exclude one another: two of one country may be the country and its city."""
    return one.country != other.country or one.country is None


def _join(old: _Met, new: _Met) -> None:
    if old.title and not new.title:
        old.parties = [m for m in old.parties if is_person(m)]
        old.title = False
    fuller = {_key(m): m for m in new.parties if is_person(m)}
    old.parties = [max(m, fuller.get(_key(m), m), key=lambda one: len(one.name or "")) for m in old.parties]
    known = {_key(m) for m in old.parties}
    vague = new.title or new.told_by
    old.parties += [m for m in new.parties if _key(m) not in known and (is_person(m) or not vague)]
    old.spans += [span for span in new.spans if span not in old.spans]
    old.sentences += new.sentences
    old.kind = new.kind if old.kind == "talks" and new.kind in ("meeting", "phone-call") else old.kind
    old.on, old.where = old.on or new.on, old.where or new.where
    old.initiated_by = old.initiated_by or new.initiated_by


def _contact(page_id: str, number: int, one: _Met) -> Contact:
    return Contact(
        id=digest([page_id, "contact", one.kind, sorted(_key(m) for m in one.parties), number]),
        kind=one.kind,
        participants=tuple(one.parties),
        initiated_by=one.initiated_by,
        where=one.where,
        on=one.on,
        status=one.status,
        spans=tuple(sorted(set(one.spans))),
    )


def _placed(
    statement: Statement, scene: Scene, told_in: list[tuple[int, int, int]], contacts: tuple[Contact, ...]
) -> Statement:
    """A statement with the contact that its sentence tells of, if its speaker took part; day and place from there."""
    contact: Contact | None = None
    speaker, at = statement.speaker, scene.start(statement)
    first = bisect_right(told_in, (at, at + len(scene.text), len(contacts)))
    for start, end, number in reversed(told_in[max(0, first - NEAR_TELLINGS) : first]):
        parties = contacts[number].participants
        if start <= at < end and speaker and speaker.name and _key(speaker) in {_key(m) for m in parties}:
            contact = contacts[number]
    where = statement.where or scene.where(statement) or (contact.where if contact else None)
    said = statement.said
    if contact and contact.on and contact.status == "held" and (said is None or said.basis == "published"):
        said = msgspec.structs.replace(contact.on, basis="contact", why="the day of the contact on which it was said")
    return msgspec.structs.replace(statement, contact=contact.id if contact else None, where=where, said=said)
