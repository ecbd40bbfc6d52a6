"""Policies from folders: reading their texts, finding what they import, and the library that ships with the package."""

import codecs
import re
from pathlib import Path

from attrs import frozen

from kpi_lang.data.file_error import DataFileError
from kpi_lang.data.files.data_file import DataFile
from kpi_lang.data.files.text_encoding import UTF_8, open_text, text_encoding
from kpi_lang.source import Diagnostic, SourceFile

SUFFIXES = (".kpi", ".kpi.md")
"""How the names of policy files end: plain policies, and regulations in Markdown with the rules inside."""

_LIBRARY_PREFIX = "std."
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_HEADER = re.compile(
    r"^[ \t]*(?:policy|考核方案|考核办法)[ \t]+(?P<name>[^\s\"“{]+)[^{\n]*(?:\{(?P<settings>[^}]*)\})?",
    re.MULTILINE,
)
_AMEND = re.compile(
    r"^[ \t]*(?:amend|修订)[ \t]+\S+[ \t]+(?:version|版本)[ \t]*(?P<number>\d+)"
    r"[ \t]+(?:as|作为|为)[ \t]+(?P<name>[^\s\"“{]+)",
    re.MULTILINE,
)
_VERSION = re.compile(r"(?<!\w)(?:version|版本)\s*[:：]?\s*(?P<number>\d+)")
_DATA_SUFFIXES = frozenset((".csv", ".xlsx", ".xls", ".parquet", ".json", ".jsonl", ".arrow"))


@frozen
class FolderLoader:
    """Finds imported modules: `std.curves` in the shipped library, `pay.tables` as `pay/tables.kpi` under `folder`.

    `pay.sales version 3` is the policy in the folder whose header gives it that name and version.
    Gives None where there is no such module; raises `DataFileError` where there is one that cannot be read.
    """

    folder: Path

    def __call__(self, module: str) -> SourceFile | None:
        """The source of the module of a dotted name."""
        name, of, version = module.partition(" version ")
        if of:
            return self._policy(name, int(version))
        library = module.startswith(_LIBRARY_PREFIX)
        folder = stdlib_folder() if library else self.folder
        parts = module.removeprefix(_LIBRARY_PREFIX).split(".")
        if not all(part.isidentifier() for part in parts):
            return None
        for suffix in SUFFIXES:
            path = folder.joinpath(*parts[:-1], parts[-1] + suffix)
            if path.is_file():
                name = f"stdlib/{path.relative_to(folder)}" if library else str(path)
                return SourceFile(name, _read_text(path))
        return None

    def _policy(self, name: str, version: int) -> SourceFile | None:
        """The policy or variant of that name in the folder, where there is none of that version one of another."""
        other = None
        for path in sorted(path for suffix in SUFFIXES for path in self.folder.glob(f"*{suffix}")):
            try:
                text = _read_text(path)
            except DataFileError:
                continue
            found = _named(text)
            if found is not None and found[0] == name:
                other = SourceFile(str(path), text)
                if found[1] == version:
                    return other
        return other


def _named(text: str) -> tuple[str, int] | None:
    """The name and version that a policy's header gives it; a variant has the version that it amends."""
    variant = _AMEND.search(text)
    if variant is not None:
        return _without_quotes(variant["name"]), int(variant["number"])
    header = _HEADER.search(text)
    if header is None:
        return None
    version = _VERSION.search(header["settings"] or "")
    return _without_quotes(header["name"]), 1 if version is None else int(version["number"])


def _without_quotes(name: str) -> str:
    return name.replace("「", "").replace("」", "")


def stdlib_folder() -> Path:
    """The folder of the shipped library: inside the installed package, or beside it in a checkout."""
    package = Path(__file__).parent
    inside = package / "stdlib"
    return inside if inside.is_dir() else package.parent / "stdlib"


def read_policy(path: Path) -> SourceFile:
    """The policy text of a file; its name in messages is the path as given, `-` is standard input.

    Raises `DataFileError` where there is no such file, or none that holds a policy.
    """
    if path.suffix.lower() in _DATA_SUFFIXES and path.is_file():
        raise DataFileError(Diagnostic.of("K954", path=str(path)))
    return SourceFile(str(path), _read_text(path))


def _read_text(path: Path) -> str:
    """The characters of a file, whatever a Chinese or a Western editor saved them as."""
    if path.is_dir():
        inside = policies_under(path)
        nearest = str(inside[0]) if inside else ""
        raise DataFileError(
            Diagnostic.of("K951", path=str(path), nearest=nearest, help="nearest" if inside else "none")
        )
    file = DataFile.of(path)
    try:
        encoding = text_encoding(file)
    except DataFileError as error:
        raise DataFileError(Diagnostic.of("K953", path=str(path))) from error
    with file.opened() as stream, open_text(encoding, stream) as text:
        return text.read()


def in_encoding_of(path: Path, text: str) -> bytes:
    """A text as the bytes that a file has for it: its encoding and byte order mark are kept, and so its prose."""
    content = path.read_bytes()
    encoding = text_encoding(DataFile.of(path))
    for mark, marked in _MARKS:
        if content.startswith(mark):
            return mark + text.encode(marked)
    return text.encode("utf-8" if encoding == UTF_8 else encoding)


def policies_under(path: Path) -> list[Path]:
    """The file itself, or every policy file under the folder, in order of name; hidden folders are left out."""
    if not path.is_dir():
        return [path]
    found = (other for suffix in SUFFIXES for other in path.rglob(f"*{suffix}"))
    return sorted(other for other in found if not _is_hidden(other.relative_to(path)))


def _is_hidden(path: Path) -> bool:
    return any(part.startswith(".") for part in path.parts)
