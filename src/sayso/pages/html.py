"""HTML → main text with roles.

trafilatura says which stretches of the page are its main text; the stretches themselves are taken
from the page's own tree, so that spacing and paragraphs are those of the page, and what stands
around each one (tags, names of classes, links) is known when its role is settled.

1. parse; list the stretches of visible text;
2. trafilatura's extraction, and what the page says about itself;
3. choose the stretches that the extraction holds, and prose that stands among them;
4. find the element that holds nearly all of that prose, the container;
5. hints: what tags and names say between each stretch and the container, links, position; and
   what else stands in and around the story, if it is certain that it is not to be read;
6. the text: title first, a blank line between stretches; roles by the common cascade.

Where the extraction is not in the visible text (it came from data in a script), its own paragraphs
are taken; where there is none, the prose of the page is.
"""

from __future__ import annotations

import logging
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import TYPE_CHECKING, Final

from lxml import etree

from sayso.pages import dom
from sayso.pages.dom import Piece, squeeze
from sayso.pages.embedded import split_body
from sayso.pages.limits import MAX_PARAGRAPHS
from sayso.pages.lines import (
    ends_sentence,
    is_byline,
    is_furniture,
    is_headline,
    is_related_label,
)
from sayso.pages.metadata import Metadata, collect
from sayso.pages.roles import assign_roles
from sayso.pages.surroundings import role_of_surroundings
from sayso.pages.unzip import too_many
from sayso.reading import READ_ROLES, Block, BlockRole, Span

if TYPE_CHECKING:
    from lxml.html import HtmlElement
    from trafilatura.settings import Document

# trafilatura's time grows faster than the page on long lists of links: 26 s for 100,000 of them.
# Real news pages have 1,000 to 6,000 elements.
_MAX_ELEMENTS: Final = 20_000
_MAX_VISIBLE: Final = 1_000_000
"""The same for letters."""
_KEY: Final = 60
"""Letters from either end by which a paragraph is known again."""
_MIN_KEYED: Final = 80
_MIN_INSIDE: Final = 25
"""Shorter stretches are only the extraction's when they are a whole line of it."""
_COVERED: Final = 0.6
"""Less of the extraction than this in the visible text, and it came from somewhere else."""
_CONTAINED: Final = 0.85
"""The container holds at least this share of the prose."""
_MOSTLY_LINK: Final = 0.8
_BOX_TAGS: Final = frozenset("div aside section ul ol table form fieldset blockquote".split())
_BOX_SHARE: Final = 0.25
_PARTLY_LINK: Final = 0.4
"""The same for items of lists, where a bold word often stands before the link."""
_OPEN: Final[frozenset[BlockRole | None]] = frozenset({None, "subhead", "list_item"})
"""Hints that links and phrases may still overrule."""
_UNREAD: Final[frozenset[BlockRole | None]] = frozenset(
    {"teaser", "furniture", "byline", "dateline"}
)
_MAX_UNREAD: Final = 300
_MOST_UNREAD: Final = 60
_MIN_GROUP: Final = 4
_GROUP_RATIO: Final = 2.0
"""So much more prose in one place, and the extraction missed the story."""
_BODY_RATIO: Final = 1.5
"""An `articleBody` this much longer than the extraction is the better text."""

for _name in ("trafilatura", "htmldate", "courlan", "justext"):
    # They warn of pages that they find little in; what comes of it is said by sayso itself.
    logging.getLogger(_name).addHandler(logging.NullHandler())


@dataclass(frozen=True, slots=True, kw_only=True)
class Extract:
    """What was found in an HTML page."""

    text: str
    main_text: str
    """What is read of it, to recognise the language by."""
    blocks: tuple[Block, ...]
    title: str | None = None
    byline: str | None = None
    published: str | None = None
    guessed: bool = False
    """Whether that is only a day which stands somewhere on the page."""
    outlet: str | None = None
    url: str | None = None


@dataclass(slots=True)
class Part:
    """A stretch on its way into the text."""

    text: str
    hint: BlockRole | None = None


