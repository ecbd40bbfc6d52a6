"""Writing beside and renaming, so that nobody ever finds half a file."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kpi_lang.data.file_error import DataFileError
from kpi_lang.source import DataPlace, Diagnostic


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """A path beside the given one to write to; what stands there takes its place when all went well.

    Whatever goes wrong, an interruption too, leaves the old file as it was. A device or a pipe is written
    directly. The operating system's refusals become `DataFileError`.
    """
    try:
        if path.exists() and not path.is_file() and not path.is_dir():
            yield path
            return
        target = path.resolve()
        beside = target.with_name(f".{target.name}.{secrets.token_hex(4)}.part")
        try:
            yield beside
            beside.replace(target)
        finally:
            beside.unlink(missing_ok=True)
    except OSError as error:
        reason = error.strerror or str(error)
        raise DataFileError(Diagnostic.of("K890", DataPlace(str(path)), reason=reason)) from error
