"""What furniture, related-story labels, bylines and captions sound like on news sites.

Rule data only; `roles.py` and `html.py` decide where it applies. The patterns are for lines of a
few hundred characters at most, so that none of them can be slow.
"""

from __future__ import annotations

import re
from typing import Final


def _any_of(*patterns: str, flags: re.RegexFlag = re.IGNORECASE) -> re.Pattern[str]:
    if not patterns:
        raise ValueError("a rule needs at least one pattern; an empty one would match everything")
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), flags)


_NEWSLETTER: Final = (
    r"(?:e-?)?(?:news ?letters?|mailing list|e-?mails?|inbox|alerts?|updates|briefings?|digest)"
)

FURNITURE_START: Final = _any_of(
    r"sign[- ]?up\b(?! sheet)",
    rf"subscribe\b(?:$|.{{0,80}}(?:{_NEWSLETTER}|channel|podcast|today|now|unlimited|access|subscri|here|us\b))",
    r"subscribe (?:to|for|now|today)\b",
    rf"(?:get|receive|register (?:for|to)|join|want)\b.{{0,100}}\b{_NEWSLETTER}\b",
    r"(?:log|sign) ?in\b(?: to| or|$| with)",
    r"register (?:now|here|for free|to (?:read|continue|comment))",
    r"create (?:a|an|your) (?:free )?account",
    r"already (?:a|have|registered|subscribed)\b.{0,40}(?:subscriber|member|account|log|sign)",
    r"(?:please )?(?:enter|provide) (?:a valid|your) e-?mail",
    r"thank(?:s| you) for (?:subscribing|signing|registering|reading|your support)",
    r"by (?:signing up|registering|subscribing|clicking|submitting|entering|continuing|providing)\b.{0,60}\b(?:you|agree|terms|e-?mail)\b",
    r"download (?:the|our)\b.{0,40}\bapps?\b",
    r"(?:follow|like|find|join|connect with) (?:us|me|him|her|them|[\w. ]{2,40}) on (?:twitter|x\b|facebook|instagram|tiktok|youtube|linkedin|threads|bluesky|telegram|whatsapp|snapchat|google|social)",
    r"(?:share|tweet|pin|print|email|e-mail|save|copy link|copied|whatsapp|facebook|twitter|linkedin|reddit|flipboard|messenger|pinterest|comments?)$",
    r"share (?:this|on|via|with|with us)\b.{0,60}$",
    r"(?:click|tap) (?:here|on|to|the|below)\b",
    r"(?:read|see|watch|listen|view|show|load|learn|find out) (?:more|less|all|comments)(?:$| here\b| about (?:this|us|our)\b)",
    r"(?:advertisement|advertising|ad feedback|sponsored|promoted|paid (?:content|post)|story continues|article continues|continue reading|continued? below|scroll (?:down|to))\b.{0,60}$",
    r"(?:this )?(?:content|video|audio|story|article|ad(?:vertisement)?) (?:is|has) (?:not |been )?(?:available|loading|loaded|not supported)",
    r"(?:we|this (?:site|website|page)) uses? (?:cookies|akismet)",
    r"this (?:site|page|form) is protected by",
    r"(?:accept|manage|reject) (?:all |your )?(?:cookies|preferences|consent)",
    r"(?:leave|post|add|write|join the|view|hide|show) (?:a |your |all )?(?:\d+ )?(?:comments?|reply|conversation|discussion)\b.{0,40}$",
    r"(?:\d[\d,.]*k?|no) (?:comments?|shares?|views?|replies|likes?)$",
    r"comments? (?:(?:are|is|have been)(?: now)? (?:closed|disabled|moderated|turned off|subject)|on this (?:story|article)|section|policy|\(\d+\))",
    r"\d{1,2}[- ]min(?:ute)?s?\.? (?:read|listen|watch)\b",
    r"(?:reading|read) time\b",
    r"(?:skip|jump|back|return|go) to (?:the )?(?:main |top|content|navigation|home|comments)",
    r"(?:the )?(?:terms (?:of|and|&)|privacy (?:policy|notice|&|and)|cookie (?:policy|settings|notice)|contact us|about us|editorial (?:standards|guidelines|policy)|our standards|accessibility)\b.{0,60}$",
    r"(?:support|help (?:us|support)|fund|donate|make a (?:contribution|donation)|become a (?:member|subscriber|supporter)|contribute)\b.{0,80}\b(?:journalism|us|now|today|newsroom|here|free|contribution|supporter|member|subscriber|donation)\b.{0,40}$",
    r"(?:do|have) you (?:have|know|got)\b.{0,60}\b(?:tips?|story|stories|news|information|photos?|questions?)\b.{0,80}(?:\?|@|e-?mail|contact|tell|call|send|share)",
    r"(?:got|have) (?:a|any) (?:news ?)?(?:tips?|story|question)\b",
    r"(?:e-?mail|contact|write to|reach|call|text) (?:the |our |me\b|us\b|him\b|her\b)?.{0,60}(?:@|newsdesk|newsroom|\+?\d{3}[-. ]\d)",
    r"send (?:us|your|a|an|any|in) (?:news |story )?(?:tips?|letters?|stories|e-?mails?|photos?|feedback|pictures?|comments)",
    r"(?:listen|watch|play)(?: now| live| video| audio|$)",
    r"(?:close|menu|search|home|next|previous|prev|more|back|top|gallery|photos?|videos?|loading|tags?|topics?|filed under|categories|sections?|newsletters?|podcasts?)\b:?(?:\.{3}|…)?$",
    r"(?:tags?|topics?|filed under|categories|more (?:on|about)|keywords?): ?.{0,120}$(?<![.!?])",
    r"(?:hide|show|view|see|open|close|expand|enlarge|toggle) (?:caption|image|photo|gallery|this image|menu|transcript|slideshow|full ?screen)",
    r"(?:image|photo|slide|page) \d+ (?:of|/) \d+$",
    r"want (?:to (?:read|hear|know|see|get)|more|unlimited)\b.{0,80}\b(?:subscri|sign|newsletter|join|register|here)\b",
    r"(?:start|begin|try) (?:your|a) (?:free )?(?:trial|subscription)",
    r"(?:stay|keep) (?:up[- ]to[- ]date|informed|in the know|connected|updated?)\b.{0,100}\b(?:with|newsletter|sign|subscri|app|alert)",
    r"(?:trending|most (?:read|viewed|popular|shared|commented|watched)|popular now|top stories|latest (?:news|stories|headlines|videos)|editors'? picks?|don[’']t miss|recommended|you (?:may|might) (?:also )?(?:like|be interested)|related (?:stories|articles|coverage|content|topics|links|news|posts)|more (?:stories|news|from|coverage)|also (?:read|see|on)|up next)\b.{0,50}$(?<![.!?])",
)
"""A short line that starts so is furniture."""

