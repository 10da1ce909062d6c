"""The grammar of time expressions in English news: what to look for, and nothing about which day it is.

Each form is a regular expression with bounded repetition, in which a blank stands for blanks of any kind (no-break ones
too) that do not cross an empty line, and ~ for a blank or a hyphen. The forms are tried together at each word, in their order. They follow the
TIMEX3 guidelines (Sauri et al., TimeML Annotation Guidelines 1.2.1) in what counts as an expression: dates, times of
day, durations and sets, without the preposition before.
"""

# ruff: noqa: E501, SIM905 -- one form, one line; words are easier to read and edit unquoted
from __future__ import annotations

import re
from collections import deque
from functools import cache

from msgspec import Struct

from ..record import Span

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
SMALL = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty",
)  # fmt: skip
TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")

_FULL = "|".join((*MONTHS, *(m.upper() for m in MONTHS)))
_SURE = "|".join(
    m for m in (*MONTHS, *(m.upper() for m in MONTHS)) if m.title() not in ("May", "March", "April", "June")
)
_MONTH = rf"(?P<m>(?:{_FULL})\b|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|JAN|FEB|MAR|APR|JUN|JUL|AUG|SEPT?|OCT|NOV|DEC)\b\.?)"
_WEEKDAY = rf"(?P<w>{'|'.join((*WEEKDAYS, *(w.upper() for w in WEEKDAYS)))})\b"
_SHORT_DAY = r"(?:(?:Mon|Tues?|Wed|Thu(?:rs?)?|Fri|Sat|Sun)(?:day|nesday|sday|urday)?|[A-Z]{3,6}DAY)\b\.?"
_DAY = r"(?P<d>3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?!\d|[:.,/]\d|%)"
_YEAR = r"(?P<y>1[5-9]\d\d|20\d\d)(?!\d|-\d)"
_NUMBER = (
    rf"(?P<n>\d{{1,3}}(?:[.,]\d{{1,3}})?(?: 1/2)?|half an?|(?:(?:{'|'.join(TENS)})~)?(?:{'|'.join(SMALL)})"
    rf"|{'|'.join(TENS)}|several|many|a few|few|a couple of|a dozen|dozens of|an?|a single|a half)"
)
_UNIT = r"(?P<u>second|minute|hour|day|week|weekend|fortnight|month|quarter|year|decade|centur(?=y|ies)|yr|hr)"
_PLURAL = r"(?P<s>s|ies|y)?\b"
_PART = r"(?P<pod>morning|afternoon|evening|night|noon|midnight|lunchtime|dawn|dusk)"
_MOD = r"(?P<mod>early|late|mid|earlier|later|the (?:very )?(?:end|start|beginning|middle) of|end of|beginning of)"
_ABOUT = (
    r"(?:(?P<about>about|almost|nearly|more than|less than|at least|over|around|roughly|up to|some|just|only|approximately"
    r"|just over|well over|no more than|as many as|under) )?"
)
_CLOCK = (
    r"(?P<clock>(?:[01]?\d|2[0-3])[:.][0-5]\d(?: ?[ap]\.?m\b\.?)?(?: hours)?|(?:1[0-2]|[1-9]) ?[ap]\.?m\b\.?"
    r"|noon|midday|midnight|(?:1[0-2]|[1-9]|[a-z]{3,6}) (?:o[’']clock|in the (?:morning|afternoon|evening)))"
    r"(?: (?:GMT|UTC|EST|EDT|ET|BST|CET|CEST|MSK|PST|PDT|IST|local time))?"
)
_REL = r"(?P<rel>this past|this coming|last|next|this|past|coming)"
_SEASON = r"(?P<season>spring|summer|autumn|fall|winter)"

