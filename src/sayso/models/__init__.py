"""The shipped model: graph (`sayso.xml`, `sayso.bin`), decoder weights, tokenizer, model card."""

from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

SHIPPED = Path(__file__).parent
"""The folder of the shipped model."""


@cache
def reader_version() -> str:
    """What readings are made with: the version of sayso, and which model that has."""
    digest = sha256()
    for name in ("sayso.xml", "sayso.bin", "decoder.npz", "links.npz"):
        digest.update((SHIPPED / name).read_bytes())
    return f"sayso {version('sayso')}, model {digest.hexdigest()[:12]}"
