"""Measures which names end as one actor, on re3d's 98 documents: pairs of names, joined or apart.

    python evaluation/actors.py [--errors]

What is compared is a name in a document: re3d's persons and organisations (confidence 0.5 or more) whose words are a
name or call an office. Two are one where re3d marks them as synonyms in their document; where they are the same but for
case, accents, articles and titles, in one document or in two; where a person's surname ends one full name of the
document; and where that follows from others. All other pairs are apart. re3d marks few of the synonyms there are, and
two names that differ (a state's short and long name) count as apart unless it marks them: precision is a lower bound.

The answer is what the reader makes of the name, joined across documents as `onrecord link` joins.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from itertools import combinations
from typing import Any

from msgspec import Struct
from msgspec.structs import replace
from shared import SHARED

from onrecord.actors import Registry, across, name, nouns
from onrecord.actors.spellings import fold
from onrecord.clean import clean
from onrecord.dates import published
from onrecord.nodes import Node, node_of
from onrecord.record import Mention, Page
from onrecord.store.links import joined

RE3D = SHARED / "data" / "re3d"
SURE = 0.5
KINDS = ("Person", "Organisation")
ADDRESS = nouns.TITLES | {"he", "hh", "hrh", "hon", "rt", "st"}
PRONOUNS = {"i", "we", "you", "he", "she", "it", "they", "us", "them", "him", "her", "who", "that", "this", "these"}
OFFICIAL = (
    nouns.TITLES | nouns.PORTFOLIOS | nouns.PERSON_NOUNS | nouns.BODY_NOUNS | nouns.DETERMINERS | PRONOUNS | {"of"}
)

Unit = tuple[str, str]  # a document and a name in it, folded
Edge = tuple[Unit, Unit, str]


class Asked(Struct, frozen=True):
    """The gold: each name's group, and the pairs known to be one, with how that is known."""

    one: dict[Unit, str]
    edges: list[Edge]


def is_name(words: str) -> bool:
    """Whether words are a name: they end in a capital, own nothing, and are no pronoun and no office alone."""
    parts = fold(words).split()
    last = words.split()[-1:]
    common = all(part in OFFICIAL or part.removesuffix("s") in OFFICIAL for part in parts)
    return bool(last) and last[0][0].isupper() and not common and not re.search(r"['’]s\s|\d", words)


def key_of(words: str) -> str:
    """A name without the titles before it, folded: 'Foreign Minister Anna Berg' is 'anna berg'."""
    parts = fold(words).split()
    last = max((i for i, part in enumerate(parts[:-1]) if part in ADDRESS), default=-1)
    rest = parts[last + 1 :]
    return " ".join(rest if rest and rest[0] not in ("of", "for", "to", "in") else parts)


def documents() -> Iterator[tuple[dict[str, Any], list[dict[str, Any]], list[dict[str, Any]]]]:
    """Yield each document with its entities and its synonyms."""
    for source in sorted(path for path in RE3D.iterdir() if path.is_dir()):
        kinds = {}
        for kind in ("documents", "entities", "relations"):
            lines = (source / f"{kind}.json").read_text(encoding="utf-8").splitlines()
            kinds[kind] = [json.loads(line) for line in lines]
        for document in kinds["documents"]:
            own = [[x for x in kinds[k] if x["documentId"] == document["_id"]] for k in ("entities", "relations")]
            entities = [e for e in own[0] if e["type"] in KINDS and e["confidence"] >= SURE and e["value"].strip()]
            yield document, entities, [r for r in own[1] if r["type"] == "IsSynonymOf" and r["confidence"] >= SURE]


def gold(document: str, entities: list[dict[str, Any]], synonyms: list[dict[str, Any]]) -> tuple[set[Unit], list[Edge]]:
    """The names of a document, and which of them are one, with how that is known."""
    units = {(document, key_of(e["value"])) for e in entities if is_name(e["value"])}
    pairs = []
    for relation in synonyms:
        ends = [(document, key_of(relation[end])) for end in ("source", "target")]
        if ends[0] != ends[1] and any(end in units for end in ends):
            kind = "synonyms" if all(is_name(relation[end]) for end in ("source", "target")) else "descriptions"
            values = {key_of(e["value"]) for e in entities}
            if all(end[1] in values for end in ends):
                pairs.append((ends[0], ends[1], kind))
                units.update(ends)
    persons = {key_of(e["value"]) for e in entities if e["type"] == "Person" and is_name(e["value"])}
    for short in persons:
        full = [one for one in persons if one != short and one.split()[-1] == short and len(one.split()) < 5]
        if len(full) == 1:
            pairs.append(((document, short), (document, full[0]), "surnames"))
    return units, pairs


