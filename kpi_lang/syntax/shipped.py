"""The parse tables: built from the grammar once, shipped beside it, and loaded in a few milliseconds."""

import hashlib
import io
from pathlib import Path

import lark
from lark import Lark

from kpi_lang.syntax.grammar_files import GRAMMAR, TABLES, grammar_folder
from kpi_lang.syntax.no_lexer import NoLexer
from kpi_lang.syntax.node import Node


def fingerprint(grammar_text: str) -> bytes:
    """What the tables depend on: the grammar and the version of Lark."""
    return hashlib.sha256(f"{lark.__version__}\n{grammar_text}".encode()).digest()


def build(grammar_text: str, *, debug: bool = False) -> Lark:
    """The parser of a grammar; raises `GrammarError` where the grammar has a conflict."""
    return Lark(
        grammar_text,
        parser="lalr",
        start="declaration",
        lexer=NoLexer,
        maybe_placeholders=True,
        tree_class=Node,
        debug=debug,
    )


def packed(grammar_text: str) -> bytes:
    """The tables of a grammar as they are shipped: fingerprint, then Lark's own form."""
    stream = io.BytesIO()
    build(grammar_text).save(stream)
    return fingerprint(grammar_text) + stream.getvalue()


def load(folder: Path | None = None) -> Lark:
    """The parser from the shipped tables, or built anew where they are missing or of another grammar."""
    place = grammar_folder() if folder is None else folder
    text = (place / GRAMMAR).read_text(encoding="utf-8")
    tables = place / TABLES
    expected = fingerprint(text)
    shipped = tables.read_bytes() if tables.is_file() else b""
    if shipped[: len(expected)] != expected:
        return build(text)
    return Lark.load(io.BytesIO(shipped[len(expected) :]))
