"""Straight-line programs over blocks of whole-number columns: registers, steps from a closed table, buffers.

A program is data, never text that is compiled: each step names an operation of ``OPERATIONS`` and the registers
and numbers it takes. Equal steps are one step.
"""

from collections.abc import Callable, Mapping
from itertools import product
from math import prod
from typing import Any

import numpy as np
from attrs import define, field, frozen

from tests.benchmarks.probe.ratios import Monomial, Poly
from tests.benchmarks.probe.refusal import CannotExpress

BLOCK = 32_768
"""Rows worked on at a time, so that the buffers of a program stay in the cache of a core."""

WORD = 2**63
"""Whole numbers of a column lie below this; results that are known to wrap are marked as such by their bounds."""

Array = np.ndarray[Any, Any]
Bounds = tuple[int, int]
Operand = int | float | tuple[Any, ...]


def _lookup(table: Array, places: Array, out: Array) -> None:
    table.take(places, out=out, mode="clip")


def _cast(given: Array, out: Array) -> None:
    np.copyto(out, given, casting="unsafe")


def _count(one: Array, other: Array, out: Array) -> None:
    np.add(one.view(np.uint8), other.view(np.uint8), out=out)


OPERATIONS: Mapping[str, tuple[Callable[..., Any], Any]] = {
    "add": (np.add, np.int64),
    "subtract": (np.subtract, np.int64),
    "multiply": (np.multiply, np.int64),
    "floor divide": (np.floor_divide, np.int64),
    "minimum": (np.minimum, np.int64),
    "maximum": (np.maximum, np.int64),
    "absolute": (np.absolute, np.int64),
    "sign": (np.sign, np.int64),
    "look up": (_lookup, np.int64),
    "whole": (_cast, np.int64),
    "greater": (np.greater, np.bool_),
    "at least": (np.greater_equal, np.bool_),
    "equal": (np.equal, np.bool_),
    "and": (np.logical_and, np.bool_),
    "or": (np.logical_or, np.bool_),
    "not": (np.logical_not, np.bool_),
    "byte": (_cast, np.uint8),
    "count": (_count, np.uint8),
    "place": (_cast, np.intp),
    "float": (_cast, np.float64),
    "float look up": (_lookup, np.float64),
    "float multiply": (np.multiply, np.float64),
    "float add": (np.add, np.float64),
    "float divide": (np.divide, np.float64),
    "floor": (np.floor, np.float64),
}
"""Operations by name, with the type of what they give."""


@frozen
class Register:
    """A step's operands by kind: registers are ("r", number), tables ("t", values), else numbers."""

    operation: str
    operands: tuple[tuple[str, Any], ...]


