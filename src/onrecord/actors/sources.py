"""What a source's words are: a name, several names, a pronoun, a description, a document, or none of these."""

from __future__ import annotations

import re

import msgspec
from msgspec import Struct

from ..record import Span
from . import nouns
from .mentions import Name, Text
from .naming import POSSESSIVE, UNSEEN, head_of, seen
from .registry import fold

SPLIT_AND = re.compile(r"\s+(?:and|&|as well as|along with|together with)\s+")
BRACKETS = re.compile(r"\s*\([^)]*\)|\s*\[[^\]]*\]")
LEADING = re.compile(r"(?:(?:the|a|an|this|that|these|those)\s+)+", re.IGNORECASE)
AMONG = re.compile(r",?\s(?:including|like|such as|among them)\s")
SELF = re.compile(
    r"(his|her|their|its|my|our) (?:own )?"
    r"(?:eyes?|minds?|views?|words|opinion|estimation|telling|part|hopes?|fears?|heart)"
)
SOME = re.compile(
    r"(?:some|many|most|few|several|other|two|three|(?:dozens|hundreds|thousands|millions) of)\s", re.IGNORECASE
)
MEMBERS = re.compile(r"(?:the )?members of (?:the )?(?=[A-Z])", re.IGNORECASE)
MEDIUM = re.compile(
    r"(?:(?:news |state )?(?:agency|television|tv|radio|site)|newspaper|magazine|website|channel|network|blog)"
)
# What a source ends before: a day, how it is said, the one of whom a clause tells ('one man I').
TRAILING = re.compile(
    r"\s(?:(?:earlier\s|late\s|early\s)?(?:today|yesterday|tonight|this\s(?:morning|afternoon|evening|week|month))"
    r"|(?<=[a-z]\s)(?:on\s)?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
    r"|(?!(?:ally|assembly|bully|daily|elderly|family|hourly|monopoly|monthly|weekly)\Z)[a-z]{3,}ly"
    r"|(?<=[a-z]\s)(?<!\band\s)(?<!\bor\s)(?<!\bthan\s)(?:I|he|she|they|we|who|whom))\Z"
)
ACRONYM = re.compile(r"\b(?:[A-Z]\.){2,}\Z")  # the full stop of 'U.S.' is its own
CLAUSE = re.compile(r"(who|which)\s")
STATE_RUN = re.compile(r"state\s")
PARTY = re.compile(r"[RDI]-")
CALLED = re.compile(r"(?<!,)\s(?:called|named)\s(?=[A-Z@])")
OWNED = re.compile(r"(?:^|\s)(his|her|their|its|my|our|your)\s", re.IGNORECASE)
PARTICIPLE = re.compile(r"\s(?:released|filed|published|conducted|obtained|issued|sent|signed|written|posted|taken)\b")
PREPOSITION = re.compile(r"\b(?:of|for|to|from|by|with|at|in|on|as)\s+(?:the\s+)?\Z")
INSIDE = re.compile(r"\b(?:of|for|in|on|at|to|with|from|by|close|near|against|who|that)\b", re.IGNORECASE)
PAIRED = frozenset(
    ("both", "neither", "the two", "these two", "the pair", "the duo", "the sides", "the parties", "the interlocutors")
)
LONGEST_TRAILING = 30  # characters
AFTER_NAME = frozenset(("s", "'s", "’s", "himself", "herself", "itself"))
TRIM = " \t\n\u00a0,.;:—–-“”\"‘’'()[]" + UNSEEN


class Phrase(Struct, frozen=True):
    """One reading of a source: its form (name, pronoun, description, document, group, pair), its words and span."""

    form: str
    words: str
    span: Span
    name: Name | None = None
    head: str = ""


def phrases(text: Text, span: Span) -> list[Phrase]:
    """Read a source's span as one phrase or, where it joins several, as each of them."""
    start, end = _trimmed(text.text, span)
    if start >= end:
        return []
    if among := AMONG.search(text.text, start, end):  # 'critics, like Senators Berg and Roe'
        read = [_read(text, part) for part in _parts(text, (among.end(), end))]
        named = [phrase for phrase in read if phrase.name and (phrase.name.kind == "person" or " " in phrase.name.text)]
        if named:
            return named
    whole = _read(text, (start, end))
    if whole.form in ("pronoun", "document", "pair"):
        return [whole]
    parts = _parts(text, (start, end))
    return [_read(text, part) for part in parts] if len(parts) > 1 else [whole]


def _trimmed(text: str, span: Span) -> Span:
    start, end = span
    while start < end and text[start] in TRIM:
        start += 1
    while True:
        while start < end and text[end - 1] in TRIM and not (text[end - 1] == ")" and "(" in text[start:end]):
            if ACRONYM.search(text, max(start, end - 8), end):
                break
            end -= 1
        tail = max(start, end - LONGEST_TRAILING)
        after = TRAILING.search(text[tail:end])
        if after is None:
            return start, end
        end = tail + after.start()


