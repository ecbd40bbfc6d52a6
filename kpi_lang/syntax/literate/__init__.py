"""Literate files: a regulation in Markdown with the rules in fenced blocks, read as one program in order."""

from kpi_lang.syntax.literate.document import is_literate, read_prose

__all__ = ["is_literate", "read_prose"]