@define
class Builder:
    """A program being written."""

    registers: list[Register] = field(factory=list)
    bounds: list[Bounds] = field(factory=list)
    known: dict[Register, int] = field(factory=dict)

    def column(self, name: str, bounds: Bounds) -> int:
        """The register of an input column of whole numbers."""
        return self.enter(Register("column", (("n", name),)), bounds)

    def enter(self, register: Register, bounds: Bounds) -> int:
        """The number of a register, new or as it was entered before."""
        number = self.known.get(register)
        if number is None:
            number = self.known[register] = len(self.registers)
            self.registers.append(register)
            self.bounds.append(bounds)
        else:
            low, high = self.bounds[number]
            self.bounds[number] = max(low, bounds[0]), min(high, bounds[1])
        return number

    def step(self, operation: str, *operands: tuple[str, Any], bounds: Bounds = (0, 1)) -> int:
        """The register of a step's result."""
        return self.enter(Register(operation, operands), bounds)

    # --- polynomials -----------------------------------------------------------------------------------

    def monomial_bounds(self, monomial: Monomial) -> Bounds:
        """Between which whole numbers a product of columns lies."""
        ends = [prod(corner) for corner in product(*(self.bounds[number] for number in monomial))]
        return min(ends), max(ends)

    def poly_bounds(self, poly: Poly) -> Bounds:
        """Between which whole numbers a polynomial lies, term by term."""
        low = high = 0
        for monomial, coefficient in poly.items():
            ends = [coefficient * end for end in self.monomial_bounds(monomial)]
            low, high = low + min(ends), high + max(ends)
        return low, high

    def monomial(self, monomial: Monomial) -> int:
        """The register of a product of columns, which must fit a word."""
        number = monomial[0]
        for place, factor in enumerate(monomial[1:], 2):
            bounds = self.monomial_bounds(monomial[:place])
            self.require(bounds)
            number = self.step("multiply", ("r", number), ("r", factor), bounds=bounds)
        return number

    def require(self, bounds: Bounds) -> None:
        """Refuse what does not fit a word."""
        if not -WORD < bounds[0] <= bounds[1] < WORD:
            raise CannotExpress(f"whole numbers between {bounds[0]} and {bounds[1]} exceed 64 bits")

    def poly(self, poly: Poly, *, wrapping: bool = False) -> tuple[str, Any]:
        """A polynomial as an operand; one that may wrap is right modulo 2**64 only."""
        return self.pieces(None, (poly,), wrapping=wrapping)

    def pieces(self, place: int | None, arms: tuple[Poly, ...], *, wrapping: bool = False) -> tuple[str, Any]:
        """The polynomial of the arm that each row takes, its coefficients looked up by the number of the arm."""
        ends = [self.poly_bounds(arm) for arm in arms]
        bounds = min(low for low, _ in ends), max(high for _, high in ends)
        if not wrapping:
            self.require(bounds)
        total: tuple[str, Any] | None = None
        # Terms with columns come first, so that the last step adds or takes away a mere number.
        for monomial in sorted({m for arm in arms for m in arm}, key=lambda m: (not m, m)):
            coefficients = tuple(wrapped(arm.get(monomial, 0)) for arm in arms)
            term = self._term(monomial, place, coefficients)
            if total is None:
                total = term
            elif term[0] == "n" and total[0] == "n":
                total = ("n", total[1] + term[1])
            else:
                total = ("r", self.step("add", total, term, bounds=(-WORD, WORD)))
        if total is None:
            return ("n", 0)
        if total[0] == "r" and not wrapping:
            low, high = self.bounds[total[1]]
            self.bounds[total[1]] = max(low, bounds[0]), min(high, bounds[1])
        return total

    def _term(self, monomial: Monomial, place: int | None, coefficients: tuple[int, ...]) -> tuple[str, Any]:
        whole: tuple[str, Any]
        if len(set(coefficients)) == 1 or place is None:
            whole = ("n", coefficients[0])
        else:
            whole = ("r", self.look_up(place, coefficients))
        if not monomial:
            return whole
        base = self.monomial(monomial)
        if whole == ("n", 1):
            return ("r", base)
        ends = [c * end for c in coefficients for end in self.bounds[base]]
        return ("r", self.step("multiply", ("r", base), whole, bounds=(min(ends), max(ends))))

    def look_up(self, place: int, table: tuple[int, ...]) -> int:
        """The number that stands in a table at the place of each row."""
        return self.step("look up", ("t", table), ("r", place), bounds=(min(table), max(table)))

    def column_of(self, operand: tuple[str, Any]) -> int:
        """The register of an operand that is no mere number."""
        assert operand[0] == "r", operand
        return int(operand[1])

    # --- masks -----------------------------------------------------------------------------------------

    def contrary(self, mask: int) -> int:
        """The register of a mask's contrary."""
        register = self.registers[mask]
        if register.operation == "not":
            return int(register.operands[0][1])
        return self.step("not", ("r", mask))

    def arm_number(self, conditions: tuple[int, ...]) -> int:
        """How many conditions fail before the first that holds: the number of the arm that a row takes."""
        none = self.contrary(conditions[0])
        total = none
        for condition in conditions[1:]:
            fails = self.contrary(condition)
            none = self.step("and", ("r", none), ("r", fails))
            total = self.step("count", ("r", total), ("r", none), bounds=(0, len(conditions)))
        return self.step("place", ("r", total), bounds=(0, len(conditions)))


