"""What an HTML page says about itself in its head: JSON-LD first, then OpenGraph, then the older elements.

The only module that knows htmldate. Nothing here looks at the clock: htmldate is told the latest date that a page may
bear, the day it was fetched or else the end of the century, so that an answer never depends on the day it was asked.
"""

from __future__ import annotations

import html
import json
import logging
import re
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from itertools import islice
from typing import Any
from urllib.parse import urlsplit

from htmldate import find_date
from lxml import etree
from msgspec import Struct
from trafilatura.metadata import extract_author

from ..record import Date, Named, Words
from . import stamps

EARLIEST, LATEST = "1990-01-01", "2099-12-31"  # of the dates that an HTML page may bear: the web begins in 1990
_ISO_DATE = re.compile(r"\s*(\d{4})(-(?:0[1-9]|1[0-2]))?(-(?:0[1-9]|[12]\d|3[01]))?(?=$|[T\s])")
_ARTICLE = re.compile(r"(\w*Article|BlogPosting|Report|Review|LiveBlogPosting)$")
_SCRIPT_SHELL = re.compile(
    r"^\s*(?://)?\s*(?:<!--|<!\[CDATA\[|/\*.{0,40}?\*/)|(?:-->|/?/?\]\]>|/\*.{0,40}?\*/)\s*;?\s*$"
)
_SEPARATOR = re.compile(r"\s+[|\-–—·»:•]+\s+|\s*\|\s*")
EMPTY = ("0001-01-01", "1970-01-01")  # what a content system prints for a date that it does not have
DEEPEST = 40  # levels of JSON-LD that are looked into

logging.getLogger("htmldate").setLevel(logging.CRITICAL)


class Metadata(Struct, frozen=True, kw_only=True):
    """What the page's head says; what it does not say is None. `standfirst` is its own description of itself."""

    title: Words | None = None
    outlet: Named | None = None
    byline: Words | None = None
    credited: str = ""  # the byline as the page shows it
    standfirst: str | None = None
    published: Date | None = None
    other_dates: tuple[Date, ...] = ()
    address: Words | None = None


def metadata(tree: Any, url: str | None = None, fetched: str | None = None) -> Metadata:
    """Read the head of a parsed page; `url` and `fetched` (ISO 8601) say where and when it was found."""
    article, properties = _json_ld_article(tree), _properties(tree)
    # By the elements and classes that sites use for authors; it may credit an agency that the head leaves out.
    printed = " and ".join(filter(None, (extract_author(tree) or "").split("; ")))
    address = _own_url(tree, properties)
    outlet = _outlet(tree, article, properties, url or (address.text if address else None))
    published, others = _dates(article, properties, _from_page(tree, url, fetched))
    return Metadata(
        title=_title(tree, article, properties, outlet.name if outlet else ""),
        outlet=outlet,
        byline=_byline(article, properties, printed),
        credited=printed,
        standfirst=_plain(article.get("description"))
        or properties.get("og:description")
        or properties.get("description"),
        published=published,
        other_dates=others,
        address=address,
    )


def iso_date(text: object) -> str | None:
    """Return the ISO date, as precise as it is, with which a text begins, without the time of day."""
    match = _ISO_DATE.match(text) if isinstance(text, str) else None
    return match and "".join(part or "" for part in match.groups())


def _properties(tree: Any) -> dict[str, str]:
    """Return <meta> contents by name or property, in lower case; the first of a name counts."""
    found: dict[str, str] = {}
    for element in tree.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop") or ""
        content = _plain(element.get("content"))
        if content:
            found.setdefault(name.strip().lower(), content)
    return found


def _json_ld_article(tree: Any) -> Mapping[str, Any]:
    """Return the first article among the page's JSON-LD objects; scripts that are not JSON are passed over."""
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower():
            continue
        try:
            data = json.loads(_SCRIPT_SHELL.sub("", script.text or ""), strict=False)
        except (ValueError, RecursionError):
            continue
        for thing in _objects(data):
            kinds = thing.get("@type")
            if any(
                isinstance(kind, str) and _ARTICLE.search(kind)
                for kind in (kinds if isinstance(kinds, list) else [kinds])
            ):
                return thing
    return {}


