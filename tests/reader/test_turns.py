"""Transcripts are read turn by turn."""

import pytest

from tests.reader.marked import Built

TALK = (
    "ANA REYES: The line will open in May. I promise.\n\n"
    "TOM WARD: It will not.\n\n"
    "ANA REYES: Watch it.\n\n"
    "TOM WARD: I am watching."
)


def turns(text: str) -> list[tuple[str, list[str]]]:
    built = Built(text)
    return [
        (built.words(statement.source_spans)[0], built.words(statement.content_spans))
        for statement in built.statements
    ]


def test_each_turn_is_what_its_speaker_says() -> None:
    assert turns(TALK) == [
        ("ANA REYES", ["The line will open in May. I promise."]),
        ("TOM WARD", ["It will not."]),
        ("ANA REYES", ["Watch it."]),
        ("TOM WARD", ["I am watching."]),
    ]


def test_turns_may_follow_each_other_in_one_paragraph() -> None:
    assert turns(TALK.replace("\n\n", " ")) == turns(TALK)


def test_a_quoted_transcript_goes_on_over_paragraphs() -> None:
    quoted = (
        "“REYES: The line will open.\n\n“And it will pay.\n\n“WARD: No.\n\n"
        "“REYES: Watch.\n\n“WARD: I am.”\n\nThe talk ended there."
    )
    assert turns(quoted) == [
        ("REYES", ["The line will open.", "And it will pay."]),
        ("WARD", ["No."]),
        ("REYES", ["Watch."]),
        ("WARD", ["I am."]),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "UPDATE: The line has opened.\n\nPREVIOUSLY: The line would open.",
        "ANA REYES: I promise.\n\nTOM WARD: I doubt it.",
        "NOTE: One.\n\nNOTE: Two.\n\nNOTE: Three.",
    ],
)
def test_labels_that_are_no_speakers_taking_turns_are_left_alone(text: str) -> None:
    assert turns(text) == []
