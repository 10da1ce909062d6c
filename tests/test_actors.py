from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.actors import Registry
from onrecord.actors import name as name_all
from onrecord.record import Article, Block, Mention, Named, Span, Statement

REGISTRY = Registry.load()
MARK = re.compile(r"\[([scqx])(\d*)(?:<(\d+))?:")


def name(article: Article, statements: tuple[Statement, ...], registry: Registry) -> tuple[Statement, ...]:
    return name_all(article, statements, registry)[0]


def marked(words: str) -> tuple[str, tuple[Statement, ...]]:
    """Read '[s1:Berg] [c1:said] [q1:rain fell]': source, cue and content of statement 1; '<2' gives its parent."""
    text, open_marks = "", []
    spans: dict[str, dict[str, list[Span]]] = {}
    parents: dict[str, str] = {}
    i = 0
    while i < len(words):
        if mark := MARK.match(words, i):
            open_marks.append((mark[1], mark[2] or "1", len(text)))
            if mark[3]:
                parents[mark[2] or "1"] = mark[3]
            i = mark.end()
        elif words[i] == "]" and open_marks:
            role, number, start = open_marks.pop()
            spans.setdefault(number, {"s": [], "c": [], "q": []})[role].append((start, len(text)))
            i += 1
        else:
            text += words[i]
            i += 1
    return text, tuple(statement(number, roles, text, parents.get(number)) for number, roles in spans.items())


def statement(number: str, roles: dict[str, list[Span]], text: str, parent: str | None) -> Statement:
    direct = all(text[start] in '“"' for start, _ in roles["q"])
    return Statement(
        id=number,
        source=tuple(roles["s"]),
        cue=tuple(roles["c"]),
        content=tuple(roles["q"]),
        manner="direct" if direct else "indirect",
        score=1.0,
        parent=parent,
    )


def resolved(words: str) -> tuple[Statement, ...]:
    text, statements = marked(words)
    return name(Article(text=text), statements, REGISTRY)


def speakers(words: str) -> list[str | None]:
    """The speakers of the last statement."""
    last = resolved(words)[-1]
    assert last.speaker is not None
    return [mention.name for mention in (last.speaker, *last.co_speakers)]


def speaker(words: str) -> Mention:
    found = resolved(words)[-1].speaker
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("words", "who", "kind", "basis"),
    [
        ("[s:Anna Berg] [c:said] [q:rain fell].", "Anna Berg", "person", "full-name"),
        ("Anna K. Berg came. [s:Berg] [c:said] [q:rain fell].", "Anna K. Berg", "person", "partial-name"),
        ("[s:Mayor Anna Berg, a critic of Ian Roe,] [c:said] [q:rain fell].", "Anna Berg", "person", "full-name"),
        ("[s:A guild spokesman, Ian Roe,] [c:said] [q:rain fell].", "Ian Roe", "person", "full-name"),
        ("[s:The head of the guild for France, Ian Roe,] [c:said] [q:rain fell].", "Ian Roe", "person", "full-name"),
        ("[s:A spokesman for Ian Roe] [c:said] [q:rain fell].", "spokesman for Ian Roe", "unnamed", "description"),
        ("[s:Bread University professor Anna Berg] [c:said] [q:it].", "Anna Berg", "person", "full-name"),
        ("[s:Paris] [c:said] [q:rain fell].", "France", "state", "metonym"),
        ("[s:The Ministry of Baking] [c:said] [q:it].", "Ministry of Baking", "organisation", "full-name"),
        (
            "The French Ministry of Baking met. [s:The ministry] [c:said] [q:it].",
            "French Ministry of Baking",
            "organisation",
            "description",
        ),
        (
            "The Bread Council (BCR) met. [s:The council] [c:said] [q:it].",
            "Bread Council",
            "organisation",
            "description",
        ),
        ("Mayor Anna Berg came with Ian Roe. [s:The mayor] [c:said] [q:it].", "Anna Berg", "person", "description"),
        (
            "Anna Berg, head of the guild, and Ian Roe came. [s:The head of the guild] [c:said] [q:it].",
            "Anna Berg",
            "person",
            "description",
        ),
        ("[s:The report] [c:said] [q:rain fell].", "report", "document", "description"),
        ("[s:Western officials] [c:said] [q:rain fell].", "Western officials", "unnamed", "description"),
        (
            "[s:A senior official who asked not to be named] [c:said] [q:it].",
            "senior official who asked not to be named",
            "unnamed",
            "description",
        ),
        ("Anna Steinberger came. [s:Steiberger] [c:said] [q:it].", "Anna Steinberger", "person", "partial-name"),
        (
            "A statement from Anna Berg came. [s:A statement from Anna Berg] [c:said] [q:it].",
            "Anna Berg",
            "person",
            "full-name",
        ),
        ("It [c:was said] [q:that rain fell].", None, "none", "none"),
        ("[s1:Anna Berg] [c1:said] [q1:it rained]. [c2:Asked] [q2:why it rained], she wept.", None, "none", "none"),
        ("Anna Berg wept. [q:Rain] [c:is expected] [q:to fall].", None, "none", "none"),
        ("[s:The resolution] [c:stipulates] [q:that rain fall].", "resolution", "document", "description"),
        ("[s:We] [c:think] [q:rain fell].", "the author", "narrator", "pronoun"),
        ("Anna Berg ran. [s:Her campaign] [c:said] [q:rain fell].", "Berg campaign", "organisation", "description"),
    ],
)
def test_one_speaker(words: str, who: str | None, kind: str, basis: str) -> None:
    found = speaker(words)
    assert (found.name, found.kind, found.basis) == (who, kind, basis)


