"""Syntax tree to text, in either skin, checked on every run."""

from kpi_lang.syntax.formatter.checked import format_source
from kpi_lang.syntax.formatter.module import format_module

__all__ = ["format_module", "format_source"]
