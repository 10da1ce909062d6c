"""The words with which news tells of a contact: verbs that take a party, and nouns with 'with', 'between', 'held by'.

Only patterns: what they mean is read in `tell`.
"""

from __future__ import annotations

import re

from .parties import OFFICES

PHONE = r"(?:by|on|over|via)\s(?:the\s)?(?:tele)?phone|in\sa\s(?:tele)?phone\scall"
_WHEN = rf"{PHONE}|up|here|today|yesterday|separately|earlier|again|last|\w+day|on\s\w+day|late|early"
_ADJECTIVES = r"(?:[\w’'-]+\s){0,4}?"
_FILL = r"[^.;:“”\"\n]{0,90}?"
# What stands between a noun and its parties: no other noun that has them, 'a news conference after talks with'.
_OTHER = r"talks|negotiations|consultations|(?:phone|telephone)\s(?:call|conversation)|a\smeeting"
_BETWEEN = rf"(?:(?!\b(?:{_OTHER})\b)[^.;:“”\"\n]){{0,90}}?"
_NOUN = (
    r"(?P<phone>(?:tele)?phone\s(?:call|conversation|talk|discussion)s?|telephone\scontacts?"
    r"|call(?=\s(?:with|between)))"
    r"|(?P<press>(?:press|news|media)\s(?:conference|briefing)s?)"
    r"|(?P<meeting>meetings?|summit|gathering|conference)|(?P<talks>talks|negotiations|consultations|discussions"
    r"|conversations?|exchange\sof\sviews|contacts)"
    r"|(?P<letter>(?:exchange\sof\s)?(?:letters?|(?:a|written|verbal|personal)\smessage)(?=\s(?:to|with|between|from)))"
)
# A noun and what names its parties.
NOMINAL = re.compile(
    rf"\b(?:{_NOUN})\b(?P<fill>(?!\s(?:of|for|by(?!\s(?:tele)?phone))\b){_BETWEEN})?\s(?P<how>with|between|(?:that\s(?:will\sbe|were|was)\s"
    rf"|to\sbe\s|which\s(?:will\sbe|were|was)\s)?(?:held|hosted|convened|led|chaired|organi[sz]ed|mediated|brokered"
    rf"|sponsored)\sby|of(?=\s(?:the\s)?(?-i:[A-Z]|(?:\w+\s)?(?:{OFFICES})\sof))|(?<=letter\s)to|(?<=message\s)to"
    rf"|(?<=letter\s)from|(?<=message\s)from)\s",
    re.IGNORECASE,
)
# What 'with' belongs to where it is not the noun's, and a clause between.
ANOTHER = re.compile(
    r"(?:\b(?:accordance|consistent|line|compliance|compared|conflict|war|dealing|deal|along|together|associated"
    r"|start|end|ended|accompanied|faced|met|meets?|meeting|\w+ed))\Z"
    r"|\bto\s(?!(?:be|take|start|begin)\b)",
    re.IGNORECASE,
)
PRESS = re.compile(r"\b(?:press|news|media)\s(?:conference|briefing)s?\b", re.IGNORECASE)
VISIT = re.compile(
    r"\b(?:(?:official|working|state|private|surprise|brief|first|historic)\s)*(?:visit|trip)s?\s(?:to|by)\s"
    r"(?=(?:the\s)?(?:[\w’'-]+\s){0,4}[A-Z])"
)
VERBAL = re.compile(
    rf"\b(?:(?P<meeting>met|meets|meet|(?:(?<=,\s)|(?<=[Aa]fter\s)|(?<=[Bb]efore\s)|(?<=[Ww]hile\s))meeting|sat\sdown"
    rf"|got\stogether)(?:\s(?:{_WHEN}))*(?:\swith)?"
    rf"|(?P<talks>conferred|confers|consult(?:ed|s|ing)?|negotiat(?:ed|es|ing|e)|in\s(?:\w+\s)?(?:touch|contact))\swith"
    r"|(?P<conveyed>conveyed|relayed|expressed)(?:\s(?!to\b)[\w’']+){0,8}?\sto(?=\s(?:[\w-]+\s){0,3}[A-Z])"
    r"|(?P<joined>joined)(?=[^.;\n]{1,120}\s(?:for|at|in)\s(?:\w+\s){0,3}"
    r"(?:talks|meeting|discussions|summit|conference)\b)"
    rf"|(?P<spoke>spoke|speaks|spoken|speak|talked)(?:\s(?:{_WHEN}))*\s(?:with|to)"
    rf"|(?P<phone>phoned|telephoned|rang)(?:\sup)?"
    rf"|(?P<called>called)(?=\s(?:[A-Z][\w’'.-]*\s){{1,6}}(?:on\s\w+day|\w+day|today|yesterday|to\sdiscuss|to\sexpress)\b)"
    r"|(?P<host>received|receives|hosted|hosts|welcomed|(?:will|to|would)\s(?:receive|host)"
    r"|(?:is|was|were|are)\s(?:receiving|hosting))"
    rf"(?=\s(?:the\s|his\s|her\s|an?\s)?[\w’'.-]*\s?(?:[A-Z]|counterpart|(?:\w+\s){{0,3}}(?:{OFFICES}|delegation)))"
    rf"|(?P<visit>arriv(?:ed|es)(?=\s(?:here|in|at)\s[^.;\n]{{1,60}}\b(?:visit|trip)\b)|visited|visits"
    r"|tour(?:ed|s)(?=\s(?:the\s)?[A-Z])|(?:flew|travell?ed|went|going|plans|is)\sto\svisit"
    r"|(?P<goes>(?:will|would|intends\sto|plans\sto|is\sto|due\sto|hopes\sto)\s(?:go|travel|fly)\sto(?=\s[A-Z])(?![^.;\n]{0,60}\b(?:for|meet\w*|talks|and)\b)))"
    rf"|(?P<discuss>discussed|discusses|discuss)(?P<matter>\swith|(?!\swith){_FILL}\swith)"
    rf"|(?P<wrote>wrote|written|(?:sent|wrote|addressed)\s(?:a\s)?(?:\w+\s)?(?:letter|message))\sto"
    rf"|(?P<attend>participat(?:ed|es|ing)\sin|attend(?:ed|s|ing)?|took\spart\sin|takes\spart\sin)\s(?:the\s|a\s"
    rf"|an\s){_ADJECTIVES}(?P<what>meeting|talks|summit|conference))\b"
)
# 'Roe, Lund hold talks', 'Roe and Lund discussed the war by phone': parties that are all before the verb.
TOGETHER = re.compile(
    r"\b(?:(?P<discuss>discussed|discuss|met|meet|spoke)\b(?!\s(?:to|of|out|about|for|up|with|at\sthe)\b)(?P<rest>\s(?:in|on|at|for|by|a|over|today|yesterday"
    r"|[A-Z]\w+|the"
    r"|practical)\b[^.;\n]{0,60})?|(?:hold|held)(?P<held>\s(?:[\w’'-]+\s){0,3}?(?:talks|(?:phone|telephone)\s\w+"
    r"|a\smeeting)))"
)
# Officers of those named before: 'after their foreign ministers (spoke)'.
THEIR = re.compile(rf"\b[Tt]heir\s(?:two\s)?(?:[\w-]+\s){{0,2}}(?:{OFFICES})\s(?:(?:had|have|then|also)\s)?(?=\S\Z)")
OWNED = re.compile(r"(?:[’']s|(?<=s)[’'])\s(?:[\w’-]+\s){0,3}\Z")
# What a message is that somebody conveys: no talks.
MESSAGE = re.compile(
    r"\b(?:greetings|condolences|congratulations|(?:written\s|verbal\s)?(?:message|letter)|regards|invitation|wishes)\b"
)
OBJECT = 40  # characters behind a verb's party in which what was conveyed may stand
BOTH = re.compile(r"\b(?:[Bb]oth|[Tt]hey|[Tt]he\s(?:two|pair|sides|ministers|presidents|leaders))(?:\s\w+){0,4}\s\Z")
UNREAL = re.compile(r"\b(?:would|could|should|might)\shave\s(?:\w+\s)?\Z")  # 'would have met'
PLACED = re.compile(r"(?:\sin\s[A-Z]\w+)?")  # what may stand between 'a meeting' and 'of the opposition'
PAST = re.compile(
    r"(?:met|phoned|telephoned|rang|called|visited|received|hosted|welcomed|conferred|consulted|negotiated|discussed"
    r"|wrote|sent|addressed|spoke|talked|attended|participated|joined|conveyed|relayed|sat|got)\b"
)
