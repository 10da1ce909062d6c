"""Where reports differ: who called whom, on which day, where, how many, who said it, whether it happened at all.

Computed and never stored: every account is shown with its source and its words, and none is taken for the truth.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations, pairwise
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from ..record import Contact, Mention, Reading, Span, Statement, statement_json, words_at
from ..sentences import Sentences
from .days import Days, between, days, exact
from .differences import Difference, diff
from .occasions import COMING, Party, Report, alike, elsewhere, report
from .quantities import Quantity, quantities
from .words import Word, stem, words_of

Kind = Literal["initiator", "day", "place", "status", "number", "speaker", "denial"]

_WORD = re.compile(r"[^\W\d_]{4,}")
MOST_NUMBERS = 200  # of one quantity in a story that are compared with one another
THING = 0.5  # what a word weighs at least that may say what is counted
STATE_DAYS = 3  # within which so many out of so many stay so
MOST = 40  # members of a line, or reports of an occasion, that are compared with one another


class Account(Struct, frozen=True, kw_only=True):
    """What one report says: the value, who says so (None: the page itself), on which page, in which words.

    `id` is the statement's or the contact's, `said` the day of a statement that gives a number; spans are offsets into
    the page's text.
    """

    value: str
    by: str | None
    page: str
    file: str
    outlet: str | None
    id: str
    spans: tuple[Span, ...]
    words: str
    said: str | None = None


class Counted(Struct, frozen=True):
    """A number as a statement of a story gives it, with its account and the days on which it was said."""

    quantity: Quantity
    account: Account
    days: Days | None


class Disagreement(Struct, frozen=True, kw_only=True):
    """Accounts that cannot all be so, of an occasion, a line or a story (`of`, its id), in order of page and place."""

    kind: Kind
    about: str
    of: str
    accounts: tuple[Account, ...]


class Member(Struct, frozen=True):
    """A statement of a line with the reading of its page, and the actors of the record that said it."""

    reading: Reading
    statement: Statement
    speakers: tuple[str, ...] = ()


class Told(Struct, frozen=True):
    """A contact with the reading of its page."""

    reading: Reading
    contact: Contact


def of_occasion(group: str, reports: Sequence[Told], nodes: Mapping[str, str]) -> Iterator[Disagreement]:
    """Yield where the reports of an occasion differ; `nodes` are the actors of the record by their names."""
    told = sorted(reports, key=lambda one: (one.reading.page, one.contact.spans, one.contact.id))[:MOST]
    made = [report(one.contact, one.reading.page, None, nodes, one.reading.page) for one in told]
    sides = _sides(made)
    initiators = [(one, _side(one.contact.initiated_by, sides)) for one in told]
    yield from _differing("initiator", "who took the initiative", group, initiators)
    came = [one.status not in COMING for one in made]
    on = [(one, one.contact.on.value if held and of.day and exact(of.day) and one.contact.on else None)
          for one, of, held in zip(told, made, came, strict=True)]  # fmt: skip
    yield from _differing("day", "the day", group, on)
    if any(elsewhere(one, other) for one, other in combinations(made, 2)):
        yield from _differing("place", "the place", group, [(one, _place(one)) for one in told])
    if any(of.status == "held" for of in made):
        status = [(one, of.status if of.status not in COMING else None) for one, of in zip(told, made, strict=True)]
        yield from _differing("status", "whether it took place", group, status)


def _place(one: Told) -> str | None:
    return one.contact.where.name if one.contact.where else None


def _sides(reports: Iterable[Report]) -> list[list[Party]]:
    """The parties of an occasion, a state with whoever speaks for it."""
    sides: list[list[Party]] = []
    for party in sorted({party for one in reports for party in one.parties}, key=lambda p: (p.kind != "state", p.full)):
        own = next((side for side in sides if any(alike(party, other) for other in side)), None)
        if own is None:
            sides.append([party])
        else:
            own.append(party)
    return sides


def _side(who: Mention | None, sides: Sequence[Sequence[Party]]) -> str | None:
    """The side that somebody is of: 'the Velhanian side', 'Velhania' and its minister are one."""
    if who is None or not who.name:
        return None
    words = {stem(word.casefold())[:5] for word in _WORD.findall(f"{who.name} {who.office or ''}")}
    found = [side for side in sides if any(words & _words(party) for party in side)]
    return found[0][0].full if len(found) == 1 else who.name


def _words(party: Party) -> set[str]:
    own = {stem(word.casefold())[:5] for word in _WORD.findall(party.full)}
    return own | {word for word in (*party.state, *party.office) if word not in _OFFICES}


_OFFICES = frozenset(stem(word)[:5] for word in ("foreign", "minister", "ministry", "secretary", "state", "affairs",
    "defence", "defense", "president", "prime", "special", "envoy", "side", "government", "spokesman"))  # fmt: skip


def _differing(kind: Kind, about: str, group: str, values: Sequence[tuple[Told, str | None]]) -> Iterator[Disagreement]:
    accounts = [_of_contact(one, value, kind) for one, value in values if value is not None]
    if len({account.value.casefold() for account in accounts}) > 1:
        yield Disagreement(kind=kind, about=about, of=group, accounts=tuple(accounts))


def _of_contact(one: Told, value: str, kind: Kind) -> Account:
    """A contact's account, in the words that prove it: the sentence that names the initiator, else all its spans."""
    reading, contact = one.reading, one.contact
    spans = contact.spans
    proof = {"initiator": contact.initiated_by, "day": contact.on, "place": contact.where}.get(kind)
    if proof is not None and proof.span:
        start, end = Sentences(reading.article).of(proof.span[0])
        spans = ((start, max(start + len(reading.article.text[start:end].rstrip()), proof.span[1])),)
    at = proof.span[0] if proof is not None and proof.span else spans[0][0] if spans else 0
    return _account(reading, value, contact.id, spans, _by(reading, at))


