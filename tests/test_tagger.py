"""The tagger: cutting, decoding, and what the bundled model answers to anything at all."""

from __future__ import annotations

import json
import shutil
import time
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.errors import InputError
from onrecord.record import Article, Block
from onrecord.tagger.pieces import Pieces, lay_out, pack, words

pytest.importorskip("onnxruntime")
from onrecord.tagger import structure
from onrecord.tagger.model import MODELS, Model, in_marks

HAS_MODEL = any(MODELS.glob("*/config.json"))
needs_model = pytest.mark.skipif(not HAS_MODEL, reason="no model is bundled in this working tree")
VOCABULARY = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "said", "the", "un", "##happy", "cafe", ".", "!", "中"]
SAID = "The bridge stays shut, the mayor said on Monday.\n\n"
UNSURE = (
    "The council is thought to like the plan, and some fear for the bridge. “It is old and unsafe,” she sighed, "
    "“as Mr Haddad of the ferry warned that it would be.” Observers see a rift. The mayor said it stays shut.\n"
)


@pytest.fixture(scope="module")
def model() -> Model:
    return Model()


# Words and pieces


def test_a_word_is_cut_into_the_longest_pieces() -> None:
    cutter = Pieces(VOCABULARY)
    named = [[VOCABULARY[i] for i in cutter.of(word)] for word in ("Unhappy", "CAFÉ", "said", "中中", "xyz", "\u200b")]
    assert named == [["un", "##happy"], ["cafe"], ["said"], ["中", "中"], ["[UNK]"], ["[UNK]"]]


@given(st.text())
def test_every_word_has_a_piece_and_a_span(text: str) -> None:
    cutter = Pieces(VOCABULARY)
    for start, end in words(text):
        assert text[start:end].strip() == text[start:end]
        assert len(cutter.of(text[start:end])) >= 1


@given(st.lists(st.lists(st.integers(1, 30), min_size=1, max_size=40), max_size=12), st.integers(8, 60))
def test_windows_hold_every_word_once_and_keep_to_their_size(paragraphs: list[list[int]], size: int) -> None:
    lengths = [length for paragraph in paragraphs for length in paragraph]
    spans, start = [], 0
    for paragraph in paragraphs:
        spans.append((start, start + len(paragraph)))
        start += len(paragraph)
    windows = pack(lengths, spans, size)
    assert [w for window in windows for a, b in window for w in range(a, b)] == list(range(len(lengths)))
    cutter = Pieces(VOCABULARY)
    for window in windows:
        row, first = lay_out([(4,) * length for length in lengths], window, cutter, size)
        assert len(row) <= size
        assert len(first) == sum(b - a for a, b in window)


# Decoding


@given(st.integers(0, 10**6), st.lists(st.integers(1, 40), min_size=1, max_size=4))
@settings(max_examples=40, deadline=None)
def test_whatever_the_scores_the_structure_holds(seed: int, sizes: list[int]) -> None:
    rng = np.random.default_rng(seed)
    windows = [
        structure.Scores(
            rng.normal(0, 3, (n, 7)).astype(np.float32), rng.normal(0, 3, (2, n, n + 1)).astype(np.float32)
        )
        for n in sizes
    ]
    near = rng.normal(0, 1, (2, structure.DISTANCES)).astype(np.float32)
    together = structure.decode(windows, near, structure.Settings())
    alone = [structure.decode([window], near, structure.Settings())[0] for window in windows]
    assert together == alone
    for statements, size in zip(together, sizes, strict=True):
        cues = [statement.cue for statement in statements]
        contents = [content for statement in statements for content in statement.content]
        assert len(set(cues)) == len(cues)
        assert len(set(contents)) == len(contents)
        for start, end in [*cues, *contents, *(s.source for s in statements if s.source)]:
            assert 0 <= start < end <= size


def test_the_best_path_never_begins_inside() -> None:
    scores = np.zeros((3, 7), np.float32)
    scores[:, 6] = 5.0
    assert structure.viterbi([scores])[0].tolist() == [5, 6, 6]


def test_a_cue_without_content_takes_a_piece_that_is_likely_its_own() -> None:
    # Words: 0 cue, 1 content, 2 outside, 3 cue, 4 content. Both contents like the first cue better.
    labels = np.full((5, 7), -9.0, np.float32)
    labels[range(5), [3, 5, 0, 3, 5]] = 9.0

    def found(second: float) -> list[list[tuple[int, int]]]:
        links = np.full((2, 5, 6), -9.0, np.float32)
        links[structure.TO_CUE, 1, 0] = 9.0
        links[structure.TO_CUE, 4, [0, 3]] = np.log([1 - second, second])
        near = np.zeros((2, structure.DISTANCES), np.float32)
        return [s.content for s in structure.decode([structure.Scores(labels, links)], near, structure.Settings())[0]]

    assert found(0.4) == [[(1, 2)], [(4, 5)]]
    assert found(0.1) == [[(1, 2), (4, 5)]]


