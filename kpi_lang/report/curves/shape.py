"""The shape of a score over a range: straight pieces between exact break points, stairs, or single points."""

from collections.abc import Callable
from fractions import Fraction
from itertools import pairwise

from attrs import frozen

Score = Callable[[Fraction], Fraction]


@frozen
class Piece:
    """A straight line over ``start`` to ``end``; at a jump the line stops short of its end."""

    start: Fraction
    end: Fraction
    first: Fraction
    last: Fraction

    @property
    def slope(self) -> Fraction:
        """What one unit more adds."""
        return (self.last - self.first) / (self.end - self.start)


@frozen
class Shape:
    """Pieces from left to right; ``whole`` says that only their ends are values, as for a count."""

    pieces: tuple[Piece, ...]
    whole: bool = False

    @property
    def low(self) -> Fraction:
        """Where it begins."""
        return self.pieces[0].start

    @property
    def high(self) -> Fraction:
        """Where it ends."""
        return self.pieces[-1].end

    @property
    def has_jumps(self) -> bool:
        """Whether a piece begins elsewhere than the one before it ends."""
        return any(left.last != right.first for left, right in pairwise(self.pieces))

    @property
    def breaks(self) -> tuple[tuple[Fraction, Fraction], ...]:
        """The points where the direction changes, without the ends of the range."""
        return tuple((right.start, right.first) for right in self.pieces[1:])

    def within(self, low: Fraction, high: Fraction) -> "Shape":
        """The part from ``low`` to ``high``."""
        inside = (piece for piece in self.pieces if piece.end > low and piece.start < high)
        return Shape(tuple(_cut(piece, low, high) for piece in inside), self.whole)


def _cut(piece: Piece, low: Fraction, high: Fraction) -> Piece:
    start, end = max(piece.start, low), min(piece.end, high)
    first, last = (piece.first + (place - piece.start) * piece.slope for place in (start, end))
    return Piece(start, end, first, last)


def shape_of(score: Score, low: Fraction, high: Fraction, step: Fraction, *, whole: bool = False) -> Shape:
    """The shape of ``score`` from ``low`` to ``high``; its break points must be multiples of ``step``.

    Raises ValueError where the score is no straight line within a step.
    """
    places = [low + step * number for number in range(int((high - low) / step) + 1)]
    pieces = [_piece(score, left, right, whole=whole) for left, right in pairwise(places)]
    joined: list[Piece] = []
    for piece in pieces:
        if joined and joined[-1].last == piece.first and joined[-1].slope == piece.slope:
            before = joined.pop()
            joined.append(Piece(before.start, piece.end, before.first, piece.last))
        else:
            joined.append(piece)
    return Shape(tuple(joined), whole)


def _piece(score: Score, left: Fraction, right: Fraction, *, whole: bool) -> Piece:
    if whole:
        return Piece(left, right, score(left), score(right))
    quarter = (right - left) / 4
    inner = [score(left + quarter * part) for part in (1, 2, 3)]
    rise = inner[1] - inner[0]
    if inner[2] - inner[1] != rise:
        raise ValueError(f"the score bends between {left} and {right}")
    return Piece(left, right, inner[0] - rise, inner[2] + rise)
