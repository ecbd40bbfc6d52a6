"""Lists in messages: words of the user in backticks, and never more than a reader takes in."""

from collections.abc import Iterable
from itertools import islice

from kpi_lang.source.arguments import clipped

_MOST_LISTED = 12
_LONGEST_WORD = 60


def quoted(words: Iterable[str]) -> tuple[str, ...]:
    """The different words, each in backticks; `…` ends a list that goes on."""
    return listed(f"`{clipped(word, _LONGEST_WORD)}`" for word in dict.fromkeys(words))


def listed(items: Iterable[object]) -> tuple[str, ...]:
    """The first items as text; `…` ends a list that goes on."""
    rest = iter(items)
    shown = tuple(map(str, islice(rest, _MOST_LISTED)))
    return shown if next(rest, None) is None else (*shown, "…")
