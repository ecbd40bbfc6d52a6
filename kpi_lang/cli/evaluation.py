"""Running a policy over the data that a command line names: the same for `run` and `explain`."""

import sys
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import click
from attrs import frozen

from kpi_lang.cli.options import Voice
from kpi_lang.cli.wrong_use import WrongUse
from kpi_lang.data.bound import BoundRow, Rejection
from kpi_lang.loading import SUFFIXES, policies_under
from kpi_lang.policy import Policy, RunError, Table, load
from kpi_lang.source import Diagnostic


@frozen
class Evaluation:
    """What a command line says about the data, as it came."""

    policy: str
    data: str
    records: tuple[tuple[str, str], ...]
    period: str | None
    as_of: date | None
    missing: tuple[str, ...]
    binding: str | None
    settings: tuple[tuple[str, str], ...]
    history: tuple[str, ...] = ()
    approvals: str | None = None

    def loaded(self) -> Policy:
        """The policy; raises `DataFileError` and `PolicyError`."""
        tables = {name: Path(value[1:]) for name, value in self.settings if value.startswith("@")}
        plain = {name: value for name, value in self.settings if name not in tables}
        return load(self.policy, settings=plain, parameters=tables)

    def table(self, policy: Policy, voice: Voice) -> Table:
        """Everybody's results; raises `WrongUse`, `DataFileError` and `BindingError`."""
        _check_data("--data", self.data)
        if self.approvals is not None:
            _check_data("--approvals", self.approvals)
        for _, path in self.records:
            _check_data("--records", path)
        for path in self.history:
            _check_data("--history", path)
        try:
            return policy.run(
                self.data,
                records=dict(self.records),
                binding=self.binding,
                missing=self.missing,
                as_of=self.as_of,
                period=self.period,
                history=self.history,
                progress=_progress(voice),
                approvals=self.approvals,
            )
        except RunError as error:
            raise WrongUse(error.diagnostics[0]) from error


def _check_data(option: str, name: str) -> None:
    """Catch a policy given as data, and a folder, before they are read as a table."""
    path = Path(name)
    if name.endswith(SUFFIXES) and path.is_file():
        raise WrongUse(Diagnostic.of("K955", path=name, option=option))
    if path.is_dir():
        inside = sorted(other for other in path.iterdir() if other.suffix in (".csv", ".xlsx", ".parquet"))
        nearest = str(inside[0]) if inside else ""
        raise WrongUse(
            Diagnostic.of("K951", path=name, nearest=nearest, help="nearest" if inside else "none")
        )


def _progress(voice: Voice) -> Any:
    """A bar on standard error while rows go through, if that is a terminal."""
    stream = sys.stderr
    if voice.quiet or not stream.isatty():
        return iter

    def watched(rows: Iterable[BoundRow | Rejection]) -> Iterator[BoundRow | Rejection]:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeElapsedColumn

        console = Console(file=stream)
        with Progress(
            BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), console=console, transient=True
        ) as bar:
            task = bar.add_task("", total=None)
            for number, row in enumerate(rows, start=1):
                if number % 100 == 0:
                    bar.update(task, completed=number)
                yield row

    return watched


def policy_argument() -> click.Parameter:
    """The argument POLICY."""
    return click.Argument(["policy"], metavar="POLICY", callback=_only_policy)


def _only_policy(context: click.Context, _: click.Parameter, value: str) -> str:
    """A folder that holds one policy stands for it."""
    path = Path(value)
    if path.is_dir():
        inside = policies_under(path)
        if len(inside) == 1:
            return str(inside[0])
    return value
