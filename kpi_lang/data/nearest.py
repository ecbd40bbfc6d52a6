"""The known name most like one that was found, for `did you mean`."""

from collections.abc import Iterable
from difflib import SequenceMatcher

_LIKE_ENOUGH = 0.7
_LONGEST_COMPARED = 80


def nearest(found: str, known: Iterable[str]) -> str | None:
    """The known text most like the one found, None if none is like enough.

    Case, spaces, hyphens and underscores do not count: `Staff No` is as good as `staff_no`.
    """
    best, best_likeness = None, _LIKE_ENOUGH
    plain = _plain(found)
    for name in known:
        matcher = SequenceMatcher(None, plain, _plain(name), autojunk=False)
        if matcher.real_quick_ratio() < best_likeness or matcher.quick_ratio() < best_likeness:
            continue
        likeness = matcher.ratio()
        if likeness > best_likeness or (best is None and likeness >= best_likeness):
            best, best_likeness = name, likeness
    return best


def _plain(name: str) -> str:
    # Comparing takes the product of the lengths, and a cell may hold a page.
    kept = name[:_LONGEST_COMPARED].casefold()
    return "".join(letter for letter in kept if letter not in " _-\u3000\u00a0")
