"""When two addresses are one."""

from __future__ import annotations

from urllib.parse import urlsplit


def is_address(origin: str) -> bool:
    """Whether a page's origin is an address of the web, and not a path."""
    return origin.startswith(("http://", "https://"))


def address_key(url: str) -> str:
    """`url` without what does not tell pages apart: scheme, fragment, tracking, a closing slash."""
    from courlan import normalize_url  # slow to import

    try:
        normal = normalize_url(urlsplit(url)._replace(fragment="").geturl(), strict=False)
    except (ValueError, TypeError):
        normal = url
    _, _, rest = normal.rpartition("://")
    return rest.removeprefix("www.").rstrip("/")
