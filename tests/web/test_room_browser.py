"""The archive in a real browser: from a statement to its source to its story, by mouse and by keys,
on every page without a barrier."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from sayso.archive import Archive
from sayso.collect import add
from tests.web.browsers import QUIET, Watched, executable, violations
from tests.web.rooms import TOKEN, served

pytestmark = [pytest.mark.browser, pytest.mark.slow]
sync_api = pytest.importorskip("playwright.sync_api")

HOSTILE = """<!doctype html><title>&lt;script&gt;alert(1)&lt;/script&gt; met “&lt;b&gt;”</title>
<meta property="og:site_name" content='"&gt;&lt;img src=x onerror=alert(2)&gt;'>
<h1>&lt;script&gt;alert(1)&lt;/script&gt; met “&lt;b&gt;”</h1>
<p>“&lt;img src=x onerror=alert(3)&gt; is what we will pay for the bridge, and nothing more,”
said &lt;svg/onload=alert(4)&gt; Hostilius Smith, mayor of &lt;iframe src=javascript:alert(5)&gt;
Ellery, on Tuesday, according to a letter that the council had seen.</p>
"""


@pytest.fixture(scope="module")
def archive(happenings: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The archive of the tests with a hostile page in it."""
    path = tmp_path_factory.mktemp("room") / "room.db"
    shutil.copy(happenings, path)
    page = path.parent / "hostile.html"
    page.write_text(HOSTILE, encoding="utf-8")
    with Archive(path) as kept:
        list(add(kept, [page]))
    return path


@pytest.fixture(scope="module")
def address(archive: Path) -> Iterator[str]:
    with served(archive, token=TOKEN) as found:
        yield found


@pytest.fixture(scope="module")
def browser() -> Iterator[sync_api.Browser]:
    with sync_api.sync_playwright() as playwright:
        try:
            browser = playwright.chromium.launch(executable_path=executable(), args=QUIET)
        except sync_api.Error as error:
            pytest.skip(f"no Chromium starts here: {str(error).splitlines()[0]}")
        yield browser
        browser.close()


@pytest.fixture
def watched(browser: sync_api.Browser, address: str) -> Iterator[Watched]:
    context = browser.new_context(viewport={"width": 1200, "height": 800})
    view = Watched(context.new_page(), address)
    yield view
    context.close()
    assert view.said == []
    assert view.elsewhere == []


def test_from_the_front_page_to_a_story_to_a_statement_to_its_source_and_back(
    watched: Watched,
) -> None:
    page = watched.page
    page.goto(watched.address)
    page.get_by_role("link", name="Three dead as footbridge gives way at Varn Gorge").click()
    assert page.get_by_role("heading", level=1).inner_text().startswith("Three dead")
    # What takes a while comes by itself.
    page.wait_for_selector(".claim")
    page.locator(".voices tr", has_text="Graham Loach").locator(".content a").click()
    page.wait_for_function("document.activeElement.matches('a.mark')")
    page.locator(".card").get_by_role("link", name="Everything this source said").click()
    assert page.get_by_role("heading", level=1).inner_text() == "Graham Loach"
    assert page.locator(".results .found").count() >= 2
    page.locator(".results .found .content a").first.click()
    page.wait_for_function("document.activeElement.matches('a.mark')")
    page.get_by_role("link", name="The story that it is of").click()
    assert "/stories/" in page.url


def test_searching_by_keyboard_alone(watched: Watched) -> None:
    page, keyboard = watched.page, watched.page.keyboard
    page.goto(f"{watched.address}/search")
    keyboard.press("Tab")
    keyboard.press("Enter")
    keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "q"
    keyboard.type("divers bridge")
    keyboard.press("Enter")
    page.wait_for_selector(".found")
    for _ in range(40):
        keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('.found .content a')"):
            break
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline == "solid"
    keyboard.press("Enter")
    page.wait_for_function("document.activeElement && document.activeElement.matches('a.mark')")
    assert "/pages/" in page.url


def test_new_stories_come_by_themselves_unless_somebody_minds(
    watched: Watched, archive: Path, tmp_path: Path
) -> None:
    page = watched.page
    page.clock.install()
    page.goto(watched.address)
    before = page.locator("[data-story]").count()
    fresh = tmp_path / "fresh.txt"
    fresh.write_text(
        "Observatory on Mount Tessel opens its dome\n\nAstronomers on Mount Tessel opened the dome "
        "of their new telescope on Friday. “We waited eleven years,” Iris Benedek, its director, "
        "said.\n"
    )
    page.get_by_label("Show new stories as they come in").uncheck()
    with Archive(archive) as kept:
        list(add(kept, [fresh]))
    page.clock.run_for(25_000)
    page.wait_for_timeout(300)
    assert page.locator("[data-story]").count() == before
    page.get_by_label("Show new stories as they come in").check()
    page.clock.run_for(12_000)
    page.wait_for_selector("[data-story].fresh")
    assert page.locator("[data-story]").count() == before + 1
    assert page.locator("[data-news]").inner_text() == "One new story"


