"""grammar/SPELLING.md is true: both spellings read the same, and the formatter turns one into the other."""

import re
from pathlib import Path

import pytest
from attrs import frozen

from kpi_lang.source import Diagnostics, SourceFile
from kpi_lang.syntax import parse
from kpi_lang.syntax.formatter import format_module
from kpi_lang.syntax.formatter.same import difference
from kpi_lang.syntax.grammar_files import grammar_folder
from kpi_lang.syntax.tree import Module, Skin

CONTEXTS = {
    "Declarations": ("{}", "{}"),
    "Amendments": ("amend a version 1 as b {{\n  {}\n}}", "修订 a 版本 1 为 b {{\n  {}\n}}"),
    "Header": ("policy p {{\n  {}\n}}", "考核方案 p {{\n  {}\n}}"),
    "Subject": ("subject s {{\n  {}\n}}", "考核对象 s {{\n  {}\n}}"),
    "Records": ("records r {{\n  {}\n}}", "台账 r {{\n  {}\n}}"),
    "Indicator": ("indicator i {{\n  {}\n}}", "指标 i {{\n  {}\n}}"),
    "Direction": ("{}", "{}"),
    "Goal sheets, stages, ratings": ("{}", "{}"),
    "Bonus": ("bonus b {{\n  {}\n}}", "加分 b {{\n  {}\n}}"),
    "Adjustment": ("adjustment x {{\n  {}\n}}", "酌情调整 x {{\n  {}\n}}"),
    "Restriction": ("veto v when a {{\n  {}\n}}", "一票否决 v 当 a {{\n  {}\n}}"),
    "Scorecard": ("scorecard s {{\n  {}\n}}", "考核表 s {{\n  {}\n}}"),
    "Grades": ("grades {{\n  {}\n}}", "等级划分 {{\n  {}\n}}"),
    "Distribution": ("distribution within c {{\n  {}\n}}", "强制分布 范围 c {{\n  {}\n}}"),
    "Example": ('example "e" {{\n  {}\n}}', "示例 “e” {{\n  {}\n}}"),
    "Properties": ("{}", "{}"),
    "Reading": (
        'reading r {{ open "a"; chosen "b"; because "c"; {} }}',
        "读法 r {{ 未明 “a”；采用 “b”；理由 “c”；{} }}",
    ),
    "Expressions": ("value v = {}", "计算项 v = {}"),
    "Matrix": (
        "table t by a and b {{\n  {}\n  | 5      | 1     | 2    |\n}}",
        "对照表 t 按 a 且 b {{\n  {}\n  | 5      | 1     | 2    |\n}}",
    ),
}


@frozen
class Case:
    section: str
    construct: str
    english: str
    chinese: str
    also: tuple[str, ...]


def cases() -> list[Case]:
    found: list[Case] = []
    section = ""
    for line in (grammar_folder() / "SPELLING.md").read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            section = line.removeprefix("## ")
        cells = [cell.strip() for cell in re.split(r"(?<!\\)\|", line.strip("|"))]
        if len(cells) == 4 and cells[1].startswith("`"):
            english, chinese, also = (cell.strip("`").replace("\\|", "|") for cell in cells[1:])
            variants = tuple(filter(None, (variant.strip() for variant in also.split("⏎"))))
            found.append(Case(section, cells[0], english, chinese, variants))
    return found


def read(text: str) -> Module:
    diagnostics = Diagnostics()
    module = parse(SourceFile("spelling.kpi", text), diagnostics)
    assert not list(diagnostics), text
    assert len(module.declarations) == 1, text
    return module


@pytest.mark.parametrize("case", cases(), ids=lambda case: f"{case.section}: {case.construct}")
def test_both_spellings_are_one_construct(case: Case) -> None:
    english_context, chinese_context = CONTEXTS[case.section]
    english, chinese = english_context.format(case.english), chinese_context.format(case.chinese)
    module = read(english)
    assert difference(module, read(chinese)) is None
    for variant in case.also:
        for context in CONTEXTS[case.section]:
            assert difference(module, read(context.format(variant))) is None, variant
    for text in (english, chinese):
        assert format_module(read(text), Skin.ENGLISH) == english + "\n"
        assert format_module(read(text), Skin.CHINESE) == chinese + "\n"


def test_every_section_has_cases() -> None:
    assert {case.section for case in cases()} == set(CONTEXTS)
    assert len(cases()) > 130
    assert Path(grammar_folder() / "kpi.lark").is_file()
