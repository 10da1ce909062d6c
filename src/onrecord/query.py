"""What can be asked of the store, and how a person's words become a full-text query that can never be malformed."""

from __future__ import annotations

import re
import unicodedata

from msgspec import Struct

from onrecord.errors import UsageError

_PHRASE = re.compile(r'["“”„«»]([^"“”„«»]*)["“”„«»]')
_WORD = re.compile(r"[^\W_]+")
_DATE = re.compile(r"[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?")
_MANNERS = ("direct", "indirect", "mixed")


class Query(Struct, frozen=True, kw_only=True):
    """What to find; every part that is given must hold.

    `words` stand anywhere in a statement's content, source, speaker or page title, in any form of the word; "a phrase
    in quotation marks" stands there to the letter, but for case and accents. `about` looks in the content alone.
    `speaker`, `to` and `outlet` are whole words of the name. `since` and `until` are ISO prefixes and include all that
    they name: until '2016-01' includes 31 January. A statement without a date is not found by either.
    """

    words: str | None = None
    speaker: str | None = None
    to: str | None = None
    about: str | None = None
    outlet: str | None = None
    since: str | None = None
    until: str | None = None
    manner: str | None = None
    limit: int | None = None

    def check(self) -> None:
        """Raise UsageError where a part has a value that nothing can match."""
        for name, value in (("from", self.since), ("until", self.until)):
            if value is not None and not _DATE.fullmatch(value):
                raise UsageError(
                    f"{name} takes a year, a month or a day such as 2016, 2016-01 or 2016-01-20, not {value!r}."
                )
        if self.manner is not None and self.manner not in _MANNERS:
            raise UsageError(f"manner is one of {', '.join(_MANNERS)}, not {self.manner!r}.")
        if self.limit is not None and self.limit < 0:
            raise UsageError(f"limit is the number of statements to give, not {self.limit}.")


class Match(Struct, frozen=True):
    """A full-text query, and the phrases that the rows it finds must hold to the letter: pairs of columns and phrase."""

    expression: str
    exact: tuple[tuple[tuple[str, ...], str], ...]


def plain_words(text: str) -> str:
    """Return the words of a text without case, accents and punctuation, each between single spaces."""
    letters = "".join(c for c in unicodedata.normalize("NFD", text.casefold()) if not unicodedata.combining(c))
    return f" {' '.join(_WORD.findall(letters))} "


def match(query: Query) -> Match | None:
    """Return the full-text part of a query, or None where it has none."""
    terms: list[str] = []
    exact: list[tuple[tuple[str, ...], str]] = []
    parts = (
        (query.words, ("content", "source", "speaker", "title"), False),
        (query.about, ("content",), False),
        (query.speaker, ("speaker",), True),
        (query.to, ("addressee",), True),
        (query.outlet, ("outlet",), True),
    )
    for given, columns, names in parts:
        if not given or not given.strip():
            continue
        text = given.replace("\0", " ").encode(errors="replace").decode()
        phrases = _PHRASE.findall(text)
        loose = _PHRASE.sub(" ", text).replace('"', " ").split()
        sought = [term for term in (*phrases, *loose) if any(map(str.isalnum, term))]
        # The index cuts and stems what stands between its quotation marks just as it did the text, so nothing in there
        # is syntax. Words that hold no letter find nothing, which an empty phrase says.
        terms += [f'{{{" ".join(columns)}}} : "{term}"' for term in sought] or ['{content} : ""']
        exact += [(columns, plain_words(term)) for term in sought if names or term in phrases]
    return Match(" AND ".join(terms), tuple(exact)) if terms else None
