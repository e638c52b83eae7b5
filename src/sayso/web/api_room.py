"""The page that documents the API, made of its OpenAPI description."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import Response
from markupsafe import Markup, escape

from sayso.web.rendering import render

router = APIRouter(include_in_schema=False)


@router.get("/api")
@router.get("/api/", include_in_schema=False)
def documentation(request: Request) -> Response:
    """What can be asked, with which values, and what comes back."""
    return render(request, "api.html", groups=_groups(request.app.openapi()))


def _groups(schema: dict[str, Any]) -> list[tuple[str, list[dict[str, Any]]]]:
    groups: dict[str, list[dict[str, Any]]] = {}
    for path, methods in schema["paths"].items():
        for method, operation in methods.items():
            groups.setdefault(operation["tags"][0], []).append(
                {
                    "method": method.upper(),
                    "path": path,
                    "anchor": operation["operationId"],
                    "summary": operation["summary"],
                    "description": _with_code(operation.get("description", "")),
                    "values": list(_values(operation, schema)),
                }
            )
    return list(groups.items())


def _values(operation: dict[str, Any], schema: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for parameter in operation.get("parameters", ()):
        yield {
            "name": parameter["name"],
            "where": parameter["in"],
            "required": parameter.get("required", False),
            "kind": _kind(parameter["schema"]),
            "says": _with_code(parameter.get("description", "")),
        }
    body = operation.get("requestBody", {}).get("content", {}).get("application/json", {})
    if reference := body.get("schema", {}).get("$ref", ""):
        model = schema["components"]["schemas"][reference.rpartition("/")[2]]
        for name, value in model["properties"].items():
            yield {
                "name": name,
                "where": "body",
                "required": name in model.get("required", ()),
                "kind": _kind(value),
                "says": _with_code(value.get("description", "")),
            }


def _with_code(words: str) -> Markup:
    """`words`, escaped, with what stands between backticks as code."""
    parts = words.split("`")
    return Markup("").join(
        Markup("<code>{}</code>").format(part) if number % 2 else escape(part)
        for number, part in enumerate(parts)
    )


def _kind(schema: dict[str, Any]) -> str:
    """A type in words; null goes without saying where a value need not be given."""
    if options := schema.get("anyOf"):
        return " or ".join(_kind(one) for one in options if one.get("type") != "null")
    if values := schema.get("enum"):
        return ", ".join(map(str, values))
    if "const" in schema:
        return str(schema["const"])
    if schema.get("type") == "array":
        return f"{_kind(schema.get('items', {}))}, several"
    return str(schema.get("type", "object"))
