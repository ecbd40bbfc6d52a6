"""The word that somebody most likely meant."""

from collections.abc import Iterable
from difflib import SequenceMatcher

_LONGEST = 40
"""Characters of a word that may be a slip for a keyword; comparing a pasted page would take hours."""


def nearest(written: str, words: Iterable[str]) -> str | None:
    """The word most like the written one, None if none is near; Chinese words are short, so less must agree."""
    if len(written) > _LONGEST:
        return None
    best, best_likeness = None, 0.0
    for word in words:
        likeness = SequenceMatcher(None, written.lower(), word.lower(), autojunk=False).ratio()
        enough = 0.7 if word.isascii() else 0.6
        if likeness >= enough and likeness > best_likeness:
            best, best_likeness = word, likeness
    return best