def wrapped(number: int) -> int:
    """A whole number modulo 2**64, as a signed word holds it."""
    return (number + WORD) % (2 * WORD) - WORD


Step = tuple[Callable[..., Any] | None, tuple[Any, ...], int]
"""An operation, its operands and the buffer it fills; without operation a source column is gathered."""


@define
class Program:
    """Steps in order. ``types`` are those of the buffers that a run needs."""

    steps: tuple[Step, ...]
    results: tuple[int, ...]
    types: tuple[Any, ...]

    @classmethod
    def of(cls, builder: Builder, wanted: tuple[int, ...]) -> "Program":
        """The steps that the wanted registers need; a buffer is used again once nothing reads it any more."""
        needed: set[int] = set()
        waiting = list(wanted)
        while waiting:
            number = waiting.pop()
            if number not in needed:
                needed.add(number)
                waiting += [v for kind, v in builder.registers[number].operands if kind == "r"]
        order = sorted(needed)
        last = {v: at for at in order for kind, v in builder.registers[at].operands if kind == "r"}
        last |= dict.fromkeys(wanted, len(builder.registers))
        place: dict[int, int] = {}
        types: list[Any] = []
        free: dict[Any, list[int]] = {}
        steps: list[Step] = []
        for number in order:
            register = builder.registers[number]
            kind = np.int64 if register.operation == "column" else OPERATIONS[register.operation][1]
            spare = free.setdefault(kind, [])
            if not spare:
                spare.append(len(types))
                types.append(kind)
            place[number] = spare.pop()
            if register.operation == "column":
                steps.append((None, (register.operands[0][1],), place[number]))
                continue
            operands = tuple(_operand(operand, place, kind) for operand in register.operands)
            steps.append((OPERATIONS[register.operation][0], operands, place[number]))
            for used in {v for k, v in register.operands if k == "r" and last[v] == number}:
                free[types[place[used]]].append(place[used])
        results = tuple(place[number] for number in wanted)
        return cls(tuple(steps), results, tuple(types))

    def run(self, sources: Mapping[str, Array], rows: Array, buffers: "Buffers") -> list[Array]:
        """The results for some rows of the source columns, as views that the next run overwrites."""
        views = buffers.views(self.types, len(rows))
        for operation, operands, place in self.steps:
            if operation is None:
                sources[operands[0]].take(rows, out=views[place], mode="clip")
                continue
            operation(*[views[o[0]] if type(o) is list else o for o in operands], out=views[place])
        return [views[place] for place in self.results]


@define
class Buffers:
    """Memory for the blocks of one thread, shared by the programs that it runs one after the other."""

    block: int
    by_type: dict[Any, list[Array]] = field(factory=dict)

    @classmethod
    def of(cls, block: int) -> "Buffers":
        """Buffers for blocks of at most so many rows."""
        return cls(block)

    def views(self, types: tuple[Any, ...], count: int) -> list[Array]:
        """A buffer of each of these types, cut to a number of rows."""
        used: dict[Any, int] = {}
        views = []
        for kind in types:
            buffers = self.by_type.setdefault(kind, [])
            place = used.get(kind, 0)
            used[kind] = place + 1
            if place == len(buffers):
                buffers.append(np.empty(self.block, kind))
            views.append(buffers[place][:count])
        return views


def _operand(operand: tuple[str, Any], place: Mapping[int, int], kind: Any) -> Any:
    """A buffer as a list of its number, else a number or a table."""
    match operand:
        case ("r", number):
            return [place[number]]
        case ("t", table):
            return np.array(table, dtype=kind)
        case (_, number):
            return number