# Words of which each expression has at least one, by class: nothing else needs to be looked at.
KEYS = {
    "month": "|".join((*MONTHS, "Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec")),
    "weekday": "|".join((*WEEKDAYS, *(f"{day}s" for day in WEEKDAYS), "Mon|Tue|Tues|Wed|Thu|Thur|Thurs|Fri|Sat|Sun")),
    "unit": "second|minute|hour|day|week|weekend|fortnight|month|quarter|year|decade|century|yr|hr|half",
    "deictic": "yesterday|today|tomorrow|tonight",
    "part": "morning|afternoon|evening|night",
    "season": "spring|summer|autumn|fall|winter",
    "noon": "noon|midday|midnight|clock",
    "often": "daily|weekly|monthly|yearly|annually|annual|hourly|nightly|biweekly|quarterly",
    "holiday": "Christmas|New|Thanksgiving|Easter|Good|Independence|Fourth|Election|Boxing|Halloween|Valentine",
    "now": "now|currently|present|moment|nowadays|presently|future|height|outbreak|onset|dawn|peak|outset",
}
# Words that may begin an expression before its key.
FIRST = frozenset(
    "the a an early late mid earlier later end of beginning last next this past coming that in since until till by from "
    "through during before after for between and to beyond over within took take lasted spent spend previous recent "
    "about almost nearly more less at around roughly up some just only approximately well no as under half several "
    "many few couple dozen dozens every each per once twice times hours days following current upcoming first second "
    "third fourth final high very post pre week on monday tuesday wednesday thursday friday saturday sunday mon tue tues "
    "wed thu thur thurs fri sat sun".split()
) | {*SMALL, *TENS}

