"""Small lists from general knowledge by which names and roles are told apart."""

from __future__ import annotations

from typing import Final

from sayso.reader.vocabulary.lexicon import lexicon

TITLES: Final = lexicon(
    "mr mrs ms miss mx dr doctor sir dame lord lady baron baroness sen senator rep representative",
    "gov governor gen general lt lieutenant col colonel sgt sergeant capt captain adm admiral maj",
    "major cmdr commander cpl pvt prof professor rev reverend fr father sister brother pastor",
    "bishop archbishop cardinal rabbi imam pope president vice secretary justice judge speaker",
    "mayor king queen prince princess emperor sheikh emir sultan ayatollah chairman chairwoman",
    "chair minister prime premier chancellor ambassador congressman congresswoman councilman",
    "councilwoman councillor councilor alderman assemblyman assemblywoman commissioner sheriff",
    "deputy attorney detective inspector superintendent constable officer cllr hon coach chief",
    "madam madame monsieur mme herr frau señor señora senor senora don doña former ex late then",
    "acting mp md state democrat republican candidate nominee frontrunner front-runner spokesman",
    "spokeswoman spokesperson actor actress activist singer author comedian billionaire reporter",
    "journalist lawyer",
)
COURTESY: Final = {"mr": "he", "sir": "he", "lord": "he", "mrs": "she", "ms": "she", "miss": "she",
            "dame": "she", "lady": "she", "congressman": "he", "congresswoman": "she",
            "chairman": "he", "chairwoman": "she", "king": "he", "queen": "she"}  # fmt: skip
TITLE_ROLES: Final = {"sen": "senator", "rep": "representative", "gov": "governor",
            "gen": "general", "lt": "lieutenant", "col": "colonel", "sgt": "sergeant",
            "capt": "captain", "adm": "admiral", "maj": "major", "prof": "professor",
            "congressman": "representative", "congresswoman": "representative",
            "cllr": "councillor", "councilman": "councillor", "councilwoman": "councillor",
            "councilor": "councillor", "chairman": "chair", "chairwoman": "chair",
            "chairperson": "chair", "premier": "minister", "doctor": "dr",
            "congressmember": "representative", "lawmaker": "legislator",
            "policeman": "officer", "policewoman": "officer", "actress": "actor"}  # fmt: skip
"""One noun for those that mean the same office or trade."""
SUFFIXES: Final = lexicon("jr sr ii iii iv v")
LETTERS: Final = lexicon("md phd esq mp qc kc obe mbe cbe rn cpa dds jd")
"""Letters after a name, which tell nobody apart."""
PARTICLES: Final = lexicon(
    "van von der den de la le del della di da dos das du al el bin ibn ben ter ten te zu zur af av",
)
FAMILY_FIRST: Final = lexicon(
    "xi li wang zhang zhao zhou wu xu sun zhu hu gao lin guo liu huang deng wen mao jiang peng",
)
"""Chinese family names, which stand first."""

NICKNAMES: Final = tuple(
    line.split()
    for line in """
abigail abby gail, albert al bert, alexander alex alec sandy sasha, alexandra alex sandra sasha
lexi, alfred al fred alf, andrew andy drew, anne ann annie, anthony tony, antonio tony, arthur
art artie, barbara barb babs, benjamin ben benny, bernard bernie, bradley brad, catherine kathy
cathy kate katie cate kat, charles charlie chuck chas, christine chris chrissy tina, christina
chris tina, christopher chris kit topher, clifford cliff, cynthia cindy, daniel dan danny, david
dave davey, deborah deb debbie debby, dominic dom, donald don donny donnie, dorothy dot dottie,
douglas doug, edward ed eddie ted teddy ned, edwin ed eddie, eleanor ellie nell nora, elizabeth
liz beth betty betsy eliza lizzie libby, emanuel manny, eugene gene, evelyn evie, francis frank,
franklin frank, frederick fred freddie, gabriel gabe, gerald gerry jerry, gilbert gil, gregory
greg, harold harry hal, henry harry hank hal, herbert herb bert, isabel izzy bella, jacob jake,
james jim jimmy jamie, janet jan, jeffrey jeff, geoffrey geoff jeff, jennifer jen jenny, jessica
jess jessie, john jack johnny jon, jonathan jon jonny, joseph joe joey, joshua josh, judith
judy, katherine kathy kate katie kat kay, kathleen kathy kate kath, kenneth ken kenny, lawrence
larry, leonard len lenny leo, leonardo leo, lewis lew lou, louis lou louie, madeleine maddie,
margaret maggie meg peggy marge greta, martin marty, matthew matt, maximilian max, melissa mel
missy, michael mike mickey mick, mitchell mitch, nancy nan, nathaniel nate nat nathan, nathan
nate, nicholas nick nicky, norman norm, oliver ollie, pamela pam, patricia pat patty trish
tricia, patrick pat paddy, peter pete, philip phil, phillip phil, rachel rach, randall randy,
randolph randy, raymond ray, rebecca becky becca, richard rick dick rich ricky richie, robert
bob rob bobby robbie bert, roberta bobbie, rodney rod, ronald ron ronnie, russell russ, samantha
sam, samuel sam sammy, sandra sandy, sebastian seb, simon si, stanley stan, stephanie steph,
stephen steve stevie, steven steve stevie, stuart stu, susan sue susie, suzanne sue suzy,
theodore ted teddy theo, theresa terry tess, teresa terry tess, thomas tom tommy, timothy tim
timmy, tobias toby, veronica ronnie, victor vic, victoria vicky vicki tori, vincent vince vinny,
virginia ginny, walter walt wally, wilfred wilf, william bill will billy willy liam, zachary
zach zack, mohammed mohammad muhammad mohamed mohd, vladimir vlad, aleksandr alexander, yevgeny
evgeny, volodymyr vladimir, nikolai nicholas
""".split(",")
)
"""A first name and what stands for it."""