def extract(source: str, *, url: str | None = None, title: str | None = None) -> Extract | None:
    """The main text of `source`, or None when there is none."""
    if url is not None and not url.startswith(("http://", "https://")):
        url = None  # a name that some users give; trafilatura would stumble over it
    tree = dom.parse(source)  # 1
    visible = dom.pieces(tree) if tree is not None else []
    if tree is None or visible is None:
        flat = [Part(text) for text in dom.flat_paragraphs(source)]
        return _assemble(flat, Metadata(title=title))
    small = sum(len(piece.text) for piece in visible) <= _MAX_VISIBLE
    document = _trafilatura(tree, url) if small else None  # 2
    about = collect(tree, document)
    parts = _parts(visible, document, tree)  # 3 to 5
    if about.body and (parts is None or _longer(about.body, parts)):
        parts = [
            Part(text, "teaser" if elsewhere else None)
            for text, elsewhere in split_body(about.body, tree)
        ]
    if parts is None and document is not None and document.body is not None:
        parts = [Part(line) for line in dict.fromkeys(_lines(document.body))]
    if not parts:
        parts = _any_text(visible)
    return _assemble(parts, about, title=title)  # 6


def _trafilatura(tree: HtmlElement, url: str | None) -> Document | None:
    if sum(1 for _ in tree.iter()) > _MAX_ELEMENTS:
        return None
    from trafilatura import bare_extraction

    try:
        found = bare_extraction(
            tree,
            url=url,
            include_comments=False,
            include_formatting=True,
            with_metadata=True,
            # Without this, dates of other stories would be taken for the page's own.
            date_extraction_params={"extensive_search": False, "original_date": True},
        )
    except (ValueError, TypeError, AttributeError, LookupError, RecursionError, etree.LxmlError):
        # It is made for pages as they are, and still meets some that it cannot take; the page is
        # then read without it.
        return None
    return found if not isinstance(found, dict) else None


def _lines(body: etree._Element) -> list[str]:
    """The paragraphs of an extraction."""
    lines: list[str] = []
    for element in body.iter():
        if element.tag in ("p", "head", "item", "quote", "cell", "code", "div", "lb"):
            text = "".join(element.itertext()) if element.tag != "div" else element.text or ""
            lines.append(" ".join(text.split()))
            if element.tag in ("lb", "div"):
                lines.append(" ".join((element.tail or "").split()))
    return [line for line in lines if line]


# 3


def _parts(
    visible: Sequence[Piece], document: Document | None, tree: HtmlElement
) -> list[Part] | None:
    """The parts of the visible text that are the page's; None when the extraction is not in it."""
    if document is None or document.body is None:
        chosen = [piece for piece in visible if piece.is_prose]
        return _hinted(_with_between(chosen, visible, headings=True), visible, tree)
    lines = _lines(document.body)
    whole = squeeze("".join(document.body.itertext()))
    exact = {squeeze(line) for line in lines}
    chosen = [piece for piece in visible if _is_in(piece.text, whole, exact)]
    covered = sum(len(squeeze(piece.text)) for piece in chosen)
    if covered < _COVERED * len(whole):
        return None
    larger = _or_larger(chosen, visible)
    chosen = _with_between(larger, visible, headings=larger is not chosen)
    return _hinted(chosen, visible, tree)


def _is_in(text: str, whole: str, exact: set[str]) -> bool:
    key = squeeze(text)
    if key in exact:
        return True
    if len(key) < _MIN_INSIDE:
        return False
    if len(key) >= _MIN_KEYED and (key[:_KEY] in whole or key[-_KEY:] in whole):
        return True
    return key in whole


def _or_larger(chosen: list[Piece], visible: Sequence[Piece]) -> list[Piece]:
    """`chosen`, or where some other element has far more prose directly in it, that prose."""
    groups: dict[HtmlElement, list[Piece]] = {}
    for piece in visible:
        if piece.is_prose and piece.element.tag == "p":
            groups.setdefault(piece.element.getparent(), []).append(piece)
    size = sum(len(piece.text) for piece in chosen if piece.is_prose)
    largest = max(groups.values(), key=_letters, default=[])
    if len(largest) >= _MIN_GROUP and _letters(largest) > _GROUP_RATIO * size:
        return largest
    return chosen


