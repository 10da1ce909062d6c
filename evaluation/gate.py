"""The accuracy gate: measures onrecord on the shared gold and fails where a figure is below its floor.

    python evaluation/gate.py              check every figure (exit status 1 if one is below its floor)
    python evaluation/gate.py --raise      write the figures reached now as floors; floors only rise
    python evaluation/gate.py --gold       after a change of the gold: write its new hash, floors as they are

A floor is the figure that was reached, less nothing: the same bytes, code and model give the same figure. A figure that
is better when smaller is kept as its complement, so that floors only ever rise.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import calibration
import contacts
import contacts_checked
import dates
import families
import html_bodies
import lines
import outcomes
import pages
import speakers
import statements
import stories
import text_blocks
from shared import SHARED, hash_of, score

from onrecord.actors import Registry

FLOORS = Path(__file__).with_name("floors.json")
DATA = SHARED / "data"
INVENTED = Path(__file__).with_name("invented")  # gold pages of our own
PLACES = 4  # decimals kept: the last bits of a float may differ between machines

Figures = dict[str, float]


def html() -> Figures:
    """Return the F1 of the bodies of the real HTML pages."""
    folder = DATA / "html-pages"
    gold = json.loads((folder / "ground-truth.json").read_text(encoding="utf-8"))
    found = html_bodies.find_all(folder, workers=2)
    return {
        "body_f1": html_bodies.score([html_bodies.compare(gold[k]["articleBody"], found[k].body) for k in gold])["f1"]
    }


def text() -> Figures:
    """Return how well pages flattened to text, held out from learning, are labelled, and what is kept of clean ones."""
    flat, _ = text_blocks.measure_html(list(text_blocks.html_texts()))
    clean = text_blocks.measure_polnear("dev")
    return {
        "main_body_f1": flat["main, held out"]["f1"],
        "whole_body_f1": flat["whole, held out"]["f1"],
        "clean_text_kept": 1 - clean["lost"],
        "titles": 1 - clean["title not the first line"],
    }


def gold_pages(folder: Path) -> Callable[[], Figures]:
    """Return a measure over a folder of gold pages: body, clutter left out, imprint, statements, speakers."""

    def measure() -> Figures:
        pooled = pages.measure(folder)
        shares = ("title", "published", "outlet", "speaker", "manner", "said")
        return {
            "body_f1": pooled["body"]["f1"],
            "clutter_left_out": 1 - (pooled["boilerplate_kept"]["share"] or 0),
            "statements_f1": pooled["statements"]["f1"],
            "who_said_what_f1": pooled["who_said_what"]["f1"],
            "contacts_f1": pooled["contacts"]["f1"],
            **{name: pooled[name]["share"] for name in shares},
        }

    return measure


def polnear(tagger: str) -> Callable[[], Figures]:
    """Return a measure of who-said-what F1 on PolNeAR dev: all, direct and the rest."""
    return lambda: statements.figures(DATA / "polnear" / "dev", tagger)


def scores() -> Figures:
    """Return how near the model's scores are to the share that is right: the calibration error's complement."""
    found = calibration.measure(outcomes.outcomes(DATA / "polnear" / "dev", statements.tagger_of("model")()))
    return {"calibrated": 1 - found["expected_calibration_error"]}


def gold_spans() -> Figures:
    """Return the share of speakers resolved where the spans are given: all, and by kind of mention."""
    gold = DATA / "polnear" / "dev" / "speakers"
    with tempfile.TemporaryDirectory() as folder:
        lines = Path(folder) / "speakers.jsonl"
        answers = speakers.answers(gold, "", Registry.load())
        lines.write_text("".join(json.dumps(answer) + "\n" for answer in answers), encoding="utf-8")
        report = score("score_speakers.py", "--gold-spans", gold, lines)
    kinds = ("full-name", "partial-name", "pronoun", "nominal")
    return {"all": report["all"]["accuracy"], **{kind: report["how"][kind]["accuracy"] for kind in kinds}}


def times() -> Figures:
    """Return how well dates in newswire text are found (relaxed), and how many of their values are right."""
    found = dates.measure()
    return {"span_f1": found["span_f1"], "value_accuracy": found["value_accuracy"]}


def communicated() -> Figures:
    """Return how many of the pairs that communicated in re3d are told, and how many of those told are there."""
    found = contacts.measure()
    return {"pairs_recall": found["all_recall"], "pairs_precision": found["all_precision"]}


def contacts_read() -> Figures:
    """Return how well the contacts of sentences that were read by hand are found."""
    return contacts_checked.measure()


def copies() -> Figures:
    """Return how well the copies are found among made families and twenty times as many other texts, one seed."""
    run = families.measure(families.polnear(), list(families.others()), seed=1, families=4)
    return {"pair_precision": run.right / (run.right + len(run.wrong)), "pair_recall": run.right / run.pairs}


def events() -> Figures:
    """Return how well BASIL's triples are found, all years at once."""
    everything = stories.articles(sorted(path.name for path in stories.ARTICLES.iterdir()), undated=False)
    found = stories.scores(stories.found(list(everything.values())))
    return {"ari": found["ari"], "b3_f1": found["b3_f1"]}


