"""To whom a statement was made, and through whom it reached the page.

An addressee is the object of its cue ('told reporters', 'urged Ruritania to') or of the occasion in its sentence ('in a
letter to Berg'). A layer between (via) is the outlet that held the interview or reported the words, and every body
whose own statement encloses this one; outermost first.
"""

from __future__ import annotations

import re
from collections.abc import Callable

import msgspec

from ..record import Article, Mention, Span, Statement
from . import nouns
from .discourse import Discourse, Found, Said
from .naming import called_medium, head_of
from .pronouns import antecedent
from .registry import fold

Resolve = Callable[[Span, Statement, Discourse], list[Found]]  # what resolves the words at a span

TELLING = re.compile(
    r"(?<!\ba\s)(?<!\bthe\s)\b(?:(?:tells?|told|telling|inform|assur|reassur|remind|notif|brief|advis|warn|thank|compliment|congratulat|question"
    r"|press|ask|invit|cabl|lectur|phon|email|e-mail)(?:s|es|ed|ing|ied|ies)?|tweeted at|(?:sa(?:id|ys|ying)"
    r"|wr(?:ote|ites|iting)|sp(?:oke|eaks|eaking)|talk(?:ed|s|ing)|appeal(?:ed|s|ing)?|explain(?:ed|s|ing)|compla?in(?:ed|s|ing)"
    r"|convey(?:ed|s|ing)"
    r"|repl(?:ied|ies|ying)|respond(?:ed|s|ing)|testif(?:ied|ies|ying)|admit(?:ted|s|ting)|confess(?:ed|es|ing)?"
    r"|describ(?:ed|es|ing)|discuss(?:ed|es|ing)?|acknowledg(?:e|ed|es|ing)|confirm(?:ed|s|ing)?|insist(?:ed|s|ing)?"
    r"|repeat(?:ed|s|ing)?|reveal(?:ed|s|ing)?|stress(?:ed|es|ing)?|suggest(?:ed|s|ing)?)\b(?:(?!\bto\b)[^,.;:\n]){0,40}?\s(?:to|with))\s*\Z",
    re.IGNORECASE,
)
URGING = re.compile(
    r"\b(?:(?:urg|ask|press|encourag|order|instruct|advis|beg|invit|challeng|dar|push|warn|implor|request|direct|summon|exhort)"
    r"(?:e|es|s|ed|ing|ged|ging)?|tells?|told|telling|call(?:s|ed|ing)?\s+(?:up)?on|appeal(?:s|ed|ing)?\s+to"
    r"|plead(?:s|ed|ing)?\s+with)\s*\Z",
    re.IGNORECASE,
)
# Where the words for an addressee end: before what was said, the place, the time.
END = re.compile(
    r"\s(?:that|for|on|of|in|at|about|during|after|before|when|while|as|how|why|what|whether|if|by|from|with|who|against"
    r"|not|aired|broadcast|published|here|there|today|yesterday|tonight"
    r"|this|last|over|via|through|outside|inside|following|to|the situation|next|earlier|late|early"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b|,(?!\d)|[.;:—–“”\"(\n]",
    re.IGNORECASE,
)
# First words that are no hearer: 'told he was', 'warned yesterday'.
NO_HEARER = frozenset(
    ["he", "she", "they", "it", "we", "i", "there", "a", "an", "yesterday", "today", "tonight", "tomorrow"]
)
HEARER = re.compile(
    r"(him|them|us|me|her(?=\s(?:for|that|she|he|it|they|there|to|not|the|a|what|how|why|if|whether)\b))\s"
)
HEARERS = nouns.PLURAL_PERSONS | {"press", "media"}
ROUGHLY = re.compile(r"(?:about|around|over)\s(?=\d|(?:a|one|two|three|several)\s)")  # 'told about 40 bakers'
MANNERLY = re.compile(r"(?<=\w)\s(?!family\Z|assembly\Z|ally\Z)[a-z]{3,}ly\Z")  # 'told Roe proudly'
WHOM = re.compile(r"\s(?:to|with)(?=\s)")
THANKING = re.compile(r"\b(?:thank|congratulat|prais|commend)\w*\s\Z")
THANKED = re.compile(r"([^,.;:\n“”\"]{2,60}?)\s(?:for|on|upon)\s")
TO = re.compile(r"\s(?:not\s)?to\s")
OCCASION = re.compile(
    r"\b(?:(?:conversation|call|talks|meeting|interview)\swith|(?:interview|letter|message|telegram|note|email|remarks"
    r"|comments|testimony|speech|address|reply|response|statement|appeal)(?:\s(?:sent|written|delivered|handed)"
    r"(?:\son)?(?:\s[\w.]+)?)?\sto|testimony\sbefore|speaking\s(?:\w+\s)?(?:to|with)"
    r"|(?:answering|replying\sto|responding\sto)\s(?:an?\s)?questions?\s(?:of|from|by))\s",
    re.IGNORECASE,
)
EARLIER = re.compile(
    r"\b(?:after|before|following|ahead\sof|prior\sto|since|until)\s(?:[\w’'-]+\s){0,4}\Z", re.IGNORECASE
)
REPORTED_BY = re.compile(
    r"\b(?:(?:quoted|cited|reported)(?:\sas\s(?:having\s)?\w+)?|carried|published|obtained|released|seen|reviewed)\sby\s"
    r"|\baccording\sto\sa\s(?=[A-Z])"
)
# 'X said, according to Outlet', 'X said, Outlet reported': a layer only where the name is an outlet's.
OUTLET_AFTER = re.compile(
    r",\s(?:according\sto|as\sreported\sby)\s(?:the\s|a\s)?|,\s(?=(?:the\s)?[A-Z][^,.;:\n]{1,40}\sreport(?:s|ed)\b)"
)
# 'Outlet quoted X as saying': X speaks, through the outlet.
QUOTING = re.compile(
    r"\b(?:quot(?:e|es|ed|ing)|cit(?:e|es|ed|ing))\s(?!by\b|as\b)([^.;:\n“”\"]{2,90}?)\sas\s(?:having\b|\w+ing\b)"
)
INTERVIEW = re.compile(r"\binterview(?:ed)?\s(?:with|to|by|on|for|(?:published|aired|broadcast)\s(?:in|on|by))\s")
INTERVIEW_REACH = 1500  # characters before a statement in which the interview it comes from is spoken of
QUOTER_REACH = 80  # characters before 'quoted' in which its subject stands
OPPOSITE = re.compile(r"(?:his|her) (?:interlocutor|counterpart|opposite number)")
LONG_TALK = 12  # statements before one in which the other of two who talk has spoken
MOST_LAYERS = 8
NESTED = 4  # statements before one that may stand inside another's content
UNNAMED_AGENCIES = ("agencies", "news agencies")
REACH = 100  # characters within which an addressee's words end


def addressees(said: Said, page: Discourse, resolve: Resolve) -> tuple[Mention, ...]:
    """Return whom a statement was made to, as far as its sentence says."""
    statement, text = said.statement, page.text.text
    spans: list[Span] = []
    for start, end in statement.cue[-1:]:
        sentence = page.text.sentences[page.text.sentence(start)]
        content = min((a for a, _ in statement.content if a >= end), default=None)
        end = to.end() if (to := WHOM.match(text, end, content or len(text))) else end  # 'said to reporters'
        before = text[max(sentence, end - 80) : end]
        if (
            content is None or content - end > 1 + len(text[end:content]) - len(text[end:content].lstrip())
        ) and TELLING.search(before):
            spans += _noun_phrase(text, end, min(end + REACH, content or len(text)))
        if content is not None and not text[end:content].strip() and (URGING.search(before) or TELLING.search(before)):
            spans += _split_off(text, statement.content) or _urged(text, content)
    found = [one for span in spans for one in _resolve_object(span, said, page, resolve)]
    present = [one for span in _occasion(said, page) for one in _resolve_object(span, said, page, resolve)]
    found += [one for one in present if one[0].kind != "unnamed" or head_of(one[0].name or "") in HEARERS]
    own = {mention.name for mention, _ in said.found}
    unique = {
        mention.name: mention
        for mention, _ in found
        if mention.name and mention.name not in own and mention.kind != "none"
    }
    return tuple(unique.values())


def _noun_phrase(text: str, start: int, limit: int) -> list[Span]:
    """The words from a position to where an addressee's words end."""
    first = start + len(text[start:limit]) - len(text[start:limit].lstrip())
    roughly = ROUGHLY.match(text, first, limit)
    first = roughly.end() if roughly else first
    end = END.search(text, first, limit)
    last = end.start() if end else limit
    words = MANNERLY.sub("", text[first:last].strip())
    several = words.startswith(("a ", "an ")) and head_of(words) in nouns.PERSON_NOUNS | nouns.PLURAL_PERSONS
    if not words or END.match(f" {words}") or (words.split()[0].casefold() in NO_HEARER and not several):
        return []
    return [(first, first + len(words))]


def _split_off(text: str, content: tuple[Span, ...]) -> list[Span]:
    """'told [the envoy] [that rain fell]': a first piece of content that stands right before a 'that'."""
    (start, end), *rest = content
    return [(start, end)] if rest and re.match(r"\s*that\s", text[end : rest[0][0] + len("that ")]) else []


def _urged(text: str, content: int) -> list[Span]:
    """'[the powers] to push': the words of a content before its 'to'."""
    if pronoun := HEARER.match(text, content):  # 'told her she was late'
        return [pronoun.span(1)]
    limit = min(len(text), content + REACH)
    if THANKING.search(text, max(0, content - 20), content) and (thanked := THANKED.match(text, content, limit)):
        return [thanked.span(1)]  # 'thanked Roe for', 'congratulated the minister on'
    match = TO.search(text, content, limit)
    words = text[content : match.start()] if match else ""
    if END.match(f" {words}"):  # "asked if it is time to go"
        return []
    if not words or re.search(r"[.;:“”\"\n]|\s(?:that|is|are|was|were|will|would|should|has|have|had)\s", words):
        warned = re.match(r"(.{2,60}?)\s(?:of|that|against|about|if|not|over)\s", text[content:limit])
        return [(content, content + len(warned[1]))] if warned and warned[1][:1].isupper() else []
    return [(content, match.start())] if match else []


def _occasion(said: Said, page: Discourse) -> list[Span]:
    """'in talks with X', 'in a letter to X', in the sentence that introduces the statement, outside its content."""
    text = page.text.text
    anchor = (said.statement.source or said.statement.cue or said.statement.content)[0][0]
    number = page.text.sentence(anchor)
    start = max(page.text.sentences[number], anchor - 300)
    end = page.text.sentences[number + 1] if number + 1 < len(page.text.sentences) else len(text)
    found: list[Span] = []
    for match in OCCASION.finditer(text, start, min(end, anchor + 300)):
        if EARLIER.search(text[max(start, match.start() - 50) : match.start()]):
            continue  # 'told reporters after talks with Roe'
        if not any(a <= match.start() < b for a, b in said.statement.content) and not page.in_quote(match.start()):
            found += _noun_phrase(text, match.end(), min(end, match.end() + REACH))
    return found


def _resolve_object(span: Span, said: Said, page: Discourse, resolve: Resolve) -> list[Found]:
    """Resolve an object; 'him' is somebody else than the speaker."""
    word = page.text.text[span[0] : span[1]].casefold()
    if word in ("him", "her"):
        return _other_person(span, "male" if word == "him" else "female", said, page)
    if word == "them" and (hearers := _heard_before(span, said, page)):
        return hearers
    if word in ("me", "us", "you", "them"):
        return []
    if OPPOSITE.fullmatch(word) and (other := _who_else_spoke(span, said, page)):
        return other
    return [one for one in resolve(span, said.statement, page) if one[0].kind not in ("narrator", "none")]


def _who_else_spoke(span: Span, said: Said, page: Discourse) -> list[Found]:
    """Whom 'his interlocutor' means: the last other person who spoke."""
    own = {actor for _, actor in said.found}
    for last in reversed(page.said[max(0, said.order - LONG_TALK) : said.order]):
        for _, actor in last.found:
            if actor is not None and actor.kind == "person" and actor not in own:
                return [(page.mention(actor, "description", span, 0.6), actor)]
    return []


def _other_person(span: Span, gender: str, said: Said, page: Discourse) -> list[Found]:
    """Whom 'him' or 'her' means that is not the speaker: the only other person whom the sentence has named, if one."""
    speakers = {actor for _, actor in said.found if actor is not None}
    numbers = page.text.numbers(page.text.sentences[page.text.sentence(span[0])], span[0])
    here = {actor: None for i in numbers if (actor := page.actors.of_name[i]) is not None and actor not in speakers}
    named = [actor for actor in here if actor.kind == "person" and actor.gender in (gender, None)]
    if len(named) == 1:
        return [(page.mention(named[0], "pronoun", span, 0.7), named[0])]
    actor, _, score = antecedent(page, span[0], gender, lambda actor: actor not in speakers)
    return [(page.mention(actor, "pronoun", span, score), actor)] if actor else []


def _heard_before(span: Span, said: Said, page: Discourse) -> list[Found]:
    """Whom 'them' means: those to whom the same speaker has just spoken, in the same paragraph."""
    for last in page.said[: said.order][-1:]:
        near = page.text.paragraph(last.start) == page.text.paragraph(span[0])
        if near and last.addressee and last.first.name == said.first.name:
            return [(msgspec.structs.replace(one, basis="pronoun", span=span), None) for one in last.addressee]
    return []


def quoted(statement: Statement, page: Discourse) -> Span | None:
    """Return whose words a source quotes: 'officials' of 'a report quoted officials as conceding'."""
    for start, end in statement.cue:
        match = QUOTING.search(page.text.text, start, min(len(page.text.text), end + REACH))
        if match and match.start() < end:
            inside = any(a < match.end(1) and match.start(1) < b for a, b in statement.content)
            return None if inside else match.span(1)
    return None


def _quoter(said: Said, page: Discourse, resolve: Resolve) -> list[Mention]:
    """Who quotes the speaker: the source, or where that is the speaker the last body named before 'quoted'."""
    span = quoted(said.statement, page)
    if span is None:
        return []
    others = [one for one in said.statement.source if one[1] <= span[0] or one[0] >= span[1]]
    if others:
        return [mention for one in others for mention, _ in resolve(one, said.statement, page) if mention.name]
    first = max(page.text.sentences[page.text.sentence(span[0])], span[0] - QUOTER_REACH)
    names = [name for name in page.text.within(first, span[0] - 1) if name.kind in ("organisation", "")]
    found = [page.of_name(name, (name.start, name.end))[0] for name in names[-1:]]
    return [mention for mention in found if mention.kind != "person"]


def via(said: Said, page: Discourse, article: Article, resolve: Resolve) -> tuple[Mention, ...]:
    """Return the layers between a statement's words and the page, outermost first.

    An agency is one where the page credits it alone: of several, no one can say whose the statement is.
    """
    credited = [
        Mention(name=agency.name, kind="organisation", basis="full-name", span=agency.span)
        for agency in article.agencies
        if agency.name.casefold() not in UNNAMED_AGENCIES
        and not (article.outlet and fold(agency.name) == fold(article.outlet.name))
    ]
    layers = credited if len({fold(agency.name) for agency in credited}) == 1 else []
    chain: list[Said] = []
    parent = page.by_id.get(said.statement.parent or "")
    while parent is not None and parent not in chain and len(chain) < MOST_LAYERS:
        chain.append(parent)
        parent = page.by_id.get(parent.statement.parent or "")
    for outer in reversed(chain):
        layers += _own_layers(outer, page)
        layers += [layer for mention, _ in outer.found if (layer := _as_layer(mention, page))]
    layers += _own_layers(said, page) + _quoter(said, page, resolve)
    own = {mention.name for mention, _ in said.found}
    others = [m for m in layers if m.name not in own and not _is_own(m.name or "", page.outlet or "")]
    return tuple({mention.name: mention for mention in others}.values())


def _is_own(name: str, outlet: str) -> bool:
    """Whether a name is the page's own outlet: 'the Bakery Department' is the Ruritanian Department of Bakery."""
    words, whole = (set(fold(one).split()) - {"the", "of"} for one in (name, outlet))
    return words == whole or (len(words) > 1 and words < whole)


def _as_layer(mention: Mention, page: Discourse) -> Mention | None:
    """An enclosing statement's speaker as a layer: a body, an outlet, a document's outlet ('a Reuters report')."""
    if mention.kind == "document" and mention.span:
        named = [name for name in page.text.within(*mention.span) if name.kind in ("organisation", "")]
        return page.of_name(named[0], mention.span)[0] if named else mention
    media = mention.kind == "unnamed" and head_of(mention.name or "") in nouns.MEDIA
    return mention if mention.name and (media or mention.kind in ("organisation", "outlet")) else None


def _own_layers(said: Said, page: Discourse) -> list[Mention]:
    """The outlets that a statement's own sentence puts between it and the page, or the one before it did."""
    told = [mention for mention in said.addressee if _is_outlet(mention, page)]
    if told or said.statement.manner != "direct":
        return told + _reported_by(said, page)
    goes_on: list[Mention] = []
    before = [one for one in page.said[max(0, said.order - NESTED) : said.order] if one.statement.parent is None]
    for last in before[-1:]:  # an interview goes on in the next paragraph
        same = bool(last.first.name) and last.first.name == said.first.name
        near = page.text.paragraph(said.start) - page.text.paragraph(last.start) <= 1
        goes_on = [mention for mention in last.addressee if same and near and _is_outlet(mention, page)]
        goes_on = goes_on or (_reported_by(last, page) if same and near else [])
    return (goes_on or _interviewed(said, page)) + _reported_by(said, page)


def _interviewed(said: Said, page: Discourse) -> list[Mention]:
    """The outlet of an interview spoken of in the same paragraph or the one before, if nobody else spoke since."""
    start = page.text.paragraphs[max(0, page.text.paragraph(said.start) - 1)] if page.text.paragraphs else said.start
    start = max(start, said.start - INTERVIEW_REACH)
    for match in INTERVIEW.finditer(page.text.text, start, said.start):
        between = [one for one in page.said[max(0, said.order - 3) : said.order] if one.start > match.start()]
        others = any(one.first.name != said.first.name for one in between)
        if not others and not page.in_quote(match.start()):
            names = page.text.within(match.end(), match.end() + 40)
            found = [page.of_name(name, (name.start, name.end))[0] for name in names[:1]]
            return [mention for mention in found if _is_outlet(mention, page)]
    return []


def _is_outlet(mention: Mention, page: Discourse) -> bool:
    """Whether an addressee is an outlet that printed what it was told."""
    words = (mention.name or "").casefold().replace(".", "").split()
    known = page.registry.find(mention.name or "")
    shown = called_medium(page.text.text, mention.span) or any(word in nouns.MEDIA for word in words)
    return mention.kind != "unnamed" and (shown or any(actor.kind == "outlet" for actor in known))


def _reported_by(said: Said, page: Discourse) -> list[Mention]:
    """'quoted by X', in the statement's sentence."""
    text = page.text.text
    number = page.text.sentence((said.statement.cue or said.statement.content)[0][0])
    start = page.text.sentences[number]
    end = page.text.sentences[number + 1] if number + 1 < len(page.text.sentences) else len(text)
    found = []
    for pattern in (REPORTED_BY, OUTLET_AFTER):
        for match in pattern.finditer(text, start, min(end, start + 600)):
            names = [n for n in page.text.within(match.end(), match.end() + 40) if n.kind != "title"]
            inside = any(a <= match.start() < b for a, b in said.statement.content)
            if names and not inside and names[0].begin - match.end() <= 12:
                mention, _ = page.of_name(names[0], (names[0].start, names[0].end))
                if pattern is REPORTED_BY or _is_outlet(mention, page):
                    found.append(mention)
    return found
