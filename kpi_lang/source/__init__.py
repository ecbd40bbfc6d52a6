"""Source texts, places in them, and findings about them as data with words in two languages."""

from kpi_lang.source.arguments import Argument, Worded
from kpi_lang.source.catalogue import CATALOGUE, Catalogue, CatalogueError
from kpi_lang.source.clauses import Clause, cited
from kpi_lang.source.diagnostics import Diagnostic, Diagnostics, Fix, Label
from kpi_lang.source.files import Position, SourceFile
from kpi_lang.source.languages import LANGUAGES, Lang, language_from_environment
from kpi_lang.source.policy_error import PolicyError
from kpi_lang.source.spans import DataPlace, Place, Span
from kpi_lang.source.wording import Entry, Severity, Wording

__all__ = [
    "CATALOGUE",
    "LANGUAGES",
    "Argument",
    "Catalogue",
    "CatalogueError",
    "Clause",
    "DataPlace",
    "Diagnostic",
    "Diagnostics",
    "Entry",
    "Fix",
    "Label",
    "Lang",
    "Place",
    "PolicyError",
    "Position",
    "Severity",
    "SourceFile",
    "Span",
    "Worded",
    "Wording",
    "cited",
    "language_from_environment",
]
