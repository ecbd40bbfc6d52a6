"""Every data message can be given, and is given somewhere."""

import re
from pathlib import Path

import kpi_lang
import kpi_lang.data
from kpi_lang.source import CATALOGUE
from kpi_lang.source.messages import data

CATALOGUE_CODES = frozenset(entry.code for entry in CATALOGUE)

SOURCES = "\n".join(
    path.read_text(encoding="utf-8") for path in Path(kpi_lang.data.__path__[0]).rglob("*.py")
)
ELSEWHERE = "\n".join(
    path.read_text(encoding="utf-8")
    for path in Path(kpi_lang.__path__[0]).rglob("*.py")
    if "messages" not in path.parts
)


def test_every_code_is_used_and_every_used_code_is_there() -> None:
    used = set(re.findall(r'"(K8\d\d)"', ELSEWHERE))
    assert used == {code for code in CATALOGUE_CODES if code.startswith("K8")}


def test_every_choice_of_help_is_used() -> None:
    named = set(re.findall(r'"([a-z_]+)"', SOURCES)) | {"nearest", "none"}
    for entry in data.ENTRIES:
        for key in entry.en.helps:
            assert key in named or key.removesuffix("_nearest") in named, f"{entry.code} {key}"
