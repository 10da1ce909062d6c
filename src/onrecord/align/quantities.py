"""Numbers that say how many: the dead, the wounded, those who fled or were arrested, or so many out of so many.

A number counts what its own clause says, by the word nearest to it: '12 killed and 30 injured'. One that stands alone
('Kestria has said nine') counts what the clause before it does. What its speaker rejects is no account of his. 'At
least 14' is no less than that, and 'about 20' or 'two dozen' a tenth more or less.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from ..record import Reading, Span, Statement
from ..sentences import Sentences
from .words import spelled

AROUND = 300  # characters of a sentence before and behind a number that are looked at

_ONES = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
_TENS = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
_DIGITS = rf"(?:{_ONES.replace(' ', '|')}|eighteen|nineteen|(?:{_TENS})(?:-(?:{'|'.join(_ONES.split()[:9])}))?)"
_MONTH = re.compile(r"\b(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)(?:[a-z]{2,7})?\.?\s\Z")
_ONE = rf"(?:\d{{1,15}}(?:,\d{{3}}){{0,4}}|{_DIGITS})"
_NUMBER = re.compile(rf"(?<![\w$€£.,-])((?:a|{_ONE})\sdozen|{_ONE})(?![\w%]|[.,-]\w)", re.IGNORECASE)
_LEAST = re.compile(
    r"\b(?:at least|not? (?:fewer|less) than|(?<!\bno )(?<!\bnot )more than|over|above|upwards of)\Z", re.I
)
_MOST_OF = re.compile(r"\b(?:at most|not? more than|up to|as many as|fewer than|less than|under)\Z", re.I)
_ABOUT = re.compile(r"\b(?:about|around|some|nearly|almost|roughly|approximately|estimated|close to)\Z", re.I)
ROUND = 0.1  # of a number that is said to be rough, more or less
_CLAUSE = re.compile(r"[;:]|,?\s(?:and that|while|but|whereas)\s|,\sand\s|[\"”’]\s(?=and\b)")
_KINDS = (
    ("dead", re.compile(r"\b(?:kill\w*|dead|d(?:ie[sd]?|ying)|deaths?|toll|bod(?:y|ies)|slain|eliminat\w+)\b", re.I)),
    ("wounded", re.compile(r"\b(?:wounded|injur\w+|hurt)\b", re.I)),
    ("displaced", re.compile(r"\b(?:displaced|fled|evacuat\w+|(?:left|leave) their homes|homeless)\b", re.I)),
    ("arrested", re.compile(r"\b(?:arrest\w*|detain\w*|captured|taken prisoner)\b", re.I)),
    ("on strike", re.compile(r"\b(?:on strike|striking|walked out|stopped work|downed tools)\b", re.I)),
    (
        "demonstrating",
        re.compile(
            r"\b(?:demonstrat(?:ed|ing|ors?)|protest(?:ed|ing|ers?)|march(?:ed|ing|ers)|rall(?:ied|ying))\b", re.I
        ),
    ),
)
# Whom or what a number of dead, wounded ... may be followed by; anything else is counted by itself.
_PEOPLE = re.compile(
    r"\s+(?:of\s+(?:them|its|his|their)\s+)?(?:\w+\s){0,2}?[‘“'\"]?(?:people|persons?|civilians?|m[ae]n|wom[ae]n|children"
    r"|villagers?|soldiers?|troops|militants?|fighters?|rebels?|insurgents?|terrorists?|gunm[ae]n|guards?|officers?"
    r"|police\w*|residents?|workers?|journalists?|protesters?|demonstrators?|passengers?|students?|patients?|refugees?|migrants?|victims?|hostages?"
    r"|bod(?:y|ies)|names?|dead|deaths?|others?|were|are|was|had|have|has|killed|wounded|injured|hurt|arrested"
    r"|detained|displaced|homeless)\b",
    re.I,
)
_ALONE = re.compile(r"\s*(?:[,.;:!?”’\"')]|\Z)")
_PART = re.compile(r"\b(?:among (?:them|those)|including|of (?:them|whom))\W+(?:\w+\s){0,2}\Z", re.I)
_SHARE = re.compile(rf"\s+(?:out\s)?of\s(?:the\s|its\s|their\s)?({_DIGITS}|\d+)\s(?:\w+\s)?(\w+s)\b", re.I)
_PLACE = re.compile(r"\b(?:in|at|near|around|outside)\s(?:the\s)?((?:[A-Z][\w’'-]+)(?:\s[A-Z][\w’'-]+)*)")
_MAYBE = re.compile(r"\b(?:could|would|might|may|must|should|if|unless|until|be)\s(?:\w+\s){0,2}\Z", re.I)


# What a number out of so many does: in use, or not. Where neither is said, the words behind it say what.
_IN_USE = re.compile(
    r"\b(?:re)?(?:open\w*|operat\w+|work(?:s|ing|ed)?|run(?:s|ning)?|function\w*|safe|in use|in service)\b", re.I
)
_OUT_OF_USE = re.compile(
    r"\b(?:clos\w+|shut\w*|block\w*|broken|damag\w+|destroy\w+|out of (?:use|order|service)|unsafe)\b", re.I
)
_THEN = re.compile(r"[^\W\d_]+")


class Quantity(Struct, frozen=True, kw_only=True):
    """A number in a statement: its value, what it counts, the places its clause names, its span and the clause's.

    `least` and `most` are the numbers between which it may lie: one and the same where it is exact.
    """

    value: str
    least: float
    most: float
    what: str
    places: tuple[str, ...]
    span: Span
    clause: Span
    statement: str


def quantities(reading: Reading) -> Iterator[Quantity]:
    """Yield the numbers in the statements of a page, each in the innermost statement that has it."""
    text, sentences = reading.article.text, Sentences(reading.article)
    inner = sorted(((b - a, a, b, s) for s in reading.statements for a, b in s.content), key=lambda one: one[:3])
    done: set[Span] = set()
    for _, start, end, statement in inner:
        for match in _NUMBER.finditer(text, start, end):
            if match.span() in done:
                continue
            done.add(match.span())
            day = _MONTH.search(text, max(0, match.start() - 12), match.start())
            if statement.act != "reject" and not day:
                yield from _counted(text, match, sentences, statement)


def _counted(text: str, number: re.Match[str], sentences: Sentences, statement: Statement) -> Iterator[Quantity]:
    first, last = sentences.of(number.start())
    before = sentences.of(first - 1) if first and text[first - 1] != "\n" else (first, first)
    before = (max(before[0], first - AROUND), first)
    sentence = (max(first, number.start() - AROUND), min(last, number.end() + AROUND))
    value = _value(number[1])
    clauses = _clauses(text, sentence)
    at = next(n for n, (start, end) in enumerate(clauses) if start <= number.start() < end or n + 1 == len(clauses))
    what = _what(text, number, [*_clauses(text, before), *clauses[: at + 1]])
    if what is None or _PART.search(text, max(sentence[0], number.start() - 40), number.start()):
        return
    places = tuple(dict.fromkeys(_PLACE.findall(text[slice(*clauses[at])])))
    least, most = _bounds(text[max(first, number.start() - 24) : number.start()], value, number[1])
    yield Quantity(
        value=value, least=least, most=most, what=what, places=places, span=number.span(), clause=clauses[at],
        statement=statement.id,
    )  # fmt: skip


def _value(words: str) -> str:
    count, *dozen = words.casefold().split()
    number = 1 if count == "a" else sum(int(spelled(part)) for part in count.split("-"))
    return str(12 * number if dozen else number)


def _bounds(before: str, value: str, words: str) -> tuple[float, float]:
    """The numbers between which one may lie, by the words before it."""
    number, before = float(value), " ".join(before.split())
    if _LEAST.search(before):
        return number, math.inf
    if _MOST_OF.search(before):
        return 0.0, number
    rough = ROUND * number if _ABOUT.search(before) or "dozen" in words.casefold() else 0.0
    return number - rough, number + rough


def _clauses(text: str, sentence: Span) -> list[Span]:
    ends = [match.start() for match in _CLAUSE.finditer(text, *sentence)]
    return list(zip([sentence[0], *ends], [*ends, sentence[1]], strict=True))


def _what(text: str, number: re.Match[str], clauses: Sequence[Span]) -> str | None:
    """What a number counts, by its clause, the last of those given; None where that is not known."""
    share = _SHARE.match(text, number.end(), min(len(text), number.end() + 60))
    if share:
        maybe = _MAYBE.search(text, clauses[-1][0], number.start())
        state = _state(text, share.end(), clauses[-1])
        return None if maybe else f"of {spelled(share[1])} {share[2].casefold()}{state}"
    if not (_PEOPLE.match(text, number.end()) or _ALONE.match(text, number.end())):
        return None
    for clause in reversed(clauses if _ALONE.match(text, number.end()) else clauses[-1:]):
        near = [(max(found.start() - number.end(), number.start() - found.end(), 0), kind)
                for kind, form in _KINDS for found in form.finditer(text, *clause)]  # fmt: skip
        if near:
            return min(near)[1]
    return None


def _state(text: str, behind: int, clause: Span) -> str:
    """What so many out of so many do, where they are not said to be in use."""
    if _OUT_OF_USE.search(text, *clause):
        return " out of use"
    if _IN_USE.search(text, *clause):
        return ""
    return "".join(f" {word.casefold()}" for word in _THEN.findall(text, behind, max(behind, clause[1]))[:2])
