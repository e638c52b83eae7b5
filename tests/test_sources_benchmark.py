"""The benchmark of sources, on articles and readings made by hand."""

from __future__ import annotations

import gzip
import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.metrics import Score
from benchmarks.sources import (
    FLOORS,
    ROWS,
    Article,
    Share,
    article_of,
    as_dict,
    assign,
    by_entity,
    by_nearest_name,
    by_words,
    cases_of,
    errors,
    judge,
    match,
    measure,
    person_names,
    read_gold,
    same_name,
)
from sayso.reading import Entity, Page, Reading, Span, Statement
from training.words import Word

TEXT = (
    "Ann Lee said it rained. Bo Ray denied it snowed. She added that roads froze. "
    "The mayor warned of ice. Officials say all is well."
)
SAID = {  # what is said, who says it, by which words
    "E1": ("it rained", "Ann Lee", "said"),
    "E2": ("it snowed", "Bo Ray", "denied"),
    "E3": ("that roads froze", "She", "added"),
    "E4": ("of ice", "The mayor", "warned"),
    "E5": ("all is well", "Officials", "say"),
}
SOURCES: list[dict[str, Any]] = [
    {"name": "Ann Lee", "kind": "person", "naming": "named", "attributions": ["E1", "E3", "E4"]},
    {"name": "Bo Ray", "kind": "person", "naming": "named", "attributions": ["E2"]},
    {"name": "Officials", "kind": "group", "naming": "unnamed", "attributions": ["E5"]},
]


def place(words: str) -> tuple[Span, ...]:
    """Where the words stand first in the text."""
    start = TEXT.index(words)
    return (Span(start, start + len(words)),)


def article(sources: Sequence[dict[str, Any]] = SOURCES) -> Article:
    rows = [
        {"id": one, "source": place(who), "cue": place(cue), "content": place(content)}
        for one, (content, who, cue) in SAID.items()
    ]
    return article_of({"id": "A", "text": TEXT, "attributions": rows}, sources)


def statement(content: str, source: str | None, who: str = "", cue: str = "") -> Statement:
    return Statement(
        id="Q",
        form="indirect",
        mode="speech",
        source=source,
        source_spans=place(who) if who else (),
        cue_spans=place(cue) if cue else (),
        content_spans=place(content),
        confidence=0.5,
    )


ENTITIES = {
    "N1": Entity(id="N1", name="Ann Lee", kind="person", naming="named"),
    "N2": Entity(id="N2", name="Bo Ray", kind="person", naming="named"),
    "N3": Entity(id="N3", name="Officials", kind="group", naming="unnamed"),
}


def reading(sources: Sequence[str | None] = ("N1", "N2", "N1", "N1", "N3")) -> Reading:
    """A reading whose statements are the gold ones, with these sources."""
    statements = [
        statement(*said[:1], source, *said[1:])
        for said, source in zip(SAID.values(), sources, strict=True)
    ]
    others = {
        source: Entity(id=source, name=source, kind="other", naming="unnamed")
        for source in sources
        if source is not None and source not in ENTITIES
    }
    entities = tuple((ENTITIES | others).values())
    return Reading(
        page=Page(id="0", origin="-", text=TEXT), entities=entities, statements=tuple(statements)
    )


def identity(found: Reading, gold: Article | None = None) -> Share:
    return measure([gold or article()], [found], [[]]).shares["sayso"]["identity"]


class TestMatch:
    gold = article().attributions[0]

    def test_half_of_the_shorter_is_enough_and_less_is_not(self) -> None:
        assert match(self.gold, [statement("rained. Bo Ray denied it snowed", None)])
        assert match(self.gold, [statement("Lee said it rain", None)])
        assert not match(self.gold, [statement("ed. Bo Ray denied it snowed", None)])
        assert not match(
            self.gold,
            [statement("it snowed", None), replace(statement("it snowed", None), content_spans=())],
        )

    def test_of_several_the_one_with_the_cue_then_the_greatest_overlap(self) -> None:
        exact, cued = statement("it rained", "N1"), statement("it ra", "N2", cue="Lee said")
        assert match(self.gold, [exact, cued]) is cued
        assert match(self.gold, [statement("it rain", "N2"), exact]) is exact

    def test_one_within_another_only_when_no_other_fits(self) -> None:
        inner = replace(statement("it rained", "N1", cue="said"), within="Q9")
        outer = statement("Lee said it rained", "N2")
        assert match(self.gold, [inner, outer]) is outer
        assert match(self.gold, [inner, statement("all is well", "N2")]) is inner

    @given(st.data())
    def test_order_does_not_matter_when_overlaps_differ(self, data: st.DataObject) -> None:
        found = [statement("it rained"[:n], None) for n in range(5, 10)]
        assert match(self.gold, data.draw(st.permutations(found))) is found[-1]


