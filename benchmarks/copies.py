"""How well copies are told from pages about the same thing: `python -m benchmarks.copies`.

The set is made by rule, with a seed, from the pages written for this repository: `examples/` and
the happenings of `tests/stories/`.

Pairs of a page and what another outlet made of it: taken over under another headline; sentences
dropped; paragraphs in another order; words replaced, numbers and attributions changed; the lead
alone, or a piece from the midst; the lead followed by local paragraphs; other punctuation, encoding
and writing of accents; several of these at once.

Pairs that are none, though they look like some: two outlets on one happening, of which neither
names the other or an agency among the others; the same two with one long quotation of a press
release put into both; two pages of one outlet about different things, with the same lines about the
outlet in both.

All pages are kept one after the other, in order of time, as an archive would. A pair is found when
its two pages end up with the same original.
"""

from __future__ import annotations

import json
import random
import re
import time
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from html import escape
from itertools import combinations, pairwise
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from benchmarks.metrics import Score
from sayso.pages import PageOptions, open_pages
from sayso.pages.page import page_from_bytes
from sayso.reading import Page
from sayso.stories.bodies import sentences_of
from sayso.stories.copies import body_of, join
from sayso.stories.memory import MemoryCopies

FLOORS = {"precision": 98.0, "recall": 95.0}
"""Per cent."""
SEED = 5
FOLDERS = ("examples", "tests/stories/happenings")
LEAST_WORDS = 80
"""Pages of fewer words are not made anything of."""
OTHER_OUTLETS = (
    "The Westmark Chronicle", "Radio Lund", "Daily Compass", "The Ostby Mail", "Channel Nine",
    "Fjordland Today", "The Evening Standard-Herald", "Metro Post",
)  # fmt: skip
ROOT = Path(__file__).resolve().parent.parent

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two pages by number, and how the pair came about."""

    rule: str
    pages: tuple[int, int]
    is_copy: bool


@dataclass(slots=True)
class Draft:
    """A page while it is made: paragraphs of sentences."""

    title: str
    outlet: str
    moment: datetime
    paragraphs: list[list[str]]
    byline: str = ""
    charset: str = "utf-8"

    def page(self, origin: str) -> Page:
        paragraphs = "\n".join(
            f"<p>{escape(' '.join(p), quote=False)}</p>" for p in self.paragraphs
        )
        byline = f'<p class="byline">{escape(self.byline)}</p>' if self.byline else ""
        html = (
            f'<!doctype html><html lang="en"><head><meta charset="{self.charset}">'
            f'<meta property="og:site_name" content="{escape(self.outlet)}">'
            f'<meta property="article:published_time" content="{self.moment.isoformat()}">'
            f"<title>{escape(self.title)}</title></head><body><article>"
            f"<h1>{escape(self.title)}</h1>{byline}{paragraphs}</article></body></html>"
        )
        data = html.encode(self.charset, "xmlcharrefreplace")
        return page_from_bytes(data, origin=origin, options=PageOptions(force=True))


def read_bases(root: Path) -> list[Page]:
    """The repository's pages that are long enough, each with a time of publication."""
    folders = [root / folder for folder in FOLDERS if (root / folder).is_dir()]
    found = open_pages(folders, options=PageOptions(force=True))
    pages = [page for page in found if isinstance(page, Page)]
    begin = datetime.fromisoformat("2026-01-01T08:00:00+00:00")
    dated = []
    for number, page in enumerate(sorted(pages, key=lambda page: page.origin)):
        value = page.published.value
        if value is None or len(value) < len("2026-01-01T08:00"):
            value = (begin + timedelta(hours=number)).isoformat()
        dated.append(replace(page, published=replace(page.published, value=value)))
    return [page for page in dated if len(page.text.split()) >= LEAST_WORDS]