def test_words_in_quotation_marks_are_told_apart() -> None:
    text = "He said “stay shut” twice.\n“It is old."
    parts = [(0, 26), (27, 38)]
    spans = words(text)
    marked = in_marks(text, parts, spans)
    assert [text[a:b] for (a, b), quoted in zip(spans, marked, strict=True) if not quoted] == [
        "He",
        "said",
        "twice",
        ".",
    ]


def test_a_score_stays_what_it_was_where_the_weights_know_less() -> None:
    log = np.full((3, 7), -2.0, np.float32)
    found = structure.Found((0, 1), None, [(1, 3)], [0.5, 0.5])
    parts = structure.evidence(found, log, np.array([False, True, True]))
    assert parts[-2:] == [1.0, 1.0]
    assert structure._score(parts, (0.0,) * structure.PROBABILITIES + (1.0,)) == pytest.approx(1 / (1 + np.exp(-1)))


# The bundled model


@needs_model
def test_the_pinned_answers(model: Model) -> None:
    for case in json.loads((model.folder / "reference.json").read_text(encoding="utf-8")):
        tags = model.tag(Article(text=case["text"]))
        assert [[t.source, t.cue, t.content, t.parent] for t in tags] == [
            [tuple(map(tuple, t["source"])), tuple(map(tuple, t["cue"])), tuple(map(tuple, t["content"])), t["parent"]]
            for t in case["tags"]
        ]
        assert [t.score for t in tags] == pytest.approx([t["score"] for t in case["tags"]], abs=0.05)


@needs_model
def test_a_content_is_read_again_by_itself(model: Model) -> None:
    told = "the Velhanian minister told the envoy last week that her government would withdraw its boats by June"
    text = (
        f"The Marsh Gazette reported on Friday that {told}.\n\n{SAID}\n\nOfficials said the mayor had promised to wait."
    )
    inner = [tag for tag in model.tag(Article(text=text)) if tag.parent is not None]
    assert [text[slice(*tag.source[0])] for tag in inner] == ["the Velhanian minister", "the mayor"]


@needs_model
def test_who_opens_a_question_told_is_nobody(model: Model) -> None:
    text = "Asked who had proposed the date, the Velhanian spokesman said it was the sea that proposed it."
    assert all(text[slice(*tag.source[0])] != "who" for tag in model.tag(Article(text=text)) if tag.source)


@needs_model
def test_what_others_say_inside_announced_words_is_theirs(model: Model) -> None:
    block = (
        "I am appalled by yesterday's attack on the mill, in which four bakers lost their lives.",
        "There is no excuse for firing on those who bring bread. The Velhanian authorities have told us that they will "
        "look into the matter. That is welcome but it is not enough. We need an inquiry that is quick and independent.",
    )
    text = "\n\n".join(("The Minister for Mills, Ada Brunn, said:", *block))
    outer, inner = model.tag(Article(text=text))
    assert [text[start:end] for start, end in outer.content] == list(block)
    assert (text[slice(*inner.source[0])], inner.parent) == ("The Velhanian authorities", 0)


@needs_model
@given(st.text(max_size=300))
@settings(max_examples=60, deadline=None)
def test_any_text_gets_spans_within_it(text: str) -> None:
    for tag in _shared().tag(Article(text=text + "\n" + SAID + text)):
        for start, end in (*tag.source, *tag.cue, *tag.content):
            assert 0 <= start < end <= 2 * len(text) + 1 + len(SAID)
        assert 0 <= tag.score <= 1


_MODEL: list[Model] = []


def _shared() -> Model:
    if not _MODEL:
        _MODEL.append(Model())
    return _MODEL[0]


@needs_model
def test_a_page_reads_the_same_alone_and_after_others(model: Model) -> None:
    pages = [Article(text=text) for text in (UNSURE + SAID, SAID.upper() * 3, "他说，" * 50 + UNSURE, SAID * 70)]
    alone = [Model().tag(page) for page in pages]
    assert [model.tag(page) for page in pages] == alone
    assert [model.tag(page) for page in reversed(pages)] == alone[::-1]


@needs_model
def test_one_thread_or_two_give_the_same(model: Model) -> None:
    article = Article(text=SAID * 30)
    assert Model(threads=2).tag(article) == model.tag(article)


@needs_model
@pytest.mark.parametrize("least", [0.0, 0.3, 0.8, 0.9, 1.0])
def test_a_least_score_leaves_out_what_scores_lower(least: float) -> None:
    article = Article(text=UNSURE + SAID)
    tags = Model(least=least).tag(article)
    everything = Model(least=0.0).tag(article)
    assert {tag.score >= least for tag in tags} <= {True}
    assert [tag.content for tag in tags] == [tag.content for tag in everything if tag.score >= least]
    for tag in tags:
        if tag.parent is not None:
            start, end = tags[tag.parent].content[0][0], tags[tag.parent].content[-1][1]
            assert start <= tag.content[0][0] <= tag.content[-1][1] <= end
    assert everything
    assert len(Model(least=0.9).tag(article)) < len(everything)


