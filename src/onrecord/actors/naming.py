"""What stands in and beside a name: its titles, the descriptions apposed to it, the head of a phrase, its kind."""

from __future__ import annotations

import re

from ..record import Span
from . import nouns
from .registry import Registry

# A word, or an acronym with its dots.
WORD = re.compile(r"(?:[A-Z]\.){2,}|@?[^\W_]+(?:[-’'&][^\W_]+)*(?:\.(?:com|net|org)\b)?")
# Marks without a width: they steer the direction of the script, join or part letters.
UNSEEN = "\u00ad\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff"
_UNSEEN = str.maketrans(dict.fromkeys(UNSEEN))
POSSESSIVE = re.compile(r"['’]s?\Z")
# Apposed words run to the next comma, bracket or dash, or to the sentence's end.
APPOSITION = re.compile(
    r",\s+([^,.;:()\n“”\"—–]{3,120})(?=[,.;:()\n“”\"—–]|\Z)|\s\(([^()\n]{2,60})\)"
    r"|\s(?:--|[—–])\s([^,.;:()\n“”\"—–]{3,120}?)(?=\s--|[,.;:()\n“”\"—–]|\Z)"
)
COPULA = re.compile(
    r",?\s+(?:who\s+)?(?:is|was|became|remains)\s+((?:an?|the|[^\W\d_]+['’]s)\s[^,.;:()\n“”\"—–]{3,80})"
)
BEFORE = re.compile(
    r"(?:^|[,;:.\n“”\"—–]\s*)((?:[Tt]he|[Aa]n?|[Hh]is|[Hh]er|[Ii]ts|[Tt]heir|[^\W\d_]+['’]s)\s[^,.;:\n“”\"—–]{3,90}),\s*\Z"
)
# 'with the League envoy, X,': a description inside its clause, closed by a comma behind the name too.
CLAUSED = re.compile(r"\b(?:the|an?|his|her|its|their|[^\W\d_]+['’]s)\s(?=[^,.;:\n“”\"—–]{3,90},\s*\Z)", re.IGNORECASE)
CLOSED = re.compile(r"[,.;)]|\n|\Z")
# What stands before an outlet's name and says that it is one: 'the daily X', 'agency X'.
MEDIUM = re.compile(
    r"\b(?:newspaper|daily|weekly|magazine|agency|broadcaster|channel|station|website|portal|tabloid)\s(?=[A-Z])"
)
MEDIUM_REACH = 30  # characters before a name
# What a page's grammar makes of a kind of the registry: all others are organisations.
FORMS = {"person": "person", "state": "state", "office": ""}
NAMED_OF = re.compile(r"[A-Z][\w-]+ of (?:the )?(?:[A-Z][\w-]+ )*[A-Z][\w-]+\Z")
LOWER_WORDS = 6  # before a name that may be its title
REACH = 140  # characters within which apposed words end
LONGEST = 18  # words of a description


def seen(words: str) -> str:
    """Return words without marks that have no width."""
    return words.translate(_UNSEEN)


def lower_title(text: str, start: int) -> str:
    """Return the lower-case title right before a name: 'campaign spokesman', 'former secretary of state'."""
    if text[start - 1 : start] != " ":
        return ""
    words: list[str] = []
    for word in reversed(text[max(0, start - 60) : start].split(" ")[:-1][-LOWER_WORDS:]):
        abbreviated = word.removesuffix(".").casefold() in nouns.SHORT_TITLES or "." in word[:-1]
        if not word or not (word[-1].isalnum() or abbreviated) or "\n" in word:
            break
        words.insert(0, word)
    # 'former secretary of state Anna Berg'
    head = 3 if words[-2:-1] == ["of"] and words[-1].casefold() in nouns.PORTFOLIOS else 1
    if len(words) < head or words[-head].casefold() not in nouns.PERSON_NOUNS or words[-head] in nouns.PLURAL_PERSONS:
        return ""
    taken = words[-head:]
    for word in reversed(words[:-head]):
        if word.casefold() in nouns.NEVER_NAMES or word.casefold() in nouns.STOPS:
            break
        taken.insert(0, word)
    return " ".join(taken)