@pytest.mark.parametrize(
    ("words", "who"),
    [
        # The bare name is the first one's, once the page has used it before naming the second.
        ("Ian Roe ran.\n\nRoe lost.\n\nHis wife, Anna Roe, wept. [s:Roe] [c:said] [q:it].", "Ian Roe"),
        ("Roe to run again.\n\nIan Roe ran with Anna Roe. [s:Roe] [c:said] [q:it].", "Ian Roe"),
        # Otherwise the one just named in full, or the one of that title or gender.
        ("Ian Roe died.\n\nIan Roe was a baker.\n\nAnna Roe wept. [s:Roe] [c:said] [q:it].", "Anna Roe"),
        ("Ian Roe died.\n\nAnna Roe wept.\n\n“He was kind.”\n\nIt rained.\n\n[s:Roe] [c:said] [q:it].", "Ian Roe"),
        ("Mayor Ian Roe came with Judge Dora Roe. [s:Judge Roe] [c:said] [q:it].", "Dora Roe"),
        ("Ian Roe came with Dora Roe. [s:Mr. Roe] [c:said] [q:it].", "Ian Roe"),
        # Whom the page calls by first name is not meant by the surname alone, unless it is a quoted voice that does.
        ("Anna Roe’s day.\n\nAnna came. Anna sat. Ian Roe ran. [s:Roe] [c:said] [q:it].", "Ian Roe"),
        ("Ian Roe to run.\n\nRoe ran. “Ian lied, Ian fled.” Anna Roe wept. [s:Roe] [c:said] [q:it].", "Ian Roe"),
        # A word capitalised for its place is no first name.
        ("Ian Roe ran. Stated Roe: so be it. [s:Roe] [c:said] [q:it].", "Ian Roe"),
        ("Former secretary of State Anna Berg came. [s:Berg] [c:said] [q:it].", "Anna Berg"),
        # A nickname stands inside a name; a quoted word between two names does not.
        ('Gen. Ian "J.D." Roe came. [s:Roe] [c:said] [q:it].', "Ian Roe"),
        ("Anna “Tig” Holt-Roe came. [s:Holt-Roe] [c:said] [q:it].", "Anna Holt-Roe"),
        ('Ian Roe ran. Berg told Zenda "No" when it rained. [s:Roe] [c:said] [q:it].', "Ian Roe"),
    ],
)
def test_namesakes(words: str, who: str) -> None:
    assert speakers(words) == [who]


@pytest.mark.parametrize(
    ("words", "who"),
    [
        # The last-named is not the speaker.
        # Whom the paragraph opens with speaks before who spoke last; sentences of the quotation count for nothing.
        (
            "[q1:“Peace,”] [s1:Clara Dahl] [c1:said].\n\nAnna Berg was blunter. "
            "[q2:“Water. My side will not sign. It will not,”] [s2:she] [c2:said].",
            "Anna Berg",
        ),
        # 'For his part' goes over to another.
        ("[s1:Anna Berg] [c1:said] [q1:so]. Ian Roe came. For [s2:his] part, Roe [c2:said] [q2:it].", "Ian Roe"),
        # "Velhania's Anna Berg" is Berg; a place and a people are nobody.
        ("Velhania’s Anna Berg came. [q:“Water first,”] [s:she] [c:said].", "Anna Berg"),
        ("Anna Berg fled. In Ordan it rained, and near Ordan. [s:She] [c:said] [q:it].", "Anna Berg"),
        ("Ian Roe fled. Only European bakers came. [s:He] [c:said] [q:it].", "Ian Roe"),
        (
            "[s1:Anna Berg] [c1:said] [q1:“rain fell on Clara Dahl.”]\n\n[q2:“It fell all day,”] [s2:she] [c2:added].",
            "Anna Berg",
        ),
        ("Anna Berg met Ian Roe. [s:He] [c:said] [q:rain fell].", "Ian Roe"),
        ("Ian Roe met Anna Berg. [s:She] [c:said] [q:rain fell].", "Anna Berg"),
        ("Anna Berg thanked Clara Dahl. [s:She] [c:said] [q:rain fell].", "Anna Berg"),
        ("Ian Roe, who praised Otto Dahl, [c1:said] [q1:it]. For his part, [s2:Dahl] [c2:said] [q2:no].", "Otto Dahl"),
        # A paragraph's subject outweighs who spoke twice in the one before.
        (
            "Anna Berg ran.\n\n[s1:Her aide, Clara Dahl,] [c1:said] [q1:so]. [s2:She] [c2:added] [q2:more].\n\n"
            "Berg herself has been at home since the talks, in which [s3:she] [c3:said] [q3:no].",
            "Anna Berg",
        ),
        # 'According to the guild' does not make it the topic.
        (
            "[s1:The bakers] [c1:said] [q1:it rained], which [c2:according to] [s2:the Bread Guild] [q2:hurt them]. "
            "[s3:They] [c3:called for] [q3:help].",
            "bakers",
        ),
        # An unnamed speaker goes on, if the paragraph names nobody.
        (
            "Mayor Ian Roe came, and [s1:Roe] [c1:said] [q1:it].\n\n"
            "[s2:A baker] [c2:said] [q2:so]. [q3:“It rained,”] [s3:he] [c3:added].",
            "baker",
        ),
        # Who is quoted does not call himself 'he'.
        ("Otto Dahl came. [s1:Ian Roe] [c1:said:] [q1:“[s2<1:He] [c2:thinks] [q2:it rains].”]", "Otto Dahl"),
        ("[s1:Ian Roe] [c1:said] [q1:“[s2<1:we] [c2:think] [q2:it rains].”]", "Ian Roe"),
        ("The RBU met. [s1:The RBU] [c1:said] [q1:it rained]. [s2:It] [c2:added] [q2:that it was wet].", "RBU"),
        ("[s1:The bakers] [c1:said] [q1:it rained]. [s2:They] [c2:added] [q2:that it was wet].", "bakers"),
        ("[s1:A baker] [c1:said] [q1:it rained]. [s2:She] [c2:added] [q2:it was wet].", "baker"),
        ("Anna Berg, [s:who] [c:said] [q:rain fell], left.", "Anna Berg"),
        ("Anna Berg, a baker from Zenda, [s:who] [c:said] [q:rain fell], left.", "Anna Berg"),
        ("They met the bakers [s:who] [c:said] [q:rain fell].", "bakers"),
    ],
)
def test_pronouns(words: str, who: str) -> None:
    found = speaker(words)
    assert found.name == who
    assert found.basis in ("pronoun", "partial-name")


