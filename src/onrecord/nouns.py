"""The nouns by which news text calls its actors: persons, bodies, documents, and the words that can be no name.

Closed classes of English and the vocabulary of offices and institutions, put together by hand for onrecord.
"""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


DETERMINERS = _words(
    "a an the this that these those some any each every either neither both all no many much more most several few other"
    " another such my your his her its our their one"
)
# Words that no name contains unless they are all capitals.
NEVER_NAMES = _words(
    """a an the this that these those some any each every either neither both all no many much more most several few other
    another such my your his her its our their he she it they we i you him them us me who whom whose which what when where
    why how if because since while although though after before during until unless as at by for from in into of on over
    per to with without within about above across against along among around behind below beneath beside between beyond
    despite down except inside like near off onto out outside past through throughout toward towards under up upon via and
    or but nor so yet not is are was were be been being am has have had do does did will would can could may might must
    shall should there here then now also just even still only ever never always often again once however meanwhile
    moreover instead indeed perhaps maybe yes no according asked said says saying told added noted i'm it's that's he's
    she's we're they're don't doesn't didn't can't won't i've we've you're let let's got get here's there's isn't
    monday tuesday wednesday thursday friday saturday sunday january february march april june july august september
    october november december today yesterday tomorrow tonight earlier later last next first second third two three four
    five six seven eight nine ten asking speaking calling citing given asked whether than too very well those including
    following based both neither nearly almost about"""
)
# Capitalised at the start of a sentence for their place alone.
OPENERS = _words(
    """former ex longtime veteran senior top fellow yesterday today recently previously supporters critics officials
    analysts aides allies meanwhile later soon late earlier many most few only several unlike despite like among if when
    as while because though although since until after before during under over for to from by with on in at and but or
    so yet then now there here still also even just both not no thanks addressing asked speaking having being writing
    billionaire presumptive embattled outgoing incoming then-president"""
)
# Parties and peoples: capitalised groups of persons.
GROUPS = _words("democrats republicans conservatives libertarians liberals americans kurds")
# What a state has: "Ruritania's Foreign Ministry".
OF_STATES = _words(
    """foreign defence defense interior ministry minister president prime government army military supreme central state
    finance health justice national parliament embassy ambassador permanent deputy chief air navy"""
)
PERSON_NOUNS = _words(
    """minister president secretary spokesman spokeswoman spokesperson chairman chairwoman chairperson chair chief director
    general ambassador envoy representative senator congressman congresswoman lawmaker legislator governor mayor
    chancellor premier king queen prince princess sheikh emir sultan pope bishop archbishop cardinal priest pastor imam
    rabbi ayatollah judge justice attorney lawyer prosecutor sheriff officer commander colonel captain major lieutenant
    sergeant admiral brigadier marshal deputy leader boss head founder co-founder owner executive ceo manager strategist
    adviser advisor aide consultant pollster analyst expert professor scholar historian economist scientist researcher
    fellow author writer journalist reporter correspondent columnist editor anchor host moderator commentator pundit
    blogger critic activist advocate organizer organiser volunteer supporter voter delegate superdelegate candidate
    nominee contender hopeful front-runner frontrunner challenger opponent rival incumbent running-mate mate politician
    diplomat counterpart official operative staffer insider source witness resident neighbor neighbour survivor victim
    patient doctor physician surgeon nurse psychologist psychiatrist teacher principal student graduate mother father son
    daughter wife husband brother sister uncle aunt cousin nephew niece grandfather grandmother grandson granddaughter
    widow partner friend ally colleague man woman boy girl person veteran soldier fighter rebel militant businessman
    businesswoman mogul magnate tycoon billionaire millionaire developer investor banker trader entrepreneur farmer worker
    actor actress singer rapper musician comedian star celebrity filmmaker producer artist athlete coach player
    treasurer comptroller commissioner councilman councilwoman councilor alderman speaker whip clerk negotiator mediator
    coordinator fundraiser donor lobbyist democrat republican libertarian independent conservative liberal progressive
    native immigrant refugee citizen american mastermind suspect defendant plaintiff whistleblower agent detective
    inspector trooper policeman superintendent dean provost vice-president secretary-general pm fm dictator strongman
    ruler monarch dissident oligarch socialist real-estate-mogul guru host presenter narrator pilot driver engineer
    architect technician operator trustee regent warden heir first-lady lady gentleman kid child teen teenager adult
    speechwriter surrogate stepson stepdaughter ex-wife ex-husband fiance fiancee girlfriend boyfriend"""
)
FEMALE_NOUNS = _words(
    """spokeswoman chairwoman congresswoman councilwoman businesswoman actress mother daughter wife sister aunt niece
    grandmother granddaughter widow woman girl queen princess lady stepdaughter ex-wife fiancee girlfriend mrs ms miss
    madam dame baroness duchess"""
)
MALE_NOUNS = _words(
    """spokesman chairman congressman councilman businessman father son husband brother uncle nephew grandfather grandson
    man boy king prince sheikh emir sultan pope bishop archbishop cardinal gentleman policeman stepson ex-husband boyfriend
    mr sir lord ayatollah imam"""
)
# Titles that stand, capitalised, before a person's name.
TITLES = _words(
    """mr mrs ms miss dr sir lord lady dame prof professor rev reverend fr sen sens senator senators rep reps
    representative gov governor govs del delegate president presidents premier chancellor king queen prince princess pope
    minister ministers secretary chairman chairwoman chair chief director general gen lt lieutenant col colonel capt
    captain sgt sergeant maj major adm admiral ambassador envoy judge justice mayor speaker fm pm leader spokesman
    spokeswoman spokesperson candidate nominee commissioner sheriff attorney prosecutor congressman congresswoman
    councilman councilwoman superintendent counselor strategist adviser advisor manager analyst pollster correspondent
    reporter editor anchor host columnist officer commander brigadier marshal cardinal bishop archbishop father sister
    brother imam sheikh ayatollah rabbi pastor emir sultan ceo cfo coo founder co-founder treasurer comptroller whip
    deputy coordinator negotiator economist activist author actor actress businessman mogul democrat republican democratic
    counterpart vice-president secretary-general supporter aide consultant spox veteran historian host dictator"""
)
# What follows 'of' or stands inside a title: 'Secretary of State', 'Minister of Foreign Affairs'.
PORTFOLIOS = _words(
    """state defense defence foreign affairs interior treasury energy labor labour commerce education agriculture justice
    finance health transport transportation homeland security trade economy emeritus staff war"""
)
# Nouns whose presence makes a name an institution's.
INSTITUTIONS = _words(
    """ministry department committee commission council court university college school institute institution center centre
    association union federation league organization organisation agency bureau office foundation fund bank group inc corp
    corporation company co llc ltd plc news times post journal tribune herald gazette chronicle globe magazine press media
    network radio television tv channel broadcasting party congress parliament senate assembly house administration
    government campaign army navy force forces guard guards police corps marines command service services hospital clinic
    church ministries society club coalition alliance front movement brigade brigades authority board tribunal reserve
    exchange nations project initiative forum conference convention partnership trust museum library airlines airways
    motors motor electric energy oil gas petroleum capital partners holdings industries systems technologies software
    entertainment studios pictures records observatory watch international chamber embassy consulate mission secretariat
    pac action research studies strategies communications associates advisers advisors consulting analytics
    republicans democrats conservatives liberals workers teamsters veterans mothers families americans women voters
    citizens friends defense security intelligence customs treasury labor commerce kremlin pentagon wikileaks kurds
    militia taliban hezbollah hamas peshmerga weekly daily today review report monitor insider observer guardian poll
    survey amendment act archives analysis newsroom reuters interfax presse magazine politico"""
)
# Words that make more of a run than a person's name.
NAMING = TITLES | INSTITUTIONS
# 'Ministry of', 'University of'; 'Institute for', 'Council on', 'Center for'.
TAKES_OF = _words(
    """ministry department university college school institute bank house board council association federation league
    organization organisation office bureau chamber court republic kingdom state states church commission committee
    society daughters sons academy leader member duke prince bishop city congress secretariat archdiocese union
    authority party coalition conference convention assembly command chief chiefs islamic bureau front movement voice medicine"""
)
TAKES_FOR = _words(
    """institute center centre council committee association coalition citizens americans foundation fund agency campaign
    academy commission commissioner society alliance partnership office movement veterans women mothers organization
    organisation ready right correct priorities students doctors reporters representative party conference"""
)
PAIRED = _words(
    "securities exchange foreign commonwealth food drug health human services transportation science technology immigration customs arts energy commerce oversight ways means centers disease budget policy statistics education workforce black decker affairs trade industry water power gas electric johnson fitch poor's"
)
# Persons whom news text leaves without a name: 'the official' is nobody named before.
ANONYMOUS = _words(
    """official source person witness resident voter man woman boy girl fighter rebel militant soldier officer supporter
    reporter journalist analyst expert critic researcher activist insider aide spokesman spokeswoman spokesperson agent
    doctor teacher student narrator author writer neighbor neighbour survivor victim diplomat scientist donor child kid
    operative staffer native patient worker farmer driver volunteer friend ally mother father teenager citizen
    immigrant american democrat republican moderator host judge lawyer attorney fan poll commentator user anchor"""
)
# Bodies: what an organisation, a state or an outlet is called without its name.
BODY_NOUNS = _words(
    """ministry department committee commission council court university college school institute institution center centre
    association union federation league organization organisation agency bureau office foundation fund bank group firm
    corporation company party congress parliament senate assembly house administration government campaign army navy
    military force forces police guard service hospital church society club coalition alliance front movement brigade
    authority board tribunal panel subcommittee reserve exchange project initiative forum partnership trust museum newspaper paper magazine
    outlet network station broadcaster channel website site blog publication tabloid chain retailer manufacturer maker
    startup airline think-tank tank nonprofit charity watchdog regime kingdom state country nation city county militia
    faction bloc embassy mission camp team embassy regulator carrier giant pac super-pac caucus committee press media
    chamber observatory consortium cartel collective delegation secretariat cabinet opposition lobby service wire"""
)
# Documents: what speaks without a speaker.
DOCUMENT_NOUNS = _words(
    """report reports poll polls survey surveys study studies statement statements article articles story stories piece
    letter letters memo memos email emails e-mail e-mails mail document documents bill law laws resolution resolutions
    filing filings lawsuit lawsuits suit complaint complaints ad ads advertisement video videos book books editorial
    editorials headline headlines op-ed op-eds post posts posting transcript transcripts record records data release
    releases readout text texts agreement communique communiqué analysis column columns paper papers ruling rulings
    indictment affidavit order orders platform plan plans figures numbers results result statistics tweet tweets message
    messages note notes petition treaty constitution charter census tally count estimate estimates forecast forecasts
    projection projections feature account accounts warrant subpoena decree decision verdict opinion brief announcement
    advisory bulletin dispatch coverage footage recording recordings tape tapes song film movie documentary commercial
    sign signs banner placard leaflet invitation manifesto memoir biography blog caption polling research evidence
    questionnaire schedule agenda list ranking index ledger ledgers testimony deposition files file website site page
    profile obituary review contract guideline guidelines policy rule rules regulation regulations draft proposal
    provision clause directive cable cables script slogan quote chart graphic map photo photos image images picture
    pictures tally returns flyer pamphlet brochure pitch interview speech remarks comments reporting"""
)
# Documents in which a body speaks for itself.
RELEASES = _words("statement release readout communique communiqué announcement")
PLURAL_PERSONS = _words(
    """people men women officials voters critics experts supporters aides allies advisers advisors analysts lawmakers
    leaders democrats republicans conservatives liberals progressives residents witnesses activists protesters
    demonstrators police prosecutors families others some many few most all several both those parents workers students
    teachers doctors scientists economists historians scholars observers insiders sources advocates opponents backers
    rivals members delegates respondents americans folks friends relatives colleagues reporters journalists economists
    investors traders children kids crowd audience crowds public electorate majority minority percent mps diplomats
    strategists operatives donors rebels militants fighters troops soldiers authorities lawyers attorneys judges staff
    staffers team chorus handful dozens hundreds thousands millions governors senators representatives congressmen
    everyone everybody anyone anybody someone somebody nobody none half third quarter population community world folk"""
)
# 'both sides', 'the two ministers': two actors of the page together.
PAIRS = _words(
    "sides two pair duo men women leaders ministers presidents diplomats candidates officials nominees rivals sides parties countries politicians statesmen lawmakers senators couple brothers sisters counterparts governments states nations contenders"
)
PHRASE_ENDS = _words(
    """of in on at from to with for by against near about among after before who whom that which whose and or as is was
    were are has had will would said says since under over into during between through around per via but when where while
    than because if not working fighting seeking holding living calling opposing supporting including released conducted
    published obtained filed surveyed posted interviewed polled familiar close speaking citing based named led backed
    aligned affiliated representing written signed issued sent led leading outside inside within without like"""
)
STOPS = _words("said says told asked added is was are were has had s by with and or of that")
MALE_PRONOUNS = _words("he him his himself")
FEMALE_PRONOUNS = _words("she her hers herself")
PLURAL_PRONOUNS = _words("they them their theirs themselves")
NEUTER_PRONOUNS = _words("it its itself")
OWN_PRONOUNS = _words("i me my mine myself we us our ours ourselves let's")
RELATIVES = _words("who whom whose which that")
VAGUE = _words(
    """some many few most all several both others other another one each everyone everybody anyone anybody someone somebody
    nobody none no-one those these such half more you your one's people this what there self"""
)
# Words that may be said of one actor by another name.
SYNONYMS = (
    _words("candidate nominee contender hopeful front-runner frontrunner challenger standard-bearer"),
    _words("senator lawmaker legislator politician"),
    _words("congressman congresswoman representative lawmaker legislator politician rep"),
    _words("spokesman spokeswoman spokesperson spox"),
    _words("company firm corporation giant retailer manufacturer maker startup chain"),
    _words("agency department ministry bureau"),
    _words("group organization organisation association coalition nonprofit charity foundation watchdog"),
    _words("newspaper paper outlet publication daily tabloid magazine"),
    _words("network channel broadcaster station"),
    _words("adviser advisor aide strategist consultant"),
    _words("chairman chairwoman chair chairperson head chief"),
    _words("lawyer attorney"),
    _words("premier minister pm"),
    _words("minister fm diplomat"),
    _words("secretary diplomat minister"),
    _words("businessman businesswoman mogul magnate tycoon billionaire developer"),
    _words("governor gov"),
    _words("professor historian scholar scientist economist researcher expert"),
    _words("reporter journalist correspondent writer columnist author editor"),
    _words("general commander officer"),
    _words("man father son husband brother actor businessman"),
    _words("woman mother daughter wife sister actress"),
    _words("state country nation kingdom government regime"),
    _words("university college school institution"),
    _words("committee panel subcommittee"),
    _words("site website outlet publication blog"),
    _words("envoy ambassador representative mediator diplomat"),
)
ABBREVIATED = {
    "sen": "senator",
    "rep": "representative",
    "gov": "governor",
    "gen": "general",
    "col": "colonel",
    "capt": "captain",
    "lt": "lieutenant",
    "prof": "professor",
    "pm": "minister",
    "fm": "minister",
    "sgt": "sergeant",
    "adm": "admiral",
    "sens": "senator",
    "reps": "representative",
    "rev": "reverend",
    "ceo": "executive",
    "atty": "attorney",
}
