"""The day on which each statement was made: its own words', else its speaker's last, else the page's.

The day that counts stands with the reporting, not in the content: 'said on Monday that the talks will start on Friday'.
"""

from __future__ import annotations

import re
from bisect import bisect_left

import msgspec

from ..entries import Entries
from ..record import Article, Date, Mention, Span, Statement
from ..sentences import Sentences

ATTACHED = 160  # characters between the reporting and its day
REACH = 2000  # characters, content between them included, beyond which no day is looked at
# What parts a day from the reporting: another clause, or an event that only lies before or after.
_PARTED = re.compile(
    r"[;:\n]|\b(?:after|before|since|when|who|whom|which|whose|where|that|while|until|because|if|although|though|as)\b",
    re.I,
)
_EVENT = re.compile(
    r"\b(?:after|before|since|following|until|till|by|from|for|of|about|through|to|than|ahead of|between"
    r"|over)\s+(?:the\s+|early\s+|late\s+)?\Z",
    re.I,
)
_MADE_OF = re.compile(
    r"['’]s?\s+(?:\w+\s+)?(?:statement|speech|address|briefing|interview|conference|remarks|report|call|meeting"
    r"|talks)\b",
    re.I,
)
# Reporting that says that the words are not of the day: 'has said', 'previously said', 'would say'.
_OTHER_DAY = re.compile(
    r"\b(?:has|have|had|['’]ve|['’]d|previously|earlier|once|repeatedly|often|always|long|frequently|regularly|never"
    r"|in the past|will|would|may|might|could|can|should)\b",
    re.I,
)
_ATTITUDE = re.compile(
    r"\b(?:believ|think|thought|hop(?:e|ing)|fear|know|knew|want|expect|feel|felt|understand|consider|is |are |was "
    r"|were |be )",
    re.I,
)
_NO_SPEECH = frozenset({"none", "narrator", "document"})


def date(article: Article, statements: tuple[Statement, ...], times: tuple[Date, ...]) -> tuple[Statement, ...]:
    """Return the statements with the day each was made, in the order given; `times` are the page's, from `times`.

    The basis of a day is stated, anchored or inferred (a date beside the reporting, or that of its entry), continuity
    (the same speaker goes on), published (reported in the simple past or present on a page of one known day) or unknown
    (a day that is named and cannot be placed); `said` is None where nothing tells.
    """
    days = _Days(article, statements, times)
    order = sorted(range(len(statements)), key=lambda i: (_start(statements[i]), i))
    own = {i: days.own(statements[i]) for i in order}
    first: dict[str, Date] = {}  # the first day of each speaker: a headline speaks of what follows
    for i in order:
        day, speaker = own[i], speaker_key(statements[i].speaker)
        if day and day.value and speaker and not days.other_day(statements[i]):
            first.setdefault(speaker, day)
    last: dict[str, Date] = {}
    done: dict[int, Date | None] = {}
    for i in order:
        statement, day = statements[i], own[i]
        speaker = speaker_key(statement.speaker)
        if day is None and not days.other_day(statement):
            day = days.entries.of(_start(statement))
        if day is None and not days.other_day(statement):
            before = last.get(speaker) or (first.get(speaker) if days.sentences.in_title(_start(statement)) else None)
            day = days.carried(before) if before else days.of_page(statement)
        elif day and day.value and speaker and not days.other_day(statement):
            last[speaker] = day
        done[i] = day
    return tuple(msgspec.structs.replace(one, said=done[i]) for i, one in enumerate(statements))


def _start(statement: Statement) -> int:
    return (statement.cue or statement.source or statement.content)[0][0]


def speaker_key(speaker: Mention | None) -> str:
    """What tells one named speaker of a page from another; '' for the unnamed, who may be anyone."""
    if not speaker or not speaker.name or speaker.kind in ("none", "unnamed"):
        return ""
    return speaker.id or speaker.name