def _letters(pieces: Sequence[Piece]) -> int:
    return sum(len(piece.text) for piece in pieces)


def _with_between(
    chosen: Sequence[Piece], visible: Sequence[Piece], *, headings: bool = False
) -> list[Piece]:
    """`chosen`, and what was left out of the same story: paragraphs (and `headings`) beside its
    prose, in the same element; before the first and after the last one, prose only; and captions
    of pictures in the same article.
    """
    prose = [piece for piece in chosen if piece.is_prose]
    if not prose:
        return list(chosen)
    beside = {piece.element.getparent() for piece in prose}
    main = max(_prose_in(prose, parents_only=True).items(), key=itemgetter(1))[0]
    first, last = prose[0].order, prose[-1].order
    taken = {piece.order for piece in chosen}

    article = next((e for e in dom.ancestors(main, below=None) if e.tag == "article"), main)

    def belongs(piece: Piece) -> bool:
        element = piece.element
        if element.tag == "figcaption":
            around = dom.ancestors(element.getparent(), below=None)
            return piece.is_prose and piece.order < last and article in around
        if first < piece.order < last and element.getparent() in beside:
            return (
                piece.is_prose
                or (element.tag == "p" and piece.linked < 0.5 and ends_sentence(piece.text))
                or (headings and element.tag in dom.HEADINGS)
            )
        return element.tag == "p" and piece.is_prose and element.getparent() is main

    return [piece for piece in visible if piece.order in taken or belongs(piece)]


# 4


def _prose_in(prose: Sequence[Piece], *, parents_only: bool = False) -> dict[HtmlElement, int]:
    """How many letters of the prose each element has below it, or as its own children only."""
    weight: dict[HtmlElement, int] = {}
    for piece in prose:
        parent = piece.element.getparent()
        for element in [parent] if parents_only else dom.ancestors(parent, below=None):
            weight[element] = weight.get(element, 0) + len(piece.text)
    return weight


def _container(weight: Mapping[HtmlElement, int], total: int, tree: HtmlElement) -> HtmlElement:
    """The innermost element that holds nearly all of the prose."""
    best, best_depth = tree, -1
    for element, inside in weight.items():
        if inside >= _CONTAINED * total:
            depth = sum(1 for _ in element.iterancestors())
            if depth > best_depth:
                best, best_depth = element, depth
    return best


# 5


@dataclass(frozen=True, slots=True)
class Place:
    """Where the story stands in the page."""

    container: HtmlElement
    weight: Mapping[HtmlElement, int]
    """Letters of the story's prose in each element."""
    total: int

    def holds(self, piece: Piece) -> bool:
        """Whether a piece stands inside the container."""
        around = dom.ancestors(piece.element, below=None)
        return any(element is self.container for element in around)

    def hint(self, piece: Piece, *, within: bool) -> BlockRole | None:
        """What tags, names and links say of a piece."""
        around = dom.ancestors(piece.element, below=self.container if within else None)
        named = (element for element in around if element.tag not in ("body", "html"))
        hint = role_of_surroundings(piece, named, self.weight, self.total)
        return _by_links(piece) or hint if hint in _OPEN else hint


def _hinted(chosen: Sequence[Piece], visible: Sequence[Piece], tree: HtmlElement) -> list[Part]:
    prose = [piece for piece in chosen if piece.is_prose]
    total = sum(len(piece.text) for piece in prose)
    weight = _prose_in(prose)
    place = Place(_container(weight, total, tree), weight, total)
    inside = {piece.order for piece in chosen if place.holds(piece)}
    last_inside = max(inside, default=0)
    parts: dict[int, Part] = {}
    for piece in chosen:
        hint = place.hint(piece, within=piece.order in inside)
        if piece.order > last_inside and hint in _OPEN:
            hint = "furniture"
        parts[piece.order] = Part(piece.text, hint)
    _boxes(chosen, list(parts.values()), place.container, total)
    if inside:
        parts |= _unread(visible, parts, place)
    return [parts[order] for order in sorted(parts)]


