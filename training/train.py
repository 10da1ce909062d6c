"""Train a tagger on PolNeAR: one script, from the corpus to a checkpoint.

    python training/train.py --corpus POLNEAR/train --body FOLDER --run RUN [--epochs 4 ...]
    python training/train.py --smoke            a made-up corpus, a tiny body, under a minute

FOLDER holds ``model.safetensors`` and ``vocab.txt``. RUN gets ``last.pt`` every few
minutes and at the end; run the same command again and it goes on from there. The
checkpoint carries its whole configuration and the vocabulary.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass, fields
from itertools import count
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "src"))

import batches
import data
import model

from onrecord.tagger.pieces import Pieces


@dataclass
class Plan:
    """Everything a run depends on, but the corpus itself."""

    body: str = ""
    shape: str = "minilm"
    layers: int = 0  # 0: all the published ones
    seed: int = 1
    epochs: float = 3.0
    window: int = 256
    step_pieces: int = 2304
    rate: float = 6e-5
    head_rate: float = 6e-4
    decay: float = 0.9  # of the rate, layer by layer downwards
    warm_up: float = 0.06
    share: float = 0.3  # of readings that are changed
    link_weight: float = 0.4
    link: int = 128  # width of the links' queries and keys
    clip: float = 1.0
    frozen_words: bool = True
    everything: bool = False  # train on the held-out articles too
    lessons: str = ""  # a folder that teach.py wrote
    mix: float = 0.5  # share of gold where a teacher speaks too
    start: str = ""  # a checkpoint of the same shape to begin with, in place of published weights
    threads: int = 2
    save_every: float = 300.0  # seconds


def vocabulary_of(folder: Path) -> list[str]:
    """Read a vocabulary, one piece a line."""
    return (folder / "vocab.txt").read_text(encoding="utf-8").rstrip("\n").split("\n")


def build(plan: Plan) -> model.Tagger:
    """Make a fresh model of the plan's shape, from published weights where there are."""
    torch.manual_seed(plan.seed)
    config = model.Config(**asdict({"minilm": model.MINILM, "mpnet": model.MPNET, "tiny": model.TINY}[plan.shape]))
    config.layers, config.link = plan.layers or config.layers, plan.link
    tagger = model.Tagger(config)
    if plan.start:
        tagger.load_state_dict(torch.load(plan.start, map_location="cpu", weights_only=True)["model"])
    elif plan.shape != "tiny":
        model.load_body(tagger.body, Path(plan.body) / "model.safetensors")
    tagger.body.words.weight.requires_grad_(not plan.frozen_words)
    return tagger


def prime(tagger: model.Tagger, articles: dict[str, list[data.Reading]], plan: Plan, cutter: Pieces) -> None:
    """Let the links begin with how far apart linked words are in the corpus."""
    readings = [articles[name] for name in sorted(data.hold_out(articles)[0])]
    windows = batches.gold_windows(readings, cutter, plan.window, 0.0, random.Random(plan.seed))
    tagger.near.data = torch.from_numpy(batches.worth_of_distance(windows)).float()


def groups(tagger: model.Tagger, plan: Plan) -> list[dict[str, object]]:
    """Parameter groups: the heads' rate, then the body's, falling layer by layer."""
    depth = len(tagger.body.layers)
    found: dict[tuple[float, bool], list[Tensor]] = {}
    for name, weights in tagger.named_parameters():
        if not weights.requires_grad:
            continue
        if name.startswith("body.layers."):
            rate = plan.rate * plan.decay ** (depth - 1 - int(name.split(".")[2]))
        else:
            rate = plan.rate * plan.decay**depth if name.startswith("body.") else plan.head_rate
        found.setdefault((rate, weights.dim() > 1), []).append(weights)
    return [
        {"params": params, "lr": rate, "peak": rate, "weight_decay": 0.01 if wide else 0.0}
        for (rate, wide), params in found.items()
    ]


def save(path: Path, tagger: model.Tagger, plan: Plan, more: dict[str, object]) -> None:
    """Write a checkpoint whole or not at all."""
    state = {"plan": asdict(plan), "config": asdict(tagger.config), "model": tagger.state_dict(), **more}
    beside = path.with_suffix(".part")
    torch.save(state, beside)
    beside.replace(path)


def load_checkpoint(path: Path) -> tuple[model.Tagger, dict]:
    """Read a checkpoint: the model in its own shape, and all that was saved with it."""
    state = torch.load(path, map_location="cpu", weights_only=True)
    tagger = model.Tagger(model.Config(**state["config"]))
    tagger.load_state_dict(state["model"])
    return tagger.eval(), state


