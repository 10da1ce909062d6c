"""HTML to the article's paragraphs, in order; the only module that knows trafilatura, resiliparse and lxml.

No rule here names a site. Each is about pages in general and says what it rests on:
- trafilatura in its precise mode gives the paragraphs; where that shares little with its balanced mode, an extractor
  made independently (resiliparse) decides between the two;
- a block quote keeps its place: trafilatura drops one whose wrapper is named 'embed' or 'social', and a quotation is
  the last thing to lose here;
- an article cut by advertisements into several containers with one and the same class is put together again;
- a line that is nothing but a link to another story is labelled so.
"""

from __future__ import annotations

import logging
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from lxml import etree
from lxml.html import HTMLParser, document_fromstring
from resiliparse.extract.html2text import extract_plain_text
from trafilatura import bare_extraction
from trafilatura.settings import Extractor

Tree = Any  # lxml.html.HtmlElement; lxml ships no types

# Trafilatura's tags that begin a new paragraph; the rest (links, emphasis, cells) runs on within one.
PARAGRAPHS = {"p": "paragraph", "head": "heading", "quote": "quote", "item": "list item", "row": "table row"}
BREAKS = {*PARAGRAPHS, "list", "table", "div", "body", "lb", "code", "graphic"}
WHOLE = ("p", "div", "h2", "h3", "h4", "span", "strong", "em")  # elements that may hold a standfirst and nothing else
WORDLESS = ("select", "datalist", "svg", "template")  # never prose; 100,000 options slow every extractor
UNSEEN = ("script", "style", "noscript", "template")
AGREE = 0.75  # F1 of the words of two extractions below which a third is asked
HELD = 0.5  # share of words above which a text is held to lie in another
LINK_SHARE = 0.6  # of a line's characters, that stand in one link
# Elements of a page above which only resiliparse is asked, whose time is linear: trafilatura takes over a minute for
# 100,000 links in a row. The largest of 181 news pages has 1,600.
LARGE = 20_000
LONG = 80  # characters of a paragraph long enough to be prose and to recognise it by
# No XML tree takes these, and one of them would cost the whole article.
_FORBIDDEN = dict.fromkeys((*range(9), 11, 12, *range(14, 32), 127, *range(0xD800, 0xE000), 0xFFFE, 0xFFFF), " ")
_REFERENCE = re.compile(r"&#(?:[xX]0*([0-9a-fA-F]{1,4})|0*(\d{1,5}))(?![0-9a-fA-F]);?")
_XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]{0,200}\?>")

# What it could not read is an InputError or a problem of ours, not a line on the terminal.
logging.getLogger("trafilatura").setLevel(logging.CRITICAL)


class Piece(NamedTuple):
    """A paragraph: its text on one line, and what it was in the page (a value of PARAGRAPHS, or link)."""

    text: str
    kind: str