# Each form: its name, the classes of KEYS of which it has a word, the expression.
FORMS: tuple[tuple[str, str, str], ...] = (
    ("iso", "figure", rf"(?P<y>(?:1[5-9]|20)\d\d)-(?P<m>\d\d)-{_DAY}(?:T\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:?\d\d)?)?"),
    ("slash", "figure", r"(?P<a>\d{1,2})(?P<sep>[/.])(?P<b>\d{1,2})(?P=sep)(?P<y>(?:19|20)\d\d|\d\d(?!\d))(?!\d)"),
    ("days", "month weekday", rf"(?:{_SHORT_DAY},? )?(?P<d1>3[01]|[12]\d|[1-9])(?:st|nd|rd|th)?(?: ?[-–/] ?| (?:to|and|or|until|through) ){_DAY}(?: of)? {_MONTH}(?:,? {_YEAR})?"),
    ("days", "month weekday", rf"(?:{_SHORT_DAY},? )?{_MONTH} (?P<d1>3[01]|[12]\d|[1-9])(?: ?[-–] ?| (?:to|through) (?:the )?){_DAY}(?:,? {_YEAR})?"),
    ("day", "month weekday", rf"(?:(?:{_SHORT_DAY}),? (?:the )?)?{_DAY}(?: day)?(?: of)? {_MONTH}(?:,? {_YEAR}|,? (?P<yrel>last|this|next) year)?"),
    ("day", "month weekday", rf"(?:(?:{_SHORT_DAY}),? )?{_MONTH} (?:the )?{_DAY}(?:,? {_YEAR}|,? (?P<yrel>last|this|next) year)?"),
    ("clock", "figure noon", rf"(?i:{_CLOCK})(?:,? (?:on )?(?:{_WEEKDAY}|(?P<deictic>(?i:today|tomorrow|yesterday))))?"),
    ("weekday", "weekday", rf"(?i:(?P<mod>early|late|earlier|later)(?: on)? )?(?i:(?:the )?(?P<rel>last|next|this past|this coming|this|past|coming|previous|following) )?{_WEEKDAY}(?: (?i:{_PART}))?(?:,? (?:at )?(?i:{_CLOCK}))?(?: (?i:of (?P<wrel>last|this|next) week))?"),
    ("deictic", "deictic part", rf"(?i:(?:(?P<mod>early|late|earlier|later) )?(?P<deictic>the day before yesterday|the day after tomorrow|yesterday|today|tomorrow|tonight|last night|this (?:morning|afternoon|evening)))(?: (?i:{_PART}))?"),
    ("weekof", "month", rf"(?i:the )?week of {_MONTH} {_DAY}(?:,? {_YEAR})?"),
    ("month", "month", rf"(?i:{_MOD}~)?(?i:{_REL} )?{_MONTH},?(?: of)? {_YEAR}"),
    ("month", "month", rf"(?i:{_MOD}~)?(?i:{_REL} )?{_MONTH},? (?:of )?(?:{_YEAR}|(?P<yrel>last|this|next) year)"),
    ("month", "month", rf"(?i:{_MOD}~|{_REL} |(?P<pre>in|since|until|till|by|from|through|during|before|after|for|between|and|to|of|beyond) ){{1,2}}(?P<m>{_FULL})\b(?:,? (?:of )?(?:{_YEAR}|(?P<yrel>last|this|next) year\b))?(?!['’]s? [A-Z])"),
    ("month", "month", rf"(?P<m>{_SURE})\b(?! [A-Z])"),
    ("season", "season", rf"(?i:{_MOD}~)?(?i:{_REL}|the|of|in) (?:the )?{_SEASON}(?:,? (?:of )?{_YEAR})|(?i:{_MOD} )?(?i:{_REL}) {_SEASON}\b|(?i:(?P<pre>in|later in|early|late|by|until)) (?:the )?{_SEASON}\b(?! of| from)|{_SEASON} (?:of )?{_YEAR}"),
    ("decade", "figure", r"(?i:(?P<mod>early|mid|late|the end of the|the beginning of the)~)?(?:the )?(?P<decade>(?:1[5-9]|20)\d0)['’]?s\b|(?:the )?(?:early |late |mid-)?['’](?P<decade>[3-9]0)s\b"),
    ("century", "unit", r"(?i:(?:the )?(?P<nth>\d{1,2})(?:st|nd|rd|th)~century)"),
    ("ago", "unit", rf"(?i:{_ABOUT}(?:{_NUMBER}(?: and a half)?~)?(?:more |full |short )?{_UNIT}{_PLURAL} (?P<way>ago|earlier|later|from now))\b"),
    ("unit", "unit", rf"(?i:{_MOD} (?:the )?(?:(?P<rel>this|last|next|past|previous|coming|following|same) )?{_UNIT}{_PLURAL})(?! of [A-Z])"),
    ("anaphor", "unit part", r"(?i:(?:(?P<mod>earlier|later) )?(?:(?P<same>the same|that same|that)|the (?P<way>following|next|previous)) (?P<u>day|week|month|year|morning|afternoon|evening|night|weekend))\b(?!['’-])"),
    ("unit", "unit", rf"(?i:(?P<the>the )?(?P<rel>this|last|next|past|previous|coming|recent|following|current|upcoming)(?: past| coming)? (?:{_NUMBER} )?{_UNIT}{_PLURAL})"),
    ("weekend", "unit", r"(?i:the weekend|over the weekend|at the weekend)\b"),
    ("nth", "unit", r"(?i:(?:the )?(?P<nth>first|second|third|fourth|last|final) (?P<u>quarter|half|day|week|month)(?: of (?:(?P<yrel>last|this|next) year|the year))?)\b(?: of (?P<y>(?:19|20)\d\d))?"),
    ("set", "unit weekday part often", rf"(?i:(?:every|each|per) (?:other )?(?:{_NUMBER} )?(?:{_UNIT}{_PLURAL}|{_PART})|(?P<often>daily|weekly|monthly|yearly|annually|annual|hourly|nightly|bi-?weekly|quarterly))\b|(?:every|each) {_WEEKDAY}|(?P<ws>{'|'.join(WEEKDAYS)})s\b"),
    ("set", "unit weekday part often", r"(?i:(?:once|twice|times|hours|days|[a-z]{2,12}s) (?:an?) (?P<u>day|week|month|year))\b(?! ago| later| earlier)"),
    ("duration", "unit", rf"(?i:{_ABOUT}{_NUMBER}(?: and a half| or {'|'.join(SMALL[1:4])})?(?: |-)(?:more |consecutive |straight |full |additional |long |extra |business |working )?{_UNIT}{_PLURAL}(?:~long\b)?)(?!['’]?~olds?\b)"),
    ("duration", "unit", rf"(?i:(?P<pre>for|in|over|after|within|during|took|take|lasted|last|spent|spend|of|previous|recent|coming) (?:the |many )?{_UNIT}(?P<s>s)\b)(?!['’]?~olds?\b)"),
    ("duration", "unit", rf"(?i:{_UNIT}s?-long)\b"),
    ("duration", "unit", rf"(?i:{_UNIT}(?P<s>s) (?=before|after|of|to come|and (?:months|years|weeks)))"),
    ("holiday", "holiday", r"(?P<rel>(?i:last|next|this) )?(?P<holiday>Christmas(?: Day| Eve)?|New Year['’]?s? (?:Day|Eve)|Thanksgiving(?: Day)?|Easter(?: Sunday| Monday)?|Good Friday|Independence Day|Fourth of July|Election Day|Boxing Day|Halloween|Valentine['’]s Day)\b"),
    ("year", "figure", rf"(?:(?P<mod>(?i:early|mid|late|earlier in|later in|post|pre|the end of|end of|the beginning of))~)?{_YEAR}(?:[-–/](?P<y2>(?:19|20)\d\d|\d\d(?!\d)))?(?![,.]\d|%|['’]s)"),
    ("now", "now", r"(?i:now|currently|at present|at the moment|nowadays|presently)\b"),
    ("future", "now", r"(?i:(?:in )?the (?:near |foreseeable )?future)\b"),
    ("event", "now", r"(?i:at the (?:height|outbreak|onset|dawn|peak|outset) of the) (?P<event>[A-Z]\w{2,15}(?: [A-Za-z]\w{2,15})?)"),
)  # fmt: skip