def epochs(plan: Plan, articles: dict[str, list[data.Reading]], cutter: Pieces) -> Iterator[list[data.Window]]:
    """Every epoch's batches, for ever; the same every time for the same seed and texts."""
    names = sorted(articles) if plan.everything else sorted(data.hold_out(articles)[0])
    for epoch in count():
        rng = random.Random(f"{plan.seed}-{epoch}")
        readings = [articles[name] for name in names]
        windows = list(batches.gold_windows(readings, cutter, plan.window, plan.share, rng))
        if plan.lessons:
            windows += batches.taught_windows(Path(plan.lessons), cutter, plan.window, rng)
        yield batches.together(windows, rng, plan.step_pieces)


def resume(path: Path, tagger: model.Tagger, optimiser: torch.optim.Optimizer) -> int:
    """Fill model and optimiser from a run's checkpoint, if there is one; return the steps done."""
    if not path.exists():
        return 0
    state = torch.load(path, map_location="cpu", weights_only=True)
    tagger.load_state_dict(state["model"])
    rates = [group["peak"] for group in optimiser.param_groups]
    optimiser.load_state_dict(state["optimiser"])
    for group, rate in zip(optimiser.param_groups, rates, strict=True):
        group["peak"] = rate
    return int(state["step"])


def step_of(
    tagger: model.Tagger, optimiser: torch.optim.Optimizer, windows: list[data.Window], plan: Plan, part: float
):
    """Make one step, ``part`` of the way through the plan; return the losses for the log."""
    for group in optimiser.param_groups:
        group["lr"] = group["peak"] * min(part / plan.warm_up, max(0.0, 1 - part) / (1 - plan.warm_up))
    batch = batches.collate(windows, plan.mix)
    loss, by_label, by_link = batches.loss_of(tagger, batch, plan.link_weight, plan.mix)
    loss.backward()
    torch.nn.utils.clip_grad_norm_(tagger.parameters(), plan.clip)
    optimiser.step()
    optimiser.zero_grad(set_to_none=True)
    return by_label, by_link


def train(plan: Plan, articles: dict[str, list[data.Reading]], vocabulary: list[str], run: Path) -> None:
    """Train to the end of the plan, going on from the run's last checkpoint."""
    torch.set_num_threads(plan.threads)
    run.mkdir(parents=True, exist_ok=True)
    tagger = build(plan)
    if not plan.start:
        prime(tagger, articles, plan, Pieces(vocabulary))
    optimiser = torch.optim.AdamW(groups(tagger, plan), betas=(0.9, 0.98), eps=1e-6, fused=True)
    done = resume(run / "last.pt", tagger, optimiser)
    tagger.train()
    saved, lately, step, total = time.time(), [], 0, 0
    for epoch in epochs(plan, articles, Pieces(vocabulary)):
        if not total:
            total = int(len(epoch) * plan.epochs)
            print(json.dumps({"steps": total, "from": done, **asdict(plan)}), flush=True)
        for windows in epoch:
            step += 1
            if step <= done:
                continue
            began = time.time()
            lately.append((*step_of(tagger, optimiser, windows, plan, step / total), time.time() - began))
            if step % 20 == 0 or step == total:
                labels, links, seconds = np.mean(lately, 0)
                print(f"step {step}/{total} labels {labels:.4f} links {links:.4f} {seconds:.2f} s/step", flush=True)
                lately = []
            if time.time() - saved > plan.save_every or step == total:
                more = {"step": step, "total": total, "optimiser": optimiser.state_dict(), "vocabulary": vocabulary}
                save(run / "last.pt", tagger, plan, more)
                saved = time.time()
            if step == total:
                return


def main() -> int:
    """Read the command line and train."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--corpus", type=Path)
    parser.add_argument("--run", type=Path)
    parser.add_argument("--smoke", action="store_true")
    for each in fields(Plan):
        kind = type(each.default)
        flag = "--" + each.name.replace("_", "-")
        if kind is bool:
            parser.add_argument(flag, action=argparse.BooleanOptionalAction, default=each.default)
        else:
            parser.add_argument(flag, type=kind, default=each.default)
    given = parser.parse_args()
    if given.smoke:
        from smoke import smoke

        return smoke()
    if not (given.corpus and given.run and given.body):
        parser.error("--corpus, --body and --run are needed")
    plan = Plan(**{each.name: getattr(given, each.name) for each in fields(Plan)})
    train(plan, data.load(given.corpus), vocabulary_of(Path(plan.body)), given.run)
    return 0


if __name__ == "__main__":
    sys.exit(main())
