"""What a policy may declare below its header, and an amendment replace or add."""

from kpi_lang.syntax.tree.adjustments import Adjustment, Award, Cap, Factor, Restriction
from kpi_lang.syntax.tree.distribution import Distribution
from kpi_lang.syntax.tree.inputs import (
    Function,
    Goals,
    Import,
    Input,
    Parameter,
    Records,
    Require,
    Subject,
    Unit,
)
from kpi_lang.syntax.tree.pools import Pool
from kpi_lang.syntax.tree.properties import Ensure
from kpi_lang.syntax.tree.results import Balance, Example, ListTable, MatrixTable, Pay, Rollup, Value
from kpi_lang.syntax.tree.scores import Grades, Indicator, IndicatorClass, Scorecard, Total
from kpi_lang.syntax.tree.shared import Alias, RoundingRule, Scale

Declared = (
    Import
    | Alias
    | Subject
    | Input
    | Unit
    | Require
    | Parameter
    | Function
    | Records
    | IndicatorClass
    | Goals
    | Indicator
    | Award
    | Adjustment
    | Cap
    | Factor
    | Restriction
    | Scorecard
    | Total
    | Grades
    | Scale
    | RoundingRule
    | Distribution
    | ListTable
    | MatrixTable
    | Value
    | Balance
    | Pool
    | Rollup
    | Pay
    | Example
    | Ensure
)
