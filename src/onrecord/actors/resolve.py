"""Who is speaking, to whom, and through whom: the words of a source resolved to the actors of the page.

`name` works on one page. It reads the names on it (mentions), joins them to actors (page_actors), and resolves each
statement in the order of the text (discourse), so that 'he' can be the speaker before.
"""

from __future__ import annotations

import re

import msgspec

from ..record import Article, Mention, Span, Statement
from . import descriptions, labels, nouns, pairs, pronouns, relatives, relays
from .discourse import NOBODY, Discourse, Found, Said
from .links import Links
from .mentions import Name
from .naming import WORD, head_of
from .registry import Registry, fold
from .sources import Phrase, phrases

__all__ = ["Registry", "name"]

NESTED_BACK = 12  # statements before one without a source that may stand inside another's content
NOUN_AFTER = re.compile(r"(?:\s[\w'’-]+){1,4}")
MOST_SPEAKERS = 8  # of one statement
# A cue that says that something is said and not by whom.
PASSIVE = re.compile(
    r"^\W*(?:asked|pressed|questioned|quizzed)\b|\b(?:report|alleg|suppos|presum|apparent|purported)\w*ly\b|\b(?:is|are|was|were|been|being|be)\s+(?:\w+ly\s+)?"
    r"(?:\w+ed|said|thought|known|seen|told|understood|held|felt|made|given|shown|written)\b",
    re.IGNORECASE,
)


def name(
    article: Article, statements: tuple[Statement, ...], registry: Registry
) -> tuple[tuple[Statement, ...], tuple[Mention, ...]]:
    """Return the statements with their speakers, addressees and layers between, and every name on the page, resolved.

    Statements keep the order given; names are in order of the text.
    """
    page = Discourse(article, registry)
    labels.spell(statements, page)
    for i in sorted(range(len(statements)), key=lambda i: (_anchor(statements[i]), i)):
        page.add(Said(i, statements[i], _speakers(statements[i], page) or [(NOBODY, None)]))
    by_first_name = descriptions.first_name_only(page)
    for said in page.said:
        if said.first.kind == "unnamed" and len(said.found) == 1 and said.statement.source:
            late = descriptions.foretold(said, page) or descriptions.named_late(said, page, by_first_name)
            said.found = [late or said.found[0]]
        parent = page.by_id.get(said.statement.parent or "")
        if parent and parent.first.name and said.first.kind == "narrator" and said.first.basis == "pronoun":
            said.found = parent.again("pronoun", said.first.span)  # “I told him so,” she said
    for said in page.said:
        said.addressee = relays.addressees(said, page, _of_span)
    done: dict[int, Statement] = {}
    known = Links(page, article)
    for said in page.said:
        speaker, *others = [known.link(mention) for mention, _ in said.found]
        done[said.number] = msgspec.structs.replace(
            said.statement,
            speaker=speaker,
            co_speakers=tuple(others),
            addressee=tuple(map(known.link, said.addressee)),
            via=tuple(map(known.link, relays.via(said, page, article, _of_span))),
        )
    named = (known.link(mention) for found in page.text.names if (mention := _shown(found, page)))
    return tuple(done[i] for i in range(len(statements))), tuple(one for one in named if one.kind != "unnamed")


def _shown(found: Name, page: Discourse) -> Mention | None:
    """What a name on the page is for: a title alone is whoever is meant by it, 'Ruritanian' alone is its state."""
    if found.kind == "title":
        head = head_of(found.text)
        if head in nouns.PLURAL_PERSONS or head not in nouns.PERSON_NOUNS:
            return None
        span = (found.begin, found.end)
        phrase = Phrase(form="description", words=page.text.text[slice(*span)], span=span, head=head)
        mention, actor = descriptions.resolve(phrase, page)[0]
        role = page.actors.role(phrase.words)
        fits = actor is None or any(own.head == role.head and role.narrowed <= own.narrowed for own in actor.roles)
        return mention if fits else descriptions.unnamed(phrase)
    adjective = found.kind in ("", "person") and fold(found.text) in page.registry.demonyms
    if adjective and (state := page.registry.state_of(found.text)):
        span = (found.start, found.end)
        return Mention(name=state.name, kind=state.kind, basis="description", id=state.id, span=span)
    return page.of_name(found, (found.start, found.end))[0]


def _anchor(statement: Statement) -> int:
    """Where a statement is introduced: at its source, else its cue, else its content."""
    return (statement.source or statement.cue or statement.content)[0][0]


