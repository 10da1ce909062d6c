"""Who the labels of a transcript's turns are for: 'QUESTION', 'Answer', 'MINISTER MARLOW'."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice

from ..record import Mention, Statement
from . import descriptions, naming, nouns
from .discourse import Discourse, Found
from .naming import head_of
from .registry import fold
from .sources import Phrase
from .standing import Actor

NUMBERED = re.compile(r"\s?#?\d+\Z|\s(?:one|two|three|four|five)\Z")
SPOKESPERSONS = ("spokesman", "spokesperson", "spokeswoman")
MOST = 60  # speakers of one transcript whose full names are looked for
BEFORE = re.compile(r"(?:[^\W\d_a-z][\w'’.-]+ ){1,4}\Z")
REACH = 60  # characters before a surname in which titles and first names stand
MOST_TIMES = 200  # that a surname is looked at


def is_turn(statement: Statement, page: Discourse) -> bool:
    """Whether a statement is a turn of a transcript: its source opens a paragraph and its cue is a colon."""
    text = page.text.text
    if len(statement.source) != 1 or len(statement.cue) != 1 or text[slice(*statement.cue[0])] != ":":
        return False
    start, end = statement.source[0]
    between = text[end : statement.cue[0][0]].strip()
    return _opens(start, page) and end <= statement.cue[0][0] and (not between or between[0] == "(")


def _opens(position: int, page: Discourse) -> bool:
    """Whether a paragraph begins at a position."""
    return page.text.paragraphs[max(0, page.text.paragraph(position))] == position


def spell(statements: Sequence[Statement], page: Discourse) -> None:
    """Give the actors that a transcript names in capitals the names that the page has for them elsewhere.

    'MINISTER MARLOW' is Ada Marlow where her name stands in the title or below it, else Marlow.
    """
    labels = {page.text.text[slice(*s.source[0])] for s in statements if is_turn(s, page)}
    words = {label.split()[-1] for label in labels if label.isupper()}
    for word in sorted(words)[:MOST]:
        actor = page.actors.find(word)
        named = actor is not None and actor.seen and actor.name.isupper() and actor.name.split()[-1] == word
        for role in actor.roles if actor is not None else ():
            role.words = role.words.title() if role.words.isupper() else role.words
        if actor is not None and named and (actor.kind == "person" or _person(actor, word, labels, page)):
            _name(actor, word, page)


def _person(actor: Actor, word: str, labels: set[str], page: Discourse) -> bool:
    """Whether a bare word in capitals is a speaker's surname: no body that the registry or the text knows."""
    known = actor.id is not None or bool(page.registry.on_page(actor.name)) or actor.kind == "state"
    labelled = actor.name in labels and all(
        _opens(page.text.names[i].start, page) or page.text.names[i].text != word for i in actor.seen
    )
    return labelled and not known and head_of(word) not in nouns.PERSON_NOUNS


def _name(actor: Actor, word: str, page: Discourse) -> None:
    """Name an actor as the page does elsewhere, or in small letters."""
    actor.kind = "person"
    others = [a for a in page.actors.by_last.get(word.casefold(), ()) if a is not actor and a.seen and " " in a.name]
    if len(others) == 1 and others[0].kind in ("person", "") and " " not in actor.name:
        others[0].kind = "person"
        page.actors.merge(actor, others[0])
        return
    small = {page.text.names[i].words[-1] for i in actor.seen} - {word}
    surname = min(small) if small else word.title()
    first = _first_names(actor, surname, page) if " " not in actor.name else actor.name.rpartition(" ")[0].title()
    actor.name = f"{first} {surname}".strip()
    page.actors.by_key.setdefault(fold(actor.name), actor)


def _first_names(actor: Actor, surname: str, page: Discourse) -> str:
    """The first names that stand before a surname: known ones, below a title, or alone with it on a line."""
    first_names = page.registry.first_names
    found = set()
    text = page.text.text
    for match in islice(re.finditer(rf"(?<= ){re.escape(surname)}\b", text), MOST_TIMES):
        line = text[max(0, match.start() - REACH) : match.start()].rpartition("\n")[2]
        leading = BEFORE.search(line)
        if leading is None:
            continue
        before = leading[0].split()
        own = leading[0] == line.lstrip() and not text[match.end() : match.end() + 2].partition("\n")[0].strip(" \r")
        cut = naming.titles_end([*before, surname])
        names = before[cut:]
        if not names or len(names) > 2 or any(name.casefold() in nouns.NEVER_NAMES | nouns.TITLES for name in names):
            continue
        gender = first_names.get(names[0].casefold())
        clashes = actor.gender in ("male", "female") and gender in ("male", "female") and gender != actor.gender
        if (own or cut or gender is not None) and not clashes and not " ".join(names).isupper():
            found.add(" ".join(names))
    return found.pop() if len(found) == 1 else ""


def resolve(statement: Statement, page: Discourse) -> list[Found] | None:
    """Return who speaks in a turn, if its label is no name: an unnamed reporter, the page's one spokesperson.

    None for what is no turn, and for a label that names its speaker.
    """
    if not is_turn(statement, page):
        return None
    span = statement.source[0]
    label = page.text.text[slice(*span)]
    lower = NUMBERED.sub("", label.casefold()).rstrip(".")
    if lower in nouns.ASKED:
        return [(Mention(name="reporter", kind="unnamed", basis="description", span=span), None)]
    if lower in nouns.ANSWERED:
        spoke = {id(actor): actor for head in SPOKESPERSONS for _, actor, _ in page.actors.by_role.get(head, ())}
        if len(spoke) == 1 and (actor := next(iter(spoke.values()))).kind == "person":
            return [(page.mention(actor, "description", span, 0.8), actor)]
        return [(Mention(name="spokesperson", kind="unnamed", basis="description", span=span, score=0.5), None)]
    head = lower.split()[-1] if lower else ""
    if label.isupper() and head in nouns.PERSON_NOUNS | nouns.PLURAL_PERSONS | nouns.UNTITLED:
        return descriptions.resolve(Phrase("description", label.casefold(), span, None, head), page)
    return None
