"""The words that mark reporting, by what they take, in every inflection; and the small words that bound a phrase.

The groups were written for this project from grammars of reporting verbs, and completed with the verbs that mark an
attribution in PolNeAR's training articles (Newell, Margolin, Ruths: LREC 2018).
"""

from __future__ import annotations

# A verb may stand in one group only: the first that names it.
GROUPS = {
    "say": """say add note argue announce suggest claim write explain insist declare acknowledge state warn admit concede
        assert recall reply report reveal indicate confirm stress emphasize emphasise reiterate affirm reaffirm maintain
        contend allege remark observe joke quip tweet post vow testify complain lament boast brag conclude repeat recount
        estimate caution underline underscore opine retort disclose divulge proclaim pronounce signal imply hint
        speculate predict continue shout yell chant whisper murmur mutter exclaim muse reason email text reply attest
        stipulate posit postulate theorize interject volunteer clarify confess aver avow highlight relate narrate marvel
        gripe grumble snap scoff deadpan crow gush fume thunder intone rule forecast blog summarize summarise chide
        concur protest counter respond comment answer certify recite reckon calculate profess""",
    "tell": "tell inform assure remind notify brief",
    "think": """believe think know feel hope fear worry suspect assume doubt understand realize realise guess imagine
        wonder remember learn forget figure hear decide determine discover foresee anticipate dream judge deem envision
        envisage find see recognize recognise regard view consider""",
    "want": """want plan intend seek aim promise pledge threaten offer decline refuse agree vow propose swear wish prefer
        desire hesitate opt long yearn prepare hope vote try expect need""",
    "urge": """urge ask call order demand request invite encourage advise recommend beg appeal plead exhort instruct
        press persuade convince advocate push lobby implore challenge command direct require""",
    "judge": """criticize criticise accuse blame praise endorse support oppose condemn denounce reject dismiss defend
        attack slam blast mock back favor favour applaud welcome decry deride lambaste assail bemoan bash hail laud tout
        thank congratulate commend salute champion embrace question dispute deny rebut rebuke refute repudiate disavow
        ridicule scold berate castigate excoriate deplore disparage rip pan trash knock hit target fault hammer insult
        admire respect love hate dislike like trust distrust credit charge chastise admonish approve disapprove protest
        contradict cheer boo celebrate appreciate regret resent accept sue nominate backtrack ignore prize""",
    "label": """describe label dub portray characterize characterise brand depict liken compare refer paint cast term
        title nickname equate identify""",
    "tell about": """discuss mention cite detail outline address raise list quote reference invoke voice express convey
        deliver release issue publish unveil propose submit file sign reveal repeat echo point talk speak focus allude
        rail lash apologize apologise elaborate disagree object debate balk weigh react plead attribute present share
        deliver reject vouch testify pitch promote warn caution read include name count lay""",
    "show": "show demonstrate prove illustrate reflect document record",
    "seem": "seem appear look sound",
}
IRREGULAR = {
    "say": "says said saying", "tell": "tells told telling", "think": "thinks thought thinking",
    "know": "knows knew known knowing", "feel": "feels felt feeling", "see": "sees saw seen seeing",
    "find": "finds found finding", "hear": "hears heard hearing", "understand": "understands understood understanding",
    "write": "writes wrote written writing", "speak": "speaks spoke spoken speaking", "seek": "seeks sought seeking",
    "swear": "swears swore sworn swearing", "read": "reads reading", "show": "shows showed shown showing",
    "hit": "hits hitting", "cast": "casts casting", "foresee": "foresees foresaw foreseen foreseeing",
    "forget": "forgets forgot forgotten forgetting", "lay": "lays laid laying", "reply": "replies replied replying",
    "try": "tries tried trying", "rely": "relies relied relying", "offer": "offers offered offering",
    "answer": "answers answered answering", "chant": "chants chanted chanting", "forecast": "forecasts forecasting",
}  # fmt: skip
# Verbs of more than one syllable that do not double their last letter; every other consonant-vowel-consonant does.
DOUBLING = frozenset(["admit", "refer", "plan", "regret", "rip", "pan", "beg", "brag", "dub", "nod", "slam", "snap", "prefer", "spot", "opt", "submit"])

