"""Times: where a page says when, as TIMEX3."""

from sayso.reader.times.find import find_times

__all__ = ["find_times"]
