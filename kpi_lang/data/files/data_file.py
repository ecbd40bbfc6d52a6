"""Files by name: how their bytes are opened, as often as needed."""

import io
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from attrs import field, frozen

from kpi_lang.data.file_error import DataFileError
from kpi_lang.source import CATALOGUE, Argument, DataPlace, Diagnostic
from kpi_lang.source.nearest import nearest

STANDARD_INPUT = "-"
"""What stands for standard input where the name of a file is asked for."""
_STANDARD_INPUT_NAME = "<stdin>"


@frozen(eq=False)
class DataFile:
    """A file to read: the name for messages, how to open it, and the sheet wanted of a workbook (None: the first).

    `title_row` is the number of the row that holds the titles; rows before it are not data.
    """

    name: str
    open_bytes: Callable[[], BinaryIO] = field(repr=False)
    sheet: str | None = None
    title_row: int = 1

    @classmethod
    def of(cls, location: str | Path, title_row: int = 1) -> "DataFile":
        """The file at a path; `staff.xlsx#Q3` names a sheet too, `-` is standard input.

        Raises `DataFileError` where there is no such file, or it cannot be opened.
        """
        text = str(location)
        if text == STANDARD_INPUT:
            content = sys.stdin.buffer.read()
            return cls(_STANDARD_INPUT_NAME, lambda: io.BytesIO(content), None, title_row)
        path, sheet = Path(text), None
        if not path.exists() and "#" in text:
            before, _, sheet = text.rpartition("#")
            path = Path(before)
        found = cls(text, lambda: path.open("rb"), sheet, title_row)
        with found.opened():
            return found

    @property
    def extension(self) -> str:
        """The end of the name that tells the type, in small letters: `.csv`, which standard input always is."""
        if self.name == _STANDARD_INPUT_NAME:
            return ".csv"
        name = self.name if self.sheet is None else self.name.removesuffix(f"#{self.sheet}")
        return Path(name).suffix.lower()

    @contextmanager
    def opened(self) -> Iterator[BinaryIO]:
        """The bytes from the start; an operating system's refusal becomes a `DataFileError`."""
        try:
            stream = self.open_bytes()
        except FileNotFoundError as error:
            near = self._neighbour()
            raise self.error("K801", help="nearest" if near else "none", nearest=near or "") from error
        except (OSError, ValueError) as error:
            raise self._unreadable(error) from error
        with stream:
            try:
                yield stream
            except OSError as error:
                raise self._unreadable(error) from error

    def error(
        self, code: str, row: int | None = None, *, help: str | None = None, **arguments: Argument
    ) -> DataFileError:
        """The failure `code` of this file."""
        entry, place = CATALOGUE.entry(code), DataPlace(self.name, row)
        return DataFileError(Diagnostic.from_entry(entry, place, help=help, arguments=arguments))

    def _unreadable(self, error: OSError | ValueError) -> DataFileError:
        reason = error.strerror if isinstance(error, OSError) else None
        return self.error("K802", reason=reason or str(error))

    def _neighbour(self) -> str | None:
        path = Path(self.name if self.sheet is None else self.name.removesuffix(f"#{self.sheet}"))
        try:
            names = [entry.name for entry in path.parent.iterdir()]
        except OSError:
            return None
        return nearest(path.name, names)
