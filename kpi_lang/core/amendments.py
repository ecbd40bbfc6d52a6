"""What makes a plan a variant: the policy that it amends, and every change that it makes."""

from enum import Enum

from attrs import field, frozen

from kpi_lang.source import Span


class Manner(Enum):
    """What an amendment does to a declaration."""

    REPLACED = "replaced"
    SET = "set"
    REMOVED = "removed"
    ADDED = "added"


@frozen
class Change:
    """One change: ``set total.most = 105`` is SET of ``total.most``. ``was`` is the declaration that it replaces."""

    manner: Manner
    what: str
    span: Span | None = field(default=None, eq=False)
    was: Span | None = field(default=None, eq=False)


@frozen
class Amendment:
    """The policy and version that a variant amends, and how, in the order written; ``span`` is where it says so."""

    base: str
    version: int
    name: str
    changes: tuple[Change, ...]
    span: Span | None = field(default=None, eq=False)

    def count(self, manner: Manner) -> int:
        """How many changes are of a manner."""
        return sum(change.manner is manner for change in self.changes)