@needs_model
def test_a_least_score_finds_what_the_model_would_leave_out(model: Model, tmp_path: Path) -> None:
    shutil.copytree(model.folder, tmp_path / "m")
    config = json.loads((tmp_path / "m" / "config.json").read_text(encoding="utf-8"))
    config["settings"]["threshold"] = 1.0
    (tmp_path / "m" / "config.json").write_text(json.dumps(config), encoding="utf-8")
    article = Article(text=SAID)
    assert not Model(tmp_path / "m").tag(article)
    assert Model(tmp_path / "m", least=0.0).tag(article)


@needs_model
def test_a_least_score_is_in_the_version(model: Model) -> None:
    assert Model(least=0.8).version == f"{model.version}, least score 0.8"


@needs_model
def test_spans_keep_out_of_clutter(model: Model) -> None:
    text = "Share this on Facebook, the button said.\n" + SAID
    blocks = (Block(kind="share", start=0, end=40, why=""), Block(kind="body", start=41, end=41 + 48, why=""))
    tags = model.tag(Article(text=text, blocks=blocks))
    assert all(start >= 41 for tag in tags for start, _ in (*tag.source, *tag.cue, *tag.content))


UNCLOSED = "“The bridge stays shut, Ms Okafor said on Monday. "


@needs_model
@pytest.mark.parametrize(
    ("text", "fewest"),
    [
        ("", 0),
        (" \n\t", 0),
        ("Word", 0),
        ("word " * 5000, 0),
        ("A" * 20000, 0),
        (SAID.upper() * 10, 3),
        (SAID.replace(".", "").replace("\n", " ") * 60, 20),
        (SAID.replace("\n", " ") * 400, 100),
        ("“It stays shut for now,” Ms Okafor said. " * 400, 350),
        (UNCLOSED * 60, 20),
        ('"' * 3000, 0),
        ("”“" * 1500, 0),
        ('"I said "he said "no', 0),
        ("他说，" * 500, 0),
    ],
    ids=[
        "empty", "blank", "word", "unending", "letters", "capitals", "no sentence end", "one paragraph",
        "400 quotations", "unbalanced everywhere", "marks", "closing first", "unbalanced", "chinese",
    ],
)  # fmt: skip
def test_odd_texts_are_read(model: Model, text: str, fewest: int) -> None:
    tags = model.tag(Article(text=text))
    assert len(tags) >= fewest
    for tag in tags:
        for start, end in (*tag.source, *tag.cue, *tag.content):
            assert 0 <= start < end <= len(text)


@needs_model
def test_time_grows_in_proportion(model: Model) -> None:
    def seconds(times: int) -> float:
        began = time.process_time()
        model.tag(Article(text=SAID * times))
        return time.process_time() - began

    seconds(50)
    assert seconds(800) < 10 * seconds(200) + 0.5


@needs_model
@pytest.mark.parametrize("name", ["model.onnx", "vocab.txt", "config.json"])
def test_a_missing_file_is_a_sentence(model: Model, tmp_path: Path, name: str) -> None:
    shutil.copytree(model.folder, tmp_path / "m")
    (tmp_path / "m" / name).unlink()
    with pytest.raises(InputError, match="install onrecord again"):
        Model(tmp_path / "m")


@needs_model
@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("config.json", b"{"),
        ("config.json", b"[]"),
        ("config.json", b'{"format": 1, "settings": {}}'),
        ("config.json", b'{"format": 1, "settings": {"cue": 1, "unheard": 2}}'),
        ("config.json", b"\xff"),
        ("vocab.txt", b""),
        ("vocab.txt", b"\xff\n[UNK]"),
        ("vocab.txt", b"[PAD]\n[UNK]\nthe"),
        ("model.onnx", b""),
    ],
)
def test_a_damaged_file_is_a_sentence(model: Model, tmp_path: Path, name: str, data: bytes) -> None:
    shutil.copytree(model.folder, tmp_path / "m")
    (tmp_path / "m" / name).write_bytes(data)
    with pytest.raises(InputError, match=r"damaged.*install onrecord again") as caught:
        Model(tmp_path / "m")
    assert name in str(caught.value)


@needs_model
def test_a_damaged_model_is_a_sentence(model: Model, tmp_path: Path) -> None:
    shutil.copytree(model.folder, tmp_path / "m")
    data = bytearray((tmp_path / "m" / "model.onnx").read_bytes())
    data[len(data) // 2] ^= 255
    (tmp_path / "m" / "model.onnx").write_bytes(data)
    with pytest.raises(InputError, match="damaged"):
        Model(tmp_path / "m")


@needs_model
def test_a_model_of_another_format_is_a_sentence(model: Model, tmp_path: Path) -> None:
    shutil.copytree(model.folder, tmp_path / "m")
    config = json.loads((tmp_path / "m" / "config.json").read_text(encoding="utf-8"))
    (tmp_path / "m" / "config.json").write_text(json.dumps({**config, "format": 99}), encoding="utf-8")
    with pytest.raises(InputError, match="format 99"):
        Model(tmp_path / "m")
