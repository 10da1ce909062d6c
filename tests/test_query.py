from __future__ import annotations

import sqlite3

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.store.query import Query, conditions, has_words, plain_words
from onrecord.store.schema import STEPS


def test_plain_words_leaves_case_accents_and_punctuation_out() -> None:
    assert plain_words("  Zoë’s CAFÉ—re-opened_at 9.30!") == " zoe s cafe re opened at 9 30 "
    assert plain_words("STRASSE") == plain_words("Straße")
    assert plain_words("cafe\u0301") == plain_words("caf\u00e9")
    assert plain_words("?!") == "  "


def test_has_words_knows_whole_words_only() -> None:
    assert has_words("The bridge, they said, is safe", "BRIDGE they")
    assert not has_words("The bridges they", "bridge they")
    assert not has_words("safe bridge", "bridge safe")


def test_what_is_asked_becomes_full_text_in_the_right_columns() -> None:
    asked = conditions(Query(words='toll "of the bridge"', to="Norr"))
    assert asked.values[0] == (
        '{content source speaker title} : "of the bridge" AND {content source speaker title} : "toll" '
        'AND {addressee} : "Norr"'
    )
    assert asked.full_text
    assert asked.to_the_letter
    assert asked.values[1:] == ("of the bridge",) * 4 + ("Norr",)
    empty = conditions(Query(words="  ", about=None))
    assert (empty.clauses, empty.values, empty.full_text) == ((), (), False)


# What the index makes of a text and what the letter-for-letter check makes of it must not differ, or a phrase that
# stands in a text would not be found.
TEXTS = st.text(st.sampled_from("abcdeéèñöüÅAB ’'-.,\u00a0\u200f0123\n“”"), max_size=40)


@given(TEXTS, st.data())
@settings(max_examples=200, deadline=None)
def test_a_phrase_that_stands_in_a_text_is_found(text: str, data: st.DataObject) -> None:
    words = plain_words(text).split()
    start = data.draw(st.integers(0, len(words)))
    end = data.draw(st.integers(start, len(words)))
    phrase = " ".join(words[start:end])
    database = sqlite3.connect(":memory:")
    tokenize = "porter unicode61 remove_diacritics 2"
    assert tokenize in STEPS[0]
    database.execute(
        f"CREATE VIRTUAL TABLE search USING fts5 (content, source, speaker, title, tokenize = '{tokenize}')"
    )
    database.execute("INSERT INTO search VALUES (?, '', '', '')", (text,))
    asked = conditions(Query(words=f'"{phrase}"'))
    found = bool(asked.values) and bool(
        database.execute("SELECT 1 FROM search WHERE search MATCH ?", asked.values[:1]).fetchall()
    )
    database.close()
    assert found == bool(phrase)
    assert has_words(text, phrase) or not phrase


@pytest.mark.parametrize("quotes", ['"{}"', "“{}”", "„{}“", "«{}»", "”{}”"])
def test_a_phrase_may_stand_in_any_double_quotation_marks(quotes: str) -> None:
    asked = conditions(Query(about=quotes.format("the toll")))
    assert asked.values == ('{content} : "the toll"', "the toll")