def draft_of(page: Page, rng: random.Random) -> Draft:
    """The same words as another outlet's page, some hours later."""
    by_block: defaultdict[int, list[str]] = defaultdict(list)
    blocks = [b.span for b in page.blocks if b.role in ("paragraph", "list_item")]
    for sentence in sentences_of(page):
        for number, (start, end) in enumerate(blocks):
            if start <= sentence.span.start < end:
                by_block[number].append(" ".join(page.text[slice(*sentence.span)].split()))
    moment = datetime.fromisoformat(page.published.value or "")
    return Draft(
        title=page.title or "",
        outlet=rng.choice([name for name in OTHER_OUTLETS if name != page.outlet]),
        moment=moment + timedelta(hours=rng.randint(1, 30)),
        paragraphs=list(by_block.values()),
    )


Rule = Callable[[Draft, random.Random], None]


def other_headline(draft: Draft, rng: random.Random) -> None:
    words = draft.title.split()
    draft.title = rng.choice(
        (f"{words[0]} news: what we know", "What happened, and who says so", " ".join(words[::-1]))
    )


def drop_sentences(draft: Draft, rng: random.Random) -> None:
    """Half of them at the most; at least three stay."""
    places = [(p, s) for p, par in enumerate(draft.paragraphs) for s in range(len(par))]
    count = min(int(len(places) * rng.uniform(0.2, 0.5)), len(places) - 3)
    gone = set(rng.sample(places, max(count, 0)))
    draft.paragraphs = [
        kept
        for p, par in enumerate(draft.paragraphs)
        if (kept := [text for s, text in enumerate(par) if (p, s) not in gone])
    ]


def reorder(draft: Draft, rng: random.Random) -> None:
    rng.shuffle(draft.paragraphs)
    for paragraph in draft.paragraphs:
        if rng.random() < 0.3:
            rng.shuffle(paragraph)


_SYNONYMS = dict(
    pair.split("=")
    for pair in """said=stated people=residents killed=dead police=officers after=following
    because=since about=around near=close was=had were=had which=that against=versus also=too
    have=hold has=holds would=could will=shall many=numerous several=some big=large first=initial
    found=discovered told=informed asked=urged company=firm office=bureau street=road week=days
    day=date year=months city=town government=cabinet minister=secretary before=until while=as
    more=further than=over on=upon in=inside by=through from=out but=yet not=never new=fresh
    house=home home=house hospital=clinic workers=staff worker=employee children=kids man=person
    woman=person court=tribunal water=river fire=blaze saying=adding its=their the=a of=from
    old=aged""".split()
)


def replace_words(draft: Draft, rng: random.Random) -> None:
    """One word in ten or twelve, by another or by none."""
    share = rng.uniform(0.08, 0.12)

    def changed(text: str) -> str:
        words = []
        for word in text.split():
            if rng.random() >= share:
                words.append(word)
            elif (other := _SYNONYMS.get(word.casefold())) is not None:
                words.append(other)
            elif word.isalpha() and word.islower() and rng.random() < 0.5:
                words += [rng.choice(("reportedly", "now", "local", "so")), word]
            elif not (word.isalpha() and word.islower()):
                words.append(word)
        return " ".join(words)

    draft.paragraphs = [[changed(text) for text in par] for par in draft.paragraphs]


def change_numbers(draft: Draft, rng: random.Random) -> None:
    def other(found: re.Match[str]) -> str:
        return str(int(found[0]) + rng.randint(1, 9))

    numbers = "two three four five six seven eight nine ten".split()
    words = re.compile(rf"\b({'|'.join(numbers)})\b")
    draft.paragraphs = [
        [words.sub(lambda _: rng.choice(numbers), re.sub(r"\b\d{1,3}\b", other, t)) for t in par]
        for par in draft.paragraphs
    ]


def change_attributions(draft: Draft, rng: random.Random) -> None:
    ways = ("told the {}", "was quoted as saying", "said in remarks to the {}", "added")
    draft.paragraphs = [
        [re.sub(r"\bsaid\b", lambda _: rng.choice(ways).format(draft.outlet), t) for t in par]
        for par in draft.paragraphs
    ]