def apposed(text: str, start: int, end: int) -> tuple[str, ...]:
    """Return the descriptions beside a name: 'X, the Y of Z,', 'X (R-Ky.)', 'X is the Y', 'the Y of Z, X'."""
    found = []
    match = APPOSITION.match(text, end, end + REACH)
    if match and (words := (match[1] or match[2] or match[3]).strip()) and describes(words):
        found.append(words)
    if match := COPULA.match(text, end, end + REACH):
        found.append(match[1])
    if text[max(0, start - 2) : start].rstrip().endswith(","):
        before = text[max(0, start - REACH) : start]
        match = BEFORE.search(before)
        begins = [inside.start() for inside in CLAUSED.finditer(before)]
        ways = [before[begin:].rstrip(" ,") for begin in begins if before[begin - 4 : begin] != " of "]
        ways = [words for words in ways if head_of(words) in nouns.PERSON_NOUNS][-1:]
        if match and describes(match[1]):  # of 'The guild met its president, X' only the last
            found += ways if ways and head_of(ways[0]) == head_of(match[1]) else [match[1]]
        elif " " in text[start:end] and CLOSED.match(text, end):
            found += ways
    return tuple(found)


def titles_end(words: list[str]) -> int:
    """Return how many of a run's first words are titles; all of them where no name follows."""
    lower = [word.casefold().rstrip(".") for word in words]
    if any(word in nouns.INSTITUTIONS for word in lower[-1:]):
        return 0
    last = max((i for i, word in enumerate(lower) if word in nouns.TITLES), default=-1)
    if last < 0:
        return 0
    # 'Minister of Foreign Affairs Anna Berg': the portfolio belongs to the title.
    while last + 1 < len(lower) and lower[last + 1] in nouns.PORTFOLIOS:
        last += 1
    return last + 1


def kind_of(words: list[str], titled: bool, registry: Registry) -> str:
    """Return what a name's form shows: person, organisation, state, or '' for nothing."""
    known = {FORMS.get(actor.kind, "organisation") for actor in registry.on_page(" ".join(words))}
    form = "state" if "state" in known else next(iter(known)) if len(known) == 1 else ""
    if form and not titled:
        return form
    lower = [word.casefold().rstrip(".") for word in words]
    if any(word in nouns.INSTITUTIONS or word.endswith((".com", ".net", ".org")) for word in lower):
        return "organisation"
    if titled:
        return "person"
    if len(words) == 1:
        return "organisation" if words[0].isupper() and 1 < len(words[0]) < 8 else ""
    if lower[0] in registry.first_names and len(words) < 6 and not (words[-1].isupper() and not words[0].isupper()):
        return "person"
    if len(words[0]) <= 2 and words[0].isupper() and len(words) < 5 and words[0] not in ("US", "UN", "UK", "EU"):
        return "person"  # 'J. K. Berg'
    return ""


def describes(words: str) -> bool:
    """Whether words beside a name say what it is: their head is a noun for it, or they begin with an article."""
    head = head_of(words)
    first = words.split()[0].casefold() if head else ""
    if not head or first in nouns.STOPS or words.split()[-1].casefold() in nouns.STOPS or len(words.split()) > LONGEST:
        return False
    return (
        head in nouns.PERSON_NOUNS
        or head in nouns.BODY_NOUNS
        or (first in ("a", "an", "the") and not head.endswith("ing"))
    )


def called_medium(text: str, span: Span | None) -> bool:
    """Whether the words at or before a name's span call it an outlet: 'the daily X', 'agency X'."""
    start, end = span or (0, 0)
    return MEDIUM.search(text, max(0, start - MEDIUM_REACH), end) is not None


def head_of(phrase: str) -> str:
    """Return the head of a noun phrase in lower case: the last word before a preposition, relative or participle."""
    last = phrase.rpartition(" ")
    if last[2] in nouns.PERSON_NOUNS and NAMED_OF.search(last[0]):
        return last[2]  # 'the League of the Lakes envoy'
    head = ""
    for match in WORD.finditer(phrase):
        word = match[0].casefold()
        goes_on = word.endswith("ing") and head in nouns.PERSON_NOUNS | nouns.BODY_NOUNS
        if head and (word in nouns.PHRASE_ENDS or goes_on):
            break
        if word in nouns.DETERMINERS:
            continue
        head = POSSESSIVE.sub("", word)
    return head
