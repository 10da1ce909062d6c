"""The commands about one actor in all outlets: `labels`: how it is named; `topic`, `positions`: what it said."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import click
import msgspec

from .. import whois
from ..actors import Registry
from ..align.labels import Use, uses
from ..align.positions import Change, changes, on_topic, wordings
from ..errors import UsageError
from ..export import SHORT_ID, cut, printable
from ..gather import Gathered, gather
from ..store import Query, Store
from .options import form_option, load_registry, now, registry_option
from .screen import example, put, width

# How an adjective of a state's name ends: Kestria, Kestrian; Sudan, Sudanese; Denmark, Danish is none of these.
_ADJECTIVE = "n|an|ian|ese|i|ish|s|"


@click.command(epilog=example("onrecord labels news.db Kestria\nonrecord labels news.db Kestria --also KESTAG"))
@click.argument("db", metavar="DB")
@click.argument("actor", metavar="ACTOR")
@click.option("--also", multiple=True, metavar="NAME", help="Another name of the actor; can be given several times.")
@form_option
@registry_option
def labels(db: str, actor: str, also: tuple[str, ...], form: str | None, registry: str | None) -> None:
    """Count how each outlet and speaker names an actor.

    'Rebels', 'terrorists', by name; in quotation marks or not. A label counts as the actor's where its name stands
    beside it, and for an armed group where no other is named. The sentences behind each count are printed with it.
    """
    known = load_registry(registry)
    with Store.open(db) as store:
        names, gathered = _named(store, known, actor, also)
        rivals = _rivals(gathered, names)
        found = [use for one in gathered.readings for use in uses(one, names, others=rivals)]
        if any(use.basis == "beside" for use in found):  # it is called what armed groups are called
            found = [use for one in gathered.readings for use in uses(one, names, armed=True, others=rivals)]
        texts = {one.page: one.article.text for one in gathered.readings}
    rows = [{**msgspec.to_builtins(use), "words": texts[use.page][slice(*use.sentence)].strip()} for use in found]
    put(form, rows, _counted(found, rows))


@click.command(
    epilog=example('onrecord topic news.db mediation mediation mediator "good offices"\nonrecord topic news.db')
)
@click.argument("db", metavar="DB")
@click.argument("name", required=False, metavar="[NAME]")
@click.argument("words", nargs=-1, metavar="[WORDS...]")
@click.option("--drop", is_flag=True, help="Forget the topic.")
def topic(db: str, name: str | None, words: tuple[str, ...], drop: bool) -> None:
    """Keep a topic: words and phrases under a name.

    The words count in any of their forms. Without words, what is kept is printed.
    """
    if drop and name is None:
        raise UsageError("--drop forgets one topic: name it.")
    words = tuple(dict.fromkeys(" ".join(word.split()) for word in words if word.strip()))
    with Store.open(db, write=bool(words) or drop) as store:
        kept = store.topics()
        if name is not None and (drop or not words) and name not in kept:
            raise UsageError(f"{db}: there is no topic {name}; `onrecord topic {db} {name} WORDS` makes one.")
        if name is not None and (words or drop):
            store.keep_topic(name, () if drop else words, now())
            kept = store.topics()
    for one, theirs in kept.items():
        if name in (None, one):
            click.echo(f"{printable(one)}: {printable(', '.join(theirs))}")


@click.command(
    epilog=example(
        "onrecord positions news.db Kestria mediation\nonrecord positions news.db 'Joren Madrek' truce talks"
    )
)
@click.argument("db", metavar="DB")
@click.argument("actor", metavar="ACTOR")
@click.argument("topics", nargs=-1, required=True, metavar="TOPIC...")
@form_option
@registry_option
def positions(db: str, actor: str, topics: tuple[str, ...], form: str | None, registry: str | None) -> None:
    """Print what an actor has said on a topic over time.

    A turn is an act that turns round: first rejects, then accepts. TOPIC is one that `onrecord topic` keeps, or words.
    Of a state, those who hold its offices speak too. A turn is a candidate for a person to judge, nothing more.
    """
    known = load_registry(registry)
    with Store.open(db) as store:
        kept = store.topics()
        words = tuple(dict.fromkeys(word for one in topics for word in kept.get(one, (one,))))
        nodes = whois.actor(store, known, actor)
        nodes = tuple(sorted({*nodes, *_speaking_for(store, nodes, actor)}))
        found = on_topic(store.said_by(nodes), words)
    turns = {change.after: change for change in changes(found)}
    rows = ({**row, "turns_from": turns[row["id"]].before if row["id"] in turns else None} for row in found)
    put(form, rows, _positions(found, turns, words))


def _positions(found: Sequence[Mapping[str, Any]], turns: Mapping[str, Change], words: Sequence[str]) -> Iterator[str]:
    """What was said, two lines each, then how often each wording was used."""
    for row in found:
        turn = f"  <- {' then '.join(turns[row['id']].acts)}?" if row["id"] in turns else ""
        who = f"{row['as']['name'] or 'unnamed'}, {row['outlet'] or 'unknown'}"
        head = f"{row['date'] or 'no date':<10}  {row['id'][:SHORT_ID]}  {who}"
        yield printable(f"{head}: {row['act'] or '-'}{turn}")
        yield printable(f"    {cut(row['content'], max(40, width() - 4))}")
    dates = {row["id"]: row["date"] or "no date" for row in found}
    for one in wordings(found, words):
        yield printable(f"{one.words}: {one.count}, first {dates[one.first]}, last {dates[one.last]}")


def _named(store: Store, registry: Registry, actor: str, also: Sequence[str]) -> tuple[list[str], Gathered]:
    """The names of an actor, and the pages that may have them: those that name it, and those of their stories."""
    nodes = whois.actor(store, registry, actor)
    known = [one for node in nodes if (one := registry.by_id.get(node))]
    aliases = [name for one in known for name in (one.name, *one.aliases)]
    names = list(dict.fromkeys([*store.names_of(nodes), *aliases, *also]))
    pages = {row["page"] for row in (*store.said_by(nodes), *store.met_by(nodes))}
    for name in names:
        pages |= {row["page"] for row in store.search(Query(words=f'"{name}"'))}
    return names, gather(store, sorted({one for page in pages for one in store.group("story", page)}))


def _rivals(gathered: Gathered, names: Sequence[str]) -> list[str]:
    """The names of other armed groups on these pages."""
    mentions = [
        mention
        for reading in gathered.readings
        for one in reading.statements
        for mention in (one.speaker, *one.co_speakers, *one.addressee)
        if mention and mention.kind == "armed-group" and mention.name
    ]
    return sorted({mention.name for mention in mentions if mention.name} - set(names))


def _counted(found: Sequence[Use], rows: Sequence[dict[str, Any]]) -> Iterator[str]:
    """The counts by outlet and speaker, each with its sentences."""
    counts: Counter[tuple[str, str, str, bool]] = Counter()
    sentences: dict[tuple[str, str, str, bool], list[str]] = {}
    for use, row in zip(found, rows, strict=True):
        key = (use.outlet or "unknown", use.speaker or "", use.label, use.inside)
        counts[key] += 1
        sentences.setdefault(key, []).append(" ".join(row["words"].split()))
    for (outlet, speaker, label, inside), count in sorted(counts.items(), key=lambda one: (one[0][0], -one[1], one[0])):
        who = f"{outlet}, {speaker}" if speaker else outlet
        yield printable(f"{who}: {label}, {count} {'inside' if inside else 'outside'} quotation marks")
        for sentence in dict.fromkeys(sentences[outlet, speaker, label, inside]):
            yield printable(f"    {cut(sentence, max(40, width() - 4))}")


def _speaking_for(store: Store, nodes: Sequence[str], actor: str) -> list[str]:
    """The nodes of those whose office is the actor's: the foreign minister of a state."""
    found = set()
    for name in (*store.names_of(nodes), actor):
        if len(name) > 3 and " " not in name:
            form = re.compile(rf"\b{re.escape(name[:-1])}{re.escape(name[-1])}?(?:{_ADJECTIVE})\b", re.IGNORECASE)
            found |= {node for node, office in store.offices_like(name[:-1]) if form.search(office)}
    return sorted(found)