class TestAssignment:
    def test_everything_right(self) -> None:
        assert identity(reading()) == Share(5, 5)

    def test_one_entity_for_all_gets_one_source_right(self) -> None:
        assert identity(reading(["N1"] * 5)) == Share(3, 5)

    def test_an_entity_for_each_statement_gets_each_source_right_once(self) -> None:
        assert identity(reading(["N4", "N2", "N5", "N6", "N3"])) == Share(3, 5)

    def test_no_entity_is_not_right(self) -> None:
        assert identity(reading([None] * 5)) == Share(0, 5)

    def test_the_best_for_all_is_found_where_the_greedy_way_is_not(self) -> None:
        pairs = [("a", 0)] * 3 + [("a", 1)] * 2 + [("b", 0)] * 2
        assert assign(pairs) == {"a": 1, "b": 0}

    def test_nothing_to_assign(self) -> None:
        assert assign([]) == {}
        assert assign([(None, 0)]) == {}

    @given(st.lists(st.tuples(st.none() | st.integers(0, 4), st.integers(0, 4)), max_size=20))
    def test_one_to_one_and_never_worse_than_any_single_pair(
        self, pairs: list[tuple[int | None, int]]
    ) -> None:
        assigned = assign(pairs)
        assert len(set(assigned.values())) == len(assigned)
        right = sum(key is not None and assigned.get(key) == gold for key, gold in pairs)
        found = [pair for pair in pairs if pair[0] is not None]
        assert right >= max(map(found.count, found), default=0)
        assert all((key, source) in pairs for key, source in assigned.items())

    @given(st.lists(st.integers(0, 4), min_size=1, max_size=20))
    def test_names_of_the_entities_do_not_matter(self, sources: list[int]) -> None:
        assigned = assign([(f"N{source}", source) for source in sources])
        assert assigned == {f"N{source}": source for source in sources}

    def test_an_unmatched_attribution_counts_in_the_whole_alone(self) -> None:
        found = reading()
        found = replace(found, statements=found.statements[1:])
        shares = measure([article()], [found], [[]]).shares["sayso"]
        assert shares["identity"] == Share(4, 5)
        assert shares["identity_of_matched"] == Share(4, 4)
        assert shares["matched"] == Share(4, 5)

    def test_articles_have_entities_of_their_own(self) -> None:
        twice = measure(
            [article()] * 2, [reading(), reading(["N2", "N1", "N2", "N2", "N3"])], [[], []]
        )
        assert twice.shares["sayso"]["identity"] == Share(10, 10)


class TestSourceless:
    gold = article([SOURCES[0], SOURCES[1]])  # nobody says that all is well

    def test_no_source_is_right(self) -> None:
        shares = measure([self.gold], [reading(["N1", "N2", "N1", "N1", None])], [[]]).shares
        assert shares["sayso"]["none_where_none_is_given"] == Share(1, 1)
        assert shares["sayso"]["identity"] == Share(4, 4)

    def test_a_source_is_wrong_and_takes_none_from_others(self) -> None:
        shares = measure([self.gold], [reading(["N1", "N2", "N1", "N1", "N2"])], [[]]).shares
        assert shares["sayso"]["none_where_none_is_given"] == Share(0, 1)
        assert shares["sayso"]["identity"] == Share(4, 4)


def test_pronouns_are_told_by_the_gold_words() -> None:
    shares = measure([article()], [reading(["N1", "N2", "N2", "N1", "N3"])], [[]]).shares["sayso"]
    assert shares["identity_of_pronouns"] == Share(0, 1)
    assert shares["identity_of_personal_pronouns"] == Share(0, 1)
    assert shares["identity_of_relative_pronouns"] == Share(0, 0)
    assert shares["identity_of_others"] == Share(4, 4)


class TestNamingAndKind:
    def test_right(self) -> None:
        figures = measure([article()], [reading()], [[]])
        assert figures.shares["sayso"]["naming"] == Share(5, 5)
        assert figures.shares["sayso"]["kind"] == Share(5, 5)
        assert figures.unnamed == Score(right=1, found=1, gold=1)

    def test_each_attribution_counts_once_and_precision_is_not_recall(self) -> None:
        figures = measure([article()], [reading(["N1", "N2", "N4", "N4", "N3"])], [[]])
        assert figures.shares["sayso"]["naming"] == Share(3, 5)
        assert figures.shares["sayso"]["kind"] == Share(3, 5)
        assert figures.unnamed == Score(right=1, found=3, gold=1)
        assert figures.percent("unnamed_precision") == pytest.approx(33.33)
        assert figures.percent("unnamed_recall") == 100
        assert figures.percent("unnamed_f1") == 50

    def test_no_entity_is_neither_named_nor_unnamed(self) -> None:
        figures = measure([article()], [reading([None] * 5)], [[]])
        assert figures.shares["sayso"]["naming"] == Share(0, 5)
        assert figures.unnamed == Score(right=0, found=0, gold=1)
        assert figures.percent("unnamed_f1") == 0

    @pytest.mark.parametrize(
        ("one", "other", "same"),
        [
            ("The Tax Board", "Tax Board", True),
            ("Lee", "Ann Lee", True),
            ("ANN LEE", "Ann Lee", True),
            ("Ann Lee’s", "Ann Lee", True),
            ("Leeds", "Ann Lee", False),
            ("Ann Ray", "Ann Lee", False),
            ("…", "Ann Lee", False),
        ],
    )
    def test_names_agree_when_one_holds_the_other(self, one: str, other: str, same: bool) -> None:
        assert same_name(one, other) is same
        assert same_name(other, one) is same


