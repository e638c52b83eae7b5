"""Reading a page in a real browser: by mouse, by keyboard, in the dark, on a phone."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from sayso.reading import Page, Reading
from tests.fakes import FakeReader
from tests.web.browsers import QUIET, Watched, executable, violations
from tests.web.rooms import TEXT, served
from tests.web.test_read import HOSTILE

pytestmark = pytest.mark.browser
sync_api = pytest.importorskip("playwright.sync_api")


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with served() as found:
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


@pytest.fixture(scope="module")
def read_once(browser: sync_api.Browser, address: str, examples: Path) -> str:
    """Where the Reading of the ferry page is."""
    page = browser.new_page()
    page.goto(f"{address}/read")
    page.get_by_label("or choose a file").set_input_files(examples / "ferry.html")
    page.get_by_role("button", name="Read it").click()
    page.wait_for_selector("#p1", timeout=60_000)
    url = page.url
    page.close()
    return url


@pytest.fixture
def watched(browser: sync_api.Browser, address: str) -> Iterator[Watched]:
    context = browser.new_context(viewport={"width": 1200, "height": 800})
    view = Watched(context.new_page(), address)
    yield view
    context.close()
    assert view.said == []
    assert view.elsewhere == []


def test_a_text_is_pasted_and_read_by_keyboard_alone(watched: Watched, examples: Path) -> None:
    page, keyboard = watched.page, watched.page.keyboard
    page.goto(watched.address + "/read")
    keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the content"
    keyboard.press("Enter")
    keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "text"
    text = (examples / "dam.txt").read_text("utf-8")
    keyboard.insert_text(text)
    for _ in range(4):
        keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Read it"
    keyboard.press("Enter")
    page.wait_for_selector("#p1", timeout=60_000)
    assert page.title().startswith("Governor Weighs State Takeover of Dam")


def test_what_is_looked_at_is_told_beside_its_words(watched: Watched, read_once: str) -> None:
    page = watched.page
    page.goto(read_once)
    card = page.locator(".card")
    assert not card.is_visible()
    page.locator('.text .said[data-q="2"]').first.hover()
    assert card.inner_text().split("\n")[0] == "Officials unnamed"
    assert card.locator("dd").all_inner_texts()[:2] == ["said", "indirect"]
    assert card.locator("dt").all_inner_texts()[-1] == "confidence"
    # The pointer can go to it (WCAG 1.4.13), and Escape sends it away.
    card.hover()
    page.wait_for_timeout(400)
    assert card.is_visible()
    page.keyboard.press("Escape")
    assert not card.is_visible()
    page.locator(".text a.mark").first.focus()
    assert card.is_visible()


def test_a_statement_has_an_address_that_leads_to_it(watched: Watched, read_once: str) -> None:
    page = watched.page
    page.goto(f"{read_once}#Q20")
    mark = page.locator("a.mark:has(#Q20)")
    page.wait_for_selector("a.mark:has(#Q20):focus", state="attached")
    box = mark.bounding_box()
    assert box
    assert 0 <= box["y"] < 800
    assert page.locator(".text .look").count() > 0
    page.locator(".card button").click()
    page.wait_for_selector(".card button:not(:text-is('Copy its address'))")


def test_statements_can_be_sifted(watched: Watched, read_once: str) -> None:
    page = watched.page
    page.goto(read_once)
    rows = page.locator("tr[data-row]")
    every = rows.count()
    page.locator("select[name=form]").select_option("direct")
    page.locator("select[name=naming]").select_option("named")
    kept = [row for row in rows.all() if row.get_attribute("hidden") is None]
    assert 0 < len(kept) < every
    assert {row.get_attribute("data-form") for row in kept} == {"direct"}
    assert page.locator("[data-count]").inner_text() == f"{len(kept)} of {every} statements"
    assert "form=direct" in page.url
    # The address brings the same.
    page.goto(page.url)
    assert page.locator("[data-count]").inner_text() == f"{len(kept)} of {every} statements"
    page.get_by_role("button", name="Show all").click()
    page.wait_for_url(lambda url: "?" not in url)
    assert page.locator("tr[data-row][hidden]").count() == 0


def test_an_event_is_found_from_the_time_line(watched: Watched, read_once: str) -> None:
    page = watched.page
    page.goto(read_once)
    page.get_by_role("navigation", name="On this page").get_by_text("Time line").click()
    page.locator(".timeline li a").first.click()
    page.wait_for_selector("a.deed-mark:focus", state="attached")
    assert "#V" in page.url


def test_a_file_can_be_dropped(watched: Watched) -> None:
    page = watched.page
    page.goto(f"{watched.address}/read")
    page.evaluate(
        """() => {
          const carried = new DataTransfer();
          carried.items.add(new File(["“We will pay,” Ada Smith said."], "pay.txt"));
          document.body.dispatchEvent(
            new DragEvent("drop", { dataTransfer: carried, bubbles: true, cancelable: true }));
        }"""
    )
    page.wait_for_selector("#p1", timeout=60_000)
    assert page.locator("#p1 header").inner_text().startswith("pay.txt")


def test_it_reads_without_a_script(browser: sync_api.Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/read")
    page.fill("#text", "“We will pay,” Ada Smith said.")
    page.get_by_role("button", name="Read it").click()
    page.wait_for_selector("#p1", timeout=60_000)
    assert page.locator(".source h3").first.inner_text().endswith("Ada Smith")
    assert not page.locator("[data-filters]").is_visible()
    page.locator("#p1 a.mark").first.click()
    assert page.url.endswith("#p1-l1")
    context.close()


def test_markup_in_a_page_is_shown_and_does_nothing(watched: Watched) -> None:
    page = watched.page
    dialogs: list[str] = []
    page.on("dialog", lambda dialog: dialogs.append(dialog.message))
    page.goto(f"{watched.address}/read")
    page.set_input_files(
        "#file", {"name": "<img src=x>.html", "mimeType": "text/html", "buffer": HOSTILE.encode()}
    )
    page.get_by_role("button", name="Read it").click()
    page.wait_for_selector("#p1", timeout=60_000)
    assert page.locator("#p1 img, #p1 script, #p1 iframe").count() == 0
    assert "<script>alert(document.cookie)</script>" in page.locator("#p1 .text").inner_text()
    for part in page.locator("#p1 .text [data-q]").all()[:4]:
        part.hover()
    page.wait_for_timeout(200)
    assert dialogs == []


def test_a_script_that_got_in_would_not_run(browser: sync_api.Browser, address: str) -> None:
    page = browser.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.route(
        f"{address}/read",
        lambda route: route.fulfill(
            response=(answer := route.fetch()),
            body=answer.text().replace("</main>", "<script>document.title='owned'</script></main>"),
        ),
    )
    page.goto(f"{address}/read")
    assert page.title() == "Read a page · sayso"
    assert any("Content Security Policy" in line for line in said)
    page.close()


@pytest.mark.parametrize("path", ["/read", "/token", "/api", "/nothing", "reading"])
@pytest.mark.parametrize("look", ["light", "dark", "narrow"])
def test_no_page_has_a_barrier(
    browser: sync_api.Browser, address: str, read_once: str, path: str, look: str
) -> None:
    context = browser.new_context(
        color_scheme="dark" if look == "dark" else "light",
        viewport={"width": 360 if look == "narrow" else 1200, "height": 800},
    )
    page = context.new_page()
    page.goto(read_once if path == "reading" else address + path)
    page.evaluate("document.querySelectorAll('details').forEach((d) => (d.open = true))")
    assert violations(page) == []
    if look == "narrow":
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
    context.close()


def test_nor_has_a_page_that_waits_to_be_read(
    browser: sync_api.Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sayso.web.read_room.SOON", 0.05)
    enough = threading.Event()

    def read(page: Page) -> Reading:
        enough.wait(60)
        return FakeReader().read(page)

    with served(read=read) as room:
        try:
            for scheme, width in (("light", 1200), ("dark", 1200), ("light", 360)):
                context = browser.new_context(
                    color_scheme=scheme,  # type: ignore[arg-type]
                    viewport={"width": width, "height": 800},
                )
                page = context.new_page()
                page.goto(f"{room}/read")
                page.fill("#text", TEXT)
                page.get_by_role("button", name="Read it").click()
                page.wait_for_selector("[data-waiting]")
                assert page.get_by_role("heading", level=1).inner_text().startswith("Being read")
                assert page.get_by_role("status").inner_text()
                assert violations(page) == []
                assert page.evaluate("document.documentElement.scrollWidth") <= width
                if width != 360:
                    context.close()
        finally:
            enough.set()
        # It shows the Reading by itself.
        page.wait_for_selector("#p1", timeout=20_000)
        context.close()


def test_a_long_page_is_read_in_parts(watched: Watched) -> None:
    page = watched.page
    page.goto(f"{watched.address}/read")
    words = "“We will pay {} pounds,” Ada Smith said on Monday.\n\n"
    page.fill("#text", "".join(words.format(number) for number in range(300)))
    page.get_by_role("button", name="Read it").click()
    page.wait_for_selector("#p1", timeout=60_000)
    assert "shown in" in page.locator("[data-parts]").inner_text()
    assert violations(page) == []
    whole = page.url
    parts = page.get_by_role("navigation", name="Parts of this page", exact=True)
    assert parts.locator("[aria-current]").inner_text().endswith("1")
    parts.get_by_text("Next part").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**?part=2")
    later = page.locator("tr[data-row]").last.get_attribute("data-id")
    # The address of a statement leads to the part that it is in.
    page.goto(f"{whole}#{later}")
    page.wait_for_selector(f"a.mark:has(#{later}):focus", state="attached")
    assert f"at={later}" in page.url
    page.locator(".text .said").first.hover()
    assert page.locator(".card").is_visible()


def test_on_paper_there_is_the_reading_and_nothing_to_press(
    watched: Watched, read_once: str
) -> None:
    page = watched.page
    page.goto(read_once)
    page.emulate_media(media="print")
    assert page.locator("#p1 .text").is_visible()
    for gone in (".masthead nav", "[data-filters]", ".colophon", "#p1 .order"):
        assert not page.locator(gone).is_visible()


def test_who_wants_less_motion_has_none(browser: sync_api.Browser, address: str) -> None:
    context = browser.new_context(reduced_motion="reduce")
    page = context.new_page()
    page.goto(f"{address}/read")
    page.evaluate(
        "document.querySelector('main').insertAdjacentHTML('beforeend', '<p class=bar></p>')"
    )
    assert page.evaluate("document.querySelector('.bar').getAnimations().length") == 0
    context.close()
