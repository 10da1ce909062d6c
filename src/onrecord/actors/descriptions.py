"""Descriptions resolved: 'the ministry', 'the Russian foreign minister', 'his campaign', 'the report'."""

from __future__ import annotations

import re

from ..record import Mention
from . import bodies, nouns
from .discourse import Discourse, Found, Said
from .naming import head_of
from .pronouns import antecedent
from .roles import Role, clash, like
from .sources import Phrase, owner, plain
from .standing import Actor

INDEFINITE = re.compile(r"(?:an?|some|one|another|any|every|each|no|many|several|few)\s", re.IGNORECASE)
MADE_BY = re.compile(r"[\w\s-]{2,60}?\s(?:conducted|released|published|commissioned|issued|made|sponsored) by ")
DEFINITE = re.compile(r"(?:the|these|those|both)\s", re.IGNORECASE)
SPEAKERS_BACK = 4  # statements before 'the senators' whose speakers may be meant
FORETOLD = nouns.PERSON_NOUNS | nouns.ANONYMOUS | {"member"}  # what a headline calls whom the text names
HEARD_BACK = 12  # statements before 'the official' whose speaker may be the same unnamed one
LEAD_STATEMENTS = 8  # after the lead among which its speaker is looked for
SPOKESPERSONS = ("spokesman", "spokesperson", "spokeswoman")
RANKS = frozenset(
    ("admiral", "brigadier", "captain", "colonel", "commander", "general", "lieutenant", "major", "sergeant")
)
LEAD_REACH = 3  # paragraphs within which the lead names the speaker that its headline leaves out
RELEASE_BACK = 30  # statements before 'the release' that may say whose it is


def resolve(phrase: Phrase, page: Discourse) -> list[Found]:
    """Resolve a description that is a source, or keep it as an unnamed one."""
    before = page.names_before(phrase.span[0])
    definite = not INDEFINITE.match(phrase.words)
    if definite and phrase.head in nouns.PERSON_NOUNS:
        role = page.actors.role(phrase.words)
        heard = _unnamed_before(phrase, page)
        actor = page.actors.with_role(role, before)
        bare = phrase.head in nouns.ANONYMOUS and not role.narrowed and owner(phrase.words) is None
        if bare and actor is not None and (heard or actor.seen[0] >= before):
            actor = None  # 'the diplomat' is the one quoted before, nobody named after
        if actor is None and phrase.head in nouns.EPITHETS and not heard:
            actor = _epithet(phrase, role, page)
        if actor is not None:
            return [(page.mention(actor, "description", phrase.span, 0.8), actor)]
    if phrase.head in nouns.BODY_NOUNS:
        lead = page.text.paragraph(phrase.span[0]) <= page.actors.lead + 1  # 'A House panel' is told again below
        found = bodies.resolve(phrase, page) if lead or definite else None
        if found and (found[1] or definite):
            return [found]
    return [(unnamed(phrase), None)]


def several(phrase: Phrase, page: Discourse) -> list[Found]:
    """Resolve 'the senators': the speakers last heard together, or the only two of that office whom the page named."""
    head = phrase.head.removesuffix("s")
    if not DEFINITE.match(phrase.words) or head not in nouns.PERSON_NOUNS:
        return [(unnamed(phrase), None)]
    before = page.names_before(phrase.span[0])
    holders = {id(actor) for i, actor, _ in page.actors.by_role.get(head, ()) if i < before}
    for said in reversed(page.said[-SPEAKERS_BACK:]):
        if len(said.found) > 1 and any(actor is not None and id(actor) in holders for _, actor in said.found):
            return said.again("description", phrase.span)
    two = list(dict.fromkeys(actor for i, actor, _ in page.actors.by_role.get(head, ()) if i < before))
    if len(two) == 2 and len(phrase.words.split()) == 2 and all(actor.kind == "person" for actor in two):
        return [(page.mention(actor, "description", phrase.span, 0.6), actor) for actor in two]
    return [(unnamed(phrase), None)]


def _unnamed_before(phrase: Phrase, page: Discourse) -> bool:
    """Whether an unnamed speaker of the same description spoke just before."""
    return any(
        m.kind == "unnamed" and phrase.head == head_of(m.name or "")
        for s in page.said[-HEARD_BACK:]
        for m, _ in s.found
    )


