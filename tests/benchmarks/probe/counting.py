"""Aggregates over records, counted once for everybody before the kernels run."""

from collections.abc import Mapping

import numpy as np
from attrs import define

from kpi_lang.core.nodes import Aggregate
from tests.benchmarks.probe.meaning import Mask
from tests.benchmarks.probe.program import BLOCK, Array, Buffers, Program
from tests.benchmarks.probe.reading import Reader
from tests.benchmarks.probe.refusal import CannotExpress


@define
class Records:
    """The rows of one table: whose they are, as the person's place, and their columns of whole numbers."""

    owner: Array
    columns: Mapping[str, Array]


@define
class Counter:
    """How many records of each person an aggregate counts."""

    records: str
    program: Program | None
    everything: bool

    @classmethod
    def of(cls, reader: Reader, expr: Aggregate) -> "Counter":
        """The counter of an aggregate; its condition may read nothing but the record and the run's dates."""
        holds = True if expr.where is None else reader.value(expr.where)
        if isinstance(holds, bool):
            return cls(expr.records, None, holds)
        if not isinstance(holds, Mask):
            raise CannotExpress("a condition on records that may be absent")
        program = Program.of(reader.builder, (reader.register(holds),))
        return cls(expr.records, program, everything=False)

    def count(self, records: Records, people: int) -> Array:
        """The counts by person."""
        owner = records.owner
        if self.program is None:
            return np.bincount(owner if self.everything else owner[:0], minlength=people)
        buffers = Buffers.of(BLOCK)
        kept = []
        for start in range(0, len(owner), BLOCK):
            rows = np.arange(start, min(start + BLOCK, len(owner)))
            (holds,) = self.program.run(records.columns, rows, buffers)
            kept.append(owner[start : start + BLOCK][holds])
        return np.bincount(np.concatenate(kept) if kept else owner[:0], minlength=people)
