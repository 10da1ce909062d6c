"""Names on a page: where they stand, the titles and descriptions beside them, and what their form shows."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from msgspec import Struct

from ..record import Span
from . import naming, nouns
from .naming import WORD
from .registry import Registry, fold

ARABIC = re.compile(r"(?:al|el|ash|as|an|ar|at|ad|ul|ur)-[A-ZÀ-Þ]")
SENTENCE = re.compile(r"[.!?][\"”’'»)\]]*\s+(?=[\"“‘'«(\[]*[^\Wa-z_])|\n\s*")
WORD_BEFORE = re.compile(r"[^\W_]+\Z")
LONGEST_NAME = 120  # characters
SMALL = (" of ", " for ", " and ", " & ", " on ", " in ", " to ")  # in names of the registry
JOINERS = frozenset((" of ", " of the ", " for ", " for the ", " and ", " & ", " on ", " on the ", " in ", " to "))
BODY_AHEAD = re.compile(
    r"(?:[A-Z][\w-]+ ){1,4}(?:Committee|Subcommittee|Department|Commission|Agency|Office|Council|Ministry|Services?)\b"
)
OF_OFFICE = re.compile(r"\b(?:secretary|minister|department) (?:of|for)\s\Z")
# 'Minister for the', 'Special Envoy for Trade and': whose title takes the words after it along, up to a first name.
TITLE_FOR = re.compile(
    r"(?:[A-Z][\w-]+ ){0,3}(?:Minister|Secretary|Envoy|Ambassador|Commissioner|Representative|Coordinator|Director"
    r"|President|Chairman|Chairwoman|Speaker|Chancellor|Premier|Head)"
    r" (?:of State )?(?:for|of|to) (?:the )?(?:(?:[A-Z][\w-]+ ){1,3}and )?\Z"
)
LONGEST_TITLE = 100  # characters
DOCUMENTS = nouns.DOCUMENT_NOUNS - nouns.INSTITUTIONS  # 'the Post' is a paper
THE = re.compile(r"\b[Tt]h(?:e|is)\s\Z")
LABELS = frozenset(("q", "question", "answer"))  # of a transcript's turns
OPENING_MARKS = 12  # characters that a sentence may have before its first word
LONGEST_NICKNAME = 20  # characters
NICKNAME = re.compile(r'\s["“][^"“”]{1,20}["”]')
NICKNAME_BEFORE = re.compile(r'\s["“][^\s"“”]+\Z')
PLURAL = re.compile(r"\w{3}(?:[eo]rs|ists|ants|ees)\Z")
BLANKS = frozenset((" ", "\u00a0"))


class Name(Struct, frozen=True):
    """A name as it stands on the page, without its titles.

    `titles` are the words before it that say what it is ('Foreign Minister', 'spokesman'), `apposed` those after it.
    `kind` is what its form shows: person, organisation, state, title (a title alone), or '' where it shows nothing.
    """

    start: int
    end: int
    text: str
    kind: str
    titles: str = ""
    apposed: tuple[str, ...] = ()
    begin: int = 0  # where its titles begin
    sentence: int = 0
    first: bool = False  # it opens its sentence
    possessive: bool = False

    @property
    def words(self) -> list[str]:
        """The words of the name."""
        return self.text.split()


class Text:
    """A page's text with its sentences and paragraphs, and every name in it, in order."""

    def __init__(self, text: str, paragraphs: Sequence[tuple[int, int, str]], registry: Registry) -> None:
        """Find the names in the paragraphs (start, end and block kind of each)."""
        self.text = text
        self.registry = registry
        self.paragraphs = [start for start, _, _ in paragraphs]
        starts = [p for start, end, _ in paragraphs for p in (start, *_sentence_starts(text, start, end))] or [0]
        self.sentences = starts or [0]  # a page of blanks is one sentence
        self.lower: set[str] = set()  # the words that the page writes in lower case
        runs = [run for start, end, _ in paragraphs for run in self._runs(start, end)]
        self.surnames = {self.text[run[-1][0] : run[-1][1]] for run in runs if len(run) > 1}
        self.inside = {self.text[slice(*run[0])] for run in runs if not self._opens(run[0][0])}  # not for their place
        self.alone = {self.text[slice(*run[0])] for run in runs if len(run) == 1}
        self.names: list[Name] = []
        for name in (name for run in runs if (name := self._name(run))):
            while self.names and self.names[-1].start >= name.begin:
                self.names.pop()  # the 'Minister' of its title
            self.names.append(name)
        self.starts = [name.start for name in self.names]

    def sentence(self, position: int) -> int:
        """The number of the sentence that a position is in."""
        return max(0, bisect_right(self.sentences, position) - 1)

    def paragraph(self, position: int) -> int:
        """The number of the paragraph that a position is in."""
        return bisect_right(self.paragraphs, position) - 1

    def numbers(self, start: int, end: int) -> range:
        """The numbers of the names that begin between two offsets."""
        return range(bisect_right(self.starts, start - 1), bisect_right(self.starts, end - 1))

    def within(self, start: int, end: int) -> list[Name]:
        """The names that begin between two offsets."""
        return [self.names[i] for i in self.numbers(start, end)]

    def _runs(self, start: int, end: int) -> Iterator[list[Span]]:
        """Give the spans of the words of each capitalised run."""
        run: list[Span] = []
        for match in WORD.finditer(self.text, start, end):
            word = match[0]
            if not (word[0].isupper() or word[0] == "@" or ARABIC.match(word)):
                self.lower.add(word.removesuffix("'s").removesuffix("’s"))
                continue
            last = match.end() - _possessive(word)
            if run and self._goes_on(run, match.start(), word):
                run.append((match.start(), last))
            else:
                if run:
                    yield run
                run = [] if self._never_begins(word) else [(match.start(), last)]
        if run:
            yield run

    def _never_begins(self, word: str) -> bool:
        return word.casefold() in nouns.NEVER_NAMES and not (
            word.isupper() and len(word) > 1 and word not in ("AND", "THE")
        )

    def _goes_on(self, run: list[Span], start: int, word: str) -> bool:
        """Whether a capitalised word at `start` belongs to the name before it."""
        first, last = run[-1]
        gap = self.text[last:start]
        before = self.text[first:last]
        if word.casefold() in nouns.NEVER_NAMES and not word.isupper():
            return False
        gap = gap if gap in BLANKS else naming.seen(gap)
        if gap in BLANKS or self._nickname(gap, last, start, word):
            return True
        if gap == ". " or gap == ".":
            return len(before) == 1 or before.casefold() in nouns.SHORT_TITLES
        if gap in ("'s ", "’s "):  # "Ruritania's Foreign Ministry"
            return word.casefold() in nouns.OF_STATES and self.registry.state_of(before) is not None
        inner = gap.strip(" \u00a0")
        if len(gap) < 16 and "\n" not in gap and inner and all(w in nouns.PARTICLES for w in inner.split()):
            return True
        # Bounded, or a text of nothing but 'Bank of Bank of' takes quadratic memory.
        whole = self.text[max(run[0][0], start - LONGEST_NAME) : start] + word
        if gap.startswith(SMALL) and fold(whole) in self.registry.longer:
            return True
        if gap in JOINERS:
            return self._joins(run, gap.strip(), word, start)
        return False

    def _nickname(self, gap: str, last: int, start: int, word: str) -> bool:
        """Whether a word is a nickname in quotation marks inside a name, or follows one: 'Stephen “Steve” Marsh'."""
        if gap in (' "', " “"):
            after = self.text[start + len(word) :][:3]
            return after[:2] in ('" ', "” ") and after[2:].isupper()
        return (
            gap in ('" ', "” ") and NICKNAME_BEFORE.search(self.text, max(0, last - LONGEST_NICKNAME), last) is not None
        )

    def _joins(self, run: list[Span], joiner: str, word: str, start: int) -> bool:
        """Whether 'of', 'for', 'and' or 'on' joins an institution's name, as in 'Council on Foreign Relations'."""
        before = self.text[run[-1][0] : run[-1][1]].casefold()
        if joiner in ("and", "&"):
            inside = len(run) > 1 and self.text[run[0][0] : run[0][1]].casefold() in nouns.TAKES_FOR
            inside = inside and word.casefold() not in self.registry.first_names and before not in nouns.INSTITUTIONS
            paired = before in nouns.PAIRED and (word.casefold() in nouns.PAIRED or BODY_AHEAD.match(self.text, start))
            return joiner == "&" or inside or bool(paired)
        if before in nouns.TITLES:
            return joiner in ("of", "of the") and word.casefold() in nouns.PORTFOLIOS
        if joiner == "of" and word.casefold() in nouns.AFTER_OF:  # 'the Concord of Nations'
            return before not in nouns.PERSON_NOUNS
        return before in nouns.TAKES_OF if joiner.startswith("of") else before in nouns.TAKES_FOR

    def _begun(self, run: list[Span]) -> tuple[list[Span], bool] | None:
        """A run without the first word that belongs to what stands before it, and whether it opens its sentence.

        None for a common word at the start of a sentence.
        """
        words = [self.text[a:b] for a, b in run]
        first = self._opens(run[0][0])
        if len(words) == 1 and self._common(words[0], first):
            return None
        before = max(0, run[0][0] - 40), run[0][0]
        if len(words) == 1 and words[0].casefold() in DOCUMENTS and THE.search(self.text, *before):
            return None  # 'The Resolution'
        if len(words) > 1 and words[0].casefold() in nouns.PORTFOLIOS and OF_OFFICE.search(self.text, *before):
            words, run = words[1:], run[1:]  # 'former secretary of State Anna Berg'
        # 'Yesterday Smith', 'While Obama': a sentence's first word is capitalised for its place alone.
        if first and len(words) > 1 and self._opener(words[0].casefold()):
            run, first = run[1:], False
            if words[1].casefold() in nouns.NEVER_NAMES:
                return None
        return run, first

    def _name(self, run: list[Span]) -> Name | None:
        """Split a run into titles and name, and say what it is; None for a common word at the start of a sentence."""
        begun = self._begun(run)
        if begun is None:
            return None
        run, first = begun
        words = [self.text[a:b] for a, b in run]
        known = next((i for i, word in enumerate(words[:-1]) if word.casefold() in self.registry.first_names), 0)
        known = known or self._after_state(run)
        if known and (titled := self._title_for(run, known)):
            return titled
        after_state = bool(known) and self.registry.state_of(self.text[run[0][0] : run[known - 1][1]]) is not None
        if after_state:  # 'the envoy for Ruritania Ian Roe'
            words, run, first = words[known:], run[known:], False
        elif first and known and not any(word.casefold().rstrip(".") in nouns.NAMING for word in words):
            words, run, first = words[known:], run[known:], False  # 'Hold Anna Berg to account'
        cut = naming.titles_end(words)
        if cut == len(words) > 1 and words[-2].casefold() in self.registry.first_names:
            cut = naming.titles_end(words[:-2])  # 'Foreign Minister Anna King'
        body = words[cut:] or words
        kind = "title" if cut >= len(words) else naming.kind_of(body, cut > 0, self.registry)
        at = run[cut][0] if cut < len(run) else run[0][0]
        titles = " ".join(words[:cut]) if cut < len(words) else " ".join(words)
        lower = "" if kind in ("organisation", "title") else naming.lower_title(self.text, run[0][0])
        end = run[-1][1]
        return Name(
            start=at,
            end=end,
            text=_joined(self.text, run[cut:] or run),
            kind=kind or ("person" if lower else ""),
            titles=f"{lower} {titles}".strip(),
            apposed=naming.apposed(self.text, at, end) if kind != "title" else (),
            begin=run[0][0] - (len(lower) + 1 if lower else 0),
            sentence=self.sentence(at),
            first=first,
            possessive=self.text[end : end + 1] in ("'", "’"),
        )

    def _after_state(self, run: list[Span]) -> int:
        """How many words of a run are the state of a title before it: two of 'President of | New Ruritania Ian Roe'.

        A state is one that the registry has, or a word that the page has alone elsewhere.
        """
        begin = run[0][0]
        if len(run) < 3 or not TITLE_FOR.search(self.text[max(0, begin - LONGEST_TITLE) : begin].rpartition("\n")[2]):
            return 0
        for count in range(len(run) - 2, 0, -1):
            if self.text[slice(*run[count - 1])] in self.alone or self.registry.state_of(
                self.text[begin : run[count - 1][1]]
            ):
                return count
        return 0

    def _title_for(self, run: list[Span], cut: int) -> Name | None:
        """The name in 'Minister for the Upper Valley Anna Berg': the title goes up to the first name."""
        begin = run[0][0]
        lines = self.text[max(0, begin - LONGEST_TITLE) : begin].rpartition("\n")[2]
        match = TITLE_FOR.search(lines)
        if match is None or len(run) < cut + 2:
            return None
        start, end = run[cut][0], run[-1][1]
        begin -= len(match[0])
        return Name(
            start=start,
            end=end,
            text=_joined(self.text, run[cut:]),
            kind="person",
            titles=_joined(self.text, [(begin, run[cut - 1][1])]),
            apposed=naming.apposed(self.text, start, end),
            begin=begin,
            sentence=self.sentence(start),
            possessive=self.text[end : end + 1] in ("'", "’"),
        )

    def _opener(self, word: str) -> bool:
        """Whether a sentence's first word can be no name: 'while', 'currently'."""
        adverb = word.endswith("ly") and len(word) > 5 and word not in self.registry.first_names
        return adverb or word in nouns.OPENERS

    def _common(self, word: str, first: bool) -> bool:
        """Whether a capitalised word is a common noun: one for persons or documents, or one the page writes small."""
        lower = word.casefold()
        if lower in LABELS:
            return True
        if lower in nouns.GROUPS or word in self.surnames:
            return False
        if lower in nouns.GREETINGS:
            return True
        common = (
            lower in nouns.PLURAL_PERSONS or lower in nouns.DOCUMENT_NOUNS or lower.rstrip("s") in nouns.PERSON_NOUNS
        )
        plural = word not in self.inside and PLURAL.search(lower) is not None  # 'Rescuers say'
        written_small = lower in self.lower or lower.endswith("ing") or plural
        return common or (first and written_small and lower not in self.registry.first_names)

    def _opens(self, start: int) -> bool:
        """Whether a word opens its sentence."""
        sentence = self.sentences[self.sentence(start)]
        return start - sentence < OPENING_MARKS and not self.text[sentence:start].strip(" \u00a0\t“\"‘'«([—–-")


def _possessive(word: str) -> int:
    if word[-1] in "’'":
        return 1
    return 2 if word[-2:-1] in ("’", "'") and word[-1] in "sS" else 0


def _joined(text: str, run: Sequence[Span]) -> str:
    """A name on one line, without a nickname inside it."""
    return re.sub(r"\s+", " ", NICKNAME.sub("", naming.seen(text[run[0][0] : run[-1][1]])))


def _sentence_starts(text: str, start: int, end: int) -> Iterator[int]:
    """Give where each further sentence of a paragraph begins."""
    for match in SENTENCE.finditer(text, start, end):
        if match.end() >= end:
            continue
        if text[match.start()] == ".":
            word = WORD_BEFORE.search(text, max(start, match.start() - 12), match.start())
            if word and (word[0].casefold() in nouns.SHORT_TITLES or (len(word[0]) == 1 and word[0].isupper())):
                continue
        yield match.end()
