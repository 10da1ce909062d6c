"""Capitals named by their country: 'in the Ruritanian capital'."""

from __future__ import annotations

import re
from functools import cache

from .gazetteer import CAPITAL, COUNTRY, Entry, every, key_of

# 'the Omani capital' and not 'the Omani capital Muscat', which names it.
CAPITAL_OF = re.compile(
    r"\b[Tt]he[^\S\n](?P<people>[A-Z][a-z]{2,})[^\S\n]capital\b(?!,?[^\S\n]?(?:city[^\S\n]?)?(?:of[^\S\n]|,[^\S\n])?[A-Z])"
)
# Peoples whose word does not begin as their country's does.
_OTHERS = {
    "british": "GB", "french": "FR", "dutch": "NL", "danish": "DK", "spanish": "ES", "greek": "GR", "polish": "PL",
    "swiss": "CH", "irish": "IE", "emirati": "AE", "burmese": "MM", "philippine": "PH", "filipino": "PH", "saudi": "SA",
    "american": "US", "turkish": "TR", "welsh": "GB", "scottish": "GB", "slovak": "SK", "korean": "KR",
    "congolese": "CD",
    "nigerian": "NG", "nigerien": "NE", "guinean": "GN", "indian": "IN", "austrian": "AT", "australian": "AU",
}  # fmt: skip
_ENDING = re.compile(r"(?:ians?|eans?|ese|ish|ans?|i|n|ic)\Z")
SHORTEST = 3  # letters that a people and its country share


def capital_of(people: str) -> Entry | None:
    """Return the capital of the country of a people; None where the word fits none or several."""
    word = people.casefold()
    country = _OTHERS.get(word) or _by_stem(_ENDING.sub("", word))
    return _capitals().get(country or "")


def _by_stem(stem: str) -> str | None:
    """The country whose name, of one word, begins with a stem; the shortest where its name begins the others."""
    fitting = sorted((len(name), country) for name, country in _countries().items() if name.startswith(stem))
    sole = len(fitting) == 1 or (len(fitting) > 1 and fitting[0][0] < fitting[1][0])
    return fitting[0][1] if len(stem) >= SHORTEST and fitting and sole else None


@cache
def _countries() -> dict[str, str]:
    return {key_of(entry.name): entry.country for entry in every(COUNTRY)}


@cache
def _capitals() -> dict[str, Entry]:
    """The most peopled capital of each country."""
    return {entry.country: entry for entry in sorted(every(CAPITAL), key=lambda one: (one.population, one.id))}
