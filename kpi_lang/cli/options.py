"""Options that several commands share, and the settings that come of them."""

import os
from typing import Any

import click
from attrs import frozen

from kpi_lang.cli.language import SpokenOption, Words
from kpi_lang.cli.values import Assignment, DateValue, OneOf
from kpi_lang.source import Lang


@frozen
class Voice:
    """How a command speaks: the language, whether in colour, and whether notes are left out."""

    lang: Lang
    color: bool | None
    quiet: bool

    def paints(self, stream: Any) -> bool:
        """Whether to colour what goes to a stream: as asked, else on a terminal that has no `NO_COLOR`."""
        if self.color is not None:
            return self.color
        return bool(stream.isatty()) and "NO_COLOR" not in os.environ

    def note(self, words: Words | str) -> None:
        """Say something on standard error, unless notes are left out."""
        if not self.quiet:
            click.echo(words.said(self.lang) if isinstance(words, Words) else words, err=True)


def voice_options() -> list[click.Parameter]:
    """`--lang`, `--color` and `--quiet`."""
    return [
        SpokenOption(
            ["--lang"],
            type=OneOf("en", "zh"),
            expose_value=False,
            words=Words("Language of messages, else the environment's.", "消息语言，默认取自系统环境。"),
        ),
        SpokenOption(
            ["--color/--no-color"],
            default=None,
            words=Words("Colours, else only on a terminal.", "是否着色，默认仅在终端着色。"),
        ),
        SpokenOption(
            ["--quiet"], is_flag=True, words=Words("No notes and no progress.", "不显示提示与进度。")
        ),
    ]


def format_option(*formats: str) -> click.Parameter:
    """`--format`, the first being the default."""
    return SpokenOption(
        ["--format", "form"],
        type=OneOf(*formats),
        default=formats[0],
        words=Words("How results are written.", "结果的格式。"),
    )


def set_option() -> click.Parameter:
    """`--set`: values of parameters."""
    return SpokenOption(
        ["--set", "settings"],
        multiple=True,
        type=Assignment(
            "PARAM=VALUE",
            Words("PARAM=VALUE, as in cap=6 or rates=@rates.csv", "参数=值，如 cap=6 或 rates=@rates.csv"),
        ),
        words=Words("Another value of a parameter; @FILE for a table.", "改用另一参数值；表格用 @文件。"),
    )


def data_options() -> list[click.Parameter]:
    """What decides which data a policy reads and how: the same for running and explaining."""
    return [
        SpokenOption(
            ["--data"],
            required=True,
            metavar="FILE",
            words=Words(
                "The people: csv, xlsx, parquet, json, jsonl, arrow; `-` is CSV on standard input.",
                "人员数据：csv、xlsx、parquet、json、jsonl、arrow；`-` 表示标准输入的 CSV。",
            ),
        ),
        SpokenOption(
            ["--records"],
            multiple=True,
            type=Assignment(
                "NAME=FILE", Words("NAME=FILE, as in complaint=log.csv", "名称=文件，如 complaint=log.csv")
            ),
            words=Words("A table of records, such as complaint=log.csv.", "一个台账，如 complaint=log.csv。"),
        ),
        SpokenOption(
            ["--period"],
            metavar="2026Q3",
            words=Words(
                "The period appraised: 2026Q3, 2026-07, 2026H1, 2026.",
                "考核周期：2026Q3、2026-07、2026H1、2026。",
            ),
        ),
        SpokenOption(
            ["--as-of"],
            type=DateValue(),
            words=Words(
                "The date that selects parameters and ends windows, else the period's last day.",
                "选取参数、截止统计窗口的日期，默认取周期最后一天。",
            ),
        ),
        SpokenOption(
            ["--history"],
            multiple=True,
            metavar="FILE",
            words=Words(
                "Figures of earlier periods, such as the output of earlier runs: key, period, figures by name.",
                "往期数据，如以往的结果文件：主键、周期、各项数据。",
            ),
        ),
        SpokenOption(
            ["--missing"],
            multiple=True,
            metavar="TEXT",
            words=Words("A text that means no value, such as N/A.", "表示无数据的文字，如 N/A。"),
        ),
        SpokenOption(
            ["--binding"],
            metavar="FILE",
            words=Words("Which columns hold which inputs.", "列与输入的对应文件。"),
        ),
        set_option(),
        SpokenOption(
            ["--approvals"],
            metavar="FILE",
            words=Words(
                "Who approved the proposed grades of which cohort, and what was edited.",
                "建议等级的审批：哪一范围由谁批准，以及修改的等级。",
            ),
        ),
    ]


class LaterRelease(click.UsageError):
    """An option that a later release will have."""

    def __init__(self, name: str, instead: Words, context: click.Context | None) -> None:
        super().__init__(f"{name} comes with a later release", context)
        self.name = name
        self.instead = instead


def engine_option() -> click.Parameter:
    """`--engine`: which evaluator computes; this release has one."""
    return SpokenOption(
        ["--engine"],
        type=OneOf("python", "numpy", "numba", "spark"),
        default="python",
        expose_value=False,
        callback=_only_python,
        words=Words("Which evaluator computes: python.", "用哪种计算引擎：python。"),
    )


def _only_python(context: click.Context, _: click.Parameter, value: str) -> None:
    if value != "python" and not context.resilient_parsing:
        instead = Words("python gives the same results", "python 引擎的结果相同")
        raise LaterRelease(f"--engine {value}", instead, context)
