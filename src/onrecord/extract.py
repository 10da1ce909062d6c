"""Turns tags into statements: their order and ids, their manner by the marks around the content, and their parents."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence

from .quotes import Quotation, inside, paragraphs, quotations
from .record import Article, Manner, Span, Statement, Tag, digest
from .turns import heed

WORD = re.compile(r"\w+")
CLOSES = re.compile(r"[.,]?[\"”]+$")
OPENS = '"“„«'
NICKNAMED = re.compile(r"(?:(?:[A-Z][\w’'-]*|[A-Z][a-z]{0,3}\.) ){1,4}[\"“](?:[A-Z][\w-]*|(?:[A-Z]\.)+)[\"”] \Z")
LONGEST_NAME = 40  # characters of a quoted name within a content


def extract(page_id: str, article: Article, tags: Sequence[Tag]) -> tuple[Statement, ...]:
    """Return the statements that the tags name, and the turns of a transcript, in order of the text.

    An id hashes the page, the content's words and how many statements before it have the same words: neither a
    corrected speaker nor another statement elsewhere changes it. Within a statement a character has one role: the
    source keeps what it shares with the cue or content, the cue what it shares with the content. A statement whose
    cue (without one: whose content) stands in the content of another is its child; the innermost is its parent.

    Raises ValueError for a tag without content, or with a span that is empty or outside the text: no tagger gives one.
    """
    cleaned = [_one_role_each(article.text, tag) for tag in heed(article, tags)]
    order = sorted(range(len(cleaned)), key=lambda number: _place(cleaned[number]))
    own = [(start, end) for start, end, _ in paragraphs(article)]
    marked = [quotation for paragraph in quotations(article.text, own) for quotation in paragraph]
    seen: Counter[str] = Counter()
    ids: dict[int, str] = {}
    for number in order:
        words = content_words(article.text, cleaned[number].content)
        ids[number] = id_of(page_id, words, seen[words])
        seen[words] += 1
    parents = _parents(cleaned, order)
    return tuple(
        Statement(
            id=ids[number],
            source=cleaned[number].source,
            cue=cleaned[number].cue,
            content=cleaned[number].content,
            manner=_manner(article.text, cleaned[number], marked),
            score=cleaned[number].score,
            parent=ids[parents[number]] if number in parents else None,
        )
        for number in order
    )


def content_words(text: str, content: Sequence[Span]) -> str:
    """Return the words of a content as an id takes them."""
    return " ".join(word.casefold() for start, end in content for word in WORD.findall(text[start:end]))


def id_of(page_id: str, words: str, before: int) -> str:
    """Return the id of a statement with these words, of which so many stand before it on its page."""
    return digest([page_id, words, before])


def _place(tag: Tag) -> tuple[int, int, tuple[Span, ...]]:
    """Return what orders statements: where cue and content begin, the longer statement first."""
    start, end = _hull(tag)
    return start, -end, tag.content


def _one_role_each(text: str, tag: Tag) -> Tag:
    """Return the tag with its spans in order and every character in at most one role."""
    if not tag.content:
        raise ValueError("a tag has no content")
    for start, end in tag.source + tag.cue + tag.content:
        if not 0 <= start < end <= len(text):
            raise ValueError(f"a tag's span {start}-{end} is empty or outside the text of {len(text)} characters")
    content = _merged(tag.content)
    content = tuple(span for span in content if WORD.search(text, *span)) or content  # a stray mark is no content
    cue = _without(_merged(tag.cue), content)
    source = _without(_merged(tag.source), _merged(content + cue))
    source = tuple(
        (_begin_of_name(text, start, content + cue), _end_of_name(text, start, end)) for start, end in source
    )
    return Tag(source=source, cue=cue, content=content, score=tag.score, parent=tag.parent)


def _begin_of_name(text: str, start: int, taken: tuple[Span, ...]) -> int:
    """Where a source begins that was cut behind a nickname: 'Marsh' of 'Gen. Stephen “Steve” Marsh'."""
    cut = max(0, start - LONGEST_NAME)
    before = NICKNAMED.search(text[cut:start])
    begin = cut + before.start() if before else start
    return start if any(begin < last and first < start for first, last in taken) else begin


def _end_of_name(text: str, start: int, end: int) -> int:
    """Where a source ends without the full stop and the mark that close a quotation behind it: 'Ada Holt."'."""
    closing = CLOSES.search(text, max(start, end - 4), end)
    if closing is None or any(mark in text[start : closing.start()] for mark in OPENS):
        return end
    return max(closing.start(), start + 1)


def _merged(spans: tuple[Span, ...]) -> tuple[Span, ...]:
    """Return the spans in order, overlapping ones joined."""
    found: list[Span] = []
    for start, end in sorted(spans):
        if found and start < found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((start, end))
    return tuple(found)


def _without(spans: tuple[Span, ...], taken: tuple[Span, ...]) -> tuple[Span, ...]:
    """Return what the spans cover and the taken ones do not, both in order without overlap."""
    found = []
    for start, end in spans:
        for first, last in taken:
            if last <= start or first >= end:
                continue
            if start < first:
                found.append((start, first))
            start = last
            if start >= end:
                break
        if start < end:
            found.append((start, end))
    return tuple(found)


def _manner(text: str, tag: Tag, marked: Sequence[Quotation]) -> Manner:
    """Return direct if all content but a leading 'that' stands in quotation marks, mixed if part does, else indirect.

    Marks around the statement's own cue belong to whoever quotes it; marks around a name ('the “Upper Council”')
    quote nobody.
    """
    words = [match.span() for start, end in tag.content for match in WORD.finditer(text, start, end)]
    if len(words) > 1 and text[slice(*words[0])].lower() == "that":
        words = words[1:]
    first = bisect_right(marked, tag.content[0][0], key=lambda quotation: quotation.end)
    last = bisect_left(marked, tag.content[-1][1], key=lambda quotation: quotation.start)
    own = [q for q in marked[first:last] if not _anothers(text, q, tag)]
    at = quoted = 0
    for start, end in words:
        while at < len(own) and own[at].end <= start:
            at += 1
        if at == len(own):
            break
        quoted += own[at].start <= start and end <= own[at].end
    if not quoted:
        return "indirect"
    return "direct" if quoted == len(words) else "mixed"


def _anothers(text: str, quotation: Quotation, tag: Tag) -> bool:
    """Tell whether the marks hold the statement's own cue too, or only a name within the content."""
    if any(quotation.start <= start < quotation.end for start, _ in tag.cue):
        return True
    piece = tag.content[max(0, bisect_right(tag.content, quotation.start, key=lambda span: span[0]) - 1)]
    start, end = inside(quotation, text)
    within = piece[0] < quotation.start and quotation.end < piece[1]
    return within and end - start < LONGEST_NAME and text[start:end].istitle()


