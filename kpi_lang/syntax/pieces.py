"""What the scanner finds: words, numbers and marks with their places."""

from typing import Literal, TypeAlias

from attrs import define

Shape: TypeAlias = Literal["WORD", "NAME", "NUMBER", "DATE", "STRING", "MARK", "LINE_END", "END"]
"""What a piece is by its looks alone; NAME is a name between 「 and 」, which is never a keyword."""


@define(eq=False)
class Piece:
    """A word, number, text, mark or line end: its characters as read, and where it stands.

    `type` is the terminal of the grammar as which the parser takes the piece; the reader sets it, since
    only the place in the grammar tells a keyword from a name.
    """

    shape: Shape
    text: str
    start_pos: int
    end_pos: int
    type: str = ""
