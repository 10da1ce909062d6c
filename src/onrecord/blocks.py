"""Labels every block of a plain-text page: title, byline, dateline, published, body, caption, or a kind of clutter."""

from __future__ import annotations

import re

from onrecord.record import Block

_LINE = re.compile(r"[^\n\r\f\v\x1c-\x1e\x85\u2028\u2029]*[^\s\ufeff\u200b-\u200f\u202a-\u202e\u2066-\u2069]")
_CLUTTER = (
    ("comment-form", r"leave a (reply|comment)|your email address|captcha|post a comment|required fields|\d+ comments?$"),
    ("share", r"share (this|on)|follow( us)?\b.{0,20}:?$|tweet$|facebook$|twitter$|\d+ (shares|followers)"),
    ("navigation", r"\d+ min(ute)?s? read|recent comments|home\b.{0,40}$|menu$|skip to"),
    ("author-bio", r".{5,60} is an? .{0,60}(journalist|reporter|editor|correspondent|writer)\b"),
    ("related-links", r"check also|read (more|also)\b|related\b.{0,30}$|see also|you may also like|most (read|popular)"),
    ("tags", r"tags?:|topics?:|filed under"),
    ("newsletter", r"subscribe|sign up|newsletter"),
    ("cookie-notice", r".*\bcookies?\b.{0,80}(accept|policy|experience|website)|privacy policy"),
    ("credit", r"©|copyright|all rights reserved|\(c\) \d{4}"),
    ("debug", r"[\[{].{0,40}[\":]"),
    ("advert", r"advertisements?$|sponsored"),
    ("caption", r"(file )?photo:|image:|.{10,200}[\(\[](afp|reuters|ap|xinhua|epa|getty|file)?\b.{0,30}(photo|images?|xinhua|reuters)[\)\]]$"),
)
_RULES = tuple((kind, re.compile(pattern, re.I)) for kind, pattern in _CLUTTER)
_MONTH = r"(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_DATE_LINE = re.compile(rf"(\w+, )?({_MONTH} \d{{1,2}},? \d{{4}}|\d{{1,2}} {_MONTH},? \d{{4}}).{{0,25}}$", re.I)
_BYLINE = re.compile(r"(by [A-Z].{2,60}|[A-Z][\w.'’-]+( [A-Z][\w.'’-]+){1,2}|[A-Z].{1,30} and [Aa]gencies)$")
_DATELINE = re.compile(r"[A-Z][\w’'. -]{1,30}(, [A-Z][\w.]+( \d+\.?)?)?( ?/[A-Z]+/\.?| ?\([A-Z]\w*\))? ?[-–—] ?")


def label(text: str) -> tuple[Block, ...]:
    """Return the blocks of a plain-text page, in order: every line that is not blank lies in one of them."""
    lines = [(m.start() + len(m[0]) - len(m[0].lstrip()), m.end()) for m in _LINE.finditer(text)]
    kinds = [_by_pattern(text[start:end]) for start, end in lines]
    prose = [i for i, (s, e) in enumerate(lines) if kinds[i] is None and e - s > 60 and text[e - 1] in ".!?”\"’'…:"]
    first = prose[0] if prose else len(lines)
    title = next((i for i in range(first) if kinds[i] is None and lines[i][1] - lines[i][0] > 20), None)
    last = prose[-1] if prose else -1
    out: list[Block] = []
    for i, (start, end) in enumerate(lines):
        kind, words = kinds[i], text[start:end]
        if i == title:
            kind = "title"
        elif kind is None and _DATE_LINE.match(words):
            kind = "published"
        elif kind is None and (i < first or i > last):
            kind = "byline" if _BYLINE.match(words) else "other"
        kind = kind or "body"
        prefix = _DATELINE.match(words[:80]) if i == first else None
        if kind == "body" and prefix:
            out.append(Block(kind="dateline", start=start, end=start + len(prefix[0].rstrip()), why="dateline"))
            start += prefix.end()
        if start < end:
            out.append(Block(kind=kind, start=start, end=end, why="first version"))
    return tuple(out)


def _by_pattern(words: str) -> str | None:
    return next((kind for kind, rule in _RULES if rule.match(words[:300])), None)
