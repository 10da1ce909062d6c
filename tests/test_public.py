from __future__ import annotations

import onrecord

PUBLIC = [
    "Article",
    "Block",
    "Contact",
    "Date",
    "InputError",
    "Link",
    "Mention",
    "Named",
    "OnrecordError",
    "Page",
    "Place",
    "Problem",
    "Reading",
    "Statement",
    "StoreError",
    "Tag",
    "Tagger",
    "UsageError",
    "Words",
    "reading_from_json",
    "reading_json",
    "statement_json",
]


def test_the_public_names_are_these_and_no_others() -> None:
    assert onrecord.__all__ == PUBLIC
    assert all(hasattr(onrecord, name) for name in PUBLIC)


def test_the_statement_has_the_contracts_fields() -> None:
    reading = onrecord.Reading(
        page="p",
        file="f",
        sha256="0",
        made_by="m",
        article=onrecord.Article(text="Ada said no."),
        statements=(
            onrecord.Statement(
                id="s", source=((0, 3),), cue=((4, 8),), content=((9, 11),), manner="indirect", score=0.5
            ),
        ),
    )
    fields = [
        "id",
        "page",
        "file",
        "url",
        "outlet",
        "title",
        "published",
        "source",
        "cue",
        "content",
        "quote",
        "manner",
        "speaker",
        "co_speakers",
        "addressee",
        "via",
        "parent",
        "said",
        "where",
        "contact",
        "score",
        "made_by",
    ]
    plain = onrecord.statement_json(reading, reading.statements[0])
    assert set(fields) <= set(plain)
    assert plain["quote"] == {"source": "Ada", "cue": "said", "content": "no"}
    whole = onrecord.reading_json(reading)
    assert {"article", "blocks", "statements", "contacts", "problems"} <= set(whole)
    assert {"outlet", "title", "published", "byline", "dateline", "agencies", "text"} <= set(whole["article"])
    assert onrecord.reading_from_json(whole) == reading
