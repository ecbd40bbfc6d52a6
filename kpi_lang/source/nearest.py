"""The known name most like one that was found, for `did you mean`."""

from collections.abc import Iterable
from difflib import SequenceMatcher

_LIKE_ENOUGH = 0.7
_LIKE_ENOUGH_IN_CHINESE = 0.6
"""Chinese words are short: of three characters two agreeing is near."""
_LONGEST_COMPARED = 80
"""Comparing takes the product of the lengths, and a cell or a word may hold a page."""


def nearest(found: str, known: Iterable[str]) -> str | None:
    """The known text most like the one found, None if none is like enough.

    Case, spaces, hyphens and underscores do not count: `Staff No` is as good as `staff_no`.
    """
    best, best_likeness = None, 0.0
    plain = _plain(found)
    for name in known:
        least = max(best_likeness, _LIKE_ENOUGH if name.isascii() else _LIKE_ENOUGH_IN_CHINESE)
        matcher = SequenceMatcher(None, plain, _plain(name), autojunk=False)
        if matcher.real_quick_ratio() < least or matcher.quick_ratio() < least:
            continue
        likeness = matcher.ratio()
        if likeness > best_likeness and likeness >= least:
            best, best_likeness = name, likeness
    return best


def _plain(name: str) -> str:
    kept = name[:_LONGEST_COMPARED].casefold()
    return "".join(letter for letter in kept if letter not in " _-\u3000\u00a0")