def _parts(text: Text, span: Span) -> list[Span]:
    """Split 'X and Y', 'X, a senator, and Y' where each side can be an actor of its own."""
    start, end = span
    words = text.text[start:end]
    if len(words) > 400:
        return [span]
    cuts = [m for m in SPLIT_AND.finditer(words) if _parting(text, start, m, words)]
    bounds = [0, *(p for m in cuts for p in (m.start(), m.end())), len(words)]
    spans = [_trimmed(text.text, (start + a, start + b)) for a, b in zip(bounds[::2], bounds[1::2], strict=True)]
    return [listed for a, b in spans if a < b for listed in _listed(text, a, b)]


def _listed(text: Text, start: int, end: int) -> list[Span]:
    """Split 'Berg, Roe' where every part is a name and nothing else."""
    spans = []
    for part in text.text[start:end].split(", "):
        spans.append((start, start + len(part)))
        start += len(part) + 2
    if len(spans) < 2 or PARTY.match(text.text, spans[1][0]):
        return [(spans[0][0], end)]
    names = {(name.begin, name.end) for name in text.within(spans[0][1], end)}
    opening = [name for name in text.within(*spans[0]) if name.end == spans[0][1] and name.kind != "title"]
    before = text.text[spans[0][0] : opening[0].begin].strip() if opening else ""
    plain_names = bool(opening) and len(before.split()) < 2 and all(span in names for span in spans[1:])
    return spans if plain_names else [(spans[0][0], end)]


def _parting(text: Text, start: int, match: re.Match[str], words: str) -> bool:
    """Whether an 'and' joins two actors: neither stands inside a name, nor inside a description after a preposition."""
    position = start + match.start()
    if any(n.start < position < n.end for n in text.within(max(0, position - 80), position)):
        return False
    if any(n.begin <= position for n in text.within(position, position + 80)):
        return False  # in the title: 'Minister for Trade and Industry Ian Roe'
    before, after = words[: match.start()], words[match.end() :]
    first = text.within(start + match.end(), start + len(words))
    opens = bool(first) and first[0].begin - start - match.end() <= 4
    if "," in before and not (opens and before.rstrip().endswith(",")):
        last = start + before.rindex(",") + 1
        listed = [
            name
            for name in text.within(last, position)
            if not text.text[last : name.begin].strip() and not name.possessive
        ]
        if not listed or re.search(r",\s+(?:who|which|whose)\s", before):
            return False  # inside an apposed description
    tail = re.split(r",", before)[-1]
    after_name = bool(first)
    if re.search(
        r"\b(?:of|for|in|on|at|to|with|from|by|between|against|about|like|near|that|who|which)\b", tail, re.IGNORECASE
    ):
        named = text.within(start, position)
        return bool(named) and named[0].begin - start < 3 and after_name
    if first and first[0].kind == "person" and _two_titles(before, text.text[start + match.end() : first[0].start]):
        return False
    return bool(after.strip()) and not re.match(r"(?:adding|said|former|co-)\b", after)


def _two_titles(before: str, title: str) -> bool:
    """Whether the words around an 'and' are one person's: 'lobbyist and party strategist Ian Roe'."""
    nouns_only = before.islower() and before.split()[-1] in nouns.PERSON_NOUNS | nouns.ANONYMOUS
    return nouns_only and bool(title.strip()) and title.split()[0].casefold() not in nouns.DETERMINERS


def _read(text: Text, span: Span) -> Phrase:
    """Read one phrase."""
    start, end = span
    words = re.sub(r"\s+", " ", seen(text.text[start:end]))
    if words.startswith(("As ", "as ")):
        return _read(text, (start + 3, end))
    lower = words.casefold()
    bare = POSSESSIVE.sub("", lower)
    if match := SELF.fullmatch(lower):  # 'in his eyes', 'her words'
        return Phrase("pronoun", match[1], (start, start + len(match[1])))
    if lower in PRONOUNS or bare in PRONOUNS:
        return Phrase("pronoun", bare if lower not in PRONOUNS else lower, span)
    if match := CLAUSE.match(lower):  # 'who a week ago'
        return Phrase("pronoun", match[1], (start, start + len(match[1])))
    if match := MEMBERS.match(words):
        start += match.end()
        words = words[match.end() :]
    head_words = _head_part(words)
    head = POSSESSIVE.sub("", head_of(head_words))
    named = _named(text, (start, end))
    if named:
        return Phrase("name", named.text, span, named, head)
    if lower.split()[0] in nouns.VAGUE and len(lower.split()) == 1:
        return Phrase("group", words, span, None, head)
    if _is_pair(lower, head):
        return Phrase("pair", words, span, None, head)
    if head in nouns.DOCUMENT_NOUNS:
        return Phrase("document", PARTICIPLE.split(head_words)[0], span, None, head)
    if head in nouns.PLURAL_PERSONS or (head.endswith("s") and head[:-1] in nouns.PERSON_NOUNS):
        return Phrase("group", words, span, None, head)
    return Phrase("description", head_words or words, span, None, head)


