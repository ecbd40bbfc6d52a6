"""Parse trees to syntax trees: the only part of the project that looks at parse trees."""

from kpi_lang.source import Diagnostics, SourceFile
from kpi_lang.syntax.builder.adjustments import Adjustments
from kpi_lang.syntax.builder.amendments import Amendments
from kpi_lang.syntax.builder.citations import Citations
from kpi_lang.syntax.builder.curves import Curves
from kpi_lang.syntax.builder.distribution import Distributions
from kpi_lang.syntax.builder.inputs import Inputs
from kpi_lang.syntax.builder.pools import Pools
from kpi_lang.syntax.builder.results import Results
from kpi_lang.syntax.builder.scores import Scores
from kpi_lang.syntax.builder.shared import Shared
from kpi_lang.syntax.node import Node
from kpi_lang.syntax.tree import Declaration


class _Builder(
    Inputs, Curves, Scores, Adjustments, Amendments, Distributions, Pools, Results, Shared, Citations
):
    """The whole builder."""


def build(tree: Node, source: SourceFile, diagnostics: Diagnostics) -> Declaration:
    """The declaration that a parse tree holds; what the grammar lets pass but means nothing is reported."""
    declaration: Declaration = _Builder(source, diagnostics).built(tree)
    return declaration
