"""The bundled model: finds source, cue and content in an article and says which belong together.

The text is cut into windows of whole paragraphs, each read by itself: no padding, no batch-mates, so that a page reads
the same alone or among others, on one thread or on several. Long articles cost time in proportion and little memory.
What a statement's content says others said is found by reading the contents once more.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from ..errors import InputError
from ..quotes import paragraphs, quotations
from ..record import Article, Span, Tag
from ..rules import Rules
from .loose import Marked as Taken
from .mend import mend
from .own_words import heed, tells
from .pieces import Pieces, lay_out, pack, words
from .structure import Found, Scores, Settings, decode

Marked = NDArray[np.bool_]  # of each word of an article, whether it stands in quotation marks
FORMAT = 1  # of a model's config.json; another one was made for another version of onrecord
TOGETHER = 32  # windows decoded at once: bounds the memory
SOURCELESS = 0.65  # the least score of a statement inside another's content that has no source
FEWEST = 5  # words in a content that is worth reading again
MODELS = Path(__file__).parents[1] / "models"


class Model:
    """The tagger that the package carries; `folder` names another one of the same format.

    Statements scored below `least` are left out: higher for fewer and surer ones, lower for more. By default the
    score that finds most who-said-what on the articles held out of training decides.
    """

    def __init__(
        self, folder: Path | None = None, threads: int = 1, nested: bool = True, least: float | None = None
    ) -> None:
        """Load the model; raises InputError where a file is missing, damaged or of another format."""
        self.folder = folder or bundled()
        self._config, settings = _configuration(self.folder)
        self._session = _session(self.folder, self._config.get("sha256"), threads)
        self._cutter = _cutter(self.folder, self._config.get("vocabulary_sha256"))
        self._rules = Rules()
        self._size = int(self._config["window"])
        self._near = np.array(self._config["near"], np.float32)
        self._least = least
        self._threshold = settings.threshold if least is None else least
        self._all = replace(settings, threshold=0.0)
        nested_threshold = float(self._config.get("nested_threshold", 0.5)) if least is None else least
        self._nested = replace(settings, threshold=nested_threshold)
        self._again = frozenset(self._config.get("cue_words", ()) if nested else ())

    @property
    def version(self) -> str:
        """The model's name, which changes whenever its answers may change, and the least score if one is set."""
        name = str(self._config["name"])
        return name if self._least is None else f"{name}, least score {self._least:g}"

    def tag(self, article: Article) -> tuple[Tag, ...]:
        """Return the statements in the title, standfirst, subheadings, body and captions, in order of the text."""
        text = article.text
        parts = [(start, end) for start, end, _ in paragraphs(article)]
        spans, runs = _words(text, parts)
        marked = in_marks(text, parts, spans)
        outer = list(self._statements(text, spans, runs, marked, self._all))
        inner = self._inside(text, spans, marked, outer)
        made: list[tuple[Tag, int | None]] = [(_tag(found, spans, runs), None) for found in outer]
        made += [(_tag(found, spans, runs), parent) for found, parent in inner]
        order = sorted(range(len(made)), key=lambda i: (made[i][0].content, i))
        place = {number: at for at, number in enumerate(order)}
        tags = heed(article, [_child(made[i][0], place, made[i][1]) for i in order], self._threshold)
        tags = mend(article, (*tags, *self._announced(text, spans, runs, marked, tags)), self._rules)
        return tags if self._least is None else _surest(tags, self._least)

    def _announced(
        self, text: str, spans: Sequence[Span], runs: Sequence[Span], marked: Marked, tags: Sequence[Tag]
    ) -> Iterator[Tag]:
        """What is told inside the paragraphs that 'she said:' announces: each is read once more, by itself."""
        rows = {(spans[first][0], spans[end - 1][1]): (first, end) for first, end in runs if end - first >= FEWEST}
        heard = Taken(len(text), (span for tag in tags for span in tag.cue))
        for number, tag in enumerate(tags):
            below = (rows[span] for span in tag.content if span in rows and tag.cue and tag.cue[0][0] < span[0])
            for found in (one for run in below for one in self._statements(text, spans, [run], marked, self._nested)):
                inner = _child(_tag(found, spans, runs), {number: number}, number)
                if tells(text, inner) and not heard.any_of(inner.cue):
                    yield inner

    def _statements(
        self, text: str, spans: Sequence[Span], runs: Sequence[Span], marked: Marked, settings: Settings
    ) -> Iterator[Found]:
        """Read runs of words, some windows at a time; the statements' spans are in the article's words."""
        pieces = {run: [self._cutter.of(text[a:b]) for a, b in spans[run[0] : run[1]]] for run in runs}
        flat: list[tuple[int, ...]] = []
        at: list[int] = []  # the article's number of each word of `flat`
        own: list[Span] = []
        for run in runs:
            own.append((len(flat), len(flat) + run[1] - run[0]))
            flat += pieces[run]
            at += range(*run)
        windows = iter(pack([len(p) for p in flat], own, self._size))
        while some := list(islice(windows, TOGETHER)):
            scores = [
                replace(
                    self._scores(*lay_out(flat, window, self._cutter, self._size)),
                    quoted=marked[at[window[0][0] : window[-1][1]]],
                )
                for window in some
            ]
            for window, statements in zip(some, decode(scores, self._near, settings), strict=True):
                start = window[0][0]
                yield from (_moved(found, at, start) for found in statements)

    def _scores(self, row: list[int], first: list[int]) -> Scores:
        given = {"pieces": np.array([row], np.int64), "first": np.array(first, np.int64)}
        return Scores(*self._session.run(("labels", "links"), given))

    def _inside(
        self, text: str, spans: Sequence[Span], marked: Marked, outer: Sequence[Found]
    ) -> list[tuple[Found, int]]:
        """Read the contents that hold a word of reporting once more; each statement found has the outer one's place."""
        again: dict[Span, int] = {}
        for place, found in enumerate(outer):
            for content in found.content if found.score >= self._threshold else ():
                held = (text[a:b].lower() for a, b in spans[content[0] : content[1]])
                if content[1] - content[0] >= FEWEST and any(word in self._again for word in held):
                    again[content] = place
        runs = sorted(again)
        inner = []
        for run in runs:  # each alone: beside others it would be read as a part of their story
            read = self._statements(text, spans, [run], marked, self._nested)
            kept = (one for one in read if one.source or one.score >= SOURCELESS)
            inner += [(one, again[run]) for one in kept if not (one.source and _asks(text, spans, one.source, run))]
        return inner