FURNITURE_ANYWHERE: Final = _any_of(
    r"all rights reserved",
    r"^(?:copyright|\(c\)|©)|(?:©|\(c\)|copyright)\s*(?:©\s*)?(?:19|20)\d\d",
    r"may not be (?:published|reproduced|republished|copied)",
    r"(?:sign up|subscribe|register)\b.{0,60}\b(?:newsletters?|inbox|e-?mails?)\b",
    r"\b(?:straight|directly|delivered|sent)\b.{0,30}\bto your (?:inbox|phone|e-?mail)",
    r"\bfollow\b.{2,40}\b(?:on|at) (?:@|twitter\b|x\b|facebook\b|instagram\b|linkedin\b|threads\b|bluesky\b|tiktok\b)",
    r"\bon (?:twitter|x|instagram|threads|bluesky)(?: at)? ?[:,(]? ?@\w",
    r"\b(?:terms of (?:use|service)|privacy policy)\b.{0,80}\b(?:apply|agree|read|cookie|privacy|terms)\b",
    r"\bcan be (?:reached|contacted) (?:at|by|on|via)\b",
    r"\byour (?:personal )?data\b.{0,60}\b(?:privacy|consent|used)\b",
    r"^\W*(?:twitter|facebook|instagram|e-?mail): ?\W?@?\S+$",
    r"^[\w.+-]+@[\w-]+\.[\w.]+$",
    r"^(?:https?://|www\.)\S+$",
)
"""A short line with this in it is furniture."""

RELATED_LABEL: Final = _any_of(
    r"(?:read|see|watch|hear) (?:more|also|next|all)(?: (?:stories|news|coverage|here|on this(?: \w+)?))?",
    r"(?:more|most|latest|top|other|further|recent|popular|trending|recommended|related|suggested|similar|featured|must)\b[- ](?:\w+ ){0,2}(?:read(?:s|ing)?|viewed|popular|shared|stories|story|articles?|coverage|news|headlines|links?|posts?|videos?|topics?|content|shows)",
    r"more (?:from|on|in|about)\b[^.!?]{0,50}",
    r"related|trending(?: now)?|recommended(?: for you)?|don[’']t miss|in case you missed it|editors?[’']?s? picks?|also (?:read|see|on\b[^.!?]{0,30})|you (?:may|might) (?:also )?(?:like|have missed|be interested in)|what to read next|up next|top stories|around the web|from the web|promoted stories|sponsored stories|the latest|elsewhere on\b[^.!?]{0,30}",
)
"""The heading of a list of other stories (matched against the whole line)."""

