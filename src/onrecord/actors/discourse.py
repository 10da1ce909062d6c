"""What a page has named and said up to a point: the ground on which pronouns and descriptions are resolved."""

from __future__ import annotations

import math
from bisect import bisect_right

import msgspec

from ..quotes import paragraphs, quotations
from ..record import Article, Mention, Span, Statement
from .mentions import Name, Text
from .page_actors import PageActors
from .registry import Registry, fold
from .standing import Actor

Found = tuple[Mention, Actor | None]  # a resolved mention, and the actor of the page where it is one

NOBODY = Mention(name=None, kind="none", basis="none")
NARRATOR = Mention(name="the author", kind="narrator", basis="none")


SPEAKERS_BACK = 6  # statements before a position in whose content it may stand
QUOTE_PARAGRAPHS = 30  # that one quotation may run over
OPENING_MARKS = "“\"‘«„'"


class Said:
    """A statement already resolved: where it stands and whose it is."""

    __slots__ = ("addressee", "end", "found", "number", "order", "start", "statement", "via")

    def __init__(self, number: int, statement: Statement, found: list[Found]) -> None:
        """Keep a statement, its number on the page, and its speakers."""
        self.number = number
        self.order = 0  # in which it was resolved
        self.addressee: tuple[Mention, ...] = ()
        self.via: tuple[Mention, ...] = ()
        self.statement = statement
        self.found = found
        spans = (*statement.source, *statement.cue, *statement.content)
        self.start = min(start for start, _ in spans)
        self.end = max(end for _, end in spans)

    @property
    def first(self) -> Mention:
        """The first speaker."""
        return self.found[0][0] if self.found else NOBODY

    def again(self, basis: str, span: Span | None) -> list[Found]:
        """The same speakers, meant again by other words."""
        return [(msgspec.structs.replace(mention, basis=basis, span=span), actor) for mention, actor in self.found]


class Discourse:
    """A page's names, actors and quotations, and the statements resolved so far, in the order of the text."""

    def __init__(self, article: Article, registry: Registry) -> None:
        """Read the names of an article."""
        spans = paragraphs(article)
        self.registry = registry
        self.text = Text(article.text, spans, registry)
        marks = quotations(article.text, [(start, end) for start, end, _ in spans])
        self.quoted = sorted((q.start, q.end) for inside in marks for q in inside)
        self.quote_starts = [start for start, _ in self.quoted]
        self.actors = PageActors(self.text, self.in_quote)
        self.outlet = article.outlet.name if article.outlet else None
        self.dateline = fold(article.dateline.text.split(",")[0]) if article.dateline else None
        self.said: list[Said] = []
        self.by_id: dict[str, Said] = {}

    def add(self, said: Said) -> None:
        """Note a statement as resolved."""
        said.order = len(self.said)
        self.said.append(said)
        self.by_id[said.statement.id] = said

    def in_quote(self, position: int, shorter_than: float = math.inf) -> bool:
        """Whether a position stands inside quotation marks, in a quotation of fewer characters than given."""
        i = bisect_right(self.quote_starts, position) - 1
        return i >= 0 and self.quoted[i][1] > position and self.quoted[i][1] - self.quoted[i][0] < shorter_than

    def sentence_around(self, position: int) -> int:
        """The number of a position's sentence; where a quotation of several ends in it, of the one it begins in."""
        number = self.text.sentence(position)
        opens = self.text.sentences[number]
        i = bisect_right(self.quote_starts, opens - 1) - 1
        if i >= 0 and opens < self.quoted[i][1] <= position:
            return self.text.sentence(self.quoted[i][0])
        return number

    def quoting(self, position: int) -> set[Actor]:
        """The actors whose words a position stands in: a statement's speakers, or who is named before its colon."""
        if not self.in_quote(position):
            return set()
        for said in reversed(self.said[-SPEAKERS_BACK:]):
            if any(start <= position < end for start, end in said.statement.content):
                return {actor for _, actor in said.found if actor is not None}
        at = self.text.paragraph(position)
        starts, words = self.text.paragraphs, self.text.text
        for number in range(at, max(0, at - QUOTE_PARAGRAPHS), -1):
            if words[starts[number]] not in OPENING_MARKS:
                return set()
            before = words[starts[number - 1] : starts[number]].rstrip()
            if before.endswith(":"):
                first = self.text.sentences[self.text.sentence(starts[number - 1] + len(before) - 1)]
                spoken = range(self.names_before(first), self.names_before(starts[number]))
                return {actor for i in spoken if (actor := self.actors.of_name[i]) is not None}
        return set()

    def names_before(self, position: int) -> int:
        """How many names begin before a position."""
        return bisect_right(self.text.starts, position - 1)

    def of_name(self, name: Name, span: Span) -> Found:
        """The actor that a name on the page is for, as a mention."""
        i = self.names_before(name.start + 1) - 1
        whole = i >= 0 and self.text.names[i].text == name.text
        actor = self.actors.of_name[i] if whole else self.actors.find(name.text)
        if actor is None:
            states = [known for known in self.registry.on_page(name.text) if known.kind == "state"]
            if len(states) == 1:  # 'U.S. Condemns' of a headline
                return Mention(name=name.text, kind="state", basis="full-name", id=states[0].id, span=span), None
            return Mention(name=name.text, kind=name.kind or "person", basis="full-name", span=span, score=0.5), None
        full = fold(name.text) == fold(actor.name) or (" " in name.text and actor.kind == "person")
        return self.mention(actor, "full-name" if full else "partial-name", span), actor

    def mention(self, actor: Actor, basis: str, span: Span | None, score: float = 0.95) -> Mention:
        """An actor of the page as a mention; a capital that speaks is its state."""
        if actor.kind in ("", "place", "state"):
            states = self.registry.metonyms.get(fold(actor.name), ())
            if len(states) == 1:
                state = states[0]
                told = "metonym" if basis in ("full-name", "partial-name") else basis
                return Mention(name=state.name, kind=state.kind, basis=told, id=state.id, span=span, score=score)
        if actor.kind == "place" or (
            not actor.kind and fold(actor.name) == self.dateline
        ):  # who speaks there is not said
            basis = "metonym" if basis in ("full-name", "partial-name") else basis
            return Mention(name=actor.name, kind="organisation", basis=basis, id=actor.id, span=span, score=score)
        if self.outlet and actor.kind != "person" and actor.id is None and _short_for(actor.name, self.outlet):
            return Mention(name=self.outlet, kind="organisation", basis=basis, span=span, score=score)
        kind = actor.kind or ("organisation" if " " in actor.name and not actor.gender else "person")
        return Mention(name=actor.name, kind=kind, basis=basis, id=actor.id, span=span, score=score)


def _short_for(name: str, outlet: str) -> bool:
    """Whether a name is how a page calls its own outlet: 'the Halyard' in The Daily Halyard."""
    return fold(outlet).endswith(f" {fold(name)}")