def cut_to_lead(draft: Draft, rng: random.Random) -> None:
    """The first paragraphs, until there are three to five sentences."""
    most, kept = rng.randint(3, 5), 0
    lead: list[list[str]] = []
    for paragraph in draft.paragraphs:
        if kept >= most:
            break
        lead.append(paragraph[: most - kept])
        kept += len(lead[-1])
    draft.paragraphs = lead


def cut_out(draft: Draft, rng: random.Random) -> None:
    """A piece of at least four sentences from the midst."""
    begin = rng.randint(0, len(draft.paragraphs) // 3)
    count, kept = 0, []
    for paragraph in draft.paragraphs[begin:]:
        kept.append(paragraph)
        count += len(paragraph)
        if count >= 4 and rng.random() < 0.4:
            break
    draft.paragraphs = kept


_PLACES = "Westmark Ostby Lund Fallow Nether Strand Hexley Marrick Toft Brigham Sorrel Quay".split()
_NAMES = "Ida Holt;Per Vance;Greta Simms;Omar Reyes;Lena Fisk;Tom Abara;Ruth Ek;Ivo Lang".split(";")
_TRADES = "baker teacher councillor engineer farmer nurse bookseller driver plumber vicar".split()
_VERBS = "doubted welcomed questioned praised feared expected regretted noticed".split()
_THINGS = "queues silence prices rumours delays crowds repairs letters shutters forms".split()
_TIMES = "overnight since dawn this spring at noon on Thursday for weeks again lately".split()
_WAYS = (
    "{name}, {trade} in {place}, {verb} {thing} {time}, and {verb2} {thing2} as much.",
    "In {place} {name} {verb} {thing} {time}; another {trade}, {name2}, {verb2} {thing2}.",
    "{place}’s {trade}s {verb} {thing} {time}, {name} wrote, while {name2} {verb2} {thing2}.",
    "{thing} and {thing2} {time}: that is what {name}, {trade} of {place}, {verb} and {verb2}.",
)


def local_sentence(rng: random.Random) -> str:
    """One that hardly any other page has in the same words."""
    name, name2 = rng.sample(_NAMES, 2)
    verb, verb2 = rng.sample(_VERBS, 2)
    thing, thing2 = rng.sample(_THINGS, 2)
    text = rng.choice(_WAYS).format(
        name=name, name2=name2, verb=verb, verb2=verb2, thing=thing, thing2=thing2,
        trade=rng.choice(_TRADES), place=rng.choice(_PLACES), time=rng.choice(_TIMES),
    )  # fmt: skip
    return text[0].upper() + text[1:]


def add_local(draft: Draft, rng: random.Random) -> None:
    """The lead, and three to six sentences of the outlet's own after or before it."""
    cut_to_lead(draft, rng)
    own = [local_sentence(rng) for _ in range(rng.randint(3, 6))]
    local = [own[:2], own[2:]]
    draft.paragraphs = draft.paragraphs + local if rng.random() < 0.7 else local + draft.paragraphs


def other_punctuation(draft: Draft, rng: random.Random) -> None:
    table = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "…": "..."})
    draft.charset = rng.choice(("utf-8", "windows-1252", "utf-16"))

    def changed(text: str) -> str:
        text = text.translate(table)
        if draft.charset == "utf-8":
            text = unicodedata.normalize("NFD", text)
        return text.replace(" ", "\xa0", 1)

    draft.paragraphs = [[changed(text) for text in par] for par in draft.paragraphs]


RULES: dict[str, tuple[Rule, ...]] = {
    "other headline": (other_headline,),
    "sentences dropped": (drop_sentences,),
    "other order": (reorder, other_headline),
    "words replaced": (replace_words,),
    "numbers and attributions": (change_numbers, change_attributions),
    "lead alone": (cut_to_lead, other_headline),
    "piece from the midst": (cut_out, other_headline),
    "lead and local paragraphs": (add_local, other_headline),
    "punctuation and encoding": (other_punctuation,),
    "several at once": (drop_sentences, replace_words, change_numbers, other_headline),
}
PAIRS_OF_A_RULE = 40