def _epithet(phrase: Phrase, role: Role, page: Discourse) -> Actor | None:
    """'The Republican nominee' on a page that never says who that is: the person spoken of, if nothing clashes."""
    if any(c.isupper() for word in phrase.words.split()[1:] for c in word[:1] if word.casefold() not in nouns.PARTIES):
        return None  # 'the Vermont senator' is one whom the page says to be of Vermont
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
    head = head_of(said.first.name or "")
    if at > page.actors.lead + 1 or head not in FORETOLD:
        return None
    role, span = page.actors.role(said.first.name or ""), said.first.span or (0, 0)
    narrowed = bool(role.narrowed) or owner(page.text.text[slice(*span)]) is not None
    definite = narrowed and not INDEFINITE.match(page.text.text, *span)
    for later in page.said[said.order + 1 : said.order + 1 + LEAD_STATEMENTS]:
        near = 0 < page.text.paragraph(later.start) - at <= LEAD_REACH
        actor = later.found[0][1]
        if near and actor is not None and later.first.kind == "person" and _named_in_full(later, actor, at, page):
            fits = definite or _may_be_called(actor, role)
            return (page.mention(actor, said.first.basis, said.first.span, 0.5), actor) if fits else None
    return None


def _named_in_full(later: Said, actor: Actor, at: int, page: Discourse) -> bool:
    """Whether a speaker has the full name, or had it first after the lead: 'Ada Roe came. “It rained,” she said'."""
    if later.first.basis != "pronoun":
        return later.first.basis == "full-name"
    named = next((name for i in actor.seen if " " in (name := page.text.names[i]).text), None)
    return named is not None and page.text.paragraph(named.start) > at


def _may_be_called(actor: Actor, role: Role) -> bool:
    """Whether a person can be who a description foretold: 'an official' only one whom the page calls an official."""
    heads = {role.head} if role.head in nouns.ANONYMOUS else {head for head, _ in like(role.head)}
    known = [own for own in actor.roles if own.head in nouns.PERSON_NOUNS]
    if role.head in SPOKESPERSONS and known and all(own.head in RANKS for own in known):
        return True  # 'a department spokesman': 'Army Col. Berg'
    if not known:
        return role.head not in nouns.ANONYMOUS
    return any(own.head in heads and not clash(role, own) for own in known)


def first_name_only(page: Discourse) -> dict[str, Actor]:
    """The one woman and the one man among the speakers whom the page knows by first name alone."""
    heard: dict[str, list[Actor]] = {"female": [], "male": []}
    for actor in dict.fromkeys(actor for said in page.said for _, actor in said.found):
        if actor is not None and " " not in actor.name and actor.gender and not actor.roles:
            heard[actor.gender].append(actor)
    return {gender: actors[0] for gender, actors in heard.items() if len(actors) == 1}


def named_late(said: Said, page: Discourse, candidates: dict[str, Actor]) -> Found | None:
    """Who 'the woman' of a story is, if it later calls one woman, and her alone, by nothing but her first name."""
    actor = candidates.get(
        {"woman": "female", "girl": "female", "man": "male", "boy": "male"}.get(said.first.name or "", "")
    )
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
        if by := re.search(r"\s(?:from|by)\s", page.text.text[slice(*phrase.span)]):  # 'a statement from Berg'
            names += page.text.within(phrase.span[0] + by.end(), phrase.span[0] + by.end() + 30)
        if names:
            return page.of_name(names[-1], phrase.span)
        for said in reversed(page.said[-RELEASE_BACK:]):
            cue = " ".join(page.text.text[start:end] for start, end in said.statement.cue)
            source = " ".join(page.text.text[start:end] for start, end in said.statement.source)
            issued = said.first.kind == "organisation" or (said.first.kind == "person" and INDEFINITE.search(cue))
            if issued and nouns.RELEASES & set(f"{cue} {source}".split()):
                return said.again("description", phrase.span)[0]
    words = plain(phrase.words)
    if made := MADE_BY.match(page.text.text, phrase.span[0]):  # 'research conducted by the Bread Council'
        makers = page.text.within(made.end(), made.end() + 4)
        words = f"{makers[0].text} {phrase.head}" if makers and makers[0].kind == "organisation" else words
    for name in page.text.within(*phrase.span):  # 'the RBU rules' are the rules of the Ruritanian Bakers' Union
        actor = page.actors.find(name.text) if name.text.isupper() else None
        if actor is not None and len(actor.name) > len(name.text):
            words = words.replace(name.text, actor.name, 1)
    return Mention(name=words, kind="document", basis="description", span=phrase.span, score=0.8), None
