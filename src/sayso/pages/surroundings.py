"""What the names and tags around a stretch of HTML say about it.

Rule data and the one function that applies it. Names are those that publishing systems give to
classes and ids; they are matched as whole words of a name such as `story-related__list`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final

from lxml.html import HtmlElement

from sayso.pages.dom import HEADINGS, Piece, names
from sayso.reading import BlockRole


def _words(*patterns: str) -> re.Pattern[str]:
    if not patterns:
        raise ValueError("a rule needs at least one pattern; an empty one would match everything")
    return re.compile(r"(?:^|[\W_])(?:" + "|".join(patterns) + r")(?=$|[\W_\d])")


# Believed of whatever stands inside, paragraphs too.
FURNITURE: Final = _words(
    "newsletters?",
    "sign-?_?up(?:-?form)?",
    "sign-?in",
    "log-?in",
    "subscri(?:be|ption|ptions|ber)",
    "register",
    "cookies?",
    "consent",
    "gdpr",
    "comments?",
    "disqus",
    "respond",
    "cta\\w*",
    "donat(?:e|ion|ions)",
    "membership",
    "support-?us",
    "footer",
    "colophon",
    "copyright",
    "disclaimer",
    "legal",
    "breadcrumbs?",
    "sharing",
    "share(?:-?(?:bar|tools?|buttons?|links?|icons?))?",
    "sharedaddy",
    "social(?:-?(?:bar|tools?|buttons?|links?|icons?|media))?",
    "author-?_?(?:bio|box|info|card|details|profile|description|about)\\w*",
    "about-?_?(?:the-?)?author",
    "bio(?:graphy)?",
    "byline-?_?bio",
    "tagline",
    "contributors?-?_?(?:bio|info|box)",
    "tags?(?:-?_?(?:list|links|cloud|box))?",
    "topics?(?:-?_?(?:list|links))?",
    "keywords",
    "menu",
    "nav(?:igation|bar)?",
    "pagination",
    "toolbar",
    "masthead",
    "advert(?:isement|isements|ising|s)?",
    "sponsor(?:ed|ship)?",
    "ads?(?:-?_?(?:slot|unit|container|wrapper|label|text))?",
    "dfp",
    "print-?only",
    "sr-?only",
    "screen-?reader(?:-?text)?",
    "visually-?hidden",
    "visuallyhidden",
    "a11y",
    "skip-?(?:link|to)",
    "modal",
    "popup",
    "pop-?up",
    "overlay",
    "toast",
    "survey",
    "poll",
    "quiz",
    "app-?(?:download|promo|banner)",
    "donation",
    "email-?(?:form|signup|capture)",
    "syndication",
    "reuse",
    "republish",
    "corrections?-?(?:link|policy)",
    "trust(?:-?(?:project|mark|principles|indicators?))",
    "timer?-?to-?read",
    "read(?:ing)?-?time",
    "widget-?title",
)
TEASERS: Final = _words(
    "related(?:-?_?\\w+)?",
    "recirc(?:ulation)?(?:-?_?\\w+)?",
    "read-?_?(?:more|next|also|this)(?:-?_?\\w+)?",
    "more-?_?(?:on|from|like|stories|news|in|about|links?|articles?)(?:-?_?\\w+)?",
    "see-?_?also",
    "also-?_?(?:read|like|see|on)",
    "up-?_?next",
    "next-?_?(?:article|story|post|up)",
    "prev(?:ious)?-?_?(?:article|story|post)",
    "recommend(?:ed|ations?|er)?(?:-?_?\\w+)?",
    "suggest(?:ed|ions?)(?:-?_?\\w+)?",
    "most-?_?(?:read|viewed|popular|shared|watched|commented)(?:-?_?\\w+)?",
    "trending(?:-?_?\\w+)?",
    "popular(?:-?_?\\w+)?",
    "latest(?:-?_?\\w+)?",
    "top-?_?stories",
    "headlines",
    "outbrain",
    "taboola",
    "zergnet",
    "revcontent",
    "promos?(?:-?_?\\w+)?",
    "teasers?(?:-?_?\\w+)?",
    "upsell",
    "in-?_?article-?_?(?:link|promo|related|card)s?",
    "inline-?_?(?:link|promo|related|story|stories|article)s?",
    "story-?_?(?:list|cards?|links?|package|bundle|feed)",
    "link-?_?(?:list|box|block|card|stack)s?",
    "article-?_?(?:list|cards?|links?|teasers?|feed)",
    "post-?_?(?:list|cards?|navigation|nav)",
    "side-?_?bar",
    "aside",
    "right-?_?rail",
    "rail",
    "carousel",
    "slider",
    "rich-?_?link",
    "card-?_?(?:title|headline)",
    "playlist",
    "feeds?",
)
CAPTIONS: Final = _words(
    "captions?(?:-?_?\\w+)?",
    "(?:image|photo|picture|media|video|figure|gallery|slide)-?_?(?:captions?|credits?|desc(?:ription)?|text|info|meta)",
    "credits?",
    "cutline",
    "wp-caption-text",
    "legend",
)
BYLINES: Final = _words(
    "by-?_?lines?(?:-?_?\\w+)?",
    "authors?(?:-?_?(?:names?|link|line|s|list|meta))?",
    "contributors?(?:-?_?(?:names?|link|line))?",
    "writer",
    "reporter",
)
DATES: Final = _words(
    "date-?_?(?:line|time|published|posted|stamp)?",
    "time-?_?stamp",
    "pub-?_?date",
    "publish(?:ed)?-?_?(?:date|time|on|at)?",
    "posted-?_?on",
    "entry-?_?date",
    "updated?(?:-?_?(?:date|time|at|on))?",
    "post-?_?meta",
    "entry-?_?meta",
    "article-?_?meta",
    "meta-?_?(?:info|data)",
    "story-?_?meta",
)
# Prose inside these is somebody else's or the publisher's; inside others of FURNITURE and TEASERS
# (a paywall's, a card's, a feed's) it may be the story itself.
_EVEN_PROSE: Final = _words(
    "newsletters?",
    "sign-?_?up(?:-?form)?",
    "cookies?",
    "consent",
    "gdpr",
    "comments?(?:-?(?:list|content|body|text|section|area))?",
    "disqus",
    "respond",
    "cta",
    "footer",
    "copyright",
    "disclaimer",
    "author-?_?(?:bio|box|info|card|details|profile|description|about)\\w*",
    "about-?_?(?:the-?)?author",
    "bio(?:graphy)?",
    "related(?:-?_?\\w+)?",
    "recirc(?:ulation)?(?:-?_?\\w+)?",
    "recommend(?:ed|ations?)(?:-?_?\\w+)?",
    "most-?_?(?:read|viewed|popular|shared)(?:-?_?\\w+)?",
    "outbrain",
    "taboola",
    "screen-?reader(?:-?text)?",
    "sr-?only",
    "modal",
    "popup",
    "advert(?:isement|ising)?",
    "sponsored",
)
_FURNITURE_TAGS: Final = frozenset({"nav", "form", "footer", "menu", "button", "label"})
_LONG: Final = 200
_MOST_IN_A_BOX: Final = 0.4
"""A box with more of the prose than this is the story."""
_PROSE_IN_A_BOX: Final = 600
"""A box with more letters of prose than this is believed only where prose itself is doubted."""


def role_of_surroundings(
    piece: Piece, around: Iterable[HtmlElement], prose_in: Mapping[HtmlElement, int], prose: int
) -> BlockRole | None:
    """The role that the tags and names `around` a piece (innermost first) give it, if any.

    `prose_in` says how many letters of the story's prose, `prose` in all, an element holds: one
    that holds much of it is the story, whatever its name ("paywall", "premium-content", "card").
    """
    is_prose = piece.is_prose
    long = is_prose and len(piece.text) >= _LONG
    sentence = piece.text.rstrip("\"'”’)]").endswith((".", "!", "?"))
    for element in around:
        tag = element.tag
        if tag in _FURNITURE_TAGS and not long:
            return "furniture"
        if tag == "figcaption":
            return "caption"
        inside = prose_in.get(element, 0)
        called = names(element) if inside <= _MOST_IN_A_BOX * prose else ""
        if called:
            even_prose = _EVEN_PROSE.search(called)
            if even_prose or (not is_prose and inside <= _PROSE_IN_A_BOX):
                if FURNITURE.search(called):
                    return "furniture"
                if TEASERS.search(called):
                    return "teaser"
            if len(piece.text) <= 600 and CAPTIONS.search(called):
                return "caption"
            if not sentence and len(piece.text) <= 200:
                if BYLINES.search(called):
                    return "byline"
                if DATES.search(called):
                    return "dateline"
        if tag == "aside" and not is_prose:
            return "teaser"
    return role_of_tag(piece, prose_in)


def role_of_tag(piece: Piece, prose_in: Mapping[HtmlElement, int]) -> BlockRole | None:
    """The role that a piece's own element gives it."""
    element: HtmlElement | None = piece.element
    for _ in range(3):
        if element is None:
            return None
        if element.tag in HEADINGS:
            return "subhead"
        if element.tag in ("li", "dd", "dt"):
            return "list_item"
        if element.tag in ("td", "th"):
            # A table that holds prose lays out the page, as old sites do.
            table = next(element.iterancestors("table"), element)
            return None if prose_in.get(table) or piece.is_prose else "list_item"
        if element.tag not in ("div", "p", "span"):
            return None
        element = element.getparent()
    return None