def _by(reading: Reading, at: int) -> str | None:
    """Who says what stands at an offset: the speaker of the innermost statement whose content it is in."""
    around = [(end - start, s.id, s) for s in reading.statements for start, end in s.content if start <= at < end]
    return _speaker(reading, min(around)[2]) if around else None


def _speaker(reading: Reading, statement: Statement) -> str | None:
    if statement.speaker and statement.speaker.name:
        return statement.speaker.name
    return words_at(reading.article.text, statement.source) or None


def _account(reading: Reading, value: str, id: str, spans: tuple[Span, ...], by: str | None) -> Account:
    article = reading.article
    return Account(
        value=value,
        by=by,
        page=reading.page,
        file=reading.file,
        outlet=article.outlet.name if article.outlet else None,
        id=id,
        spans=spans,
        words=words_at(article.text, spans),
    )


def of_line(group: str, members: Sequence[Member]) -> Iterator[Disagreement]:
    """Yield where a line is given to different speakers, or with different numbers."""
    ordered = sorted(members, key=lambda one: (one.reading.page, one.statement.content))[:MOST]
    named = [one for one in ordered if one.speakers]
    pairs = list(combinations(named, 2))
    both = {_names(*pair) for pair in pairs if pair[0].reading.page == pair[1].reading.page}
    # A page that has it from both of them says that both said so.
    if any(_other_speakers(*pair) and _names(*pair) not in both for pair in pairs):
        accounts = (_of_member(one, _speaker(one.reading, one.statement) or "") for one in named)
        yield Disagreement(kind="speaker", about="who said it", of=group, accounts=tuple(accounts))
    rows = [statement_json(one.reading, one.statement) for one in ordered]
    numbers: dict[int, str] = {}
    for left, right in combinations(range(len(ordered)), 2):
        if _of_other_days(ordered[left].statement, ordered[right].statement):
            continue  # the number may have become another
        difference = diff(rows[left], rows[right])
        for one, other in _other_numbers(difference, words_of(rows[left]), words_of(rows[right])):
            numbers.setdefault(left, one)
            numbers.setdefault(right, other)
    if len(set(numbers.values())) > 1:
        accounts = (_of_member(ordered[n], value) for n, value in sorted(numbers.items()))
        yield Disagreement(kind="number", about="how many", of=group, accounts=tuple(accounts))


def _of_other_days(one: Statement, other: Statement) -> bool:
    """Whether two statements are told to have been made on different days, not merely printed on them."""
    told = [days(each.said.value) for each in (one, other) if each.said and each.said.basis != "published"]
    return len(told) == 2 and bool(between(*told))


