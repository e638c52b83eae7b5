"""What furniture, related-story labels, bylines and captions sound like on news sites.

Rule data only; `lines.py`, `roles.py` and `html.py` decide where it applies. All of it is for lines of a few
hundred characters at most, so that no pattern can be slow.
"""

from __future__ import annotations

import re
from typing import Final


def _any_of(*patterns: str, flags: re.RegexFlag = re.IGNORECASE) -> re.Pattern[str]:
    if not patterns:
        raise ValueError("a rule needs at least one pattern; an empty one would match everything")
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), flags)


_LETTER: Final = (
    r"(?:(?:e-?)?news ?letters?|mailing list|e-?mails?|inbox|alerts?|updates|briefings?|digest)"
)
_NETWORK: Final = (
    r"(?:twitter|x\b|facebook|instagram|tiktok|youtube|linkedin|threads|bluesky|mastodon|telegram"
    r"|whatsapp|snapchat|pinterest|reddit|flipboard|google news|apple news|social media)"
)
_CALL: Final = r"(?:[^.!?]{0,60}$(?<![.!?]))"
"""The rest of a line that is no sentence."""

FURNITURE_START: Final = _any_of(
    # Sign-up, accounts, paywalls.
    r"sign[- ]?up\b(?! sheet)",
    r"subscribe (?:to|for|now|today|and|here|or)\b|subscribe$|subscribers? (?:only|can|get)\b",
    rf"(?:get|receive|register (?:for|to)|join|want|enjoy)\b.{{0,100}}\b{_LETTER}\b",
    r"(?:log|sign) ?(?:in|out)(?:$| (?:to|or|with|here|now)\b)",
    r"register (?:now|here|for free|to (?:read|continue|comment))",
    r"create (?:a|an|your) (?:free )?(?:account|profile)",
    r"(?:already|not yet|not) (?:a |an |have )?(?:registered|subscribed|subscriber|member|account)",
    r"(?:please )?(?:enter|provide|confirm) (?:a valid|your) (?:e-?mail|name|password)",
    r"thank(?:s| you) for (?:subscribing|signing|registering|reading|visiting|your support)",
    r"by (?:signing up|registering|subscribing|clicking|submitting|entering|continuing|providing)"
    r"\b.{0,60}\b(?:you|agree|terms|e-?mail)\b",
    r"you (?:can|may) (?:unsubscribe|opt out|cancel|manage your)\b",
    r"you(?:[’']ve| have) (?:reached|read|used|hit)\b.{0,40}\b(?:articles?|limit)\b",
    r"this (?:article|story|content) is (?:free|exclusive|only|for subscribers|reserved)",
    r"(?:start|begin|try|continue) (?:your|a|with a) (?:free )?(?:trial|subscription)",
    r"(?:unlock|unlimited|get (?:full|unlimited|digital|all)) (?:digital )?access\b",
    rf"(?:stay|keep) (?:up[- ]to[- ]date|informed|in the know|connected|updated?|on top of)\b.{{0,100}}"
    rf"\b(?:with (?:us|our)|sign|subscri|apps?|{_LETTER})\b",
    r"(?:never|don[’']t|do not) miss (?:a|an|the|out on|our|any)\b.{0,60}\b(?:story|stories|news|update"
    r"|beat|thing|headline|episode|newsletter)\b",
    r"want (?:to (?:read|hear|know|see|get)|more|unlimited)\b.{0,80}\b(?:subscri|sign|newsletter|join"
    r"|register|here)\b",
    r"for (?:more|the latest)\b.{0,80}\b(?:visit|follow|download|subscribe|sign up|click|go to|check"
    r" out|see our|join)\b",
    # Apps and social networks.
    r"(?:download|get|try) (?:the|our|your)\b.{0,60}\bapps?\b",
    r"if you(?:[’']re| are) (?:on|using|viewing|reading)\b.{0,40}\b(?:app|mobile|device|browser)\b",
    rf"(?:follow|like|find|join|connect with|tag|message|dm) .{{1,60}} on (?:our )?{_NETWORK}",
    rf"(?:follow|join|like) (?:us|our)\b.{{0,40}}\b(?:{_NETWORK}|page|channel|group)",
    rf"(?:share|tweet|pin it|print|save|copy link|copied|comments?|{_NETWORK}|e-?mail)"
    rf"(?:[ ,|/·•]+(?:share|tweet|print|save|and|on|via|copy link|{_NETWORK}|e-?mail))*$",
    r"share (?:this|on|via|with|it|your|the)\b" + _CALL,
    r"if you (?:like|liked|enjoyed|love) this\b",
    r"read or share this story",
    r"(?:save){2,}$",
    # Navigation and controls.
    r"(?:click|tap|swipe|press) (?:here|on|to|the|below|through|play)\b",
    r"(?:read|see|watch|listen|view|show|load|learn|find out|discover) (?:more|less|all|comments)"
    r"(?:$|[ :.]*(?:here|now|»|›|>|→)| about (?:this|us|our)\b)",
    r"\W*(?:\d+ )?(?:show|hide|view|see) all\b" + _CALL,
    r"(?:advertisement|advertising|ad feedback|sponsored|promoted|paid (?:content|post)|story continues"
    r"|article continues|continue reading|continued? (?:below|after)|scroll (?:down|to|for)"
    r"|recommended by|powered by|brought to you by)\b" + _CALL,
    r"(?:this |your |the )?(?:content|video|audio|story|article|ad(?:vertisement)?|media|player|browser)"
    r" (?:is|has|does|cannot|can[’']t|could|playback)(?: not| been)? "
    r"(?:available|loading|loaded|supported|support|be played|be loaded|unsupported|is un)",
    r"(?:skip|jump|back|return|go) to (?:the )?(?:main|top|content|navigation|home|comments)",
    r"(?:close|menu|search|home|next|previous|prev|more|back|top|gallery|photos?|videos?|loading|tags?"
    r"|topics?|filed under|categories|sections?|newsletters?|podcasts?|image|live|play|pause|mute"
    r"|settings|transcript|replay|slideshow)\b:?(?: ?\([^)]{0,20}\))?(?:\.{3}|…)?$",
    r"(?:tags?|topics?|filed under|categories|more (?:on|about)|keywords?|explore|in this (?:story"
    r"|article)|related topics):\s?.{0,160}$(?<![.!?])",
    r"(?:hide|show|view|see|open|close|expand|enlarge|toggle) (?:the |this )?(?:caption|image|photo"
    r"|gallery|menu|transcript|slideshow|full ?screen|map|graphic)",
    r"(?:image|photo|slide|page|video)? ?\d+ (?:of|/) \d+$",
    r"(?:listen|watch|play)(?: now| live| video| audio| to this (?:story|article)|$)",
    r"\d{1,2}[- ]min(?:ute)?s?\.? (?:read|listen|watch)\b|(?:estimated )?(?:reading|read) time\b",
    r"(?:\d[\d,.]*k?|no) (?:comments?|shares?|views?|replies|likes?|reactions?)$",
    # Comments and letters.
    r"(?:leave|post|add|write|join|view|hide|show|read|see|be the first to|have your say)"
    r" (?:a |an |your |all |the |in the )?(?:\d+ )?(?:comments?|reply|conversation|discussion|debate)\b"
    + _CALL,
    r"comments? (?:(?:are|is|have been)(?: now)? (?:closed|disabled|moderated|turned off|subject)"
    r"|on this (?:story|article)|section|policy|\(\d+\))|commenting is\b",
    r"we(?:[’']d| would|)(?: like| love| want) to (?:hear (?:from you|what you)|know what you)",
    r"(?:share|tell us|let us know|send us|give us|submit|have your say)\b.{0,60}"
    r"\b(?:thoughts?|views?|opinions?|feedback|story|stories|letters?|comments?|below|what you think)\b",
    r"(?:do|have) you (?:have|know|got|been|spotted|seen)\b.{0,80}\b(?:tips?|story|stories|information"
    r"|affected|experiences?|questions?|error|mistake)\b.{0,120}(?:\?|@|e-?mail|contact|tell|call|send)",
    r"(?:got|have) (?:a|any) (?:news ?)?(?:tips?|story|question|views?)\b",
    r"(?:e-?mail|contact|write to|reach|call|text|message) (?:[\w ,.’']{1,60})?(?:@|newsdesk|newsroom"
    r"|\+?\d{3}[-. ]\d)",
    r"(?:you can |please )?(?:e-?mail|contact|reach) (?:us|me|the (?:author|reporter|writer|editor))\b",
    r"(?:you can )?(?:contact|get in touch with) .{0,40}\b(?:by|via|on|at|through) .{0,40}"
    r"(?:@|e-?mail|facebook|twitter|whatsapp|phone)",
    r"send (?:us|your|a|an|any|in)\b.{0,30}\b(?:tips?|letters?|stories|e-?mails?|photos?|feedback"
    r"|pictures?|comments)\b",
    r"submit a (?:letter|correction|tip|comment)",
    # Legal lines and the publisher about itself.
    r"(?:we|this (?:site|website|page)) uses? (?:cookies|akismet)",
    r"this (?:site|page|form) is protected by",
    r"(?:accept|manage|reject|allow) (?:all |your )?(?:cookies|preferences|consent)",
    r"(?:the )?(?:our standards|terms (?:of|and|&)|privacy (?:policy|notice|&|and)|cookie (?:policy"
    r"|settings|notice)|contact us|about us|editorial (?:standards|guidelines|policy)|accessibility"
    r"|corrections and clarifications|code of conduct)\b(?:[^.!?]{0,60}[.!?]?$)",
    r"(?:support|help (?:us|support|fund)|fund|donate|make a (?:contribution|donation|gift)|become a"
    r"|contribute|your (?:support|donation|contribution|gift))\b.{0,100}\b(?:journalism|newsroom"
    r"|contribution|supporter|member|subscriber|donation|reporting|news)\b.{0,60}$",
    r"we (?:rely on|depend on|need) your\b",
    r"(?:advertise|partner) with\b",
    r"republish\b|reprints?\b.{0,30}$",
    r"(?:read|see) the (?:original|full) (?:article|story|report) (?:on|at|here|in)\b",
    r"(?:read|see) (?:our|the) (?:full )?(?:terms|privacy|guidelines|policy)",
    # Headings of lists of other stories.
    r"(?:trending|most (?:read|viewed|popular|shared|commented|watched)|popular now|top stories|latest"
    r" (?:news|stories|headlines|videos)|editors?[’']? picks?|recommended|you (?:may|might) (?:also )?"
    r"(?:like|be interested)|related (?:stories|articles|coverage|content|topics|links|news|posts)"
    r"|more (?:stories|news|coverage)|also (?:read|see)|up next)\b" + _CALL,
)
"""A short line that starts so is furniture."""

