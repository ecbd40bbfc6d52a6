"""Chinese written without spaces, which reads as one long name."""

import re
from collections.abc import Iterator

from kpi_lang.source import Diagnostic
from kpi_lang.syntax.characters import is_ideograph
from kpi_lang.syntax.grammar import Grammar, grammar
from kpi_lang.syntax.mistakes.scene import Scene
from kpi_lang.syntax.pieces import Piece

_SPLITTING = (
    "_IF",
    "_THEN",
    "_ELSE",
    "_AND",
    "_OR",
    "_NOT",
    "_IN",
    "_NOT_IN",
    "_EQUALS",
    "_UNEQUAL",
    "_LESS_THAN",
    "_AT_MOST",
    "_MORE_THAN",
    "_AT_LEAST",
    "_WHERE",
    "_WHEN",
    "_OVER_LAST",
    "_EACH_HAVING",
    "_MOVE_WEIGHT_TO",
    "_LIKE",
    "_BY",
)
_POINTS = re.compile(r"(.*?)(加|扣|得)([0-9]+(?:\.[0-9]+)?)(分?)")
"""The end of `每有创新数加2分`."""

_LONGEST = 200
_ARITHMETIC = {"加上": "+", "减去": "-", "乘以": "*", "除以": "/"}


def spaced(word: str) -> str | None:
    """The word with spaces around the keywords in it, None if there are none: `如果 销售额 大于 5`.

    One-character keywords are found only at the start and behind figures, where they are not likely to be
    part of a name.
    """
    if not 3 <= len(word) <= _LONGEST or not is_ideograph(word[0]):
        return None
    keywords = _keywords(grammar())
    parts: list[str] = []
    name, at = "", 0
    while at < len(word):
        alone = at == 0 or word[at - 1].isdigit()
        keyword = next((k for k in keywords if word.startswith(k, at) and (len(k) > 1 or alone)), None)
        if keyword is None:
            name += word[at]
            at += 1
            continue
        if name:
            parts.append(name)
            name = ""
        parts.append(_ARITHMETIC.get(keyword, keyword))
        at += len(keyword)
    if name:
        parts.append(name)
    if len(parts) < 2 or all(part in keywords for part in parts):
        return None
    return " ".join(_parted_figures(parts))


def _parted_figures(parts: list[str]) -> Iterator[str]:
    for part in parts:
        points = _POINTS.fullmatch(part)
        if points is not None:
            yield from filter(None, points.groups())
            continue
        digits = next((at for at, character in enumerate(part) if character.isdigit()), len(part))
        if 0 < digits < len(part) and part[digits:].replace(".", "").isdigit():
            yield part[:digits]
            yield part[digits:]
        else:
            yield part


def _keywords(rules: Grammar) -> list[str]:
    words = {word for terminal in _SPLITTING for word in rules.keywords[terminal].chinese if " " not in word}
    return sorted(words | set(_ARITHMETIC), key=len, reverse=True)


def run_together(scene: Scene) -> Diagnostic | None:
    """A Chinese word at or just before the mistake that holds keywords."""
    for piece in _candidates(scene):
        parted = spaced(piece.text)
        if parted is not None:
            return scene.finding("K130", scene.span(piece), written=piece.text, right=parted)
    return None


def _candidates(scene: Scene) -> Iterator[Piece]:
    for at in range(scene.index, max(-1, scene.index - 4), -1):
        piece = scene.pieces[at]
        if piece.shape == "LINE_END":
            return
        if piece.shape == "WORD" and (at == scene.index or piece.type == "NAME"):
            yield piece
