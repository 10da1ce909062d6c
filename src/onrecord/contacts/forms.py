"""The words with which news tells of a contact: verbs that take a party, and nouns with 'with', 'between', 'held by'.

Only patterns: what they mean is read in `tell`.
"""

from __future__ import annotations

import re

from .parties import OFFICES

PHONE = (
    r"(?:(?:by|on|over|via)\s(?:the\s|a\ssecure\s)?(?:tele)?phone|in\s(?:an?\s|separate\s|several\s|their\s)?(?:tele)?phone\s(?:calls?|conversations?)"
    r"|(?:by|over|via|through|on|in)\s(?:an?\s)?(?:video[\s-]?(?:conference|call|link)|videolink|(?:secure|conference)\s(?:line|call)))"
)
_WHEN = (
    rf"{PHONE}|up|here|this\s(?:morning|afternoon|evening|week)|today|yesterday"
    r"|separately|earlier|again|last|\w+day|on\s\w+day|late|early"
)
# What may stand between a verb and its 'with': 'met in X on Monday with', 'spoke for an hour with'.
_PLACED_BETWEEN = (
    r"(?:\s(?:separately|privately|briefly|again))?\s(?:in|at|near|on|for|inside|outside|behind)\s(?:(?!and\b|but\b|who\b|that\b|said\b|to\b|by\b|after\b|before\b|about\b|of\b|over\b|against\b)"
    r"[\w’'.-]+,?\s){0,9}?[\w’'.-]+"
)
_ADJECTIVES = r"(?:[\w’'-]+\s){0,4}?"
_FILL = r"[^.;:“”\"\n]{0,90}?"
# What stands between a noun and its parties: no other noun that has them, 'a news conference after talks with'.
_OTHER = r"talks|negotiations|consultations|(?:phone|telephone)\s(?:call|conversation)|a\smeeting"
_BETWEEN = rf"(?:(?!\b(?:{_OTHER})\b)[^.;:“”\"\n]){{0,90}}?"
_NOUN = (
    r"(?P<phone>(?:tele)?phone\s(?:call|conversation|talk|discussion)s?|telephone\scontacts?|(?:conference|video)\scalls?"
    r"|calls?(?=\s(?:with|between)))"
    r"|(?P<press>(?:press|news|media)\s(?:conference|briefing)s?)"
    r"|(?P<meeting>meetings?|summit|gathering|conference|encounter|t[êe]te-[àa]-t[êe]te|trilateral|bilateral(?=\s(?:with|between))"
    r"|one-on-one|sit-down|(?:dinner|lunch(?:eon)?|breakfast|audience|session)s?(?=\s(?:\w+\s){0,2}(?:with|between)))|(?P<talks>talks|negotiations|consultations|discussions"
    r"|conversations?|exchange\sof\sviews|contacts)"
    r"|(?P<letter>(?:exchange\sof\s)?(?:letters?|(?:a|written|verbal|personal)\smessage)(?=\s(?:to|with|between|from|sent|addressed|delivered)))"
)
# A noun and what names its parties.
NOMINAL = re.compile(
    rf"\b(?:{_NOUN})\b(?P<fill>(?!\s(?:of|for|by(?!\s(?:tele)?phone))\b){_BETWEEN})?\s(?P<how>with|between|(?:that\s(?:will\sbe|were|was)\s"
    rf"|to\sbe\s|which\s(?:will\sbe|were|was)\s)?(?:held|hosted|convened|led|chaired|organi[sz]ed|mediated|brokered"
    rf"|sponsored|attended)\sby|of(?=\s(?:the\s)?(?-i:[A-Z]|(?:\w+\s)?(?:{OFFICES})\sof))|(?:(?<=letter\s)|(?<=letters\s)|(?<=message\s))(?:(?:sent|addressed|delivered)\s(?:\w+day\s|today\s|yesterday\s)?)?to"
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
PRESS = re.compile(
    r"\b(?:(?:press|news|media)\s(?:conference|briefing)s?|address(?:ed|ing)\s(?:the\s)?(?:reporters|journalists|press|media)"
    r"|reporters\s(?:at|during|in)\s(?:an?|the|his|her)\s(?:\w+\s){0,2}briefing)\b",
    re.IGNORECASE,
)
# A call whose other party stands behind 'from' or 'to': 'received a phone call today from', 'in calls to'.
CALL = re.compile(
    r"\b(?P<phone>(?:tele)?phone\s)?calls?(?:\s(?:on\s\w+day|today|yesterday|\w+day|late\s\w+day|this\s\w+|earlier\s\w+)){0,2}"
    r"\s(?P<how>from|to)\s"
)
GOT = re.compile(r"\b(?:receiv(?:ed|es|ing)|took|takes|taken|got|gets|answered|returned|fielded)\s(?:[\w-]+\s){0,3}\Z")
MADE = re.compile(r"\b(?:ma(?:d|k)es?|making|plac(?:ed|es|ing)|with|in|after|during|following|of)\s(?:[\w-]+\s){0,2}\Z")
# 'refused to take her call', 'answered Roe's call': who rang stands before the noun.
TAKEN = re.compile(
    r"\b(?:took|takes?|taken|answer(?:ed|s)?|return(?:ed|s)?|accept(?:ed|s)?|ignored|missed)\s(?:(?:his|her|their)|(?P<who>(?:[A-Z][\w’'.-]*\s){0,4}"
    r"[A-Z][\w.-]*)[’']s)\s(?:(?:tele)?phone\s)?calls?\b(?!\s(?:for|to)\b)"
)
# What the parties of a contact did again: 'met in X, and spoke again by video link'.
AGAIN_TOO = re.compile(
    rf",?\sand\s(?:(?:then|later|also)\s)?(?P<what>spoke|talked|met|conferred)\s(?:again\b|{PHONE})(?!\s(?:to|with)\b)(?:\s{PHONE})?"
)
# Who proposes a contact begins it: 'proposed a meeting with'.
PROPOSES = re.compile(r"\s(?:has\s|had\s)?(?:propos|request|sought|seek|offer|suggest|asked\s(?:for|to))[^,.;]{0,40}\Z")
# 'told Roe in a phone call': the other party stands before.
IN_CALL = re.compile(
    r"(?:\s(?P<by>(?:by|over\sthe|on\sthe)\s(?:tele)?phone)|\sin\s(?:an?|their)\s(?:[a-z-]+\s){0,2}?(?:(?P<phone>(?:tele)?phone\s(?:call|conversation)|call)|(?P<meeting>meeting)|(?P<talks>conversation)))\b"
    r"(?!\s(?:with|between|by|of|to|from|for)\b)"
)
ADDRESSED = re.compile(
    r"\b(?:to|told|urged|assured|informed|asked|thanked|warned|reminded|congratulated)\s(?:the\s)?(?:[\w’'.-]+\s){0,6}\Z"
)
# What follows 'a call from Roe' or 'called on Roe' that is none: 'to resign'.
DEMAND = re.compile(r"(?:\s[\w’-]+){0,3}?\s(?:to\s(?!discuss\b|congratulate\b|express\b|thank\b)\w|for\s)")
# The party that acts stands behind 'by': 'was received by', 'was telephoned by'; or summons: 'was summoned to'.
PASSIVE = re.compile(
    r"\b(?:was|were|been|being|be|is|are)\s(?:\w+ly\s|also\s|then\s|first\s)?(?:(?P<host>received|welcomed|hosted|greeted|(?<!be\s)met|visited)"
    r"|(?P<phone>phoned|telephoned|rung|called(?=\sby\s(?:[A-Z][\w’'.-]*\s){1,5}(?:on\s\w+day|\w+day|today|yesterday|late|early)))|(?P<brief>(?:de)?briefed)|(?P<summon>(?:summoned|called\sin)(?:\sto\s(?:the\s|his\s|her\s)?(?:[\w-]+\s){0,3}?(?i:ministry|palace|office)(?=\s(?:\w+\s){0,2}by))?))"
    r"(?:(?!\b(?:by|and|but|with|to|that)\b)[^.;:,“”\"\n]){0,80}?\s(?:by|(?<=summoned\s)to|(?<=called\sin\s)to)\s(?=\S)"
)
# Two names joined before what they hold: 'the Roe-Lund meeting', 'US-Russia talks'.
HYPHENED = re.compile(
    r"\b(?P<one>[A-Z][\w’'.]*)[-–—](?P<other>[A-Z][\w’']*)\s(?:[a-z-]+\s){0,2}?(?:(?P<meeting>meetings?|summit)"
    r"|(?P<talks>talks|negotiations|discussions)|(?P<phone>(?:phone\s|telephone\s)?calls?(?!\sfor)))\b"
)
VISIT = re.compile(
    r"\b(?:(?:official|working|state|private|surprise|brief|first|historic)\s)*(?:visit|trip)s?\s(?:to|by|of|in)\s"
    r"(?=(?:the\s)?(?:[\w’'-]+\s){0,4}[A-Z])"
)
VERBAL = re.compile(
    rf"\b(?:(?P<meeting>met|meets|meet|(?:(?<=,\s)|(?<=[Aa]fter\s)|(?<=[Bb]efore\s)|(?<=[Ww]hile\s)|(?<=[Ww]hen\s)|(?<=[Bb]y\s)"
    rf"|(?<=\sand\s)(?=meeting\swith\b)"
    rf"|(?<=\swas\s)|(?<=\swere\s)|(?<=\sis\s)|(?<=\sare\s)|(?<=\sbeen\s)|(?<=\sbe\s))meeting|Meeting(?=\s(?:with\s)?[A-Z][\w’'.-]*(?:\s[\w’'.-]+){{0,6}}?\s(?:in|on|at|for)\b)|s[ai]t(?:s|ting)?\sdown(?=\s(?:\w+\s){{0,2}}with\b)|got\stogether"
    rf"|(?:huddled|dined|lunched|conferred|convened)(?=\s(?:with|for|on|in|over|at|behind|\w+day)\b))(?:\s(?:{_WHEN}))*(?:(?:{_PLACED_BETWEEN})?\swith)?"
    rf"|(?P<talks>conferred|confers|consult(?:ed|s|ing)?|negotiat(?:ed|es|ing|e)|exchang(?:ed|ing)\sviews|in\s(?:\w+\s)?(?:touch|contact)|on\sthe\s(?:tele)?phone|face\sto\sface)(?:\s(?:{_WHEN}))*\swith"
    r"|(?P<colleague>told|assured|informed|warned)(?=\s(?:his|her)\s(?:(?:[\w’-]+\s){0,3}counterpart\b|host,|guest,|visitor,))"
    r"|(?P<see>(?:(?:will|would|due\sto|is\sto|are\sto|(?:flew|flies|travel(?:l?ed|s)|went|goes|came)\sto\s(?:[A-Z][\w’'-]+\s){1,3}(?:(?:on\s)?\w+day\s|today\s)?to)\ssee(?=\s(?:[A-Z]|him\b|her\b))|saw(?=\s(?:[A-Z][\w’'.-]*\s){2,5}(?:(?:on\s)?\w+day|today|yesterday|(?:at|in)\s(?:his|her|their)|for\s(?:talks|an\shour))\b)))"
    r"|(?P<shuttle>shuttl(?:ed|es|ing)\sbetween)"
    r"|(?P<summon>summon(?:ed|s|ing))(?=\s(?:[\w’-]+\s){0,4}(?:[A-Z]|ambassador|charg|envoy))"
    r"|(?P<brief>(?:de)?brief(?:ed|s)|(?:will|to|would)\sbrief)(?=\s(?:the\s)?(?:[A-Z]|council|cabinet|parliament|board|committee))"
    r"|(?P<feast>(?:host(?:ed|s)|held|gave|threw|grant(?:ed|s))\s(?:an?\s)?(?:[\w-]+\s){0,2}(?:reception|dinner|lunch(?:eon)?|breakfast|banquet|iftar|audience)"
    r"\b(?:[^.;,\n]{0,70}?)\s(?:for|in\shono[u]?r\sof|with|(?<=audience\s)to))"
    r"|(?P<upon>(?:called|calls|calling)\son(?=\s(?:the\s)?(?:[A-Z]|[\w-]+\s(?:minister|president)\b))|paid\s(?:an?\s)?(?:[\w-]+\s){0,2}(?:call|visit)s?\son)"
    r"|(?P<letters>exchang(?:ed|ing)\s(?:[\w-]+\s){0,2}(?:letters|messages|notes|greetings|telegrams)\swith)"
    r"|(?P<conveyed>conveyed|relayed|expressed)(?:\s(?!to\b)[\w’']+){0,8}?\sto(?=\s(?:[\w-]+\s){0,3}[A-Z])"
    r"|(?P<joined>joined)(?=[^.;\n]{1,120}\s(?:for|at|in)\s(?:\w+\s){0,3}"
    r"(?:talks|meeting|discussions|summit|conference)\b)"
    rf"|(?P<spoke>spoke|speaks|spoken|speak|talked)(?:(?:\s(?:{_WHEN}))*\s(?:with|to)|{_PLACED_BETWEEN}\swith)"
    rf"|(?P<phone>phoned|telephoned|(?:tele)?phone(?=\s[A-Z])|rang|(?:contacted|reached|called)(?=\s(?:[\w’'.-]+\s){{1,6}}(?:by|over\sthe)\s(?:tele)?phone\b))(?:\sup)?"
    r"|(?P<calling>been\s(?:calling|phoning|telephoning|ringing))"
    r"|(?P<spent>spent\s(?:[\w-]+\s){0,4}(?:hours?|minutes?)\s(?:\w+\s)?with)"
    r"|(?P<gather>brought\stogether)"
    rf"|(?P<called>called)(?=\s(?:[A-Z][\w’'.-]*\s){{1,6}}(?:on\s\w+day|\w+day|today|yesterday"
    r"|to\s(?:discuss|express|urge|thank|congratulate|say|tell|ask|offer|assure|brief|inform|press|warn|complain|convey|apologi[sz]e|invite))\b)"
    r"|(?P<ring>(?:to|will|would)\scall(?=\s(?:[A-Z][\w’'.-]*\s){1,6}(?:on\s\w+day|\w+day|today|tomorrow|later|soon)\b))"
    rf"|(?P<host>received|receives|hosted|hosts|welcomed|greeted|(?:will|to|would)\s(?:receive|host)"
    r"|(?:is|was|were|are)\s(?:receiving|hosting))"
    rf"(?=\s(?:the\s|his\s|her\s|an?\s)?[\w’'.-]*\s?(?:[A-Z]|counterpart|colleague|(?:\w+\s){{0,3}}(?:{OFFICES}|delegation)))"
    rf"|(?P<visit>arriv(?:ed|es|ing)(?=\s(?:here|in|at)\s[^.;\n]{{1,60}}\b(?:visit|trip|for\s(?:\w+\s){{0,3}}(?:talks|meetings?|consultations|negotiations)|to\smeet|at\sthe\sinvitation|on\s(?:an?|his|her)\s(?:[\w-]+\s){{0,3}}(?:visit|trip|tour))\b)"
    rf"|reached(?=\s[A-Z])|(?:flew\sinto|landed\sin)(?=\s[A-Z])|(?:(?<=,\s)|(?<=[Aa]fter\s)|(?<=[Bb]efore\s)|(?<=[Ww]hile\s)|(?<=[Ww]hen\s)|(?<=\swas\s)|(?<=\sis\s))visiting(?=\s[A-Z])|(?:visited|visits)(?!\s?[,.;]|\s(?:to|by|of|from|with|and|or|in|at|were|are|have)\b)"
    r"|tour(?:ed|s)(?=\s(?:the\s)?[A-Z])|(?:flew|travell?ed|went|going|plans|is)\sto\svisit|(?:will|would|to)\svisit(?=\s(?:the\s)?[A-Z])"
    r"|(?P<goes>(?:will|would|intends\sto|plans\sto|is\sto|due\sto|hopes\sto)\s(?:go|travel|fly)\sto(?=\s[A-Z])(?![^.;\n]{0,60}\b(?:for|meet\w*|talks|and)\b)))"
    rf"|(?P<raised>(?:raised|raises|took\sup)\s(?:(?!in\b|at\b|during\b|on\b|by\b)[\w’'-]+\s){{1,8}}with)|(?P<discuss>discussed|discusses|discuss)(?P<matter>\swith|(?!\swith){_FILL}\swith)"
    rf"|(?P<wrote>(?:wrote|written|(?:sent|sends|send|wrote|addressed|delivered|handed)\s(?:an?\s|the\s|his\s|her\s)?(?:[\w-]+\s){{0,2}}(?:letters?|messages?|telegrams?|cables?|notes?)(?:\s(?:on\s)?(?:\w+day|[A-Z][a-z]{{2,8}}\.?\s\d{{1,2}}))?)\sto)"
    rf"|(?P<attend>chair(?:ed|s|ing)?|presid(?:ed|es|ing)\sover|participat(?:ed|es|ing)\sin|attend(?:ed|s|ing)?|took\spart\sin|takes\spart\sin)\s(?:the\s|a\s"
    rf"|an\s){_ADJECTIVES}(?P<what>meeting|talks|summit|conference|session))\b"
)
# 'Roe, Lund hold talks', 'Roe and Lund discussed the war by phone': parties that are all before the verb.
# 'During their phone call on Monday, Roe and Lund agreed': parties behind what opens a sentence.
OPENED = re.compile(
    r"(?:During|In|At|After|Following|Before)\s(?:an?|their|the|\w+day[’']s)\s(?:[\w-]+\s){0,3}?(?:(?P<phone>(?:(?:tele)?phone\s|video\s)?(?:call|conversation))"
    r"|(?P<meeting>meeting|summit|dinner|lunch)|(?P<talks>talks|discussions|negotiations|consultations))(?:\s[^,;:.“”]{1,50})?,\s"
)
TOLD = re.compile(r"(?<=\S)\s(?:told|urged|assured|informed|warned|asked|thanked)\s")
TOGETHER = re.compile(
    r"\b(?:(?P<discuss>discussed|discuss|met|meet|gather(?=\s(?:in|on|at|for)\b)|spoke|talk(?=\s(?:on|by|in|again|over|this|next)\b)|gathered|convened|huddled|talked|exchanged\s(?:[\w-]+\s){0,2}(?P<letters>letters|messages|notes|telegrams))\b(?!\s(?:to|of|out|about|for(?!\s(?:[\w-]+\s){1,3}(?:hours?|minutes?)\b)|up|with|at\sthe)\b)(?P<rest>\s(?:in|on|at|for|by|a|over|today|yesterday"
    r"|[A-Z]\w+|the"
    r"|practical)\b[^.;\n]{0,60})?|(?:hold|held)(?P<held>\s(?:[\w’'-]+\s){0,3}?(?:talks|negotiations|consultations|discussions|conversations?|(?:phone|telephone)\s\w+|video\s?(?:conference|call)"
    r"|meetings?|summit|session))|s[ai]t\sdown\s(?:for|to)(?P<sat>\s(?:[\w’'-]+\s){0,3}?(?:talks|negotiations|discuss\w*|talk|meeting|negotiate)\b)|shook\shands|came\sface\sto\sface)"
)
# Those of whom something is told: ', whom Roe met on Sunday', ', with whom Roe spoke'.
WHOM = re.compile(r",\s(?:(?:with|to)\s)?whom\s(?:[\w’'.-]+\s){0,5}\Z")
# 'Velgrad and Norland met in the final'.
GAME = re.compile(
    r"[^.;\n]{0,40}?\s(?:in|at|for)\s(?:the|an?)\s(?:[\w-]+\s){0,3}?(?:(?:semi-?|quarter-?)?finals?|match|derby|play-?offs?|cup)\b"
    r"(?!\s(?:round|hours?|stage|session|talks|phase))",
    re.IGNORECASE,
)
# 'separate meetings with Roe and Lund' are two.
SEPARATE = re.compile(r"\b(?:separate|separately|individually)\b")
# Whom the page named before: 'spoke to him'.
HIM = re.compile(r"\s(?:him|her|them)\b(?!\s[a-z]+(?<!ly)\s(?:to|that)\b)")
# Officers of those named before: 'after their foreign ministers (spoke)'.
THEIR = re.compile(rf"\b[Tt]heir\s(?:two\s)?(?:[\w-]+\s){{0,2}}(?:{OFFICES})\s(?:(?:had|have|then|also)\s)?(?=\S\Z)")
OWNED = re.compile(r"(?:[’']s|(?<=s)[’'])\s(?:[\w’-]+\s){0,3}\Z")
# What a message is that somebody conveys: no talks.
MESSAGE = re.compile(
    r"\b(?:greetings|condolences|congratulations|(?:written\s|verbal\s)?(?:message|letter)|regards|invitation|wishes)\b"
)
OBJECT = 40  # characters behind a verb's party in which what was conveyed may stand
BOTH = re.compile(
    r"\b(?<!from\s)(?<!of\s)(?<!between\s)(?<!by\s)(?<!with\s)(?:[Bb]oth|[Tt]hey|[Tt]he\s(?:two|2|pair|sides|ministers|presidents|leaders))(?:\s\w+){0,4}(?:,\swho)?\s\Z"
)
# Of whom the page tells elsewhere: 'The two foreign ministers', 'the ministers'.
BOTH_OF = re.compile(
    r"\b(?:They)(?:\s\w+)?\s\Z|\b(?<!from\s)(?<!of\s)(?<!between\s)(?<!by\s)(?<!with\s)(?:[Bb]oth|[Tt]he(?:ir)?\s(?:two|2|pair))(?:\s[\w-]+){1,3}\s\Z|\b[Tt]he\s(?:[\w-]+\s){0,2}(?:sides|ministers|presidents|leaders)\s\Z"
)
# What may stand between a noun and 'hosted by': 'talks in X on Monday', 'the conference on X and Y'.
HOLDS = re.compile(
    r",?|\s(?:in|on|at|for|about|that|which|to|were|was|are|is|be)\b(?:(?!\b(?:a|an|before|after|with)\b)[^,])*"
)
UNREAL = re.compile(
    r"\b(?:(?:would|could|should|might)\shave|you|regularly|usually|often|frequently|annually|typically|normally|rarely|[Ii]f\s(?:one|we|they|I|he|she)|whether\s(?:[\w’'.-]+\s){0,3}[\w’'.-]+)\s(?:\w+\s)?\Z"
)  # 'would have met'
PLACED = re.compile(r"(?:\sin\s[A-Z]\w+)?")  # what may stand between 'a meeting' and 'of the opposition'
PAST = re.compile(
    r"(?:met|paid|summoned|briefed|huddled|told|exchanged|phoned|telephoned|rang|called|visited|received|hosted|welcomed|conferred|consulted|negotiated|discussed"
    r"|urged|assured|informed|asked|thanked|warned|reminded|congratulated|wrote|sent|addressed|spoke|talked|attended|participated|joined|conveyed|relayed|sat|got)\b"
)
# Persons of a body: 'a delegation from X'.
SENT = re.compile(r"\b(?:delegations?|representatives?|officials?|members?|envoys?|negotiators?|team)\b")
# 'Roe and Lund met again', 'a second round of': not what was told before.
AGAIN_BEFORE = re.compile(
    r"\b(?:again|last|another|second|third|fourth|fifth|further|follow-up|once\smore|next|new|fresh)\s(?:[\w-]+\s){0,2}\Z"
)
AGAIN = re.compile(r"\b(?:again|another|(?:second|third|next|further|new)\sround|last\s(?:spoke|met|talked))\b")
AGAIN_BEHIND = re.compile(
    r"(?:\s(?:on\s)?\w+day|\snext\s\w+|\sin\s[A-Z]\w+)?(?:\sagain\b|\sfor\sa\s(?:second|third|fourth)\stime\b|\sa\ssecond\stime\b)"
)
