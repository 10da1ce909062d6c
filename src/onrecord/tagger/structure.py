"""From the model's scores to statements: numpy only, shared with training.

A statement has one cue, one stretch of words. A cue picks one source or none; a stretch of content picks a cue; so a
statement's content may lie in several pieces, and several statements may share a source. Spans here are of words.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

ROLES = ("source", "cue", "content")
FORBIDDEN = -1e9
DISTANCES = 32  # buckets of signed distance in words
PROBABILITIES = 7  # so many parts of the evidence are logs of probabilities
TO_SOURCE, TO_CUE = 0, 1  # the two kinds of link
OWN = 0.25  # of a content's probability: enough for a cue that would have no content; 0.15 to 0.4 score alike
Floats = NDArray[np.float32]
Span = tuple[int, int]


@dataclass(frozen=True)
class Settings:
    """What the decoder goes by; a model's configuration carries the values."""

    cue: float = 0.0  # added to the scores of the cue's labels: more statements, or fewer
    source: float = 0.0
    content: float = 0.0
    no_source: float = 0.0  # added to the log probability that a cue has no source
    no_cue: float = 50.0  # the same for content; where it wins, the content is left out
    threshold: float = 0.0  # statements scored lower are left out
    weights: tuple[float, ...] = ()  # of the logistic that turns `evidence` into a score; the last is the constant


@dataclass(frozen=True)
class Scores:
    """What the model says of one window: labels [words, 7] and links [2, words, words + 1], the last for 'none'.

    `quoted` [words] tells which words stand in quotation marks, where that is known.
    """

    labels: Floats
    links: Floats
    quoted: NDArray[np.bool_] | None = None


def weights(
    scores: Scores, near: Floats, kind: int, origin: Span, targets: Sequence[Span]
) -> tuple[list[float], float]:
    """How much of the probability of the origin's words each target has, and 'none'.

    ``near`` [2, DISTANCES] is what the links have learned each distance to be worth.
    """
    count = len(scores.labels)
    rows = scores.links[kind, origin[0] : origin[1]].copy()
    worth = near[kind][buckets(count)]
    for row, word in enumerate(range(*origin)):
        rows[row, :count] += worth[count - 1 - word : 2 * count - 1 - word]
    rows -= rows.max(1, keepdims=True)
    odds = np.exp(rows)
    odds /= odds.sum(1, keepdims=True)
    mean = odds.mean(0)
    return [float(mean[a:b].sum()) for a, b in targets], float(mean[count])


@dataclass
class Found:
    """One statement: its spans in words, what speaks for it, and how sure that makes us."""

    cue: Span
    source: Span | None = None
    content: list[Span] = field(default_factory=list)
    linked: list[float] = field(default_factory=list)  # the weight of each link
    score: float = 0.0


