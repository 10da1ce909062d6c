"""How good the machine is on somebody's own pages: its readings against the same readings as people left them.

Only a page that a person has marked as checked says what was missed and what was false. What people touched on other
pages is told apart: they correct what is wrong, so that it says which mistakes there are, and not how many.

The measure is that of the shared scorers: contents are the same statement where they share half of their words
(Jaccard), one to one, the likest first; a source is right where it shares a word with the person's, or both are none.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from msgspec import Struct

from .record import Mention, Reading, Span, Statement

SAME = 0.5
_TOKEN = re.compile(r"\w+|[^\w\s]")
_Z = 1.96  # of the normal distribution, for 95 in 100


class Pair(Struct, frozen=True, kw_only=True):
    """A page as the machine read it and as people left it; whether they marked it as checked, and what they touched."""

    machine: Reading
    people: Reading
    checked: bool
    touched: frozenset[str] = frozenset()


def measure(pairs: Iterable[Pair]) -> dict[str, Any]:
    """Return the figures: of the checked pages, `statements` and `who said what`, and field by field what was right.

    Each share is `{"right", "of", "share", "low", "high"}`: the two last are the 95% interval (Wilson 1927).
    """
    counts: Counter[str] = Counter()
    fields: dict[str, Counter[str]] = {name: Counter() for name in _FIELDS}
    touched: dict[str, Counter[str]] = {name: Counter() for name in _FIELDS}
    for pair in pairs:
        if pair.checked:
            _count_page(pair, counts, fields)
        else:
            _count_touched(pair, counts, touched)
    machine, people = counts["machine"], counts["people"]
    return {
        "checked pages": counts["pages"],
        "statements of people": people,
        "statements of the machine": machine,
        "statement found": _joint(counts["found"], machine, people),
        "who said what": _joint(counts["hits"], machine, people),
        "of the statements found": {name: _share(c["right"], c["of"]) for name, c in fields.items()},
        "touched elsewhere": {
            "statements": counts["touched"],
            "rejected": counts["rejected"],
            "missed": counts["missed"],
            **{name: _share(c["right"], c["of"]) for name, c in touched.items()},
        },
    }


def _count_page(pair: Pair, counts: Counter[str], fields: Mapping[str, Counter[str]]) -> None:
    text = pair.people.article.text
    matched = _matched(text, pair.machine.statements, pair.people.statements)
    counts.update(pages=1, machine=len(pair.machine.statements), people=len(pair.people.statements), found=len(matched))
    for machine, person in matched:
        counts["hits"] += _same_source(text, machine, person)
        _compare(machine, person, fields)


def _count_touched(pair: Pair, counts: Counter[str], fields: Mapping[str, Counter[str]]) -> None:
    machine = {one.id: one for one in pair.machine.statements}
    people = {one.id: one for one in pair.people.statements}
    for id in sorted(pair.touched):
        counts["touched"] += 1
        if id in machine and id in people:
            _compare(machine[id], people[id], fields)
        else:
            counts["missed" if id in people else "rejected"] += 1


def _compare(machine: Statement, person: Statement, fields: Mapping[str, Counter[str]]) -> None:
    for name, same in _FIELDS.items():
        fields[name].update(of=1, right=int(same(machine, person)))


def _matched(text: str, machine: Sequence[Statement], people: Sequence[Statement]) -> list[tuple[Statement, Statement]]:
    """Return the pairs that are one statement, the likest first; each statement is in one pair at most."""
    starts = [match.start() for match in _TOKEN.finditer(text)]
    words = {id(one): _tokens(starts, one.content) for one in (*machine, *people)}
    holders: dict[int, list[int]] = {}
    for n, one in enumerate(people):
        for token in words[id(one)]:
            holders.setdefault(token, []).append(n)
    likes = []
    for m, one in enumerate(machine):
        common = Counter(n for token in words[id(one)] for n in holders.get(token, ()))
        for n, shared in common.items():
            like = shared / (len(words[id(one)]) + len(words[id(people[n])]) - shared)
            if like >= SAME:
                likes.append((-like, m, n))
    taken_m: set[int] = set()
    taken_n: set[int] = set()
    found = []
    for _, m, n in sorted(likes):
        if m not in taken_m and n not in taken_n:
            taken_m.add(m)
            taken_n.add(n)
            found.append((machine[m], people[n]))
    return found


def _tokens(starts: Sequence[int], spans: Sequence[Span]) -> frozenset[int]:
    return frozenset(n for start, end in spans for n in range(bisect_left(starts, start), bisect_left(starts, end)))


def _same_source(text: str, machine: Statement, person: Statement) -> bool:
    if not person.source or not machine.source:
        return not person.source and not machine.source
    words = [
        {(start + m.start()) for start, end in one.source for m in re.finditer(r"\w+", text[start:end])}
        for one in (machine, person)
    ]
    return bool(words[0] & words[1])


def _who(mention: Mention | None) -> str | None:
    """Return what tells an actor: the registry's id, or the name, or the kind of one without a name."""
    if mention is None or mention.kind == "none":
        return None
    return mention.id or (mention.name or mention.kind).casefold()


