"""The fenced blocks of a Markdown page, and what running each of them must show.

The words after the language say how a block runs, in a folder of the page's own that holds a copy of
`policies/`:

- `kpi`: a policy that compiles. `continues` adds it to the policy so far; `fragment` adds it to the page's
  preamble, for this block alone. A preamble that readers do not see stands in a comment `<!-- kpi … -->`, or in
  the file `preamble.kpi` beside the page.
- `csv file=staff.csv`, `json file=staff.json`: data, run through the policy so far, or that of the file
  `policy=NAME`, and under the binding file of `binding=NAME`; a file `records-NAME.csv` with `records=NAME` is a
  table of records for the runs after it.
- `python`: a script, or with `>>>` a doctest; the blocks of a page share their names.
- `sh`: commands that begin with `kpi`; `exit=1` is the exit code expected, else 0; `without=openpyxl` runs
  them as though that package were not installed.
- `text` right after `python` or `sh`: what that prints; a line `…` stands for any lines.

`error=K501` says that a block must give that finding; `file=name` writes the block to a file as well, in UTF-8
unless there is an `encoding=gb18030`.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from attrs import frozen

ROOT = Path(__file__).parent.parent.parent
_FENCE = re.compile(r"(?P<ticks>```+)(?P<info>[^`]*)")
_PREAMBLE = "<!-- kpi"


@frozen
class Block:
    """A fenced block: where it stands, its language, the words after it and its text."""

    page: str
    line: int
    language: str
    words: tuple[str, ...]
    text: str

    def option(self, name: str) -> str | None:
        """The value of a word `name=value`."""
        return next((word.partition("=")[2] for word in self.words if word.startswith(f"{name}=")), None)

    @property
    def place(self) -> str:
        """Where it stands, for failures."""
        return f"{self.page}:{self.line}"


def pages() -> list[Path]:
    """Every Markdown page whose blocks must run; policies in Markdown are run as policies."""
    return [
        ROOT / "README.md",
        *sorted((ROOT / "docs").rglob("*.md")),
        *sorted(page for page in (ROOT / "policies").rglob("*.md") if not page.name.endswith(".kpi.md")),
    ]


def blocks(page: Path) -> list[Block]:
    """The blocks of a page in order; a hidden preamble is a block of the language `preamble`."""
    return list(_read(str(page.relative_to(ROOT)), page.read_text(encoding="utf-8").splitlines()))


def _read(page: str, lines: list[str]) -> Iterator[Block]:
    rows = iter(enumerate(lines, start=1))
    for number, line in rows:
        fence = _FENCE.fullmatch(line.strip()) if line.startswith("```") else None
        if fence is not None:
            language, *words = fence["info"].split() or [""]
            yield Block(page, number, language, tuple(words), _until(rows, fence["ticks"]))
        elif line.startswith(_PREAMBLE):
            yield Block(page, number, "preamble", (), _until(rows, "-->"))


def _until(rows: Iterator[tuple[int, str]], end: str) -> str:
    taken: list[str] = []
    for _, line in rows:
        if line.strip() == end:
            return "".join(f"{text}\n" for text in taken)
        taken.append(line)
    raise ValueError(f"a block is not closed by {end}")