COMMON_FIRST_NAMES: Final = lexicon(
    "james john robert michael william david richard joseph thomas charles christopher daniel",
    "matthew anthony mark donald steven paul andrew joshua kenneth kevin brian george edward",
    "ronald timothy jason jeffrey ryan jacob gary nicholas eric stephen jonathan larry justin",
    "scott brandon frank benjamin gregory samuel raymond patrick alexander jack dennis jerry",
    "peter mary patricia jennifer linda elizabeth barbara susan jessica sarah karen nancy lisa",
    "margaret betty sandra ashley dorothy kimberly emily donna michelle carol amanda melissa",
    "deborah stephanie rebecca laura sharon cynthia kathleen amy shirley angela helen anna jose",
    "juan maria luis carlos mohammed ali ahmed anne jane alan ian martin simon adam emma claire",
    "kate",
)
COMMON_SURNAMES: Final = lexicon(
    "smith johnson williams brown jones garcia miller davis rodriguez martinez hernandez lopez",
    "gonzalez wilson anderson thomas taylor moore jackson martin lee perez thompson white harris",
    "sanchez clark ramirez lewis robinson walker young allen king wright scott torres nguyen hill",
    "flores green adams nelson baker hall rivera campbell mitchell carter roberts gomez phillips",
    "evans turner diaz parker cruz edwards collins reyes stewart morris morales murphy cook rogers",
    "gutierrez ortiz morgan cooper peterson bailey reed kelly howard ramos kim cox ward richardson",
    "watson brooks chavez wood james bennett gray mendoza ruiz hughes price alvarez castillo",
    "sanders patel myers long ross foster jimenez powell jenkins perry russell sullivan bell",
    "coleman butler henderson barnes fisher vasquez simmons graham murray ford hamilton west",
    "jordan reynolds ellis harrison cole gibson mason marshall hunt fox stone palmer rose webb",
    "simpson stevens tucker porter hunter hicks crawford henry boyd kennedy shaw holmes rice black",
    "robertson dixon hart woods khan singh ahmed ali hussain hassan kumar sharma shah wang li",
    "zhang chen liu yang huang zhao wu zhou xu park choi jung silva santos fernandez grant knight",
    "harvey davies walsh ryan byrne obrien",
)
"""So many people bear them that a name with one of them may well be another's."""

KNOWN_ABBREVIATIONS: Final = {
    "un": "united nations", "eu": "european union", "nato": "north atlantic treaty organization",
    "fbi": "federal bureau of investigation", "cia": "central intelligence agency",
    "nsa": "national security agency", "nasa": "national aeronautics and space administration",
    "imf": "international monetary fund", "iaea": "international atomic energy agency",
    "who": "world health organization", "wto": "world trade organization",
    "doj": "department of justice", "dhs": "department of homeland security",
    "epa": "environmental protection agency", "irs": "internal revenue service",
    "faa": "federal aviation administration", "fcc": "federal communications commission",
    "ntsb": "national transportation safety board", "naacp":
    "national association for the advancement of colored people",
    "aclu": "american civil liberties union", "nra": "national rifle association",
    "rnc": "republican national committee", "dnc": "democratic national committee",
    "ap": "associated press", "afp": "agence france-presse", "nyt": "new york times",
    "wsj": "wall street journal", "bbc": "british broadcasting corporation",
    "opec": "organization of the petroleum exporting countries",
    "unicef": "united nations children's fund", "cdc":
    "centers for disease control and prevention", "gop": "republican party",
    "hhs": "department of health and human services", "nhs": "national health service",
    "ecb": "european central bank", "icc": "international criminal court",
    "icj": "international court of justice", "osce":
    "organization for security and co-operation in europe",
}  # fmt: skip
"""Abbreviations that the news need not explain."""

