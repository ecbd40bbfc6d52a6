"""Literate files: rules in the blocks of a Markdown text are read as one program, and only they are laid out."""

import time

import pytest

from kpi_lang.source import Diagnostics, SourceFile, Span
from kpi_lang.syntax import parse
from kpi_lang.syntax.formatter import format_source
from kpi_lang.syntax.tree import ClauseLine, Input, Module, Skin

HEAD = "```kpi\ninput a : count in 0 .. 9\n```\n"


def read(text: str, name: str = "policy.kpi.md") -> tuple[Module, list[str]]:
    diagnostics = Diagnostics()
    module = parse(SourceFile(name, text), diagnostics)
    return module, [found.code for found in diagnostics]


def names(module: Module) -> list[str]:
    inputs = (found for found in module.declarations if isinstance(found, Input))
    return [name.text for found in inputs for name in found.field.names]


def formatted(text: str, skin: Skin | None = None) -> str:
    diagnostics = Diagnostics()
    found = format_source(SourceFile("policy.kpi.md", text), diagnostics, skin)
    assert not list(diagnostics)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("opening", "closing"),
    [
        ("```kpi", "```"),
        ("``` kpi", "``` "),
        ("```kpi rules of clause 7", "````"),
        ("````kpi", "````"),
        ("~~~kpi", "~~~"),
        ("```KPI", "```"),
        ("   ```kpi", "   ```"),
        ("\t```kpi", "\t```"),
        ("        ```kpi", "        ```"),
    ],
)
def test_fences_that_hold_rules(opening: str, closing: str) -> None:
    module, codes = read(
        f"# Title\n\n{opening}\ninput b : count in 0 .. 9\n{closing}\n\nA “text, \x00 not read.\n"
    )
    assert codes == []
    assert names(module) == ["b"]


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_line_ends_and_byte_order_marks(line_end: str, mark: str) -> None:
    text = f"{mark}# 1 One\n\n{HEAD}\n## 2 Two\n\n```kpi\ninput b : count in 0 .. 9\n```\n"
    module, codes = read(text.replace("\n", line_end))
    assert codes == []
    assert names(module) == ["a", "b"]
    assert [declaration.span.first.line for declaration in module.declarations] == [4, 10]


def test_blocks_are_one_program_with_places_in_the_whole_file() -> None:
    module, codes = read(
        f"text\n\n{HEAD}\n```csv\ninput c : count\n```\n\n```kpi\ninput b : count in 0 .. 9 over\n```\n"
    )
    assert names(module) == ["a"]
    assert codes == ["K126"]
    assert module.declarations[0].span.first == (4, 1)


def test_a_declaration_ends_with_its_block() -> None:
    diagnostics = Diagnostics()
    text = "```kpi\nindicator a {\n  measure b\n```\n\n```kpi\ninput b : count in 0 .. 9\n```\n"
    module = parse(SourceFile("policy.kpi.md", text), diagnostics)
    (found,) = diagnostics
    assert found.code == "K122"
    assert isinstance(found.span, Span)
    assert found.span.first == (2, 13)
    assert names(module) == ["b"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (HEAD + "\n```kpi\ninput b : count in 0 .. 9\n", "K162"),
        ("```kpi\ninput b : count in 0 .. 9\n\n# Title\n\n" + HEAD, "K162"),
        ("```csv\na,b\n\n" + HEAD, "K162"),
        ("<!-- note\n\n" + HEAD, "K163"),
        (HEAD + "\n> ```kpi\n> input b : count\n> ```\n", "K164"),
        (HEAD + "\n- ```kpi\n  input b : count\n  ```\n", "K164"),
        (HEAD + "\n'''kpi\ninput b : count\n'''\n", "K164"),
        (HEAD + "\n‘‘‘kpi\n", "K164"),
        (HEAD + "\n``kpi\n", "K164"),
        ("# Title\n\ninput b : count in 0 .. 9\n", "K165"),
        ("", "K165"),
        ("```kpy\ninput b : count in 0 .. 9\n```\n", "K165"),
    ],
)
def test_what_would_leave_a_rule_out_is_an_error(text: str, code: str) -> None:
    _, codes = read(text)
    assert code in codes


def test_prose_behind_an_open_block_is_prose() -> None:
    module, codes = read("```kpi\ninput b : count in 0 .. 9\n\n## 2 Goals\n\n2.1 The “line.\n\n" + HEAD)
    assert codes == ["K162"]
    assert names(module) == ["b", "a"]
    assert module.prose is not None
    assert [heading.clauses[0].text for heading in module.prose.headings] == ["2", "2.1"]


def test_the_blocks_around_an_open_one_are_read() -> None:
    module, codes = read("```kpi\ninput b : count in 0 .. 9\n\nprose: no rule\n\n" + HEAD)
    assert codes[0] == "K162"
    assert names(module) == ["b", "a"]


@pytest.mark.parametrize(
    "prose",
    [
        "<!-- a comment\n```kpi\ninput c : count\n```\n-->",
        "<!-- ```kpi -->",
        "````markdown\n```kpi\ninput c : count\n```\n````",
        "~~~\n```kpi\ninput c : count\n```\n~~~",
        "Inline ```kpi``` and `kpi` code.",
        "---\nkey: value",
        "Zero\u200bwidth, ￥ and 《titles》 are prose.",
    ],
)
def test_what_is_no_rule(prose: str) -> None:
    module, codes = read(f"# Title\n\n{prose}\n\n{HEAD}")
    assert codes == []
    assert names(module) == ["a"]


def test_front_matter_is_skipped() -> None:
    module, codes = read("---\ntitle: 1 a\n---\n\n" + HEAD)
    assert codes == []
    assert module.prose is not None
    assert module.prose.headings == ()