def answers(
    document: dict[str, Any], entities: Iterable[dict[str, Any]], registry: Registry
) -> tuple[dict[Unit, str], list[Node]]:
    """The node of each name of a document, and the nodes of all names on it."""
    page = Page(data=document["text"].encode(), file=document["_id"])
    article, _ = clean(page)
    article = replace(article, published=published(article) or article.published)
    _, mentions = name(article, (), registry)
    found: dict[Unit, Counter[str]] = defaultdict(Counter)
    nodes: dict[str, Node] = {}
    for mention in mentions:
        if node := node_of(page.id, mention):
            old = nodes.get(node)
            offices = (mention.office,) if mention.office else ()
            nodes[node] = Node(
                id=node,
                name=max(mention.name or "", old.name if old else "", key=len),
                kind=mention.kind,
                offices=tuple(dict.fromkeys((*(old.offices if old else ()), *offices))),
                date=article.published.value if article.published else None,
            )
    for entity in entities:
        best = _over(entity, mentions)
        if best is not None and (node := node_of(page.id, best)):
            found[document["_id"], key_of(entity["value"])][node] += 1
    return {unit: counts.most_common(1)[0][0] for unit, counts in found.items()}, list(nodes.values())


def _over(entity: dict[str, Any], mentions: tuple[Mention, ...]) -> Mention | None:
    """The mention over an entity's words: the one that shares most characters with it, most of its own."""
    best, most = None, 0.0
    for mention in mentions:
        if mention.span:
            start, end = mention.span
            shared = min(end, entity["end"]) - max(start, entity["begin"])
            share = 2 * shared / (end - start + entity["end"] - entity["begin"])
            if shared > 0 and share > most:
                best, most = mention, share
    return best if most >= 0.5 else None


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--errors", action="store_true", help="print the pairs that were missed and wrongly joined")
    given = parser.parse_args()
    registry = Registry.load()
    units: set[Unit] = set()
    edges: list[tuple[Unit, Unit, str]] = []
    node: dict[Unit, str] = {}
    nodes: list[Node] = []
    for document, entities, synonyms in documents():
        own, pairs = gold(document["_id"], entities, synonyms)
        units |= own
        edges += pairs
        found, known = answers(document, entities, registry)
        node |= {unit: id for unit, id in found.items() if unit in own}
        nodes += known
    by_name: dict[str, list[Unit]] = defaultdict(list)
    for unit in sorted(units):
        by_name[unit[1]].append(unit)
    edges += [(first, other, "same name") for first, *others in by_name.values() for other in others]
    truth = joined(("\n".join(a), "\n".join(b), False) for a, b, _ in edges)
    group = joined((one.ids[0], one.ids[1], False) for one in _judged(nodes, registry) if one.judgement == "same")
    asked = Asked(one={unit: truth.get("\n".join(unit), "\n".join(unit)) for unit in sorted(units)}, edges=edges)
    report(asked, {unit: group.get(id, id) for unit, id in sorted(node.items())}, given.errors)


def _judged(nodes: list[Node], registry: Registry) -> Iterator[across.Judged]:
    """What `onrecord link` says of these nodes."""
    by_key: dict[str, list[Node]] = defaultdict(list)
    for one in nodes:
        for of_name in (across.key, across.initial_key, across.person_key):
            if key := of_name(one.name, one.kind):
                by_key[key].append(one)
    for key in sorted(by_key):
        if key.startswith(across.INITIAL):
            yield from across.initials(by_key[key], registry, {})
        else:
            yield from across.namesakes([one for one in by_key[key] if one.id not in registry.by_id], registry, {})


def report(asked: Asked, answer: dict[Unit, str], errors: bool) -> None:
    """Print the figures."""
    one = asked.one
    in_gold, in_answer = Counter(one.values()), Counter(answer.values())
    right, joins, gold_joins = (_pairs(c) for c in (Counter((one[u], answer[u]) for u in answer), in_answer, in_gold))
    print(f"{len(one)} names in documents, {len(answer)} of them found")
    print(f"pairs of names: precision {right / joins:.3f} ({right:,} of {joins:,} joined)")
    print(f"pairs of names: recall {right / gold_joins:.3f} ({right:,} of {gold_joins:,} that are one)")
    for kind in ("synonyms", "descriptions", "surnames"):
        pairs = sorted({(min(a, b), max(a, b)) for a, b, k in asked.edges if k == kind})
        missed = [(a, b) for a, b in pairs if a not in answer or answer[a] != answer.get(b)]
        print(f"{kind} marked in a document: {len(pairs) - len(missed)} of {len(pairs)} joined")
        for a, b in missed if errors else ():
            print(f"  missed: {a[1]} = {b[1]}: {answer.get(a)}, {answer.get(b)}")
    false = _names_of(answer, lambda a, b: one[a] != one[b])
    print(f"joined though not marked as one: {sum(false.values())} pairs, of {len(false)} different pairs of words")
    parted = _names_of(one, lambda a, b: a not in answer or answer[a] != answer.get(b))
    for title, counted in (("joined", false), ("parted", parted)) if errors else ():
        for (left, other), count in counted.most_common():
            print(f"  {title}: {left} = {other} ({count})")


def _pairs(counts: Counter[Any]) -> int:
    return sum(n * (n - 1) // 2 for n in counts.values())


def _names_of(groups: dict[Unit, str], wrong: Callable[[Unit, Unit], bool]) -> Counter[tuple[str, str]]:
    """The pairs of words, of names in one group, that are wrong there."""
    members: dict[str, list[Unit]] = defaultdict(list)
    for unit in sorted(groups):
        members[groups[unit]].append(unit)
    pairs = (pair for some in members.values() for pair in combinations(some, 2) if wrong(*pair))
    return Counter((min(a[1], b[1]), max(a[1], b[1])) for a, b in pairs)


if __name__ == "__main__":
    main()