AUXILIARIES = frozenset(
    ["is", "are", "was", "were", "be", "been", "being", "am", "'s", "'re", "'ve", "'ll", "'d", "'m", "has", "have", "had", "having", "do", "does", "did", "will", "would", "can", "could", "should", "may", "might", "must", "isn't", "aren't", "wasn't", "weren't", "hasn't", "haven't", "hadn't", "don't", "doesn't", "didn't", "won't", "wouldn't", "can't", "cannot", "couldn't", "shouldn't", "isn’t", "aren’t", "wasn’t", "weren’t", "hasn’t", "haven’t", "hadn’t", "don’t", "doesn’t", "didn’t", "won’t", "wouldn’t", "can’t", "couldn’t", "shouldn’t", "ain't", "ain’t"]
)
BE = frozenset(
    ["is", "are", "was", "were", "be", "been", "being", "am", "'s", "'re", "isn't", "aren't", "wasn't", "weren't", "isn’t", "aren’t", "wasn’t", "weren’t"]
)
ADVERBS = frozenset(
    ["also", "then", "later", "now", "still", "even", "often", "never", "always", "not", "just", "once", "again", "only", "further", "earlier", "soon", "recently", "already", "repeatedly", "long", "first", "so", "far", "ever", "since", "instead", "perhaps", "yet", "almost", "both", "all", "rather"]
)
PRONOUNS = frozenset(["he", "she", "they", "it", "i", "we", "you", "everyone", "everybody", "nobody", "someone", "somebody", "no-one", "many", "others"])
PARTICLES = frozenset(["out", "up", "off", "down", "back", "forth", "on"])
DAYS = frozenset(
    ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "today", "yesterday", "tonight", "tomorrow", "mon", "tue", "wed", "thu", "fri", "sat", "sun"]
)
TIMES = frozenset(["morning", "afternoon", "evening", "night", "week", "month", "year", "weekend"])
PREPOSITIONS = frozenset(
    ["of", "for", "in", "from", "at", "on", "with", "to", "by", "against", "near", "among", "between", "under", "about", "into", "over", "through", "during", "after", "before", "within", "without", "since", "until", "upon", "despite", "toward", "towards", "via", "across", "around", "as", "along"]
)
CONJUNCTIONS = frozenset(
    ["that", "but", "because", "as", "while", "when", "if", "although", "though", "whether", "where", "after", "before", "since", "until", "so", "than", "yet", "unless", "whereas", "which", "who", "whom", "whose", "what", "how", "why"]
)
DETERMINERS = frozenset(
    ["the", "a", "an", "this", "these", "those", "some", "any", "each", "every", "another", "both", "all", "several", "many", "few", "most", "no"]
)
POSSESSIVES = frozenset(["his", "her", "its", "their", "my", "our", "your"])
QUESTION_WORDS = frozenset(["whether", "how", "why", "what", "if", "when", "where", "who", "which"])
CONNECTORS = frozenset(
    ["and", "but", "or", "so", "yet", "still", "meanwhile", "however", "then", "also", "now", "moreover", "instead", "nevertheless", "nonetheless", "indeed", "rather", "thus", "hence", "besides", "furthermore", "additionally", "later", "earlier", "recently"]
)
OCCASIONS = frozenset(
    ["statement", "interview", "conference", "speech", "tweet", "email", "e-mail", "letter", "memo", "report", "debate", "address", "briefing", "release", "column", "op-ed", "post", "message", "call", "video", "remarks", "article", "blog", "book", "forum", "rally", "town", "hall", "event", "appearance", "twitter", "facebook", "television", "tv", "radio", "cnn", "msnbc"]
)
HEARERS = frozenset(["reporters", "journalists", "supporters", "voters", "lawmakers", "officials", "them", "him", "her", "us", "me", "people"])


def inflections(verb: str) -> list[tuple[str, str]]:
    """Return the forms of a verb, each with its kind: base, s, ed, en or ing."""
    if verb in IRREGULAR:
        forms = IRREGULAR[verb].split()
        kinds = {4: ["s", "ed", "en", "ing"], 3: ["s", "ed", "ing"], 2: ["s", "ing"]}[len(forms)]
        return [(verb, "base"), *zip(forms, kinds, strict=True)]
    stem = verb
    if verb[-1] == "y" and verb[-2] not in "aeiou":
        return [(verb, "base"), (verb[:-1] + "ies", "s"), (verb[:-1] + "ied", "ed"), (verb + "ing", "ing")]
    if verb in DOUBLING:
        stem = verb + verb[-1]
    plural = verb + ("es" if verb.endswith(("s", "sh", "ch", "x", "z")) else "s")
    if verb[-1] == "e":
        return [(verb, "base"), (plural, "s"), (verb + "d", "ed"), (verb[:-1] + "ing", "ing")]
    return [(verb, "base"), (plural, "s"), (stem + "ed", "ed"), (stem + "ing", "ing")]


def _forms() -> dict[str, tuple[str, str, str]]:
    found: dict[str, tuple[str, str, str]] = {}
    for group, verbs in GROUPS.items():
        for verb in verbs.split():
            for form, kind in inflections(verb):
                found.setdefault(form, (verb, kind, group))
    return found


# Each form of each reporting verb: its verb, its kind (base, s, ed, en, ing) and its group.
FORMS = _forms()
SPEAKING = frozenset(
    form for form, (_, kind, group) in FORMS.items() if group in ("say", "tell") and kind in ("s", "ed")
)
