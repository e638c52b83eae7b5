"""The HTML page in a browser: by keyboard, in the dark, on a phone, under its own policy."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from sayso.reading import Reading
from sayso.views.html import render_fragment, render_page
from tests.views.sample import MARCH, eventful, sample

pytestmark = pytest.mark.browser
sync_api = pytest.importorskip("playwright.sync_api")

QUIET = (
    "--no-sandbox --disable-gpu --disable-background-networking --disable-component-update "
    "--disable-sync --no-first-run"
).split()

# Every piece of text that is shown, with its contrast to what lies behind it (WCAG 2.2, 1.4.3).
LOW_CONTRAST = """() => {
  const rgba = (colour) => {
    const [r, g, b, a = 1] = colour.match(/[\\d.]+/g).map(Number);
    return [r, g, b, a];
  };
  const over = ([r, g, b, a], below) =>
    [r, g, b].map((channel, i) => channel * a + below[i] * (1 - a));
  const luminance = (rgb) => {
    const [r, g, b] = rgb.map((c) => c / 255)
      .map((c) => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const behind = (element) => {
    const chain = [];
    for (let e = element; e; e = e.parentElement) chain.unshift(e);
    const add = (below, e) => over(rgba(getComputedStyle(e).backgroundColor), below);
    return chain.reduce(add, [255, 255, 255]);
  };
  const low = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_ELEMENT);
  for (let e = walker.nextNode(); e; e = walker.nextNode()) {
    const own = [...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim());
    if (!(own || e.matches(".mark, .deed-mark")) || e.matches("style, script")) continue;
    const back = behind(e);
    const fore = over(rgba(getComputedStyle(e).color), back);
    const [dark, light] = [luminance(fore), luminance(back)].sort((a, b) => a - b);
    const contrast = (light + 0.05) / (dark + 0.05);
    if (contrast < 4.5) low.push(`${contrast.toFixed(2)} ${e.outerHTML.slice(0, 90)}`);
  }
  return low;
}"""


def executable() -> str | None:
    """A Chromium of this machine, None for the one that playwright installs."""
    named = os.environ.get("SAYSO_CHROMIUM")
    found = (shutil.which(name) for name in ("chromium", "chromium-browser", "google-chrome"))
    return named or next((path for path in found if path), None)


@pytest.fixture(scope="module")
def browser() -> Iterator[sync_api.Browser]:
    with sync_api.sync_playwright() as playwright:
        try:
            browser = playwright.chromium.launch(executable_path=executable(), args=QUIET)
        except sync_api.Error as error:
            pytest.skip(f"no Chromium starts here: {str(error).splitlines()[0]}")
        yield browser
        browser.close()


class Opened:
    """A page that was opened, and what its console said."""

    def __init__(self, page: sync_api.Page) -> None:
        self.page = page
        self.said: list[str] = []
        self.asked_for: list[str] = []
        page.on("console", lambda message: self.said.append(message.text))
        page.on("pageerror", lambda error: self.said.append(str(error)))
        page.on("request", lambda request: self.asked_for.append(request.url))

    def focused(self) -> str:
        """The id of what has the focus."""
        return str(self.page.evaluate("document.activeElement.id"))


def many_colours() -> Reading:
    """The sample with a source of its own for each statement, so that every colour is seen."""
    reading = eventful()
    entities = tuple(
        replace(reading.entities[number % 6], id=f"N{number}", name=f"Source {number}")
        for number in range(1, len(reading.statements) + 1)
    )
    statements = tuple(
        replace(statement, source=f"N{number}")
        for number, statement in enumerate(reading.statements, start=1)
    )
    return replace(reading, entities=entities, statements=statements)


@pytest.fixture
def opened(browser: sync_api.Browser, tmp_path: Path) -> Iterator[dict[str, Opened]]:
    """The page in the three ways it is looked at; nothing it does may trouble the console."""
    path = tmp_path / "page.html"
    # The first with events, the second without.
    path.write_text(render_page([many_colours(), sample()]), encoding="utf-8")
    looks = {
        "light": browser.new_context(color_scheme="light", viewport={"width": 1200, "height": 800}),
        "dark": browser.new_context(color_scheme="dark", viewport={"width": 1200, "height": 800}),
        "narrow": browser.new_context(viewport={"width": 360, "height": 640}),
    }
    pages = {name: Opened(context.new_page()) for name, context in looks.items()}
    for page in pages.values():
        page.page.goto(path.as_uri())
    yield pages
    for name, page in pages.items():
        assert page.said == [], name
        assert [url for url in page.asked_for if not url.startswith(("file:", "data:"))] == []
    for context in looks.values():
        context.close()


def test_the_keyboard_leads_from_a_source_to_its_statement_and_back(
    opened: dict[str, Opened],
) -> None:
    view = opened["light"]
    keyboard = view.page.keyboard
    view.page.focus("#p1-l5")
    lit = view.page.locator('#p1 .text span.look[data-q~="5"]').all_text_contents()
    assert "".join(lit) == "an engineerhad warned of“a real danger to barges”in a letter"
    keyboard.press("Enter")
    view.page.wait_for_selector("#p1-q5:focus", state="attached")
    assert view.page.locator("#p1-q5").evaluate(
        "e => { const r = e.getBoundingClientRect(); return r.top >= 0 && r.bottom <= innerHeight }"
    )
    keyboard.press("n")
    assert view.focused() == "p1-q6"
    keyboard.press("p")
    keyboard.press("p")
    assert view.focused() == "p1-q4"
    keyboard.press("Enter")
    view.page.wait_for_selector("#p1-l4:focus", state="attached")
    keyboard.press("n")
    assert view.focused() == "p1-l5"
    keyboard.press("Escape")
    assert view.focused() == ""
    assert view.page.locator(".look").count() == 0


def test_letters_are_only_keys_while_a_statement_has_the_focus(opened: dict[str, Opened]) -> None:
    view = opened["light"]
    view.page.keyboard.press("n")
    assert view.focused() == ""


def test_tab_reaches_every_statement_and_source(opened: dict[str, Opened]) -> None:
    view = opened["light"]
    reached = set()
    for _ in range(160):
        view.page.keyboard.press("Tab")
        reached.add(view.focused())
    assert reached >= {
        f"p{page}-{kind}{n}" for page in (1, 2) for kind in "ql" for n in range(1, 11)
    }
    assert reached >= {f"p1-{kind}{n}" for kind in "ve" for n in range(1, 8)}


def test_the_keyboard_leads_from_an_event_to_its_words_and_back(
    opened: dict[str, Opened],
) -> None:
    view = opened["light"]
    keyboard = view.page.keyboard
    view.page.focus("#p1-e4")
    assert view.page.locator("#p1 .text span.look").all_inner_texts() == ["run again"]
    keyboard.press("Enter")
    view.page.wait_for_selector("#p1-v4:focus", state="attached")
    assert view.page.locator("#p1-v4").evaluate(
        "e => { const r = e.getBoundingClientRect(); return r.top >= 0 && r.bottom <= innerHeight }"
    )
    keyboard.press("n")
    assert view.focused() == "p1-v5"
    keyboard.press("Enter")
    view.page.wait_for_selector("#p1-e5:focus", state="attached")
    # In the list it is the next in time.
    keyboard.press("n")
    assert view.focused() == "p1-e6"
    view.page.locator('#p1 .event a[href="#p1-l14"]').click()
    assert view.page.url.endswith("#p1-l14")


def test_events_are_reached_from_the_label_and_by_a_link_before_all(
    browser: sync_api.Browser, tmp_path: Path
) -> None:
    path = tmp_path / "page.html"
    path.write_text(render_page(eventful()), encoding="utf-8")
    page = browser.new_page()
    page.goto(path.as_uri())
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the events"
    page.keyboard.press("Enter")
    page.wait_for_selector("#p1-events:focus", state="attached")
    page.get_by_role("link", name="7 events").click()
    assert page.url.endswith("#p1-events")
    signs = page.locator(".event .settled").all_inner_texts()
    assert [" ".join(sign.split()) for sign in signs] == [
        "● happened",
        "● happened",
        "◐ unsettled",
        "◐ unsettled",
        "◐ unsettled",
        "● happened",
        "○ did not happen",
    ]
    page.close()


def test_one_source_can_be_shown_alone(opened: dict[str, Opened]) -> None:
    view = opened["light"]
    button = view.page.locator("#p2 button", has_text="Dana Whitlock")
    button.focus()
    view.page.keyboard.press("Enter")
    assert button.get_attribute("aria-pressed") == "true"
    transparent = "e => getComputedStyle(e).backgroundColor === 'rgba(0, 0, 0, 0)'"
    assert not view.page.locator('#p2 .said[data-q="1"]').evaluate(transparent)
    assert view.page.locator('#p2 .said[data-q="3"]').evaluate(transparent)
    # A string that is waited on would be polled by eval, which the page's policy forbids.
    expect = pytest.importorskip("playwright.sync_api").expect
    expect(view.page.locator("#p2-q1")).to_be_in_viewport(ratio=1)
    view.page.keyboard.press("Enter")
    assert button.get_attribute("aria-pressed") == "false"
    assert not view.page.locator('#p2 .said[data-q="3"]').evaluate(transparent)


@pytest.mark.parametrize("width", [1200, 360])
def test_either_order_can_be_chosen_by_keyboard_and_without_a_script(
    browser: sync_api.Browser, tmp_path: Path, width: int
) -> None:
    path = tmp_path / "page.html"
    path.write_text(render_page(sample()), encoding="utf-8")
    viewport = {"width": width, "height": 800}
    context = browser.new_context(java_script_enabled=False, viewport=viewport)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(path.as_uri())

    def sources_are_first() -> bool:
        sources, text = (
            page.locator(f"#p1 .{part}").bounding_box() for part in ("sources", "text")
        )
        assert sources
        assert text
        return (sources["x"], sources["y"]) < (text["x"], text["y"])

    assert not sources_are_first()
    page.focus("#p1 .by-text")
    page.keyboard.press("ArrowRight")
    assert page.locator("#p1 .by-source").is_checked()
    assert sources_are_first()
    page.locator("#p1-l5").click()
    mark = page.locator("#p1-q5").bounding_box()
    assert mark
    assert 0 <= mark["y"] < 800
    page.get_by_label("in the order of the text").check()
    assert not sources_are_first()
    context.close()


@pytest.mark.parametrize("look", ["light", "dark"])
def test_all_text_has_contrast(opened: dict[str, Opened], look: str) -> None:
    page = opened[look].page
    page.evaluate("document.querySelectorAll('details').forEach((d) => (d.open = true))")
    assert page.evaluate(LOW_CONTRAST) == []
    page.focus("#p1-l4")
    page.locator("#p1 button").first.click()
    page.locator("#p1 .by-source").check()
    assert page.evaluate(LOW_CONTRAST) == []


def test_dark_is_dark(opened: dict[str, Opened]) -> None:
    for look, dark in (("light", False), ("dark", True)):
        back = opened[look].page.evaluate(
            "getComputedStyle(document.documentElement).backgroundColor"
        )
        assert (sum(map(int, back[4:-1].split(","))) < 150) == dark


def test_a_phone_never_scrolls_sideways(opened: dict[str, Opened]) -> None:
    page = opened["narrow"].page
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert page.locator("#p1 .sources").is_visible()
    page.locator("#p1 .by-source").check()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_what_is_copied_is_the_text_of_the_page(opened: dict[str, Opened]) -> None:
    page = opened["light"].page
    copied = page.evaluate(
        "() => { getSelection().selectAllChildren(document.querySelectorAll('#p1 .paragraph')[2]);"
        " return getSelection().toString() }"
    )
    assert copied == "“So the bridge will close, and it will open again when it is sound.”"
    with_events = page.evaluate(
        "() => { getSelection().selectAllChildren(document.querySelectorAll('#p1 .paragraph')[8]);"
        " return getSelection().toString() }"
    )
    assert with_events == MARCH


def test_no_line_ends_with_a_mark(opened: dict[str, Opened]) -> None:
    for view in opened.values():
        apart = view.page.evaluate(
            """() => [...document.querySelectorAll('.mark, .deed-mark')].filter((mark) => {
                 const next = mark.nextElementSibling;
                 if (!next || next.matches('.mark, .deed-mark')) return false;
                 const [one, other] = [mark, next].map((e) => e.getClientRects()[0].top);
                 return Math.abs(one - other) > 12;
               }).map((mark) => mark.id)"""
        )
        assert apart == []


def test_the_policy_stops_a_script_that_is_not_its_own(
    browser: sync_api.Browser, tmp_path: Path
) -> None:
    path = tmp_path / "page.html"
    injected = render_page(sample()).replace(
        "</main>", "<script>document.title='owned'</script></main>"
    )
    path.write_text(injected, encoding="utf-8")
    view = Opened(browser.new_page())
    view.page.goto(path.as_uri())
    assert view.page.title().startswith("Harbour Bridge")
    assert any("Content Security Policy" in line for line in view.said)
    view.page.close()


@pytest.mark.parametrize("paper", ["#fff", "#111"])
def test_a_fragment_can_be_read_on_light_and_dark_paper(
    browser: sync_api.Browser, tmp_path: Path, paper: str
) -> None:
    path = tmp_path / "notebook.html"
    ink = "#000" if paper == "#fff" else "#ddd"
    path.write_text(
        f'<!doctype html><meta charset="utf-8"><body style="background:{paper};color:{ink}">'
        + render_fragment(many_colours()),
        encoding="utf-8",
    )
    view = Opened(browser.new_page(color_scheme="light"))
    view.page.goto(path.as_uri())
    view.page.evaluate("document.querySelectorAll('details').forEach((d) => (d.open = true))")
    assert view.page.evaluate(LOW_CONTRAST) == []
    view.page.close()
