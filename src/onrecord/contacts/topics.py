"""What a contact was about, in the page's own words: 'discussed X', 'talks on X', 'the meeting focused on X'."""

from __future__ import annotations

import re
from bisect import bisect_left

from ..record import Date, Span, Words

# Verbs whose object is a topic wherever they stand in the sentence, and words that must follow the telling itself.
_VERBS = re.compile(
    r"\b(?P<lead>discuss(?:ed|es|ing)?|review(?:ed|s|ing)|touch(?:ed|es|ing)\s(?:up)?on|focus(?:ed|es|ing)?\son|dealt\swith"
    r"|devoted\sto|address(?:ed|es|ing)|exchang(?:ed|ing)\s(?:views|opinions)\s(?:on|about|over)|centred\son|centered\son"
    r"|considered|explored|tackled)\s(?!with\b)"
)
_PLACE = r"(?:\s(?:in|at)\s(?:the\s)?[A-Z][\w’'-]*(?:,?\s[A-Z][\w’'-]*){0,3})"
_WHEN = r"(?:\s(?:on\s)?(?:\w+day|today|yesterday)|\searlier\stoday)"
_BEHIND = re.compile(
    rf"(?:{_PLACE}|{_WHEN}){{0,2}},?\s(?:(?P<lead>on|about|over|regarding|concerning|focus(?:ed|ing)\son|aimed\sat"
    r"|dedicated\sto)\s(?!(?:the\s)?(?:sidelines|margins|phone|telephone|behalf|basis|condition|eve|way|same|invitation"
    r"|initiative|request|first|second|last|next)\b)|(?=the\s|ways\s|how\s|prospects\s|issues\s))"
)
_FOCUSED = re.compile(
    r"\b(?:meetings?|talks|call|conversation|visit|discussions?|consultations|negotiations|session|summit|conference|it|they"
    r"|sides|ministers|leaders)\s(?:\w+\s)?\Z|\b[A-Z]\w+\s\Z"
)
_STOP = re.compile(
    r"[.;:?!“”\"()\n—]|,\s(?:who|which|where|when|while|according|as\swell\sas\ssaid|after|before|and\s\w+ed\b|and\s(?:[A-Z][\w’'-]*\s)+[a-z]+(?:ed|s)\b|the\s(?:[\w’'-]+\s){1,4}"
    r"(?:said|says|reported|added|announced)|(?:[A-Z][\w’'-]*\s){1,5}(?:said|says|told|reported|added))"
    r"|\s(?:during|after|before|ahead\sof|following|when|while|because|said|says|told|that\s(?:will|was|were)"
    r"|in\s(?:a|an|their|his|her)\s(?:\w+\s){0,2}(?:call|conversation|meeting|statement|talks)"
    r"|(?:by|over)\s(?:the\s)?(?:tele)?phone|on\s\w+day|and\s(?:\w+\s)?(?:agreed|stressed|urged|called|met|held|said|expressed"
    r"|welcomed|thanked))\b"
)
_APART = re.compile(r",\s(?:and\s|as\swell\sas\s|including\s|in\sparticular\s|particularly\s)?|\sas\swell\sas\s")
_INCLUDING = re.compile(r".{0,80}?\b(?:issues|topics|questions|matters)\s(?:including|such\sas|like)\s", re.DOTALL)
_JOINED = re.compile(r"\sand\s(?:the\s(?=\w+\s(?:of|in|with|against)\s))?")
_BOUND = re.compile(r"\b(?:of|in|with|against|for|between|to|on|from)\s")
REACH = 300  # characters in which a topic's words end
LONGEST, MOST = 140, 8  # characters of a topic; topics of a contact


def topics(text: str, telling: Span, sentence: Span, times: list[Date], starts: list[int]) -> list[Words]:
    """Return the noun phrases that a sentence gives for what a contact told at `telling` was about, with their spans.

    `times` are the page's time expressions and `starts` where they stand: 'on Monday' is no topic.
    """
    found: list[Words] = []
    behind = _BEHIND.match(text, telling[1], sentence[1])
    if behind and not (behind["lead"] or text.startswith("discuss", telling[0])):
        behind = None  # 'discussed with Roe the war'
    if behind and (behind["lead"] or "").startswith("focus") and not _FOCUSED.search(text, telling[0], telling[1] + 1):
        behind = None
    leads = [(behind.end(), behind["lead"] or "discussed")] if behind else []
    for match in _VERBS.finditer(text, *sentence):
        if not match["lead"].startswith("focus") or _FOCUSED.search(text, sentence[0], match.start()):
            leads.append((match.end(), match["lead"]))
    for at, lead in sorted(leads):
        stop = _STOP.search(text, at, min(sentence[1], at + REACH))
        end = stop.start() if stop else min(sentence[1], at + REACH)
        i = bisect_left(starts, at)
        if i < len(times) and (times[i].span or (0, 0))[0] == at:
            continue
        for span in _phrases(text, (at, end)):
            if all(one.span is None or one.span[1] <= span[0] for one in found):
                found.append(Words(text=" ".join(text[slice(*span)].split()), basis=lead, span=span))
    return found[:MOST]


def _phrases(text: str, span: Span) -> list[Span]:
    """The phrases of a list: 'Syria, trade and investment'; 'the situation in X and Y' is one."""
    if including := _INCLUDING.match(text, *span):
        span = (including.end(), span[1])
    found, at = [], span[0]
    for cut in _APART.finditer(text, *span):
        found.append((at, cut.start()))
        at = cut.end()
    found.append((at, span[1]))
    parted = [part for one in found for part in _pair(text, one)]
    return [
        (start, end)
        for start, end in (_trimmed(text, one) for one in parted)
        if 2 < end - start <= LONGEST and re.search(r"[A-Za-z]{3}", text[start:end])
    ]


def _pair(text: str, span: Span) -> list[Span]:
    """'Syria and Ukraine' is two topics; an 'and' behind a preposition joins what the preposition takes."""
    joined = _JOINED.search(text, *span)
    before = text[span[0] : joined.start()].strip() if joined else ""
    if joined is None or (before.islower() and " " not in before):
        return [span]  # 'political and security issues'
    two = joined[0].endswith("the ")
    if _BOUND.search(text, span[0], joined.start()) and not two:
        return [span]
    return [(span[0], joined.start()), (joined.end() - 4 * two, span[1])]


def _trimmed(text: str, span: Span) -> Span:
    start, end = span
    while start < end and not text[start].isalnum():
        start += 1
    while start < end and not text[end - 1].isalnum():
        end -= 1
    return start, end