def _unread(visible: Sequence[Piece], parts: Mapping[int, Part], place: Place) -> dict[int, Part]:
    """Teasers, furniture, byline and date that stand in and around the story: kept, not read."""
    first, last = min(parts), max(parts)
    taken = {part.text for part in parts.values()}
    found: dict[int, Part] = {}
    for piece in visible:
        if piece.order in parts or piece.text in taken or len(piece.text) > _MAX_UNREAD:
            continue
        within = place.holds(piece)
        if not within and not first < piece.order < last:
            continue
        words = len(piece.text.split())
        hint = place.hint(piece, within=within)
        if hint in _OPEN and is_byline(piece.text):
            hint = "byline"
        if hint in _UNREAD and words >= (2 if hint in ("byline", "dateline") else 3):
            found[piece.order] = Part(piece.text, hint)
            taken.add(piece.text)
        if len(found) >= _MOST_UNREAD:
            break
    return found


def _boxes(
    chosen: Sequence[Piece], parts: Sequence[Part], container: HtmlElement, prose: int
) -> None:
    """A box inside the story that opens with a sign-up or "Read more" is all furniture."""
    held: dict[HtmlElement, list[int]] = {}
    for place, piece in enumerate(chosen):
        for element in dom.ancestors(piece.element, below=container):
            if element.tag in _BOX_TAGS:
                held.setdefault(element, []).append(place)
    for places in held.values():
        opening = parts[places[0]].text
        if len(places) < 2 or sum(len(parts[place].text) for place in places) > _BOX_SHARE * prose:
            continue
        if is_furniture(opening) or is_related_label(opening):
            for place in places:
                parts[place].hint = "furniture" if is_furniture(opening) else "teaser"


def _by_links(piece: Piece) -> BlockRole | None:
    """A stretch that is a link and no sentence leads to another page."""
    listed = piece.element.tag == "li"
    if piece.linked < (_PARTLY_LINK if listed else _MOSTLY_LINK):
        return None
    if is_furniture(piece.text):
        return "furniture"
    if is_headline(piece.text) or len(piece.text.split()) < 3:
        return "teaser"
    return None


# 6


def _longer(body: str, parts: Sequence[Part]) -> bool:
    size = sum(len(part.text) for part in parts if part.hint is None or part.hint in READ_ROLES)
    return len(body) > _BODY_RATIO * size


def _any_text(visible: Sequence[Piece]) -> list[Part]:
    """All text that is not mostly links: for pages that are no articles."""
    return [Part(piece.text) for piece in visible if piece.linked < _MOSTLY_LINK]


def _assemble(
    parts: Sequence[Part], about: Metadata, *, title: str | None = None
) -> Extract | None:
    title = title or about.title
    # Composed characters, so that words are found as readers type them.
    parts = [Part(unicodedata.normalize("NFC", p.text), p.hint) for p in parts if p.text]
    if not parts:
        return None
    if title is not None:
        key = squeeze(title).casefold()
        if not any(squeeze(part.text).casefold() == key for part in parts[:4]):
            parts = [Part(title, "title"), *parts]
    if len(parts) > MAX_PARAGRAPHS:
        raise too_many(len(parts))
    texts: list[str] = []
    spans: list[Span] = []
    at = 0
    for part in parts:
        texts.append(part.text)
        spans.append(Span(at, at + len(part.text)))
        at += len(part.text) + 2
    text = "\n\n".join(texts)
    blocks = assign_roles(text, spans, hints=[part.hint for part in parts], title=title)
    main = "\n".join(
        text[block.span.start : block.span.end] for block in blocks if block.role in READ_ROLES
    )
    return Extract(
        text=text,
        main_text=main or text,
        blocks=blocks,
        title=title,
        byline=about.byline,
        published=about.published,
        guessed=about.guessed,
        outlet=about.outlet,
        url=about.url,
    )
