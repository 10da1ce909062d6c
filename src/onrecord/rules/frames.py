"""Every way that a reporting verb in a sentence could be read: its source, and where its content begins and ends."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from ..record import Span
from .contents import boundary, content_start, ends, kind_of
from .cues import ADVERBS, AUXILIARIES, BE, CONNECTORS, DETERMINERS, FORMS, PARTICLES, POSSESSIVES
from .passages import QUOTED, Passage
from .phrases import phrase_right
from .subjects import QUOTING, opening, subject

HEDGES = frozenset(["reportedly", "allegedly", "apparently", "seemingly", "supposedly", "purportedly"])
COLON = ":"
LONGEST_TURNED = 12  # words of a source at the end of its sentence
LONGEST_IN_HEADLINE = 6  # words of a source before or after a headline's colon


class Frame(Struct):
    """One reading of a word that marks reporting, as ranges of words.

    `found` says how the source was found, `shape` where the content stands, `end` before what it ends; `mood` is what
    the verb group holds and `after` what follows it.
    """

    verb: int
    group: Span
    source: Span | None
    found: str
    content: tuple[Span, ...]
    shape: str
    end: str
    mood: str
    after: str
    below: bool = False  # the content is the paragraph below ('He said:')


def frames(words: Passage, first: int, last: int) -> Iterator[list[Frame]]:
    """Give, for each word of a sentence that may mark reporting, the ways to read it."""
    low = words.low
    while last > first and low[last - 1] in (".", "?", "!", "…", ")", ";", '"'):
        last -= 1
    told: list[Span] = []
    for at in range(first, last):
        word = low[at]
        if word in FORMS:
            yield list(_verb(words, (first, last), at, told))
        elif word == "according" and at + 1 < last and low[at + 1] == "to":
            yield list(_according(words, (first, last), at))
        elif word == COLON and words.kind != "title":
            yield list(_colon(words, (first, last), at))
        elif word in HEDGES:
            yield [Frame(at, (at, at + 1), None, "none", _around(first, at, at + 1, last), "hedge", "end", "", "")]


def _colon(words: Passage, sentence: Span, at: int) -> Iterator[Frame]:
    """Give 'Lee went further: "content"': what stands between the subject and the colon marks the quotation."""
    first, last = sentence
    if at + 1 >= last or words.low[at + 1] != QUOTED or any(w in FORMS for w in words.low[max(first, at - 3) : at]):
        return
    source = opening(words, first, at)
    group = (source[1], at + 1) if source else (at, at + 1)
    yield Frame(at, group, source, "opening" if source else "none", ((at + 1, last),), "colon", "end", "", "")


def _around(first: int, start: int, end: int, last: int) -> tuple[Span, ...]:
    return tuple(span for span in ((first, start), (end, last)) if span[0] < span[1])


def _verb(words: Passage, sentence: Span, verb: int, told: list[Span]) -> Iterator[Frame]:
    """Give the readings of a verb; `told` holds the sources found before it in the sentence, and gets its own."""
    first, last = sentence
    low = words.low
    start = _group_start(words, first, verb)
    mood = _mood(words, start, verb)
    found, how = subject(words, first, start)
    if how == "object":
        return
    if found:
        if how == "pronoun" or mood not in ("", "to") or FORMS[low[verb]][1] == "ed":
            told.append(found)
    else:
        carried = _carried(words, first, start, told, low[verb])
        found, how = carried, how + (" carried" if carried else "")
    end = verb + 1
    if end < last and low[end] in PARTICLES and low[end] not in ("on",):
        end += 1
    base = Frame(verb, (start, end), found, how, (), "right", "end", mood, kind_of(words, end, last))
    if mood == "passive":
        yield from _passive(words, base, last)
    comma = _comma_before(words, found[0] if found and how.find("carried") < 0 else start, first)
    if comma:
        yield from _left(words, base, sentence, comma)
    if _comma_before(words, start, first) and start == verb:
        if how.startswith("comma") and _ends_with_source(words, base, sentence):
            comma = _comma_before(words, verb, first)
            turned = Frame(verb, base.group, (end, last), "after", (), "", "", mood, base.after)
            yield _with(turned, ((_begin(words, first, comma), comma),), "inverted", "sentence")
            return
        yield from _inverted(words, base, sentence)
    if start == verb == first:
        yield from _verb_first(words, base, last)
    if found or mood == "passive":
        yield from _right(words, base, last)


def _ends_with_source(words: Passage, base: Frame, sentence: Span) -> bool:
    """Tell whether a sentence without quotation marks ends '..., said Lee', a clause before and a name after."""
    first, last = sentence
    at, verb = base.group[1], words.low[base.verb]
    if FORMS[verb][1] not in ("s", "ed") or FORMS[verb][2] != "say" or not 0 < last - at <= LONGEST_TURNED:
        return False
    after = words.low[at:last]
    name = words.capital(last - 1) or after[0] in DETERMINERS or after[0] in POSSESSIVES
    clause = any(word in AUXILIARIES or word.endswith("ed") for word in words.low[first : base.verb])
    return name and clause and AUXILIARIES.isdisjoint(after) and phrase_right(words, at, last) == last


def _group_start(words: Passage, first: int, verb: int) -> int:
    """Return where the verb group begins: auxiliaries and adverbs before the verb; 's before a noun is no auxiliary."""
    low = words.low
    owned = FORMS[low[verb]][1] in ("base", "s")
    start = verb
    while start > first:
        word = low[start - 1]
        if not (word in AUXILIARIES or word in ADVERBS or word.endswith("ly")) or (owned and word == "'s"):
            break
        start -= 1
    return start


