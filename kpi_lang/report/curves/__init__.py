"""Curves as people see them: the shape of a score over what it is about, and its drawing."""

from kpi_lang.report.curves.drawn import Labels, drawing
from kpi_lang.report.curves.scored import scored
from kpi_lang.report.curves.shape import Piece, Shape, shape_of
from kpi_lang.report.curves.ticks import tick_step

__all__ = ["Labels", "Piece", "Shape", "drawing", "scored", "shape_of", "tick_step"]