RELATED_INLINE: Final = _any_of(
    r"(?:read|see|watch|read also|also read|see also|read next|related(?: (?:story|stories|article|coverage|content|news|video))?|more(?: on this)?|don[’']t miss|in case you missed it|recommended|up next|live(?: blog| updates)?|explainer|factbox|opinion|analysis|timeline)(?: more)?\s?[:|»>]\s+\S",
)
"""A line that leads to another story and names it."""

SEPARATOR: Final = re.compile(r"[\s*\-–—_=~#.•·+|§◆■●○]{1,80}|-30-|ENDS?|###", re.ASCII)

CAPTION_START: Final = _any_of(
    r"(?:photo(?:graph)?s?|image|picture|pic|illustration|graphic|video|caption|photo credit|image credit|credit|media caption|image caption|file photo|file)(?: (?:by|from|courtesy(?: of)?|credit|source|provided by))?\s?[:©/|]",
    r"photo(?:graph)? by [A-Z]",
    r"\((?:photo|image|picture|ap photo|file photo|video)\b",
    r"(?:file photo|file image|file picture|ap photo)\b",
)
CAPTION_END: Final = _any_of(
    r"\((?:[^()]{0,60}\b(?:getty(?: images)?|ap photo|file photo|reuters|afp|photo|via ap|shutterstock|istock|alamy|pa wire|bloomberg|associated press|epa)\b[^()]{0,60})\)\s*\.?$",
    r"(?:getty images|ap photo|shutterstock|istockphoto|alamy|/afp|/reuters|pa wire|via reuters|via ap)\s*\W?$",
    r"[—–-]\s?(?:ap photo|afp|reuters|file photo)[^.]{0,30}$",
)

BYLINE_START: Final = re.compile(
    r"(?:(?:written|words|text|story|posted|published|analysis|commentary|opinion|article|exclusive"
    r") )?by:?\s+(?=\S)",
    re.IGNORECASE,
)
BYLINE_WORDS: Final = frozenset(
    [
        "and",
        "with",
        "in",
        "for",
        "of",
        "the",
        "at",
        "to",
        "a",
        "an",
        "&",
        "de",
        "del",
        "della",
        "der",
        "den",
        "di",
        "da",
        "dos",
        "du",
        "la",
        "le",
        "el",
        "al",
        "bin",
        "bint",
        "ibn",
        "van",
        "von",
        "ter",
        "y",
        "e",
        "i",
        "of",
        "on",
        "reporter",
        "reporters",
        "correspondent",
        "editor",
        "staff",
        "writer",
        "political",
        "diplomatic",
        "senior",
        "chief",
        "special",
        "contributor",
        "columnist",
        "producer",
        "agency",
        "agencies",
        "news",
        "desk",
        "team",
        "updated",
        "published",
        "report",
    ]
)
BYLINE_END: Final = _any_of(
    r"(?:,|\||/|-|–|—|\bfor)\s?(?:the )?(?:associated press|reuters|afp|agence france-presse|bloomberg(?: news)?|ap|bbc(?: news)?|cnn|upi|npr|press association|pa media)$",
    r"\b(?:staff writer|staff reporter|staff|correspondent|reporter|editor|columnist|political editor|bureau chief)$",
)

PUBLISHED_START: Final = _any_of(
    r"(?:first |last |originally )?(?:published|posted|updated|modified|created|issued|filed|date|publication date|last update)\b"
)

SECTIONS: Final = frozenset(
    [
        "news",
        "world",
        "politics",
        "business",
        "opinion",
        "sport",
        "sports",
        "us",
        "u.s.",
        "uk",
        "europe",
        "asia",
        "africa",
        "americas",
        "middle",
        "east",
        "tech",
        "technology",
        "science",
        "health",
        "culture",
        "arts",
        "style",
        "travel",
        "entertainment",
        "local",
        "national",
        "international",
        "exclusive",
        "analysis",
        "breaking",
        "live",
        "video",
        "economy",
        "markets",
        "climate",
        "environment",
        "education",
        "crime",
        "lifestyle",
        "features",
        "commentary",
        "editorial",
    ]
)
"""A line of these alone before the title is the name of a section."""

BIOGRAPHY: Final = re.compile(
    r"(?:[A-Z][\w.’'-]+ ){1,4}(?:[A-Z][\w.’'-]+,? )?(?:is|was|has been|covers?|covered|writes?|wrote|reports?|reported|works?"
    r"|joined|leads?|serves?|contribut\w+|edits?|hosts?|teaches)\b"
)
BIOGRAPHY_WORK: Final = re.compile(
    r"\b(?:reporter|correspondent|editor|writer|journalist|columnist|producer|staff|fellow|anchor"
    r"|author of|newsroom|bureau|freelance|contributor|columns?|covers|covering|reporting|writes"
    r"|blog|podcast|host|photographer|intern|professor|lecturer|novelist|co-?founder)\b"
)
