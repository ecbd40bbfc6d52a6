"""A plan as kernels: rows are sorted by case, each case runs its straight-line program in blocks."""

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from fractions import Fraction
from itertools import product
from typing import Any, assert_never

import numpy as np
from attrs import define, frozen

from kpi_lang.checking.analysis import Analysis
from kpi_lang.core.absent import Absent
from kpi_lang.core.plan import Output, Plan
from kpi_lang.data.schema import Value
from kpi_lang.evaluate.person import RunDates
from tests.benchmarks.probe.cases import About, Case, Fact, every_case
from tests.benchmarks.probe.counting import Counter, Records
from tests.benchmarks.probe.meaning import Codes, Days, Mask, Meaning, Pieces
from tests.benchmarks.probe.program import BLOCK, Array, Buffers, Builder, Program
from tests.benchmarks.probe.ratios import Poly, Ratio
from tests.benchmarks.probe.reading import Reader
from tests.benchmarks.probe.refusal import CannotExpress

CHUNK = 524_288
"""Rows are sorted by case within chunks of this size: threads share them, and longer ones gather better."""


@frozen
class Column:
    """An output in one case: from which result, or what it is for everybody; a numerator has its denominator."""

    result: int | None
    bounds: tuple[int, int]
    constant: Value | Absent | None
    scale: int = 1
    names: tuple[str, ...] = ()


@define
class Kernel:
    """One case: its program and its outputs. Out of scope, there are no outputs."""

    case: Case
    program: Program
    columns: tuple[Column, ...]


@define
class Results:
    """Numerators by output, and the case of each row; what they mean is said once for each case."""

    outputs: tuple[Output, ...]
    kernels: list[Kernel]
    case: Array
    numbers: list[Array | None]

    def value(self, output: int, row: int) -> Value | Absent:
        """One figure as the reference evaluator gives it."""
        column = self.kernels[int(self.case[row])].columns[output]
        if column.result is None:
            assert column.constant is not None
            return column.constant
        numbers = self.numbers[output]
        assert numbers is not None
        number = int(numbers[row])
        match self.outputs[output].kind.is_number, column.names:
            case True, _:
                return Fraction(number, column.scale)
            case _, ():
                return bool(number)
            case _, names:
                return names[number]


