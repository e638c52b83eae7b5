"""The words that tell what kind of source a noun phrase names: small lexicons, from general
knowledge of English and of the news.
"""

from __future__ import annotations

import re
from typing import Final

from sayso.reader.vocabulary.cue_words import WRITINGS
from sayso.reader.vocabulary.lexicon import lexicon

PERSONAL: Final = lexicon(
    "he she they it we i you him her them me us his its their hers theirs my our your mine",
    "ours himself herself themselves itself myself ourselves",
)
PRONOUNS: Final = PERSONAL | lexicon(
    "who whom whose which that this these those",
)
ONE_PERSON: Final = lexicon(
    "he she i him her me his hers himself herself myself",
)
INDEFINITE: Final = lexicon(
    "a an some several many most few multiple various other others another any no all both",
    "each every more less fewer certain numerous dozens hundreds thousands millions two three",
    "four five six seven eight nine ten one half neither either none nobody everyone",
    "everybody anyone anybody someone somebody people those nothing something anything everything",
)
DETERMINERS: Final = INDEFINITE | lexicon(
    "the this that these those his her its their my our",
)
ONE: Final = lexicon("a an one another")
NUMBERS: Final = {
    "one": 1, "a": 1, "an": 1, "another": 1, "two": 2, "both": 2, "three": 3, "four": 4, "five": 5,
    "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
}  # fmt: skip

MANY: Final = lexicon("some several many most few multiple various others those people both")
COLLECTIVES: Final = lexicon(
    "number array group range couple handful majority host crowd dozens hundreds thousands",
    "millions lot pair trio team half third quarter percent variety string chorus",
)
STATES: Final = lexicon(
    "afghanistan argentina australia austria belgium brazil britain canada chile china",
    "colombia cuba denmark egypt england ethiopia finland france germany greece hungary india",
    "indonesia iran iraq ireland israel italy japan jordan kenya lebanon libya malaysia",
    "mexico morocco netherlands nigeria norway pakistan palestine peru philippines poland",
    "portugal qatar romania russia scotland singapore somalia spain sudan sweden switzerland",
    "syria taiwan thailand turkey ukraine venezuela vietnam yemen",
) | {"north korea", "south korea", "saudi arabia", "south africa", "united states", "new zealand",
     "united kingdom", "united arab emirates"}  # fmt: skip

