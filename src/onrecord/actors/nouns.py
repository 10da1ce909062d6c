"""The nouns by which news text calls its actors, and the words that can be no name, read from nouns.toml."""

from __future__ import annotations

import tomllib
from pathlib import Path

_TABLES = tomllib.loads((Path(__file__).parent / "nouns.toml").read_text(encoding="utf-8"))


def _words(table: str) -> frozenset[str]:
    return frozenset(_TABLES[table].split())


DETERMINERS = _words("determiners")
NEVER_NAMES = _words("never_names")
OPENERS = _words("openers")
GROUPS = _words("groups")
PEOPLES = _words("peoples")
OF_STATES = _words("of_states")

PERSON_NOUNS = _words("person_nouns")
FEMALE_NOUNS = _words("female_nouns")
MALE_NOUNS = _words("male_nouns")
ANONYMOUS = _words("anonymous")
NO_OFFICES = _words("no_offices")
SET_APART = _words("set_apart")
BETWEEN_STATES = _words("between_states")
PLURAL_PERSONS = _words("plural_persons")
PAIRS = _words("pairs")
BODY_PAIRS = _words("body_pairs")
TITLES = _words("titles")
PORTFOLIOS = _words("portfolios")

INSTITUTIONS = _words("institutions")
NAMING = TITLES | INSTITUTIONS  # words that make more of a run of capitals than a person's name
TAKES_OF = _words("takes_of")
AFTER_OF = _words("after_of")
TAKES_FOR = _words("takes_for")
PAIRED = _words("paired")
BODY_NOUNS = _words("body_nouns")
ASKED = _words("asked")
ANSWERED = _words("answered")
UNTITLED = _words("untitled")
GREETINGS = _words("greetings")
DOCUMENT_NOUNS = _words("document_nouns")
RELEASES = _words("releases")
MEDIA = _words("media")
OWN_VOICE = _words("own_voice")

PHRASE_ENDS = _words("phrase_ends")
EPITHETS = _words("epithets")
STOPS = _words("stops")
PARTICLES = _words("particles")
SHORT_TITLES = _words("short_titles")

MALE_PRONOUNS = _words("male_pronouns")
FEMALE_PRONOUNS = _words("female_pronouns")
PLURAL_PRONOUNS = _words("plural_pronouns")
NEUTER_PRONOUNS = _words("neuter_pronouns")
OWN_PRONOUNS = _words("own_pronouns")
RELATIVES = _words("relatives")
VAGUE = _words("vague")

SYNONYMS = tuple(frozenset(line.split()) for line in _TABLES["synonyms"])
ABBREVIATED: dict[str, str] = _TABLES["abbreviated"]
PARTIES: dict[str, str] = _TABLES["parties"]
GENERIC_BEFORE = _words("generic_before")
UNNAMED: dict[str, str] = {noun: kind for kind, words in _TABLES["unnamed"].items() for noun in words.split()}
_BEFORE = _TABLES["unnamed_before"]
UNNAMED_BEFORE: dict[str, str] = {word: kind for kind, words in _BEFORE.items() for word in words.split()}
GENERIC = {head: frozenset(words.split()) for head, words in _TABLES["generic"].items()}