def said_again() -> Figures:
    """Return how well the statements of made families are joined into lines, one seed."""
    found = lines.shares(lines.families(1, 4, False))
    return {"pair_precision": found["precision"], "pair_recall": found["recall"]}


# The gold's files, below the shared data or beside this file, and what measures on them.
MEASURES: dict[str, tuple[str, Callable[[], Figures]]] = {
    "html-pages": ("html-pages/*.json", html),
    "text-blocks": ("html-pages/*.json", text),
    "seeds": ("seeds/*.*", gold_pages(DATA / "seeds")),
    "press": ("press/*.*", gold_pages(DATA / "press")),
    "invented, open": ("invented/open/*.*", gold_pages(INVENTED / "open")),
    "invented, closed": ("invented/closed/*.*", gold_pages(INVENTED / "closed")),
    "polnear-dev": ("polnear/dev/*/*.*", polnear("model")),
    "polnear-dev, scores": ("polnear/dev/*/*.*", scores),
    "polnear-dev, rules": ("polnear/dev/*/*.*", polnear("rules")),
    "speakers-dev": ("polnear/dev/speakers/*.json", gold_spans),
    "speakers-dev, whole": (
        "polnear/dev/speakers/*.json",
        lambda: speakers.end_to_end(DATA / "polnear" / "dev" / "speakers"),
    ),
    "aquaint": ("timex/aquaint/*.tml", times),
    "re3d": ("re3d/*/*.json", communicated),
    "contacts, read": ("polnear/train/text/*.txt", contacts_read),
    "families": ("polnear/train/text/*.txt", copies),
    "stories": ("basil/articles/*/*.json", events),
    "lines": ("polnear/train/text/*.txt", said_again),
}


def measured() -> Iterator[tuple[str, str, Figures]]:
    """Yield each measure's name, the hash of its gold and its figures."""
    for name, (pattern, measure) in MEASURES.items():
        root = INVENTED.parent if pattern.startswith(INVENTED.name) else DATA
        yield name, hash_of(root.glob(pattern)), {k: round(v, PLACES) for k, v in measure().items()}


def check(floors: dict[str, Any], found: list[tuple[str, str, Figures]]) -> list[str]:
    """Return a sentence for each figure below its floor, or that has none, and for each gold that has changed."""
    wrong = []
    for name, gold, figures in found:
        known = floors.get(name, {"gold": None, "floors": {}})
        if known["gold"] != gold:
            wrong.append(f"{name}: the gold is not the one that the floors were measured on (--gold takes the new one)")
        for figure, value in figures.items():
            floor = known["floors"].get(figure)
            if floor is None:
                wrong.append(f"{name} {figure}: {value} has no floor yet (--raise writes it)")
            elif value < floor:
                wrong.append(f"{name} {figure}: {value} is below its floor {floor}")
    return wrong


def raised(floors: dict[str, Any], found: list[tuple[str, str, Figures]]) -> dict[str, Any]:
    """Return the floors, each at what was reached now or where it stood, whichever is higher."""
    result = {}
    for name, gold, figures in found:
        old = floors.get(name, {"floors": {}})["floors"]
        result[name] = {"gold": gold, "floors": {k: max(v, old.get(k, 0.0)) for k, v in figures.items()}}
    return result


def main(arguments: list[str]) -> int:
    """Check, or with an option rewrite, the floors."""
    if not DATA.is_dir():
        print(f"gate: skipped, the shared gold is not here ({DATA.name} beside the repository)")
        return 0
    floors = json.loads(FLOORS.read_text(encoding="utf-8")) if FLOORS.exists() else {}
    found = list(measured())
    for name, _, figures in found:
        known = floors.get(name, {"floors": {}})["floors"]
        for figure, value in figures.items():
            print(f"{name:<18} {figure:<20} {value:>7.4f}   floor {known.get(figure, 'none')}")
    if "--raise" in arguments:
        floors = raised(floors, found)
    elif "--gold" in arguments:
        for name, gold, _ in found:
            floors.setdefault(name, {"floors": {}})["gold"] = gold
    else:
        wrong = check(floors, found)
        print("\n".join(wrong) or "gate: every figure is at or above its floor")
        return 1 if wrong else 0
    FLOORS.write_text(json.dumps(floors, indent=2) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