FURNITURE_ANYWHERE: Final = _any_of(
    r"all rights reserved",
    r"^(?:copyright|\(c\)|©)|(?:©|\(c\)|\bcopyright)\s*(?:©\s*)?(?:19|20)\d\d",
    r"may not be (?:published|reproduced|republished|copied|reprinted)",
    r"copyrighted property",
    r"\b(?:reproduc|reprint|republi|redistribut)\w+\b.{0,80}\bpermission\b",
    r"\bpermission\b.{0,60}\b(?:reproduc|reprint|republi|redistribut)",
    r"(?:sign up|subscribe|register)\b.{0,60}\b(?:newsletters?|inbox|e-?mails?)\b",
    r"\b(?:straight|directly|delivered|sent)\b.{0,30}\bto your (?:inbox|phone|e-?mail)",
    rf"\bfollow\b.{{2,40}}\bon (?:@|{_NETWORK})",
    rf"\bon {_NETWORK}(?: at)? ?[:,(]? ?@\w",
    r"\b(?:terms of (?:use|service)|privacy policy)\b.{0,80}\b(?:apply|agree|read|cookie|terms)\b",
    r"\bcan be (?:reached|contacted|followed) (?:at|by|on|via)\b",
    r"^\W*(?:twitter|facebook|instagram|e-?mail|phone|tel): ?\W?@?\S+\W?$",
    r"^[\w.+-]+@[\w-]+\.[\w.]+$|^(?:https?://|www\.)\S+$|^[@#]\w+$",
    r"\[e-?mail protected\]",
    r"\bclick here to\b",
)
"""A short line with this in it is furniture."""

