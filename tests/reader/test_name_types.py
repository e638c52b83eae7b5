"""Names as the whole page has them: their extent, and whether they are people's."""

from __future__ import annotations

import pytest
from hypothesis import given

from sayso.reader.grammar.words import Words
from sayso.reader.identity.first_names import gender_of
from sayso.reader.identity.name_types import settle_names
from tests.reader.parsed import any_words, parsed


def names(notation: str) -> list[tuple[str, str]]:
    """The names of a text once they are settled, each with its type."""
    words = parsed(notation)
    settle_names(words)
    return runs(words)


def runs(words: Words) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for index, label in enumerate(words.names):
        if label[0] == "I":
            start = words.text.rindex(found[-1][0], 0, words.starts[index])
            found[-1] = (words.text[start : words.ends[index]], label[2:])
        elif label[0] == "B":
            found.append((words.written[index], label[2:]))
    return found


@pytest.mark.parametrize(
    ("notation", "expected"),
    [
        (
            (
                "The/DT/5/det Dock/NNP/5/nmod/G and/CC/2/cc Quay/NNP/5/nmod/G Union/NNP/6/nsubj/g "
                "struck/VBD/0/root ././6/punct"
            ),
            [("Dock and Quay Union", "organization")],
        ),
        (
            (
                "the/DT/3/det Harbor/NNP/3/compound/G Pilots/NNPS/5/nmod:poss/g ’/POS/3/case "
                "Association/NNP/6/nsubj/G met/VBD/0/root ././6/punct"
            ),
            [("Harbor Pilots’ Association", "organization")],
        ),
        (
            (
                "St/NNP/2/compound/L Agatha/NNP/4/nmod:poss/l ’s/POS/2/case Hospital/NNP/5/nsubj/G "
                "opened/VBD/0/root ././5/punct"
            ),
            [("St Agatha’s Hospital", "organization")],
        ),
        (
            (
                "Norland/NNP/3/nmod:poss/L ’s/POS/1/case Parliament/NNP/4/nsubj/G met/VBD/0/root "
                "././4/punct"
            ),
            [("Norland", "place"), ("Parliament", "organization")],
        ),
        (
            "Radio/NNP/2/compound/G Osk/NNP/3/nsubj/P said/VBD/0/root so/RB/3/advmod ././3/punct",
            [("Radio Osk", "organization")],
        ),
    ],
)
def test_a_body_is_called_by_its_whole_name(notation: str, expected: list[tuple[str, str]]) -> None:
    assert names(notation) == expected


def test_the_end_of_a_bodys_name_is_no_person_whom_the_page_names_elsewhere() -> None:
    found = names(
        "Jane/NNP/2/compound/P Roe/NNP/3/nsubj/p left/VBD/0/root ././3/punct\n"
        "Alder/NNP/2/compound/G Times/NNP/3/compound/g Roe/NNP/4/nsubj/P said/VBD/0/root"
    )
    assert found[-1] == ("Roe", "person")


@pytest.mark.parametrize(
    "telling",
    [
        "The/DT/2/det company/NN/5/nsubj ,/,/2/punct Orsk/NNP/2/appos/P fell/VBD/0/root",
        "The/DT/3/det dyes/NNS/3/compound group/NN/4/compound Orsk/NNP/5/nsubj/P fell/VBD/0/root",
        "Orsk/NNP/6/nsubj/P ,/,/1/punct the/DT/4/det maker/NN/1/appos ,/,/1/punct left/VBD/0/root",
        "Orsk/NNP/3/nmod:poss/P ’s/POS/1/case shareholders/NNS/4/nsubj met/VBD/0/root",
        "Orsk/NNP/5/nsubj/P ,/,/1/punct which/WDT/4/nsubj failed/VBD/1/acl:relcl left/VBD/0/root",
        "The/DT/2/det Orsk/NNP/3/nsubj/P wrote/VBD/0/root that/DT/3/obj",
    ],
)
def test_what_a_page_says_is_a_body_is_no_person_anywhere_on_it(telling: str) -> None:
    found = names(f"Orsk/NNP/2/nsubj/P fell/VBD/0/root ././2/punct\n{telling} ././1/punct")
    assert found == [("Orsk", "organization")] * 2


@pytest.mark.parametrize(
    "telling",
    [
        "Mr/NNP/2/compound/P Orsk/NNP/3/nsubj/p left/VBD/0/root",
        "Orsk/NNP/5/nsubj/P ,/,/1/punct who/WP/4/nsubj failed/VBD/1/acl:relcl left/VBD/0/root",
        "Maria/NNP/2/compound/P Orsk/NNP/3/nsubj/p left/VBD/0/root",
    ],
)
def test_whom_a_page_calls_a_person_stays_one_whatever_he_owns(telling: str) -> None:
    found = names(
        "Orsk/NNP/3/nmod:poss/P ’s/POS/1/case shareholders/NNS/4/nsubj met/VBD/0/root ././4/punct\n"
        f"{telling} ././1/punct"
    )
    assert {kind for _, kind in found} == {"person"}


def test_the_head_of_a_company_is_not_the_company() -> None:
    found = names(
        "The/DT/2/det head/NN/9/nsubj/person of/IN/5/case the/DT/5/det company/NN/2/nmod "
        ",/,/5/punct Ilo/NNP/8/compound/P Orsk/NNP/5/appos/p spoke/VBD/0/root ././9/punct"
    )
    assert found == [("Ilo Orsk", "person")]


def test_a_state_is_known_by_where_and_whose_it_is() -> None:
    state = "Norland/NNP/2/nsubj/P refused/VBD/0/root ././2/punct\n"
    assert names(state)[0] == ("Norland", "person")
    for more in (
        "He/PRP/2/nsubj slept/VBD/0/root in/IN/4/case Norland/NNP/2/obl/L ././2/punct",
        "Norland/NNP/3/nmod:poss/P ’s/POS/1/case parliament/NN/4/nsubj met/VBD/0/root ././4/punct",
    ):
        assert names(state + more)[0] == ("Norland", "place")


@given(any_words())
def test_whatever_the_grammar_no_name_is_lost_or_broken(words: Words) -> None:
    before = list(words.names)
    broken = set(_broken(before))
    settle_names(words)
    assert len(words.names) == len(before)
    assert set(_broken(words.names)) <= broken
    assert all(words.names[i] != "O" for i, label in enumerate(before) if label != "O")


def _broken(labels: list[str]) -> list[int]:
    """Where a name goes on that has not begun."""
    pairs = enumerate(zip(["O", *labels], labels, strict=False))
    return [at for at, (last, label) in pairs if label[0] == "I" and last[2:] != label[2:]]


def test_first_names_are_known_with_their_accents() -> None:
    assert [gender_of(name) for name in ("Solveig", "Søren", "Zoë", "Łukasz", "Xyzzy")] == [
        "she", "he", "she", "he", "",
    ]  # fmt: skip
