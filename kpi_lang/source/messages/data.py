"""K8xx: data that cannot be bound to a policy, and rejected rows."""

from kpi_lang.source.messages import data_cells, data_columns, data_files, data_records_out, data_rows
from kpi_lang.source.wording import Entry

ENTRIES: tuple[Entry, ...] = tuple(
    sorted(
        (
            *data_files.ENTRIES,
            *data_columns.ENTRIES,
            *data_rows.ENTRIES,
            *data_cells.ENTRIES,
            *data_records_out.ENTRIES,
        ),
        key=lambda entry: entry.code,
    )
)
