"""Pronouns resolved: 'he', 'she', 'they', 'it', 'who', 'we' as a source."""

from __future__ import annotations

import math
import re
from collections.abc import Callable

import msgspec

from ..record import Mention, Span, Statement
from . import nouns
from .discourse import NARRATOR, NOBODY, Discourse, Found, Said
from .mentions import Name
from .naming import head_of
from .sources import Phrase
from .standing import Actor

LOOK_BACK = 80  # names before a pronoun that may be meant
SPEAKERS_BACK = 3  # statements before it whose speakers may be meant
# How much each ground speaks for a candidate; set on OntoGUM (evaluation/pronouns.py) and by reading training articles.
NEARNESS = (2.2, 2.0, 1.2, 0.7)  # by sentences back
TOPIC, SUBJECT, OPENING, POSSESSIVE, OWNER, QUOTED = 1.2, 0.7, 0.6, -0.4, -2.0, -1.5
SURE_GENDER, NO_PERSON, FIRST_NAME = 0.7, -1.5, -0.4
LONG_QUOTE = 250  # characters; a longer one is a story of its own
SPOKE = (2.5, 2.5, 1.2)  # spoke last, by paragraphs back
SPOKE_LONG_AGO = 0.4


def resolve(phrase: Phrase, statement: Statement, page: Discourse) -> list[Found]:
    """Resolve a pronoun that is a statement's source."""
    word, span = phrase.words, phrase.span
    if word in nouns.OWN_PRONOUNS:
        return _own(span, statement, page)
    if word in nouns.PLURAL_PRONOUNS:
        return _plural(phrase, page)
    if word in nouns.NEUTER_PRONOUNS:
        return _neuter(span, page)
    gender = "female" if word in nouns.FEMALE_PRONOUNS else "male"
    actor, unnamed, score = antecedent(page, span[0], gender)
    if unnamed is not None:
        return [(msgspec.structs.replace(unnamed, basis="pronoun", span=span), None)]
    if actor is None:
        return [(Mention(name=word, kind="unnamed", basis="pronoun", span=span, score=0.3), None)]
    actor.gender = actor.gender or gender
    return [(page.mention(actor, "pronoun", span, score), actor)]


def antecedent(
    page: Discourse, position: int, gender: str, fits: Callable[[Actor], bool] = lambda actor: True
) -> tuple[Actor | None, Mention | None, float]:
    """Return the person that 'he' or 'she' at a position means, or the unnamed speaker that it does, and how sure.

    Candidates are the persons named before and those who spoke last, if they fit; they are weighed by nearness, by
    being the subject of their sentence, by having just spoken, and by how often they are named.
    """
    scores = _named_before(page, position, gender)
    quoting = page.quoting(position)  # who is quoted says 'I', not 'he'
    scores = {actor: score for actor, score in scores.items() if actor not in quoting and fits(actor)}
    unnamed: Mention | None = None
    at = page.text.paragraph(position)
    spoke: dict[Actor, float] = {}
    for back, said in enumerate(reversed(page.said[-SPEAKERS_BACK:])):
        near = at - page.text.paragraph(said.end - 1)
        bonus = (SPOKE[max(0, near)] if near < len(SPOKE) else SPOKE_LONG_AGO) / (1 + 0.5 * back)
        for mention, actor in said.found:
            if actor is not None and _may_be(actor, gender) and actor not in quoting and fits(actor):
                spoke[actor] = max(bonus, spoke.get(actor, bonus))
            elif back == 0 and mention.kind == "unnamed" and near <= 1 and _one_of(mention, gender):
                unnamed = mention
    for actor, bonus in spoke.items():
        scores[actor] = scores.get(actor, 0.0) + bonus
    if not scores:
        return None, unnamed, 0.0
    best = max(scores, key=lambda actor: scores[actor])
    if unnamed is not None and (scores[best] < SPOKE[0] or _goes_on(best, position, page)):
        return None, unnamed, 0.5
    rest = sorted(scores.values())[-2] if len(scores) > 1 else 0.0
    return best, None, round(min(0.97, 0.6 + 0.1 * (scores[best] - rest)), 2)


def _goes_on(best: Actor, position: int, page: Discourse) -> bool:
    """Whether the one who spoke last did so in this paragraph, which has not named the likeliest other."""
    at = page.text.paragraph(position)
    last = page.said[-1]
    if at < 0 or last.statement.parent is not None or page.text.paragraph(last.start) != at:
        return False
    first = max(page.text.paragraphs[at], position - LONG_QUOTE * 4)
    return all(page.actors.of_name[i] is not best for i in page.text.numbers(first, position))


def _named_before(page: Discourse, position: int, gender: str) -> dict[Actor, float]:
    """The persons named before a position, with what speaks for each."""
    here, quoted = page.sentence_around(position), page.in_quote(position)
    last, at = page.names_before(position), page.text.paragraph(position)
    scores: dict[Actor, float] = {}
    for i in range(last - 1, max(-1, last - LOOK_BACK), -1):
        name, actor = page.text.names[i], page.actors.of_name[i]
        if actor is None or not _may_be(actor, gender):
            continue
        score = _nearness(page, i, name, here, at) + 0.3 * math.log(len(actor.seen))
        score += SURE_GENDER if actor.gender == gender else 0.0
        score += QUOTED if not quoted and page.in_quote(name.start, LONG_QUOTE) else 0.0
        score += 0.0 if actor.kind else FIRST_NAME if actor.gender else NO_PERSON
        scores[actor] = max(score, scores.get(actor, score))
    return scores