@define
class Batch:
    """A plan's kernels for one set of run dates; ``facts`` are what sorts rows into cases, by ``table``."""

    plan: Plan
    facts: tuple[Fact, ...]
    table: Array
    kernels: list[Kernel]
    counters: dict[str, Counter]
    stored: tuple[int | None, ...]
    """By output, the number of the array that holds it; outputs that are always the same share one."""
    sources: tuple[tuple[int | None, ...], ...]
    """By kernel and by array, which of the kernel's results goes there."""
    types: tuple[Any, ...]
    block: int

    @classmethod
    def of(cls, plan: Plan, dates: RunDates, block: int = BLOCK) -> "Batch":
        """Write the kernels of every case; raises ``CannotExpress``."""
        analysis = Analysis.of(plan)
        counts: dict[str, Any] = {}

        def write(case: Case) -> Kernel:
            reader = Reader(plan, analysis, dates, case)
            scope = True if plan.applies is None else reader.value(plan.applies)
            if scope is False:
                return Kernel(case, Program.of(reader.builder, ()), ())
            if scope is not True:
                raise CannotExpress("a scope that depends on a figure")
            wanted: list[int] = []
            columns = tuple(_column(reader, output, wanted) for output in plan.outputs)
            counts.update(reader.counts)
            return Kernel(case, Program.of(reader.builder, tuple(wanted)), columns)

        kernels = [kernel for _, kernel in every_case(write)]
        facts = tuple({fact: None for kernel in kernels for fact in kernel.case})
        answers = product(*(fact.options for fact in facts))
        table = np.array(
            [_place(kernels, dict(zip(facts, given, strict=True))) for given in answers], np.uint8
        )
        counters = {
            name: Counter.of(Reader(plan, analysis, dates, {}), expr) for name, expr in counts.items()
        }
        results = [
            tuple(kernel.columns[at].result if kernel.columns else None for kernel in kernels)
            for at in range(len(plan.outputs))
        ]
        arrays = [key for key in dict.fromkeys(results) if set(key) != {None}]
        stored = tuple(arrays.index(key) if key in arrays else None for key in results)
        types = tuple(_type(kernels, stored.index(at)) for at in range(len(arrays)))
        sources = tuple(zip(*arrays, strict=True))
        return cls(plan, facts, table, kernels, counters, stored, sources, types, block)

    def run(
        self,
        columns: Mapping[str, Array],
        records: Mapping[str, Records],
        *,
        threads: int = 1,
        chunk: int = CHUNK,
    ) -> Results:
        """Every output of every row.

        ``columns`` by input name: whole numbers of steps, of choices the place of the member; whether an
        optional input is given under ``name?``.
        """
        rows = len(next(iter(columns.values())))
        sources = dict(columns)
        for name, counter in self.counters.items():
            sources[name] = counter.count(records[counter.records], rows)
        case = np.empty(rows, np.uint8)
        arrays = [np.zeros(rows, kind) for kind in self.types]
        parts = [slice(start, min(start + chunk, rows)) for start in range(0, rows, chunk)]
        if threads == 1:
            buffers = Buffers.of(self.block)
            for part in parts:
                self._chunk(sources, part, case, arrays, buffers)
        else:
            with ThreadPoolExecutor(threads) as pool:
                done = [
                    pool.submit(self._chunk, sources, part, case, arrays, Buffers.of(self.block))
                    for part in parts
                ]
                for each in done:
                    each.result()
        numbers = [None if at is None else arrays[at] for at in self.stored]
        return Results(self.plan.outputs, self.kernels, case, numbers)

    def cases_of(self, columns: Mapping[str, Array], part: slice) -> Array:
        """The number of each row's case: its answers to the facts as one number, looked up."""
        number: Array | None = None
        for fact in self.facts:
            answer: Array
            match fact.about:
                case About.MEMBER:
                    answer = columns[fact.name][part].astype(np.intp)
                case About.GIVEN:
                    answer = columns[f"{fact.name}?"][part]
                case About.ZERO:
                    answer = columns[fact.name][part] == 0
            if number is None:
                number = answer.astype(np.intp)
            else:
                number *= len(fact.options)
                number += answer
        if number is None:
            return np.zeros(part.stop - part.start, np.uint8)
        return self.table[number]

    def _chunk(
        self, columns: Mapping[str, Array], part: slice, case: Array, arrays: list[Array], buffers: Buffers
    ) -> None:
        here = case[part] = self.cases_of(columns, part)
        order = np.argsort(here, kind="stable")
        order += part.start
        ends = np.cumsum(np.bincount(here, minlength=len(self.kernels)))
        for at, kernel in enumerate(self.kernels):
            first, last = (int(ends[at - 1]) if at else 0), int(ends[at])
            for start in range(first, last, self.block):
                rows = order[start : min(start + self.block, last)]
                results = kernel.program.run(columns, rows, buffers)
                for array, source in zip(arrays, self.sources[at], strict=True):
                    if source is not None:
                        array[rows] = results[source]


def _column(reader: Reader, output: Output, wanted: list[int]) -> Column:
    """An output in the reader's case; its register is added to those wanted, unless it is there."""
    found: Meaning = reader.value(reader.plan.rule(output.rule).expr)
    match found:
        case Ratio() | Pieces():
            number = reader.whole(found)
            if number.constant is not None:
                return Column(None, (0, 0), number.constant)
            if number.below:
                raise CannotExpress(
                    f"output `{output.name}`, a fraction with a denominator of each row's own"
                )
            return _result(reader.builder, number.num, wanted, number.scale, ())
        case Codes():
            return _result(reader.builder, found.number.num, wanted, 1, found.names)
        case Mask():
            return _result(reader.builder, {(reader.register(found),): 1}, wanted, 1, ())
        case Days():
            raise CannotExpress(f"output `{output.name}`, a date that differs between people")
        case Absent() | bool() | str() | date():
            return Column(None, (0, 0), found)
        case _:
            assert_never(found)


def _result(builder: Builder, num: Poly, wanted: list[int], scale: int, names: tuple[str, ...]) -> Column:
    register = builder.column_of(builder.poly(num))
    if register not in wanted:
        wanted.append(register)
    return Column(wanted.index(register), builder.bounds[register], None, scale, names)


def _place(kernels: list[Kernel], given: Case) -> int:
    """Which kernel is for rows with these answers."""
    return next(at for at, kernel in enumerate(kernels) if kernel.case.items() <= given.items())


def _type(kernels: list[Kernel], output: int) -> Any:
    """The narrowest type that holds an output of every kernel."""
    ends = [kernel.columns[output].bounds for kernel in kernels if kernel.columns]
    low, high = min(low for low, _ in ends), max(high for _, high in ends)
    kinds = (np.int8, np.int16, np.int32)
    return next((k for k in kinds if np.iinfo(k).min <= low and high <= np.iinfo(k).max), np.int64)
