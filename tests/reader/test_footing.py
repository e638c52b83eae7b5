"""What a page says of a source: number, part, role, affiliation and grounds."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.reader.sources.footing import read_footing
from tests.reader.parsed import any_span, any_words, at, parsed, said

SENIOR = parsed(
    "Two/CD/4/nummod senior/JJ/4/amod White/NNP/4/compound/G officials/NNS/5/nsubj said/VBD/0/root "
    "so/RB/5/advmod ././5/punct"
)
HOUSE = parsed(
    "Two/CD/4/nummod White/NNP/3/compound/G House/NNP/4/compound/g officials/NNS/5/nsubj "
    "said/VBD/0/root so/RB/5/advmod ././5/punct"
)
ONE_OF = parsed(
    "One/CD/5/nsubj of/IN/4/case the/DT/4/det officials/NNS/1/nmod said/VBD/0/root so/RB/5/advmod "
    "././5/punct"
)


def test_counts_officials_and_says_whose() -> None:
    footing = read_footing(HOUSE, at(HOUSE, "Two White House officials"))
    assert footing.number == 2
    assert said(HOUSE, footing.affiliation) == "White House"
    assert footing.part_of is None
    assert footing.grounds is None


def test_one_of_the_officials_is_one_and_a_part() -> None:
    footing = read_footing(ONE_OF, at(ONE_OF, "One of the officials"))
    assert footing.number == 1
    assert said(ONE_OF, footing.part_of) == "the officials"


@pytest.mark.parametrize(
    ("notation", "mention", "number"),
    [
        ("A/DT/2/det dozen/CD/3/nummod aides/NNS/4/nsubj left/VBD/0/root", "A dozen aides", 12),
        ("Several/JJ/2/amod aides/NNS/3/nsubj left/VBD/0/root", "Several aides", None),
        ("Aides/NNS/2/nsubj left/VBD/0/root", "Aides", None),
        ("An/DT/2/det aide/NN/3/nsubj left/VBD/0/root", "An aide", 1),
        ("Both/DT/2/det aides/NNS/3/nsubj left/VBD/0/root", "Both aides", 2),
        ("12/CD/2/nummod aides/NNS/3/nsubj left/VBD/0/root", "12 aides", 12),
        (
            "At/IN/2/case least/JJS/3/advmod two/CD/4/nummod aides/NNS/5/nsubj left/VBD/0/root",
            "At least two aides",
            None,
        ),
        ("The/DT/2/det ministry/NN/3/nsubj left/VBD/0/root", "The ministry", None),
        ("She/PRP/2/nsubj left/VBD/0/root", "She", 1),
        ("They/PRP/2/nsubj left/VBD/0/root", "They", None),
        ("Jane/NNP/2/compound/P Roe/NNP/3/nsubj/p left/VBD/0/root", "Jane Roe", 1),
        ("Reuters/NNP/2/nsubj/G left/VBD/0/root", "Reuters", None),
        ("Roe/NNP/4/nsubj/P and/CC/3/cc Doe/NNP/1/conj/P left/VBD/0/root", "Roe and Doe", 2),
        ("A/DT/2/det family/NN/3/nsubj left/VBD/0/root", "A family", None),
        (
            ("Roe/NNP/5/nsubj/P and/CC/4/cc her/PRP$/4/nmod:poss team/NN/1/conj left/VBD/0/root"),
            "Roe and her team",
            None,
        ),
        ("No/DT/2/det official/NN/3/nsubj left/VBD/0/root", "No official", None),
    ],
)
def test_number(notation: str, mention: str, number: int | None) -> None:
    words = parsed(notation)
    assert read_footing(words, at(words, mention)).number == number


@pytest.mark.parametrize(
    ("notation", "mention", "role", "affiliation"),
    [
        (
            (
                "Secretary/NNP/5/compound of/IN/3/case State/NNP/5/nmod Jane/NNP/5/compound/P "
                "Roe/NNP/6/nsubj/p left/VBD/0/root"
            ),
            "Jane Roe",
            "Secretary of State",
            None,
        ),
        (
            (
                "Ohio/NNP/4/compound/L Gov./NNP/4/compound Jane/NNP/4/compound/P Roe/NNP/5/nsubj/p "
                "left/VBD/0/root"
            ),
            "Jane Roe",
            "Ohio Gov.",
            "Ohio",
        ),
        ("Mr./NNP/2/compound Roe/NNP/3/nsubj/P left/VBD/0/root", "Roe", None, None),
        (
            (
                "Jane/NNP/2/compound/P Roe/NNP/10/nsubj/p ,/,/2/punct a/DT/5/det "
                "spokeswoman/NN/2/appos for/IN/8/case the/DT/8/det ministry/NN/5/nmod ,/,/2/punct "
                "left/VBD/0/root"
            ),
            "Jane Roe",
            "spokeswoman for the ministry",
            "the ministry",
        ),
        (
            (
                "Jane/NNP/2/compound/P Roe/NNP/11/nsubj/p ,/,/2/punct 45/CD/2/appos ,/,/2/punct "
                "a/DT/7/det plumber/NN/2/appos from/IN/9/case Ohio/NNP/7/nmod/L ,/,/2/punct "
                "left/VBD/0/root"
            ),
            "Roe",
            "plumber from Ohio",
            "Ohio",
        ),
        (
            (
                "Roe/NNP/11/nsubj/P ,/,/1/punct who/WP/6/nsubj is/VBZ/6/cop the/DT/6/det "
                "chairman/NN/1/acl:relcl of/IN/9/case Acme/NNP/9/compound/G Bank/NNP/6/nmod/g "
                ",/,/1/punct left/VBD/0/root"
            ),
            "Roe",
            "chairman of Acme Bank",
            "Acme Bank",
        ),
        (
            (
                "The/DT/2/det chairman/NN/9/nsubj of/IN/5/case Acme/NNP/5/compound/G "
                "Bank/NNP/2/nmod/g "
                ",/,/2/punct Roe/NNP/2/appos/P ,/,/2/punct left/VBD/0/root"
            ),
            "Roe",
            "chairman of Acme Bank",
            "Acme Bank",
        ),
        (
            (
                "Doe/NNP/4/nmod:poss/P ’s/POS/1/case campaign/NN/4/compound manager/NN/6/compound "
                "Jane/NNP/6/compound/P Roe/NNP/7/nsubj/p left/VBD/0/root"
            ),
            "Jane Roe",
            "campaign manager",
            "Doe’s campaign",
        ),
        (
            (
                "CNN/NNP/4/nmod:poss/G ’s/POS/1/case Jane/NNP/4/compound/P Roe/NNP/5/nsubj/p "
                "left/VBD/0/root"
            ),
            "Jane Roe",
            None,
            "CNN",
        ),
        (
            (
                "A/DT/2/det spokesman/NN/7/nsubj for/IN/6/case the/DT/6/det Doe/NNP/6/compound/P "
                "campaign/NN/2/nmod left/VBD/0/root"
            ),
            "A spokesman for the Doe campaign",
            "spokesman for the Doe campaign",
            "the Doe campaign",
        ),
        (
            "The/DT/3/det Ohio/NNP/3/compound/L governor/NN/4/nsubj left/VBD/0/root",
            "The Ohio governor",
            "Ohio governor",
            "Ohio",
        ),
        ("A/DT/2/det source/NN/3/nsubj left/VBD/0/root", "A source", None, None),
        (
            (
                "Officials/NNS/2/nsubj told/VBD/0/root Roe/NNP/2/obj/P no/DT/5/det "
                "chairman/NN/2/obj left/VBD/2/ccomp"
            ),
            "Roe",
            None,
            None,
        ),
    ],
)
def test_role_and_affiliation(
    notation: str, mention: str, role: str | None, affiliation: str | None
) -> None:
    words = parsed(notation)
    footing = read_footing(words, at(words, mention))
    assert footing.role == role
    assert said(words, footing.affiliation) == affiliation


@pytest.mark.parametrize(
    ("notation", "mention", "cue", "grounds"),
    [
        (
            (
                "One/CD/2/nummod source/NN/7/nsubj briefed/VBN/2/acl on/IN/6/case the/DT/6/det "
                "plans/NNS/3/obl said/VBD/0/root so/RB/7/advmod"
            ),
            "One source",
            "said",
            "briefed on the plans",
        ),
        (
            (
                "A/DT/2/det person/NN/7/nsubj familiar/JJ/2/amod with/IN/6/case the/DT/6/det "
                "matter/NN/3/obl said/VBD/0/root so/RB/7/advmod"
            ),
            "A person familiar with the matter",
            "said",
            "familiar with the matter",
        ),
        (
            (
                "A/DT/2/det person/NN/7/nsubj with/IN/4/case knowledge/NN/2/nmod of/IN/6/case "
                "talks/NNS/4/nmod said/VBD/0/root"
            ),
            "A person",
            "said",
            "with knowledge of talks",
        ),
        (
            (
                "said/VBD/0/root the/DT/3/det official/NN/1/nsubj ,/,/3/punct who/WP/6/nsubj "
                "asked/VBD/3/acl:relcl not/RB/10/advmod to/TO/10/mark be/VB/10/aux:pass "
                "named/VBN/6/xcomp ././1/punct"
            ),
            "the official",
            "said",
            "who asked not to be named",
        ),
        (
            (
                "the/DT/2/det official/NN/3/nsubj said/VBD/0/root ,/,/3/punct speaking/VBG/3/advcl "
                "on/IN/7/case condition/NN/5/obl of/IN/9/case anonymity/NN/7/nmod ././3/punct"
            ),
            "the official",
            "said",
            "speaking on condition of anonymity",
        ),
        (
            # Torn grammar: the number has nothing to do with its noun.
            (
                "said/VBD/0/root one/CD/1/obj Democrat/NNP/1/nsubj/X familiar/JJ/1/amod "
                "with/IN/7/case the/DT/7/det talks/NNS/4/obl"
            ),
            "one Democrat familiar with the talks",
            "said",
            "familiar with the talks",
        ),
        (
            (
                "People/NNS/2/nsubj briefed/VBD/6/csubj on/IN/5/case the/DT/5/det move/NN/2/obl "
                "said/VBD/0/root so/RB/6/advmod"
            ),
            "People briefed on the move",
            "said",
            "briefed on the move",
        ),
        (
            (
                "One/CD/2/nummod aide/NN/3/nsubj said/VBD/0/root it/PRP/3/obj on/IN/6/case "
                "condition/NN/4/nmod of/IN/8/case anonymity/NN/6/nmod because/IN/11/mark "
                "he/PRP/11/nsubj feared/VBD/3/advcl trouble/NN/11/obj ././3/punct"
            ),
            "One aide",
            "said",
            "on condition of anonymity because he feared trouble",
        ),
        (
            (
                "Opponents/NNS/5/nsubj of/IN/3/mark allowing/VBG/1/acl trade/NN/3/obj "
                "said/VBD/0/root so/RB/5/advmod"
            ),
            "Opponents of allowing trade",
            "said",
            None,
        ),
        (
            (
                "Voters/NNS/6/nsubj who/WP/3/nsubj like/VBP/1/acl:relcl the/DT/5/det plan/NN/3/obj "
                "said/VBD/0/root so/RB/6/advmod"
            ),
            "Voters",
            "said",
            None,
        ),
        (
            (
                "Jane/NNP/2/compound/P Roe/NNP/8/nsubj/p ,/,/2/punct briefed/VBN/2/acl "
                "on/IN/6/case "
                "plans/NNS/4/obl ,/,/2/punct said/VBD/0/root"
            ),
            "Jane Roe",
            "said",
            None,
        ),
    ],
)
def test_grounds(notation: str, mention: str, cue: str, grounds: str | None) -> None:
    words = parsed(notation)
    footing = read_footing(words, at(words, mention), at(words, cue))
    assert said(words, footing.grounds) == grounds


def test_nothing_is_said_of_an_empty_mention() -> None:
    footing = read_footing(SENIOR, at(SENIOR, ""))
    assert footing == type(footing)()


@given(st.data())
@settings(max_examples=300)
def test_wrong_grammar_never_raises_and_spans_lie_in_the_text(data: st.DataObject) -> None:
    words = data.draw(any_words())
    cue = data.draw(st.none() | any_span(words))
    footing = read_footing(words, data.draw(any_span(words)), cue)
    for span in (footing.part_of, footing.affiliation, footing.grounds):
        assert span is None or 0 <= span.start < span.end <= len(words.text)
    assert footing.number is None or footing.number > 0
    assert footing.role is None or footing.role.strip() == footing.role != ""
