"""Counts in the background: shown as they last were, made anew when something has changed."""

from __future__ import annotations

import threading

import pytest

from sayso.errors import ArchiveError
from sayso.web.counting import Counting


def test_what_is_counted_is_not_counted_again_while_nothing_has_changed() -> None:
    counting: Counting[int] = Counting()
    calls: list[int] = []

    def count() -> int:
        calls.append(1)
        return len(calls)

    for _ in range(3):
        held = counting.ask("a", count, state=1, patience=5)
        assert held is not None
        assert held.result == 1
    counting.close()


def test_what_was_counted_last_is_shown_while_it_is_counted_anew(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("sayso.web.counting._FRESH", -1.0)
    counting: Counting[int] = Counting()
    may_go = threading.Event()
    first = counting.ask("a", lambda: 1, state=1, patience=5)
    assert first is not None

    def slow() -> int:
        may_go.wait(5)
        return 2

    shown = counting.ask("a", slow, state=2, patience=5)
    assert shown is not None
    assert shown.result == 1
    may_go.set()
    assert counting.ask("b", lambda: 0, state=2, patience=5)
    newest = counting.ask("a", slow, state=2, patience=5)
    assert newest is not None
    assert newest.result == 2
    counting.close()


def test_an_error_is_told_to_who_asked_and_not_held() -> None:
    counting: Counting[int] = Counting()

    def fail() -> int:
        raise ArchiveError("it is gone")

    with pytest.raises(ArchiveError, match="It is gone"):
        counting.ask("a", fail, state=1, patience=5)
    held = counting.ask("a", lambda: 3, state=1, patience=5)
    assert held is not None
    assert held.result == 3
    counting.close()


def test_only_so_many_are_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sayso.web.counting._WAITING", 2)
    counting: Counting[int] = Counting()
    may_go = threading.Event()

    def slow() -> int:
        may_go.wait(5)
        return 1

    assert [counting.ask(key, slow, state=1, patience=0.01) for key in range(4)] == [None] * 4
    may_go.set()
    assert counting.ask(0, slow, state=1, patience=5)
    assert counting.ask(3, slow, state=1, patience=5)
    counting.close()


def test_a_bug_is_told_to_whoever_waits_and_is_not_taken_for_being_counted() -> None:
    counting: Counting[int] = Counting()
    with pytest.raises(ZeroDivisionError):
        counting.ask("key", lambda: 1 // 0, state=1, patience=5)
    # Nothing is left of it.
    found = counting.ask("key", lambda: 7, state=1, patience=5)
    assert found is not None
    assert found.result == 7
    counting.close()
