"""What a statement does: PLOVER's verbal event types, by its cue, else by how its content begins.

agree (also offers and promises), consult, support, concede, cooperate, aid, request, accuse, reject, threaten. The
types are those of the PLOVER ontology (Open Event Data Alliance, 2023); the words are ours. A statement that fits none
of them, or two, has no act.
"""

from __future__ import annotations

import re

import msgspec

from .record import Article, Statement, words_at

BEGINNING = 220  # characters of the content that are looked at
# Cues that say themselves what is done, strongest first: 'refused to support' is a refusal.
_CUES: tuple[tuple[str, str], ...] = (
    ("threaten",
        r"threat\w*|vow\w*\sto\s(?:retaliate|strike|punish|respond)|warn\w*\sof\s(?:retaliation|consequences)"
    ),
    ("reject",
        r"reject\w*|refus\w+|den(?:y|ies|ied|ying)|rul(?:e|es|ed|ing)\sout|dismiss\w*|oppos\w+|object\w*|rebuff\w*"
        r"|disput\w+|spurn\w*|renounc\w+|veto\w*"
    ),
    ("accuse",
        r"accus\w+|blam\w+|critici[sz]\w+|condemn\w*|denounc\w+|slamm?\w*|lash\w*\sout|rebuk\w+|deplor\w+|censur\w+"
        r"|decr(?:y|ies|ied)|charg(?:ed|es)\sthat|alleg(?:e|es|ed|ing)|lambast\w*|blast(?:ed|s)(?!\sout)|took\saim"
    ),
    ("request",
        r"urg\w+|(?<!phone\s)call(?:s|ed|ing)?\s(?:for|on|upon)|demand\w*|ask(?:s|ed|ing)?\s(?:for|that)|request\w*"
        r"|appeal\w*|insist\w*\s(?:on|that)|plead\w*(?!\sguilty)|press(?:es|ed|ing)?\sfor|exhort\w*|beg(?:s|ged|ging)|implor\w+"
        r"|order\w*|instruct\w*|recommend\w*|propos(?:e|es|ed|ing|als?)\b|suggest\w*\sthat"
    ),
    ("concede", r"conced\w+|admit\w*|apologi[sz]\w+|acknowledg\w+|confess\w*|back(?:ed|s)\sdown"),
    ("agree",
        r"agree[sd]?|agreeing|accept\w*|pledg\w+|promis\w+|offer(?:s|ed|ing)?(?=\sto\b|\Z)|commit(?:s|ted|ting)?|consent\w*"
        r"|undert(?:ook|akes?)|vow\w*"
    ),
    ("support",
        r"support(?!ers?\b)\w*|back(?:s|ed|ing)|endors\w+|welcom\w+|prais\w+|hail\w*|commend\w*|compliment\w*|applaud\w*"
        r"|defend\w*|thank\w*|congratulat\w+|salut\w+|encouraged\sby|sid(?:es|ed)\swith"
    ),
    ("consult",
        r"discuss\w*|confer\w*|consult\w*|negotiat\w+|brief(?:s|ed)|exchang\w+\sviews|h(?:e|o)ld\s(?:talks"
        r"|phone\scall)"
    ),
)  # fmt: skip
# Pronouns whose 'must' is no demand on another.
_SELF = r"(?:I|we|We|he|He|she|She|one|you|You)"
# How content begins that does something under a plain cue ('said', 'stressed').
_CONTENTS: tuple[tuple[str, str], ...] = (
    ("threaten",
        r"\b(?:will|would|shall)\s(?:\w+\s)?(?:retaliate|strike\sback|hit\sback|punish|respond\s(?:with\sforce"
        r"|militarily))|\bface\s(?:\w+\s)?consequences\b|\bpay\s(?:a|the)\s(?:\w+\s)?price\b"
    ),
    ("request",
        rf"\b(?!{_SELF}\s)[\w’']+\smust\b(?!\s(?:have|still|be\sforgotten|not\sbe\sforgotten|decide)\b)"
        r"|\b(?!I\b|In\b|We\b|He\b|She\b|You\b|As\b|If\b)[A-Z][\w’']*(?:\s[a-z]+){0,2}\sshould\s(?!be\s(?!\w+ed\b)|have\b|know\b)|\b(?:sides|parties|powers|countries"
        r"|states)\s(?:should|ha(?:s|ve)\sto)\s|\A\W*(?:that\s|on\s|about\s)?the\s(?:\w+\s)?need\s(?:to|for)\b"
        r"|\bit\sis\s(?:\w+\s)?(?:necessary|imperative|essential)\b"
    ),
    ("reject",
        r"\A\W*(?:that\s)?(?:(?!who\b|which\b|that\b|if\b|I\b)[\w’']+\s){1,4}?(?:will\snot|won[’']t|would\snot"
        r"(?=\s(?:accept|agree|allow|negotiate|support|vote|back|join|take|meet|talk|withdraw|step|resign|sign|let)\b)|cannot"
        r"\saccept|could\snot\saccept|does\snot\saccept|has\sno\sintention|never\swill|shall\snot)\s(?!be\s(?!tolerated|accepted|allowed|permitted|recogni[sz]ed))"
    ),
    ("support", r"\A\W*(?:that\s)?(?:we|I|our\s\w+)\s(?:\w+\s)?(?:support|welcome|stand\swith|back|commend|applaud)\b"),
    ("agree",
        r"\A\W*(?:that\s)?(?:(?:we|I|they|he|she|it|both\ssides|[A-Z]\w+)\s(?:have\s|has\s|had\s)?agreed?\s(?:to|on)\b"
        r"|(?:we|I|they|he|she|it|both\ssides|[A-Z]\w+)\s(?:is|are|was|were|am)\s(?:ready|willing|prepared|committed)\sto\b)"
        r"|\A\W*(?:that\s)?(?:(?!who\b|which\b|if\b|not\b|never\b)[\w’']+\s){1,4}?(?:accepts|accepted|(?:would|will)\saccept)\s(?!that\b)"
    ),
)  # fmt: skip
_PLAIN = re.compile(
    r"\b(?:say|says|said|saying|tell|tells|told|telling|stress\w*|state[sd]?|stating|add(?:s|ed|ing)?|announc\w+"
    r"|declar\w+|assert\w*|affirm\w*|point(?:s|ed|ing)?\s(?:out|to)|emphasi[sz]\w+|not(?:e|es|ed|ing)|reiterat\w+"
    r"|underlin\w+|underscor\w+|explain\w*|remark\w*|according)\b|\A\W*\Z|\A:\Z"
, re.I)  # fmt: skip
_NOT = re.compile(
    r"\b(?:not|never|no|n[’']t|neither|without|fail(?:s|ed)?\sto|yet\sto|refrain\w*|declin\w+|may|might|could|free\sto"
    r"|stop(?:s|ped)?\sshort|differ\w*|ready\sto|avoid\w*"
    r"|wants?\sto|able\sto)\b",
    re.IGNORECASE,
)
# Consulting takes two, agreeing is to or on something: opinions that one agrees with are no act.
_WITH = re.compile(r"\b(?:with|between|exchang\w+|talks|call|conversation)\b", re.IGNORECASE)
_TO = re.compile(r"\A\W*(?:to|on|an?|talks|help|aid|support|assistance|mediation)\b", re.IGNORECASE)
_TO_AT_END = re.compile(r"\b(?:to|on)\W*\Z", re.IGNORECASE)
_CUE_FORMS = tuple((name, re.compile(rf"\b(?:{words})\b", re.IGNORECASE)) for name, words in _CUES)
# Of a request the subject's capital counts.
_CONTENT_FORMS = tuple((n, re.compile(words, 0 if n == "request" else re.IGNORECASE)) for n, words in _CONTENTS)


def act(article: Article, statements: tuple[Statement, ...]) -> tuple[Statement, ...]:
    """Return the statements with what each does; `act` stays None where the words do not tell, or tell two things."""
    return tuple(msgspec.structs.replace(one, act=_act(article.text, one)) for one in statements)


def _act(text: str, statement: Statement) -> str | None:
    cue = words_at(text, statement.cue)
    if _NOT.search(cue):
        return None
    content = text[statement.content[0][0] : statement.content[0][1]]
    for name, form in _CUE_FORMS:
        if form.search(cue):
            two = statement.contact or statement.co_speakers or statement.addressee or _WITH.search(cue)
            mere = name == "agree" and re.search(r"\b(?:agree|offer)", cue, re.IGNORECASE)
            if (name == "consult" and not two) or (mere and not (_TO.match(content) or _TO_AT_END.search(cue))):
                return None
            return name
    if not _PLAIN.search(cue):
        return None
    start = statement.content[0][0]
    end = min(statement.content[-1][1], start + BEGINNING)
    found = [name for name, form in _CONTENT_FORMS if form.search(text[start:end])]
    return found[0] if len(found) == 1 else None