@pytest.mark.parametrize(
    ("words", "who"),
    [
        ("[s:Anna Berg and Ian Roe] [c:said] [q:it].", ["Anna Berg", "Ian Roe"]),
        ("Anna Berg and Ian Roe came. [s:Berg, Roe] [c:discuss] [q:rain].", ["Anna Berg", "Ian Roe"]),
        ("[s:Bakers Anna Berg, Ian Roe and Otto Dahl] [c:said] [q:it].", ["Anna Berg", "Ian Roe", "Otto Dahl"]),
        ("Anna Berg met Ian Roe. [s:Both sides] [c:said] [q:it].", ["Anna Berg", "Ian Roe"]),
        ("Anna Berg met Ian Roe and Clara Dahl. [s:The two women] [c:said] [q:it].", ["Anna Berg", "Clara Dahl"]),
        (
            "Clara came. [s1:Anna Berg] [c1:said] [q1:it] after tea with Ian Roe. [s2:Both sides] [c2:said] [q2:no].",
            ["Anna Berg", "Ian Roe"],
        ),
        # Governments and states are no persons; two of whom nobody spoke are nobody.
        (
            "France and Germany met. Minister Anna Berg came with Ian Roe. [s:Both governments] [c:said] [q:it].",
            ["France", "Germany"],
        ),
        (
            "Velhania met with Kestria. Velhanian bakers and Kestria's army came. [s:Both sides] [c:said] [q:it].",
            ["Velhania", "Kestria"],
        ),
        ("Foreign Minister Anna Berg met Ian Roe. [s:Two officials] [c:said] [q:it].", ["Two officials"]),
        (
            "Envoy Anna Berg met Ambassador Ian Roe at the home of Otto Dahl. [s:The two diplomats] [c:said] [q:it].",
            ["Anna Berg", "Ian Roe"],
        ),
        ("[s:Western officials and the Bread Council] [c:said] [q:it].", ["Western officials", "Bread Council"]),
        ("[s:Critics, like Anna Berg and Ian Roe,] [c:said] [q:it].", ["Anna Berg", "Ian Roe"]),
        ("[s:Anna Berg, a baker and critic,] [c:said] [q:it].", ["Anna Berg"]),
        ("[s1:Anna Berg and Ian Roe] [c1:said] [q1:it]. [s2:They] [c2:said] [q2:more].", ["Anna Berg", "Ian Roe"]),
    ],
)
def test_joint_statements(words: str, who: list[str]) -> None:
    assert speakers(words) == who


@pytest.mark.parametrize(
    ("words", "who"),
    [
        ("[s1:Anna Berg] [c1:said] [q1:it rained], [c2:adding] [q2:that it was wet].", "Anna Berg"),
        ("[s1:Anna Berg] [c1:said] [q1:“it rained.”]\n\n[q2:“And it was wet.”]", "Anna Berg"),
        ("[c:Citing] [q:the rain], Anna Berg went home.", "Anna Berg"),
        ("[s1:Anna Berg] [c1:said] [q1:it rained]. The roof [c2:is thought] [q2:to leak].", None),
        ("[s1:Anna Berg] [c1:said] [q1:it rained].\n\nThe roof was gone.\n\n[q2:Rain], [c2:sources].", None),
    ],
)
def test_no_source(words: str, who: str | None) -> None:
    assert speaker(words).name == who


def test_a_headline_takes_the_names_of_the_body() -> None:
    text, statements = marked("[s:Berg] [c::] [q:Rain Will Fall On Us All]\n\nAnna Berg, the mayor, spoke on Monday.")
    title = Block(kind="title", start=0, end=text.index("\n"), why="first line")
    body = Block(kind="body", start=title.end + 2, end=len(text), why="prose")
    (found,) = name(Article(text=text, blocks=(title, body)), statements, REGISTRY)
    assert found.speaker is not None
    assert found.speaker.name == "Anna Berg"


def test_a_headlines_verb_is_no_part_of_a_name() -> None:
    words = "[s:Zenda Council] [c:Votes] [q:To Ban Bread]\n\nThe Zenda Council met on Monday."
    assert speaker(words).name == "Zenda Council"


