"""`kpi clauses`, literate policies on the command line, and clauses in the other commands."""

import codecs
import json
from pathlib import Path

import pytest

from tests.cli.calling import kpi

DOCUMENT = """# 办法

## 1 总则

1.1 适用于全体员工。

```kpi
考核方案 测试 { 考核周期 季度；币种 CNY；得分 保留 2 位小数 四舍五入 }
考核对象 员工 { 编号 工号 }
数据 完成率：比率 属于 0% 至 200% 步长 1%
```

1.2 结果用于培训。

## 2 指标

```kpi
指标 进度 { 计算公式 完成率；评分标准 折线 { 60% 得 0 分，100% 得 75 分 } }
考核表 全员 其余 { 进度 100% }
读法 2 “折线” { 未明 “两点之间”；采用 “按直线”；理由 “与往年一致” }
示例 “达标” { 已知 { 完成率：100% }；应为 { 进度：75 } }
不设规则 1.2 理由 “只列举”
```

2.3 其他。
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "policy.kpi.md").write_text(DOCUMENT, encoding="utf-8")
    (tmp_path / "staff.csv").write_text("工号,完成率\nE1,80%\n", encoding="utf-8")
    return tmp_path


def test_clauses_lists_rules_examples_reasons_and_readings(folder: Path) -> None:
    done = kpi("clauses", "policy.kpi.md", "--lang", "zh")
    assert done.exit_code == 0
    assert done.stdout.splitlines() == [
        "1  总则",
        "1.1  适用于全体员工",
        "    员工；1 个示例覆盖",
        "1.2  结果用于培训",
        "    不设规则：只列举",
        "2  指标",
        "    进度、全员；1 个示例覆盖",
        "    读法：按直线（理由：与往年一致）",
        "2.3  其他",
        "    没有规则，也未说明理由",
        "共 4 条：2 条有规则，其中 2 条有示例覆盖；1 条不设规则并已说明理由；1 条既无规则也无理由",
    ]


def test_clauses_as_json(folder: Path) -> None:
    found = json.loads(kpi("clauses", ".", "--format", "json").stdout)
    assert {one["number"]: one["standing"] for one in found["clauses"]} == {
        "1": "parted",
        "1.1": "reached",
        "1.2": "without rule",
        "2": "reached",
        "2.3": "open",
    }
    assert found["clauses"][3]["rules"] == ["进度", "全员"]
    assert found["clauses"][3]["line"] == 15
    assert found["readings"][0]["chosen"] == "按直线"


def test_the_register_of_readings_is_a_table(folder: Path) -> None:
    assert kpi("clauses", "policy.kpi.md", "--readings", "--lang", "zh").stdout.splitlines() == [
        "| 条款 | 未写明 | 所取读法 | 理由 | 决定 |",
        "| --- | --- | --- | --- | --- |",
        "| 2 | 两点之间 | 按直线 | 与往年一致 |  |",
    ]


def test_a_policy_without_clauses_says_how_to_cite(starter: Path) -> None:
    assert "put `clause 7.1` before" in kpi("clauses", "policy.kpi").stdout
    assert kpi("clauses", "policy.kpi", "--readings").stdout == "the policy has no readings\n"


def test_coverage_tells_how_the_clauses_stand(folder: Path) -> None:
    lines = kpi("test", ".", "--coverage").stdout.splitlines()
    assert "    clause 2.3  其他" in lines
    found = json.loads(kpi("test", ".", "--coverage", "--format", "json").stdout)
    assert len(found["policies"][0]["coverage"]["clauses"]) == 5


def test_explain_cites_clauses_and_readings(folder: Path) -> None:
    done = kpi("explain", "policy.kpi.md", "--data", "staff.csv", "--id", "E1", "--lang", "zh")
    assert "第 2 条  policy.kpi.md:18:23  折线" in done.stdout
    assert done.stdout.count("第 2 条读法：按直线（理由：与往年一致）") == 1
    found = json.loads(
        kpi("explain", "policy.kpi.md", "--data", "staff.csv", "--id", "E1", "--format", "json").stdout
    )
    assert found["results"][0]["clauses"] == [
        {"number": "2", "title": "指标", "file": "policy.kpi.md", "line": 15}
    ]
    assert found["results"][0]["readings"][0]["open"] == "两点之间"


def test_findings_name_the_clause(folder: Path) -> None:
    text = DOCUMENT.replace("计算公式 完成率", "计算公式 完成绿")
    (folder / "policy.kpi.md").write_text(text, encoding="utf-8")
    assert "--> policy.kpi.md:18:14  (clause 2)" in kpi("check", ".").stdout
    assert "policy.kpi.md:18:14（第 2 条）" in kpi("check", ".", "--lang", "zh").stdout
    found = json.loads(kpi("check", ".", "--format", "json").stdout)["diagnostics"]
    assert [(one["line"], one["clause"]) for one in found if one["code"] == "K201"] == [(18, "2")]


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (b"", "utf-8"),
        (codecs.BOM_UTF8, "utf-8"),
        (b"", "gb18030"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
    ],
)
def test_fmt_leaves_every_byte_of_the_prose(folder: Path, mark: bytes, encoding: str) -> None:
    text = DOCUMENT.replace("\n", "\r\n").replace("指标 进度", "指标   进度").replace("2.3", "2.3\t ")
    (folder / "policy.kpi.md").write_bytes(mark + text.encode(encoding))
    assert kpi("fmt", "policy.kpi.md").exit_code == 0
    expected = text.replace("指标   进度", "指标 进度")
    got = (folder / "policy.kpi.md").read_bytes()
    assert got.startswith(mark)
    prose, _, blocks = got.removeprefix(mark).decode(encoding).partition("```kpi")
    assert prose == expected.partition("```kpi")[0]
    assert blocks.rpartition("```")[2] == expected.rpartition("```")[2]
    assert "\n".join(blocks.split("\r\n")).count("\n") == blocks.count("\n")
    assert kpi("fmt", "--check", "policy.kpi.md").exit_code == 0


def test_literate_modules_are_imported_and_loaded(folder: Path) -> None:
    import kpi_lang

    (folder / "shared.kpi.md").write_text(
        "# Shared\n\n## 5 Rates\n\n```kpi\nvalue factor = 2\n```\n", encoding="utf-8"
    )
    text = (
        DOCUMENT.replace("考核对象", "引用 shared（factor）\n考核对象")
        .replace("评分标准 折线 { 60% 得 0 分，100% 得 75 分 }", "评分标准 完成率 × 50 × factor")
        .replace("计算公式 完成率；", "")
    )
    (folder / "policy.kpi.md").write_text(text.replace("进度：75", "进度：100"), encoding="utf-8")
    policy = kpi_lang.load("policy.kpi.md")
    assert str(policy.evaluate({"完成率": "80%"}).total) == "80.00"
    assert policy.plan.rule("factor").clauses[0].number == "5"
    assert kpi("test", ".").stdout.splitlines()[-1] == "1 passed, 0 failed"
