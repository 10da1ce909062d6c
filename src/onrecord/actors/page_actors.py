"""The actors of one page: which of its names are one, the fullest name of each, its kind, gender and roles."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable

from . import nouns, roles, standing
from .defined import defined
from .mentions import Name, Text
from .naming import head_of
from .registry import Registry, fold
from .roles import Role
from .standing import Actor

SUFFIXES = frozenset(["jr", "sr", "ii", "iii", "iv"])
BODY_AFTER = re.compile(
    r"(?:['’]s)?\s(?:presidential\s|transition\s|re-election\s)?(campaign|administration|team|camp)\b"
)
INITIALS = re.compile(r"(?:[^\W\d_]\.){1,3}(?=[^\W\d_]{2})")  # 'J.Berg' of an agency
OF_IT, OF_NAMED = re.compile(r"(?:its|their)\s", re.IGNORECASE), re.compile(r"[A-Z][\w-]+['’]s?\s")
COMPANIES = frozenset(
    ("agency", "association", "charity", "company", "firm", "group", "organisation", "party", "union")
)
ARTICLE = re.compile(r"(?<!\w)(?:al|el|ash|as|an|ar|at|ad|ul|ur)-(?=\w)", re.IGNORECASE)
MOST_NAMESAKES = 50  # of one page that a short name is weighed among
MISSPELT = 8  # letters of a surname that may be written with one of them missing
BY_FIRST_NAME = 2  # first names alone that make it the writer's name for a person
NEAR = 2  # sentences after a full name in which a bare one may be its
HEADING_LENGTH = 160  # characters
HEADING_SHARE = 0.7  # of the longer words of a paragraph that begin with a capital: it is set as a heading


class PageActors:
    """Every actor that a page names, found by position, by surname, by role."""

    def __init__(self, text: Text, in_quote: Callable[[int], bool]) -> None:
        """Join the names of a page to actors; `in_quote` tells whether a position stands in quotation marks."""
        self.text = text
        self.registry: Registry = text.registry
        self.actors: list[Actor] = []
        self.of_name: list[Actor | None] = [None] * len(text.names)
        self.by_key: dict[str, Actor] = {}
        self.by_last: dict[str, list[Actor]] = defaultdict(list)
        self.by_first: dict[str, list[Actor]] = defaultdict(list)
        self.by_role: dict[str, list[tuple[int, Actor, Role]]] = defaultdict(list)
        self.headings = headings = _headings(text)
        self.lead = next((i for i in range(len(text.paragraphs)) if i not in headings), 0)  # its paragraph
        self.surnames = {n.words[-1] for n in text.names if " " in n.text}
        self.alone: dict[str, int] = {}  # a name of one word, and where it first stands
        for n in text.names:
            if n.kind in ("", "person") and " " not in n.text:
                self.alone.setdefault(n.text, n.start)
        # Whom the writer calls by first name is not the one of the bare surname; whom he quotes may.
        self.first_alone = Counter(n.text for n in text.names if " " not in n.text and not in_quote(n.start))
        self.misspelt: dict[tuple[str, str], Actor] = {}
        self.in_full: dict[Actor, list[int]] = {}  # the names that are an actor's full one
        self._join()
        self._join_short_bodies()
        self._join_defined()
        standing.know_places(text, self.actors)
        self.bodies = self._owned_bodies()
        for actor in self.actors:
            actor.seen.sort()
        for entries in self.by_role.values():
            entries.sort(key=lambda entry: entry[0])

    def _join(self) -> None:
        """Give every name its actor: full names first, then short ones, then those in headings.

        A lead may say 'Berg' before the body says 'Anna Berg'; a heading's capitals make nobody.
        """
        short, headed = [], []
        for i, name in enumerate(self.text.names):
            if name.kind == "title":
                continue
            if self.text.paragraph(name.start) in self.headings:
                headed.append(i)
            elif " " in name.text or name.kind == "state" or (name.kind == "organisation" and not name.text.isupper()):
                actor = self.by_key.get(_key(name)) or self._with_particle(name)
                self._seen(i, name, actor or self._new(name))
            else:
                short.append(i)
        self.in_full = {actor: list(actor.seen) for actor in self.actors}
        for i in short:
            name = self.text.names[i]
            self._seen(i, name, self.find(name.text, name) or self._new(name))
        for i in headed:
            name = self.text.names[i]
            actor = self.find(name.text, name) or self._inside(name)
            titled = name.kind == "person" and name.words[0].casefold() not in self.registry.first_names
            if actor is not None or (" " in name.text and name.kind and not titled) or name.kind == "state":
                self._seen(i, name, actor or self._new(name), heading=True)

    def _with_particle(self, name: Name) -> Actor | None:
        """Whom a surname with a particle is for: 'Le Pen' after 'Marine Le Pen'."""
        particle = name.kind == "" and name.words[0].casefold() in nouns.PARTICLES
        return next(iter(self.by_last.get(_bare(name.words[-1]), ())), None) if particle else None

    def _new(self, name: Name) -> Actor:
        known = self.registry.on_page(name.text)
        kind = name.kind or self._kind(name)
        actor = Actor(name.text, kind, id=known[0].id if len(known) == 1 and kind != "person" else None)
        self.actors.append(actor)
        self.by_key.setdefault(_key(name), actor)
        words = [w for w in name.words if w.casefold().rstrip(".") not in SUFFIXES] or name.words
        if kind == "organisation" or not kind:
            initials = "".join(w[0] for w in words if w[0].isupper()).casefold()
            if len(initials) > 1:
                self.by_key.setdefault("=" + initials, actor)
        if kind == "person" and len(words[-1]) >= MISSPELT:
            self.misspelt.setdefault(_ends(words[-1].casefold()), actor)
        if kind in ("person", "") or len(words) > 1:
            for index, word in ((self.by_last, words[-1]), (self.by_first, words[0])):
                if len(index[_bare(word)]) < MOST_NAMESAKES:
                    index[_bare(word)].append(actor)
        return actor

    def _kind(self, name: Name) -> str:
        """The kind of a name whose form shows nothing: a person, if its last word alone is a name too."""
        if (
            " " in name.text
            and name.words[-1] in self.alone
            and name.words[0] not in self.alone
            and len(name.words) < 5
        ):
            return "person"
        if any(head_of(words) in nouns.PERSON_NOUNS or re.fullmatch(r"\d\d", words) for words in name.apposed):
            return "person"
        return ""

    def _seen(self, i: int, name: Name, actor: Actor, heading: bool = False) -> None:
        """Note a name as an actor's, with what it tells of the actor."""
        self.of_name[i] = actor
        actor.seen.append(i)
        if actor.name[0] == "@" != name.text[0] and " " in name.text:
            actor.name = name.text  # '@Anna Berg' of a tweet is Anna Berg
        if actor.kind == "organisation" and len(name.text) > len(actor.name) and not heading and " " in actor.name:
            actor.name = name.text
        if actor.kind == "person" or name.kind == "person":
            actor.kind = actor.kind or "person"
            if len(name.text) > len(actor.name) and not heading and _same_person(name.text, actor.name):
                actor.name = name.text
        if actor.kind in ("person", ""):
            actor.gender = actor.gender or self._gender(name)
        for words in (name.titles, *name.apposed):
            if words:
                role = self.role(words)
                actor.roles.append(role)
                self.by_role[role.head].append((i, actor, role))
                if not actor.kind and role.head in nouns.PERSON_NOUNS:
                    actor.kind = "person"
                elif not actor.kind and role.head in COMPANIES and not actor.gender:
                    actor.kind = "organisation"

    def _gender(self, name: Name) -> str | None:
        """The gender that titles, apposed words or the first name show."""
        for words in (name.titles, *name.apposed):
            for word in words.casefold().replace(".", "").split() if words == name.titles else [head_of(words)]:
                if word in nouns.FEMALE_NOUNS:
                    return "female"
                if word in nouns.MALE_NOUNS:
                    return "male"
        if " " in name.text or name.text not in self.surnames:
            gender = self.registry.first_names.get(name.words[0].casefold().split("-")[0])
            return gender if gender in ("female", "male") else None
        return None

    def role(self, words: str) -> Role:
        """Read a title or a description."""
        return roles.read(words, self.registry)

    def _join_short_bodies(self) -> None:
        """Join 'the Foreign Ministry' to 'the Ruritanian Foreign Ministry' where only one longer name ends so."""
        bodies = [actor for actor in self.actors if actor.kind == "organisation"]
        longer: dict[str, dict[str, Actor]] = defaultdict(dict)
        for actor in bodies:
            words = _body_words(actor.name)
            for cut in range(1, min(4, len(words))):
                if cut == len(words) - 1 and words[cut] not in nouns.MEDIA:
                    continue  # 'the Times' is a paper's short name; 'the Council' may be any
                longer[" ".join(words[cut:])].setdefault(" ".join(words), actor)
        for actor in bodies:
            fuller = longer.get(" ".join(_body_words(actor.name)), {})
            if len(fuller) == 1:
                self.merge(actor, next(iter(fuller.values())))

    def _join_defined(self) -> None:
        """Join the names that the page itself says are one, unless the registry knows better."""
        for i, j in defined(self.text):
            full, short = self.of_name[i], self.of_name[j]
            if full and short and full is not short and not (full.id and short.id):
                self.merge(short, full)

    def merge(self, short: Actor, full: Actor) -> None:
        """Make one actor of two."""
        for i in short.seen:
            self.of_name[i] = full
        full.seen += short.seen
        full.roles += short.roles
        for role in {role.head for role in short.roles}:
            self.by_role[role] = [(i, full if own is short else own, r) for i, own, r in self.by_role[role]]
        self.by_key[fold(short.name)] = full
        short.seen = []

    def _owned_bodies(self) -> dict[str, tuple[list[int], list[str]]]:
        """Where 'the Berg campaign' or "Berg's team" stands: positions and names, by head."""
        bodies: dict[str, tuple[list[int], list[str]]] = {}
        for name in self.text.names:
            if name.kind in ("person", "") and (match := BODY_AFTER.match(self.text.text, name.end)):
                positions, named = bodies.setdefault(match[1], ([], []))
                positions.append(name.start)
                named.append(f"{name.words[-1]} {match[1]}")
        return bodies

    def latest_body(self, head: str, before: int) -> str | None:
        """The name of the latest 'Berg campaign' before a position, else of the first after it."""
        positions, named = self.bodies.get(head, ([], []))
        return named[max(0, bisect_right(positions, before) - 1)] if named else None

    def find(self, words: str, name: Name | None = None) -> Actor | None:
        """Return the actor that a short or a full name is for, if the page has it."""
        key = fold(words)
        full = self.by_key.get(key) or self.by_key.get(" ".join(_body_words(words))) or self.by_key.get("=" + key)
        parts = words.casefold().split()
        if full and (len(parts) > 1 or full.kind != ""):
            return full
        found = self.by_last.get(_bare(parts[-1])) if len(parts) == 1 or parts[0] in nouns.TITLES else None
        people = [a for a in found or () if a.kind == "person"]
        if not people and len(parts) == 1:
            people = [a for a in self.by_first.get(_bare(parts[0]), ()) if a.kind == "person"]
        gender = self._gender(name) if name else None
        agreeing = [a for a in people if not gender or a.gender in (None, gender)]
        if agreeing:
            return self._namesake(self._titled(agreeing, name), words, name.start if name else 0)
        if len(parts) > 1:
            return full
        if full is None and (close := self.misspelt.get(_ends(key))):
            return close
        bodies = (a for a in self.by_first.get(_bare(parts[0]), ()) if a.kind == "organisation" and len(parts[0]) > 3)
        return full or (next(bodies, None) if key not in self.registry.demonyms else None)

    def _titled(self, people: list[Actor], name: Name | None) -> list[Actor]:
        """Those whom the page gives the title of a bare name: 'President Berg' where Anna Berg was called a senator."""
        if name is None or not name.titles or len(people) == 1:
            return people
        head = self.role(name.titles).head
        return [actor for actor in people if any(role.head == head for role in actor.roles)] or people

    def _namesake(self, people: list[Actor], words: str, position: int) -> Actor:
        """Whom a bare name means where several bear it.

        The first whom the page names in full, if it uses the bare name before it names the second: from then on the
        writer tells the others apart. Otherwise the one last named in full, if that was near.
        """
        known = self.registry.first_names
        sure = [a for a in people if a.roles or a.name.lstrip("@").split()[0].casefold() in known]
        whole = [a for a in sure or people if self.in_full.get(a)]
        firsts = Counter(a.name.split()[0] for a in whole)
        own = {first for first in firsts if firsts[first] == 1 and self.first_alone[first] >= BY_FIRST_NAME}
        whole = [a for a in whole if a.name.split()[0] not in own] or whole
        first, *others = sorted(whole, key=lambda a: self.in_full[a][0]) or people[:1]
        names = self.text.names
        if not others or self.alone.get(words, position) < names[self.in_full[others[0]][0]].start:
            return first
        here, before = self.text.sentence(position), bisect_right(self.text.starts, position - 1)
        last = [(bisect_right(self.in_full[a], before - 1) - 1, a) for a in (first, *others)]
        near = [(self.in_full[a][i], a) for i, a in last if i >= 0]
        number, latest = max(near, key=lambda one: one[0], default=(0, first))
        return latest if here - names[number].sentence <= NEAR else first

    def _inside(self, name: Name) -> Actor | None:
        """The actor whose name stands among the words of a heading."""
        for word in reversed(name.words):
            for actor in self.by_last.get(_bare(word), ()):
                if actor.kind == "person":
                    return actor
        return None

    def with_role(self, role: Role, before: int) -> Actor | None:
        """Return the actor that a description fits best, of those the latest named before the name number `before`."""
        best: tuple[float, Actor] | None = None
        for head, worth in roles.like(role.head):
            for i, actor, own in reversed(self.by_role.get(head, ())[-200:]):
                if roles.clash(role, own) or (actor.kind != "person" and role.head in nouns.PERSON_NOUNS):
                    continue
                shared = len(role.narrowed & own.narrowed)
                missing = len(role.narrowed - own.narrowed)
                if OF_IT.match(own.words) and OF_NAMED.match(role.words):
                    continue  # "Ruritania's president" is not the guild's, 'its president'
                apart = head != role.head and {head, role.head} <= nouns.BETWEEN_STATES
                if missing and ((apart and not shared) or actor.seen[0] > before):
                    continue  # 'the representative of the Lakes' is no 'special envoy', nor who comes only later
                score = worth + shared - 0.6 * missing - (0.2 * len(own.narrowed) if not role.narrowed else 0.0)
                score -= 0.5 if i > before else 0.0
                if score > 0.6 and (best is None or score > best[0] + 1e-9):
                    best = score, actor
        return best[1] if best else None


