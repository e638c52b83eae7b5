"""Languages: recognised, said, and skipped unless forced."""

from __future__ import annotations

import subprocess
import sys

import pytest

from sayso.errors import LanguageError
from sayso.pages import PageOptions, open_pages, page_from_text
from sayso.pages.language import recognise
from tests.pages.samples import LEAD, SECOND

DUTCH = (
    "Het bestuur van de haven stemt dinsdag over een plan om de oude terminal te sluiten, zeiden "
    "twee leden. In de stad is er veel verzet, en het was de vraag of de gemeente wil betalen."
)
GERMAN = (
    "Der Vorstand des Hafens stimmt am Dienstag über einen Plan ab, das alte Terminal zu "
    "schließen, sagten zwei Mitglieder. "
    "Die Stadt hat nicht gesagt, ob sie sich an den Kosten beteiligt."
)
SPANISH = (
    "La junta del puerto votará el martes un plan para cerrar la antigua terminal, dijeron dos "
    "miembros. La ciudad no ha dicho si va a compartir el coste de la obra."
)
SWEDISH = (
    "Hamnens styrelse röstar på tisdag om en plan för att stänga den gamla terminalen, sade två "
    "ledamöter. Staden har inte sagt om den tänker dela kostnaden för arbetet."
)
JAPANESE = (
    "港の理事会は火曜日、古いターミナルを閉鎖する計画について採決すると、二人の理事が述べた。"
)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (LEAD, "en"),
        (SECOND, "en"),
        (DUTCH, "nl"),
        (GERMAN, "de"),
        (SPANISH, "es"),
        (SWEDISH, "sv"),
        (JAPANESE, "ja"),
        ("Hello", "und"),
        ("12 345 678 " * 30, "und"),
        ("😀" * 300, "und"),
        ("\u200b" * 300, "und"),
    ],
)
def test_recognised(text: str, language: str) -> None:
    assert recognise(text) == language


def test_another_language_is_said_and_refused() -> None:
    with pytest.raises(LanguageError, match=r"another language than English \('de'\).*--force"):
        page_from_text(GERMAN)
    assert page_from_text(GERMAN, options=PageOptions(force=True)).language == "de"


def test_short_text_is_read() -> None:
    assert page_from_text("Bonjour").language == "und"


def test_skipped_is_not_failed(tmp_path: object) -> None:
    from pathlib import Path

    file = Path(str(tmp_path)) / "a.txt"
    file.write_text(GERMAN, encoding="utf-8")
    (problem,) = open_pages([file])
    assert getattr(problem, "kind", None) == "skipped"


def test_plain_english_loads_no_recogniser() -> None:
    code = (
        "import sys; from sayso.pages import page_from_text; "
        f"page_from_text({LEAD!r}); "
        "assert not {'py3langid', 'trafilatura', 'httpx', 'charset_normalizer', 'numpy'} "
        "& set(sys.modules), sorted(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
