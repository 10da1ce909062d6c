"""Mentions linked to the registry: the id of whom a page names, the office held on the day, who 'the minister' was.

The page's own words win: a name stays as the page writes it, and a description that the page explains is not touched.
"""

from __future__ import annotations

import re

import msgspec

from ..record import Article, Mention
from . import nouns
from .discourse import Discourse
from .naming import head_of
from .offices import Office, Post
from .registry import Known, Registry, fold
from .roles import Role
from .standing import Actor
from .unnamed import typed

INDEFINITE = re.compile(r"(?:an?|some|one|another|any|every|each|no|many|several|few|former|ex)[\s-]", re.IGNORECASE)
# Of whom there is one in a state: one of another state is another person.
SINGULAR = frozenset(("president", "minister", "premier", "chancellor", "king", "queen", "senator", "governor", "emir"))
LONGEST_OFFICE = 14  # words: what is longer tells a story
PARTLY = 0.7  # what a mention by surname and office is worth
BODIES = frozenset(("organisation", "armed-group", "group", "outlet", "agency"))
GOVERNMENT = re.compile(r"(?:the\s)?government\sof\s(?:the\s)?(.+)", re.IGNORECASE)
DETERMINER = re.compile(r"\A(?:the|an?|his|her|its|their|our|my)\s+", re.IGNORECASE)
KIND_SHOWN = {"outlet": "organisation", "agency": "organisation"}