def _body_words(name: str) -> list[str]:
    """The words of an organisation's name, 'United Nations' as 'un'."""
    return fold(name).replace("united nations", "un").replace("united states", "us").split()


def _key(name: Name) -> str:
    """What two forms of one name share: of a person's, the first and the last word."""
    if name.kind == "organisation":
        return " ".join(_body_words(name.text))
    words = [w for w in fold(name.text).split() if w not in SUFFIXES]
    if name.kind in ("person", "") and len(words) > 2 and all(w not in nouns.PLURAL_PERSONS for w in words):
        return f"{words[0]} {words[-1]}"
    return " ".join(words) or fold(name.text)


def _bare(word: str) -> str:
    """A word of a name in lower case, without the Arabic article or initials: 'Al-Berg', 'J.Berg', 'Berg' are one."""
    return ARTICLE.sub("", INITIALS.sub("", word.casefold(), count=1) if word[1:2] == "." else word.casefold())


def _ends(word: str) -> tuple[str, str]:
    """What a long surname keeps when a letter inside it is lost: its first three letters and its last five."""
    return (word[:3], word[-5:]) if len(word) >= MISSPELT - 1 else (word, "")


def _same_person(long: str, short: str) -> bool:
    """Whether a longer name may be the same person's: the same last word, and first letter if both have a first."""
    a, b = ([w for w in fold(ARTICLE.sub("", x)).split() if w not in SUFFIXES] for x in (long, short))
    return bool(a and b) and a[-1] == b[-1] and (len(b) == 1 or a[0][0] == b[0][0])


def _headings(text: Text) -> frozenset[int]:
    """The short paragraphs in which most of the longer words are capitalised."""
    found = set()
    ends = [*text.paragraphs, len(text.text)][1:]
    for number, (start, end) in enumerate(zip(text.paragraphs, ends, strict=True)):
        line = text.text[start : min(end, start + HEADING_LENGTH + 1)].split("\n")[0].rstrip()
        words = [word for word in line.split() if len(word) > 3 and word[0].isalpha()]
        capitals = sum(word[0].isupper() for word in words)
        sentence = number > 0 and line.rstrip("\"”’')").endswith((".", "!", "?"))  # below the title
        if len(line) <= HEADING_LENGTH and len(words) > 2 and capitals >= HEADING_SHARE * len(words) and not sentence:
            found.add(number)
    return frozenset(found)
