"""Descriptions resolved: 'the ministry', 'the Russian foreign minister', 'his campaign', 'the report'."""

from __future__ import annotations

import re
from collections.abc import Iterator

from . import nouns
from .discourse import Discourse, Found, Said
from .naming import head_of
from .page_actors import Actor, Role, clash
from .pronouns import antecedent
from .record import Mention
from .sources import Phrase, owner, plain

LOOK_BACK = 320  # names before a description that may be meant
OWNER_NAMED = re.compile(
    r"((?:[^\W\d_][\w.-]*\s){0,3}[^\W\d_][\w-]*)(?:['’]s?)?\s(?:presidential\s)?(?:campaign|team|camp|administration)\Z"
)
INDEFINITE = re.compile(r"(?:an?|some|one|another|any|every|each|no|many|several|few)\s", re.IGNORECASE)
DEFINITE = re.compile(r"(?:the|these|those|both)\s", re.IGNORECASE)
SPEAKERS_BACK = 4  # statements before 'the senators' whose speakers may be meant
# What any organisation may be called, and how many sentences back its name may stand.
GENERIC = frozenset(
    [
        "agency",
        "group",
        "company",
        "organization",
        "organisation",
        "firm",
        "newspaper",
        "paper",
        "outlet",
        "network",
        "institution",
        "site",
        "website",
    ]
)
GENERIC_BACK = 6
LEAD_NAMES = 12  # names at the head of a page among which a lead names a body
LEAD_STATEMENTS = 8  # after the lead among which its speaker is looked for
LEAD_REACH = 3  # paragraphs within which the lead names the speaker that its headline leaves out
RELEASE_BACK = 30  # statements before 'the release' that may say whose it is
STATES = frozenset(["government", "regime", "country", "nation", "kingdom"])
OWN_BODIES = frozenset(["campaign", "administration", "camp", "team"])  # a politician's: 'the Berg campaign'


def resolve(phrase: Phrase, page: Discourse) -> list[Found]:
    """Resolve a description that is a source, or keep it as an unnamed one."""
    before = page.names_before(phrase.span[0])
    if not INDEFINITE.match(phrase.words):
        if phrase.head in nouns.PERSON_NOUNS:
            role = page.actors.role(phrase.words)
            actor = page.actors.with_role(role, before)
            if actor is None and phrase.head not in nouns.ANONYMOUS and not _unnamed_before(phrase, page):
                actor = _epithet(phrase, role, page)
            if actor is not None:
                return [(page.mention(actor, "description", phrase.span, 0.8), actor)]
        if phrase.head in nouns.BODY_NOUNS and (found := _body(phrase, page, before)):
            return [found]
    return [(unnamed(phrase), None)]


def several(phrase: Phrase, page: Discourse) -> list[Found]:
    """Resolve 'the senators': the speakers last heard together, or the latest persons of that office."""
    head = phrase.head.removesuffix("s")
    if not DEFINITE.match(phrase.words) or head not in nouns.PERSON_NOUNS:
        return [(unnamed(phrase), None)]
    before = page.names_before(phrase.span[0])
    holders = {id(actor) for i, actor, _ in page.actors.by_role.get(head, ()) if i < before}
    for said in reversed(page.said[-SPEAKERS_BACK:]):
        if len(said.found) > 1 and any(actor is not None and id(actor) in holders for _, actor in said.found):
            return said.again("description", phrase.span)
    return [(unnamed(phrase), None)]


def _unnamed_before(phrase: Phrase, page: Discourse) -> bool:
    """Whether an unnamed speaker of the same description spoke just before."""
    return any(
        m.kind == "unnamed" and phrase.head in (m.name or "") for s in page.said[-SPEAKERS_BACK:] for m, _ in s.found
    )


def _epithet(phrase: Phrase, role: Role, page: Discourse) -> Actor | None:
    """'The Republican nominee' on a page that never says who that is: the person spoken of, if nothing clashes."""
    genders = [g for g, words in (("female", nouns.FEMALE_NOUNS), ("male", nouns.MALE_NOUNS)) if phrase.head in words]

    def fits(actor: Actor) -> bool:
        apart = any(clash(role, own) or own.head in nouns.PERSON_NOUNS for own in actor.roles)
        return actor.kind == "person" and not apart

    found = [antecedent(page, phrase.span[0], gender, fits) for gender in genders or ("male", "female")]
    return max(found, key=lambda one: one[2] if one[0] else -1.0)[0]


def foretold(said: Said, page: Discourse) -> Found | None:
    """Who an unnamed speaker of the headline or the lead turns out to be: the first person named as a speaker after it.

    'A former chairman calls for ...' is told again below, with a name.
    """
    at = page.text.paragraph(said.start)
    if at > page.actors.lead + 1 or head_of(said.first.name or "") not in nouns.PERSON_NOUNS:
        return None
    for later in page.said[said.order + 1 : said.order + 1 + LEAD_STATEMENTS]:
        near = 0 < page.text.paragraph(later.start) - at <= LEAD_REACH
        actor = later.found[0][1]
        if near and actor is not None and later.first.kind == "person" and later.first.basis == "full-name":
            return page.mention(actor, "description", said.first.span, 0.5), actor
    return None


