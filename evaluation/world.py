"""An invented world that prints news: pages of any number, already read, with all that linking joins.

The world grows as a real collection does: by time. So many pages a day are printed however many days there are, so
ten times as many pages are ten times as many days, events and texts, and about six times as many actors and words that
nobody used before. What is popular is so by heavy tails (Lomax's distribution, whose ranks have no end): the best-known
actor speaks in one event of twenty, at any size; most speak in one. An event has from one page to MOST_PAGES, spread
over days; a text is printed by one outlet or by dozens, whole, cut, with a new lead, with one word in eight replaced,
among paragraphs of the outlet's own; what somebody said at an event is quoted again in other texts of the event, whole,
cut or with other words; a meeting is reported by half the texts. Outlets have a paragraph that they print on all pages,
some pages have no date, and some are fetched again with another number of comments.

Words are drawn one by one, the common ones as often as 840 news articles have them (`align.words`), the others coined:
neighbours are neighbours by chance.
"""

from __future__ import annotations

import math
import random
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import accumulate

from msgspec import Struct
from store_speed import SYLLABLES

from onrecord.align.words import spelled, stem, weights
from onrecord.record import (
    Article,
    Block,
    Contact,
    Date,
    Mention,
    Named,
    Page,
    Place,
    Reading,
    Statement,
    Words,
    digest,
    words_at,
)

A_DAY = 50  # pages
FIRST_DAY = date(2021, 1, 1)
MOST_PAGES = 400  # of an event
OUTLETS = 400
PARAGRAPHS, WORDS = 10, (25, 45)  # of a whole text, and of a paragraph
SAID = (12, 35)  # words of what somebody says
NEW_TEXT = 0.4  # of an event's pages have a text of their own, the others one that another page has
KINDS = ("whole", "whole", "cut", "lead", "spun", "among")
OFFICES = ("Foreign Minister", "Defence Minister", "mayor", "spokesman", "governor", "general", "")
CONTACTS = ("meeting", "phone-call", "visit")
LAST_RANK = 1 << 36
COINED = 0.03  # of the words of a language that no table has
TELLING = 3.0  # what a common word weighs by which an event is told


class Paragraph(Struct, frozen=True):
    """A paragraph of a text: plain words, what somebody says, or who met whom."""

    words: str
    speaker: int | None = None
    office: str = ""
    met: int | None = None  # with `speaker`


class Event(Struct):
    """What happens, and what is printed of it so far."""

    name: str
    day: date
    cast: list[int]
    words: list[str]
    met: tuple[str, str] | None  # the kind of contact of the first two of the cast, and the place
    said: list[tuple[int, str]]
    printed: list[tuple[int, list[Paragraph], str]]  # of each page: the text's number, its paragraphs and title


