"""Page to Article: bytes to text, text to blocks, and what is printed about the page itself.

A plain-text page's text is the file as decoded, nothing changed. An HTML page's text is its title, a blank line, and
the article's paragraphs, one a line with a blank line between: every span of its reading points into that.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec.structs import replace

from ..errors import InputError
from ..record import Article, Block, Named, Page, Problem, Words
from .blocks import label
from .charset import declared_in_html, decode
from .html_body import Piece, is_printed, paragraphs, parse
from .html_metadata import Metadata, metadata
from .imprint import imprint
from .language import other_language
from .lines import phrase
from .stamps import AGENCY_BYLINE, byline, dateline, dates, is_stamp

# Of the phrases of clutter.toml, those that an extractor's paragraph may be put aside for; the rest (addresses, shapes
# of captions) cost more of the article than they cut, by evaluation/html_bodies.py.
SURE = ("whole", "opens", "start")
CLUTTER = frozenset(
    ["advert", "author-bio", "comment-form", "cookie-notice", "credit", "newsletter", "related-links", "share", "tags"]
)
SHORTEST = 40  # characters of an article: less is a label of something
PROSE = 20  # words of a paragraph that is the article's own, not a stamp above it
MAYBE_BODY = ("other", "navigation", "related-links", "caption")
SENTENCE = 3  # words at least
_SENTENCE_END = re.compile(r"[.!?…][”\"'’»)\]]*\s*\Z")
NO_BODY = "no paragraph of an article was found: it may be a list, a menu or a form"
NOT_ENGLISH = "the article is not in English (nearest language: {}), and statements are found in English only"
NO_ARTICLE = "it may be a list of links, a form, or a shell that a script fills"
HTML = ("text/html", "application/xhtml+xml")


def clean(page: Page) -> tuple[Article, tuple[Problem, ...]]:
    """Return the page's article and what was wrong with its bytes.

    Raises InputError, whose message is a sentence about the page, when it is empty, binary or without an article.
    """
    if not page.data.strip():
        raise InputError("the page is empty")
    html = page.media_type in HTML
    text, problems = decode(page, declared_in_html(page.data) if html else None)
    if not html:
        article = _from_text(text, page)
        if not any(block.kind in ("body", "title") for block in article.blocks):
            problems = (*problems, Problem(stage="clean", reason=NO_BODY, file=page.file))
    else:
        article, cut = _from_html(text, page)
        problems = (*problems, *cut)
    if code := other_language(article):  # the page is well read; it is the tagger who will be at a loss
        problems = (*problems, Problem(stage="tagger", reason=NOT_ENGLISH.format(code), file=page.file))
    return article, problems


def _from_text(text: str, page: Page) -> Article:
    blocks = label(text)
    if not any(block.kind == "body" for block in blocks):  # a note of a line or two looks like clutter, alone
        blocks = tuple(_sentence_as_body(text, block) for block in blocks)
    if not blocks:
        raise InputError("the page holds no text")
    return _with_head(imprint(text, blocks, page), Metadata())


def _from_html(markup: str, page: Page) -> tuple[Article, tuple[Problem, ...]]:
    tree, cut = parse(markup)
    if tree is None:
        raise InputError("no article text found: the page holds no HTML elements")
    head = metadata(tree, page.url, page.fetched)
    pieces = paragraphs(tree)
    if sum(len(piece.text) for piece in pieces if piece.kind != "link") < SHORTEST:
        raise InputError(f"no article text found in the HTML: {cut or NO_ARTICLE}")
    standfirst = head.standfirst if head.standfirst and is_printed(tree, head.standfirst) else None
    text, blocks = _lay_out(head.title.text if head.title else "", standfirst, pieces)
    problems = (Problem(stage="clean", reason=f"the page was read in part: {cut}", file=page.file),) if cut else ()
    return _with_head(imprint(text, blocks, page), head), problems


def _sentence_as_body(text: str, block: Block) -> Block:
    words = text[block.start : block.end]
    if block.kind not in MAYBE_BODY or len(words.split()) < SENTENCE or not _SENTENCE_END.search(words):
        return block
    return replace(block, kind="body", why=f"a sentence on a page without a story; else {block.kind}: {block.why}")


def _with_head(found: Article, head: Metadata) -> Article:
    """Join what the text and the page's head say: what came with the page wins, then the head; no date is lost."""
    title = head.title and Words(text=head.title.text, basis=head.title.basis, span=(0, len(head.title.text)))
    said = {"title": title, "outlet": head.outlet, "byline": head.byline}
    given = {name for name in said if (own := getattr(found, name)) and own.basis == "given"}
    published = found.published
    if head.published and not (published and (published.why or "").startswith("given")):
        published = head.published
    dates = [date for date in (head.published, *head.other_dates, found.published, *found.other_dates) if date]
    chosen = (published.value if published else None) or ""
    others = {date.value: date for date in reversed(dates) if date.value and not _agree(date.value, chosen)}
    return replace(
        found,
        **{name: value for name, value in said.items() if value and name not in given},
        published=published,
        other_dates=tuple(others[value] for value in sorted(others, key=str)),
        agencies=found.agencies or _credited(head.credited),
        address=head.address,
    )