_QUOTED = """We take full responsibility for what has happened and will not rest until every
question has been answered, every family has been heard and every lesson has been learned, and we
ask for patience while those whose task it is do their work
This is a sad day for all of us, and our thoughts are with those who are affected; we have set up a
telephone line that is staffed around the clock, and we shall publish whatever we find, however
uncomfortable it may turn out to be for this organisation and its leadership
There is no indication at this stage of any further danger to the public, and the measures that we
announced this morning go well beyond what the rules require of us; those who claim otherwise have
not read the report, which is open to everyone on our website"""
QUOTATIONS = [" ".join(text.split()) for text in re.split(r"\n(?=This is|There is)", _QUOTED)]
LINES = (
    """{outlet} is an independent outlet that is owned by its readers. If you value our work, please
    consider becoming a member from four crowns a month. Members get our morning letter, our quiz
    and invitations to our evenings.""",
    """Do you know more about this? Write to the newsroom of {outlet} in confidence at any hour. We
    do not name those who ask us not to. How {outlet} works and corrects its mistakes is set out in
    our code.""",
    """Sign up for the daily letter of {outlet} and get the most important stories of the region in
    your inbox before breakfast. You can unsubscribe at any time with a single click.""",
)


def make_set(root: Path) -> tuple[list[Page], list[Pair]]:
    """All pages in order of time, and the pairs among them."""
    rng = random.Random(SEED)
    bases = read_bases(root)
    pages = list(bases)
    pairs: list[tuple[str, Page, Page, bool]] = []
    for rule, steps in RULES.items():
        for base in rng.sample(bases, min(PAIRS_OF_A_RULE, len(bases))):
            draft = draft_of(base, rng)
            for step in steps:
                step(draft, rng)
            made = draft.page(f"{base.origin}#{rule}")
            pages.append(made)
            pairs.append((rule, base, made, True))
    for one, other in independent(bases):
        pairs.append(("same happening", one, other, False))
        quotation = f"“{rng.choice(QUOTATIONS)},” said a statement."
        with_it: list[Page] = []
        for page in (one, other):
            draft = draft_of(page, rng)
            draft.paragraphs.insert(rng.randint(1, len(draft.paragraphs)), [quotation])
            with_it.append(draft.page(f"{page.origin}#with a quotation"))
        pages += with_it
        pairs.append(("same quotation", with_it[0], with_it[1], False))
    for one, other in same_outlet(bases, rng):
        lines = " ".join(rng.choice(LINES).format(outlet=one.outlet).split())
        with_them: list[Page] = []
        for page in (one, other):
            draft = draft_of(page, rng)
            draft.outlet = one.outlet or ""
            draft.paragraphs.append([lines])
            with_them.append(draft.page(f"{page.origin}#with lines about the outlet"))
        pages += with_them
        pairs.append(("same lines about the outlet", with_them[0], with_them[1], False))
    pages.sort(key=lambda page: (datetime.fromisoformat(page.published.value or ""), page.origin))
    numbers = {id(page): number for number, page in enumerate(pages)}
    return pages, [
        Pair(rule=rule, pages=(numbers[id(one)], numbers[id(other)]), is_copy=is_copy)
        for rule, one, other, is_copy in pairs
    ]


def independent(pages: Sequence[Page]) -> list[tuple[Page, Page]]:
    """Pages of one happening by two outlets, neither of which names the other or a third one."""
    happenings: defaultdict[str, list[Page]] = defaultdict(list)
    for page in pages:
        if "happenings" in page.origin:
            happenings[str(Path(page.origin).parent)].append(page)
    found = []
    for members in happenings.values():
        names = {page.origin: _names(page, members) for page in members}
        for one, other in combinations(members, 2):
            if one.outlet == other.outlet:
                continue
            shared = names[one.origin] & names[other.origin]
            if other.outlet in names[one.origin] or one.outlet in names[other.origin] or shared:
                continue
            found.append((one, other))
    return found


