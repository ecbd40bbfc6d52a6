"""The table of rejects: one line for each reason, in the reader's language."""

from collections.abc import Iterable, Iterator

from kpi_lang.data.bound import RecordRejection, Rejection
from kpi_lang.data.output.columns import Form, OutputColumn, OutputValue
from kpi_lang.source import DataPlace, Lang

REJECT_COLUMNS = (
    OutputColumn("key"),
    OutputColumn("table"),
    OutputColumn("file"),
    OutputColumn("row", Form.NUMBER, 0),
    OutputColumn("column"),
    OutputColumn("code"),
    OutputColumn("message"),
    OutputColumn("help"),
)


def reject_rows(
    rejections: Iterable[Rejection | RecordRejection], lang: Lang
) -> Iterator[tuple[OutputValue, ...]]:
    """The rows of the table; `table` is empty for people."""
    for rejection in rejections:
        table = rejection.table if isinstance(rejection, RecordRejection) else None
        for finding in rejection.diagnostics:
            place = finding.span if isinstance(finding.span, DataPlace) else rejection.place
            yield (
                rejection.key,
                table,
                place.file,
                place.row,
                place.column,
                finding.code,
                finding.message(lang),
                finding.help(lang) or None,
            )
