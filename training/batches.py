"""What a step of training sees: windows by gold, by a teacher or by both, padded to tensors, and the loss on them."""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import data
import model
import numpy as np
import torch
from augment import augment
from torch import Tensor

from onrecord.tagger.pieces import Pieces
from onrecord.tagger.structure import buckets

KINDS = ("source", "cue")  # of links, by what they point to


@dataclass
class Batch:
    """Windows padded to tensors; a target row that is empty is not trained."""

    pieces: Tensor
    mask: Tensor
    first: Tensor
    words: Tensor  # [batch, words], true where there is one
    labels: Tensor  # [batch, words, 7], what the label should be
    gold: Tensor  # [batch, 2, words, words + 1], true where a link may point
    soft: Tensor  # the same shape, a teacher's probabilities

    @property
    def sizes(self) -> int:
        """How many pieces there are, padding left out."""
        return int(self.mask.sum())


def collate(windows: list[data.Window], mix: float) -> Batch:
    """Pad windows; where gold and a teacher both speak, gold has the share ``mix``."""
    length, count = max(len(w.pieces) for w in windows), max(len(w.first) for w in windows)
    pieces, mask = np.zeros((len(windows), length), np.int64), np.zeros((len(windows), length), bool)
    first, words = np.zeros((len(windows), count), np.int64), np.zeros((len(windows), count), bool)
    labels = np.zeros((len(windows), count, 7), np.float32)
    gold = np.zeros((len(windows), 2, count, count + 1), bool)
    soft = np.zeros((len(windows), 2, count, count + 1), np.float32)
    for row, window in enumerate(windows):
        size = len(window.first)
        pieces[row, : len(window.pieces)], mask[row, : len(window.pieces)] = window.pieces, True
        first[row, :size], words[row, :size] = window.first, True
        labels[row, :size] = _labels(window, mix)
        for kind, origins, ends in window.links:
            gold[row, KINDS.index(kind), np.array(origins)[:, None], np.array(ends or [count])[None]] = True
        if window.taught is not None:
            for kind, links in enumerate(window.taught[1]):
                soft[row, kind, links[:, 0].astype(int), _column(links[:, 1], count)] = links[:, 2]
    return Batch(*map(torch.from_numpy, (pieces, mask, first, words, labels, gold, soft)))


def _column(targets: np.ndarray, count: int) -> np.ndarray:
    return np.where(targets < 0, count, targets).astype(int)


def _labels(window: data.Window, mix: float) -> np.ndarray:
    known = np.eye(7, dtype=np.float32)[window.labels] if len(window.labels) else None
    if window.taught is None:
        return known
    taught = window.taught[0].astype(np.float32)
    return taught if known is None else mix * known + (1 - mix) * taught


def loss_of(tagger: model.Tagger, batch: Batch, link_weight: float, mix: float) -> tuple[Tensor, float, float]:
    """The loss of a batch, with the parts of labels and links for the log."""
    with torch.autocast("cpu", torch.bfloat16):
        scores, query, key = tagger(batch.pieces, batch.mask, batch.first)
    logs = scores.float().log_softmax(-1)
    by_label = -(batch.labels * logs).sum(-1)[batch.words].mean()
    links = tagger.links(query, key)
    valid = torch.cat([batch.words, torch.ones(len(batch.words), 1, dtype=torch.bool)], 1)
    logs = links.masked_fill(~valid[:, None, None, :], -1e4).log_softmax(-1)
    rows = batch.gold.any(-1)
    known = -logs[rows].masked_fill(~batch.gold[rows], -1e4).logsumexp(-1)
    taught = batch.soft.sum(-1) > 0
    learned = -(batch.soft[taught] * logs[taught]).sum(-1)
    share = mix if taught.any() else 1.0
    by_link = (share * known.sum() + (1 - share) * learned.sum()) / max(
        1, share * len(known) + (1 - share) * len(learned)
    )
    return by_label + link_weight * by_link, float(by_label.detach()), float(by_link.detach())


def worth_of_distance(windows: Iterable[data.Window]) -> np.ndarray:
    """What each distance between words is worth to a link before anything is learned: [2, DISTANCES], 'none' being 0.

    The log of how often a word so far away is the target, from gold. Without it a model's links stay blind to
    distance: the worth of a distance is one number, and moves by a step's rate only.
    """
    hits, words, none = (np.full((2, model.DISTANCES), 0.5), np.ones((2, model.DISTANCES)), np.full((2, 1), 0.5))
    rows = np.ones((2, 1))
    for window in windows:
        count = len(window.first)
        bucket = buckets(count)
        for kind, origins, ends in window.links:
            at = KINDS.index(kind)
            rows[at] += len(origins)
            none[at] += 0 if ends else len(origins)
            for origin in origins:
                near = bucket[count - 1 - origin : 2 * count - 1 - origin]
                words[at] += np.bincount(near, minlength=model.DISTANCES)
                if ends:
                    hits[at] += np.bincount(near[ends], minlength=model.DISTANCES) / len(ends)
    return np.log(hits / words) - np.log(none / rows)


def together(windows: list[data.Window], rng: random.Random, pieces: int) -> list[list[data.Window]]:
    """Shuffle windows into batches of about as many pieces, of about one length each."""
    rng.shuffle(windows)
    batches: list[list[data.Window]] = []
    for at in range(0, len(windows), 400):
        batch: list[data.Window] = []
        for window in sorted(windows[at : at + 400], key=lambda w: len(w.pieces)):
            if batch and (len(batch) + 1) * len(window.pieces) > pieces:
                batches.append(batch)
                batch = []
            batch.append(window)
        batches.append(batch)
    rng.shuffle(batches)
    return batches


def gold_windows(readings: Iterable[list[data.Reading]], cutter: Pieces, size: int, share: float, rng: random.Random):
    """One reading of each article, ``share`` of them changed."""
    for choices in readings:
        reading = augment(rng.choice(choices), rng, share)
        yield from data.examples(reading, cutter, size, rng.randrange(size // 2))


def taught_windows(folder: Path, cutter: Pieces, size: int, rng: random.Random):
    """The windows of the texts that a teacher has read (see teach.py)."""
    for path in sorted(folder.glob("*.pt")):
        for item in torch.load(path, weights_only=True):
            reading = data.Reading(
                item["name"],
                item["text"],
                [{role: [tuple(span) for span in s[role]] for role in data.ROLES} for s in item["statements"] or ()],
            )
            for window in data.examples(reading, cutter, size, rng.randrange(size // 2)):
                low, high = window.start, window.start + len(window.first)
                if item["statements"] is None:
                    window.labels, window.links = window.labels[:0], []
                links = [_within(link.numpy(), low, high) for link in item["links"]]
                window.taught = (item["labels"][low:high].float().numpy(), links)
                yield window


def _within(links: np.ndarray, low: int, high: int) -> np.ndarray:
    """The links [word, target, probability] that begin and end in a window, made to add up to one for each word."""
    links = links[(links[:, 0] >= low) & (links[:, 0] < high)].astype(np.float32)
    links = links[(links[:, 1] < 0) | ((links[:, 1] >= low) & (links[:, 1] < high))]
    links[:, 0] -= low
    links[:, 1] = np.where(links[:, 1] < 0, -1, links[:, 1] - low)
    total = np.zeros(high - low, np.float32)
    np.add.at(total, links[:, 0].astype(int), links[:, 2])
    links = links[total[links[:, 0].astype(int)] > 0.5]
    links[:, 2] /= total[links[:, 0].astype(int)]
    return links