class Links:
    """The registry as one page uses it: on the page's day, and beside the actors that the page names."""

    def __init__(self, page: Discourse, article: Article) -> None:
        """Take the page's day from its date of publication; without one, offices have no holder."""
        self.page = page
        self.registry: Registry = page.registry
        self.day = article.published.value if article.published else None
        found = self.registry.find(article.outlet.name) if article.outlet else ()
        homes = {self.registry.id_of(actor.country) for actor in found if actor.country}
        self.home = homes.pop() if len(homes) == 1 else None  # the state of the page's outlet
        self.calls: dict[str, Post[Known] | None] = {}  # offices by the description that calls them
        self.named: dict[str, tuple[Known | None, Office | None]] = {}
        self.by_name: dict[str, Actor] = {}  # the page's actors by the names that mentions of them carry
        self.spelt: dict[str, str] | None = None  # the page's names of the registry's persons

    def link(self, mention: Mention) -> Mention:
        """Return a mention with its id and office; a description of an office becomes its holder, or the office."""
        if mention.kind == "unnamed" and mention.basis in ("description", "pronoun", "implicit"):
            return typed(self._described(mention))
        if mention.name is None or mention.kind in ("none", "narrator", "document", "unnamed", "office"):
            return mention
        if (key := f"{mention.kind}\n{mention.name}") not in self.named:
            self.named[key] = self._known(mention.name, mention.kind)
        known, office = self.named[key]
        if known is None:
            return mention if mention.office else msgspec.structs.replace(mention, office=self._given(mention))
        kind = KIND_SHOWN.get(known.kind, known.kind)
        title = self.registry.title(office, known.country) if office else mention.office
        return msgspec.structs.replace(mention, id=known.id, kind=kind, office=title)

    def _given(self, mention: Mention) -> str | None:
        """The office in which the page itself shows a person, in its words: of several the first."""
        if mention.kind != "person":
            return None
        if not self.by_name:
            self.by_name = {actor.name: actor for actor in reversed(self.page.actors.actors)}
        actor = self.by_name.get(mention.name or "")
        for role in actor.roles if actor is not None else ():
            words = DETERMINER.sub("", " ".join(role.words.split()), count=1)
            clause = words.partition(" ")[0].casefold() in nouns.RELATIVES or words.count(" ") >= LONGEST_OFFICE
            if role.head in nouns.PERSON_NOUNS | nouns.TITLES and role.head not in nouns.NO_OFFICES and not clause:
                return words
        return None

    def _described(self, mention: Mention) -> Mention:
        """'The Russian foreign minister' on a page that does not say who that is."""
        words = mention.name or ""
        if words not in self.calls:
            self.calls[words] = self._post(words, mention)
        post = self.calls[words]
        if post is None:
            return mention
        title = self.registry.title(post)
        held = post.holder(self.day)
        if held is None:
            return msgspec.structs.replace(mention, name=title, kind="office", id=post.id, office=title, score=PARTLY)
        holder, office = held
        name = self._spelling(holder)
        title = self.registry.title(office, holder.country)
        return msgspec.structs.replace(mention, name=name, kind=holder.kind, id=holder.id, office=title, score=PARTLY)

    def _post(self, words: str, mention: Mention) -> Post[Known] | None:
        """The office that a definite description calls, if it is one of the registry."""
        text = self.page.text.text
        if mention.basis == "description" and mention.span and INDEFINITE.match(text, *mention.span):
            return None
        if head_of(words).removesuffix("s") not in nouns.PERSON_NOUNS | nouns.ABBREVIATED.keys() or INDEFINITE.match(
            words
        ):
            return None
        return self.registry.post(words)

    def _known(self, name: str, kind: str) -> tuple[Known | None, Office | None]:
        """The registry's actor that a name is for, and the office held on the day."""
        actor = self.page.actors.find(name)
        roles = actor.roles if actor is not None else []
        if kind == "person":
            found = [known for known in self.registry.on_page(name) if known.kind == "person"]
            found = [known for known in found if not self._against(known, roles)]
            if not found and " " not in name:
                found = self._by_surname(name, roles)
            if len(found) > 1:  # namesakes: one whose office the page gives
                found = [known for known in found if any(self._fits(known, role) for role in roles)]
        else:
            wanted = {"state"} if kind == "state" else BODIES
            found = [known for known in self.registry.on_page(name) if known.kind in wanted]
            if not found and (match := GOVERNMENT.fullmatch(name)) and (state := self.registry.state_of(match[1])):
                found = [state]
        found = list({known.wikidata or known.id: known for known in found}.values())  # one listed twice is one
        return (found[0], self._office(found[0], roles)) if len(found) == 1 else (None, None)

    def _by_surname(self, name: str, roles: list[Role]) -> list[Known]:
        """Whom 'Russian Foreign Minister Lavrov' is: the office's holder on the day, if that is the surname.

        'Secretary Roe', on a page of an outlet of her country, is who holds an office of that noun there and no other.
        """
        named = self.registry.surnames.get(fold(name), ())
        for role in roles if named else ():
            words = " ".join(sorted(word for word in role.narrowed if word[0] != "="))
            for state in sorted(word[1:] for word in role.narrowed if word[0] == "=") or filter(None, [self.home]):
                held = self.registry.holder(f"{words} {role.head}", state, self.day)
                found = [known for known in named if (held and held[0] is known) or self._holds(known, role, state)]
                if len(found) == 1:
                    return found
        return []

    def _holds(self, known: Known, role: Role, state: str) -> bool:
        """Whether an actor holds, on the day, an office of a state that a bare title may mean."""
        return all(word[0] == "=" for word in role.narrowed) and any(
            self.day and office.held(self.day) and role.head in fold(office.title).split()
            for office in known.offices
            if self.registry.id_of(office.of or known.country or "") == state
        )

    def _states(self, known: Known) -> set[str]:
        return {self.registry.id_of(of) for of in (known.country, *(office.of for office in known.offices)) if of}

    def _against(self, known: Known, roles: list[Role]) -> bool:
        """Whether the page gives a namesake an office in a state with which the registry's actor has nothing to do."""
        own = self._states(known)
        return bool(own) and any(
            role.head in SINGULAR and not ({word[1:] for word in role.narrowed if word[0] == "="} or own) & own
            for role in roles
        )

    def _fits(self, known: Known, role: Role) -> bool:
        """Whether a role is one of the registry's actor: the same noun in a title, and a state in common if any."""
        states = {word[1:] for word in role.narrowed if word[0] == "="}
        return (not states or bool(states & self._states(known))) and any(
            role.head in fold(office.title).split() for office in known.offices
        )

    def _office(self, known: Known, roles: list[Role]) -> Office | None:
        """The office that an actor held on the page's day; of several the one the page speaks of, else the latest."""
        held = [office for office in known.offices if self.day and office.held(self.day)]
        if self.day is None:  # without a day, the one office that the page itself gives
            held = [o for o in known.offices if any(role.head in fold(o.title).split() for role in roles)]
            return held[0] if len({office.title for office in held}) == 1 else None
        spoken = [o for o in held if any(role.head in fold(o.title).split() for role in roles)]
        return max(spoken or held, key=lambda office: office.begin or "", default=None)

    def _spelling(self, holder: Known) -> str:
        """The page's own name of an actor of the registry, if it names it anywhere."""
        if self.spelt is None:
            self.spelt = {}
            for actor in self.page.actors.actors:
                if (
                    actor.kind == "person"
                    and " " in actor.name
                    and len(known := self.registry.on_page(actor.name)) == 1
                ):
                    self.spelt.setdefault(known[0].id, actor.name)
        return self.spelt.get(holder.id, holder.name)
