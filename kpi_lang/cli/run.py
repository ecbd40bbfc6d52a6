"""`kpi run`: everybody in a data file through a policy."""

import sys
from datetime import date
from pathlib import Path

import click

from kpi_lang.cli.distribution import show_distribution
from kpi_lang.cli.evaluation import Evaluation, policy_argument
from kpi_lang.cli.findings import counted, has_errors, print_json, show_findings, show_text
from kpi_lang.cli.language import SpokenCommand, SpokenOption, Words, language
from kpi_lang.cli.options import Voice, data_options, engine_option, format_option, voice_options
from kpi_lang.cli.pay import show_pay
from kpi_lang.cli.records_out import records_out_option, targets_of, write_records
from kpi_lang.data.bound import RecordRejection, Rejection
from kpi_lang.data.output import REJECT_COLUMNS, reject_rows, write_csv, write_json, write_table
from kpi_lang.policy import Summary, Table
from kpi_lang.report.amended import amendment_texts
from kpi_lang.report.distribution_table import DISTRIBUTION_COLUMNS, distribution_rows
from kpi_lang.source import Diagnostic, PolicyError, Severity

_MOST_SHOWN = 20
"""Findings about data shown on a terminal; `--rejects` writes all."""


@click.pass_context
def _run(
    context: click.Context,
    policy: str,
    data: str,
    records: tuple[tuple[str, str], ...],
    period: str | None,
    as_of: date | None,
    missing: tuple[str, ...],
    binding: str | None,
    settings: tuple[tuple[str, str], ...],
    history: tuple[str, ...],
    approvals: str | None,
    out: str | None,
    rejects: str | None,
    records_out: tuple[str, ...],
    distribution: str | None,
    form: str,
    color: bool | None,
    quiet: bool,
) -> int:
    voice = Voice(language(context), color, quiet)
    evaluation = Evaluation(
        policy, data, records, period, as_of, missing, binding, settings, history, approvals
    )
    try:
        loaded = evaluation.loaded()
        targets = targets_of(loaded.plan, records_out)
        table = evaluation.table(loaded, voice)
    except PolicyError as error:
        show_findings(error.diagnostics, "json" if form == "json" else "text", voice)
        return 1
    for text in amendment_texts(loaded.plan, voice.lang):
        voice.note(text)
    for parameter in loaded.plan.supplied:
        if parameter.origin is not None:
            voice.note(f"{parameter.name} ← {parameter.origin}")
    if rejects is not None:
        rows = reject_rows((*table.rejects, *table.record_rejects), voice.lang)
        write_table(rejects, REJECT_COLUMNS, rows)
    write_records(table, targets, voice.lang)
    if distribution is not None:
        rows = distribution_rows(table.plan, table.cohorts, voice.lang)
        write_table(distribution, DISTRIBUTION_COLUMNS, rows)
    _write_results(table, out, form, voice)
    show_distribution(table, voice)
    show_pay(table, voice)
    findings = findings_of(table)
    _show_findings(findings, voice)
    if table.not_appraised:
        many = counted(table.not_appraised, "person is", "people are")
        voice.note(Words(f"{many} not appraised", f"{table.not_appraised} 人不参加考核"))
    click.echo(summary_line(table.summary), err=True)
    return 1 if has_errors(findings) else 0


def findings_of(table: Table) -> tuple[Diagnostic, ...]:
    """Everything found: about the data as a whole, about promises, about each row and record set apart."""
    apart: tuple[Rejection | RecordRejection, ...] = (*table.rejects, *table.record_rejects)
    return (*table.diagnostics, *(finding for one in apart for finding in one.diagnostics))


def summary_line(summary: Summary) -> str:
    """The last line of a run, the same in every language, since scripts read it."""
    return str(summary)


def _write_results(table: Table, out: str | None, form: str, voice: Voice) -> None:
    columns = table.columns()
    rows = table.values(columns, voice.lang)
    if out is not None:
        write_table(Path(out), columns, rows)
        if form == "json":
            print_json(_account(table, voice))
    elif form == "json":
        write_json(sys.stdout, columns, rows)
    elif sys.stdout.isatty():
        from kpi_lang.cli.results_table import show_results

        show_results(table, voice)
    else:
        # The writer ends lines as the standard for CSV asks; the stream must not change them.
        stream = sys.stdout
        write_csv(stream, columns, rows)
        stream.flush()


def _account(table: Table, voice: Voice) -> dict[str, object]:
    summary = table.summary
    names = [column.name for column in REJECT_COLUMNS]
    rows = reject_rows((*table.rejects, *table.record_rejects), voice.lang)
    return {
        "read": summary.read,
        "accepted": summary.accepted,
        "not_appraised": table.not_appraised,
        "out_of_scope": summary.out_of_scope,
        "rejected": summary.rejected,
        "rejects": [dict(zip(names, row, strict=True)) for row in rows],
    }


def _show_findings(findings: tuple[Diagnostic, ...], voice: Voice) -> None:
    """Show what was found on standard error, the errors first, and how many more there are."""
    order = {severity: place for place, severity in enumerate(Severity)}
    heard = [one for one in findings if not (voice.quiet and one.severity is not Severity.ERROR)]
    ranked = sorted(heard, key=lambda finding: order[finding.severity])
    show_text(ranked[:_MOST_SHOWN], voice, err=True)
    more = len(ranked) - _MOST_SHOWN
    if more > 0:
        voice.note(
            Words(
                f"… and {counted(more, 'finding', 'findings')} more; --rejects FILE writes them all",
                f"…… 另有 {more} 条；--rejects 文件 可写出全部",
            )
        )


command = SpokenCommand(
    "run",
    callback=_run,
    params=[
        policy_argument(),
        *data_options(),
        SpokenOption(
            ["--out"],
            metavar="FILE",
            words=Words(
                "Where results go: csv, xlsx, parquet, json, jsonl, arrow; else standard output.",
                "结果文件：csv、xlsx、parquet、json、jsonl、arrow；默认写到标准输出。",
            ),
        ),
        SpokenOption(
            ["--rejects"],
            metavar="FILE",
            words=Words("Where rejected rows go, with reasons.", "被拒绝的行及原因写入的文件。"),
        ),
        records_out_option(),
        SpokenOption(
            ["--distribution"],
            metavar="FILE",
            words=Words(
                "Where the table of the distribution goes: each cohort's grades, limits, and how many to move.",
                "强制分布表写入的文件：各范围的等级人数、名额与须调整人数。",
            ),
        ),
        engine_option(),
        format_option("text", "json"),
        *voice_options(),
    ],
    words=Words(
        "Evaluate everybody in a data file. Results go to --out, or to standard output: a table on a terminal, "
        "else CSV. Exit code 1 if rows are rejected or a promise (ensure) is broken.",
        "按方案计算数据文件中的全部人员。结果写入 --out 指定的文件，或写到标准输出：终端上显示为表格，"
        "否则为 CSV。有被拒绝的行或违反保证时退出码为 1。",
    ),
)
