"""One person's statement: a printable page of targets, actuals, scores, weights, points, grade and pay."""

from kpi_lang.report.statement.page import statement_page
from kpi_lang.report.statement.sheet import Statement, statement_of

__all__ = ["Statement", "statement_of", "statement_page"]
