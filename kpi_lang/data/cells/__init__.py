"""Cells: from what a sheet holds to the values that rules read, or to what is wrong."""

from kpi_lang.data.cells.flaw import Flaw, Reading
from kpi_lang.data.cells.reader import CellReader, read_name

__all__ = ["CellReader", "Flaw", "Reading", "read_name"]
