"""Whether what a sentence tells happened, as the shipped model and the words around it have it."""

from __future__ import annotations

import pytest

from sayso.pages import page_from_text
from sayso.reader.reader import Reader


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader(threads=1)


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "There is no indication that he decided to strike.",
            {"decided": "not_happened", "strike": "not_happened"},
        ),
        ("There is no evidence that the army bombed the school.", {"bombed": "not_happened"}),
        ("There is no doubt that the army bombed the school.", {"bombed": "happened"}),
        ("Police did not arrest the man.", {"arrest": "not_happened"}),
        ("The men were not arrested.", {"arrested": "not_happened"}),
        ("They never reached the village.", {"reached": "not_happened"}),
        ("The bank failed to pay its debts.", {"pay": "not_happened"}),
        ("The minister did not resign on Monday, his office said.", {"resign": "not_happened"}),
        ("It is unclear whether the envoy met the rebels.", {"met": "unsettled"}),
        ("Rebels allegedly attacked the village on Monday.", {"attacked": "unsettled"}),
        ("The court indicted the senator.", {"indicted": "happened"}),
    ],
)
def test_plain_words_settle_what_happened(
    reader: Reader, sentence: str, expected: dict[str, str]
) -> None:
    events = reader.read(page_from_text(sentence)).events
    settled = {sentence[slice(*event.trigger)]: event.settled for event in events}
    assert {word: settled.get(word) for word in expected} == expected


@pytest.mark.parametrize(
    "sentence",
    ["Police did not only arrest the man but shot him.", "Why did the minister not resign?"],
)
def test_a_not_of_something_else_denies_nothing(reader: Reader, sentence: str) -> None:
    events = reader.read(page_from_text(sentence)).events
    assert events
    assert not any(event.settled == "not_happened" for event in events)