def _all(mentions: Iterable[Mention]) -> list[str]:
    return sorted(who for who in map(_who, mentions) if who)


_FIELDS: dict[str, Callable[[Statement, Statement], bool]] = {
    "speaker": lambda a, b: _who(a.speaker) == _who(b.speaker) and _all(a.co_speakers) == _all(b.co_speakers),
    "addressee": lambda a, b: _all(a.addressee) == _all(b.addressee),
    "via": lambda a, b: _all(a.via) == _all(b.via),
    "day": lambda a, b: (a.said and a.said.value) == (b.said and b.said.value),
    "place": lambda a, b: (a.where and a.where.name) == (b.where and b.where.name),
    "manner": lambda a, b: a.manner == b.manner,
    "act": lambda a, b: a.act == b.act,
}


def _joint(hits: int, machine: int, people: int) -> dict[str, Any]:
    """Return precision, recall and their harmonic mean; None where nothing was there to be right about."""
    f1 = round(2 * hits / (machine + people), 4) if machine + people else None
    return {"precision": _share(hits, machine), "recall": _share(hits, people), "f1": f1}


def _share(right: int, of: int) -> dict[str, Any]:
    if not of:
        return {"right": 0, "of": 0, "share": None, "low": None, "high": None}
    share, z2 = right / of, _Z * _Z
    middle = (share + z2 / (2 * of)) / (1 + z2 / of)
    half = _Z * math.sqrt(share * (1 - share) / of + z2 / (4 * of * of)) / (1 + z2 / of)
    low, high = max(0.0, middle - half), min(1.0, middle + half)
    return {"right": right, "of": of, "share": round(share, 4), "low": round(low, 4), "high": round(high, 4)}


def as_text(figures: Mapping[str, Any]) -> str:
    """Return the figures as lines to read."""
    lines = [f"{name}: {figures[name]}" for name in list(figures)[:3]]
    for name in ("statement found", "who said what"):
        joint = figures[name]
        lines.append(f"{name}:")
        lines += [f"  {part:<12}{_words(joint[part])}" for part in ("precision", "recall")]
        lines.append(f"  {'F1':<12}{'-' if joint['f1'] is None else format(joint['f1'], '.1%')}")
    lines.append("of the statements found, right:")
    lines += [f"  {name:<12}{_words(share)}" for name, share in figures["of the statements found"].items()]
    elsewhere = figures["touched elsewhere"]
    if elsewhere["statements"]:
        plain = ", ".join(f"{elsewhere[name]} {name}" for name in ("statements", "rejected", "missed"))
        lines.append(f"touched on pages not marked as checked (people correct what is wrong): {plain}; right:")
        lines += [f"  {name:<12}{_words(elsewhere[name])}" for name in _FIELDS]
    return "\n".join(lines)


def _words(share: Mapping[str, Any]) -> str:
    if not share["of"]:
        return "-"
    return f"{share['share']:>6.1%}  {share['right']} of {share['of']} (95%: {share['low']:.0%} to {share['high']:.0%})"
