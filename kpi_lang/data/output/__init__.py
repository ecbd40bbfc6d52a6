"""Tables written to files: exact, whole or not at all, harmless in a spreadsheet, the same for the same data."""

from kpi_lang.data.output.arrow_tables import arrow_table
from kpi_lang.data.output.columns import Form, OutputColumn, OutputValue, value_text
from kpi_lang.data.output.rejects import REJECT_COLUMNS, reject_rows
from kpi_lang.data.output.text_tables import neutral, write_csv, write_json, write_json_lines
from kpi_lang.data.output.writing import write_table

__all__ = [
    "REJECT_COLUMNS",
    "Form",
    "OutputColumn",
    "OutputValue",
    "arrow_table",
    "neutral",
    "reject_rows",
    "value_text",
    "write_csv",
    "write_json",
    "write_json_lines",
    "write_table",
]
