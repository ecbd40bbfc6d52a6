"""One generated function: a bound subject in, a flat tuple of slots out.

There is one for everybody and one for each shape of people that is met often, each with a trace or without.
Without a trace only what the outputs need is computed.
"""

import linecache
from collections.abc import Callable, Iterator
from itertools import count
from typing import Any

from attrs import field, frozen

from kpi_lang.core.absent import Absent, Cause
from kpi_lang.core.children import walk
from kpi_lang.core.nodes import Expr, RuleRef
from kpi_lang.core.plan import RUN_DATES, Plan, Rule
from kpi_lang.evaluate.generated.code import EMPTY_TUPLE, NONE, Code, inverted, is_false, small, tupled
from kpi_lang.evaluate.generated.columns import run_date, subject_input, width
from kpi_lang.evaluate.generated.context import Context, Place, Recipe
from kpi_lang.evaluate.generated.dataflow import assigned
from kpi_lang.evaluate.generated.figures import WIDTH, figure_operand
from kpi_lang.evaluate.generated.fusing import fused
from kpi_lang.evaluate.generated.helpers import HELPERS
from kpi_lang.evaluate.generated.lowering import lower
from kpi_lang.evaluate.generated.operands import Flag, Nothing
from kpi_lang.evaluate.generated.packing import Packing, Reader, packed
from kpi_lang.evaluate.generated.pruning import pruned
from kpi_lang.evaluate.generated.records import RecordSlots, computed_columns_read, open_table
from kpi_lang.evaluate.generated.references import kept, note_positive
from kpi_lang.evaluate.generated.settling import quick
from kpi_lang.evaluate.generated.shapes import Shape
from kpi_lang.evaluate.generated.statements import (
    Assign,
    Augment,
    Block,
    Branch,
    Loop,
    Return,
    layout,
)
from kpi_lang.evaluate.generated.tabling import tabled
from kpi_lang.values.kinds import YES_NO

Slot = tuple[Packing, int]
"""How an operand is packed, and where its slots begin in the tuple."""


@frozen
class Function:
    """A generated function and how its result is read.

    ``broken`` is the slot of the requirements not met (a tuple of their indices); the others are traced only.
    """

    source: str
    constants: dict[str, object]
    absences: tuple[Absent, ...]
    recipes: tuple[Recipe, ...]
    inputs: tuple[str, ...]
    """The locals of the bound subject, slot by slot."""
    scope: Slot
    broken: int
    rules: dict[str, Slot]
    requirements: tuple[Slot, ...]
    points: dict[int, int]
    tables: dict[str, tuple[int, RecordSlots]]
    run: Callable[[tuple[Any, ...]], tuple[Any, ...]] = field(eq=False, repr=False)
    readers: dict[str, Reader] = field(init=False, eq=False, repr=False)
    """How the value of each rule is read off the result."""
    nullable: tuple[tuple[str, int], ...] = field(init=False, repr=False)
    """The rules that may be absent, with their slots, which are then None."""
    rejecting: tuple[tuple[int, int, frozenset[int]], ...] = field(init=False)
    """The rules that may be absent because data cannot be used: the slot, the slot of the absence, which ones."""

    @readers.default
    def _make_readers(self) -> dict[str, Reader]:
        return {name: packing.reader(at, self.absences) for name, (packing, at) in self.rules.items()}

    @nullable.default
    def _find_nullable(self) -> tuple[tuple[str, int], ...]:
        return tuple((name, at) for name, (packing, at) in self.rules.items() if packing.operand.guards)

    @rejecting.default
    def _find_rejecting(self) -> tuple[tuple[int, int, frozenset[int]], ...]:
        rejected = frozenset(
            why for why, absent in enumerate(self.absences) if absent.cause is Cause.REJECTED
        )
        found = (
            (at, at + packing.width - 1 if packing.why else -1, packing.whys & rejected)
            for packing, at in self.rules.values()
        )
        return tuple(dict.fromkeys(entry for entry in found if entry[2]))

    def lacking(self, raw: tuple[Any, ...]) -> tuple[str, ...]:
        """The rules that were computed and have no value."""
        return tuple([name for name, at in self.nullable if raw[at] is None])

    def rejects(self, raw: tuple[Any, ...]) -> bool:
        """Whether a rule that was computed is absent because data cannot be used."""
        return bool(self.rejecting) and any(
            raw[at] is None and (why < 0 or raw[why] in rejected) for at, why, rejected in self.rejecting
        )


def generate(plan: Plan, shape: Shape | None, *, traced: bool) -> Function:
    """Write and compile one function of a plan, for people of a shape or, without one, for all.

    Raises ``RecursionError``, ``MemoryError`` or ``SyntaxError`` where Python cannot compile what was written.
    """
    return _Writer(plan, shape, traced=traced).function()


_NUMBERS = count()


