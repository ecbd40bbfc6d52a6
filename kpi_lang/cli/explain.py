"""`kpi explain`: how every figure of one person came about."""

import sys
from datetime import date

import click

from kpi_lang.cli.evaluation import Evaluation, policy_argument
from kpi_lang.cli.findings import print_json, show_findings
from kpi_lang.cli.language import SpokenCommand, SpokenOption, Words, language
from kpi_lang.cli.options import (
    Voice,
    data_options,
    engine_option,
    format_option,
    voice_options,
)
from kpi_lang.cli.wrong_use import WrongUse
from kpi_lang.policy import Result, Table
from kpi_lang.report import nested
from kpi_lang.source import Diagnostic, PolicyError
from kpi_lang.source.nearest import nearest


@click.pass_context
def _explain(
    context: click.Context,
    policy: str,
    data: str,
    identity: str,
    records: tuple[tuple[str, str], ...],
    period: str | None,
    as_of: date | None,
    missing: tuple[str, ...],
    binding: str | None,
    settings: tuple[tuple[str, str], ...],
    history: tuple[str, ...],
    approvals: str | None,
    short: bool,
    form: str,
    color: bool | None,
    quiet: bool,
) -> int:
    voice = Voice(language(context), color, quiet)
    evaluation = Evaluation(
        policy, data, records, period, as_of, missing, binding, settings, history, approvals
    )
    findings_form = "json" if form == "json" else "text"
    try:
        table = evaluation.table(evaluation.loaded(), voice)
    except PolicyError as error:
        show_findings(error.diagnostics, findings_form, voice)
        return 1
    rejected = tuple(finding for one in table.rejects if one.key == identity for finding in one.diagnostics)
    if rejected:
        show_findings(rejected, findings_form, voice)
        return 1
    result = _result_of(table, identity, data)
    if form == "html":
        click.echo(table.statement(identity, voice.lang), nl=False)
        return 0
    explanation = result.explain(voice.lang)
    if form == "json":
        print_json(nested(explanation))
        return 0
    from kpi_lang.report.at_a_glance import at_a_glance
    from kpi_lang.report.drawing import plain_text, terminal_text

    painted = voice.paints(sys.stdout)
    width = _width()
    if short:
        click.echo(at_a_glance(explanation, width, color=painted), color=painted)
        return 0
    click.echo((terminal_text if painted else plain_text)(explanation, width), color=painted)
    return 0


def _result_of(table: Table, identity: str, data: str) -> Result:
    try:
        return table[identity]
    except KeyError:
        everybody = (*table.people, *table.out_of_scope)
        near = nearest(identity, (appraised.row.key for appraised in everybody))
        raise WrongUse(
            Diagnostic.of(
                "K970",
                file=data,
                key=table.plan.key,
                id=identity,
                nearest=near or "",
                help="nearest" if near else "none",
            )
        ) from None


def _width() -> int:
    """The width of the terminal, or that of a page."""
    from shutil import get_terminal_size

    from kpi_lang.report.drawing import WIDTH

    return max(60, get_terminal_size((WIDTH, 24)).columns) if sys.stdout.isatty() else WIDTH


command = SpokenCommand(
    "explain",
    callback=_explain,
    params=[
        policy_argument(),
        *data_options(),
        SpokenOption(
            ["--id", "identity"],
            required=True,
            metavar="KEY",
            words=Words("The person, by the key of the data.", "人员的主键，如工号。"),
        ),
        SpokenOption(
            ["--short"],
            is_flag=True,
            words=Words(
                "On one screen: a line for each result, with its calculation and clause.",
                "一屏之内：每项结果一行，附计算过程和条款。",
            ),
        ),
        engine_option(),
        format_option("text", "json", "html"),
        *voice_options(),
    ],
    words=Words(
        "Derive every figure of one person: the rule and its line, the row that applied, the values put in, what "
        "was rounded or capped, and where each input stands in the data.",
        "列出一个人各项数据的由来：规则及所在行、适用的分段、代入的数值、取整与封顶，以及各输入在数据中的位置。",
    ),
)