@pytest.mark.parametrize(
    ("line", "numbers", "title"),
    [
        ("### 7.1 绩效工资", ["7.1"], "绩效工资"),
        ("### 7.1绩效工资", ["7.1"], "绩效工资"),
        ("##7.1 Pay", ["7.1"], "Pay"),
        ("## **7** Pay ##", ["7"], "Pay"),
        ("## 7. Pay", ["7"], "Pay"),
        ("## 第七章 结果应用", ["第七章"], "结果应用"),
        ("## 第七章结果应用", ["第七章"], "结果应用"),
        ("### 第 12 条　绩效工资", ["第12条"], "绩效工资"),
        ("## 一、总则", ["一"], "总则"),
        ("### Article 7 Pay", ["7"], "Pay"),
        ("### § 7.1.2", ["7.1.2"], ""),
        ("### 2.4、2.7 目标", ["2.4", "2.7"], "目标"),
        ("### 2.4, 2.7 and 2.10 Targets", ["2.4", "2.7", "2.10"], "Targets"),
        ("## 3.2–3.5 Self-review", ["3.2", "3.3", "3.4", "3.5"], "Self-review"),
        ("**7.1** Pay is due. At once.", ["7.1"], "Pay is due"),
        ("**第七条 绩效工资** 按下表。", ["第七条"], "绩效工资"),
        ("第七条　绩效工资按下表。", ["第七条"], "绩效工资按下表"),
        ("7.1 Pay: at once", ["7.1"], "Pay"),
        ("- **7.1** Pay", ["7.1"], "Pay"),
        ("## Pay", [], "Pay"),
        ("## 3D printing", [], "3D printing"),
        ("## 75% of all", [], "75% of all"),
    ],
)
def test_headings_and_numbered_paragraphs(line: str, numbers: list[str], title: str) -> None:
    module, _ = read(f"# Title\n\n{line}\n\n{HEAD}")
    assert module.prose is not None
    heading = module.prose.headings[-1]
    assert [number.text for number in heading.clauses] == numbers
    assert heading.title == title
    assert heading.span.first.line == 3


@pytest.mark.parametrize(
    "line",
    [
        "第七条规定的绩效工资不变。",
        "1. first item",
        "7 people were asked",
        "3.5% of all",
        "text\n7.1 in the midst of a paragraph",
        "    ### 7.1 indented code",
        "一、总则",
    ],
)
def test_what_is_no_clause(line: str) -> None:
    module, _ = read(f"# Title\n\n{line}\n\n{HEAD}")
    assert module.prose is not None
    assert [heading.title for heading in module.prose.headings] == ["Title"]


def test_underlined_headings() -> None:
    module, _ = read(f"Title\n=====\n\n7.1 Pay\n-------\n\n{HEAD}")
    assert module.prose is not None
    assert [(heading.level, heading.title) for heading in module.prose.headings] == [(1, "Title"), (2, "Pay")]


def test_only_blocks_are_laid_out() -> None:
    prose = "#  Title \n\n*  item\t\n\n"
    text = f"{prose}```kpi\ninput   a:count in 0..9\n\n\n\ninput b:count in 0..9 # remark\n```\n  tail  \n"
    assert formatted(text) == (
        f"{prose}```kpi\ninput a : count in 0 .. 9\n\ninput b : count in 0 .. 9  # remark\n```\n  tail  \n"
    )


def test_blocks_keep_the_margin_and_line_ends_of_their_fence() -> None:
    text = "1. item\r\n\r\n   ```kpi\r\ngrades {\r\nA from 70\r\n B otherwise}\r\n   ```\r\n"
    expected = (
        "1. item\r\n\r\n   ```kpi\r\n   grades {\r\n     A from 70\r\n     B otherwise\r\n   }\r\n   ```\r\n"
    )
    assert formatted(text) == expected
    assert formatted(expected) == expected


def test_the_other_skin_is_written_into_the_blocks_only() -> None:
    text = 'input, grades and 等级\n\n```kpi\nclause 7.1 "Pay"\ninput a : count in 0 .. 9\n```\n'
    chinese = formatted(text, Skin.CHINESE)
    assert chinese == "input, grades and 等级\n\n```kpi\n条款 7.1 “Pay”\n数据 a：次数 属于 0 .. 9\n```\n"
    assert formatted(chinese, Skin.ENGLISH) == text


def test_an_empty_block_and_one_of_comments_stay() -> None:
    text = f"```kpi\n```\n\n```kpi\n# only a remark\n```\n\n{HEAD}"
    assert formatted(text) == text


def test_a_plain_file_may_hold_three_backticks_only_as_a_mistake() -> None:
    _, codes = read(HEAD, "policy.kpi")
    assert "K102" in codes


def test_clause_numbers_of_every_form() -> None:
    module, codes = read("clause 7.1, 7.1.2, 第七条, 「7 (a)」, 2.10\n", "policy.kpi")
    assert codes == []
    (line,) = module.declarations
    assert isinstance(line, ClauseLine)
    assert [number.text for number in line.clauses] == ["7.1", "7.1.2", "第七条", "7 (a)", "2.10"]


@pytest.mark.parametrize(
    "line",
    ["# a" + " " * 50_000 + "b", "#" * 50_000, "**" + "a" * 50_000, "第一条和" * 10_000, "1.1, " * 10_000],
)
def test_long_lines_of_prose_take_no_time(line: str) -> None:
    started = time.process_time()
    module, codes = read(f"{line}\n\n{HEAD}")
    assert codes == []
    assert names(module) == ["a"]
    assert time.process_time() - started < 1