class _Writer:
    """Writes one function, part by part, in the order in which the parts run."""

    def __init__(self, plan: Plan, shape: Shape | None, *, traced: bool) -> None:
        self.plan = plan
        self.context = Context(plan, shape, traced, lambda expr, place: lower(self.context, expr, place))
        self.block = self.context.top
        self.points: dict[int, Code] = {}
        self.place = Place(self.block, self.points)
        self.slots: list[Code] = []
        self._known_slots: dict[tuple[Code, ...], int] = {}

    def function(self) -> Function:
        inputs = self.bound_subject()
        tables = self.tables()
        rules = self.rules()
        scope = self.scope()
        broken, requirements = self.requirements()
        points = {point: self.slot((local,)) for point, local in self.points.items()}
        left = {name: (self.slot((self.context.passes[name],)), slots) for name, slots in tables.items()}
        source = self.source(inputs)
        context = self.context
        return Function(
            source,
            context.constants.values,
            tuple(context.absences),
            tuple(context.recipes),
            tuple(local.text for local in inputs),
            scope,
            broken,
            rules,
            requirements,
            points,
            left,
            compiled(source, context.constants.values),
        )

    def slot(self, codes: tuple[Code, ...]) -> int:
        """Add slots to the result; the place of the first."""
        known = self._known_slots.get(codes)
        if known is None:
            known = self._known_slots[codes] = len(self.slots)
            self.slots += codes
            self.context.exposed.update(code.text for code in codes)
        return known

    def packed(self, expr_kind: Any, operand: Any) -> Slot:
        packing, codes = packed(self.context, self.place, operand, expr_kind)
        return packing, self.slot(codes)

    def bound_subject(self) -> tuple[Code, ...]:
        locals_: list[Code] = []
        for spec in self.plan.inputs:
            slots = [self.context.names.fresh("x") for _ in range(width(spec))]
            locals_ += slots
            self.context.inputs[spec.name] = subject_input(self.context, spec, slots)
            note_positive(self.context, self.context.inputs[spec.name])
        self.table_sources = [self.context.names.fresh("t") for _ in self.plan.records]
        locals_ += self.table_sources
        for name in RUN_DATES:
            local = self.context.names.fresh("x")
            locals_.append(local)
            self.context.inputs[name] = run_date(self.context, name, local)
        for figure in self.plan.figures:
            slots = [self.context.names.fresh("x") for _ in range(WIDTH)]
            locals_ += slots
            self.context.figures[figure.name] = figure_operand(self.context, figure, slots)
        self.context.free.update(local.text for local in locals_)
        return tuple(locals_)

    def tables(self) -> dict[str, RecordSlots]:
        read = computed_columns_read(self.plan)
        left: dict[str, RecordSlots] = {}
        for table, source in zip(self.plan.records, self.table_sources, strict=True):
            slots = open_table(self.context, table, source, self.place, read)
            if slots is not None and self.context.traced:
                left[table.name] = slots
        return left

    def rules(self) -> dict[str, Slot]:
        needed = {rule.name for rule in self.plan.rules} if self.context.traced else needed_rules(self.plan)
        kinds = {rule.name: rule.kind for rule in self.plan.rules}
        for rule in self.plan.rules:
            if rule.name in needed:
                self.context.rules[rule.name] = kept(self.context, rule, self.place)
        shown = kinds if self.context.traced else dict.fromkeys(output.rule for output in self.plan.outputs)
        return {name: self.packed(kinds[name], self.context.rules[name]) for name in shown}

    def scope(self) -> Slot:
        applies = self.plan.applies
        operand = Flag.constant(True) if applies is None else lower(self.context, applies, self.place)
        return self.packed(YES_NO, quick(self.context, self.place, operand))

    def requirements(self) -> tuple[int, tuple[Slot, ...]]:
        broken = self.context.names.fresh("b")
        self.block.append(Assign((broken,), EMPTY_TUPLE))
        slots: list[Slot] = []
        for index, requirement in enumerate(self.plan.requirements):
            met = quick(self.context, self.place, lower(self.context, requirement.condition, self.place))
            packing, codes = packed(self.context, self.place, met, YES_NO)
            note = Augment(broken, tupled([small(index)]))
            if not isinstance(met, Nothing):
                failed = is_false(codes[0]) if met.guards else inverted(codes[0])
                self.block.append(Branch(failed, [note], []))
            if self.context.traced:
                slots.append((packing, self.slot(codes)))
        return self.slot((broken,)), tuple(slots)

    def source(self, inputs: tuple[Code, ...]) -> str:
        nested = [local for statement in self.block for local in _nested(statement)]
        unset = dict.fromkeys(local.text for local in nested if local.text in self.context.exposed)
        begin: Block = [Assign(inputs, Code("bound"))]
        begin += [Assign((Code(name),), NONE) for name in unset]
        block = [*begin, *self.block, Return(tupled(self.slots))]
        lines = layout(tabled(fused(pruned(block, traced=self.context.traced))), indent=1)
        return "\n".join(["def evaluate(bound):", *lines, ""])


def _nested(statement: Any) -> Iterator[Code]:
    """The locals that a statement assigns under a condition, or in a loop."""
    match statement:
        case Branch() | Loop():
            yield from assigned([statement])
        case _:
            return


def needed_rules(plan: Plan) -> frozenset[str]:
    """The rules that outputs, requirements and the scope need."""
    by_name: dict[str, Rule] = {rule.name: rule for rule in plan.rules}
    waiting: list[Expr] = [by_name[output.rule].expr for output in plan.outputs]
    waiting += [requirement.condition for requirement in plan.requirements]
    waiting += [] if plan.applies is None else [plan.applies]
    needed = {output.rule for output in plan.outputs}
    while waiting:
        for node in walk(waiting.pop()):
            if isinstance(node, RuleRef) and node.name not in needed:
                needed.add(node.name)
                waiting.append(by_name[node.name].expr)
    return frozenset(needed)


def compiled(source: str, constants: dict[str, object]) -> Callable[[tuple[Any, ...]], tuple[Any, ...]]:
    """The function that a source defines. It sees the helpers and its constants, and nothing else of Python."""
    name = f"<generated {next(_NUMBERS)}>"
    helpers = {helper.value: function for helper, function in HELPERS.items()}
    namespace: dict[str, Any] = {"__builtins__": {}, **helpers, **constants}
    exec(compile(source, name, "exec"), namespace)
    linecache.cache[name] = (len(source), None, source.splitlines(keepends=True), name)
    function: Callable[[tuple[Any, ...]], tuple[Any, ...]] = namespace["evaluate"]
    return function