FURNITURE_ANYWHERE_KEYS: Final = tuple(
    "reserved|copyright|(c)|©|permission|published|reproduced|republished|copied|reprinted|sign up"
    "|subscribe|register|to your |follow |@|terms of|privacy policy|can be |twitter|facebook"
    "|instagram|mail|phone|tel:|http|www.|#|click here".split("|")
)
"""One of these stands in every line, lower case, that `FURNITURE_ANYWHERE` can find: looking for
them first costs a tenth."""

# The publisher talking to its readers: no single word says so, several together do. Swept on
# PolNeAR (19,400 paragraphs): 5 flags none of its annotated sentences, 4 flags a few.
PITCH_STRONG: Final = _any_of(
    r"\bnews ?letters?\b",
    r"\bunsubscribe\b",
    r"\bsubscri(?:be|bing|ber|bers|ption|ptions)\b",
    r"\bsign(?:ing)? up\b",
    r"\binbox\b",
    r"\be-?mail address\b",
    r"\bprivacy (?:policy|notice)\b",
    r"\bterms (?:of use|of service|and conditions)\b",
    r"\bios\b",
    r"\bapp store\b",
    r"\bgoogle play\b",
    r"\bpush notifications?\b",
    r"\badvertise\b",
    r"\bopt[- ](?:in|out)\b",
    r"\bthird part(?:y|ies)\b",
    r"\btick the box\b",
    r"\bdonat(?:e|ion|ions)\b",
    r"\bpaywall\b",
    r"\be-?edition\b",
)
PITCH_KEYS: Final = tuple(
    "news|subscri|sign|inbox|mail address|privacy|terms|ios|app store|google play|push|advertise|opt"
    "|third part|tick the|donat|paywall|edition".split("|")
)
"""The same for `PITCH_STRONG`."""
PITCH_WEAK: Final = _any_of(
    r"\b(?:you|your|you[’'](?:ll|re|ve|d))\b",
    r"\b(?:our|us|we|we[’'](?:ll|re|ve|d))\b",
    r"\bfree\b",
    r"\bapps?\b",
    r"\bdownload\b",
    r"\b(?:latest|breaking) (?:news|stories|updates)\b",
    r"\be-?mails?\b",
    r"\bfollow\b",
    r"\bjournalism\b",
    r"\breaders?\b",
    r"\b(?:support|contribution|contribute)\b",
    r"\bregister(?:ed)?\b",
    r"\b(?:website|online|digital)\b",
    r"\b(?:facebook|twitter|instagram|whatsapp|youtube|tiktok)\b",
    r"\bandroid\b",
    r"\b(?:offers|events and updates|roundup|round-up|daily|weekly)\b",
    r"\b(?:here|below|box|link)\b",
    r"\b(?:this|our) (?:article|story|service|page|site)\b",
    r"\b(?:unlimited|exclusive|access)\b",
)
PITCH_SCORE: Final = 5