def _asks(text: str, spans: Sequence[Span], source: Span, run: Span) -> bool:
    """Whether a source is the word that opens a question told: 'asked who had proposed the date'."""
    return source[0] == run[0] and text[slice(*spans[run[0]])].lower() in ("who", "what", "which")


def bundled() -> Path:
    """The folder of the model that the package carries; raises InputError where there is none."""
    found = sorted(path.parent for path in MODELS.glob("*/config.json"))
    if not found:
        raise InputError(f"{MODELS}: no model is installed here; install onrecord again from its wheel")
    return found[-1]


def _words(text: str, parts: Sequence[Span]) -> tuple[list[Span], list[Span]]:
    """The words of the paragraphs, and each paragraph that has any as a span of words."""
    spans: list[Span] = []
    runs: list[Span] = []
    for start, end in parts:
        inside = [(start + a, start + b) for a, b in words(text[start:end])]
        if inside:
            runs.append((len(spans), len(spans) + len(inside)))
            spans += inside
    return spans, runs


def in_marks(text: str, parts: Sequence[Span], spans: Sequence[Span]) -> Marked:
    """Tell of each word whether it stands in quotation marks; the words are in order."""
    ends = np.array([end for _, end in spans], np.int64)
    marked = np.zeros(len(spans), np.bool_)
    for some in quotations(text, parts):
        for quotation in some:
            marked[slice(*np.searchsorted(ends, (quotation.start, quotation.end), side="right"))] = True
    return marked


