"""How the bytes of a text file become characters: UTF-8, UTF-16 with a mark, else GB18030.

Spreadsheets save CSV as UTF-8 with a mark, as UTF-16, or, in China, as GB18030. The whole file is read
once to decide, because a guess from its beginning would garble a name on the last row.
"""

import codecs
import io
import re
from collections.abc import Iterator
from typing import BinaryIO

from attrs import define

from kpi_lang.data.files.data_file import DataFile

UTF_8, UTF_16, GB18030 = "utf-8-sig", "utf-16", "gb18030"

_CHUNK = 1 << 20
_SHOWN_BYTE = "0x{:02X}"
_THREE_BYTE = re.compile("[\u0800-\uffff]")
_PROOF_OF_UTF_8 = 2
"""So many characters of three bytes are not valid UTF-8 by chance in a text of another encoding."""

_FOREIGN_STARTS = (
    (b"PK\x03\x04", "workbook"),
    (b"\xd0\xcf\x11\xe0", "old_workbook"),
    (b"PAR1", "parquet"),
    (b"ARROW1", "arrow"),
    (b"%PDF", "pdf"),
)


def text_encoding(file: DataFile) -> str:
    """The encoding of a text file.

    Raises `DataFileError` for bytes that are no text in it, naming the line and the position of the first,
    for NUL characters, and for files that are plainly something else.
    """
    with file.opened() as stream:
        start = stream.read(8)
    for mark, what in _FOREIGN_STARTS:
        if start.startswith(mark):
            raise file.error("K805", help=what)
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        damage = _damage(file, UTF_16)
        if damage is not None:
            raise damage.error(file, "UTF-16")
        return UTF_16
    damage = _damage(file, UTF_8)
    if damage is None:
        return UTF_8
    if start.startswith(codecs.BOM_UTF8) or damage.is_nul or damage.wide >= _PROOF_OF_UTF_8:
        raise damage.error(file, "UTF-8")
    if _damage(file, GB18030) is None:
        return GB18030
    raise damage.error(file, "UTF-8")


def open_text(encoding: str, stream: BinaryIO) -> io.TextIOWrapper:
    """The characters of an opened file, line ends as they are."""
    return io.TextIOWrapper(stream, encoding=encoding, newline="")


@define
class _Damage:
    """The first byte that is no text: its position in the file, the line (from 1), and what it is.

    `wide` counts the characters of three bytes before it.
    """

    position: int
    line: int
    shown: str
    is_nul: bool
    wide: int

    def error(self, file: DataFile, encoding: str) -> Exception:
        if self.is_nul:
            return file.error("K806", line=self.line, position=self.position)
        return file.error("K807", line=self.line, position=self.position, byte=self.shown, encoding=encoding)


def _damage(file: DataFile, encoding: str) -> _Damage | None:
    """The first place where the file is no text of an encoding, None if it is one throughout."""
    decoder = codecs.getincrementaldecoder(encoding)()
    position, line, wide = 0, 1, 0
    for chunk in _chunks(file):
        held = len(decoder.getstate()[0])
        try:
            text = decoder.decode(chunk, final=not chunk)
        except UnicodeDecodeError as error:
            before = error.object[: error.start]
            text = before.decode(encoding, "ignore")
            wide += len(_THREE_BYTE.findall(text))
            shown = _SHOWN_BYTE.format(error.object[error.start])
            return _Damage(position - held + error.start, line + before.count(b"\n"), shown, False, wide)
        nul = text.find("\0")
        if nul >= 0:
            where = position + _bytes_before_nul(text[:nul], chunk, encoding, held)
            return _Damage(where, line + text.count("\n", 0, nul), "0x00", True, wide)
        position += len(chunk)
        line += text.count("\n")
        wide = wide if wide >= _PROOF_OF_UTF_8 else wide + len(_THREE_BYTE.findall(text))
    return None


def _bytes_before_nul(before: str, chunk: bytes, encoding: str, held: int) -> int:
    if encoding != UTF_16:
        return chunk.find(b"\0")
    mark = len(codecs.BOM_UTF16) if chunk.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else 0
    return mark + len(before.encode("utf-16-le")) - held


def _chunks(file: DataFile) -> Iterator[bytes]:
    """The bytes of the file in pieces, the last one empty."""
    with file.opened() as stream:
        while chunk := stream.read(_CHUNK):
            yield chunk
    yield b""