_BLANK = r"(?:[^\S\n]{1,3}|[^\S\n]{0,2}\n[^\S\n]{0,8}(?=\S))"
_WORD = re.compile(r"[A-Za-z]+|\d+")
WORDS_BEFORE = 6
CHARACTERS_BEFORE = 48
_GROUP = re.compile(r"\(\?P<(\w+)>|\(\?P=(\w+)\)")


class Time(Struct, frozen=True, kw_only=True):
    """A time expression: its span in the text, the form that found it, and the parts that the form names."""

    span: Span
    form: str
    parts: dict[str, str]


@cache
def _compiled() -> dict[str, tuple[re.Pattern[str], dict[str, tuple[str, str]]]]:
    """The forms of each class as one expression, and what each of its groups is: the form and the part."""
    classes = dict.fromkeys(name for _, names, _ in FORMS for name in names.split())
    return {
        name: _joined([(form, pattern) for form, names, pattern in FORMS if name in names.split()]) for name in classes
    }


def _joined(forms: list[tuple[str, str]]) -> tuple[re.Pattern[str], dict[str, tuple[str, str]]]:
    alternatives = []
    owners: dict[str, tuple[str, str]] = {}
    for number, (form, pattern) in enumerate(forms):
        seen: dict[str, int] = {}

        def rename(match: re.Match[str], number: int = number, seen: dict[str, int] = seen, form: str = form) -> str:
            if match[2]:
                return f"(?P={match[2]}_{number}_{seen[match[2]]})"
            seen[match[1]] = seen.get(match[1], -1) + 1
            name = f"{match[1]}_{number}_{seen[match[1]]}"
            owners[name] = (form, match[1])
            return f"(?P<{name}>"

        spaced = _GROUP.sub(rename, pattern).replace("~", "(?: |-)").replace(" ", _BLANK)
        alternatives.append(f"(?P<form_{number}>{spaced})")
        owners[f"form_{number}"] = (form, "")
    return re.compile(rf"(?<![\w$€£#.,/-])(?:{'|'.join(alternatives)})"), owners


@cache
def _keys() -> dict[str, str]:
    """The class of each key; names of months, days and holidays as they are written, the rest in lower case."""
    keys = {}
    for name, words in KEYS.items():
        for word in words.split("|"):
            keys[word] = keys[word.upper() if name in ("month", "weekday") else word + "s"] = name
    return {**keys, "centuries": "unit"}


