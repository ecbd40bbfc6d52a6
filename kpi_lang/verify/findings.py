"""What became of each property: a status, how it was found, and for a refutation the people who show it."""

from enum import Enum

from attrs import field, frozen

from kpi_lang.core.nodes import Expr
from kpi_lang.evaluate.trace import Trace
from kpi_lang.verify.claims import Claim
from kpi_lang.verify.direction import Direction


class Status(Enum):
    """How a property stands; nothing else is ever said of one."""

    PROVED = "proved"
    REFUTED = "refuted"
    TESTED = "tested"
    UNKNOWN = "unknown"
    VACUOUS = "vacuous"


class Method(Enum):
    """How a status was found."""

    STRUCTURE = "structure"
    DIRECTIONS = "directions"
    CASES = "directions, by cases"
    INTERVALS = "intervals"
    SEARCH = "search"
    EXAMPLE = "a person found"


class Why(Enum):
    """Why a property is unknown or vacuous."""

    OTHER_PEOPLE = "other people"
    FORMULA = "formula"
    TIME = "time"
    UNUSED = "unused"
    NOBODY = "nobody"
    NOT_FOUND = "not found"
    NOBODY_TRIED = "nobody tried"


@frozen
class Witness:
    """One person, or two who differ in the driver only, as the reference evaluator computed them.

    For a result that moves both ways there are two witnesses.
    """

    people: tuple[Trace, ...]


@frozen
class Finding:
    """A property with its status. ``direction`` is the one proved, or the one seen in all evaluations.

    ``blamed`` is the first expression that no rule settles. ``evaluations`` were made for it, with all that share them.
    """

    claim: Claim
    status: Status
    method: Method
    direction: Direction | None = None
    witnesses: tuple[Witness, ...] = ()
    evaluations: int = 0
    why: Why | None = None
    blamed: Expr | None = field(default=None, eq=False)
    seconds: float = 0.0