ORGANIZATION_NOUNS: Final = lexicon(
    "administration agency army assembly association authority bank board bureau cabinet",
    "campaign center centre church coalition college commission committee company congress",
    "corporation council country court department embassy federation firm force foundation",
    "fund government house institute institution league legislature ministry navy network",
    "office organization organisation pac parliament party police school senate service state",
    "team tribunal union university camp military pentagon kremlin inspectorate laboratory",
    "hospital clinic secretariat directorate utility insurer airline regulator watchdog charity",
    "coastguard",
)
ORGANIZATION_WORDS: Final = lexicon(
    "Inc Corp Co LLC Ltd PLC GmbH University College Institute Department Ministry Committee",
    "Commission Council Court Party Association Foundation Union Bank Bureau Agency Office",
    "Group Center Centre Coalition Senate House Congress Parliament Army Navy Police Board",
    "PAC Company Service Administration Campaign Society Federation Organization League",
    "Nations Hospital Airport Airlines Airways Trust Authority Museum Club Bar Inn Hotel",
    "Restaurant Church Academy School Force Fund Guard Corps Laboratory Holdings Partners",
    "Industries Motors",
)
ORGANIZATION_SIGNS: Final = re.compile(rf"\b(?:{'|'.join(sorted(ORGANIZATION_WORDS))})s?\b")
OUTLET_SIGNS: Final = re.compile(
    r"\b(?:Times|Post|Journal|Tribune|Herald|Gazette|Guardian|Telegraph|Observer|Chronicle|Globe|"
    r"Reuters|Associated Press|AP|AFP|Agence France-Presse|Bloomberg|CNN|MSNBC|CNBC|NBC|ABC|CBS|"
    r"BBC|NPR|PBS|C-SPAN|Fox News|Politico|POLITICO|Axios|Breitbart|Vox|Slate|Newsweek|Economist|"
    r"Al Jazeera|HuffPost|Huffington Post|BuzzFeed|USA T(?:oday|ODAY)|Newsmax|Xinhua|TASS|Le Monde|"
    r"Der Spiegel|El País|Haaretz|Daily \w+|Yahoo News|Sky News|The Hill|The Atlantic|ProPublica|"
    r"FiveThirtyEight|RealClearPolitics|Snopes|Politi[Ff]act|FactCheck\.org|Full Fact|Infowars|"
    r"Drudge Report|Mother Jones|National Review|New Yorker|New Republic|Vanity Fair|Vice News|"
    r"Rolling Stone|Forbes|Mashable|TechCrunch|The Verge|The Intercept|Roll Call|TMZ|Telemundo|"
    r"Univision|ITV|Channel 4|RT|Sputnik|Interfax|Kyodo|Yonhap|CBC|NHK|SBS|RTÉ|Die Zeit|Die Welt|"
    r"Süddeutsche Zeitung|Le Figaro|Libération|Corriere della Sera|La Repubblica|La Stampa|"
    r"El Mundo|Asahi Shimbun|Bellingcat|Caixin|Kommersant|Novaya Gazeta|Meduza|Deutsche Welle)\b"
)
OUTLET_NOUNS: Final = lexicon("newspaper magazine broadcaster newsroom outlet tabloid")
DOCUMENTS: Final = WRITINGS | lexicon(
    "data figure statistic record finding result analysis research law legislation regulation",
    "audit invitation complaint slide presentation guideline statute treaty charter",
    "constitution contract rule numbers excerpt note notice list log leaflet minutes inventory",
)
PERSON_NOUNS: Final = lexicon(
    "member dispatcher passenger academic farmer rancher researcher scientist shopper",
    "employee contractor colleague parent teenager driver engineer diplomat ambassador envoy",
    "deputy head boss founder executive ceo premier chancellor monarch inspector",
    "superintendent captain sergeant trooper official officials spokesman spokeswoman",
    "spokesperson spokespeople spokesmen source aide adviser advisor lawyer attorney witness",
    "victim survivor resident neighbor neighbour mother father son daughter wife husband",
    "brother sister friend man woman boy girl doctor nurse teacher student officer soldier",
    "worker voter president candidate senator governor mayor minister secretary judge justice",
    "critic expert analyst economist professor strategist pollster reporter journalist",
    "moderator host anchor author writer editor owner director chairman chairwoman chief",
    "leader nominee congressman congresswoman lawmaker representative person individual",
    "someone somebody anyone insider operative donor delegate businessman billionaire mogul",
    "pastor priest bishop pope king queen prince princess coach player manager detective",
    "prosecutor sheriff commander general consultant veteran supporter opponent rival",
    "mp mep msp cfo coo cto",
)
# Descriptions that at the beginning of a sentence are as often somebody's name.
SURNAMES: Final = lexicon("king bishop pope prince queen judge nurse coach baker major")
GROUP_NOUNS: Final = lexicon(
    "crew staff management family jury passengers engineers detectives forecasters people",
    "sources officials aides advisers advisors lawyers attorneys critics experts analysts",
    "economists supporters opponents voters republicans democrats conservatives liberals",
    "americans lawmakers leaders activists residents witnesses families scholars researchers",
    "scientists men women parents students workers reporters journalists operatives",
    "strategists donors delegates observers candidates senators investigators prosecutors",
    "authorities others some many most media police percent respondents crowd protesters",
    "group couple opposition",
)
CALENDAR: Final = lexicon(
    "monday tuesday wednesday thursday friday saturday sunday january february march april",
    "may june july august september october november december jan feb mar apr jun jul aug",
    "sept sep oct nov dec",
)
NAME_PARTICLES: Final = lexicon("de la le van von der den del della di da du al el bin ibn ben")
