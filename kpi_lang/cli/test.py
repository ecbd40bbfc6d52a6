"""`kpi test`: the examples and promises of policies."""

from pathlib import Path

import click

from kpi_lang.cli.findings import print_json, show_findings
from kpi_lang.cli.language import SpokenCommand, SpokenOption, Words, language
from kpi_lang.cli.options import Voice, format_option, voice_options
from kpi_lang.cli.policy_files import named_policies
from kpi_lang.cli.tested import TestedPolicy, tested
from kpi_lang.source import Diagnostic, PolicyError
from kpi_lang.source.exchange import json_object

_TALLY = Words("{passed} passed, {failed} failed", "{passed} 个通过，{failed} 个失败")
_NO_EXAMPLES = Words(
    'there are no examples; write some with `example "…" {{ given {{ … }} expect {{ … }} }}`',
    "没有示例；请用 `示例 “…” {{ 已知 {{ … }} 应为 {{ … }} }}` 书写",
)


@click.pass_context
def _test(
    context: click.Context, paths: tuple[str, ...], coverage: bool, form: str, color: bool | None, quiet: bool
) -> int:
    voice = Voice(language(context), color, quiet)
    found, findings = _all_tested(named_policies(paths))
    passed = sum(policy.passed for policy in found)
    failed = sum(len(policy.tried) for policy in found) - passed
    if form == "json":
        policies = [policy.as_json(voice.lang, with_coverage=coverage) for policy in found]
        print_json(
            {
                "passed": passed,
                "failed": failed,
                "policies": policies,
                "diagnostics": [json_object(finding, voice.lang) for finding in findings],
            }
        )
    else:
        show_findings(findings, "text", voice)
        for policy in found:
            policy.show(voice, with_coverage=coverage)
        click.echo(_TALLY.said(voice.lang).format(passed=passed, failed=failed))
        if not (passed or failed or findings):
            voice.note(_NO_EXAMPLES.said(voice.lang).format())
    return 1 if failed or findings else 0


def _all_tested(paths: list[Path]) -> tuple[list[TestedPolicy], tuple[Diagnostic, ...]]:
    """Every policy that the checker accepts with its examples tried, and what is wrong with the others."""
    found: list[TestedPolicy] = []
    findings: list[Diagnostic] = []
    for path in paths:
        try:
            found.append(tested(path))
        except PolicyError as error:
            findings.extend(error.diagnostics)
    return found, tuple(findings)


command = SpokenCommand(
    "test",
    callback=_test,
    params=[
        click.Argument(["paths"], nargs=-1, required=True, metavar="PATH..."),
        SpokenOption(
            ["--coverage"],
            is_flag=True,
            words=Words(
                "Count what the examples reach: rules, grades, each row and segment.",
                "统计示例覆盖的规则、等级及每一行、每一段。",
            ),
        ),
        format_option("text", "json"),
        *voice_options(),
    ],
    words=Words(
        "Run the examples of policies, and their promises (ensure) on the people of the examples. "
        "A folder stands for all policies in it. Exit code 1 if any fails.",
        "运行方案中的示例，并在示例人员上核对各项保证。文件夹代表其中的全部方案。有失败时退出码为 1。",
    ),
)