def _mood(words: Passage, start: int, verb: int) -> str:
    """Return what the verb group holds: passive, or its first auxiliary, or 'to', or nothing."""
    group = words.low[start:verb]
    form = FORMS[words.low[verb]][1]
    if form in ("ed", "en") and any(word in BE for word in group) and "being" not in group:
        return "passive"
    if start and words.low[start - 1] == "to":
        return "to"
    return next((word for word in group if word in AUXILIARIES), "")


def _carried(words: Passage, first: int, start: int, told: list[Span], verb: str) -> Span | None:
    """Return the subject that a verb without one shares: ', adding', 'and said', 'wants to say'."""
    before = words.low[start - 1] if start > first else ""
    if before in DETERMINERS or before in POSSESSIVES:
        return None
    if told:
        return told[0] if verb.endswith("ing") else told[-1]
    return opening(words, first, start)


def _comma_before(words: Passage, at: int, first: int) -> int:
    """Return where a content that ends before the word `at` ends: at a comma, a dash, or after a quotation; else 0."""
    if at - 1 <= first and not (at - 1 == first and words.low[first] == QUOTED):
        return 0
    word = words.low[at - 1]
    if word in (",", "—", "--", "–"):
        return at - 1
    return at if word == QUOTED else 0


def _begin(words: Passage, first: int, last: int) -> int:
    """Return where the content at the head of a sentence begins, connectors left off."""
    while first < last and (words.low[first] in CONNECTORS or words.low[first] in (",", "—", "-", "--", '"')):
        first += 1
    return first


def _left(words: Passage, base: Frame, sentence: Span, comma: int) -> Iterator[Frame]:
    """Give 'content, source cue' and 'content, source cue, more content'."""
    first, last = sentence
    begin = _begin(words, first, comma)
    if begin >= comma or base.found in ("relative", "to", "to carried"):
        return
    content = (begin, comma)
    end = "quotation" if words.low[comma - 1] == QUOTED else "comma"
    yield _with(base, (content,), "left", end)
    if end == "quotation" and begin < comma - 1:
        yield _with(base, ((comma - 1, comma),), "left", "only quotation")
        yield from _resumed(words, base, (comma - 1, comma), (base.group[1], last))
    yield from _resumed(words, base, content, (base.group[1], last))


def _inverted(words: Passage, base: Frame, sentence: Span) -> Iterator[Frame]:
    """Give 'content, cue source' and 'content, cue source, more content'."""
    first, last = sentence
    comma = _comma_before(words, base.group[0], first)
    begin = _begin(words, first, comma)
    at = base.group[1]
    if begin >= comma or at >= last or base.after in ("that", "to", ",", ":", QUOTED, "end", "auxiliary", "day"):
        return
    end = phrase_right(words, at, last)
    if end <= at:
        return
    turned = Frame(base.verb, base.group, (at, end), "after", (), "inverted", "end", base.mood, base.after)
    closing = "quotation" if words.low[comma - 1] == QUOTED else "comma"
    yield _with(turned, ((begin, comma),), "inverted", closing)
    if closing == "quotation" and begin < comma - 1:
        yield _with(turned, ((comma - 1, comma),), "inverted", "only quotation")
    yield from _resumed(words, turned, (begin, comma), (end, last))