GENERIC: Final = lexicon(
    "police department ministry office city county state council court supreme high district",
    "federal national public local health education finance interior foreign affairs defence",
    "defense justice transport agency board commission committee authority senate house congress",
    "parliament assembly government administration party university college school hospital",
    "fire service services prosecutors prosecutor embassy church bank union association company",
    "group center centre central institute foundation campaign army navy force forces guard",
    "security cabinet treasury library museum club crown attorney general safety environment",
    "energy labor labour agriculture water press news times post journal tribune herald gazette",
    "courier chronicle observer star sun mail mirror standard guardian telegraph republic town",
    "coast border customs brigade patrol electoral election prison weather",
    "village region regional provincial municipal of for and on at in to",
)
"""Words of bodies' names that a thousand bodies bear: one of nothing else is told by what is around
it.
"""
BODY_WORDS: Final = lexicon(
    "police department ministry council court agency board commission committee authority senate",
    "congress parliament government administration university college school hospital bank",
    "union association company foundation institute center centre campaign party church office",
    "bureau inc ltd llc corp corporation plc gmbh group federation league society trust coalition",
    "airlines airways railway motors energy holdings partners news times tribune herald gazette",
)
LEGAL_FORMS: Final = lexicon(
    "inc incorporated ltd limited llc llp corp corporation co company plc gmbh ag sa nv bv spa oyj",
)

PROFESSIONS: Final = {
    "politics": lexicon(
        "president minister secretary senator governor representative mayor councillor legislator",
        "chancellor candidate nominee ambassador premier assemblyman assemblywoman mp treasurer",
        "congressmember delegate politician commissioner alderman envoy diplomat whip king queen",
    ),
    "police": lexicon("officer detective sergeant sheriff constable superintendent inspector"),
    "military": lexicon("general colonel lieutenant admiral major commander soldier marine airman"),
    "law": lexicon("lawyer attorney judge justice prosecutor solicitor barrister magistrate"),
    "medicine": lexicon("nurse surgeon physician paramedic midwife dentist pharmacist gp"),
    "science": lexicon(
        "professor scientist researcher economist historian physicist chemist biologist lecturer",
        "engineer epidemiologist geologist scholar sociologist psychologist astronomer",
    ),
    "teaching": lexicon("teacher headteacher principal"),
    "sport": lexicon(
        "striker midfielder goalkeeper quarterback pitcher coach footballer player golfer cyclist",
        "boxer swimmer sprinter batsman bowler winger captain referee jockey",
    ),
    "arts": lexicon(
        "actor singer director filmmaker novelist poet painter musician composer dancer rapper",
        "comedian playwright sculptor drummer guitarist pianist screenwriter",
    ),
    "business": lexicon(
        "ceo executive businessman businesswoman banker entrepreneur investor founder mogul tycoon",
        "financier billionaire developer landlord",
    ),
    "press": lexicon("reporter journalist columnist editor correspondent anchor presenter host"),
    "trade": lexicon(
        "plumber electrician carpenter farmer fisherman driver pilot builder miner mechanic baker",
        "butcher chef waiter barista shopkeeper grocer welder postman trucker rancher janitor",
        "cleaner hairdresser barber bricklayer sailor welder roofer gardener machinist cashier",
    ),
    "faith": lexicon("bishop archbishop cardinal priest pastor rabbi imam vicar pope"),
    "student": lexicon("student pupil schoolboy schoolgirl"),
}  # fmt: skip
LOCAL_OFFICES: Final = lexicon("mayor sheriff councillor commissioner alderman judge magistrate")
"""Offices that each town may have; those of countries and states are told apart by these."""
NEAR_PROFESSIONS: Final = frozenset(
    frozenset(pair.split())
    for pair in (
        "politics business", "politics law", "politics military", "politics science",
        "politics press", "police law", "business press", "science medicine", "science teaching",
        "law science", "arts press", "arts business", "business law", "business science",
        "sport press", "science student", "police politics", "military police", "faith politics",
        "business trade", "military business", "sport business", "arts politics",
        "medicine business",
    )
)  # fmt: skip
"""What one person often is at once or one after the other."""