def test_what_several_tell_is_found_without_a_script(
    browser: sync_api.Browser, address: str
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address)
    page.get_by_role("link", name="Three dead as footbridge gives way at Varn Gorge").click()
    page.get_by_role("link", name="Compare the pages").click()
    assert page.locator(".claim").count() > 0
    page.get_by_role("link", name="Back to the story").click()
    context.close()


def test_markup_in_pages_stays_text_wherever_it_is_shown(watched: Watched) -> None:
    page = watched.page
    dialogs: list[str] = []
    page.on("dialog", lambda dialog: dialogs.append(dialog.message))
    page.goto(f"{watched.address}/search?q=Hostilius&kind=pages")
    page.locator(".found a").first.click()
    own = page.url
    story = page.get_by_role("link", name="The story that it is of").get_attribute("href")
    source = page.locator(".elsewhere a").first.get_attribute("href")
    for path in (
        own,
        f"{watched.address}{story}",
        f"{watched.address}{source}",
        f"{watched.address}/",
        f"{watched.address}/sources",
        f"{watched.address}/search?q=Hostilius",
        f"{watched.address}/search?q=%3Cscript%3Ealert(6)%3C/script%3E%22%27",
        f"{watched.address}/sources?q=%3Cimg src=x onerror=alert(7)%3E",
    ):
        page.goto(path)
        page.wait_for_timeout(100)
        assert page.locator("main :is(img, iframe, script, object, embed, style)").count() == 0
        handlers = "[...document.querySelectorAll('*')].filter((e) => [...e.attributes].some("
        handlers += "(a) => a.name.startsWith('on') || a.value.startsWith('javascript:'))).length"
        assert page.evaluate(handlers) == 0
    assert dialogs == []


def test_who_shows_the_token_keeps_a_page(watched: Watched, examples: Path) -> None:
    page = watched.page
    page.goto(f"{watched.address}/token")
    page.get_by_label("Token").fill(TOKEN)
    page.get_by_role("button", name="Show it").click()
    assert "may write here" in page.locator("main").inner_text()
    page.goto(f"{watched.address}/read")
    page.fill("#text", "“The orchard will be sold,” Petra Vance said. The growers met on Monday.")
    page.get_by_role("button", name="Read it").click()
    page.get_by_role("button", name="Keep it in the archive").click(timeout=60_000)
    page.wait_for_url("**/pages/*")
    assert page.locator(".elsewhere a", has_text="Petra Vance").count() == 1


PATHS = [
    "/",
    "story",
    "claims",
    "page",
    "page?version=1",
    "changes",
    "/search",
    "/search?q=bridge",
    "/search?q=bridge&kind=pages&form=direct",
    "/search?q=zebra",
    "/search?since=never",
    "/sources",
    "/sources?q=loach",
    "/sources?q=zebra",
    "source",
    "/outlets",
    "/outlets?outlet=Meridian+Wire&by=year",
]


@pytest.fixture(scope="module")
def places(browser: sync_api.Browser, address: str) -> dict[str, str]:
    """Addresses whose numbers the archive gives."""
    page = browser.new_page()
    page.goto(f"{address}/api/stories")
    lines = page.evaluate("JSON.parse(document.body.innerText).items")
    varn = next(line for line in lines if "Lorne Valley Echo" in line["outlets"])
    page.goto(f"{address}/api/sources?q=Graham+Loach")
    loach = page.evaluate("JSON.parse(document.body.innerText).items[0].profile_id")
    page.goto(f"{address}/api/search?q=Marguerite+ferry")
    ferry = page.evaluate("JSON.parse(document.body.innerText).items[0].page_id")
    page.close()
    return {
        "story": f"/stories/{varn['story_id']}",
        "claims": f"/stories/{varn['story_id']}/claims",
        "page": f"/pages/{ferry}",
        "page?version=1": f"/pages/{ferry}?version=1",
        "changes": f"/pages/{ferry}/changes",
        "source": f"/sources/{loach}",
    }


@pytest.mark.parametrize("path", PATHS)
def test_no_page_of_the_archive_has_a_barrier(
    browser: sync_api.Browser, address: str, places: dict[str, str], path: str
) -> None:
    for scheme, width in (("light", 1200), ("dark", 360)):
        context = browser.new_context(
            color_scheme=scheme,  # type: ignore[arg-type]
            viewport={"width": width, "height": 800},
        )
        page = context.new_page()
        page.goto(address + places.get(path, path))
        if path == "story":
            page.wait_for_selector(".claim")
        page.evaluate("document.querySelectorAll('details').forEach((d) => (d.open = true))")
        assert violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert page.locator("h1").count() == 1
        assert page.title().endswith(" · sayso")
        for name in ("title", "description", "url", "type", "site_name"):
            assert page.locator(f'meta[property="og:{name}"]').get_attribute("content")
        context.close()