def _credited(names: str) -> tuple[Named, ...]:
    """The agency in a byline such as 'Ida Lund and Marsh Wire'."""
    wire = AGENCY_BYLINE.fullmatch(names)
    return (Named(name=wire["agency"], basis="credited in the byline"),) if wire else ()


def _agree(left: str, right: str) -> bool:
    """Say whether one date is the other, or the other less precisely."""
    return left.startswith(right) or right.startswith(left)


def _word_list(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def _lay_out(title: str, standfirst: str | None, pieces: list[Piece]) -> tuple[str, tuple[Block, ...]]:
    """Write title, standfirst and paragraphs as one text, and say what each line is; no line repeats the title."""
    wanted, summary = _word_list(title), _word_list(standfirst or "")
    lines = [(title, "title", "title")] if title else []
    if standfirst and not any(_word_list(piece.text) == summary for piece in pieces):
        lines.append((standfirst, "standfirst", "the page's description, printed"))
    begun = False
    for piece in pieces:
        words = _word_list(piece.text)
        if words and words == wanted:
            continue
        kind, why = _kind(piece, begun)
        begun = begun or (kind == "body" and len(words) >= PROSE)
        lines.append((piece.text, kind, why))
    return "\n\n".join(line for line, _, _ in lines), tuple(_blocks(lines))


def _blocks(lines: list[tuple[str, str, str]]) -> Iterator[Block]:
    """Give each line its place in the text, and the dateline of the first paragraph a block of its own."""
    start, first = 0, True
    for line, kind, why in lines:
        end, body = start + len(line), start
        stamp = dateline(line) if first and kind == "body" else None
        if stamp and stamp.end() < len(line):
            cut = start + len(line[: stamp.end()].rstrip())
            yield Block(kind="dateline", start=start, end=cut, why="place, agency or day before a dash")
            body = end - len(line[stamp.end() :].lstrip())
        yield Block(kind=kind, start=body, end=end, why=why)
        first = first and kind != "body"
        start = end + 2


def _kind(piece: Piece, begun: bool) -> tuple[str, str]:
    """Return what a paragraph is, and why: a link, a phrase of clutter, a stamp above the article, or the article."""
    if piece.kind == "link":
        return "related-links", "nothing but a link"
    clutter, where = phrase(piece.text)
    if clutter in CLUTTER and where in SURE and piece.kind != "quote":
        return clutter, f"a phrase of {clutter} ({where})"
    if not begun and piece.kind != "quote":
        if rule := byline(piece.text):
            return "byline", rule
        found = list(dates(piece.text))
        if found and is_stamp(piece.text, found):
            return "published", "a date above the article"
    return "body", piece.kind
