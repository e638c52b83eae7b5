"""When a statement was made."""

import pytest

from sayso.reader.statements.telling.dates import date_statements
from sayso.reader.times import find_times
from sayso.reading import Span
from tests.reader.marked import Built


@pytest.mark.parametrize(
    ("marked", "when"),
    [
        ("<1s>Ada</> <1c>said</> on Monday <1x>that they won</>.", "Monday"),
        ("On Monday, <1s>Ada</> <1c>said</> <1x>they won on Friday</>.", "Monday"),
        ("<1s>Ada</> <1c>said</> <1x>they won on Friday</>.", None),
        ("They left on Monday. <1s>Ada</> <1c>said</> <1x>they won</>.", None),
        ("<1x>“We won,”</> <1s>Ada</> <1c>said</> at a rally on Sept. 5, 2025.", "Sept. 5, 2025"),
    ],
)
def test_the_time_beside_the_cue(marked: str, when: str | None) -> None:
    built = Built(marked)
    times = find_times(built.text, [Span(0, len(built.text))], None)
    (statement,) = date_statements(built.text, built.statements, times)
    words = {time.id: built.text[time.span.start : time.span.end] for time in times}
    assert (words[statement.time] if statement.time else None) == when
