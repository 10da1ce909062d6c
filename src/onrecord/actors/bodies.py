"""Organisations and states called by a noun: 'the ministry', 'the government', 'the agency', 'her campaign'."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..record import Mention
from . import nouns
from .discourse import Discourse, Found
from .naming import called_medium
from .pronouns import antecedent
from .roles import Role, place
from .sources import Phrase, owner, plain
from .standing import Actor

LOOK_BACK = 320  # names before a description that may be meant
LEAD_NAMES = 12  # names at the head of a page among which a lead names a body
REACH = 300  # characters after a description in its sentence
GENERIC_BACK = 10  # sentences before 'the agency' in which it may be named
# A politician's own: 'the Berg campaign', "Berg's team".
OWN_BODIES = frozenset(("campaign", "administration", "camp", "team"))
OFFICES = frozenset(("office", "secretariat", "service"))  # 'his press service': "Berg's press service"
OWNER_NAMED = re.compile(
    r"((?:[^\W\d_][\w.-]*\s){0,3}[^\W\d_][\w-]*)(?:['’]s?)?\s(?:presidential\s)?(?:campaign|team|camp|administration)\Z"
)
OWN = re.compile(r"(?:this|our)\s", re.IGNORECASE)
DEFINITE = re.compile(r"(?:the|that|this)\s", re.IGNORECASE)
STATES = frozenset(("government", "regime", "country", "nation", "kingdom"))
OUTLETS = frozenset(("newspaper", "paper", "outlet", "agency", "network"))
PANELS = frozenset(("committee", "panel", "subcommittee"))


def resolve(phrase: Phrase, page: Discourse) -> Found | None:
    """Return the body that a description is for; a description with a name in it stands for itself."""
    if phrase.head in nouns.OWN_VOICE and page.outlet and OWN.match(phrase.words):
        return Mention(name=page.outlet, kind="narrator", basis="description", span=phrase.span), None
    if phrase.head == "side" and (found := _side(phrase, page)):
        return found
    if phrase.head == "ministry" and owner(phrase.words) in ("his", "her"):
        gender = "male" if owner(phrase.words) == "his" else "female"
        minister, _, _ = antecedent(page, phrase.span[0], gender)
        return (_itself(f"{minister.name}'s ministry", phrase), None) if minister is not None else None
    if phrase.head in OFFICES and owner(phrase.words) in ("his", "her"):
        holder, _, _ = antecedent(page, phrase.span[0], "male" if owner(phrase.words) == "his" else "female")
        whose = f"{holder.name.split()[-1]}'s {phrase.words.partition(' ')[2]}" if holder is not None else phrase.words
        return Mention(name=whose, kind="unnamed", basis="description", span=phrase.span, score=0.7), None
    if phrase.head in OWN_BODIES and (name := _owned(phrase, page)):
        return _itself(name, phrase), None
    words = plain(phrase.words)
    if words in ("press", "media"):
        return None  # those who write, not a body with the word in its name
    role = page.actors.role(words)
    actor = _of_that_noun(phrase, role, page)
    if (
        actor is None
        and phrase.head in STATES
        and not role.narrowed
        and (" " not in phrase.words or DEFINITE.match(phrase.words))
    ):
        others = _spoken_of(phrase, page)
        actor = next((a for _, a in _before(phrase, page) if a.kind == "state" and a not in others), None)
    if actor is not None:
        return page.mention(actor, "description", phrase.span, 0.8), actor
    if any(c.isupper() for c in words):
        return _itself(words, phrase), None
    if phrase.head in nouns.GENERIC and role.narrowed <= nouns.GENERIC_BEFORE and (actor := _generic(phrase, page)):
        actor.kind = actor.kind or "organisation"
        return page.mention(actor, "description", phrase.span, 0.6), actor
    return None


def _side(phrase: Phrase, page: Discourse) -> Found | None:
    """'The Ruritanian side' of talks: the state."""
    for word in plain(phrase.words).split()[:-1]:
        state = page.registry.state_of(word)
        actor = page.actors.find(state.name if state else word.removesuffix("n"))
        if actor is not None and actor.kind == "state":
            return page.mention(actor, "description", phrase.span, 0.8), actor
        if state is not None:
            return Mention(
                name=state.name, kind=state.kind, basis="description", id=state.id, span=phrase.span, score=0.8
            ), None
    return None


def _itself(name: str, phrase: Phrase) -> Mention:
    return Mention(name=name, kind="organisation", basis="description", span=phrase.span, score=0.7)


def _owned(phrase: Phrase, page: Discourse) -> str | None:
    """The name of 'the Berg campaign', "Berg's team", 'her campaign', 'the campaign'."""
    words, head = plain(phrase.words), phrase.head
    campaign = "campaign" if head in ("team", "camp") and "campaign" in page.text.lower else head
    whose = owner(phrase.words)
    if whose is None and (match := OWNER_NAMED.match(words)):
        return f"{match[1].split()[-1]} {campaign}"
    if whose in ("his", "her"):
        actor, _, _ = antecedent(page, phrase.span[0], "male" if whose == "his" else "female")
        return f"{actor.name.split()[-1]} {campaign}" if actor is not None else None
    return page.actors.latest_body(head, phrase.span[0]) if words.casefold() == head else None


def _of_that_noun(phrase: Phrase, role: Role, page: Discourse) -> Actor | None:
    """The latest body whose name or role has the noun: 'the ministry' is the Ministry of Health."""
    nouns_for = PANELS if phrase.head in PANELS else {phrase.head}
    for _, actor in _before(phrase, page):
        if actor.kind not in ("organisation", "state"):
            continue
        own = {word.casefold() for word in actor.name.split()}
        heads = own | {one.head for one in actor.roles}
        if heads & nouns_for and (not role.narrowed or role.narrowed & {place(word, page.registry) for word in own}):
            return actor
    return None


def _generic(phrase: Phrase, page: Discourse) -> Actor | None:
    """The body last spoken of, if it can be called so: a newspaper's name has 'Times' in it, no company's 'School'."""
    here = page.text.sentence(phrase.span[0])
    words = nouns.GENERIC[phrase.head]
    sources = [span for said in page.said[-1:] for span in said.statement.source]
    spoke = [(i, a) for start, end in sources for i in page.text.numbers(start, end) if (a := page.actors.of_name[i])]
    for i, actor in (*spoke, *_before(phrase, page)):
        own = {word.casefold() for word in actor.name.split()}
        fits = not own & words if "-" in words else bool(own & words)
        name = page.text.names[i]
        fits = fits or (phrase.head in OUTLETS and called_medium(page.text.text, (name.start, name.end)))
        body = fits and name.kind == "" and phrase.head in OUTLETS
        body = body or actor.kind == "organisation" or (not actor.kind and not actor.gender and _acts(i, actor, page))
        if fits and body and here - page.text.names[i].sentence < GENERIC_BACK:
            return actor
    return None


def _spoken_of(phrase: Phrase, page: Discourse) -> set[Actor | None]:
    """Whom a body's own sentence names after it: 'the government warned Ruritania' is not Ruritania's."""
    number = page.text.sentence(phrase.span[0])
    end = page.text.sentences[number + 1] if number + 1 < len(page.text.sentences) else len(page.text.text)
    return {page.actors.of_name[i] for i in page.text.numbers(phrase.span[1], min(end, phrase.span[1] + REACH))}


def _acts(number: int, actor: Actor, page: Discourse) -> bool:
    """Whether a name that may be a place's stands as one who acts does: 'Zenda' of 'took Zenda' does not."""
    return " " in actor.name or page.text.names[number].first or bool(actor.roles)


def _before(phrase: Phrase, page: Discourse) -> Iterator[tuple[int, Actor]]:
    """The actors named before a description, the latest first, then those soon after a headline's or a lead's."""
    before = page.names_before(phrase.span[0])
    lead = range(before, min(len(page.text.names), before + LEAD_NAMES)) if before < LEAD_NAMES else ()
    for i in (*range(before - 1, max(-1, before - LOOK_BACK), -1), *lead):
        actor = page.actors.of_name[i]
        if actor is not None:
            yield i, actor
