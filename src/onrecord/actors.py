"""Who is speaking, to whom, and through whom: the words of a source resolved to the actors of the page.

`name` works on one page. It reads the names on it (mentions), joins them to actors (page_actors), and resolves each
statement in the order of the text, so that 'he' can be the speaker before.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_right

import msgspec

from . import nouns
from .mentions import Name, Text, head_of
from .page_actors import Actor, PageActors
from .quotes import paragraphs, quotations
from .record import Article, Mention, Span, Statement
from .registry import Registry, fold
from .sources import Phrase, owner, phrases, plain

__all__ = ["Registry", "name"]

MOST_SPEAKERS = 8  # of one statement
LOOK_BACK = 80  # names before a pronoun that may be meant
PASSIVE = re.compile(
    r"(?:report|alleg|suppos|presum|apparent|purported)\w*ly\b|\b(?:is|are|was|were|been|being|be)\s+(?:\w+\s+)?"
    r"(?:said|thought|believed|expected|reported|known|considered|seen|rumou?red|accused|alleged|told|informed|understood)\b",
    re.IGNORECASE,
)
NOBODY = Mention(name=None, kind="none", basis="none")
NARRATOR = Mention(name=None, kind="narrator", basis="none")


def name(article: Article, statements: tuple[Statement, ...], registry: Registry) -> tuple[Statement, ...]:
    """Return the statements with their speakers, addressees and layers between, in the order given."""
    if not statements:
        return ()
    return _Page(article, statements, registry).resolved()


class _Said:
    """A statement already resolved: where it stands and whose it is."""

    __slots__ = ("actors", "end", "mentions", "start", "statement")

    def __init__(self, statement: Statement, mentions: list[Mention], actors: list[Actor | None]) -> None:
        self.statement = statement
        self.mentions = mentions
        self.actors = actors
        spans = (*statement.source, *statement.cue, *statement.content)
        self.start = min(s for s, _ in spans)
        self.end = max(e for _, e in spans)


class _Page:
    """The state of resolving one page: its names, actors, quotations, and the statements so far."""

    def __init__(self, article: Article, statements: tuple[Statement, ...], registry: Registry) -> None:
        self.statements = statements
        spans = paragraphs(article)
        self.text = Text(article.text, spans, registry)
        self.actors = PageActors(self.text)
        marks = quotations(article.text, [(a, b) for a, b, _ in spans])
        self.quoted = sorted((q.start, q.end) for inside in marks for q in inside)
        self.quote_starts = [start for start, _ in self.quoted]
        self.said: list[_Said] = []
        self.by_id: dict[str, _Said] = {}

    def resolved(self) -> tuple[Statement, ...]:
        """Resolve each statement, in the order of the words that introduce them."""
        order = sorted(range(len(self.statements)), key=lambda i: (_anchor(self.statements[i]), i))
        done: dict[int, Statement] = {}
        for i in order:
            statement = self.statements[i]
            found = self._speakers(statement)
            said = _Said(statement, [m for m, _ in found], [a for _, a in found])
            mentions = said.mentions or [NOBODY]
            done[i] = msgspec.structs.replace(statement, speaker=mentions[0], co_speakers=tuple(mentions[1:]))
            self.said.append(said)
            self.by_id[statement.id] = said
        return tuple(done[i] for i in range(len(self.statements)))

    # Speakers

    def _speakers(self, statement: Statement) -> list[tuple[Mention, Actor | None]]:
        """Resolve a statement's source, or the lack of one."""
        if not statement.source:
            return self._implicit(statement)
        found: list[tuple[Mention, Actor | None]] = []
        for span in statement.source:
            for phrase in phrases(self.text, span):
                found += self._resolve(phrase, statement)
        unique = {(mention.name, mention.kind): (mention, actor) for mention, actor in reversed(found)}
        kept = list(unique.values())[::-1]
        return kept[:MOST_SPEAKERS] or [(NOBODY, None)]

    def _resolve(self, phrase: Phrase, statement: Statement) -> list[tuple[Mention, Actor | None]]:
        """Resolve one phrase of a source."""
        if phrase.form == "name" and phrase.name:
            return [self._of_name(phrase.name, phrase.span)]
        if phrase.form == "pronoun":
            return self._pronoun(phrase, statement)
        if phrase.form == "pair":
            pair = self._pair(phrase.span[0])
            if len(pair) == 2:
                return [(self._mention(a, "description", phrase.span), a) for a in pair]
        if phrase.form == "document":
            return [(self._document(phrase), None)]
        if phrase.form == "description":
            return [self._description(phrase)]
        return [(_unnamed(phrase), None)]

    def _of_name(self, found: Name, span: Span) -> tuple[Mention, Actor | None]:
        """The mention of an actor by its name."""
        i = bisect_right(self.text.starts, found.start) - 1
        actor = self.actors.of_name[i]
        if actor is None:
            return Mention(name=found.text, kind=found.kind or "person", basis="full-name", span=span), None
        full = fold(found.text) == fold(actor.name) or len(found.words) > 1
        return self._mention(actor, "full-name" if full else "partial-name", span), actor

    def _mention(self, actor: Actor, basis: str, span: Span, score: float = 1.0) -> Mention:
        named, kind, basis_now, id = actor.name, actor.kind, basis, actor.id
        if not kind:
            states = self.text.registry.metonyms.get(fold(actor.name), ())
            if len(states) == 1:
                named, kind, id = states[0].name, states[0].kind, states[0].id
                basis_now = "metonym" if basis in ("full-name", "partial-name") else basis
            else:
                kind = "person"
        return Mention(name=named, kind=kind, basis=basis_now, id=id, span=span, score=score)

    # Nothing said of who

    def _implicit(self, statement: Statement) -> list[tuple[Mention, Actor | None]]:
        """The speaker of a statement without a source: the one going on speaking, or nobody."""
        cue = " ".join(self.text.text[a:b] for a, b in statement.cue)
        if PASSIVE.search(cue):
            return [(NOBODY, None)]
        anchor = _anchor(statement)
        if statement.parent and (parent := self.by_id.get(statement.parent)) and not cue:
            return [(_implied(m), a) for m, a in zip(parent.mentions, parent.actors, strict=True)]
        if not self.said:
            return [(NOBODY, None)]
        last = self.said[-1]
        same = self.text.sentence(last.start) == self.text.sentence(anchor) or last.end >= anchor - 3
        quote = statement.manner == "direct" and self.text.paragraph(anchor) - self.text.paragraph(last.end - 1) <= 1
        if last.mentions and last.mentions[0].name and (same or quote):
            return [(_implied(m), a) for m, a in zip(last.mentions, last.actors, strict=True)]
        return [(NOBODY, None)]

    # Pronouns

    def _pronoun(self, phrase: Phrase, statement: Statement) -> list[tuple[Mention, Actor | None]]:
        """Resolve a pronoun."""
        word = phrase.words
        if word in nouns.RELATIVES:
            return self._relative(phrase)
        if word in nouns.OWN_PRONOUNS:
            return self._own(phrase, statement)
        if word in nouns.PLURAL_PRONOUNS:
            return self._plural(phrase)
        if word in nouns.NEUTER_PRONOUNS:
            return self._neuter(phrase)
        gender = "female" if word in nouns.FEMALE_PRONOUNS else "male"
        actor, unnamed, score = self._antecedent(phrase.span[0], gender)
        if unnamed is not None:
            return [(msgspec.structs.replace(unnamed, basis="pronoun", span=phrase.span), None)]
        if actor is None:
            return [(Mention(name=phrase.words, kind="unnamed", basis="pronoun", span=phrase.span), None)]
        actor.gender = actor.gender or gender
        return [(self._mention(actor, "pronoun", phrase.span, score), actor)]

    def _antecedent(self, position: int, gender: str) -> tuple[Actor | None, Mention | None, float]:
        """The person that 'he' or 'she' at a position means: by gender, nearness, subjecthood and having just spoken."""
        here, at = self.text.sentence(position), self.text.paragraph(position)
        scores: dict[int, float] = {}
        found: dict[int, Actor] = {}
        in_quote = self._in_quote(position)
        last = bisect_right(self.text.starts, position - 1)
        for i in range(last - 1, max(-1, last - LOOK_BACK), -1):
            item, actor = self.text.names[i], self.actors.of_name[i]
            if actor is None or actor.kind not in ("person", "") or (actor.gender or gender) != gender:
                continue
            if actor.kind == "" and not actor.gender and " " not in actor.name and len(actor.seen) < 2:
                continue
            score = self._nearness(i, item, here) - (1.5 if self._in_quote(item.start) and not in_quote else 0.0)
            score += (
                0.25 * math.log(len(actor.seen))
                + (0.4 if actor.gender == gender else 0.0)
                - (0.0 if actor.kind else 1.5)
            )
            if id(actor) not in scores or score > scores[id(actor)]:
                scores[id(actor)], found[id(actor)] = score, actor
        unnamed: Mention | None = None
        for back, said in enumerate(reversed(self.said[-3:])):
            near = at - self.text.paragraph(said.end - 1)
            bonus = (2.5 if near <= 1 else 1.2 if near == 2 else 0.4) / (1 + 0.8 * back)
            for mention, actor in zip(said.mentions, said.actors, strict=True):
                if actor is not None and actor.kind in ("person", "") and (actor.gender or gender) == gender:
                    scores[id(actor)] = scores.get(id(actor), 0.0) + bonus
                    found[id(actor)] = actor
                elif (
                    back == 0 and actor is None and mention.kind == "unnamed" and near <= 1 and _one_of(mention, gender)
                ):
                    unnamed = mention
        if not scores:
            return None, unnamed, 0.0
        best = max(scores, key=lambda key: scores[key])
        if unnamed is not None and scores[best] < 2.0:
            return None, unnamed, 0.5
        rest = sorted(scores.values())[-2] if len(scores) > 1 else 0.0
        return found[best], None, round(min(0.99, 0.6 + 0.1 * (scores[best] - rest)), 2)

    def _nearness(self, i: int, item: Name, here: int) -> float:
        """How likely a name is meant again, by its distance in sentences and its place in its own."""
        back = here - item.sentence
        subject = not any(
            n.sentence == item.sentence and n.kind == "person" for n in self.text.names[max(0, i - 3) : i]
        )
        score = (2.2, 2.0, 1.2, 0.7)[back] if back < 4 else 0.5 - 0.03 * min(back, 15)
        return score + (0.7 if subject else 0.0) + (0.3 if item.first else 0.0) - (0.8 if item.possessive else 0.0)

    def _in_quote(self, position: int) -> bool:
        i = bisect_right(self.quote_starts, position) - 1
        return i >= 0 and self.quoted[i][1] > position

    def _relative(self, phrase: Phrase) -> list[tuple[Mention, Actor | None]]:
        """'who': the name or the noun right before it."""
        start = phrase.span[0]
        window = self.text.text[max(0, start - 160) : start].rstrip(" ,—–-")
        end = max(0, start - 160) + len(window)
        near = [n for n in self.text.within(max(0, end - 90), end + 1) if n.kind != "title"]
        if near and end - near[-1].end <= 8 and not re.search(r"\w", self.text.text[near[-1].end : end].strip("'’s")):
            mention, actor = self._of_name(near[-1], phrase.span)
            return [(msgspec.structs.replace(mention, basis="pronoun"), actor)]
        sentence = self.text.sentences[self.text.sentence(start)]
        clause = re.split(r"[,;:“”\"]\s", self.text.text[max(sentence, start - 120) : end])
        tail = clause[-1].strip()
        if (
            near
            and len(clause) > 1
            and near[-1].apposed
            and any(tail and tail in a or a in tail for a in near[-1].apposed if a)
        ):
            mention, actor = self._of_name(near[-1], phrase.span)
            return [(msgspec.structs.replace(mention, basis="pronoun"), actor)]
        if len(clause) > 1 and near and head_of(tail) in nouns.PERSON_NOUNS and end - near[-1].end < 90:
            mention, actor = self._of_name(near[-1], phrase.span)
            if mention.kind == "person":
                return [(msgspec.structs.replace(mention, basis="pronoun"), actor)]
        words = _last_noun_phrase(tail)
        return [(Mention(name=words or phrase.words, kind="unnamed", basis="pronoun", span=phrase.span), None)]

    def _own(self, phrase: Phrase, statement: Statement) -> list[tuple[Mention, Actor | None]]:
        """'I', 'we': whoever is being quoted, or the page's own voice."""
        parent = self.by_id.get(statement.parent or "")
        if parent is None and self._in_quote(phrase.span[0]):
            holders = [s for s in self.said[-6:] if any(a <= phrase.span[0] < b for a, b in s.statement.content)]
            parent = holders[-1] if holders else None
        if parent and parent.mentions and parent.mentions[0].name:
            return [
                (msgspec.structs.replace(m, basis="pronoun", span=phrase.span), a)
                for m, a in zip(parent.mentions, parent.actors, strict=True)
            ]
        return [(msgspec.structs.replace(NARRATOR, basis="pronoun", span=phrase.span), None)]

    def _plural(self, phrase: Phrase) -> list[tuple[Mention, Actor | None]]:
        """'they': the group, the body or the several speakers last spoken of."""
        at = self.text.paragraph(phrase.span[0])
        for said in reversed(self.said[-4:]):
            if at - self.text.paragraph(said.end - 1) > 2:
                break
            if len(said.mentions) > 1:
                return [
                    (msgspec.structs.replace(m, basis="pronoun", span=phrase.span), a)
                    for m, a in zip(said.mentions, said.actors, strict=True)
                ]
            if said.mentions and said.mentions[0].kind in ("unnamed", "organisation", "group", "state"):
                return [(msgspec.structs.replace(said.mentions[0], basis="pronoun", span=phrase.span), said.actors[0])]
        sentence = self.text.sentences[self.text.sentence(phrase.span[0])]
        before = self.text.text[max(sentence, phrase.span[0] - 200) : phrase.span[0]]
        words = next(
            (w for w in reversed(re.findall(r"[^\W\d_]+", before)) if w.casefold() in nouns.PLURAL_PERSONS),
            phrase.words,
        )
        return [(Mention(name=words, kind="unnamed", basis="pronoun", span=phrase.span), None)]

    def _neuter(self, phrase: Phrase) -> list[tuple[Mention, Actor | None]]:
        """'it': the body, the state or the document last spoken of."""
        position = phrase.span[0]
        here = self.text.sentence(position)
        if self.said and self.said[-1].mentions and here - self.text.sentence(self.said[-1].end - 1) <= 1:
            mention = self.said[-1].mentions[0]
            if mention.kind in ("organisation", "state", "document"):
                return [(msgspec.structs.replace(mention, basis="pronoun", span=phrase.span), self.said[-1].actors[0])]
        last = bisect_right(self.text.starts, position - 1)
        for i in range(last - 1, max(-1, last - 30), -1):
            actor = self.actors.of_name[i]
            if here - self.text.names[i].sentence > 2:
                break
            if actor is not None and actor.kind in ("organisation", "state"):
                return [(self._mention(actor, "pronoun", phrase.span, 0.6), actor)]
        return [(NOBODY, None)]

    # Descriptions

    def _pair(self, position: int) -> list[Actor]:
        """The two persons, or the two bodies, last named together before a position."""
        if self.said and len(self.said[-1].actors) == 2 and all(self.said[-1].actors):
            return [a for a in self.said[-1].actors if a]
        last = bisect_right(self.text.starts, position - 1)
        found: list[Actor] = []
        for i in range(last - 1, max(-1, last - LOOK_BACK), -1):
            actor = self.actors.of_name[i]
            if (
                actor is not None
                and actor.kind == "person"
                and actor not in found
                and not self.text.names[i].possessive
            ):
                found.append(actor)
            if len(found) == 2:
                break
        return found[::-1]

    def _document(self, phrase: Phrase) -> Mention:
        return Mention(name=plain(phrase.words), kind="document", basis="description", span=phrase.span)

    def _description(self, phrase: Phrase) -> tuple[Mention, Actor | None]:
        """Resolve 'the ministry', 'the Russian foreign minister', 'his campaign'."""
        words, span = phrase.words, phrase.span
        i = bisect_right(self.text.starts, span[0] - 1)
        indefinite = re.match(r"(?:an?|some|one|another|any|every|no)\s", words, re.IGNORECASE)
        if not indefinite and phrase.head in nouns.PERSON_NOUNS:
            actor = self.actors.with_role(self.actors.role(words), i)
            if actor is not None:
                return self._mention(actor, "description", span, 0.8), actor
        if not indefinite and phrase.head in nouns.BODY_NOUNS:
            found = self._body(phrase, i)
            if found is not None:
                return found
        return _unnamed(phrase), None

    def _body(self, phrase: Phrase, i: int) -> tuple[Mention, Actor | None] | None:
        """Resolve 'the ministry', 'the Berg campaign', 'her campaign'."""
        words, head = plain(phrase.words), phrase.head
        if (
            head in ("campaign", "administration", "camp", "team")
            and (whose := owner(phrase.words))
            and whose in ("his", "her")
        ):
            actor, _, _ = self._antecedent(phrase.span[0], "male" if whose == "his" else "female")
            if actor is not None:
                named = f"{actor.name.split()[-1]} {head}"
                return Mention(name=named, kind="organisation", basis="description", span=phrase.span), None
        role = self.actors.role(words)
        for j in range(i - 1, max(-1, i - 4 * LOOK_BACK), -1):
            actor = self.actors.of_name[j]
            if actor is None or actor.kind not in ("organisation", "state", ""):
                continue
            own = {w.casefold() for w in actor.name.split()} | {r.head for r in actor.roles}
            if head in own and (not role.narrowed or role.narrowed & {self.actors.place(w) for w in own}):
                return self._mention(actor, "description", phrase.span, 0.8), actor
        if any(c.isupper() for c in words):
            return Mention(name=words, kind="organisation", basis="description", span=phrase.span), None
        return None


def _anchor(statement: Statement) -> int:
    """Where a statement is introduced: at its source, else its cue, else its content."""
    return (statement.source or statement.cue or statement.content)[0][0]


def _implied(mention: Mention) -> Mention:
    return msgspec.structs.replace(mention, basis="implicit", span=None)


def _unnamed(phrase: Phrase) -> Mention:
    return Mention(name=plain(phrase.words) or phrase.words, kind="unnamed", basis="description", span=phrase.span)


def _one_of(mention: Mention, gender: str) -> bool:
    """Whether an unnamed speaker may be 'he' or 'she'."""
    head = head_of(mention.name or "")
    return head in nouns.PERSON_NOUNS and head not in (nouns.MALE_NOUNS if gender == "female" else nouns.FEMALE_NOUNS)


def _last_noun_phrase(words: str) -> str:
    """The last few words of a clause back to its determiner or a verb's object."""
    parts = words.split()
    taken: list[str] = []
    for word in reversed(parts[-6:]):
        taken.insert(0, word)
        if word.casefold() in nouns.DETERMINERS or word.casefold() in nouns.STOPS:
            break
    return plain(" ".join(w for w in taken if w.casefold() not in nouns.STOPS))
