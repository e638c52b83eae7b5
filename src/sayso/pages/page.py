"""Text or bytes of one page → `Page`."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import Final

from sayso.errors import EmptyPageError, EncodingError, LanguageError, NotTextError, PageError
from sayso.pages import language
from sayso.pages.dates import iso_date, stated_date
from sayso.pages.decode import decode, newlines
from sayso.pages.limits import MAX_PAGE_BYTES, MAX_PARAGRAPHS
from sayso.pages.lines import is_date_line
from sayso.pages.options import PageOptions
from sayso.pages.paragraphs import split_paragraphs
from sayso.pages.roles import assign_roles
from sayso.pages.roots import FEED_ROOTS, root_of
from sayso.pages.unzip import MAGIC, gunzip, too_large, too_many
from sayso.reading import Block, Page, Published

_DEFAULT: Final = PageOptions()
_TAG_START: Final = (
    b"<!doctype html",
    b"<html",
    b"<head",
    b"<body",
    b"<?xml",
    b"<!--",
    b"<article",
)
_HEAD: Final = 4096
_DATE_BLOCKS: Final = 8
"""So many blocks from the start can state the page's own date."""


def page_from_text(
    text: str,
    *,
    origin: str = "-",
    options: PageOptions = _DEFAULT,
    title: str | None = None,
    byline: str | None = None,
    id: str | None = None,  # noqa: A002
) -> Page:
    r"""The page whose text is `text`, only `\r\n` and `\r` made `\n`.

    `id` stands in for the digest of the text in UTF-8. Raises `PageError`: when there is nothing to
    read, when `text` has NUL characters or lone surrogates, is too large, or (`LanguageError`) is
    in a language that is not read.
    """
    if not text or text.isspace():
        raise EmptyPageError("the page holds no text", step="check that it was saved whole")
    encoded = check_text(text)
    text = newlines(text)
    spans = split_paragraphs(text)
    if len(spans) > MAX_PARAGRAPHS:
        raise too_many(len(spans))
    blocks = assign_roles(text, spans, title=title)
    page = Page(
        id=id or hashlib.sha256(encoded).hexdigest(),
        origin=origin,
        outlet=options.outlet,
        title=title or _title_of(text, blocks),
        byline=byline or _byline_of(text, blocks),
        published=_published(text, blocks, options),
        url=options.url,
        language=language.recognise(text),
        text=text,
        blocks=blocks,
    )
    return refuse_language(page, options)


def page_from_bytes(
    data: bytes,
    *,
    origin: str,
    options: PageOptions = _DEFAULT,
    html: bool | None = None,
    declared: str | None = None,
    title: str | None = None,
) -> Page:
    """The page in `data`: plain text or HTML, either may be gzipped.

    `html` says which; None looks at the bytes. `declared` is an encoding that came with them
    (HTTP). The page's `id` is the SHA-256 of the bytes after unpacking. Raises `PageError`.
    """
    return page_from_unpacked(
        unpacked(data), origin=origin, options=options, html=html, declared=declared, title=title
    )


def unpacked(data: bytes) -> bytes:
    """`data` without gzip around it. Raises `NotTextError` or `PageTooLargeError`."""
    if data.startswith(MAGIC):
        data = gunzip(data)
    if len(data) > MAX_PAGE_BYTES:
        raise too_large(f"{len(data):,} bytes")
    return data


def page_from_unpacked(
    data: bytes,
    *,
    origin: str,
    options: PageOptions = _DEFAULT,
    html: bool | None = None,
    declared: str | None = None,
    title: str | None = None,
) -> Page:
    """As `page_from_bytes`, of bytes that `unpacked` gave."""
    if html is None:
        html = looks_like_html(data)
    digest = hashlib.sha256(data).hexdigest()
    text = decode(data, html=html, declared=declared)
    if root_of(text[:_HEAD]) in FEED_ROOTS:
        raise PageError(
            "this is a feed, not a page", step="keep the pages that it names by sayso watch"
        )
    if html:
        return page_from_html(text, origin=origin, options=options, title=title, id=digest)
    return page_from_text(text, origin=origin, options=options, title=title, id=digest)


