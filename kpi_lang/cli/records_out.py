"""`--records-out`: the records with their computed columns, written to files of their own."""

import click
from attrs import frozen

from kpi_lang.cli.language import SpokenOption, Words
from kpi_lang.cli.wrong_use import WrongUse
from kpi_lang.core.plan import Plan
from kpi_lang.data.output import write_table
from kpi_lang.policy import Table
from kpi_lang.policy.record_table import RecordTable
from kpi_lang.source import Diagnostic, Lang
from kpi_lang.source.nearest import nearest


@frozen
class RecordsTarget:
    """A table of records and the file that it is written to."""

    records: str
    path: str


def targets_of(plan: Plan, written: tuple[str, ...]) -> tuple[RecordsTarget, ...]:
    """What `FILE` and `NAME=FILE` mean for a policy; raises `WrongUse` where a table is unknown or unclear."""
    names = tuple(table.name for table in plan.records)
    found = []
    for text in written:
        name, equals, path = text.partition("=")
        if equals and name in names:
            found.append(RecordsTarget(name, path))
        elif not names:
            raise WrongUse(Diagnostic.of("K870", policy=plan.name))
        elif equals:
            close = nearest(name, names)
            raise WrongUse(
                Diagnostic.of(
                    "K872",
                    name=name,
                    known=names,
                    nearest=close or "",
                    help="nearest" if close else "none",
                )
            )
        elif len(names) > 1:
            raise WrongUse(Diagnostic.of("K871", known=names, first=names[0], path=text))
        else:
            found.append(RecordsTarget(names[0], text))
    return tuple(found)


def write_records(table: Table, targets: tuple[RecordsTarget, ...], lang: Lang) -> None:
    """Write each table; raises `DataFileError` where a file cannot be written."""
    for target in targets:
        records = RecordTable.of(table, target.records)
        columns = records.columns()
        write_table(target.path, columns, records.values(columns, lang))


def records_out_option() -> click.Parameter:
    """The option of `kpi run`."""
    return SpokenOption(
        ["--records-out"],
        multiple=True,
        metavar="[NAME=]FILE",
        words=Words(
            "Where records go with their computed columns, such as goals=scored.xlsx.",
            "带计算列的台账写入的文件，如 目标书=评分.xlsx。",
        ),
    )
