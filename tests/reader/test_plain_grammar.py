"""Statements of which grammar is plain, whatever the model makes of them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.pages import page_from_text
from sayso.reader.grammar.words import Words
from sayso.reader.reader import Reader
from sayso.reader.statements.drafts import Draft
from sayso.reader.statements.repairs.asides import fit_asides
from sayso.reader.statements.repairs.coordinated import part_cues
from sayso.reader.statements.repairs.idioms import add_idioms
from sayso.reader.statements.repairs.noun_cues import add_nouns, part_nouns
from sayso.reader.statements.repairs.own_acts import without_acts
from sayso.reading import Span
from tests.reader.parsed import any_span, any_words, at, layout_of, parsed


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader(threads=1)


def told(reader: Reader, sentence: str) -> list[tuple[str, str]]:
    """Source and content of each statement, in their words."""
    reading = reader.read(page_from_text(sentence))
    return [
        (
            " … ".join(reading.page.text[slice(*span)] for span in statement.source_spans),
            " … ".join(reading.page.text[slice(*span)] for span in statement.content_spans),
        )
        for statement in reading.statements
    ]


@pytest.mark.parametrize(
    ("sentence", "who", "said"),
    [
        # A noun of saying with its clause, where the sentence is about it.
        (
            "Claims by a former nurse that records were burned led to an inquiry.",
            "a former nurse",
            "that records were burned",
        ),
        ("Hale's admission that he lied has ended his career.", "Hale's", "that he lied"),
        (
            "The promise by the bank that no branch would close was broken within a year.",
            "the bank",
            "that no branch would close",
        ),
        # Whose words or view it is.
        (
            "The rescue was, in the words of one diver, “like a dream that would not end”.",
            "one diver",
            "The rescue was … “like a dream that would not end”",
        ),
        (
            "In the view of the chancellor, taxes are already too high.",
            "the chancellor",
            "taxes are already too high",
        ),
        (
            "Money, as the banker put it, has no smell.",
            "the banker",
            "Money … has no smell",
        ),
        # At how much they put it.
        (
            "The bank put its losses at $3 billion.",
            "The bank",
            "its losses at $3 billion",
        ),
        (
            "Organisers put the crowd at half a million.",
            "Organisers",
            "the crowd at half a million",
        ),
        # Whose answer it is.
        (
            "“Never in a hundred years” was the captain's reply.",
            "the captain's",
            "“Never in a hundred years”",
        ),
        (
            "“We shall see,” came the reply from the minister.",
            "the minister",
            "“We shall see,”",
        ),
        # Who says it in the middle of it.
        (
            "The bridge would reopen in May, and the road, she added, would be widened.",
            "she",
            "the road … would be widened",
        ),
        (
            "The gun, it was claimed, had been bought in Ghent.",
            "",
            "The gun … had been bought in Ghent",
        ),
        (
            "The pilot turned back because, officials said, one engine had failed.",
            "officials",
            "because … one engine had failed",
        ),
        (
            "If the rain goes on, the agency warned, the dam will overflow.",
            "the agency",
            "If the rain goes on … the dam will overflow",
        ),
    ],
)
def test_plain_grammar(reader: Reader, sentence: str, who: str, said: str) -> None:
    assert told(reader, sentence) == [(who, said)]


@pytest.mark.parametrize(
    ("sentence", "said"),
    [
        (
            "The minister said prices would fall and promised more aid for farmers.",
            ["prices would fall", "more aid for farmers"],
        ),
        (
            "The pope said the war was madness, urged both sides to talk and asked us to pray.",
            ["the war was madness", "both sides to talk", "us to pray"],
        ),
        (
            "The coach said he was proud of the team and denied that he would leave.",
            ["he was proud of the team", "that he would leave"],
        ),
        # To leave is not to say.
        (
            "He said he had done nothing wrong and left the room.",
            ["he had done nothing wrong and left the room"],
        ),
    ],
)
def test_second_verbs_of_saying_are_statements_of_their_own(
    reader: Reader, sentence: str, said: list[str]
) -> None:
    assert [content for _, content in told(reader, sentence)] == said


def test_what_is_put_in_a_place_is_no_figure(reader: Reader) -> None:
    assert told(reader, "The mayor put the flowers at the foot of the statue.") == []


def test_an_owner_that_reaches_to_the_end_of_the_page_says_nothing() -> None:
    # Grammar goes round in a circle, and no word follows.
    words = parsed("Their/PRP$/2/nmod:poss claim/NN/1/nmod that/IN/4/mark loss/NN/2/nmod")
    drafts: list[Draft] = []
    add_nouns(words, drafts)
    assert drafts == []


@settings(max_examples=50)
@given(st.data())
def test_any_grammar_makes_sound_spans(data: st.DataObject) -> None:
    words: Words = data.draw(any_words())
    spans = st.lists(any_span(words), max_size=2).map(
        lambda found: sorted(Span(*span) for span in found if span.start < span.end)
    )
    drafts = [Draft(data.draw(spans), data.draw(spans), data.draw(spans), 0.5)]
    part_nouns(words, drafts)
    drafts = add_idioms(words, layout_of(words), drafts)
    fit_asides(words, drafts)
    part_cues(words, drafts)
    add_nouns(words, drafts)
    drafts = without_acts(words, layout_of(words), drafts)
    for draft in drafts:
        for start, end in draft.spans():
            assert 0 <= start < end <= len(words.text)


@pytest.mark.parametrize(
    "sentence",
    [
        "Voters passed an increase for retired teachers on Tuesday.",
        "Ada Roe and Bo Lind were named best actors of the year.",
        "The rings were spotted in March.",
    ],
)
def test_what_is_done_is_not_said(reader: Reader, sentence: str) -> None:
    assert told(reader, sentence) == []


@pytest.mark.parametrize(
    ("sentence", "who", "said"),
    [
        (
            "The film contradicts the sheriff's earlier claim that the boy had run away.",
            "the sheriff's",
            "that the boy had run away",
        ),
        (
            "Brandt seized upon an Arden Post report that the mill had lost a million in a year.",
            "Arden Post",
            "that the mill had lost a million in a year",
        ),
        (
            "The letter undermines Winslow's promise that no ward would close.",
            "Winslow's",
            "that no ward would close",
        ),
        (
            "She built her case on his admission that the brakes had failed.",
            "his",
            "that the brakes had failed",
        ),
    ],
)
def test_what_somebody_says_by_a_noun_is_a_statement_wherever_it_stands(
    reader: Reader, sentence: str, who: str, said: str
) -> None:
    assert (who, said) in told(reader, sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "The minister's statement that day was short.",
        "Osei's report that the board has read three times is on the table.",
        "There is no evidence for the claim that the well was poisoned.",
        "The fact that the mill was shut is no secret.",
    ],
)
def test_a_noun_of_saying_that_nobody_has_or_that_says_nothing_is_none(
    reader: Reader, sentence: str
) -> None:
    assert told(reader, sentence) == []


@pytest.mark.parametrize(
    ("sentence", "statements"),
    [
        ("That said, the ferry may be late this spring.", []),
        ("That being said, nobody at the port wants a longer strike.", []),
        ("Having said that, the harbour board is in better shape than last year.", []),
        ("But that said, the pit “will never open again” under this owner.", []),
        ("With that said, the town still needs a doctor.", []),
        (
            "That said, the council has admitted that the ferry may be late.",
            [("the council", "that the ferry may be late")],
        ),
        ("“That,” said Osei, “is the last boat.”", [("Osei", "“That,” … “is the last boat.”")]),
        ("“We want that,” said Marit Olsen.", [("Marit Olsen", "“We want that,”")]),
        (
            "Having said that the pit would close, the firm kept it open.",
            [("", "that the pit would close")],
        ),
    ],
)
def test_that_said_only_leads_from_one_sentence_to_the_next(
    reader: Reader, sentence: str, statements: list[tuple[str, str]]
) -> None:
    assert told(reader, sentence) == statements


@pytest.mark.parametrize(
    ("notation", "cue", "source", "said"),
    [
        # Whoever might: nobody did.
        (
            (
                "If/IN/3/mark you/PRP/3/nsubj think/VBP/8/advcl you/PRP/5/nsubj are/VBP/3/ccomp "
                "ill/JJ/5/xcomp ,/,/8/punct stay/VB/0/root home/RB/8/advmod ././8/punct"
            ),
            "think",
            "you",
            "you are ill",
        ),
        (
            (
                "Someone/NN/5/nsubj who/WP/3/nsubj knows/VBZ/1/acl:relcl it/PRP/3/obj"
                " pays/VBZ/0/root double/RB/5/advmod ././5/punct"
            ),
            "knows",
            "who",
            "it",
        ),
        # A participle that is but a word before a noun.
        (
            (
                "The/DT/2/det firm/NN/5/nmod:poss 's/POS/2/case known/VBN/5/amod losses/NNS/6/nsubj"
                " grew/VBD/0/root ././6/punct"
            ),
            "known",
            "The firm's",
            "losses grew",
        ),
        (
            (
                "The/DT/2/det court/NN/3/nsubj jailed/VBD/0/root the/DT/5/det owner/NN/3/obj "
                "././3/punct"
            ),
            "jailed",
            "The court",
            "the owner",
        ),
    ],
)
def test_acts_and_suppositions_are_no_statements_unless_the_model_is_sure(
    notation: str, cue: str, source: str, said: str
) -> None:
    words = parsed(notation)
    layout = layout_of(words)
    for score, kept in ((0.5, 0), (0.9, 1)):
        draft = Draft([at(words, cue)], [at(words, source)], [at(words, said)], score)
        assert len(without_acts(words, layout, [draft])) == kept


def test_what_is_said_by_sentence_or_quoted_is_no_act() -> None:
    words = parsed(
        "The/DT/2/det court/NN/3/nsubj adopted/VBD/0/root that/IN/7/mark it/PRP/7/nsubj "
        "had/VBD/7/aux erred/VBN/3/ccomp ././3/punct"
    )
    draft = Draft(
        [at(words, "adopted")], [at(words, "The court")], [at(words, "that it had erred")], 0.5
    )
    assert without_acts(words, layout_of(words), [draft]) == [draft]


@pytest.mark.parametrize(
    ("sentence", "who", "said"),
    [
        (
            "The mill will be sold, two people close to the deal told Reuters.",
            "two people close to the deal",
            "The mill will be sold",
        ),
        (
            "Rents have doubled, tenants in Dunmore told the Guardian.",
            "tenants in Dunmore",
            "Rents have doubled",
        ),
        (
            "The fleet was sunk, three sailors who had swum ashore told the BBC.",
            "three sailors who had swum ashore",
            "The fleet was sunk",
        ),
        # What has but one subject.
        (
            "Bread, milk and two hens were sold, said Hale.",
            "Hale",
            "Bread, milk and two hens were sold",
        ),
    ],
)
def test_who_stands_after_what_they_say_is_no_part_of_it(
    reader: Reader, sentence: str, who: str, said: str
) -> None:
    assert told(reader, sentence) == [(who, said)]