def test_a_lead_without_a_name_is_told_again_with_one() -> None:
    words = "[s1:A former mayor] [c1:says] [q1:it rained].\n\n[q2:“It rained,”] [c2:said] [s2:Anna Berg]."
    assert [s.speaker and s.speaker.name for s in resolved(words)] == ["Anna Berg", "Anna Berg"]


def test_two_of_one_surname_are_told_apart_by_title() -> None:
    words = "Anna Berg and Ian Berg came. [s1:Mr. Berg] [c1:said] [q1:yes]. [s2:Ms. Berg] [c2:said] [q2:no]."
    assert [s.speaker and s.speaker.name for s in resolved(words)] == ["Ian Berg", "Anna Berg"]


@pytest.mark.parametrize(
    ("words", "who"),
    [
        # Nobody named later is meant by 'a diplomat', nor by 'the diplomat' who was quoted before.
        (
            "The mill shut.\n\n[s1:A diplomat] [c1:said] [q1:so].\n\n[s2:Minister Anna Berg] [c2:wept] [q2:it].",
            "diplomat",
        ),
        (
            "The mill shut.\n\n[s1:One official] [c1:said] [q1:so].\n\n[s2:Minister Anna Berg] [c2:wept] [q2:it].",
            "One official",
        ),
        ("[s1:The diplomat] [c1:said] [q1:so]. Minister Anna Berg wept.", "diplomat"),
        (
            "The mill shut.\n\n[s1:A Guild spokesman] [c1:said] [q1:so].\n\n[s2:Army Col. Ian Berg] [c2:wept] [q2:it].",
            "Ian Berg",
        ),
        (
            "The mill shut.\n\n[s1:A Guild spokesman] [c1:said] [q1:so].\n\n[s2:Minister Ian Berg] [c2:wept] [q2:it].",
            "Guild spokesman",
        ),
        ("[s1:The minister] [c1:said] [q1:so].\n\n[s2:Foreign Minister Anna Berg] [c2:wept] [q2:it].", "Anna Berg"),
        ("[s1:A farmer] [c1:said] [q1:so].\n\n[s2:Anna Berg, a farmer from Zenda,] [c2:wept] [q2:it].", "Anna Berg"),
        # A headline's description is told again below, in capitals too.
        (
            "[q1:Rain Fell On Mills], [s1:Former Mill House Doctor] [c1:Says]\n\nRain fell on the mill.\n\n"
            "[s2:Anna Berg] [c2:said] [q2:so].",
            "Anna Berg",
        ),
        (
            "[s1:Member of the mill panel] [c1:sees] [q1:rain]\n\n[s2:Anna Berg] [c2:said] [q2:so] as a member.",
            "Anna Berg",
        ),
        # Whoever is quoted speaks, not who quotes.
        ("[q1:“Rain fell,”] [s1:the Bread Times] [c1:quoted] Anna Berg [c1:as saying].", "Anna Berg"),
        # A source is read to the end of its name; an article alone is none.
        ("[s1:The Bread Guild] Council [c1:said] [q1:that it rained all over the mill].", "Bread Guild Council"),
        ("[s1:The] [c1:warning] [q1:that rain falls].", None),
        # 'Le Pen' is Marine Le Pen; two titles are one person's; a mere user may have a name; a site is a body.
        ("At the mill stood Anna Le Berg. [s1:Le Berg] [c1:said] [q1:it].", "Anna Le Berg"),
        ("[s1:lobbyist and party strategist Ian Roe] [c1:said] [q1:it].", "Ian Roe"),
        ("[s1:Another user, Ian Roe,] [c1:said] [q1:it].", "Ian Roe"),
        ("[s1:Breadnews.com] [c1:said] [q1:it].", "Breadnews.com"),
        ("Now he works for Anna Berg.\n\nAt the Berg Bakery [s1:Berg] [c1:said] [q1:it].", "Anna Berg"),
        ("Americans wept at the Bread Council. [s1:It] [c1:said] [q1:so].", "Bread Council"),
        ("@Anna Berg wept at the mill. Anna Berg ran. [s1:Berg] [c1:said] [q1:it].", "Anna Berg"),
        ("Rain fell on the mill. [s1:Some Velhanians] [c1:said] [q1:it].", "Some Velhanians"),
        (
            "Foreign Minister Anna Berg wept at the mill. [s1:The Foreign Secretary] [c1:said] [q1:it].",
            "Foreign Secretary",
        ),
        # What an adding goes on from is not what was quoted inside.
        ("[s1:Anna Berg] [c1:said] [q1:that [s2<1:Ian Roe] [c2:said] [q2:so], [c3:adding] [q3:more]].", "Anna Berg"),
        ("[s1:The Concord of Nations] [c1:said] [q1:it].", "Concord of Nations"),
        ("France met Germany at the mill. [s1:The French side] [c1:said] [q1:it].", "France"),
        ("Velhania's army came to the mill. [s1:The Velhanian side] [c1:said] [q1:it].", "Velhania"),
        ("Anna Berg wept at the mill. [s1:Her ministry] [c1:said] [q1:it].", "Anna Berg's ministry"),
        ("At the mill stood Minister Hani al-Bergi. [s1:Bergi] [c1:said] [q1:it].", "Hani al-Bergi"),
        (
            "The House Bread Committee met at the mill. [s1:\u200eAnna\u200f \u2067Berg\u2069] [c1:said] [q1:it].",
            "Anna Berg",
        ),
    ],
)
def test_the_first_speaker(words: str, who: str | None) -> None:
    first = resolved(words)[0] if "adding" not in words else resolved(words)[2]
    assert first.speaker is not None
    assert first.speaker.name == who


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("A senior official who asked not to be named", "official"),
        ("Western diplomats", "diplomat"),
        ("A diplomatic source", "diplomat"),
        ("A military source", "military"),
        ("Two rebel fighters", "military"),
        ("One witness", "witness"),
        ("Residents of the town", "resident"),
        ("Some analysts", "expert"),
        ("Opposition groups", "group"),
        ("Protesters", "group"),
        ("A source", None),
        ("A baker", None),
        ("A man whose mill burnt", None),
    ],
)
def test_unnamed_speakers_are_typed(words: str, kind: str | None) -> None:
    found = speaker(f"[s:{words}] [c:said] [q:it].")
    assert (found.kind, found.type) == ("unnamed", kind)
    assert speaker("[s:Anna Berg, an official,] [c:said] [q:it].").type is None