class TestPlainWays:
    names = (*place("Ann Lee"), *place("Bo Ray"))

    def keys(self, names: Sequence[Span]) -> list[Any]:
        cases = cases_of(article(), reading())
        assert [one.key for one in judge(cases, by_entity)] == ["N1", "N2", "N1", "N1", "N3"]
        assert [by_words(case) for case in cases] == [
            "ann lee", "bo ray", "she", "the mayor", "officials",
        ]  # fmt: skip
        return [one.key for one in judge(cases, by_nearest_name(names))]

    def test_a_pronoun_gets_the_name_before_it(self) -> None:
        assert self.keys(self.names) == ["ann lee", "bo ray", "bo ray", "the mayor", "officials"]
        assert self.keys(self.names[:1])[2] == "ann lee"

    def test_a_pronoun_with_no_name_before_it_keeps_its_words(self) -> None:
        assert self.keys([])[2] == "she"
        assert self.keys(place("The mayor"))[2] == "she"

    def test_no_statement_and_no_words_have_no_key(self) -> None:
        cases = cases_of(article(), replace(reading(), statements=(statement("it rained", None),)))
        assert [by_words(case) for case in cases] == [None] * 5
        assert [by_nearest_name(self.names)(case) for case in cases] == [None] * 5

    def test_names_are_runs_of_words_of_people(self) -> None:
        def word(words: str, name: str) -> Word:
            return Word(place(words)[0], "NNP", 0, "dep", name)

        words = [word("Ann", "person"), word("Lee", "person"), word("said", "O")]
        words += [word("Bo", "person"), word("Ray", "organization"), word("mayor", "person")]
        found = person_names(words, TEXT)
        assert [TEXT[start:end] for start, end in found] == ["Ann Lee", "Bo", "mayor"]


class TestErrors:
    def test_nothing_is_said_of_what_is_right(self) -> None:
        assert errors(cases_of(article(), reading())) == []

    def test_what_is_wrong_is_said(self) -> None:
        found = reading(["N1", "N2", "N2", "N4", None])
        told = errors(cases_of(article(), replace(found, statements=found.statements[1:])))
        assert told == [
            "A E1 'Ann Lee': ann lee [said]\n    not matched",
            "A E3 'Ann Lee': she [added]\n    N2 'Bo Ray', who is 'Bo Ray'; it is N4 'N4'",
            "A E4 'Ann Lee': the mayor [warned]\n    unnamed, not named; other, not person",
            "A E5 'Officials': officials [say]\n    no source",
        ]


class TestGold:
    def write(self, folder: Path, sources: list[dict[str, Any]]) -> Path:
        polnear = folder / "polnear"
        polnear.mkdir()
        spans = {role: [[0, 1]] for role in ("source", "cue", "content")}
        rows = [{"id": "A", "text": TEXT, "attributions": [{"id": "E1", **spans}]}]
        for name, lines in (("dev", rows), ("dev.sources", sources)):
            with gzip.open(polnear / f"{name}.jsonl.gz", "wt", encoding="utf-8") as file:
                file.writelines(json.dumps(line) + "\n" for line in lines)
        return folder

    def test_is_read(self, tmp_path: Path) -> None:
        source = {"name": "Ann", "kind": "person", "naming": "named", "attributions": ["E1"]}
        (read,) = read_gold(self.write(tmp_path, [{"id": "A", "sources": [source]}]), "dev")
        (gold,) = read.attributions
        assert gold.spans.content == ((0, 1),)
        assert gold.source
        assert gold.source.name == "Ann"

    def test_of_an_unknown_article_is_refused(self, tmp_path: Path) -> None:
        folder = self.write(tmp_path, [{"id": "B", "sources": []}])
        with pytest.raises(ValueError, match=r"B: sources of an article that is not in dev\.jsonl"):
            read_gold(folder, "dev")

    def test_with_an_unknown_attribution_is_refused(self) -> None:
        with pytest.raises(ValueError, match="A: sources of no attribution: E9"):
            article([{"name": "", "kind": "", "naming": "", "attributions": ["E9"]}])

    def test_with_two_sources_of_one_attribution_is_refused(self) -> None:
        with pytest.raises(ValueError, match="A: E1 has two sources"):
            article([SOURCES[0], SOURCES[0]])

    def test_a_reading_of_another_text_is_refused(self) -> None:
        other = replace(reading(), page=Page(id="0", origin="-", text=TEXT + " "))
        with pytest.raises(ValueError, match="A: the reading is of another text"):
            cases_of(article(), other)


def test_every_floor_is_in_the_table_and_every_row_in_the_json() -> None:
    assert FLOORS.keys() <= ROWS.keys()
    told = as_dict(measure([article()], [reading()], [[]]))
    assert json.loads(json.dumps(told)) == told
    assert told["sayso"].keys() == ROWS.keys()