RELATED_LABEL: Final = _any_of(
    r"(?:read|see|watch|hear) (?:more|also|next|all)"
    r"(?: (?:stories|news|coverage|here|on this(?: \w+)?))?",
    r"(?:more|most|latest|top|other|further|recent|popular|trending|recommended|related|suggested"
    r"|similar|featured|must)\b[- ](?:\w+ ){0,2}(?:read(?:s|ing)?|viewed|popular|shared|stories|story"
    r"|articles?|coverage|news|headlines|links?|posts?|videos?|topics?|content|shows)",
    r"more (?:from|on|in|about)\b[^.!?]{0,50}",
    r"(?:also|elsewhere) (?:on|in|from)\b[^.!?]{0,30}",
    r"related|trending(?: now| right now)?|recommended(?: for you)?|don[’']t miss|the latest|up next"
    r"|in case you missed it|editors?[’']?s? picks?|also (?:read|see)|what to read next|top stories"
    r"|you (?:may|might) (?:also )?(?:like|have missed|be interested in)|around the web|from the web"
    r"|promoted stories|sponsored stories|popular|recommended stories|keep reading|now read(?: this)?",
)
"""The heading of a list of other stories (matched against the whole line)."""

RELATED_INLINE: Final = _any_of(
    r"(?:read|see|watch|listen|read also|also read|see also|read next|now read|related(?: (?:story"
    r"|stories|article|coverage|content|news|video))?|more(?: on this)?|don[’']t miss|recommended"
    r"|in case you missed it|up next|podcast|videos?|gallery|in pictures|slideshow|quiz|must read)"
    r"(?: more)?\s?[:|»>]\s+\S",
    r"\[[^\]]{20,140}\]$",
    r".{15,120}\b(?:read more|more »|find out more)\W*$",
)
"""A line that leads to another story and names it."""

CUT_SHORT: Final = re.compile(
    r"(?:\.{3}|…)\s*(?:\[?(?:read |see )?more\]?)?\s*[»›>→]?$|\[(?:…|\.{3})\]$", re.IGNORECASE
)
CUT_SHORT_SURELY: Final = re.compile(
    r"(?:\.{3}|…)\s*\[?(?:read |see )?more\]?\s*[»›>→]?$|\[(?:…|\.{3})\]$", re.IGNORECASE
)
"""How the first words of another story end in a list of stories."""

SEPARATOR: Final = re.compile(
    r"[\s*\-–—_=~#.•·+|§◆■●○]{1,80}|-30-|ENDS?|###|\W?(?:x{3,}|o0o|ooo)\W?", re.ASCII
)

