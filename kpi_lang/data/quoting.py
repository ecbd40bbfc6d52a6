"""Words of the user as messages list them."""

from collections.abc import Iterable


def quoted(words: Iterable[str]) -> tuple[str, ...]:
    """Each word in backticks, for a list in a message."""
    return tuple(f"`{word}`" for word in words)
