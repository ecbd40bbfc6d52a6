"""Prints the change notes of this folder as one section of `RELEASES.md`: `python docs/changes/collect.py 0.2.0`."""

import re
import sys
from pathlib import Path

FOLDER = Path(__file__).parent
KINDS = ("added", "changed", "fixed", "removed")
NOTE = re.compile(rf"({'|'.join(KINDS)}): (\S.*)", re.DOTALL)


def notes() -> list[tuple[str, str]]:
    """Every note as (kind, text), in the order of kinds, then of file names; `ValueError` for a malformed one."""
    found = []
    for path in sorted(FOLDER.glob("*.md")):
        if path.name in ("README.md", "RELEASES.md"):
            continue
        note = NOTE.fullmatch(path.read_text(encoding="utf-8").strip())
        if note is None:
            raise ValueError(f"{path.name}: a note begins with one of {', '.join(KINDS)} and a colon")
        found.append((note[1], note[2]))
    return sorted(found, key=lambda note: KINDS.index(note[0]))


def section(version: str) -> str:
    """The notes as Markdown under the version's heading."""
    lines = [f"## {version}", ""]
    for kind, text in notes():
        lines.append(f"- **{kind}**: " + text.replace("\n", "\n  "))
    return "\n".join(lines)


if __name__ == "__main__":
    print(section(sys.argv[1] if len(sys.argv) > 1 else "next"))
