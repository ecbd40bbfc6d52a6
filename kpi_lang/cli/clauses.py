"""`kpi clauses`: what carries out each clause of a policy's document, and how open ones are read."""

from pathlib import Path

import click

from kpi_lang.cli.clause_list import clause_lines, clauses_object, readings_table
from kpi_lang.cli.evaluation import policy_argument
from kpi_lang.cli.findings import print_json, show_findings
from kpi_lang.cli.language import SpokenCommand, SpokenOption, Words, language
from kpi_lang.cli.options import Voice, format_option, voice_options
from kpi_lang.cli.tested import tested
from kpi_lang.source import PolicyError


@click.pass_context
def _clauses(
    context: click.Context, policy: str, readings: bool, form: str, color: bool | None, quiet: bool
) -> int:
    voice = Voice(language(context), color, quiet)
    try:
        found = tested(Path(policy))
    except PolicyError as error:
        show_findings(error.diagnostics, form, voice)
        return 1
    reached = found.clauses()
    if form == "json":
        print_json(clauses_object(found.plan, reached))
        return 0
    lines = readings_table(found.plan, voice.lang) if readings else clause_lines(reached, voice.lang)
    for line in lines:
        click.echo(line)
    return 0


command = SpokenCommand(
    "clauses",
    callback=_clauses,
    params=[
        policy_argument(),
        SpokenOption(
            ["--readings"],
            is_flag=True,
            words=Words(
                "Only the register of readings, as a table for a document.",
                "只列读法登记表，可直接放入文件。",
            ),
        ),
        format_option("text", "json"),
        *voice_options(),
    ],
    words=Words(
        "List the clauses of the document that a policy carries out: the rules of each, the examples that reach "
        "them, the clauses without a rule and why, and how open clauses are read.",
        "列出方案所依据制度的各条款：实施它的规则、覆盖它的示例、不设规则的条款及理由，以及未写明之处的读法。",
    ),
)
