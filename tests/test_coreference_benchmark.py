"""The benchmark of coreference and GUM's reading, on cases counted by hand."""

from __future__ import annotations

import gzip
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.coreference import (
    Clusters,
    Rates,
    as_words,
    gold_clusters,
    measure,
    same_words,
    score,
)
from sayso.reading import Span
from training.words import Text, Word, read_gum

# As in Pradhan et al. (2014), figure 3: a, b, … are mentions.
A, B, C, D, E, F, G, X, Y = ((n, n) for n in range(9))
KEY: Clusters = [{A, B, C}, {D, E, F, G}]
RESPONSE: Clusters = [{A, B}, {C, D}, {F, G, X, Y}]


def text_of(*words: str) -> Text:
    """A text whose words stand a blank apart."""
    made, start = [], 0
    for index, word in enumerate(words):
        made.append(Word(Span(start, start + len(word)), "NN", index, "root", None))
        start += len(word) + 1
    return Text("T", " ".join(words), tuple(made))


class TestScore:
    def test_by_hand(self) -> None:
        figures = score([(KEY, RESPONSE)])
        assert figures.mentions == Rates(75.0, 85.71, 80.0)
        assert figures.muc == Rates(40.0, 40.0, 40.0)
        assert figures.b_cubed == Rates(50.0, 41.67, 45.45)
        assert figures.ceaf_e == Rates(43.33, 65.0, 52.0)
        assert figures.conll == pytest.approx((40 + 45.45 + 52) / 3, abs=0.01)

    def test_the_same_is_right_and_singletons_count(self) -> None:
        assert score([(KEY, KEY)]).conll == 100
        alone: Clusters = [{A}, {B, C}]
        assert score([(alone, alone)]).conll == 100
        figures = score([(alone, [{B, C}])])
        assert figures.muc.f1 == 100
        assert figures.b_cubed.recall == pytest.approx(66.67)
        assert figures.ceaf_e.recall == 50

    def test_one_cluster_of_all_scores_worse_than_right_ones(self) -> None:
        merged = score([(KEY, [set().union(*KEY)])])
        assert merged.muc.recall == 100
        assert merged.conll < 75

    def test_nothing_found_is_nothing_right(self) -> None:
        assert score([(KEY, [])]).conll == 0
        assert score([([], KEY)]).conll == 0
        assert score([]).conll == 0
        assert score([([{(0, 1)}], [{(0, 2)}, {(0, 3)}])]).conll == 0

    mentions = st.lists(st.integers(0, 3), min_size=8, max_size=8)

    @given(st.lists(st.tuples(mentions, mentions), min_size=1, max_size=3))
    def test_counts_are_summed_over_documents(
        self, documents: list[tuple[list[int], list[int]]]
    ) -> None:
        """As if all documents were one whose mentions are different."""

        def clusters(of: list[int], document: int) -> Clusters:
            # Mentions in cluster 3 are left out, so that both sides have some the other lacks.
            grouped: Clusters = [
                {(document, i) for i, cluster in enumerate(of) if cluster == one}
                for one in range(3)
            ]
            return [cluster for cluster in grouped if cluster]

        apart = [(clusters(key, n), clusters(got, n)) for n, (key, got) in enumerate(documents)]
        joined = ([c for key, _ in apart for c in key], [c for _, got in apart for c in got])
        one, other = score(apart), score([joined])
        for name in ("mentions", "muc", "b_cubed", "ceaf_e"):
            assert getattr(one, name).f1 == pytest.approx(getattr(other, name).f1, abs=0.02)


class TestWords:
    text = text_of("Ann", "said", "she", "won")

    def test_spans_become_the_words_they_touch(self) -> None:
        clusters = [[Span(0, 3), Span(9, 12)], [Span(4, 16)], [Span(5, 6)]]
        assert as_words(self.text, clusters) == [{(0, 0), (2, 2)}, {(1, 3)}, {(1, 1)}]

    def test_a_range_belongs_to_one_cluster(self) -> None:
        clusters = [[Span(0, 3), Span(0, 2)], [Span(0, 3)], [Span(3, 4)]]
        assert as_words(self.text, clusters) == [{(0, 0)}]

    def test_measure_takes_spans_of_the_text(self, tmp_path: Path) -> None:
        (text,) = read_gum(gum(tmp_path), "dev")
        mentions = {m.entity: [n.span for n in text.annotated or () if n.entity == m.entity]
                    for m in text.annotated or ()}  # fmt: skip
        assert measure([text], lambda _: list(mentions.values())).conll == 100
        assert measure([text], lambda _: []).conll == 0


def test_same_words_are_one() -> None:
    text = "The vote is over. Ann Lee won the vote, and Bo left. She said ANN LEE won; she did. US."
    found = [[text[start:end] for start, end in cluster] for cluster in same_words(text)]
    assert found == [["Ann Lee", "ANN LEE"], ["Bo"], ["She", "she"], ["US"]]


@given(st.text())
def test_same_words_overlap_nowhere(text: str) -> None:
    spans = sorted(span for cluster in same_words(text) for span in cluster)
    assert all(start < end for start, end in spans)
    assert all(one.end <= other.start for one, other in pairwise(spans))


ROWS = """\
1 Ann    NNP 4 nsubj  (1-person-new(2-person-new)
2 and    CC  3 cc     _
3 Bo     NNP 1 conj   (3-person-new)1)
4 saw    VBD 0 root   _
5 their  PRP$ 6 nmod  (4-object-new(1-person-giv)
6 house  NN  4 obj    4)
"""


def gum(folder: Path) -> Path:
    """A corpora folder whose GUM has one document of news, and one that may not be used."""
    lines = []
    for row in ROWS.splitlines():
        number, form, tag, head, relation, entity = row.split()
        misc = "_" if entity == "_" else f"Entity={entity}"
        lines.append("\t".join([number, form, form, "X", tag, "_", head, relation, "_", misc]))
    sentence = "\n".join(["# newpar", "# sent_id = x-1", *lines, ""])
    (folder / "gum").mkdir()
    with gzip.open(folder / "gum" / "dev.conllu.gz", "wt", encoding="utf-8") as file:
        file.write(f"# newdoc id = GUM_news_x\n{sentence}\n# newdoc id = GUM_whow_y\n{sentence}\n")
    return folder


class TestGum:
    def test_every_mention_is_read_with_its_words(self, tmp_path: Path) -> None:
        (text,) = read_gum(gum(tmp_path), "dev")
        assert text.text == "Ann and Bo saw their house"
        assert sorted(map(sorted, gold_clusters(text))) == [
            [(0, 0)], [(0, 2), (4, 4)], [(2, 2)], [(4, 5)],
        ]  # fmt: skip

    def test_of_those_with_one_head_the_part_is_kept_not_the_coordination(
        self, tmp_path: Path
    ) -> None:
        (text,) = read_gum(gum(tmp_path), "dev")
        assert len(text.annotated or ()) == 5
        assert [text.text[m.span.start : m.span.end] for m in text.mentions or ()] == [
            "Ann", "Bo", "their", "their house",
        ]  # fmt: skip
