"""The lexer that Lark is given, and that nobody runs: the reader feeds the parser itself."""

from collections.abc import Iterator
from typing import Any

from lark.lexer import Lexer, Token


class NoLexer(Lexer):
    """Reads nothing. It has a module of its own because the parse tables refer to it by name."""

    __future_interface__ = 2

    def __init__(self, lexer_conf: object) -> None:
        pass

    def lex(self, lexer_state: Any, parser_state: Any) -> Iterator[Token]:
        """No token at all."""
        return iter(())