def test_an_outlet_calls_itself_by_a_short_name() -> None:
    text, statements = marked(
        "[s1:An insider] [c1:told] the Halyard [q1:so]. [s2:This newspaper] [c2:learned] [q2:more]."
    )
    told, own = name(Article(text=text, outlet=Named(name="The Daily Halyard", basis="given")), statements, REGISTRY)
    assert [mention.name for mention in told.addressee] == ["The Daily Halyard"]
    assert told.via == ()
    assert own.speaker is not None
    assert (own.speaker.name, own.speaker.kind) == ("The Daily Halyard", "narrator")


@pytest.mark.parametrize(
    ("words", "to"),
    [
        ("[s:Anna Berg] [c:told] reporters [q:that rain fell].", ["reporters"]),
        ("Ian Roe came. [s:Anna Berg] [c:told] Roe in Zenda [q:that rain fell].", ["Ian Roe"]),
        ("[s:Anna Berg] [c:urged] [q:France to wait].", ["France"]),
        ("[s:Anna Berg] [c:called on] [q:the Bread Council to wait].", ["Bread Council"]),
        ("[s:Anna Berg] [c:dared] [q:the Bread Council to wait].", ["Bread Council"]),
        ("[s:Anna Berg] [c:thanked] [q:Ian Roe for the bread]. Otto Dahl went to see.", ["Ian Roe"]),
        ("[s:Anna Berg] [c:congratulated] [q:Ian Roe on the new mill].", ["Ian Roe"]),
        ("[s:Anna Berg] [c:said in an interview] with Channel Brod aired on Friday [q:it rained].", ["Channel Brod"]),
        (
            "[s1:Ian Roe] [c1:said] [q1:it rained]. [s2:Anna Berg] [c2:told] her interlocutor [q2:it was dry].",
            ["Ian Roe"],
        ),
        ("In a letter to Ian Roe, [s:Anna Berg] [c:said] [q:rain fell].", ["Ian Roe"]),
        ("Ian Roe came. [s:Anna Berg] [c:told] him [q:that rain fell].", ["Ian Roe"]),
        ("[q:“Rain fell,”] [s:Anna Berg] [c:told] the Bread Times.", ["Bread Times"]),
        ("[s:Anna Berg] [c:told] 2,500 people [q:that rain fell].", ["2,500 people"]),
        ("Envoy Ian Roe came to the mill. [s:Anna Berg] [c:told] [q:the envoy] [q:that rain fell].", ["Ian Roe"]),
        ("Dora Dahl came to the mill. [s:Ian Roe] [c:told] [q:her she was late to tea].", ["Dora Dahl"]),
        ("Ian Roe came to the mill. [s:Anna Berg] [c:told] Roe proudly [q:that rain fell].", ["Ian Roe"]),
        (
            "Rain fell at the mill, the Bread Group said. [s:Anna Berg] [c:told] the campaign group [q:so].",
            ["Bread Group"],
        ),
        ("[s:Anna Berg] [c:told] bakers here today [q:that rain fell].", ["bakers"]),
        ("The daily Brod wrote. It rained. [s:Anna Berg] [c:told] the newspaper [q:that rain fell].", ["Brod"]),
        ("[s:Anna Berg] [c:told] about 40 bakers in Zenda [q:that rain fell].", ["40 bakers"]),
        ("[s:Anna Berg] [c:told] a reporter at the time [q:that rain fell].", ["reporter"]),
        ("[s:Anna Berg] [c:told] a lie, [q:that rain fell].", []),
        ("[s:Anna Berg] [c:confirmed] to the Bread Times [q:that rain fell].", ["Bread Times"]),
        ("Speaking to reporters, [s:Anna Berg] [c:said] [q:rain fell].", ["reporters"]),
        ("Answering a question of journalists, [s:Anna Berg] [c:said] [q:rain fell].", ["journalists"]),
        ("In a letter sent on Monday to Ian Roe, [s:Anna Berg] [c:said] [q:rain fell].", ["Ian Roe"]),
        ("The Press Guild met. [s:Anna Berg] [c:told] the press [q:that rain fell].", ["press"]),
        ("Ian Roe ran. Otto Dahl met [s:Anna Berg], who [c:thanked] [q:him for the bread].", ["Otto Dahl"]),
        (
            "To bakers, [s1:Anna Berg] [c1:told] bakers [q1:it]. [s2:She] [c2:told] them [q2:that rain fell].",
            ["bakers"],
        ),
        ("[s:Anna Berg] [c:told] them [q:that rain fell].", []),
        ("[s:Anna Berg] [c:asked] [q:if it is time for tea to be had].", []),
        ("[s:Anna Berg] [c:said] at a press conference [q:that rain fell].", []),
        ("[s:Anna Berg] [c:said] [q:rain fell].", []),
        ("[s:Anna Berg] [c:said] [q:that talks with Ian Roe went well].", []),
    ],
)
def test_addressees(words: str, to: list[str]) -> None:
    assert [mention.name for mention in resolved(words)[-1].addressee] == to