def _objects(data: object) -> Iterator[Mapping[str, Any]]:
    """Walk lists and objects, outer ones first, without recursion."""
    level = [data]
    for _ in range(DEEPEST):
        yield from (thing for thing in level if isinstance(thing, dict))
        level = [inner for thing in level for inner in _inside(thing)]


def _inside(thing: object) -> list[object]:
    values = list(thing.values()) if isinstance(thing, dict) else thing if isinstance(thing, list) else []
    return [value for value in values if isinstance(value, (dict, list))]


def _plain(value: object) -> str:
    """Return a string without markup's escapes and with single blanks; nothing for anything else."""
    return " ".join(html.unescape(html.unescape(value)).split()) if isinstance(value, str) else ""


def _names(value: object) -> list[str]:
    """Return the names in a JSON-LD value: a string, an object with a name, or a list of these."""
    if isinstance(value, list):
        return [name for one in value[:20] if not isinstance(one, list) for name in _names(one)]
    if isinstance(value, dict):
        value = value.get("name")
        value = value[0] if isinstance(value, list) and value else value
    name = _plain(value)
    return [name] if name and "://" not in name else []


def _title(tree: Any, article: Mapping[str, Any], properties: Mapping[str, str], outlet: str) -> Words | None:
    headings = [_text(element) for element in islice(tree.iter("h1"), 20)]
    titles = [_text(element) for element in islice(tree.iter("title"), 1)]
    candidates = (
        (_plain(article.get("headline")), "json-ld"),
        (properties.get("og:title", ""), "opengraph"),
        (headings[0] if len(headings) == 1 else "", "h1"),
        (titles[0] if titles else "", "title"),
    )
    for words, basis in candidates:
        text = _without_outlet(words, outlet)
        # A headline that a feed cut short stands whole in the page.
        whole = next((heading for heading in headings if text and heading.startswith(text.rstrip(".… "))), None)
        if text and (whole or not text.endswith(("...", "…"))):
            return Words(text=whole or text, basis=basis)
    return None


def _text(element: Any) -> str:
    """Return an element's words, as many as a headline may have."""
    return _plain("".join(islice(element.itertext(), 100))[:1000])


def _without_outlet(title: str, outlet: str) -> str:
    """Take the outlet's name off the end or the beginning of a title ('Words - The Name')."""
    names = {_bare(outlet), _bare(outlet) + "com", _bare(outlet).removeprefix("the")} - {"", "com"}
    breaks = list(_SEPARATOR.finditer(title))
    for cut in breaks[-5:]:
        if _bare(title[cut.end() :]) in names:
            return title[: cut.start()]
    if breaks and _bare(title[: breaks[0].start()]) in names:
        return title[breaks[0].end() :]
    return title


def _bare(name: str) -> str:
    return re.sub(r"\W", "", name).casefold()


def _outlet(tree: Any, article: Mapping[str, Any], properties: Mapping[str, str], url: str | None) -> Named | None:
    site = properties.get("og:site_name", "").lstrip("@")
    for name, basis in (
        (_host(site) if "://" in site else site, "opengraph"),
        (next(iter(_names(article.get("publisher"))), ""), "json-ld"),
        (properties.get("application-name", ""), "application-name"),
        (_behind_the_headline(tree), "title"),
        (_host(url), "hostname"),
    ):
        if name:
            return Named(name=name, basis=basis)
    return None


def _behind_the_headline(tree: Any) -> str:
    """Return what <title> has behind the page's only <h1>, as in 'Words - The Name'."""
    headings = [_text(element) for element in islice(tree.iter("h1"), 2)]
    title = next(map(_text, tree.iter("title")), "")
    if len(headings) != 1 or not headings[0] or not title.startswith(headings[0]):
        return ""
    break_ = _SEPARATOR.match(title, len(headings[0]))
    return title[break_.end() :] if break_ and not _SEPARATOR.search(title, break_.end()) else ""