class _Days:
    """A page's times and contents, to be asked about one statement after another."""

    def __init__(self, article: Article, statements: tuple[Statement, ...], times: tuple[Date, ...]) -> None:
        self.text = article.text
        self.sentences = Sentences(article)
        self.entries = Entries(article.text, times)
        self.statements = statements
        self.parents = {one.id: one.parent for one in statements}
        self.times = [time for time in times if time.span and (time.value is None or time.value[0].isdigit())]
        self.starts = [time.span[0] for time in self.times if time.span]
        self.contents = sorted((start, end, one.id) for one in statements for start, end in one.content)
        self.content_starts = [start for start, _, _ in self.contents]
        self.longest = max((end - start for start, end, _ in self.contents), default=0)
        self.page = article.published

    def own(self, statement: Statement) -> Date | None:
        """The day that stands with a statement's reporting, nearest first."""
        reporting = (*statement.source, *statement.cue)
        if not reporting:
            return None
        best: tuple[int, int] | None = None
        for start, end in {self.sentences.of(span[0]) for span in reporting}:
            near = [max(start, reporting[0][0] - REACH), min(end, reporting[-1][1] + REACH)]
            for i in range(bisect_left(self.starts, near[0]), bisect_left(self.starts, near[1])):
                distance = self._distance(statement, reporting, i)
                if distance is not None and (best is None or (distance, i) < best):
                    best = (distance, i)
        return self.times[best[1]] if best else None

    def _distance(self, statement: Statement, reporting: tuple[Span, ...], i: int) -> int | None:
        """How far a time stands from the reporting; None if it is not the reporting's."""
        time = self.times[i]
        span = time.span
        assert span is not None
        if self._in_content(statement, span):
            return None
        within = any(start <= span[0] < end for start, end in reporting)
        before = self.text[max(0, span[0] - 24) : span[0]]
        if _EVENT.search(before) and not within:
            return None
        after = self.text[span[1] : span[1] + 40]
        if after[:2] in ("'s", "’s") and not _MADE_OF.match(after):
            return None
        if within:
            return 0
        nearest = min(reporting, key=lambda one: _gap(one, span))
        gap = (nearest[1], span[0]) if nearest[1] <= span[0] else (span[1], nearest[0])
        if gap[1] - gap[0] > ATTACHED:
            return None
        between = self.text[gap[0] : gap[1]]
        for start, end in statement.content:  # content between: 'said' "..." on Monday
            if gap[0] <= start and end <= gap[1]:
                between = between[: start - gap[0]] + " " * (end - start) + between[end - gap[0] :]
        return None if _PARTED.search(between) else len(between.strip()) + (0 if nearest[1] <= span[0] else 1)

    def _in_content(self, statement: Statement, span: Span) -> bool:
        """Whether a time stands in content, this statement's or that of one in which this one does not stand."""
        above = self._ancestors(statement)
        at = bisect_left(self.content_starts, span[1])
        while at > 0 and self.content_starts[at - 1] >= span[0] - self.longest:
            at -= 1
            start, end, owner = self.contents[at]
            if start <= span[0] < end and owner not in above:
                return True
        return False

    def _ancestors(self, statement: Statement) -> set[str]:
        found: set[str] = set()
        parent = statement.parent
        while parent and parent not in found:
            found.add(parent)
            parent = self.parents.get(parent)
        return found

    def carried(self, day: Date) -> Date:
        """A day that goes on."""
        return msgspec.structs.replace(day, basis="continuity", why=f"the same speaker goes on: {day.value}")

    def other_day(self, statement: Statement) -> bool:
        """Whether the reporting says that its day is another than the one going on."""
        cue = statement.cue
        if not cue:
            return False
        start = cue[0][0]
        before = self.text[max(0, start - 12) : start]
        return bool(_OTHER_DAY.search(" ".join(self.text[s:e] for s, e in cue)) or _OTHER_DAY.search(before))

    def of_page(self, statement: Statement) -> Date | None:
        """The page's own day, for what is reported in the simple past or present."""
        page = self.page
        if not page or not page.value or not re.fullmatch(r"\d{4}-\d\d-\d\d(?:T.*)?", page.value):
            return None
        if statement.parent or not statement.cue:
            return None
        cue = " ".join(self.text[s:e] for s, e in statement.cue)
        if _ATTITUDE.search(cue + " ") or not statement.speaker or statement.speaker.kind in _NO_SPEECH:
            return None
        return Date(value=page.value[:10], basis="published", span=None, why="no day of its own: the page's")


def _gap(one: Span, other: Span) -> int:
    return max(other[0] - one[1], one[0] - other[1], 0)