@pytest.mark.parametrize(
    ("words", "via"),
    [
        ("In an interview with the Bread Times, [s:Anna Berg] [c:said] [q:rain fell].", ["Bread Times"]),
        ("[s1:The Bread Times] [c1:quoted] [q1:[s2<1:officials] [c2:as saying] [q2:rain fell]].", ["Bread Times"]),
        ("[s1:A Bread Times report] [c1:said] [q1:[s2<1:Ian Roe] [c2:said] [q2:rain fell]].", ["Bread Times"]),
        ("[s1:The RBU] [c1:said] [q1:its head, [s2<1:Ian Roe], [c2:said] [q2:rain fell]].", ["RBU"]),
        ("[s1:Otto Dahl] [c1:said] [q1:that [s2<1:Ian Roe] [c2:said] [q2:rain fell]].", []),
        ("[s:Anna Berg] was [c:quoted] by the Bread Times as saying [q:rain fell].", ["Bread Times"]),
        ("[s:Anna Berg] [c:was quoted as saying by] the Bread Times [q:that rain fell].", ["Bread Times"]),
        ("[q:“Rain fell,”] [s:the Bread Times] [c:quoted] Anna Berg [c:as saying].", ["Bread Times"]),
        ("[q:“Rain fell,”] the Bread Times [c:quoted] [s:Anna Berg] [c:as saying].", ["Bread Times"]),
        ("[q:“Rain fell,”] [s:Anna Berg] [c:said], according to the Bread Times.", ["Bread Times"]),
        ("[q:“Rain fell,”] [s:Anna Berg] [c:said], the Bread Times reported.", ["Bread Times"]),
        ("[q:“Rain fell,”] [s:Anna Berg] [c:said], according to Ian Roe.", []),
        ("[s:Anna Berg] [c:told] the French daily Brod [q:that rain fell].", ["Brod"]),
        ("[s:Anna Berg] [c:told] a reporter [q:that rain fell].", []),
        # Remarks go on in the next sentence, past what they tell of another.
        (
            "In remarks carried by agency Brod, [s1:Anna Berg] [c1:said] [q1:[s2<1:Ian Roe] [c2:said] [q2:no]]. "
            "[q3:“Rain fell,”] [s3:she] [c3:said].",
            ["Brod"],
        ),
        # An interview goes on in the next paragraph, until another speaks.
        (
            "Anna Berg gave an interview to the Bread Times. It rained.\n\n[q:“Rain fell,”] [s:she] [c:said].",
            ["Bread Times"],
        ),
        (
            "Anna Berg gave an interview to the Bread Times. [s1:Ian Roe] [c1:wept] [q1:a lot].\n\n"
            "[q2:“Rain fell,”] [s2:Berg] [c2:said].",
            [],
        ),
    ],
)
def test_layers_between(words: str, via: list[str]) -> None:
    assert [mention.name for mention in resolved(words)[-1].via] == via


def test_an_agency_credit_is_the_outermost_layer() -> None:
    text, statements = marked("In an interview with the Bread Times, [s:Anna Berg] [c:said] [q:rain fell].")
    agencies = (Named(name="ZNA", basis="byline"), Named(name="Agencies", basis="byline"))
    (found,) = name(Article(text=text, agencies=agencies), statements, REGISTRY)
    assert [mention.name for mention in found.via] == ["ZNA", "Bread Times"]


def test_everything_else_of_a_statement_is_kept() -> None:
    text, statements = marked("[s1:Anna Berg] [c1:said] [q1:it], [c2:adding] [q2:more].")
    found = name(Article(text=text), statements[::-1], REGISTRY)
    bare = [msgspec.structs.replace(s, speaker=None, co_speakers=(), addressee=(), via=()) for s in found]
    assert bare == list(statements[::-1])
    assert name(Article(text=text), (), REGISTRY) == ()


def big(sources: Sequence[str]) -> tuple[str, tuple[Statement, ...]]:
    parts, statements, at = [], [], 0
    for number, source in enumerate(sources):
        words = f"{source} said rain fell on day {number}, and the mayor told them so. "
        first = at + len(source)
        ids: Any = {"id": str(number), "manner": "indirect", "score": 1.0}
        statements.append(
            Statement(source=((at, first),), cue=((first + 1, first + 5),), content=((first + 6, first + 15),), **ids)
        )
        parts.append(words)
        at += len(words)
    return "".join(parts), tuple(statements)


def test_a_page_that_names_four_hundred_people() -> None:
    people = [f"Anna B{a}{b}berg" for a in "aeiouyaeiouyaeiouyea" for b in "bcdfghklmnpqrstvwxzj"]
    text, statements = big(people)
    found = name(Article(text=text), statements, REGISTRY)
    assert [s.speaker and s.speaker.name for s in found] == people


@pytest.mark.parametrize("source", ["He", "They", "The minister", "Both sides", "The statement", "The agency", "Berg"])
def test_ten_thousand_statements_of_one_kind(source: str) -> None:
    text, statements = big(["Anna Berg", *[source] * 5_000])
    assert len(name(Article(text=text), statements, REGISTRY)) == 5_001


