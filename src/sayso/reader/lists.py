"""Questions of the long lists that describe a page word by word."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from itertools import compress, count


def where(values: Iterable[str], wanted: Collection[str]) -> list[int]:
    """The indices of the values that are among the wanted ones (a set or a dictionary).

    Python runs no step of its own for each value, and of most lists few are wanted.
    """
    return list(compress(count(), map(wanted.__contains__, values)))
