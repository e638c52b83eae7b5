"""The JSON form of a Reading: it comes back as it went, and the schema knows all of it."""

from __future__ import annotations

import json
from functools import cache

import pytest
from hypothesis import given, settings
from jsonschema import Draft202012Validator

from sayso.reading import Reading, json_schema
from tests.strategies import readings
from tests.views.sample import sample


@cache
def validator() -> Draft202012Validator:
    Draft202012Validator.check_schema(json_schema())
    return Draft202012Validator(json_schema())


@given(readings())
@settings(max_examples=50, deadline=None)
def test_a_reading_comes_back_from_its_json(reading: Reading) -> None:
    line = reading.to_json()
    assert "\n" not in line
    assert "\r" not in line
    assert Reading.from_json(line) == reading
    assert Reading.from_json(line.encode()) == reading


@given(readings())
@settings(max_examples=50, deadline=None)
def test_the_schema_holds_for_every_reading(reading: Reading) -> None:
    validator().validate(json.loads(reading.to_json()))


@pytest.mark.parametrize(
    ("change", "where"),
    [
        ({"schema": "sayso/0"}, "schema"),
        ({"statements": [{"id": "Q1"}]}, "statements"),
        ({"page": {"id": "x"}}, "page"),
    ],
)
def test_the_schema_refuses_what_is_no_reading(change: dict[str, object], where: str) -> None:
    spoilt = {**json.loads(sample().to_json()), **change}
    errors = list(validator().iter_errors(spoilt))
    assert {error.absolute_path[0] for error in errors} == {where}


@pytest.mark.parametrize("line", ["", "{}", "[]", "null", '{"schema":"sayso/1"}', "not JSON"])
def test_what_is_no_reading_is_refused(line: str) -> None:
    with pytest.raises(ValueError, match="Reading"):
        Reading.from_json(line)


def test_the_record_has_the_keys_of_the_contract() -> None:
    record = json.loads(sample().to_json())
    assert list(record) == [
        "schema", "page", "entities", "statements", "events", "times", "quantities", "disputes",
        "label",
    ]  # fmt: skip
    assert record["statements"][0]["content_spans"] == [[131, 186]]
    start, end = record["statements"][0]["content_spans"][0]
    assert record["page"]["text"][start:end] == (
        "The harbour bridge will close for six weeks from Monday"
    )
