"""Data files, each type read as a sheet of raw cells."""

from kpi_lang.data.files.data_file import STANDARD_INPUT, DataFile
from kpi_lang.data.files.reading import EXTENSIONS, open_sheet

__all__ = ["EXTENSIONS", "STANDARD_INPUT", "DataFile", "open_sheet"]
