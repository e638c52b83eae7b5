"""Relays, addressees and occasions."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.reader.grammar.words import Words
from sayso.reader.statements.telling.chain import Chain, find_chain
from tests.reader.parsed import any_span, any_words, at, parsed, said


def chain(notation: str, cue: str, source: str, content: str) -> tuple[Words, Chain]:
    words = parsed(notation)
    spans = [[at(words, part)] if part else [] for part in (cue, source, content)]
    return words, find_chain(words, *spans)


TOLD_CNN = (
    "Two/CD/2/nummod officials/NNS/3/nsubj told/VBD/0/root CNN/NNP/3/obj/G on/IN/6/case "
    "Monday/NNP/3/obl the/DT/8/det plan/NN/10/nsubj was/VBD/10/cop dead/JJ/3/ccomp ././3/punct"
)


@pytest.mark.parametrize(
    ("notation", "cue", "source", "content", "via", "addressee", "occasion", "deeper"),
    [
        (TOLD_CNN, "told", "Two officials", "the plan was dead", ["CNN"], "CNN", None, None),
        (
            (
                "Roe/NNP/2/nsubj/P told/VBD/0/root Doe/NNP/2/obj/P the/DT/5/det plan/NN/7/nsubj "
                "was/VBD/7/cop dead/JJ/2/ccomp ././2/punct"
            ),
            "told",
            "Roe",
            "the plan was dead",
            [],
            "Doe",
            None,
            None,
        ),
        (
            (
                "Roe/NNP/2/nsubj/P said/VBD/0/root in/IN/5/case an/DT/5/det interview/NN/2/obl "
                "with/IN/8/case the/DT/8/det Times/NNP/5/nmod/G that/IN/11/mark he/PRP/11/nsubj "
                "left/VBD/2/ccomp ././2/punct"
            ),
            "said",
            "Roe",
            "that he left",
            ["the Times"],
            "the Times",
            "in an interview with the Times",
            None,
        ),
        (
            (
                "The/DT/2/det plan/NN/4/nsubj is/VBZ/4/cop dead/JJ/7/ccomp ,/,/7/punct "
                "CNN/NNP/7/nsubj/G "
                "reported/VBD/0/root ,/,/7/punct citing/VBG/7/advcl two/CD/11/nummod "
                "officials/NNS/9/obj ././7/punct"
            ),
            "reported",
            "CNN",
            "The plan is dead",
            ["CNN"],
            None,
            None,
            "two officials",
        ),
        (
            (
                "The/DT/2/det plan/NN/4/nsubj is/VBZ/4/cop dead/JJ/7/ccomp ,/,/7/punct "
                "CNN/NNP/7/nsubj/G "
                "reported/VBD/0/root ,/,/7/punct citing/VBG/7/advcl two/CD/11/nummod "
                "officials/NNS/9/obj ././7/punct"
            ),
            "reported",
            "two officials",
            "The plan is dead",
            ["CNN"],
            None,
            None,
            None,
        ),
        (
            (
                "It/PRP/3/nsubj is/VBZ/3/cop dead/JJ/0/root ,/,/3/punct according/VBG/9/case "
                "to/IN/5/fixed "
                "a/DT/9/det CNN/NNP/9/compound/G report/NN/3/obl ././3/punct"
            ),
            "according to",
            "a CNN report",
            "It is dead",
            ["CNN"],
            None,
            None,
            None,
        ),
        (
            (
                "It/PRP/3/nsubj is/VBZ/3/cop dead/JJ/0/root ,/,/3/punct according/VBG/8/case "
                "to/IN/5/fixed "
                "the/DT/8/det Times/NNP/3/obl/G ,/,/8/punct which/WDT/11/nsubj "
                "cited/VBD/8/acl:relcl "
                "two/CD/13/nummod aides/NNS/11/obj ././3/punct"
            ),
            "according to",
            "the Times",
            "It is dead",
            ["the Times"],
            None,
            None,
            "two aides",
        ),
        (
            (
                "Officials/NNS/7/nsubj ,/,/1/punct quoted/VBN/1/acl by/IN/5/case "
                "Reuters/NNP/3/obl/G "
                ",/,/1/punct said/VBD/0/root it/PRP/10/nsubj was/VBD/10/cop dead/JJ/7/ccomp "
                "././7/punct"
            ),
            "said",
            "Officials",
            "it was dead",
            ["Reuters"],
            None,
            None,
            None,
        ),
        (
            (
                "The/DT/2/det Journal/NNP/3/nsubj/G reported/VBD/0/root Tuesday/NNP/3/obl:unmarked "
                "that/IN/7/mark officials/NNS/7/nsubj told/VBD/3/ccomp Reuters/NNP/7/obj/G "
                "it/PRP/11/nsubj was/VBD/11/cop dead/JJ/7/ccomp ././3/punct"
            ),
            "told",
            "officials",
            "it was dead",
            ["The Journal", "Reuters"],
            "Reuters",
            None,
            None,
        ),
        (
            (
                "It/PRP/3/nsubj was/VBD/3/cop dead/JJ/6/ccomp ,/,/6/punct he/PRP/6/nsubj "
                "said/VBD/0/root "
                "at/IN/10/case a/DT/10/det news/NN/10/compound conference/NN/6/obl on/IN/12/case "
                "Monday/NNP/10/nmod ././6/punct"
            ),
            "said",
            "he",
            "It was dead",
            [],
            None,
            "at a news conference",
            None,
        ),
        (
            (
                "He/PRP/2/nsubj wrote/VBD/0/root in/IN/5/case a/DT/5/det post/NN/2/obl "
                "on/IN/8/case "
                "Truth/NNP/8/compound/X Social/NNP/5/nmod/x that/IN/11/mark it/PRP/11/nsubj "
                "died/VBD/2/ccomp ././2/punct"
            ),
            "wrote",
            "He",
            "that it died",
            [],
            None,
            "in a post on Truth Social",
            None,
        ),
        (
            (
                "He/PRP/2/nsubj said/VBD/0/root during/IN/6/case Monday/NNP/6/nmod:poss "
                "’s/POS/4/case "
                "debate/NN/2/obl that/IN/9/mark it/PRP/9/nsubj died/VBD/2/ccomp ././2/punct"
            ),
            "said",
            "He",
            "that it died",
            [],
            None,
            "during Monday’s debate",
            None,
        ),
        (
            (
                "He/PRP/2/nsubj told/VBD/0/root reporters/NNS/2/obj it/PRP/5/nsubj "
                "died/VBD/2/ccomp "
                "in/IN/8/case the/DT/8/det debate/NN/5/obl ././2/punct"
            ),
            "told",
            "He",
            "it died in the debate",
            [],
            "reporters",
            None,
            None,
        ),
        (
            (
                "He/PRP/2/nsubj said/VBD/0/root on/IN/4/case reports/NNS/2/obl that/IN/7/mark "
                "it/PRP/7/nsubj died/VBD/2/ccomp ././2/punct"
            ),
            "said",
            "He",
            "that it died",
            [],
            None,
            None,
            None,
        ),
        (
            (
                "It/PRP/3/nsubj is/VBZ/3/cop dead/JJ/6/ccomp ,/,/6/punct CNN/NNP/6/nsubj/G "
                "said/VBD/0/root ,/,/6/punct citing/VBG/6/advcl Reuters/NNP/8/obj/G ,/,/9/punct "
                "which/WDT/12/nsubj quoted/VBD/9/acl:relcl two/CD/14/nummod aides/NNS/12/obj"
            ),
            "said",
            "CNN",
            "It is dead",
            ["CNN", "Reuters"],
            None,
            None,
            "two aides",
        ),
        (
            (
                "Aides/NNS/2/nsubj said/VBD/0/root it/PRP/5/nsubj is/VBZ/5/cop dead/JJ/2/ccomp "
                ",/,/2/punct as/IN/10/mark CNN/NNP/10/nsubj/G first/RB/10/advmod "
                "reported/VBD/2/advcl ././2/punct"
            ),
            "said",
            "Aides",
            "it is dead",
            ["CNN"],
            None,
            None,
            None,
        ),
        (
            (
                "Though/IN/3/mark Roe/NNP/3/nsubj/P said/VBD/9/advcl it/PRP/6/nsubj is/VBZ/6/cop "
                "dead/JJ/3/ccomp ,/,/9/punct CNN/NNP/9/nsubj/G reported/VBD/0/root "
                "more/JJR/9/obj ././9/punct"
            ),
            "said",
            "Roe",
            "it is dead",
            [],
            None,
            None,
            None,
        ),
    ],
)
def test_chain(
    notation: str,
    cue: str,
    source: str,
    content: str,
    via: list[str],
    addressee: str | None,
    occasion: str | None,
    deeper: str | None,
) -> None:
    words, found = chain(notation, cue, source, content)
    assert [said(words, span) for span in found.via] == via
    assert said(words, found.addressee) == addressee
    assert said(words, found.occasion) == occasion
    assert said(words, found.source) == deeper


def test_a_statement_without_a_cue_has_no_chain() -> None:
    _words, found = chain(TOLD_CNN, "", "Two officials", "the plan was dead")
    assert found == Chain()


@given(st.data())
@settings(max_examples=300)
def test_wrong_grammar_never_raises_and_spans_lie_in_the_text(data: st.DataObject) -> None:
    words = data.draw(any_words())
    spans = [data.draw(st.lists(any_span(words), max_size=2)) for _ in range(3)]
    found = find_chain(words, *spans)
    for span in (*found.via, found.addressee, found.occasion, found.source):
        assert span is None or 0 <= span.start < span.end <= len(words.text)
    assert len(set(found.via)) == len(found.via)
