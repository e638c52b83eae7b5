"""The API under requests that nobody would think of: schemathesis makes them of its description."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from sayso.stories.claims import tell
from sayso.web import Settings, create_app
from tests.fakes import FakeReader

schemathesis = pytest.importorskip("schemathesis")
openapi_checks = pytest.importorskip("schemathesis.specs.openapi.checks")
pytestmark = pytest.mark.slow


LABELS = sorted(
    f"{method.upper()} {path}"
    for path, methods in create_app(None).openapi()["paths"].items()
    for method in methods
)


@pytest.fixture(scope="module")
def described(happenings: Path) -> Any:
    app = create_app(
        happenings,
        settings=Settings(
            hosts=("*",), views_per_minute=0, reads_per_minute=0, token="a token of the tests"
        ),
        read=FakeReader().read,
        compare=tell,
    )
    return schemathesis.openapi.from_asgi("/api/openapi.json", app)


@pytest.mark.parametrize("label", LABELS)
def test_no_request_is_a_server_error(described: Any, label: str) -> None:
    checks = [
        schemathesis.checks.not_a_server_error,
        openapi_checks.status_code_conformance,
        openapi_checks.content_type_conformance,
        openapi_checks.response_schema_conformance,
    ]
    method, _, path = label.partition(" ")

    @given(case=described[path][method].as_strategy())
    @settings(max_examples=30, suppress_health_check=list(HealthCheck), deadline=None)
    def answered(case: Any) -> None:
        case.call_and_validate(checks=checks)

    answered()
