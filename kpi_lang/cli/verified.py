"""A policy whose properties were decided, as a table and as JSON."""

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import assert_never

import click
from attrs import frozen

from kpi_lang.cli.language import Words
from kpi_lang.cli.options import Voice
from kpi_lang.core.absent import Absent
from kpi_lang.core.plan import Plan
from kpi_lang.report.nested import Json, exact_value
from kpi_lang.report.properties import STATUS, how, says, side_by_side, witness_text
from kpi_lang.source import Diagnostic, Lang
from kpi_lang.verify import Finding, Origin, Status, Witness

_NO_ONE = Words("nobody can get there", "无人能达到")
_MORE_PROVED = Words("and {count} standard properties proved", "另有 {count} 项一般性质已证明")
_NOTHING = Words("nothing is promised and no property applies", "没有保证，也没有适用的性质")
_TALLY = Words(
    "{proved} proved, {refuted} refuted, {tested} tested, {unknown} unknown, {vacuous} vacuous",
    "已证明 {proved}，有反例 {refuted}，抽样未见反例 {tested}，不能判定 {unknown}，规则不起作用 {vacuous}",
)
_WIDTH = 120


@frozen
class VerifiedPolicy:
    """A policy file with the findings about its properties."""

    path: Path
    plan: Plan
    findings: tuple[Finding, ...]

    def show(self, voice: Voice, *, everything: bool) -> None:
        """Print a line for each promise and for each standard property not proved; then the people who break some."""
        lang = voice.lang
        click.echo(str(self.path))
        shown = [one for one in self.findings if everything or not _is_routine(one)]
        width = max((_cells(STATUS[lang][one.status]) for one in shown), default=0)
        for one in shown:
            word = STATUS[lang][one.status]
            status = click.style(word, fg=_color(one.status)) if voice.paints(sys.stdout) else word
            gap = " " * (width - _cells(word))
            click.echo(f"  {status}{gap}  {says(one.claim, one, lang)}  ({how(one, lang)})")
            for line in _witness_lines(one, lang, derived=everything or one.status is Status.REFUTED):
                click.echo(f"      {line}".rstrip())
        routine = len(self.findings) - len(shown)
        if routine:
            click.echo("  " + _MORE_PROVED.said(lang).format(count=routine))
        if not self.findings:
            click.echo("  " + _NOTHING.said(lang))

    def diagnostics(self, lang: Lang) -> tuple[Diagnostic, ...]:
        """A finding for each property that is refuted, in the form of the checker's."""
        return tuple(
            Diagnostic.of(
                "K927",
                one.claim.span,
                property=says(one.claim, one, lang),
                witness="; ".join(_sentences(one, lang)),
            )
            for one in self.findings
            if one.status is Status.REFUTED
        )

    def as_json(self, lang: Lang) -> list[dict[str, object]]:
        """An object for each property."""
        return [_object(str(self.path), one, lang) for one in self.findings]


def tally(policies: Sequence[VerifiedPolicy]) -> Words:
    """How many properties have each status."""
    counts = Counter(one.status for policy in policies for one in policy.findings)
    numbers = {status.value: counts[status] for status in Status}
    return Words(*(text.format(**numbers) for text in _TALLY))


def _is_routine(one: Finding) -> bool:
    return one.claim.origin is Origin.STANDARD and one.status is Status.PROVED


def _cells(text: str) -> int:
    from rich.cells import cell_len

    return cell_len(text)


def _color(status: Status) -> str:
    match status:
        case Status.PROVED:
            return "green"
        case Status.REFUTED:
            return "red"
        case Status.TESTED | Status.UNKNOWN | Status.VACUOUS:
            return "yellow"
        case _:
            assert_never(status)


def _sentences(one: Finding, lang: Lang) -> list[str]:
    if not one.witnesses:
        return [_NO_ONE.said(lang)]
    return [witness_text(one.claim, witness, lang) for witness in one.witnesses]


def _witness_lines(one: Finding, lang: Lang, *, derived: bool) -> Iterator[str]:
    if not derived:
        return
    for witness in one.witnesses:
        yield witness_text(one.claim, witness, lang)
        yield from (f"  {line}" for line in side_by_side(one.claim, witness, lang, _WIDTH))


def _object(file: str, one: Finding, lang: Lang) -> dict[str, object]:
    return {
        "name": one.claim.name,
        "status": one.status.value,
        "method": one.method.value,
        "witness": _witnesses(one, lang) or None,
        "seconds": round(one.seconds, 3),
        "file": file,
        "line": None if one.claim.span is None else one.claim.span.first.line,
        "origin": one.claim.origin.value,
        "says": says(one.claim, one, lang),
        "how": how(one, lang),
        "evaluations": one.evaluations,
    }


def _witnesses(one: Finding, lang: Lang) -> list[Json]:
    return [
        {"says": witness_text(one.claim, witness, lang), "people": _people(witness)}
        for witness in one.witnesses
    ]


def _people(witness: Witness) -> list[Json]:
    found: list[Json] = []
    for trace in witness.people:
        plan, person = trace.plan, trace.person
        given: dict[str, Json] = {
            spec.name: exact_value(value)
            for spec, value in zip(plan.inputs, person.values, strict=True)
            if value is not None
        }
        records: dict[str, Json] = {
            table.name: [
                {spec.name: exact_value(value) for spec, value in zip(table.fields, row.values, strict=True)}
                for row in rows
            ]
            for table, rows in zip(plan.records, person.records, strict=True)
            if rows
        }
        results: dict[str, Json] = {}
        for output in plan.outputs:
            value = trace.output(output.name)
            results[output.name] = None if isinstance(value, Absent) else exact_value(value)
        found.append({"given": given, "records": records, "results": results})
    return found