def _other_speakers(one: Member, other: Member) -> bool:
    """Whether two are different speakers; one who passes on what the other said is not."""
    if set(one.speakers) & set(other.speakers):
        return False
    names = [_last_name(_speaker(each.reading, each.statement)) for each in (one, other)]
    told = [words_at(each.reading.article.text, each.statement.content).casefold() for each in (one, other)]
    return names[0] != names[1] and names[0] not in told[1] and names[1] not in told[0]


def _names(one: Member, other: Member) -> frozenset[str]:
    """The last names of the speakers of two."""
    return frozenset(_last_name(_speaker(each.reading, each.statement)) for each in (one, other))


def _last_name(name: str | None) -> str:
    return (name or "").casefold().split()[-1] if name else ""


def _other_numbers(difference: Difference, left: Sequence[Word], right: Sequence[Word]) -> Iterator[tuple[str, str]]:
    """Yield the numbers that stand in one another's place, of the same thing: hours and days are two."""
    for op in difference.ops:
        if op.kind == "changed":
            one, other = _numbers(left, op.left), _numbers(right, op.right)
            for thing in sorted(one.keys() & other.keys()):
                if one[thing] != other[thing]:
                    yield one[thing], other[thing]


def _numbers(words: Sequence[Word], spans: Sequence[Span]) -> dict[str, str]:
    """The numbers at the spans, by the word that follows each, where it is one for a thing: not '18 of them'."""
    return {
        after.stem: word.key
        for word, after in pairwise(words)
        if word.key.isdigit() and after.weight >= THING and any(start <= word.span[0] < end for start, end in spans)
    }


def _of_member(one: Member, value: str) -> Account:
    return account_of(one.reading, one.statement, value)


def account_of(reading: Reading, statement: Statement, value: str) -> Account:
    """Return what a statement says as an account, in all its words."""
    return _account(reading, value, statement.id, statement.content, _speaker(reading, statement))


def of_story(group: str, readings: Iterable[Reading]) -> Iterator[Disagreement]:
    """Yield where the statements of a story give different numbers for one quantity, the same places being meant.

    A number that only rises from day to day is news and no disagreement, and nor is one that another allows for: 17
    dead where there were at least 14.
    """
    found: dict[str, list[Counted]] = {}
    for reading in sorted(readings, key=lambda one: one.page):
        by_id = {statement.id: statement for statement in reading.statements}
        for one in quantities(reading):
            statement = by_id[one.statement]
            account = _account(reading, one.value, one.statement, (one.clause,), _speaker(reading, statement))
            when = statement.said or reading.article.published
            account = replace(account, said=when.value if when else None)
            found.setdefault(one.what, []).append(Counted(one, account, days(account.said)))
    for what, counted in sorted(found.items()):
        for cluster in _of_one_place(counted):
            if any(_exclude(one, other) for one, other in combinations(cluster[:MOST_NUMBERS], 2)):
                accounts = tuple(one.account for one in cluster)
                yield Disagreement(kind="number", about=f"how many: {what}", of=group, accounts=accounts)


def _exclude(one: Counted, other: Counted) -> bool:
    """Whether two numbers cannot both be so, each on its day."""
    low, high = sorted((one, other), key=lambda counted: (counted.quantity.least, counted.quantity.most))
    if high.quantity.least <= low.quantity.most:
        return False
    apart = between(one.days, other.days)
    if one.quantity.what.startswith("of "):  # so many out of so many may become others in time
        return apart is None or apart <= STATE_DAYS
    rose = low.days is not None and high.days is not None and low.days[1] < high.days[0]
    return not rose


def _of_one_place(counted: Sequence[Counted]) -> list[list[Counted]]:
    """The numbers place by place; those that name none belong to the only place there is, or stand alone."""
    clusters: list[tuple[set[str], list[Counted]]] = []
    for account in counted:
        places = set(account.quantity.places)
        if places:
            own = next((cluster for cluster in clusters if cluster[0] & places), None)
            if own is None:
                own = (set(), [])
                clusters.append(own)
            own[0].update(places)
            own[1].append(account)
    loose = [account for account in counted if not account.quantity.places]
    if len(clusters) == 1:
        order = {id(account): n for n, account in enumerate(counted)}
        return [sorted([*clusters[0][1], *loose], key=lambda account: order[id(account)])]
    return [*(cluster for _, cluster in clusters), loose]
