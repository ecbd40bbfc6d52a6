"""Findings on standard output in the format asked for, and what they amount to."""

import json
import sys
from collections.abc import Sequence

import click

from kpi_lang.cli.language import Words
from kpi_lang.cli.options import Voice
from kpi_lang.source import Diagnostic, Severity
from kpi_lang.source.exchange import github_annotation, json_object, sarif_log

FORMATS = ("text", "json", "sarif", "github")


def show_findings(diagnostics: Sequence[Diagnostic], form: str, voice: Voice) -> None:
    """Print findings on standard output; a format for programs prints its frame even around none."""
    match form:
        case "json":
            found = [json_object(diagnostic, voice.lang) for diagnostic in diagnostics]
            print_json({"diagnostics": found})
        case "sarif":
            print_json(sarif_log(diagnostics, voice.lang))
        case "github":
            for diagnostic in diagnostics:
                click.echo(github_annotation(diagnostic, voice.lang))
        case _:
            show_text(diagnostics, voice, err=False)


def show_text(diagnostics: Sequence[Diagnostic], voice: Voice, *, err: bool) -> None:
    """Print findings for people, with an empty line after each."""
    from kpi_lang.source.rendering import render

    stream = sys.stderr if err else sys.stdout
    color = voice.paints(stream)
    for diagnostic in diagnostics:
        click.echo(render(diagnostic, voice.lang, color=color) + "\n", err=err, color=color)


def print_json(content: object) -> None:
    """Print JSON on standard output, readable and in the characters of the content."""
    click.echo(json.dumps(content, ensure_ascii=False, indent=2))


def has_errors(diagnostics: Sequence[Diagnostic]) -> bool:
    """Whether any finding is an error."""
    return any(diagnostic.severity is Severity.ERROR for diagnostic in diagnostics)


def tally(policies: int, diagnostics: Sequence[Diagnostic]) -> Words:
    """How much was checked and found."""
    errors = sum(diagnostic.severity is Severity.ERROR for diagnostic in diagnostics)
    warnings = sum(diagnostic.severity is Severity.WARNING for diagnostic in diagnostics)
    return Words(
        f"checked {counted(policies, 'policy', 'policies')}: "
        f"{counted(errors, 'error', 'errors')}, {counted(warnings, 'warning', 'warnings')}",
        f"已检查 {policies} 份方案：{errors} 个错误，{warnings} 个警告",
    )


def counted(number: int, one: str, many: str) -> str:
    """The number with its noun in English."""
    return f"{number} {one if number == 1 else many}"
