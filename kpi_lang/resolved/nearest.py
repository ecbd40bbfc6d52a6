"""The nearest known name to one that is not known, for `did you mean`."""

from collections.abc import Iterable
from difflib import SequenceMatcher


def nearest_name(name: str, known: Iterable[str]) -> str | None:
    """The known name most like ``name``, or None where none is like enough (six letters in ten)."""

    def likeness(other: str) -> float:
        return SequenceMatcher(None, name.casefold(), other.casefold(), autojunk=False).ratio()

    best = max(known, key=likeness, default=None)
    return best if best is not None and likeness(best) >= 0.6 else None
