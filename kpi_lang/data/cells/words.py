"""Cells that mean words: yes or no, one of the declared choices, free text, and the keys of people."""

import re
from collections.abc import Callable

from kpi_lang.data.cells.flaw import Flaw, flaw
from kpi_lang.data.quoting import quoted
from kpi_lang.data.raw import RawCell, cell_text
from kpi_lang.data.schema import InputSpec
from kpi_lang.source.nearest import nearest

_YES = frozenset({"yes", "y", "true", "1", "是", "√", "✓", "✔"})
_NO = frozenset({"no", "n", "false", "0", "否", "×", "✗", "✘"})
_FULL_WIDTH = {0xFEE0 + code: code for code in range(ord("!"), ord("~") + 1)}

_CONTROL = (
    "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb\ud800-\udfff"
)
_UNFIT_FOR_TEXT = re.compile(f"[{_CONTROL}]")
_UNFIT_FOR_NAMES = re.compile(f"[{_CONTROL}\t\n\r\u00ad\u200c-\u200f\u180e]")


def yes_no_reader(spec: InputSpec) -> Callable[[RawCell], bool | Flaw]:
    """A reader of yes/no cells: yes, true, Y, 1, 是, √ and their opposites, in any case and width."""

    def read(cell: RawCell) -> bool | Flaw:
        if isinstance(cell, bool):
            return cell
        word = cell_text(cell).translate(_FULL_WIDTH).casefold()
        if word in _YES:
            return True
        return False if word in _NO else flaw("K859", spec, cell_text(cell))

    return read


def choice_reader(spec: InputSpec) -> Callable[[RawCell], str | Flaw]:
    """A reader of the cells of a choice: a member's name or label, letters in any case; the result is the name."""
    assert spec.kind.choices is not None
    members = spec.kind.choices.members
    exact = {member.label: member.name for member in reversed(members) if member.label}
    exact.update((member.name, member.name) for member in members)
    folded: dict[str, str | None] = {}
    for text, name in exact.items():
        # Two members that differ in case only are told apart by exact spelling alone.
        folded[text.casefold()] = name if folded.get(text.casefold(), name) == name else None
    choices = quoted(member.label or member.name for member in members)

    def read(cell: RawCell) -> str | Flaw:
        text = cell_text(cell)
        name = exact.get(text) or folded.get(text.casefold())
        if name is not None:
            return name
        near = nearest(text, exact)
        return flaw("K860", spec, text, "nearest" if near else "none", nearest=near or "", choices=choices)

    return read


def text_reader(spec: InputSpec) -> Callable[[RawCell], str | Flaw]:
    """A reader of free text, trimmed, its line breaks made alike; characters that nobody sees are a flaw."""

    def read(cell: RawCell) -> str | Flaw:
        text = cell_text(cell).replace("\r\n", "\n").replace("\r", "\n")
        unfit = _UNFIT_FOR_TEXT.search(text)
        return text if unfit is None else _invisible(spec.name, text, unfit)

    return read


def name_text(name: str, cell: RawCell) -> str | Flaw:
    """The text of a key or of a carried column, one line without invisible characters."""
    text = cell_text(cell)
    unfit = _UNFIT_FOR_NAMES.search(text)
    return text if unfit is None else _invisible(name, text, unfit)


def _invisible(name: str, text: str, unfit: re.Match[str]) -> Flaw:
    character = f"U+{ord(unfit[0]):04X}"
    return Flaw(
        "K864",
        None,
        (("name", name), ("value", text), ("character", character), ("position", unfit.start() + 1)),
    )
