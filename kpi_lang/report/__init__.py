"""What people read about results: explanations as trees and as JSON, coverage of examples."""

from kpi_lang.report.derivation import Places, explain, explain_rule
from kpi_lang.report.explanation import Explanation, Figure, Note, NoteKind
from kpi_lang.report.nested import nested

__all__ = ["Explanation", "Figure", "Note", "NoteKind", "Places", "explain", "explain_rule", "nested"]
