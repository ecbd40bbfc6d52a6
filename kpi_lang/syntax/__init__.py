"""Policy text to syntax tree and back: the grammar in both keyword skins, and the formatter."""

from kpi_lang.syntax.parser import parse

__all__ = ["parse"]