@pytest.mark.parametrize(
    "words", ["A " * 100_000, "“" * 100_000, "Berg, " * 20_000, "Bank of " * 40_000, "a" * 500_000]
)
def test_hostile_text(words: str) -> None:
    one = Statement(id="1", source=((0, len(words)),), cue=(), content=((0, 4),), manner="direct", score=1.0)
    assert len(name(Article(text=words), (one,), REGISTRY)) == 1


WORDS = st.text(alphabet="AnBerg ,.;“”\"'’()\n-é\u00a0\u202e𝒜", min_size=4, max_size=150) | st.lists(
    st.sampled_from(
        [
            "Anna",
            "Berg",
            "Ian",
            "Roe",
            "the",
            "mayor",
            "said",
            "he",
            "she",
            "who",
            "it",
            "told",
            "and",
            "of",
            ",",
            ".",
            "“",
            "”",
            "\n\n",
            "Mr.",
            "France",
            "both",
            "sides",
        ]
    ),
    min_size=2,
    max_size=40,
).map(" ".join)


@st.composite
def readings(draw: st.DrawFn) -> tuple[str, tuple[Statement, ...]]:
    text = draw(WORDS.filter(lambda words: len(words) > 3))
    place = st.integers(0, len(text) - 2)

    def span() -> Span:
        start = draw(place)
        return start, draw(st.integers(start + 1, len(text)))

    made = []
    for number in range(draw(st.integers(1, 6))):
        source = (span(),) if draw(st.booleans()) else ()
        cue = (span(),) if draw(st.booleans()) else ()
        parent = draw(st.sampled_from([None, *(str(i) for i in range(6) if i != number)]))
        made.append(
            Statement(
                id=str(number), source=source, cue=cue, content=(span(),), manner="direct", score=0.5, parent=parent
            )
        )
    return text, tuple(made)


@settings(max_examples=300, deadline=None)
@given(readings())
def test_any_page_is_resolved_the_same_twice_and_only_in_its_own_words(page: tuple[str, tuple[Statement, ...]]) -> None:
    text, statements = page
    found = name(Article(text=text), statements, REGISTRY)
    assert found == name(Article(text=text), statements, REGISTRY)
    assert [s.id for s in found] == [s.id for s in statements]
    for one in found:
        assert one.speaker is not None
        for mention in (one.speaker, *one.co_speakers, *one.addressee, *one.via):
            assert mention.span is None or 0 <= mention.span[0] < mention.span[1] <= len(text)
            assert mention.score is None or 0 <= mention.score <= 1
            assert (mention.name is None) == (mention.kind == "none")


@pytest.mark.parametrize("when", ["yesterday", "on Monday", "last night"])
def test_the_time_is_no_addressee(when: str) -> None:
    text = f"Oleg Brelov warned {when} that the truce could fail."
    start = text.index("that")
    one = Statement(
        id="1", source=((0, 11),), cue=((12, 18),), content=((start, len(text) - 1),), manner="indirect", score=1.0
    )
    (found,) = name(Article(text=text), (one,), REGISTRY)
    assert found.addressee == ()


def test_a_page_is_no_layer_between_itself_and_its_words() -> None:
    text, statements = marked("[s1:The Bread Department] [c1:said] [q1:that [s2<1:Ian Roe] [c2:said] [q2:rain fell]].")
    own = Article(text=text, outlet=Named(name="Ruritanian Department of Bread", basis="given"))
    assert name(own, statements, REGISTRY)[1].via == ()
    other = Article(text=text, outlet=Named(name="Bread Times", basis="given"))
    assert [layer.name for layer in name(other, statements, REGISTRY)[1].via] == ["Bread Department"]


@pytest.mark.parametrize(
    ("words", "who"),
    [
        ("[s:Minister for the Upper Valley Anna Berg] [c:said] [q:rain fell].", "Anna Berg"),
        ("[s:Minister for the Upper Valley and North Coast Anna Berg] [c:said] [q:rain fell].", "Anna Berg"),
        ("Minister for the Upper Valley Anna Berg came. [s:Minister Berg] [c:said] [q:rain fell].", "Anna Berg"),
        ("[s:Foreign Office Minister, Anna Berg,] [c:said] [q:rain fell].", "Anna Berg"),
        ("[s:The Foreign Office Minister] [c:said] [q:rain fell].", "Foreign Office Minister"),
        ("Rain fell. [s:Ruritanian state television] [c:said] [q:so].", "Ruritanian state television"),
        ("Fighters took Zenda. [s:The group] [c:claimed] [q:it].", "group"),
        (
            "[s:The Concord of Nations envoy for Sern today] [c:said] [q:rain fell].",
            "Concord of Nations envoy for Sern",
        ),
        ("[s:A baker on Monday] [c:said] [q:rain fell].", "baker"),
        ("[s:One man I] met [c:said] [q:rain fell].", "One man"),
        ("Ian Roe came. [s:the young man he] met [c:said] [q:rain fell].", "young man"),
        ("The UN Resolution came. [s:The Resolution] [c:demanded] [q:access].", "Resolution"),
        ("Envoy Ian Roe came. [s:The envoy said, French] forces [c:claimed] [q:rain fell].", "Ian Roe"),
        ("The foreign minister, Ian Roe, [s:who a week ago] refused, [c:said] [q:rain fell].", "Ian Roe"),
    ],
)
def test_what_stands_around_a_name_or_a_description(words: str, who: str) -> None:
    assert speakers(words) == [who]