def _own_url(tree: Any, properties: Mapping[str, str]) -> Words | None:
    """Return the address that the page gives as its own: a whole one, to a page and not to the site's front."""
    links = (link.get("href") for link in tree.iter("link") if (link.get("rel") or "").lower() == "canonical")
    for found, basis in ((next(links, None), "canonical link"), (properties.get("og:url"), "og:url")):
        text = (found or "").strip()
        try:
            parts = urlsplit(text)
        except ValueError:  # an address such as http://[
            continue
        if parts.scheme in ("http", "https") and parts.hostname and parts.path.strip("/"):
            return Words(text=text, basis=basis)
    return None


def _host(url: str | None) -> str:
    try:
        return (urlsplit(url or "").hostname or "").removeprefix("www.")
    except ValueError:  # an address such as http://[
        return ""


def _byline(article: Mapping[str, Any], properties: Mapping[str, str], printed: str) -> Words | None:
    names = list(dict.fromkeys(_names(article.get("author"))))
    if names:
        return Words(text=", ".join(names), basis="json-ld")
    for name in ("author", "article:author", "dc.creator", "parsely-author"):
        if properties.get(name) and "://" not in properties[name]:
            return Words(text=properties[name], basis=f"meta {name}")
    return Words(text=printed, basis="author element") if printed else None


def _dates(
    article: Mapping[str, Any], properties: Mapping[str, str], from_page: Date | None
) -> tuple[Date | None, tuple[Date, ...]]:
    """Return the publication date and those that contradict it: JSON-LD, OpenGraph, then htmldate, in that order."""
    found = [
        (iso_date(article.get("datePublished")), "JSON-LD datePublished"),
        (iso_date(properties.get("article:published_time")), "article:published_time"),
    ]
    dates = [Date(value=value, basis="stated", why=why) for value, why in found if value and value not in EMPTY]
    dates += [from_page] if from_page else []
    if not dates:
        return None, ()
    chosen, *rest = dates
    others = {other.value: other for other in reversed(rest) if not _agree(other, chosen)}
    return chosen, tuple(others[value] for value in sorted(others, key=str))


def _agree(left: Date, right: Date) -> bool:
    """Say whether one date is the other, or the other less precisely."""
    return (left.value or "").startswith(right.value or "") or (right.value or "").startswith(left.value or "")


def _from_page(tree: Any, url: str | None, fetched: str | None) -> Date | None:
    """Return the date that htmldate finds; it takes the day first in figures that could be either way round."""
    found = _htmldate(tree, url, fetched)
    if not found or found in EMPTY:
        return None
    day = Date(value=found, basis="stated", why="htmldate, its rules for the whole page")
    figures = [words for words in tree.itertext() if stamps.FIGURES.search(words)]
    order = stamps.order(figures)
    for words in figures:
        for open_, settled in zip(stamps.dates(words), stamps.dates(words, order), strict=True):
            if found in open_.either and not _elsewhere(tree, url, found):
                return Date(value=settled.value, basis="stated", why=settled.why)
    return day


def _elsewhere(tree: Any, url: str | None, day: str) -> bool:
    """Say whether a page has a day in its address or markup with the year first, or printed with the month's name."""
    markup = f"{url} {etree.tostring(tree, encoding='unicode')}"
    named = (stamp.value for words in tree.itertext() if day[:4] in words for stamp in stamps.dates(words))
    return bool(re.search(day.replace("-", "[-/._]?"), markup)) or day in named


def _htmldate(tree: Any, url: str | None, fetched: str | None) -> str | None:
    day = iso_date(fetched) or ""
    # A day's grace: the page's day may be ahead of the clock that fetched it.
    latest = str(date.fromisoformat(day) + timedelta(1)) if len(day) == 10 else LATEST
    found: str | None = find_date(
        tree,
        url=url,
        extensive_search=False,  # its guesses from the whole page (a copyright year) are no publication dates
        original_date=True,
        deferred_url_extractor=True,
        min_date=EARLIEST,
        max_date=latest,
    )
    return found
