"""What a person types, field by field, as the value that a correction keeps; or a sentence that says what is wrong."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date as day_of
from itertools import pairwise
from typing import Any, get_args

from msgspec import Struct

from ..errors import UsageError
from ..record import MACHINE, Act, Cut, Date, Manner, Mention, Named, Place, Reading, Span, Statement, Words
from .overlay import ADDED, BASIS, BLOCK, CHECKED, REJECTED, ROLES, Lost, cut, respan

LONGEST = 2_000  # characters of a name, a title, a note
LONGEST_SPANS = 20_000  # words of a content may be a long paragraph
LONGEST_NAME = 200
FIELDS = {
    "speaker": "a name (with its kind if new: Quay Union (organisation)), a registry's id, unnamed, narrator or none",
    "co_speakers": "names with ; between them, or none",
    "addressee": "names with ; between them, or none",
    "via": "names with ; between them, or none",
    "said": "a day (2031-03-04), a month, a year or an interval (2031-03-04/2031-03-06), or none",
    "where": "a place, if you like with its country's two letters (Zurich, CH), or none",
    "source": "positions (120-126, or 120-126;130-140), or the words as the page has them, or none",
    "cue": "positions or words, or none",
    "content": "positions or words",
    "manner": "direct, indirect or mixed",
    "act": f"{', '.join(get_args(Act))} or none",
    "rejected": "yes: this is no statement; no: it is one after all",
    "checked": "yes: what is there is right, and of a page also complete; no: not any more",
    "outlet": "of a page: the outlet's name, or none",
    "title": "of a page: its title, or none",
    "published": "of a page: a day, a month, a year or an interval, or none",
    "block": "of a page: a label, and positions or one position in a block (body 480-612; share 480)",
    "statement": "of a page: one that was missed (content=120-180 cue=100-105 source=90-99)",
}
# The labels of blocks, as `clean` gives them.
LABELS = (
    "title", "standfirst", "subheading", "byline", "dateline", "published", "body", "caption", "advert", "author-bio",
    "comment-form", "cookie-notice", "credit", "debug", "navigation", "newsletter", "other", "related-links", "share",
    "tags",
)  # fmt: skip
KINDS = ("person", "organisation", "state", "armed-group", "group", "office", "document")
_NOBODY = ("unnamed", "narrator", "none")
_DATE = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?")
_SPANS = re.compile(r"\d{1,9}-\d{1,9}(?:[;,\s]+\d{1,9}-\d{1,9})*")
_ROLE = re.compile(r"(?:^|\s)(content|cue|source)=")
_COUNTRY = re.compile(r"(.+?),\s*([A-Z]{2})")
_KIND = re.compile(rf"(.+?)\s*\(({'|'.join(KINDS)})\)")


class Asked(Struct, frozen=True, kw_only=True):
    """What a value is asked for: the page as it now stands, the statement (None: the page itself), who is known.

    `actor` returns the actor of a name or an id, or None; `places` are those that the page names.
    """

    reading: Reading
    statement: Statement | None
    actor: Callable[[str], Mention | None]
    places: tuple[Place, ...] = ()


def check_signature(by: str, note: str | None = None) -> None:
    """Raise UsageError where a person's name is missing, is the machine's, or it or the note is no line of text."""
    name = by.strip()
    if not name:
        raise UsageError("Say who you are with --by NAME: every correction and judgement is signed.")
    if name.casefold().startswith(MACHINE.strip()):
        raise UsageError(f"{by}: a person may not sign as {MACHINE.strip()}.")
    if len(name) > LONGEST_NAME or not name.isprintable():
        raise UsageError(f"A name is one line of up to {LONGEST_NAME} characters.")
    if note and len(note) > LONGEST:
        raise UsageError(f"A note has up to {LONGEST} characters, not {len(note)}.")


def value_of(field: str, typed: str, asked: Asked) -> Any:
    """Return the value, of the type that the field has, that a person typed; raises UsageError with a sentence."""
    typed = typed.strip()
    most = LONGEST_SPANS if field in (*ROLES, ADDED) else LONGEST
    if len(typed) > most:
        raise UsageError(f"{field} takes up to {most} characters, not {len(typed)}.")
    if field not in FIELDS:
        raise UsageError(f"There is no field {field} to correct; there are {', '.join(FIELDS)}.")
    if not typed and field not in (REJECTED, CHECKED):
        raise UsageError(f"{field} needs a value: {FIELDS[field]}.")
    if field in ROLES:
        return _spans(field, typed, asked)
    if field == ADDED:
        return _added(typed, asked)
    if field == BLOCK:
        return _block(typed, asked.reading)
    if field in (REJECTED, CHECKED):
        return _one_of(field, typed.casefold() or "yes", ("yes", "no")) == "yes"
    if field == "manner":
        return _one_of(field, typed, get_args(Manner))
    if typed == "none" and field != "speaker":
        return () if field in ("co_speakers", "addressee", "via") else None
    return _OTHERS[field](typed, asked)


def _one_of(field: str, typed: str, allowed: tuple[str, ...]) -> str:
    if typed not in allowed:
        raise UsageError(f"{field} is one of {', '.join(allowed)}, not {_short(typed)}.")
    return typed


def _mention(typed: str, asked: Asked) -> Mention:
    """Return an actor: of the page, of the registry, or a new one, 'Harbour Guild (organisation)' saying its kind."""
    if typed in _NOBODY:
        return Mention(name=None, kind=typed, basis=BASIS)
    name = " ".join(typed.split())
    if not name.isprintable() or not any(map(str.isalnum, name)):
        raise UsageError(f"{_short(typed)} is no name.")
    if match := _KIND.fullmatch(name):
        return Mention(name=match[1], kind=match[2], basis=BASIS)
    everyone = [m for contact in asked.reading.contacts for m in contact.participants]
    for one in asked.reading.statements:
        everyone += [m for m in (one.speaker, *one.co_speakers, *one.addressee, *one.via) if m]
    on_page = [m for m in everyone if m.name and m.name.casefold() == name.casefold()]
    known = next((m for m in on_page if m.id), None) or asked.actor(name) or next(iter(on_page), None)
    if known is None:
        return Mention(name=name, kind="person", basis=BASIS)
    return Mention(name=known.name, kind=known.kind, basis=BASIS, id=known.id, office=known.office)


def _mentions(typed: str, asked: Asked) -> tuple[Mention, ...]:
    return tuple(_mention(name.strip(), asked) for name in typed.split(";") if name.strip())


def _date(typed: str, _: Asked) -> Date:
    ends = typed.split("/")
    if len(ends) > 2 or not all(map(_is_date, ends)) or (len(ends) == 2 and ends[1] < ends[0]):
        raise UsageError(
            f"A date is written as 2031, 2031-03, 2031-03-04 or 2031-03-04/2031-03-06, not {_short(typed)}."
        )
    return Date(value=typed, basis=BASIS)


def _is_date(typed: str) -> bool:
    match = _DATE.fullmatch(typed)
    try:
        return bool(match and typed.isascii() and day_of(int(match[1]), int(match[2] or 1), int(match[3] or 1)))
    except ValueError:
        return False


def _place(typed: str, asked: Asked) -> Place:
    match = _COUNTRY.fullmatch(typed)
    name, country = (match[1], match[2]) if match else (typed, None)
    if not name.isprintable() or not any(map(str.isalnum, name)):
        raise UsageError(f"{_short(typed)} is no place.")
    named = [place for place in asked.places if place.name.casefold() == name.casefold()]
    fits = [place for place in named if country in (None, place.country)]
    return fits[0] if fits else Place(name=name, country=country)


def _spans(role: str, typed: str, asked: Asked) -> Cut:
    """Return the spans of a role, which must leave the statement some content."""
    statement, text = asked.statement, asked.reading.article.text
    assert statement is not None, "a page has no roles"
    if typed == "none" and role != "content":
        return Cut(spans=(), words=())
    spans = _located(role, typed, text, statement.content[0][0])
    try:
        respan(statement, role, spans)
    except Lost:
        raise UsageError(f"{role} {_short(typed)} would leave the statement without content.") from None
    return cut(text, spans)


def _located(role: str, typed: str, text: str, near: int) -> tuple[Span, ...]:
    """Return typed positions, or where the page has the typed words: the nearest place, if there are several."""
    if _SPANS.fullmatch(typed):
        found = [tuple(map(int, pair.split("-"))) for pair in re.split(r"[;,\s]+", typed)]
        spans = sorted((start, end) for start, end in found)
        for start, end in spans:
            if not 0 <= start < end <= len(text):
                raise UsageError(f"{role}: {start}-{end} does not lie in the text of {len(text)} characters.")
        if any(later[0] < earlier[1] for earlier, later in pairwise(spans)):
            raise UsageError(f"{role}: the positions {_short(typed)} overlap.")
        if not any(text[start:end].strip() for start, end in spans):
            raise UsageError(f"{role}: there are only blanks at {_short(typed)}.")
        return tuple(spans)
    words = re.compile(r"\s+".join(map(re.escape, typed.split())))
    places = [match.span() for match in words.finditer(text)]
    if not places:
        raise UsageError(f"{role}: the page does not have the words {_short(typed)}.")
    return (min(places, key=lambda span: (abs(span[0] - near), span)),)


def _added(typed: str, asked: Asked) -> dict[str, tuple[Span, ...]]:
    """Return the spans of a missed statement, by role."""
    parts = _ROLE.split(typed)
    found = {role: value.strip() for role, value in zip(parts[1::2], parts[2::2], strict=True)}
    if parts[0].strip() or not found.get("content") or len(found) != len(parts) // 2 or not all(found.values()):
        raise UsageError(
            "A missed statement is written as content=120-180 cue=100-105 source=90-99, the content at least."
        )
    text = asked.reading.article.text
    content = _located("content", found["content"], text, 0)
    return {role: _located(role, found[role], text, content[0][0]) if role in found else () for role in ROLES}


def _block(typed: str, reading: Reading) -> dict[str, Any]:
    label, _, rest = typed.partition(" ")
    _one_of("block", label, LABELS)
    text, rest = reading.article.text, rest.strip()
    if rest.isascii() and rest.isdigit() and len(rest) < 10:
        inside = [b for b in reading.article.blocks if b.start <= int(rest) < b.end]
        if not inside:
            raise UsageError(f"block: no block of the page has the position {rest}; give its positions, as in 480-612.")
        spans: tuple[Span, ...] = ((inside[0].start, inside[0].end),)
    else:
        spans = _located("block", rest, text, 0) if rest else ()
    if len(spans) != 1:
        raise UsageError(f"block needs {FIELDS['block'].removeprefix('of a page: ')}.")
    return {"kind": label, "cut": cut(text, spans)}


def _outlet(typed: str, _: Asked) -> Named:
    return Named(name=_line("outlet", typed), basis=BASIS)


def _title(typed: str, _: Asked) -> Words:
    return Words(text=_line("title", typed), basis=BASIS)


def _line(field: str, typed: str) -> str:
    if not typed.isprintable() or not any(map(str.isalnum, typed)):
        raise UsageError(f"{field} is one line of text, not {_short(typed)}.")
    return typed


def _short(typed: str) -> str:
    """Return what was typed so that it can stand in a sentence."""
    return repr(typed if len(typed) <= 60 else typed[:59] + "…")


_OTHERS: dict[str, Callable[[str, Asked], Any]] = {
    "speaker": _mention,
    "co_speakers": _mentions,
    "addressee": _mentions,
    "via": _mentions,
    "said": _date,
    "published": _date,
    "where": _place,
    "outlet": _outlet,
    "title": _title,
    "act": lambda typed, _: _one_of("act", typed, get_args(Act)),
}
