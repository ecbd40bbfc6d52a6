"""What a policy reads from data: columns with kinds and domains, tables of records, and the key that joins them."""

from datetime import date
from enum import Enum
from fractions import Fraction

from attrs import field, frozen

from kpi_lang.source import Span
from kpi_lang.values.domains import Domain
from kpi_lang.values.kinds import Kind

Value = Fraction | bool | str | date


class OverTime(Enum):
    """How an input adds up when several periods are taken together."""

    SUM = "sum"
    LAST = "last"
    MEAN = "mean"


@frozen
class InputSpec:
    """A column the policy reads: of the subject, or of a records table.

    The column may be headed in the data by ``name``, ``title`` or one of ``columns`` (exact text after trimming).
    ``beforehand`` tells what was agreed or planned before the period, such as a target, from what came of it.
    ``default`` stands in for a value not given; an input that is neither ``optional`` nor has a default is required.
    """

    name: str
    title: str
    kind: Kind
    domain: Domain
    optional: bool
    default: Value | None
    columns: tuple[str, ...]
    over_time: OverTime | None
    span: Span | None = field(default=None, eq=False)
    beforehand: bool = False

    @property
    def is_dispensable(self) -> bool:
        """Whether the data may lack it altogether: it is optional or has a default."""
        return self.optional or self.default is not None


@frozen
class RecordsSchema:
    """A table of records; its rows name their owner in the subject's key column.

    A table that is not ``optional`` must be supplied, if only with no rows. A table ``by`` an input has one row for all
    people with the same text there; it is named in the column of that input.
    """

    name: str
    title: str
    optional: bool
    fields: tuple[InputSpec, ...]
    by: str | None = None


@frozen
class Schema:
    """Everything one policy reads.

    ``key`` is the subject's key column (text). ``carried`` are text columns that are read where present and handed
    on to the result (department, manager), without being inputs of any rule.
    """

    subject: str
    key: str
    carried: tuple[str, ...]
    inputs: tuple[InputSpec, ...]
    records: tuple[RecordsSchema, ...]