def _verb_first(words: Passage, base: Frame, last: int) -> Iterator[Frame]:
    """Give 'Said Lee: "content"', the verb at the head of its sentence."""
    end = phrase_right(words, base.group[1], last)
    if base.group[1] < end and end + 1 < last and words.low[end] in (",", COLON) and words.low[end + 1] == QUOTED:
        turned = Frame(base.verb, base.group, (base.group[1], end), "after", (), "verb first", "end", "", base.after)
        yield _with(turned, ((end + 1, last),), "verb first", "end")


def _resumed(words: Passage, base: Frame, content: Span, rest: Span) -> Iterator[Frame]:
    """Give the reading in which the content goes on after the cue and a comma ('..., he said on Monday, ...')."""
    at, last = rest
    limit = min(last, at + 12)
    while at < limit and words.low[at] not in (",", QUOTED, "—", "--", ":"):
        at += 1
    if at >= last or at == limit:
        return
    at += words.low[at] != QUOTED
    if at < last:
        kind = boundary(words, at, last)
        yield _with(base, (content, (at, last)), "resumed", "resumed " + kind)


def _with(base: Frame, content: tuple[Span, ...], shape: str, end: str) -> Frame:
    return Frame(base.verb, base.group, base.source, base.found, content, shape, end, base.mood, base.after)


def _right(words: Passage, base: Frame, last: int) -> Iterator[Frame]:
    """Give 'source cue content', the content ending at the sentence's end or at a break before it."""
    start, group_end = content_start(words, base.verb, base.group[1], last)
    if start >= last:
        if words.low[last - 1] == COLON and last - group_end < 14:
            below = _with(base, (), "below", "end")
            below.below = True
            yield below
        return
    group = (base.group[0], group_end)
    shape = "quoted" if words.low[start] == QUOTED else "right"
    for end, kind in ends(words, start, last):
        frame = _with(base, ((start, end),), shape, kind)
        frame.group = group
        yield frame


def _passive(words: Passage, base: Frame, last: int) -> Iterator[Frame]:
    """Give 'somebody is expected to ...' (no source) and 'was asked by somebody ...'."""
    low = words.low
    at = base.group[1]
    who = base.source
    if low[base.verb] in QUOTING and "as" in low[at : min(last, at + 8)]:
        return
    if at < last and low[at] == "by":
        end = phrase_right(words, at + 1, last)
        if end > at + 1:
            by = Frame(base.verb, base.group, (at + 1, end), "by", (), "by", "end", "passive", "by")
            if who:
                yield _with(by, (who,), "by", "subject")
            if end < last:
                yield _with(by, ((end, last),), "by", "rest")
        return
    bare = Frame(base.verb, base.group, None, "none", (), "passive", "end", "passive", base.after)
    if at < last:
        yield _with(bare, ((at, last),), "passive", "rest")
        if who and who[1] <= base.group[0]:
            for end, kind in ends(words, at, last):
                yield _with(bare, (who, (at, end)), "passive", "whole " + kind)
    elif who and who[1] <= base.group[0]:
        yield _with(bare, (who,), "passive", "subject")


def _according(words: Passage, sentence: Span, at: int) -> Iterator[Frame]:
    """Give 'According to somebody, ...' and '..., according to somebody'."""
    first, last = sentence
    end = phrase_right(words, at + 2, last, loose=True)
    if end <= at + 2:
        return
    base = Frame(at, (at, at + 2), (at + 2, end), "after", (), "according", "end", "", kind_of(words, at + 2, last))
    comma = at - (at > first and words.low[at - 1] in (",", "—", "--"))
    begin = _begin(words, first, comma)
    rest = end + (end < last and words.low[end] in (",", "—", "--"))
    if begin < comma:
        yield _with(base, ((begin, comma),), "according", "left")
        if rest < last:
            yield _with(base, ((begin, comma), (rest, last)), "according", "around " + boundary(words, rest, last))
    elif rest < last:
        for stop, kind in ends(words, rest, last):
            yield _with(base, ((rest, stop),), "according", "right " + kind)


def headline(words: Passage) -> Iterator[Frame]:
    """Give 'Lee: content' and 'Content: minister', in a title."""
    low = words.low
    last = len(low) - (low[-1:] == ["."])
    if low.count(COLON) != 1:
        return
    at = low.index(COLON)
    for source, content in (((0, at), (at + 1, last)), ((at + 1, last), (0, at))):
        if 0 < source[1] - source[0] <= LONGEST_IN_HEADLINE and content[1] - content[0] >= 3:
            yield Frame(at, (at, at + 1), source, "headline", (content,), "headline", "end", "", "")