def _may_be(actor: Actor, gender: str) -> bool:
    return actor.kind in ("person", "") and (actor.gender or gender) == gender


def _person_in(page: Discourse, number: int, name: Name) -> bool:
    """Whether a name before another in its sentence may be a person's, and not "Ruritania's" of "Ruritania's Berg"."""
    other, actor = page.text.names[number], page.actors.of_name[number]
    owns = other.possessive and name.begin - other.end <= len("'s ")
    return other.sentence == name.sentence and actor is not None and actor.kind in ("person", "") and not owns


def _nearness(page: Discourse, i: int, name: Name, here: int, paragraph: int) -> float:
    """What a name's distance in sentences and its place in its own speak for its being meant again."""
    back = here - name.sentence
    score = NEARNESS[back] if back < len(NEARNESS) else 0.5 - 0.05 * min(back, 12)
    if name.sentence == page.text.sentence(page.text.paragraphs[paragraph]):
        score += TOPIC  # its paragraph opens with it
    if not any(_person_in(page, k, name) for k in range(max(0, i - 3), i)):
        score += SUBJECT
    if name.possessive:  # "Ruritania's Anna Berg" is Berg
        owned = page.text.names[i + 1 : i + 2]
        score += OWNER if owned and owned[0].begin - name.end <= len("'s ") else POSSESSIVE
    return score + (OPENING if name.first else 0.0)


def _own(span: Span, statement: Statement, page: Discourse) -> list[Found]:
    """'I', 'we': whoever is being quoted, or else the page's own voice."""
    parent = page.by_id.get(statement.parent or "")
    if parent is None and page.in_quote(span[0]):
        holders = [s for s in page.said[-6:] if any(a <= span[0] < b for a, b in s.statement.content)]
        parent = holders[-1] if holders else None
    if parent and parent.first.name:
        return parent.again("pronoun", span)
    return [(msgspec.structs.replace(NARRATOR, basis="pronoun", span=span), None)]


def _plural(phrase: Phrase, page: Discourse) -> list[Found]:
    """'they': the group, the body or the several speakers last spoken of."""
    start = phrase.span[0]
    at = page.text.paragraph(start)
    sentence = page.text.sentences[page.text.sentence(start)]
    before = page.text.text[max(sentence, start - 200) : start]
    here = next((w for w in reversed(re.findall(r"[^\W\d_]+", before)) if w.casefold() in nouns.PLURAL_PERSONS), "")
    if page.in_quote(sentence) and not page.in_quote(start):
        here = ""  # the plural is quoted, the pronoun is not
    for said in reversed(page.said[-4:]):
        if at - page.text.paragraph(said.end - 1) > 2:
            break
        several = len(said.found) > 1 or said.first.kind in ("organisation", "group", "state") or _is_group(said.first)
        several = several and not _aside(said, page)
        if several and (not here or said.start >= sentence):
            return said.again("pronoun", phrase.span)
    return [(Mention(name=here or phrase.words, kind="unnamed", basis="pronoun", span=phrase.span, score=0.4), None)]


def _aside(said: Said, page: Discourse) -> bool:
    """Whether a statement is a mere 'according to X' in a sentence whose subject speaks too."""
    text = page.text.text
    cues = [text[start:end].casefold() for start, end in said.statement.cue]
    number = page.text.sentence(said.start)
    around = (one for one in page.said[max(0, said.order - 2) : said.order] if one.found and one.first.name)
    return "according to" in cues and any(page.text.sentence(one.start) == number for one in around)


def _is_group(mention: Mention) -> bool:
    return mention.kind == "unnamed" and head_of(mention.name or "") not in nouns.PERSON_NOUNS


def _neuter(span: Span, page: Discourse) -> list[Found]:
    """'it': the body, the state or the document last spoken of."""
    here = page.text.sentence(span[0])
    last = page.names_before(span[0])
    bodies = []
    for i in range(last - 1, max(-1, last - LOOK_BACK), -1):
        actor = page.actors.of_name[i]
        if here - page.text.names[i].sentence > 2:
            break
        plural = actor is not None and actor.name.casefold() in nouns.GROUPS  # 'Americans' are no 'it'
        if actor is not None and actor.kind in ("organisation", "state", "armed-group") and not plural:
            bodies.append((page.text.names[i].sentence == here, actor))
    own = [actor for inside, actor in bodies if inside]
    if own:
        return [(page.mention(own[-1], "pronoun", span, 0.7), own[-1])]
    at = page.text.paragraph(span[0])
    for said in reversed(page.said[-SPEAKERS_BACK:]):
        if at - page.text.paragraph(said.end - 1) > 1:
            break
        if len(said.found) == 1 and said.first.kind in ("organisation", "state", "document", "armed-group"):
            return said.again("pronoun", span)
    if bodies:
        return [(page.mention(bodies[0][1], "pronoun", span, 0.6), bodies[0][1])]
    return [(NOBODY, None)]


def _one_of(mention: Mention, gender: str) -> bool:
    """Whether an unnamed speaker may be 'he' or 'she'."""
    head = head_of(mention.name or "")
    several = head in nouns.PLURAL_PERSONS or head.endswith("s") or head in nouns.BODY_NOUNS
    return not several and head not in (nouns.MALE_NOUNS if gender == "female" else nouns.FEMALE_NOUNS)