class World:
    """Makes pages and their readings, in about the order of their days."""

    def __init__(self, seed: int, statements: int) -> None:
        """Begin a world; a text has so many `statements`."""
        self._chance = random.Random(seed)
        known = [(word, weight) for word, weight in sorted(weights().items()) if stem(spelled(word)) == word.casefold()]
        known = [(word, weight) for word, weight in known if word.isalpha()]
        self._common = [word for word, _ in known]
        self._telling = [word for word, weight in known if weight > TELLING]
        # Of an article of some length; so often a word comes that so many of all articles have (Poisson).
        self._shares = list(accumulate(-math.log(1 - min(0.9995, math.exp(-weight))) for _, weight in known))
        self._statements = statements
        self._texts = 0

    def pages(self) -> Iterator[tuple[Page, Reading]]:
        """Yield pages with their readings, without end; a page's file names its event, its text and itself."""
        count = events = 0
        while True:
            event = self._event(f"{events}", FIRST_DAY + timedelta(days=count // A_DAY))
            events += 1
            for nth in range(min(MOST_PAGES, 1 + self._rank(3, 1.3))):
                count += 1
                yield self._page(event, nth)

    def _rank(self, wide: float, steep: float) -> int:
        """A number from 0 on: a Lomax variate. The first `wide` ones are about as likely."""
        rank = wide * ((1 - self._chance.random()) ** (-1 / steep) - 1)
        return int(min(rank, LAST_RANK))

    def _event(self, name: str, day: date) -> Event:
        chance = self._chance
        cast = list(dict.fromkeys(self._rank(20, 0.3) for _ in range(chance.randint(2, 6))))
        words = [coined(self._rank(200, 0.5)) for _ in range(8)] + chance.sample(self._telling, 7)
        chance.shuffle(words)
        met = (
            (chance.choice(CONTACTS), coined(self._rank(20, 0.7), 3))
            if len(cast) > 1 and chance.random() < 0.4
            else None
        )
        return Event(name, day, cast, words, met, [], [])

    def _page(self, event: Event, nth: int) -> tuple[Page, Reading]:
        chance = self._chance
        if not event.printed or chance.random() < NEW_TEXT:
            self._texts += 1
            text, paragraphs, title = self._texts, self._text(event), self._words(event, 5, 9)
        else:
            text, whole, title = chance.choice(event.printed)
            paragraphs = self._copy(event, whole)
        event.printed.append((text, paragraphs, title))
        outlet = self._rank(30, 1.2) % OUTLETS
        if outlet % 3 == 0:
            paragraphs = [*paragraphs, Paragraph(" ".join(coined(outlet * 100 + n, 2) for n in range(30)))]
        if chance.random() < 0.02:
            paragraphs = [*paragraphs, Paragraph(f"{chance.randint(2, 900)} comments")]
        day = event.day + timedelta(days=min(20, self._rank(2, 2.0)))
        printed = None if chance.random() < 0.05 else day.isoformat()
        return read(f"{event.name}/{text}/{nth}", title, paragraphs, f"Outlet {outlet}", printed, event)

    def _text(self, event: Event) -> list[Paragraph]:
        chance = self._chance
        said = set(chance.sample(range(1, PARAGRAPHS), self._statements))
        found = [self._said(event) if n in said else Paragraph(self._words(event, *WORDS)) for n in range(PARAGRAPHS)]
        if event.met and chance.random() < 0.5:
            kind, place = event.met
            words = f"met in {place} on {event.day}" if kind != "phone-call" else f"spoke by telephone on {event.day}"
            found.insert(1, Paragraph(words, speaker=event.cast[0], met=event.cast[1]))
        return found

    def _said(self, event: Event) -> Paragraph:
        chance = self._chance
        if event.said and chance.random() < 0.5:
            speaker, content = chance.choice(event.said)
            words = content.split()
            how = chance.random()
            content = (
                " ".join(words[: max(8, len(words) // 2)])
                if how < 0.3
                else self._spun(content)
                if how < 0.6
                else content
            )
        else:
            speaker, content = chance.choice(event.cast), self._words(event, *SAID)
            event.said.append((speaker, content))
        return Paragraph(content, speaker, OFFICES[speaker % len(OFFICES)] if chance.random() < 0.4 else "")

    def _copy(self, event: Event, whole: list[Paragraph]) -> list[Paragraph]:
        chance = self._chance
        kind = chance.choice(KINDS)
        new = [Paragraph(self._words(event, *WORDS)) for _ in range(chance.randint(1, 3))]
        if kind == "cut":
            return whole[: max(3, chance.randint(len(whole) // 2, len(whole)))]
        if kind == "spun":
            return [
                Paragraph(self._spun(one.words), one.speaker, one.office) if one.met is None else one for one in whole
            ]
        return {"whole": whole, "lead": [new[0], *whole[1:]], "among": [*new[1:], *whole, new[0]]}[kind]

    def _words(self, event: Event, least: int, most: int) -> str:
        chance, found = self._chance, []
        for word in chance.choices(self._common, cum_weights=self._shares, k=chance.randint(least, most)):
            kind = chance.random()
            own = event.words[self._rank(4, 1.5) % len(event.words)] if kind < 0.1 else word
            found.append(coined(self._rank(300, 0.5)) if kind > 1 - COINED else own)
        return " ".join(found)

    def _spun(self, words: str) -> str:
        found = words.split()
        others = self._chance.choices(self._common, cum_weights=self._shares, k=len(found))
        return " ".join(
            other if self._chance.random() < 1 / 8 else word for word, other in zip(found, others, strict=True)
        )


def coined(rank: int, syllables: int = 5) -> str:
    """Return a word for a rank, another for each."""
    made, rank = "", rank * 7919 + 15 ** (syllables - 1)
    while rank:
        rank, syllable = divmod(rank, len(SYLLABLES))
        made += SYLLABLES[syllable]
    return made


def name_of(actor: int) -> str:
    """Return the name of an actor: of first names there are 400, and two actors in a thousand share one."""
    return f"{coined(actor * 31 % 400, 2)} {coined(actor, 3)}".title()


def mention(actor: int, office: str, start: int) -> Mention:
    """Return an actor as a page names it, at a place."""
    name = name_of(actor)
    return Mention(name=name, kind="person", basis="full-name", office=office or None, span=(start, start + len(name)))


def read(
    file: str, title: str, paragraphs: list[Paragraph], outlet: str, printed: str | None, event: Event
) -> tuple[Page, Reading]:
    """Return a page of these paragraphs and the reading of it."""
    texts = [title] + [sentence(one) for one in paragraphs]
    text, at = "\n\n".join(texts), 0
    blocks: list[Block] = []
    for one in texts:
        blocks.append(Block(kind="body" if blocks else "title", start=at, end=at + len(one), why="made"))
        at += len(one) + 2
    page = Page(data=text.encode(), file=file, given={"outlet": outlet, "file": file})
    article = Article(
        text=text,
        blocks=tuple(blocks),
        title=Words(text=title, basis="made", span=(0, len(title))),
        outlet=Named(name=outlet, basis="given"),
        published=Date(value=printed, basis="stated") if printed else None,
    )
    told = list(zip(paragraphs, blocks[1:], strict=True))
    said = [statement(page.id, text, one, block) for one, block in told if one.speaker is not None and one.met is None]
    met = [contact(page.id, one, block, event) for one, block in told if one.met is not None]
    made = {"sha256": page.sha256, "made_by": "world", "article": article, "statements": tuple(said)}
    return page, Reading(page=page.id, file=file, contacts=tuple(met), **made)  # type: ignore[arg-type]


def sentence(one: Paragraph) -> str:
    """Return a paragraph as it is printed."""
    if one.speaker is None:
        return one.words
    if one.met is not None:
        return f"{name_of(one.speaker)} and {name_of(one.met)} {one.words}."
    who = f"{one.office} {name_of(one.speaker)}".strip()
    return f"{who} said: “{one.words}.”"


def statement(page: str, text: str, one: Paragraph, block: Block) -> Statement:
    """Return a paragraph read as a statement."""
    assert one.speaker is not None
    name = block.start + (len(one.office) + 1 if one.office else 0)
    speaker = mention(one.speaker, one.office, name)
    cue = name + len(name_of(one.speaker)) + 1
    content = ((cue + len("said: "), block.end),)
    return Statement(
        id=digest([page, words_at(text, content), block.start]),
        source=((block.start, cue - 1),),
        cue=((cue, cue + len("said")),),
        content=content,
        manner="direct",
        score=0.9,
        speaker=speaker,
    )


def contact(page: str, one: Paragraph, block: Block, event: Event) -> Contact:
    """Return a paragraph read as a contact."""
    assert event.met is not None
    assert one.speaker is not None
    assert one.met is not None
    kind, place = event.met
    second = block.start + len(f"{name_of(one.speaker)} and ")
    return Contact(
        id=digest([page, "contact", block.start]),
        kind=kind,
        participants=(mention(one.speaker, "", block.start), mention(one.met, "", second)),
        where=Place(name=place.title()) if kind != "phone-call" else None,
        on=Date(value=event.day.isoformat(), basis="stated"),
        spans=((block.start, block.end),),
    )