def first_name_only(page: Discourse) -> dict[str, Actor]:
    """The one woman and the one man among the speakers whom the page knows by first name alone."""
    heard: dict[str, list[Actor]] = {"female": [], "male": []}
    for actor in dict.fromkeys(actor for said in page.said for _, actor in said.found):
        if actor is not None and " " not in actor.name and actor.gender and not actor.roles:
            heard[actor.gender].append(actor)
    return {gender: actors[0] for gender, actors in heard.items() if len(actors) == 1}


def named_late(said: Said, page: Discourse, candidates: dict[str, Actor]) -> Found | None:
    """Who 'the woman' of a story is, if it later calls one woman by her first name, and her alone, and tells no more."""
    actor = candidates.get({"woman": "female", "girl": "female", "man": "male", "boy": "male"}.get(said.first.name or "", ""))
    if actor is None or page.text.names[actor.seen[0]].start < said.start:
        return None
    return page.mention(actor, said.first.basis, said.first.span, 0.5), actor


def unnamed(phrase: Phrase) -> Mention:
    """A source that nobody names, with its description as its name."""
    return Mention(name=plain(phrase.words) or phrase.words, kind="unnamed", basis="description", span=phrase.span)


def document(phrase: Phrase, page: Discourse) -> Found:
    """A document that speaks; a body's own release or statement is the body speaking."""
    if phrase.head in nouns.RELEASES:
        names = [name for name in page.text.within(*phrase.span) if name.kind == "organisation"]
        if names:
            return page.of_name(names[-1], phrase.span)
        for said in reversed(page.said[-RELEASE_BACK:]):
            cue = " ".join(page.text.text[start:end] for start, end in said.statement.cue)
            source = " ".join(page.text.text[start:end] for start, end in said.statement.source)
            if said.first.kind == "organisation" and nouns.RELEASES & set(f"{cue} {source}".split()):
                return said.again("description", phrase.span)[0]
    words = plain(phrase.words)
    for name in page.text.within(*phrase.span):  # 'the RBU rules' are the rules of the Ruritanian Bakers' Union
        actor = page.actors.find(name.text) if name.text.isupper() else None
        if actor is not None and len(actor.name) > len(name.text):
            words = words.replace(name.text, actor.name, 1)
    return Mention(name=words, kind="document", basis="description", span=phrase.span, score=0.8), None


def _body(phrase: Phrase, page: Discourse, before: int) -> Found | None:
    """Resolve 'the ministry', 'the Berg campaign', 'her campaign'."""
    words, head = plain(phrase.words), phrase.head
    if head in OWN_BODIES:
        if match := OWNER_NAMED.match(words):  # "Berg's team" is the Berg campaign, where the page has one
            head = "campaign" if head in ("team", "camp") and "campaign" in page.text.lower else head
            return _named_body(f"{match[1].split()[-1]} {head}", phrase), None
        whose = owner(phrase.words)
        if whose in ("his", "her"):
            actor, _, _ = antecedent(page, phrase.span[0], "male" if whose == "his" else "female")
            if actor is not None:
                return _named_body(f"{actor.name.split()[-1]} {head}", phrase), None
        elif words.casefold() == head and (latest := page.actors.latest_body(head, phrase.span[0])):
            return _named_body(latest, phrase), None
    role = page.actors.role(words)
    like = {head} | ({"committee", "panel", "subcommittee"} if head in ("panel", "subcommittee") else set())
    for i in _nearest(before, page):
        actor = page.actors.of_name[i]
        if actor is None or actor.kind not in ("organisation", "state"):
            continue
        own = {word.casefold() for word in actor.name.split()}
        heads = own | {r.head for r in actor.roles}
        if heads & like and (not role.narrowed or role.narrowed & {page.actors.place(word) for word in own}):
            return page.mention(actor, "description", phrase.span, 0.8), actor
    if head in STATES and not role.narrowed:
        for i in range(before - 1, max(-1, before - LOOK_BACK), -1):
            actor = page.actors.of_name[i]
            if actor is not None and actor.kind == "state":
                return page.mention(actor, "description", phrase.span, 0.6), actor
    if any(c.isupper() for c in words):
        return _named_body(words, phrase), None
    if head in GENERIC and not role.narrowed:
        here = page.text.sentence(phrase.span[0])
        spoke = [
            i for said in page.said[-1:] for start, end in said.statement.source for i in page.text.numbers(start, end)
        ]
        for i in (*spoke, *range(before - 1, max(-1, before - LOOK_BACK), -1)):
            actor = page.actors.of_name[i]
            if actor is not None and _may_be_body(actor) and here - page.text.names[i].sentence < GENERIC_BACK:
                return page.mention(actor, "description", phrase.span, 0.6), actor
    return None


def _nearest(before: int, page: Discourse) -> Iterator[int]:
    """The numbers of the names before a description, the latest first, then those shortly after a headline's or a lead's."""
    yield from range(before - 1, max(-1, before - LOOK_BACK), -1)
    if before < LEAD_NAMES:
        yield from range(before, min(len(page.text.names), before + LEAD_NAMES))


def _may_be_body(actor: Actor) -> bool:
    return actor.kind == "organisation" or (not actor.kind and not actor.gender and " " not in actor.name)


def _named_body(name: str, phrase: Phrase) -> Mention:
    return Mention(name=name, kind="organisation", basis="description", span=phrase.span, score=0.7)
