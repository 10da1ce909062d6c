"""A made-up corpus and a tiny body: does training still learn?"""

from __future__ import annotations

import random
import re
import tempfile
from pathlib import Path

import data
from evaluate import agreement, predict_all
from train import Plan, load_checkpoint, train

from onrecord.tagger.structure import Settings


def made_up() -> dict[str, list[data.Reading]]:
    """A corpus of a few invented sentences, for the smoke run."""
    rng = random.Random(1)
    articles = {}
    for number in range(60):
        text, statements = "A headline.\n\n", []
        for _ in range(6):
            who, cue = rng.choice(["Ms Ito", "The mayor", "Paul"]), rng.choice(["said", "warned that"])
            what = f"the {rng.choice(['bridge', 'school', 'river'])} was {rng.choice(['closed', 'open', 'new'])}"
            at = len(text)
            text += f"{who} {cue} {what}.\n"
            edges = [at, at + len(who), at + len(who) + 1 + len(cue), at + len(who) + 2 + len(cue) + len(what)]
            statements.append(
                {
                    "source": [(edges[0], edges[1])],
                    "cue": [(edges[1] + 1, edges[2])],
                    "content": [(edges[2] + 1, edges[3])],
                }
            )
        articles[f"a{number}"] = [data.Reading(f"a{number}", text, statements)]
    return articles


def smoke() -> int:
    """Train a tiny body on a made-up corpus and hold it to finding nearly everything."""
    articles = made_up()
    seen = sorted({m for rs in articles.values() for m in re.findall(r"\w+|[^\w\s]", rs[0].text.lower())})
    vocabulary = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", *seen]
    plan = Plan(
        shape="tiny", epochs=24.0, window=96, step_pieces=768, rate=1e-3, head_rate=3e-3, frozen_words=False, share=0.0
    )
    with tempfile.TemporaryDirectory() as folder:
        train(plan, articles, vocabulary, Path(folder))
        tagger, state = load_checkpoint(Path(folder) / "last.pt")
    held = [articles[name][0] for name in data.hold_out(articles, 0.05)[1] or ["a0"]]
    found = predict_all(tagger, state, [reading.text for reading in held], Settings())
    score = agreement(held, found)
    print(f"smoke: {score:.3f} of the made-up statements found whole")
    return 0 if score > 0.9 else 1