def _is_pair(lower: str, head: str) -> bool:
    """Whether words mean two actors of the page: 'both', 'both sides', 'the two Ruritanian ministers'."""
    words = lower.split()
    if lower in PAIRED:
        return True
    pairs = nouns.PAIRS | nouns.BODY_PAIRS
    definite = words[0] == "both" or (words[0] in ("the", "these", "those") and words[1:2] == ["two"])
    return definite and (head in pairs or any(word in pairs for word in words[1:4]))


def _head_part(words: str) -> str:
    """The words before the first comma or bracket outside a number."""
    return BRACKETS.sub("", re.split(r",(?!\d)|\s[—–]|\s--|\s\(", words)[0]).strip(TRIM) or words


def _named(text: Text, span: Span) -> Name | None:
    """The name that heads a phrase, if one does: 'spokesman Ian Roe', 'Roe, a senator', 'the head of X, Ian Roe'."""
    start, end = span
    names = _clipped(text, start, end)
    if not names:
        return None
    if called := CALLED.search(text.text, start, end):  # 'a man calling himself', 'a committee called Bakers First'
        return next((name for name in names if name.start == called.end()), None)
    words = text.text[start:end]
    if (some := SOME.match(words)) and names[0].begin == start + some.end() and names[0].kind != "person":
        return None  # 'some Ruritanians'
    comma = re.search(r",(?!\d)|\s[—–]\s?|\s--|\s\(", words)
    cut = start + comma.start() if comma else end
    last = next((name for name in reversed(names) if name.end == cut), None)
    titled = last is not None and last.kind == "person" and last.titles
    if last is not None and titled and not PREPOSITION.search(text.text, start, last.begin):
        return last  # 'University of Ruritania professor Ian Roe'
    for name in names:
        if name.start >= cut or _belongs(text, start, name, cut):
            break
        tail = text.text[name.end : cut].strip(TRIM)
        if name.possessive and tail not in ("", "s"):
            continue  # "X's lawyer", perhaps "X's lawyer Ian Roe"
        first = tail.split()[0] if tail else ""
        if MEDIUM.fullmatch(tail) and _adjective(text, name, tail):
            continue  # 'Ruritanian state television' is not Ruritania
        if not tail or MEDIUM.fullmatch(tail) or first in nouns.PHRASE_ENDS or first in AFTER_NAME:
            return name
    after = next((name for name in names if name.start >= cut), None)
    if after and fold(after.text) in text.registry.demonyms:
        return None  # 'the envoy said, Ruritanian forces'
    if comma and after and after.begin - cut <= 3 and not after.possessive:
        body = head_of(words[: comma.start()]) in nouns.BODY_NOUNS and after.end == end  # 'the company, Marsh Mills'
        person = after.kind in ("person", "") and _is_description(words[: comma.start()])
        return after if person or (body and after.kind != "person") else None  # 'the director of the centre, Ian Roe,'
    return None


def _adjective(text: Text, name: Name, tail: str) -> bool:
    """Whether a name says only whose a medium is: 'Ruritanian' of 'Ruritanian state television'."""
    return name.kind in ("", "state") and (
        bool(STATE_RUN.match(tail))
        or fold(name.text) in text.registry.demonyms
        or name.text.casefold() in nouns.PEOPLES
    )


def _belongs(text: Text, start: int, name: Name, cut: int) -> bool:
    """Whether a name stands after a preposition: 'a spokesman for X' is not X, 'an envoy for X Ian Roe' is Roe."""
    before = text.text[start : max(start, name.begin)]
    ends = name.kind == "person" and not text.text[name.end : cut].strip(TRIM) and re.search(r"[A-Z]\S*\s\Z", before)
    return bool(INSIDE.search(before)) and not ends


def _clipped(text: Text, start: int, end: int) -> list[Name]:
    """The names in a span; of one that runs over its ends, the part inside ('Berg Votes' in a headline)."""
    found = []
    for name in text.within(max(0, start - 60), end):
        if name.kind == "title" or name.end <= start:
            continue
        a, b = max(start, name.start), min(end, name.end)
        inside = name.start >= start and name.end <= end
        found.append(name if inside else msgspec.structs.replace(name, text=text.text[a:b], start=a, end=b, begin=a))
    return found


def _is_description(words: str) -> bool:
    return head_of(words) in nouns.PERSON_NOUNS | nouns.ANONYMOUS


def owner(words: str) -> str | None:
    """The pronoun that owns a description: 'his' of 'his campaign'."""
    match = OWNED.search(words)
    return match[1].casefold() if match and match.start() == 0 else None


def plain(words: str) -> str:
    """A description without its leading article and trailing marks."""
    return LEADING.sub("", words.strip(TRIM), count=1) if LEADING.match(words.strip(TRIM)) else words.strip(TRIM)


PRONOUNS = (
    nouns.MALE_PRONOUNS
    | nouns.FEMALE_PRONOUNS
    | nouns.PLURAL_PRONOUNS
    | nouns.NEUTER_PRONOUNS
    | nouns.OWN_PRONOUNS
    | nouns.RELATIVES
)
