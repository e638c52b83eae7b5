"""The reading room and the REST API: the archive in a browser. Holds no logic of its own."""

from __future__ import annotations

from sayso.web.app import create_app
from sayso.web.settings import Settings

__all__ = ["Settings", "create_app"]
