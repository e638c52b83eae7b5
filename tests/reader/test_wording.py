from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.reader.sources.wording import read_wording
from tests.reader.marked import Built


@pytest.mark.parametrize(
    ("words", "form", "naming", "kind", "number"),
    [
        ("Ada Roe", "name", "named", "person", 1),
        ("Mr. Roe’s", "name", "named", "person", 1),
        ("President Roe", "name", "named", "person", 1),
        ("Secretary of State Ada Roe", "name", "named", "person", 1),
        ("press secretary Ada Roe", "name", "named", "person", 1),
        ("Ada Roe, a spokeswoman for the port,", "name", "named", "person", 1),
        ("his lawyer, Ada Roe,", "name", "named", "person", 1),
        ("The Guardian’s Ada Roe", "name", "named", "person", 1),
        ("Michael Bloomberg", "name", "named", "person", 1),
        ("Ada Roe and Bo Doe", "name", "named", "group", 2),
        ("CNN", "name", "named", "outlet", None),
        ("The New York Times", "name", "named", "outlet", None),
        ("NATO", "name", "named", "organization", None),
        ("Ministry of Defence", "name", "named", "organization", None),
        ("Japan", "name", "named", "organization", None),
        ("the Roe administration", "nominal", "named", "organization", None),
        ("the police", "nominal", "unnamed", "organization", None),
        ("a Quinnipiac poll", "nominal", "named", "document", None),
        ("the report", "nominal", "unnamed", "document", None),
        ("he", "pronoun", "unnamed", "person", 1),
        ("They", "pronoun", "unnamed", "group", None),
        ("who", "pronoun", "unnamed", "other", None),
        ("an official", "nominal", "unnamed", "person", 1),
        ("by a reporter", "nominal", "unnamed", "person", 1),
        ("A spokesman for Roe", "nominal", "unnamed", "person", 1),
        ("one source briefed on the plans", "nominal", "unnamed", "person", 1),
        ("One of the officials", "nominal", "unnamed", "person", 1),
        ("Nothing", "nominal", "unnamed", "other", None),
        ("Somebody", "nominal", "unnamed", "person", 1),
        ("two White House officials", "nominal", "unnamed", "group", 2),
        ("Multiple sources", "nominal", "unnamed", "group", None),
        ("10,000 people", "nominal", "unnamed", "group", 10_000),
        ("Officials", "nominal", "unnamed", "group", None),
        ("Many Republicans", "nominal", "unnamed", "group", None),
        ("a number of experts", "nominal", "unnamed", "group", None),
        ("a cabinet member, who asked not to be named,", "nominal", "unnamed", "person", 1),
        ("a company spokeswoman, Ada Roe,", "name", "named", "person", 1),
        ("King, who resigned,", "name", "named", "person", 1),
        ("Northway, which runs nine boats,", "name", "named", "organization", None),
        ("a lawsuit filed on Tuesday by two passengers", "nominal", "unnamed", "document", None),
        ("One of them", "nominal", "unnamed", "person", 1),
        ("Roe County Public Schools", "name", "named", "organization", None),
        ("health officials this week", "nominal", "unnamed", "group", None),
        ("the Roe County newspaper", "nominal", "named", "outlet", None),
        ("Department of Health spokesman Bo Doe", "name", "named", "person", 1),
        ("Roe University Hospital", "name", "named", "organization", None),
        ("government data", "nominal", "unnamed", "document", None),
        ("53%", "nominal", "unnamed", "other", None),
    ],
)
def test_wordings(words: str, form: str, naming: str, kind: str, number: int | None) -> None:
    wording = read_wording(words)
    assert (wording.form, wording.naming, wording.kind, wording.number) == (
        form,
        naming,
        kind,
        number,
    )


def test_the_name_is_without_commas_and_possessive() -> None:
    assert read_wording("Mr.  Roe’s").name == "Mr. Roe"
    assert read_wording("Ada Roe, 59,").name == "Ada Roe, 59"
    assert read_wording("by a reporter").name == "a reporter"


def test_a_plural_at_the_beginning_of_a_sentence_is_no_name() -> None:
    built = Built(
        "It rains. <1s>Ranchers who came</> <1c>said</> <1x>so</>. It pours, Ada Sanders sang. "
        "<2s>Sanders</> <2c>said</> <2x>no</>. <3s>Reuters</> <3c>said</> <3x>yes</>."
    )
    assert [(e.name, e.kind, e.naming) for e in built.entities] == [
        ("Ranchers who came", "group", "unnamed"),
        ("Sanders", "person", "named"),
        ("Reuters", "outlet", "named"),
    ]


@given(st.text(max_size=60))
def test_any_words_can_be_read(words: str) -> None:
    assert read_wording(words) == read_wording(words)