def parse(markup: str) -> tuple[Tree | None, str | None]:
    """Return the element tree of an HTML page, or None where there is none, and why it was cut short, if it was.

    libxml2's limits stay on: it stops at 256 open elements and at texts of 10 MB.
    """
    markup = _REFERENCE.sub(_allowed, _XML_DECLARATION.sub("", markup.translate(_FORBIDDEN)))
    parser = HTMLParser(collect_ids=False, encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        tree = document_fromstring(markup.encode("utf-8", "replace"), parser=parser)
    except etree.ParserError:  # nothing but blanks or comments
        return None, None
    etree.strip_elements(tree, *WORDLESS, with_tail=False)
    limits = [entry for entry in parser.error_log if entry.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT]
    why = f"it is too deep or too long to be parsed beyond line {limits[0].line} of the HTML" if limits else None
    return tree, why


def _allowed(reference: re.Match[str]) -> str:
    """Return a character reference as it is, or a blank for one that no XML tree takes."""
    code = int(reference[1], 16) if reference[1] else int(reference[2])
    return " " if code in _FORBIDDEN else reference[0]


def paragraphs(tree: Tree) -> list[Piece]:
    """Return the paragraphs of the article in a page, in order; none where there is no article.

    The tree is changed: block quotes lose the names of their wrappers, containers of one article are joined.
    """
    if sum(1 for _ in tree.iter()) > LARGE:
        return [Piece(line, "paragraph") for text in _third(tree).splitlines() if (line := squeeze(text))]
    _free_quotes(tree)
    found = _pieces(tree, precise=True)
    if _join_containers(tree, found):
        found = _pieces(tree, precise=True)
    balanced = _pieces(tree, precise=False)
    if not found or (_overlap(found, balanced) < AGREE and _is_better(balanced, found, tree)):
        found = balanced
    return _mark_links(found, tree)


def is_printed(tree: Tree, words: str) -> bool:
    """Say whether these words stand in the page as an element's whole text."""
    wanted = squeeze(words)
    begun = (element for element in tree.iter(*WHOLE) if wanted[:20] in (element.text or ""))
    return any(_text(element, len(wanted) + 100) == wanted for element in begun)


def squeeze(text: str) -> str:
    """Return the text with every run of white space as one blank; no-break spaces stay, they are the page's own."""
    return " ".join(re.split(r"[\t\n\r\f\v \x85\u2028\u2029]+", text)).strip()


def _pieces(tree: Tree, *, precise: bool) -> list[Piece]:
    """Run trafilatura with every setting that matters here pinned: no clock, no memory of other pages."""
    options = Extractor(output_format="python", precision=precise, comments=False, links=False, dedup=False)
    document: Any = bare_extraction(tree, options=options)
    return [] if document is None else list(_flatten(document.body))


def _flatten(body: Tree) -> Iterator[Piece]:
    """Walk an extracted body without recursion; a break of any kind ends a paragraph."""
    kinds, words = ["paragraph"], [""]
    for event, element in etree.iterwalk(body, events=("start", "end")):
        if element.tag in BREAKS:
            if piece := squeeze("".join(words)):
                yield Piece(piece, kinds[-1])
            words.clear()
            if event == "start":
                kinds.append(kinds[-1] if kinds[-1] != "paragraph" else PARAGRAPHS.get(element.tag, "paragraph"))
            else:
                kinds.pop()
        elif element.tag == "cell":
            words.append(" ")
        words.append((element.text if event == "start" else element.tail) or "")


def _free_quotes(tree: Tree) -> None:
    """Take class and id off block quotes, and off the elements around them that hold hardly anything else."""
    quotes = list(tree.iter("blockquote"))
    sizes = _sizes(tree) if quotes else {}
    for quote in quotes:
        size = sizes[quote]
        around = quote
        while around is not None and around.tag in ("blockquote", "div", "figure", "section", "span", "p"):
            if sizes[around] > max(size + 40, 1.5 * size):
                break
            around.attrib.pop("class", None)
            around.attrib.pop("id", None)
            if around.tag == "figure":
                around.tag = "div"
            around = around.getparent()


def _sizes(tree: Tree) -> dict[Tree, int]:
    """Return how many characters each element holds, blanks and scripts left out; linear in the size of the page."""
    sizes: dict[Tree, int] = {}
    open_: list[int] = [0]
    for event, element in etree.iterwalk(tree, events=("start", "end")):
        if event == "start":
            open_.append(0 if element.tag in UNSEEN else _size(element.text))
        else:
            own = 0 if element.tag in UNSEEN else open_[-1]
            sizes[element] = own
            open_.pop()
            open_[-1] += own + _size(element.tail)
    return sizes


def _size(text: str | None) -> int:
    return len(text) - sum(map(str.isspace, text)) if text else 0


def _text(element: Tree, limit: int = 20_000) -> str:
    """Return an element's text on one line, scripts left out; at most about `limit` characters of it."""
    parts: list[str] = []
    for part in element.xpath("descendant::text()[not(parent::script or parent::style or parent::noscript)]"):
        parts.append(part)
        limit -= len(part)
        if limit < 0:
            break
    return squeeze("".join(parts))


def _join_containers(tree: Tree, found: list[Piece]) -> bool:
    """Put into the container of the text found what its likes hold: same tag and class, same <article>.

    Only where some of them lie in the text wholly and others not at all; reports whether anything was moved.
    """
    known = {piece.text[:LONG] for piece in found}
    groups: dict[tuple[str, str], list[tuple[Tree, float]]] = {}
    for element in tree.iter("div", "section"):
        prose = [text for child in element.iterchildren("p") if len(text := _text(child)) >= LONG]
        if len(prose) >= 2 and element.get("class"):
            share = sum(text[:LONG] in known for text in prose) / len(prose)
            groups.setdefault((element.tag, element.get("class")), []).append((element, share))
    moved = False
    for likes in groups.values():
        articles = {next(element.iterancestors("article"), None) for element, _ in likes}
        shares = [share for _, share in likes]
        if len(articles) > 1 or max(shares) < HELD or min(shares) >= HELD:
            continue
        for element, _ in likes[1:]:
            if likes[0][0] not in element.iterancestors():
                likes[0][0].extend(list(element))
        moved = True
    return moved


def _is_better(balanced: list[Piece], precise: list[Piece], tree: Tree) -> bool:
    """Ask a third extractor which of two lies in what it found."""
    third = _words(_third(tree))
    held = [(mine & third).total() / (mine.total() or 1) for mine in (_piece_words(precise), _piece_words(balanced))]
    return held[0] < HELD <= held[1]


def _third(tree: Tree) -> str:
    """Return the main text by resiliparse, a paragraph a line.

    It reads what libxml2 made of the page, never the page itself: its own parser takes minutes over 100,000 levels.
    """
    markup = etree.tostring(tree, encoding="unicode", method="html")
    found: str = extract_plain_text(markup, main_content=True, alt_texts=False, list_bullets=False)
    return found


def _overlap(left: list[Piece], right: list[Piece]) -> float:
    """Return the F1 of two extractions' words."""
    mine, other = _piece_words(left), _piece_words(right)
    return 2 * (mine & other).total() / ((mine.total() + other.total()) or 1)


def _piece_words(pieces: Iterable[Piece]) -> Counter[str]:
    return _words(" ".join(piece.text for piece in pieces))


def _words(text: str) -> Counter[str]:
    return Counter(re.findall(r"\w+", text))


def _mark_links(pieces: list[Piece], tree: Tree) -> list[Piece]:
    """Mark the lines that are a link to another story, and the short line that stands over them."""
    links = {text for a in tree.iter("a") if len((text := _text(a, 1000)).split()) >= 4}
    marked = [piece._replace(kind="link") if _is_link(piece, links) else piece for piece in pieces]
    for i in range(len(marked) - 2, -1, -1):
        piece = marked[i]
        short = len(piece.text.split()) <= 4 and piece.text[-1] not in '.!?”"’'
        if marked[i + 1].kind == "link" and short and piece.kind in ("paragraph", "heading"):
            marked[i] = piece._replace(kind="link")
    return marked


def _is_link(piece: Piece, links: set[str]) -> bool:
    words = piece.text.split()
    if piece.kind == "quote" or not 4 <= len(words) <= 30 or piece.text[-1] in ".…:":
        return False
    least = LINK_SHARE * len(piece.text)
    tails = (" ".join(words[i:]) for i in range(len(words) - 3))
    heads = (" ".join(words[:i]) for i in range(4, len(words)))
    return any(len(part) >= least and part in links for part in (*tails, *heads))
