"""Scores by stages: the last one that is given counts; a large difference between stages asks for a talk."""

from attrs import frozen

from kpi_lang.core.absent import Cause
from kpi_lang.core.nodes import (
    Arm,
    ChooseRole,
    Compare,
    ComparisonOperator,
    Const,
    Expr,
    IsAbsent,
    Logic,
    LogicOperator,
    Not,
)
from kpi_lang.lowering.bench import Bench
from kpi_lang.source import Span
from kpi_lang.syntax import tree
from kpi_lang.typed import folding
from kpi_lang.values import kinds

_MISSING = frozenset({Cause.MISSING, Cause.NO_RESULT})


@frozen
class _Given:
    """A stage: its score under a name of its own, and what people call it."""

    value: Expr
    title: str
    span: Span

    @property
    def is_there(self) -> Expr:
        """Whether the stage has a score."""
        return Not(IsAbsent(self.value, _MISSING, kinds.YES_NO, self.span), kinds.YES_NO, self.span)


def lower_stages(bench: Bench, written: tree.Stages) -> Expr:
    """The score of the last stage that has one, with each stage as ``x.stage.name``; raises Untyped (reported)."""
    given = _stages(bench, written)
    return _last(bench, given, written.span)


def differs(bench: Bench, written: tree.Stages, limit: tree.Expression) -> Expr:
    """Whether two stages that follow one another, among those given, lie more than ``limit`` apart."""
    typer = bench.typer()
    given = _stages(bench, written)
    bound = typer.check(limit, given[0].value.kind)
    tests: list[Expr] = []
    for later in range(1, len(given)):
        for earlier in range(later):
            pair = (given[earlier], given[later])
            between = [Not(stage.is_there, kinds.YES_NO, stage.span) for stage in given[earlier + 1 : later]]
            there = [stage.is_there for stage in pair]
            tests.append(
                Logic(
                    LogicOperator.AND,
                    (*there, *between, _apart(*pair, bound)),
                    kinds.YES_NO,
                    given[later].span,
                )
            )
    return _any(tests)


def _apart(one: _Given, other: _Given, bound: Expr) -> Expr:
    tests: list[Expr] = [
        Compare(
            ComparisonOperator.GREATER,
            folding.subtract(higher.value, lower.value, higher.value.kind, higher.span),
            bound,
            kinds.YES_NO,
            other.span,
        )
        for higher, lower in ((other, one), (one, other))
    ]
    return _any(tests)


def without_talk(bench: Bench, stages: tree.Stages, talk: tree.Talk) -> Expr:
    """Whether the stages differ by more than the limit and no talk is recorded; a record not given is none."""
    record = bench.typer().condition(talk.record)
    lacking = IsAbsent(record, _MISSING, kinds.YES_NO, talk.record.span)
    none = _any([lacking, Not(record, kinds.YES_NO, talk.record.span)])
    test = Logic(LogicOperator.AND, (differs(bench, stages, talk.limit), none), kinds.YES_NO, talk.span)
    yes, no = (Const(value, kinds.YES_NO, talk.span) for value in (True, False))
    arms = [Arm(test, yes, "", talk.span), Arm(None, no, "", talk.span)]
    return bench.typer().choose(arms, ChooseRole.TALK, talk.span)


def _stages(bench: Bench, written: tree.Stages) -> list[_Given]:
    environment = bench.building.environment
    if len(written.stages) < 2:
        raise environment.stop("K329", written.span)
    typer = bench.typer()
    typed = typer.each([lambda s=s: _value(bench, s) for s in written.stages])  # type: ignore[misc]
    kind = typed[0].kind
    for stage, value in zip(written.stages, typed, strict=True):
        common = kinds.unify(kind, value.kind)
        if common is None:
            raise environment.stop("K302", stage.span, help="other", left=kind, right=value.kind, known=())
        kind = common
    return [
        _Given(
            bench.named(f"stage.{stage.name.text}", _title(stage), value, stage.span),
            _title(stage),
            stage.span,
        )
        for stage, value in zip(written.stages, typed, strict=True)
    ]


def _value(bench: Bench, stage: tree.Stage) -> Expr:
    written = stage.value or tree.Name((stage.name.text,), stage.name.span)
    typer = bench.typer()
    typed = typer.infer(written)
    typer.need_number(typed, written.span)
    return typed


def _title(stage: tree.Stage) -> str:
    return stage.title.text if stage.title else stage.name.text


def _last(bench: Bench, given: list[_Given], span: Span) -> Expr:
    arms = [Arm(stage.is_there, stage.value, stage.title, stage.span) for stage in reversed(given[1:])]
    arms.append(Arm(None, given[0].value, given[0].title, given[0].span))
    return bench.typer().choose(arms, ChooseRole.STAGES, span)


def _any(tests: list[Expr]) -> Expr:
    return tests[0] if len(tests) == 1 else Logic(LogicOperator.OR, tuple(tests), kinds.YES_NO, tests[0].span)