def _parents(tags: Sequence[Tag], order: Sequence[int]) -> dict[int, int]:
    """Return the statement in whose content each stands: as the tag says, or else the innermost with its cue in it."""
    found: dict[int, int] = {}
    pieces = sorted(
        ((start, -end, number) for number, tag in enumerate(tags) for start, end in tag.content), key=lambda p: p[:2]
    )
    stack: list[tuple[int, int, int]] = []
    waiting = 0
    for number in sorted(order, key=lambda number: _hull(tags[number])):
        tag = tags[number]
        if tag.parent is not None:
            if tag.parent == number or not 0 <= tag.parent < len(tags):
                raise ValueError(f"tag {number} names {tag.parent} as its parent, of {len(tags)} tags")
            found[number] = tag.parent
            continue
        start, end = _hull(tag)
        while waiting < len(pieces) and pieces[waiting][0] <= start:
            stack.append(pieces[waiting])
            waiting += 1
        while stack and -stack[-1][1] <= start:
            stack.pop()
        holder = next((p for p in reversed(stack) if -p[1] >= end and p[2] != number), None)
        if tag.cue and holder:
            found[number] = holder[2]
    return found


def _hull(tag: Tag) -> Span:
    """Return the first and last character of a statement's cue and content."""
    spans = tag.cue + tag.content
    return min(start for start, _ in spans), max(end for _, end in spans)
