"""What a command came to, and texts that tests give to commands."""

from __future__ import annotations

from sayso.reading import Reading

STORY = (
    "The harbour bridge will close for six weeks from Monday.\n\n"
    "“It is not safe,” Whitlock said. The council met on Thursday and voted for it.\n\n"
    "“I would not drive over it,” Okoro said after the meeting at the town hall.\n"
)
GERMAN = (
    "Die Brücke am Hafen wird ab Montag für sechs Wochen gesperrt, teilte die Bürgermeisterin am "
    "Donnerstag mit. Bei einer Prüfung waren Risse in zwei Pfeilern gefunden worden.\n"
)


class Ran:
    """What a command came to."""

    def __init__(self, code: int, out: str, err: str) -> None:
        self.code, self.out, self.err = code, out, err

    @property
    def readings(self) -> list[Reading]:
        return [Reading.from_json(line) for line in self.out.splitlines()]
