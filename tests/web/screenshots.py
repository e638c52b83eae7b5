"""Pictures of every page of the room: `python -m tests.web.screenshots docs/room`.

Fills an archive with the repository's own pages, opens a room over it and takes each page wide and
light, and some of them dark and on a phone. They are for the documentation, and to be looked at.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple

from PIL import Image
from playwright.sync_api import sync_playwright

from sayso.archive import Archive
from sayso.collect import add
from tests.web.browsers import QUIET, executable
from tests.web.rooms import TOKEN, served

EXAMPLES = Path(__file__).resolve().parent.parent.parent / "examples"
WIDE = {"width": 1200, "height": 860}
PHONE = {"width": 360, "height": 740}


class Shot(NamedTuple):
    """A picture to be taken."""

    name: str
    path: str
    dark: bool = False
    phone: bool = False
    do: Callable[[Any], None] | None = None
    writes: bool = False
    """Whether the browser has shown the token."""


def main(folder: Path) -> None:
    """Takes all pictures."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        archive = Path(scratch) / "room.db"
        with Archive(archive, create=True) as kept:
            list(add(kept, [EXAMPLES]))
        with served(archive, token=TOKEN) as address, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=executable(), args=QUIET)
            for shot in shots(browser, address):
                context = browser.new_context(
                    viewport=PHONE if shot.phone else WIDE,  # type: ignore[arg-type]
                    color_scheme="dark" if shot.dark else "light",
                    device_scale_factor=2 if shot.phone else 1,
                )
                page = context.new_page()
                if shot.writes:
                    show_token(page, address)
                page.goto(address + shot.path)
                if shot.do is not None:
                    shot.do(page)
                save(page.screenshot(), folder / f"room-{shot.name}.png")
                context.close()
            browser.close()


def save(picture: bytes, path: Path) -> None:
    """Writes a picture with as few colours as a page of text needs: a third of the size."""
    Image.open(BytesIO(picture)).convert("RGB").quantize(96).save(path, optimize=True)


def shots(browser: Any, address: str) -> list[Shot]:
    """The pictures, with the numbers that the archive has given."""
    page = browser.new_page()

    def ask(path: str) -> Any:
        page.goto(address + path)
        return page.evaluate("JSON.parse(document.body.innerText).items[0]")

    ferry = ask("/api/search?q=Marguerite+ferry")["page_id"]
    source = ask("/api/sources?q=Graham+Loach")["profile_id"]
    echo = ask("/api/sources?q=Lorne+Valley+Echo")["profile_id"]
    long = read_long(page, address)
    page.goto(f"{address}/api/stories?limit=50")
    lines = page.evaluate("JSON.parse(document.body.innerText).items")
    story = next(line for line in lines if "Lorne Valley Echo" in line["outlets"])["story_id"]
    page.close()
    return [
        Shot("front", "/"),
        Shot("front-dark", "/", dark=True),
        Shot("front-phone", "/", phone=True),
        Shot("story", f"/stories/{story}", do=told),
        Shot("claims", f"/stories/{story}", do=claims),
        Shot("source", f"/sources/{source}"),
        Shot("who", f"/sources/{echo}/who?q=Lorne", do=unfold, writes=True),
        Shot("who-phone", f"/sources/{echo}/who?q=Lorne", phone=True, do=unfold, writes=True),
        Shot("long", long),
        Shot("sources", "/sources"),
        Shot("search", "/search?q=bridge"),
        Shot("outlets", "/outlets", do=lambda page: page.wait_for_selector(".by-outlet")),
        Shot("read", "/read"),
        Shot("page", f"/pages/{ferry}", do=look),
        Shot("page-dark", f"/pages/{ferry}", dark=True, do=look),
        Shot("page-phone", f"/pages/{ferry}", phone=True),
        Shot("timeline", f"/pages/{ferry}#timeline"),
        Shot("api", "/api"),
    ]


def show_token(page: Any, address: str) -> None:
    page.goto(f"{address}/token")
    page.get_by_label("Token").fill(TOKEN)
    page.get_by_role("button", name="Show it").click()


def read_long(page: Any, address: str) -> str:
    """Where the second part of a long Reading is."""
    text = (EXAMPLES / "dam.txt").read_text("utf-8")
    page.goto(f"{address}/read")
    page.fill("#text", "\n\n".join([text] * 6))
    page.get_by_role("button", name="Read it").click()
    page.wait_for_selector("#p1", timeout=120_000)
    return f"{str(page.url).removeprefix(address)}?part=2"


def unfold(page: Any) -> None:
    page.evaluate("document.querySelectorAll('.right details').forEach((d) => (d.open = true))")


def told(page: Any) -> None:
    page.wait_for_selector(".claim", timeout=60_000)


def claims(page: Any) -> None:
    told(page)
    page.evaluate("document.getElementById('claims').scrollIntoView()")


def look(page: Any) -> None:
    page.locator('.text .said[data-q="6"]').first.hover()
    page.wait_for_timeout(300)


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "room"))