@lru_cache(maxsize=1024)
def buckets(count: int) -> NDArray[np.int64]:
    """The bucket of each signed distance from -(count - 1) to count - 1, finer near by."""
    distance = np.arange(1 - count, count)
    bucket = np.minimum((np.log2(np.abs(distance) + 1) * 2).astype(np.int64), DISTANCES // 2 - 1)
    signed: NDArray[np.int64] = np.where(distance < 0, DISTANCES // 2 + bucket, bucket)
    return signed


def _transitions() -> Floats:
    """What may follow what: an inside label only its own beginning or inside."""
    allowed = np.zeros((7, 7), np.float32)
    for inside in (2, 4, 6):
        allowed[:, inside] = FORBIDDEN
        allowed[inside - 1, inside] = allowed[inside, inside] = 0.0
    return allowed


TRANSITIONS = _transitions()


def log_softmax(scores: Floats) -> Floats:
    """The log of the softmax over the last axis."""
    shifted = scores - scores.max(-1, keepdims=True)
    result: Floats = shifted - np.log(np.exp(shifted).sum(-1, keepdims=True))
    return result


def viterbi(windows: Sequence[Floats]) -> list[NDArray[np.int64]]:
    """The best allowed labels of each window, all windows side by side; ``windows[i]`` is [words, 7]."""
    longest = max(len(window) for window in windows)
    scores = np.zeros((longest, len(windows), 7), np.float32)
    for lane, window in enumerate(windows):
        scores[: len(window), lane] = window
        scores[len(window) :, lane, 1:] = FORBIDDEN  # padding is outside everything
    best = np.zeros((longest, len(windows), 7), np.int8)
    total = scores[0].copy()
    total[:, [2, 4, 6]] = FORBIDDEN
    for word in range(1, longest):
        paths = total[:, :, None] + TRANSITIONS
        best[word] = paths.argmax(1)
        total = paths.max(1) + scores[word]
    labels = np.zeros((longest, len(windows)), np.int64)
    labels[-1] = total.argmax(1)
    lanes = np.arange(len(windows))
    for word in range(longest - 1, 0, -1):
        labels[word - 1] = best[word, lanes, labels[word]]
    return [labels[: len(window), lane] for lane, window in enumerate(windows)]


def stretches(labels: NDArray[np.int64]) -> dict[str, list[Span]]:
    """The stretches of words that the labels give each role."""
    found: dict[str, list[Span]] = {role: [] for role in ROLES}
    listed = [*labels.tolist(), 0]
    start = 0
    for word in range(1, len(listed)):
        before, here = listed[word - 1], listed[word]
        goes_on = here and here % 2 == 0 and here - before in (0, 1)
        if not goes_on:
            if before:
                found[ROLES[(before - 1) // 2]].append((start, word))
            start = word
    return found


def decode(windows: Sequence[Scores], near: Floats, settings: Settings) -> list[list[Found]]:
    """Read the statements of each window off its scores."""
    logs = [log_softmax(window.labels) for window in windows]
    lean = np.array([0.0, *[settings.source] * 2, *[settings.cue] * 2, *[settings.content] * 2], np.float32)
    labels = viterbi([log + lean for log in logs]) if windows else []
    found = []
    for window, log, named in zip(windows, logs, labels, strict=True):
        statements = _joined(window, near, stretches(named), settings)
        for statement in statements:
            statement.score = _score(evidence(statement, log, window.quoted), settings.weights)
        found.append([s for s in statements if s.score >= settings.threshold])
    return found


def _joined(window: Scores, near: Floats, spans: dict[str, list[Span]], settings: Settings) -> list[Found]:
    """Let each content pick its cue, then each cue that has content its source."""
    statements = [Found(cue) for cue in spans["cue"]]
    if not statements:
        return []
    for cue, content, worth in _picked(window, near, spans, settings):
        statements[cue].content.append(content)
        statements[cue].linked.append(worth)
    kept = [statement for statement in statements if statement.content]
    for statement in kept:
        odds, nowhere = weights(window, near, TO_SOURCE, statement.cue, spans["source"])
        nowhere *= float(np.exp(settings.no_source))
        best = int(np.argmax(odds)) if odds else -1
        chosen = best >= 0 and odds[best] > nowhere
        statement.source = spans["source"][best] if chosen else None
        statement.linked.insert(0, odds[best] if chosen else nowhere)
    return kept


def _picked(
    window: Scores, near: Floats, spans: dict[str, list[Span]], settings: Settings
) -> list[tuple[int, Span, float]]:
    """The cue that each content belongs to, by its number, and the weight of the link.

    A content picks the likeliest cue. A cue that nobody picked then takes the piece likeliest to be its own from a cue
    that has several, where it is likely enough: the model saw a cue there, and a cue has content.
    """
    offered = [(content, *weights(window, near, TO_CUE, content, spans["cue"])) for content in spans["content"]]
    picked = [
        (int(np.argmax(odds)), content, odds)
        for content, odds, nowhere in offered
        if np.log(max(odds) + 1e-9) + settings.no_cue > np.log(nowhere + 1e-9)
    ]
    several = Counter(cue for cue, _, _ in picked)
    for cue in range(len(spans["cue"])):
        free = [n for n, (owner, _, odds) in enumerate(picked) if several[owner] > 1 and odds[cue] >= OWN]
        if free and not several[cue]:
            best = max(free, key=lambda n: picked[n][2][cue])
            several[picked[best][0]] -= 1
            several[cue] = 1
            picked[best] = (cue, *picked[best][1:])
    return [(cue, content, odds[cue]) for cue, content, odds in picked]


def evidence(statement: Found, log: Floats, quoted: NDArray[np.bool_] | None = None) -> list[float]:
    """What speaks for a statement: logs of probabilities, and its shape.

    The shape is the log of the content's length in words and of the cue's, whether there is no source, and how much of
    the content is quoted.
    """
    role = np.logaddexp(log[:, 1::2], log[:, 2::2])  # of each role, beginning or inside
    first, end = statement.content[0][0], statement.content[-1][1]
    after = 0.0 if end >= len(log) else float(np.log1p(-np.exp(min(log[end, 6], -1e-6))))
    inside = np.concatenate([role[a:b, 2] for a, b in statement.content])
    source = role[statement.source[0] : statement.source[1], 0].mean() if statement.source else -0.5
    cue = role[statement.cue[0] : statement.cue[1], 1]
    marked = 0.0 if quoted is None else float(np.concatenate([quoted[a:b] for a, b in statement.content]).mean())
    return [
        float(cue.mean()),
        float(inside.mean()),
        float(log[first, 5]),
        after,
        float(source),
        float(np.log(statement.linked[0] + 1e-6)),
        float(np.log(min(statement.linked[1:]) + 1e-6)),
        float(np.log(len(inside))),
        float(np.log(len(cue))),
        float(statement.source is None),
        marked,
    ]


def _score(parts: list[float], weights: tuple[float, ...]) -> float:
    """The logistic of the evidence, which may have grown since the weights were fitted."""
    if not weights:
        return float(np.exp(np.mean(parts[:PROBABILITIES])))
    total = weights[-1] + sum(w * p for w, p in zip(weights[:-1], parts, strict=False))
    return float(1 / (1 + np.exp(-total)))