def _moved(found: Found, at: Sequence[int], start: int) -> Found:
    """Give a window's statement the article's numbers of its words."""

    def move(span: Span) -> Span:
        return at[start + span[0]], at[start + span[1] - 1] + 1

    source = move(found.source) if found.source else None
    return Found(move(found.cue), source, [move(c) for c in found.content], found.linked, found.score)


def _tag(found: Found, spans: Sequence[Span], runs: Sequence[Span]) -> Tag:
    """Write a statement in characters; a span that runs over paragraphs is cut between them."""
    starts = np.array([start for start, _ in runs])

    def cut(span: Span) -> list[Span]:
        first = int(np.searchsorted(starts, span[0], side="right")) - 1
        parts = []
        for start, end in runs[first:]:
            if start >= span[1]:
                break
            parts.append((spans[max(start, span[0])][0], spans[min(end, span[1]) - 1][1]))
        return parts

    content = [part for span in sorted(found.content) for part in cut(span)]
    source = cut(found.source) if found.source else []
    return Tag(source=tuple(source), cue=tuple(cut(found.cue)), content=tuple(content), score=round(found.score, 4))


def _surest(tags: Sequence[Tag], least: float) -> tuple[Tag, ...]:
    """The tags scored that much, as parents of one another where both stay."""
    kept = [number for number, tag in enumerate(tags) if tag.score >= least]
    place = {number: at for at, number in enumerate(kept)}
    return tuple(_child(tags[n], place, tags[n].parent) for n in kept)


def _child(tag: Tag, place: dict[int, int], parent: int | None) -> Tag:
    new = None if parent is None else place.get(parent)
    return Tag(source=tag.source, cue=tag.cue, content=tag.content, score=tag.score, parent=new)


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise InputError(f"{path}: the model cannot be read ({error.strerror}); install onrecord again") from None


def _configuration(folder: Path) -> tuple[dict[str, Any], Settings]:
    path = folder / "config.json"
    try:
        config: dict[str, Any] = json.loads(_read(path))
        made_for = config["format"]
        if made_for == FORMAT:
            if not {"name", "window", "near"} <= config.keys():
                raise KeyError
            given = {**config["settings"], "weights": tuple(config["settings"].get("weights", ()))}
            return config, Settings(**given)
    except (ValueError, KeyError, TypeError, AttributeError):
        raise InputError(f"{path}: the model's configuration is damaged; install onrecord again") from None
    raise InputError(
        f"{path}: the model has format {made_for} and this onrecord reads format {FORMAT}; "
        "use the onrecord that the model was made for, or another model"
    )


def _cutter(folder: Path, digest: str | None) -> Pieces:
    path = folder / "vocab.txt"
    data = _read(path)
    try:
        if digest is None or hashlib.sha256(data).hexdigest() == digest:
            return Pieces(data.decode("utf-8").rstrip("\n").split("\n"))
    except (KeyError, UnicodeDecodeError):
        pass
    raise InputError(f"{path}: the model's vocabulary is damaged; install onrecord again")


def _session(folder: Path, digest: str | None, threads: int) -> Any:
    path = folder / "model.onnx"
    data = _read(path)
    if digest and hashlib.sha256(data).hexdigest() != digest:
        raise InputError(f"{path}: the model's file is damaged (its SHA-256 is another one); install onrecord again")
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    # Windows differ in length: an arena that keeps a block for each would grow.
    options.enable_mem_pattern = False
    try:
        return onnxruntime.InferenceSession(data, options, providers=["CPUExecutionProvider"])
    except Exception as error:  # onnxruntime's own errors have no common class
        reason = str(error).splitlines()[0]
        raise InputError(f"{path}: the model cannot be loaded ({reason}); install onrecord again") from None