def _speakers(statement: Statement, page: Discourse) -> list[Found]:
    """Resolve a statement's source, or the lack of one."""
    if labelled := labels.resolve(statement, page):
        return labelled
    source = [_whole(span, statement, page) for span in statement.source]
    source = [span for span in source if not _bare(span, page)]
    if not source:
        return _implicit(statement, page)
    if (quoted := relays.quoted(statement, page)) and all(end <= quoted[0] for _, end in source):
        source = [quoted]  # 'the Tribune quoted Berg as saying'
    found = [one for span in source for phrase in phrases(page.text, span) for one in _resolve(phrase, statement, page)]
    unique: dict[tuple[str | None, str], Found] = {}
    for mention, actor in found:
        unique.setdefault((mention.name, mention.kind), (mention, actor))
    return list(unique.values())[:MOST_SPEAKERS]


def _bare(span: Span, page: Discourse) -> bool:
    """Whether a source is nothing but an article, as where a tagger lost the noun."""
    return page.text.text[slice(*span)].casefold().strip() in ("a", "an", "the")


def _whole(span: Span, statement: Statement, page: Discourse) -> Span:
    """A source up to the end of the name that it breaks off in, unless the rest is the statement's cue or content."""
    if _bare(span, page) and (noun := NOUN_AFTER.match(page.text.text, span[1])):
        end = next((m.end() for m in WORD.finditer(page.text.text, span[1], noun.end()) if _is_source(m[0])), span[1])
        taken = any(a < end and span[1] < b for a, b in (*statement.cue, *statement.content))
        return span if taken else (span[0], end)
    if page.text.paragraph(span[1]) in page.actors.headings:
        return span  # 'Berg Backs' of a headline in capitals is no name
    names = [name for name in page.text.within(max(0, span[0] - 1), span[1]) if name.end > span[1]]
    end = names[-1].end if names and names[-1].kind != "title" else span[1]
    taken = any(a < end and span[1] < b for a, b in (*statement.cue, *statement.content))
    return span if taken else (span[0], end)


def _is_source(word: str) -> bool:
    return word.casefold() in nouns.PERSON_NOUNS | nouns.BODY_NOUNS | nouns.PLURAL_PERSONS


def _of_span(span: Span, statement: Statement, page: Discourse) -> list[Found]:
    """Resolve the words at a span of a statement."""
    return [one for phrase in phrases(page.text, span) for one in _resolve(phrase, statement, page)]


def _resolve(phrase: Phrase, statement: Statement, page: Discourse) -> list[Found]:
    """Resolve one phrase of a source."""
    if phrase.name is not None:
        mention, actor = page.of_name(phrase.name, phrase.span)
        headed = page.text.paragraph(phrase.span[0]) in page.actors.headings and mention.kind != "person"
        if headed and phrase.name.words[-1].casefold() in nouns.PERSON_NOUNS | nouns.ANONYMOUS:
            return [(descriptions.unnamed(phrase), None)]  # 'Former Mill Doctor' of a headline in capitals
        return [(mention, actor)]
    if phrase.form == "pronoun" and phrase.words in nouns.RELATIVES:
        return relatives.resolve(phrase, page)
    if phrase.form == "pronoun":
        return pronouns.resolve(phrase, statement, page)
    if phrase.form == "pair" and (pair := pairs.resolve(phrase, page)):
        return pair
    if phrase.form == "document":
        return [descriptions.document(phrase, page)]
    if phrase.form == "description":
        return descriptions.resolve(phrase, page)
    if phrase.form == "group":
        return descriptions.several(phrase, page)
    return [(descriptions.unnamed(phrase), None)]


def _implicit(statement: Statement, page: Discourse) -> list[Found]:
    """The speaker of a statement without a source: the one who goes on speaking, or nobody."""
    text = page.text
    cue = " ".join(text.text[start:end] for start, end in statement.cue)
    if PASSIVE.search(cue):
        return []
    anchor = _anchor(statement)
    first = cue.split()[0] if cue.strip() else ""
    if first[:1].isupper() and first.endswith("ing"):  # 'Citing the rain, Berg': its subject follows
        after = text.within(statement.content[-1][1], statement.content[-1][1] + 60)
        if after and text.sentence(after[0].start) == text.sentence(anchor):
            mention, actor = page.of_name(after[0], (after[0].start, after[0].end))
            return [(msgspec.structs.replace(mention, basis="implicit", span=None), actor)]
    if not page.said:
        return []
    # Who is quoted inside the words of another does not go on in the other's place.
    beside = (one for one in reversed(page.said[-NESTED_BACK:]) if one.statement.parent in (None, statement.parent))
    last = next(beside, page.said[-1])
    same = text.sentence(last.start) == text.sentence(anchor) or last.end >= anchor - 3
    goes_on = statement.manner == "direct" and text.paragraph(anchor) - text.paragraph(last.end - 1) <= 1
    if last.first.name and (same or goes_on):
        return last.again("implicit", None)
    return []
