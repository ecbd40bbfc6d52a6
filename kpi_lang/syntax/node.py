"""A node of the parse tree: which rule, over which characters, with which parts."""

from typing import Any


class Node:
    """What the parser makes of each rule of the grammar that keeps a node of its own.

    Lark makes it, knowing only the rule and the parts; the machine that feeds the parser adds the extent.
    """

    __slots__ = ("children", "data", "end", "start")

    def __init__(self, data: str, children: list[Any]) -> None:
        self.data = data
        self.children = children
        self.start = -1
        self.end = -1