def _names(page: Page, others: Iterable[Page]) -> set[str | None]:
    """The outlets among others that a page names anywhere on it, or by their initials."""
    text = f"{page.byline} {page.text}"
    named: set[str | None] = set()
    for other in others:
        name = (other.outlet or "").removeprefix("The ")
        initials = "".join(word[0] for word in name.split())
        if name and other.outlet != page.outlet:
            is_named = name.casefold() in text.casefold()
            if is_named or (len(initials) > 1 and re.search(rf"\b{initials}\b", text)):
                named.add(other.outlet)
    return named


def same_outlet(pages: Sequence[Page], rng: random.Random) -> list[tuple[Page, Page]]:
    """Pages of different happenings, paired at random, as if one outlet had both."""
    pairs = []
    shuffled = rng.sample(list(pages), len(pages))
    for one, other in pairwise(shuffled):
        if Path(one.origin).parent != Path(other.origin).parent:
            pairs.append((one, other))
    return pairs


def keep_all(pages: Sequence[Page]) -> tuple[MemoryCopies, float]:
    """The index after all pages, and the pages kept a second."""
    index = MemoryCopies()
    started = time.perf_counter()
    for number, page in enumerate(pages):
        join(number, body_of(page, seen="2026-12-31T00:00:00Z"), index)
    return index, len(pages) / (time.perf_counter() - started)


def is_found(pair: Pair, index: MemoryCopies) -> bool:
    """Whether the two pages of a pair lead to one original."""
    one, other = (original_of(page, index) for page in pair.pages)
    return one == other


def measure(pairs: Iterable[Pair], index: MemoryCopies) -> Score:
    """How many pairs of copies were found, and how many that are none."""
    score = Score()
    for pair in pairs:
        found = is_found(pair, index)
        score += Score(found and pair.is_copy, found, pair.is_copy)
    return score


def original_of(page: int, index: MemoryCopies) -> int:
    """Where following from copy to original ends."""
    seen = {page}
    while (copy := index.copy_of(page)) is not None and copy.of not in seen:
        page = copy.of
        seen.add(page)
    return page


@app.command()
def main(
    as_json: Annotated[bool, typer.Option("--json", help="Print the figures as JSON.")] = False,
    show_errors: Annotated[
        bool, typer.Option("--errors", help="Print the pairs that are judged wrongly.")
    ] = False,
) -> None:
    """Print precision and recall of copies, by the rule that made the pair."""
    pages, pairs = make_set(ROOT)
    index, rate = keep_all(pages)
    console = Console()
    score = measure(pairs, index)
    right: Counter[str] = Counter()
    later: Counter[str] = Counter()
    for pair in pairs:
        found = is_found(pair, index)
        right[pair.rule] += found is pair.is_copy
        copy = index.copy_of(pair.pages[1])
        later[pair.rule] += pair.is_copy and copy is not None and copy.of == pair.pages[0]
        if show_errors and found is not pair.is_copy:
            console.print(pair.rule, *(pages[n].origin for n in pair.pages), markup=False)
    rules = Counter(pair.rule for pair in pairs)
    if as_json:
        figures = {
            "precision": 100 * score.precision,
            "recall": 100 * score.recall,
            "pairs": score.gold,
            "non-pairs": len(pairs) - score.gold,
            "rules": {rule: right[rule] / count for rule, count in rules.items()},
            "pages per second": rate,
        }
        typer.echo(json.dumps({**figures, "floors": FLOORS}))
        return
    table = Table("", "pairs", "right", "joined to it", title="Copies", title_justify="left")
    copies = {pair.rule for pair in pairs if pair.is_copy}
    for rule, count in rules.items():
        direct = f"{later[rule]}" if rule in copies else ""
        table.add_row(rule, str(count), str(right[rule]), direct)
    console.print(table)
    for name, value in (("precision", score.precision), ("recall", score.recall)):
        met = "met" if 100 * value >= FLOORS[name] else "missed"
        console.print(f"{name} {100 * value:.1f} (≥ {FLOORS[name]:g}, {met})")
    console.print(f"{score.gold} pairs, {len(pairs) - score.gold} non-pairs, {rate:,.0f} pages/s")


if __name__ == "__main__":
    app()
