"""The archive in a real browser: from a statement to its source to its story, by mouse and by keys,
on every page without a barrier."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from sayso.archive import Archive
from sayso.collect import add
from sayso.pages import Problem
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
    page.wait_for_selector("a.mark:focus", state="attached")
    page.locator(".card").get_by_role("link", name="Everything this source said").click()
    assert page.get_by_role("heading", level=1).inner_text() == "Graham Loach"
    assert page.locator(".results .found").count() >= 2
    page.locator(".results .found .content a").first.click()
    page.wait_for_selector("a.mark:focus", state="attached")
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
    page.wait_for_selector("a.mark:focus", state="attached")
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
        assert not [one for one in add(kept, [fresh]) if isinstance(one, Problem)]
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


def shown_the_token(page: sync_api.Page, address: str) -> None:
    page.goto(f"{address}/token")
    page.get_by_label("Token").fill(TOKEN)
    page.get_by_role("button", name="Show it").click()


def test_two_are_made_one_and_two_again_by_keyboard_alone(
    watched: Watched, places: dict[str, str]
) -> None:
    page, keyboard = watched.page, watched.page.keyboard
    page.goto(watched.address + places["source"])
    assert page.locator("form[method=post]").count() == 0
    shown_the_token(page, watched.address)
    page.goto(watched.address + places["source"])
    name = page.get_by_role("heading", level=1).inner_text()
    said = page.locator(".standfirst").inner_text()

    def reach(selector: str) -> None:
        for _ in range(150):
            keyboard.press("Tab")
            if page.evaluate(f"document.activeElement.matches({selector!r})"):
                assert (
                    page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
                )
                return
        pytest.fail(f"the keyboard does not reach {selector}")

    reach(".right details:first-of-type summary")
    keyboard.press("Enter")
    reach("#who-q")
    keyboard.type("Meridian")
    keyboard.press("Enter")
    page.wait_for_url("**/who?q=Meridian*")
    assert violations(page) == []
    reach(".choices input[type=radio]")
    keyboard.press("Space")
    reach("#merge-why")
    keyboard.type("for a test")
    keyboard.press("Enter")
    page.wait_for_url("**/who?done=*")
    assert "was made one with" in page.get_by_role("status").inner_text()
    assert "for a test" in page.locator(".changed").inner_text()
    assert violations(page) == []
    reach(".notice button")
    keyboard.press("Enter")
    page.wait_for_selector("[role=status] >> text=as they were before")
    page.get_by_role("link", name="Everything that was said").click()
    assert page.get_by_role("heading", level=1).inner_text() == name
    assert page.locator(".standfirst").inner_text() == said


def test_some_pages_are_split_off_and_what_is_missing_is_told(
    watched: Watched, places: dict[str, str]
) -> None:
    page = watched.page
    shown_the_token(page, watched.address)
    page.goto(watched.address + places["source"])
    page.get_by_text("Some pages mean somebody else").click()
    page.get_by_role("group", name="Pages that mean somebody else").get_by_role(
        "checkbox"
    ).first.check()
    page.get_by_role("button", name="Split them off").click()
    # The browser says that a reason is missing.
    assert "/who" not in page.url
    page.locator("#split-why").fill("a namesake")
    page.get_by_role("button", name="Split them off").click()
    page.wait_for_url("**/who?done=*")
    assert "was split off from" in page.get_by_role("status").inner_text()
    page.get_by_role("status").get_by_role("button", name="Take it back").click()
    page.wait_for_selector("[role=status] >> text=as they were before")
    page.evaluate("document.querySelectorAll('details').forEach((d) => (d.open = true))")
    page.get_by_role("textbox", name="number").fill("99999")
    page.locator("#merge-why").fill("nobody")
    page.get_by_role("button", name="They are the same").click()
    assert "has no profile 99999" in page.get_by_role("alert").inner_text()
    assert page.locator("#merge-why").input_value() == "nobody"
    assert violations(page) == []
    watched.said.clear()  # Chromium says in its console that this answer was 404.


@pytest.mark.parametrize("look", ["light", "dark"])
def test_who_may_write_meets_no_barrier_either(
    browser: sync_api.Browser, address: str, places: dict[str, str], look: str
) -> None:
    context = browser.new_context(
        color_scheme=look,  # type: ignore[arg-type]
        viewport={"width": 360 if look == "dark" else 1200, "height": 800},
    )
    page = context.new_page()
    shown_the_token(page, address)
    for path in (places["source"], places["who"], "/token"):
        page.goto(address + path)
        page.evaluate("document.querySelectorAll('details').forEach((d) => (d.open = true))")
        assert violations(page) == []
        if look == "dark":
            assert page.evaluate("document.documentElement.scrollWidth") <= 360
    context.close()


PATHS = [
    "/",
    "story",
    "story pages",
    "story voices",
    "claims",
    "all claims",
    "claim",
    "versions",
    "who",
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
    page.goto(f"{address}/api/stories/{varn['story_id']}/claims")
    claim = page.evaluate("JSON.parse(document.body.innerText).claims[0].id")
    page.close()
    return {
        "story": f"/stories/{varn['story_id']}",
        "story pages": f"/stories/{varn['story_id']}/pages",
        "story voices": f"/stories/{varn['story_id']}/voices",
        "claims": f"/stories/{varn['story_id']}/claims",
        "all claims": f"/stories/{varn['story_id']}/claims?show=claims",
        "claim": f"/stories/{varn['story_id']}/claims/{claim}",
        "versions": f"/pages/{ferry}/versions",
        "who": f"/sources/{loach}/who",
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
