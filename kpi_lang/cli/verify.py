"""`kpi verify`: whether policies keep their promises, and what is expected of every policy."""

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from kpi_lang.cli.findings import FORMATS, print_json, show_findings
from kpi_lang.cli.language import SpokenCommand, SpokenOption, Words, language
from kpi_lang.cli.options import Voice, format_option, voice_options
from kpi_lang.cli.policy_files import named_policies
from kpi_lang.cli.verified import VerifiedPolicy, tally
from kpi_lang.cli.wrong_use import WrongUse
from kpi_lang.policy import load
from kpi_lang.source import Diagnostic, PolicyError
from kpi_lang.source.exchange import json_object
from kpi_lang.source.nearest import nearest
from kpi_lang.verify import TIME, Claim, claims_of_plan, verify_plan

_OF = Words("verifying", "正在核验")


@click.pass_context
def _verify(
    context: click.Context,
    files: tuple[str, ...],
    properties: tuple[str, ...],
    seconds: float,
    form: str,
    color: bool | None,
    quiet: bool,
) -> int:
    voice = Voice(language(context), color, quiet)
    loaded, findings = _loaded(named_policies(files))
    _check_names(loaded, properties, has_findings=bool(findings))
    found = [_verified(policy, properties, seconds, voice) for policy in loaded]
    refuted = [one for policy in found for one in policy.diagnostics(voice.lang)]
    if form == "json":
        listed = [each for policy in found for each in policy.as_json(voice.lang)]
        diagnostics = [json_object(finding, voice.lang) for finding in findings]
        print_json({"properties": listed, "diagnostics": diagnostics})
    elif form == "text":
        show_findings(findings, form, voice)
        for policy in found:
            policy.show(voice, everything=bool(properties))
        click.echo(tally(found).said(voice.lang))
    else:
        show_findings((*findings, *refuted), form, voice)
    return 1 if findings or refuted else 0


def _loaded(paths: Sequence[Path]) -> tuple[list[VerifiedPolicy], tuple[Diagnostic, ...]]:
    """The policies that the checker accepts, nothing found yet, and what is wrong with the others."""
    loaded: list[VerifiedPolicy] = []
    findings: list[Diagnostic] = []
    for path in paths:
        try:
            loaded.append(VerifiedPolicy(path, load(path).plan, ()))
        except PolicyError as error:
            findings.extend(error.diagnostics)
    return loaded, tuple(findings)


def _check_names(loaded: Sequence[VerifiedPolicy], names: Sequence[str], *, has_findings: bool) -> None:
    """Raise `WrongUse` for a property that no policy has; where a policy could not be read it may be there."""
    known = {claim.name for policy in loaded for claim in claims_of_plan(policy.plan)} if names else set()
    for name in names:
        if name not in known and not has_findings:
            near = nearest(name, sorted(known))
            raise WrongUse(
                Diagnostic.of("K928", name=name, nearest=near or "", help="nearest" if near else "none")
            )


def _verified(policy: VerifiedPolicy, names: Sequence[str], seconds: float, voice: Voice) -> VerifiedPolicy:
    def is_wanted(claim: Claim) -> bool:
        return not names or claim.name in names

    shown = sys.stderr.isatty() and not voice.quiet
    label = f"{_OF.said(voice.lang)} {policy.path.name}"
    if not shown:
        return VerifiedPolicy(policy.path, policy.plan, verify_plan(policy.plan, is_wanted, seconds))
    with click.progressbar(length=100, label=label, file=sys.stderr) as bar:

        def progress(done: int, out_of: int) -> None:
            bar.update(max(0, 100 * done // max(1, out_of) - bar.pos))

        found = verify_plan(policy.plan, is_wanted, seconds, progress)
    return VerifiedPolicy(policy.path, policy.plan, found)


command = SpokenCommand(
    "verify",
    callback=_verify,
    params=[
        click.Argument(["files"], nargs=-1, required=True, metavar="FILE..."),
        SpokenOption(
            ["--property", "properties"],
            multiple=True,
            metavar="NAME",
            words=Words("Only this property, with all that is known of it.", "只核验此项，并列出全部细节。"),
        ),
        SpokenOption(
            ["--time-limit", "seconds"],
            type=click.FloatRange(min=0, min_open=True),
            default=TIME,
            metavar="S",
            words=Words("Seconds for each policy; 30 if not said.", "每份方案的时限（秒），默认 30。"),
        ),
        format_option(*FORMATS),
        *voice_options(),
    ],
    words=Words(
        "Prove what policies promise (ensure) and what is expected of every policy, or show the people who break it. "
        "A folder stands for all policies in it. Exit code 1 if a property is refuted.",
        "证明方案的各项保证以及对每份方案的一般要求，或给出反例人员。文件夹代表其中的全部方案。有反例时退出码为 1。",
    ),
)