CAPTION_START: Final = _any_of(
    r"(?:photo(?:graph)?s?|image|picture|pic|illustration|graphic|caption|photo credit|image credit"
    r"|credit|media caption|image caption|file photo|file)"
    r"(?: (?:by|from|courtesy(?: of)?|credit|source|provided by))?\s?[:©/|]",
    r"image (?:copyright|caption|source)\b|media (?:playback|caption)\b",
    r"file\s?[-–—]{1,2}\s",
    r"photo(?:graph)? by [A-Z]",
    r"\((?:photo|image|picture|ap photo|file photo|video)\b",
    r"(?:file photo|file image|file picture|ap photo)\b",
    r"facebook twitter pinterest\s",
)
CAPTION_END: Final = _any_of(
    r"\((?:[^()]{0,60}\b(?:getty(?: images)?|ap photo|file photo|reuters|afp|photo|via ap|shutterstock"
    r"|istock|alamy|pa wire|bloomberg|associated press|epa|file|picture)\b[^()]{0,60})\)\s*\.?$",
    r"(?:getty images|ap photo|shutterstock|istockphoto|alamy|/afp|/reuters|/ap|pa wire|via reuters"
    r"|via ap|/getty)\s*\W?$",
    r"[—–-]\s?(?:ap photo|afp|reuters|file photo)[^.]{0,30}$",
)
CREDIT_KEYS: Final = tuple(
    "getty|photo|reuters|afp|/ap|via ap|shutterstock|istock|alamy|pa wire|bloomberg"
    "|associated press|epa|file|picture".split("|")
)
"""The same as `FURNITURE_ANYWHERE_KEYS` for `CAPTION_END`."""
CAPTION_CREDIT: Final = re.compile(
    # "GETTY The station was launched in 2011"; "Jane Doe/The Example"
    r"(?:G(?:ETTY|etty)(?: I(?:MAGES|mages))?|REUTERS|Reuters|AFP|AP|EPA|PA|REX|SWNS|Alamy)"
    r"(?:\s?[-•/]\s?\w+)? [A-Z][^.!?]*[^.!?]"
    r"|[A-Z][\w.’'-]+(?: [A-Z][\w.’'-]+){0,3}\s?/\s?(?:[A-Z][\w.’'-]*)(?: [A-Z][\w.’'-]*){0,4}"
)

BYLINE_START: Final = re.compile(
    r"(?:(?:written|words|text|story|posted|published|analysis|commentary|opinion|article|exclusive"
    r") )?by:?\s+(?=\S)",
    re.IGNORECASE,
)
BYLINE_WORDS: Final = frozenset(
    "and with in for of the at to a an & de del della der den di da dos du la le el al bin bint ibn "
    "van von ter y e i on reporter reporters correspondent editor staff writer political "
    "diplomatic senior chief special contributor columnist producer agency agencies news desk team "
    "updated published report".split()
)
BYLINE_END: Final = _any_of(
    r"(?:,|\||/|-|–|—|\bfor)\s?(?:the )?(?:associated press|reuters|afp|agence france-presse"
    r"|bloomberg(?: news)?|ap|bbc(?: news)?|cnn|upi|npr|press association|pa media"
    r"|[\w-]+\.(?:com|org|net|ca|co\.uk|com\.au|ie|in))$",
    r"\b(?:staff writer|staff reporter|staff|correspondent|reporter|editor|columnist|bureau chief)$",
)

PUBLISHED_START: Final = _any_of(
    r"(?:first |last |originally |latest )?(?:published|posted|updated?|modified|created|issued|filed"
    r"|date|publication date|last update)\b"
)

SECTIONS: Final = frozenset(
    "news world politics business opinion sport sports us u.s. uk europe asia africa americas "
    "middle east tech technology science health culture arts style travel entertainment local "
    "national international exclusive analysis breaking live video economy markets climate "
    "environment education crime lifestyle features commentary editorial".split()
)
"""A line of these alone before the title is the name of a section."""

BIOGRAPHY: Final = re.compile(
    r"(?!(?:The|This|That|These|Those|It|He|She|They|We|I|You|There|Here|What|Who|Why|How|When|Where"
    r"|A|An|But|And|If|In|On|At|For|Police|Officials|Congress|Nobody|Everyone|One|His|Her|Their) )"
    r"(?:[A-Z][\w.’'-]+ ){1,5}(?:is|was|has been|covers|writes|wrote|reports|works|joined|leads"
    r"|serves|contributes|edits|hosts|teaches|has (?:covered|written|worked|reported))\b"
)
BIOGRAPHY_WORK: Final = re.compile(
    r"\b(?:reporter|correspondent|editor|writer|journalist|columnist|producer|staff|fellow|anchor"
    r"|author of|newsroom|bureau|freelance|contributor|columns?|covers|covering|reporting|writes"
    r"|blog|podcast|host|photographer|intern|professor|lecturer|novelist|co-?founder)\b"
)