# Words after a number that make it a count and not a year, and before it a measure.
_COUNTED = re.compile(
    r"\s(?:people|troops|men|women|soldiers|civilians|dead|tons?|tonnes|miles|km|kilometers|feet|dollars|euros|refugees|votes|fighters|homes|families|children|points|meters|metres|square|acres|cases|jobs|seats|workers|degrees)\b"
)
_MEASURE = re.compile(
    r"(?:\b(?:about|some|nearly|almost|around|than|over|least|roughly|resolution|flight|no\.|number)|[$€£#])\s?\Z",
    re.IGNORECASE,
)
PREPOSITIONS = re.compile(
    r"(?:in|since|until|till|by|from|through|during|before|after|for|between|and|to|of|beyond|over|at|took|take|lasted|last|spent|spend|within)\s+",
    re.IGNORECASE,
)


def times(text: str, start: int = 0, end: int | None = None) -> list[Time]:
    """Return the time expressions in text[start:end], in order, without overlap."""
    end = len(text) if end is None else end
    found: list[Time] = []
    keys, forms = _keys(), _compiled()
    before: deque[int] = deque(maxlen=WORDS_BEFORE)  # where the words that may begin an expression stand
    done = start
    for word in _WORD.finditer(text, start, end):
        at = word.start()
        letters = word[0]
        key = "figure" if letters[0].isdigit() else keys.get(letters) or keys.get(letters.lower(), "")
        if key and at >= done:
            expression, owners = forms[key]
            for begin in (*before, at):
                if begin < done or begin < at - CHARACTERS_BEFORE:
                    continue
                match = expression.match(text, begin, end)
                if match and match.end() > at:
                    time = _time(text, match, owners)
                    if _is_time(text, time):
                        found.append(time)
                        done = match.end()
                        break
        if key or letters.lower() in FIRST:
            before.append(at)
    return found


def _time(text: str, match: re.Match[str], owners: dict[str, tuple[str, str]]) -> Time:
    parts: dict[str, str] = {}
    form = ""
    for name, words in match.groupdict().items():
        if words is not None:
            form, part = owners[name]
            if part:
                parts.setdefault(part, " ".join(words.split()))
    return Time(span=_trimmed(text, match, parts), form=form, parts=parts)


def _trimmed(text: str, match: re.Match[str], parts: dict[str, str]) -> Span:
    """The span without the preposition that the form needed to be sure, and without a full stop that is not its own."""
    start, end = match.span()
    if "pre" in parts or text[start : start + 2].lower() in ("of", "in", "ov", "at"):
        lead = PREPOSITIONS.match(text, start, end)
        while lead and lead.end() < end:
            start = lead.end()
            lead = PREPOSITIONS.match(text, start, end)
    while text[start] in " -\n\u00a0":
        start += 1
    while text[end - 1] in " -,\n\u00a0":
        end -= 1
    return start, end


def _is_time(text: str, time: Time) -> bool:
    """Whether what looks like a time expression is one, by the words around it."""
    start, end = time.span
    parts = time.parts
    if time.form == "year" and not parts.get("mod"):
        return not (_COUNTED.match(text, end) or _MEASURE.search(text, max(0, start - 14), start))
    if time.form == "duration" and parts.get("n", "").lower() in ("a", "an"):
        before = text[max(0, start - 14) : start].lower().split()
        return bool(parts.get("about")) or (bool(before) and before[-1] in _BEFORE_A_UNIT)
    if time.form == "duration" and parts.get("u", "").lower() == "second":
        return bool(parts.get("s"))
    if time.form == "clock" and parts["clock"].lower() in ("noon", "midday", "midnight"):
        return text[start - 1 : start].isspace() and text[max(0, start - 8) : start].rstrip().lower().split()[-1:] != [
            "high"
        ]
    if time.form == "slash":
        return int(parts["a"]) <= 31 and int(parts["b"]) <= 31 and (parts["sep"] == "/" or len(parts["y"]) == 4)
    return True


_BEFORE_A_UNIT = frozenset(
    "for in within after over than least nearly almost about lasted took takes take once half".split()
)