def page_from_html(
    source: str,
    *,
    origin: str,
    options: PageOptions = _DEFAULT,
    title: str | None = None,
    byline: str | None = None,
    id: str | None = None,  # noqa: A002
) -> Page:
    """The page that the HTML `source` holds: its main text, title first, a blank line between
    paragraphs. Arguments and errors as for `page_from_text`.
    """
    encoded = check_text(source)
    digest = id or hashlib.sha256(encoded).hexdigest()
    from sayso.pages.html import extract  # trafilatura is slow to import

    found = extract(source, url=options.url, title=title)
    if found is None:
        raise EmptyPageError(
            "no text was found in the HTML",
            step="check that the page is not made by scripts only; "
            "save it from a browser, or copy its text",
        )
    published = _published(found.text, found.blocks, options)
    guess = found.guessed and published.value is not None
    if found.published is not None and options.published is None and not guess:
        published = Published(value=found.published, basis="metadata")
    page = Page(
        id=digest,
        origin=origin,
        outlet=options.outlet or found.outlet,
        title=title or found.title,
        byline=byline or found.byline or _byline_of(found.text, found.blocks),
        published=published,
        url=options.url or found.url,
        language=language.recognise(found.main_text),
        text=found.text,
        blocks=found.blocks,
    )
    return refuse_language(page, options)


def looks_like_html(data: bytes) -> bool:
    """Whether the first bytes are those of an HTML document."""
    head = data[:1024].lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").replace(b"\0", b"").lower()
    return head.startswith(_TAG_START) or b"<html" in head


def check_text(text: str) -> bytes:
    """`text` in UTF-8. Raises `PageError` when it is too large or no text."""
    at = text.find("\0")
    if at >= 0:
        raise NotTextError(
            f"there is a NUL character at offset {at:,}, so this is not a text",
            step="remove the NUL characters",
        )
    try:
        encoded = text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise EncodingError(
            f"there is half a character (the lone surrogate U+{ord(text[error.start]):04X}) "
            f"at offset {error.start:,}",
            step="write the text as UTF-8, or such characters as whole surrogate pairs",
        ) from None
    if len(encoded) > MAX_PAGE_BYTES:
        raise too_large(f"{len(encoded):,} bytes as UTF-8")
    return encoded


def refuse_language(page: Page, options: PageOptions) -> Page:
    """`page`, or `LanguageError` when it is in a language that is not read."""
    if options.force or page.language in language.READ_LANGUAGES:
        return page
    raise LanguageError(
        f"the page is in another language than English ({page.language!r})",
        language=page.language,
        choices="sayso reads English",
        step="use --force (force=True) to read it all the same",
    )


def with_origin(page: Page, origin: str) -> Page:
    """`page` under another name."""
    return replace(page, origin=origin)


def _title_of(text: str, blocks: tuple[Block, ...]) -> str | None:
    for block in blocks:
        if block.role == "title":
            return " ".join(text[block.span.start : block.span.end].split())
    return None


def _byline_of(text: str, blocks: tuple[Block, ...]) -> str | None:
    for block in blocks:
        if block.role == "byline":
            return " ".join(text[block.span.start : block.span.end].split())
    return None


def _published(text: str, blocks: tuple[Block, ...], options: PageOptions) -> Published:
    if options.published is not None:
        return Published(value=iso_date(options.published), basis="given")
    stated: list[str] = []
    for block in blocks[:_DATE_BLOCKS]:
        if block.role in ("dateline", "byline"):
            line = text[block.span.start : block.span.end]
            value = stated_date(line)
            if value is not None:
                first = is_date_line(line) and line.lower().lstrip().startswith(("updat", "modif"))
                stated.insert(len(stated) if first else 0, value)
    # "Published" beats "Updated"; two dates that are neither leave it open.
    return Published(value=stated[0], basis="text") if stated else Published()
