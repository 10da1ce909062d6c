"""Which articles are in another language than English."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from onrecord.clean import clean
from onrecord.clean.language import other_language
from onrecord.record import Article, Page

FRENCH = (
    "Le ministre a déclaré lundi que le pont resterait fermé. « Ce n’est pas sûr », a dit Mme Okafor aux journalistes, "
    "avant d’ajouter que les ingénieurs examineraient chaque pilier au printemps."
)
GERMAN = (
    "Der Minister sagte am Montag, die Brücke bleibe geschlossen. „Sie ist nicht sicher“, sagte Frau Okafor vor der "
    "Presse. Die Ingenieure würden jeden Pfeiler prüfen, erklärte sie."
)
CHINESE = "部长星期一表示，大桥将继续关闭。奥卡福女士对记者说：“它不安全。”工程师将在春天检查每一根桥墩。" * 2
ENGLISH = (
    "The minister said on Monday that the bridge would stay shut. “Ce n’est pas sûr,” Ms Okafor told reporters, and "
    "added that the engineers would look at every pillar in the spring."
)


@pytest.mark.parametrize(("text", "code"), [(FRENCH, "fr"), (GERMAN, "de"), (CHINESE, "zh")])
def test_another_language_is_named_and_the_page_is_read(text: str, code: str) -> None:
    article, problems = clean(Page(data=text.encode(), file="page.txt"))
    assert article.text == text
    assert [(p.stage, p.file) for p in problems] == [("tagger", "page.txt")]
    assert f"not in English (nearest language: {code})" in problems[0].reason


@pytest.mark.parametrize("text", [ENGLISH, ENGLISH.upper(), "Brücke bleibt geschlossen", "", "4 0 12 1 7 " * 3])
def test_english_and_what_is_too_short_to_tell_have_no_note(text: str) -> None:
    assert other_language(Article(text=text)) is None


def test_no_english_page_of_the_gold_has_a_note(shared: Path) -> None:
    data = shared / "data"
    texts = [path.read_bytes().decode() for path in data.glob("polnear/*/text/*.txt")]
    texts += [path.read_bytes().decode() for name in ("seeds", "press") for path in data.glob(f"{name}/*.txt")]
    for path in data.glob("re3d/*/documents.json"):
        texts += [json.loads(line)["text"] for line in path.read_text(encoding="utf-8").splitlines()]
    assert len(texts) > 1000
    assert [text[:60] for text in texts if other_language(Article(text=text))] == []


def test_of_the_html_pages_one_in_nine_has_a_note(shared: Path) -> None:
    truth = json.loads((shared / "data" / "html-pages" / "ground-truth.json").read_text(encoding="utf-8"))
    found = [other_language(Article(text=page["articleBody"])) for page in truth.values()]
    assert sum(code is not None for code in found) == 20
