"""The words that mark reporting, by what they take, in every inflection; and the small words that bound a phrase.

They stand in `cues.toml`: written for this project from grammars of reporting verbs, and completed with the verbs that
mark an attribution in PolNeAR's training articles (Newell, Margolin, Ruths: LREC 2018).
"""

from __future__ import annotations

import tomllib
from importlib.resources import files
from typing import Any

_TABLE: dict[str, Any] = tomllib.loads(files(__package__).joinpath("cues.toml").read_text(encoding="utf-8"))


def _words(name: str) -> frozenset[str]:
    """Return the words of a list, those with an apostrophe also with the curly one."""
    found = _TABLE["words"][name].split()
    return frozenset(found) | {word.replace("'", "’") for word in found if not word.startswith("'")}


AUXILIARIES = _words("auxiliaries")
BE = _words("be")
ADVERBS = _words("adverbs")
PRONOUNS = _words("pronouns")
PARTICLES = _words("particles")
DAYS = _words("days")
TIMES = _words("times")
PREPOSITIONS = _words("prepositions")
CONJUNCTIONS = _words("conjunctions")
DETERMINERS = _words("determiners")
POSSESSIVES = _words("possessives")
QUESTION_WORDS = _words("question_words")
CONNECTORS = _words("connectors")
OCCASIONS = _words("occasions")
HEARERS = _words("hearers")
ABBREVIATIONS = _words("abbreviations")
STARTERS = _words("starters")
FEELINGS = _words("feelings")
BREAKS = _words("breaks")
_DOUBLING = _words("doubling")


def inflections(verb: str) -> list[tuple[str, str]]:
    """Return the forms of an English verb, each with its kind: base, s, ed, en or ing."""
    if verb in _TABLE["irregular"]:
        forms = _TABLE["irregular"][verb].split()
        kinds = ["s", "ed", "en", "ing"] if len(forms) == 4 else ["s", "ed", "ing"]
        return [(verb, "base"), *zip(forms, kinds, strict=True)]
    if verb[-1] == "y" and verb[-2] not in "aeiou":
        return [(verb, "base"), (verb[:-1] + "ies", "s"), (verb[:-1] + "ied", "ed"), (verb + "ing", "ing")]
    stem = verb + verb[-1] if verb in _DOUBLING else verb
    third = verb + ("es" if verb.endswith(("s", "sh", "ch", "x", "z")) else "s")
    if verb[-1] == "e":
        return [(verb, "base"), (third, "s"), (verb + "d", "ed"), (verb[:-1] + "ing", "ing")]
    return [(verb, "base"), (third, "s"), (stem + "ed", "ed"), (stem + "ing", "ing")]


def _forms() -> dict[str, tuple[str, str, str]]:
    found: dict[str, tuple[str, str, str]] = {}
    for group, verbs in _TABLE["verbs"].items():
        for verb in verbs.split():
            for form, kind in inflections(verb):
                found.setdefault(form, (verb, kind, group))
    for word in sorted(FEELINGS):
        found.setdefault(word, (word, "adjective", "feel"))
    return found


# Each form of each reporting verb: its verb, its kind (base, s, ed, en, ing, adjective) and its group.
FORMS = _forms()
# What ties a quoted question to the words after it: '“Will we?” Lee asked.'
SPEAKING = frozenset(
    form
    for form, (verb, kind, group) in FORMS.items()
    if kind in ("s", "ed") and (group in ("say", "tell") or verb in ("ask", "wonder"))
)
