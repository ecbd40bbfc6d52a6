"""Writes the parse tables anew after a change of the grammar: `python -m kpi_lang.syntax.tables`."""

from kpi_lang.syntax.grammar_files import GRAMMAR, TABLES, grammar_folder
from kpi_lang.syntax.shipped import packed


def main() -> None:
    """Write the tables of the grammar beside it; raises `GrammarError` where the grammar has a conflict."""
    folder = grammar_folder()
    text = (folder / GRAMMAR).read_text(encoding="utf-8")
    (folder / TABLES).write_bytes(packed(text))


if __name__ == "__main__":
    main()