@pytest.mark.parametrize(
    ("words", "to"),
    [
        ("[s:Anna Berg] [c:told] reporters today [q:that rain fell].", ["reporters"]),
        (
            "Counterpart Dora Dahl was there. [q:“Rain fell,”] [s:Anna Berg] [c:told] reporters in Zenda after talks "
            "with her counterpart, Dora Dahl.",
            ["reporters"],
        ),
    ],
)
def test_who_was_met_before_is_no_addressee(words: str, to: list[str]) -> None:
    assert [mention.name for mention in resolved(words)[-1].addressee] == to


def test_a_title_with_its_place_is_one_office() -> None:
    found = speaker("[s:Minister for the Upper Valley Anna Berg] [c:said] [q:rain fell].")
    assert (found.name, found.office) == ("Anna Berg", "Minister for the Upper Valley")


def test_who_says_i_in_a_quotation_may_be_named_after_it() -> None:
    text, statements = marked("Anna Berg came. [q1:“[s2<1:I] [c2:told] him [q2:that rain fell],”] [s1:she] [c1:said].")
    outlet = Named(name="The Daily Halyard", basis="given")
    found = name(Article(text=text, outlet=outlet), statements, REGISTRY)
    assert [s.speaker and s.speaker.name for s in found] == ["Anna Berg", "Anna Berg"]


def test_a_government_is_not_the_state_that_it_speaks_of() -> None:
    words = "Ruritania's army came. [s:The] government on Tuesday gave Ruritania a day, [c:warning] [q:that rain fell]."
    assert speakers(words) == ["government"]
    assert speakers("Ruritania's army came. [s:The government] [c:warned] [q:that rain fell].") == ["Ruritania"]


def test_neither_is_both_who_spoke() -> None:
    said = "[s1:Ruritania and the Bread Guild] [c1:said] [q1:it rained]."
    assert speakers(f"{said} [s2:Neither] [c2:said] [q2:why].") == ["Ruritania", "Bread Guild"]


def test_who_is_no_name_and_what_is_a_body() -> None:
    assert speaker("It rained. [s:Rescuers] [c:said] [q:it].").kind == "unnamed"
    assert speaker("Sara Rivers came. [s:Rivers] [c:said] [q:it].").kind == "person"
    assert speaker("The guild met. [s:The company, Marshline,] [c:said] [q:it].").kind == "organisation"


def test_two_of_one_office_are_its_plural() -> None:
    came = "It rained where Minister Anna Berg came to see Minister Ian Roe."
    assert speakers(f"{came} [s:The ministers] [c:said] [q:it].") == ["Anna Berg", "Ian Roe"]
    assert speakers(f"{came} With them was Minister Otto Dahl. [s:The ministers] [c:said] [q:it].") == ["ministers"]


@pytest.mark.parametrize(
    ("words", "who"),
    [
        ("Premier Anna Berg met Foreign Minister Ian Roe. [s:The prime minister] [c:said] [q:it].", "Anna Berg"),
        (
            "The guild met Foreign Minister Ian Roe. [s:Zenda's prime minister] [c:said] [q:it].",
            "Zenda's prime minister",
        ),
        (
            "The guild met Special Envoy Ian Roe. [s:The representative of Zenda] [c:said] [q:it].",
            "representative of Zenda",
        ),
        ("The guild met Anna Berg. [s:Her press office] [c:said] [q:it].", "Berg's press office"),
        ("The guild met its president, Ian Roe. [s:Zenda's president] [c:said] [q:it].", "Zenda's president"),
        ("The Bread Guild met. [s:The company, Marshline,] [c:said] [q:it].", "Marshline"),
        ("It rained. [s:Rescuers] [c:said] [q:it].", "Rescuers"),
        (
            "[s1:Anna Berg] [c1:said in a news release] [q1:so]. [q2:Rain fell], [c2:according to] [s2:the release].",
            "Anna Berg",
        ),
    ],
)
def test_what_an_office_is_called(words: str, who: str) -> None:
    assert speaker(words).name == who


def test_a_title_in_a_subheading_names_nobody() -> None:
    words = "Defence Secretary Anna Berg came.\n\nSecretary Visits Troops\n\n[s:The secretary] [c:said] [q:it]."
    assert speakers(words) == ["Anna Berg"]


@pytest.mark.parametrize("source", ["Z.Ilimbek", "The head of French diplomacy", "The head of the French diplomacy"])
def test_agencies_call_a_minister_by_an_initial_or_the_head_of_diplomacy(source: str) -> None:
    met = "There Foreign Minister of Spain Ian Roe then met Foreign Minister of France Zofar Ilimbek with some bakers."
    assert speakers(f"{met} [s:{source}] [c:said] [q:it].") == ["Zofar Ilimbek"]


def test_what_only_a_title_shows_to_be_a_state() -> None:
    found = speaker("[s:Ruritania] [c:says] [q:rain fell]. Ruritanian Foreign Minister Anna Berg came.")
    assert found.kind == "state"


@pytest.mark.parametrize("words", ["[s:U.S.] [c:Condemns] [q:rain].", "Rain fell. [s:The U.S.] [c:Condemns] [q:rain]."])
def test_the_full_stop_of_an_acronym_is_its_own(words: str) -> None:
    found = speaker(words)
    assert (found.name, found.kind, found.id) == ("U.S.", "state", "us")
