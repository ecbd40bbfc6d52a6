"""The forced distribution: what it asks of a cohort, and the rules that tell what it needs to know of each person.

The rules `distribution.…` give a person's cohort, order, exemption and the grades that vetoes and limits leave.
`proposed_grade` and `grade` take what a run settles; while there is none, they say why.
"""

from collections.abc import Callable, Iterable, Iterator
from fractions import Fraction
from typing import TypeVar

from attrs import frozen

from kpi_lang.core.absent import Cause
from kpi_lang.core.distribution import (
    HIGHEST,
    LOWEST,
    PROPOSED,
    SETTLED,
    STATE,
    Amount,
    Applied,
    Ceiling,
    Direction,
    Distribution,
    GradeQuota,
    GradeShares,
    Guard,
    OrderKey,
    Sense,
    State,
)
from kpi_lang.core.nodes import (
    Arm,
    ChooseRole,
    Compare,
    ComparisonOperator,
    Const,
    Expr,
    InputRef,
    IsAbsent,
    NoValue,
    RuleRef,
)
from kpi_lang.core.plan import Role
from kpi_lang.data.schema import InputSpec
from kpi_lang.lowering.building import Building
from kpi_lang.lowering.quota_clashes import report_clashes
from kpi_lang.lowering.quotas import amounts_of, checked_share, grade_number, rounding_mode
from kpi_lang.lowering.restrictions import bounded_grade, restricts_grade
from kpi_lang.source import Span
from kpi_lang.source.nearest import nearest
from kpi_lang.syntax import tree
from kpi_lang.typed import folding
from kpi_lang.typed.environment import Untyped
from kpi_lang.values import kinds
from kpi_lang.values.display import percent_text
from kpi_lang.values.domains import Domain
from kpi_lang.values.kinds import Choices, Family, Kind, Member, Style

OWNER = "distribution"

_Written = TypeVar("_Written")
_Lowered = TypeVar("_Lowered")

_DIRECTIONS = {
    tree.Directions.DOWN: Direction.DOWN,
    tree.Directions.UP: Direction.UP,
    tree.Directions.BOTH: Direction.BOTH,
}
_SENSES = {
    tree.QuotaSense.AT_MOST: Sense.AT_MOST,
    tree.QuotaSense.AT_LEAST: Sense.AT_LEAST,
    tree.QuotaSense.EXACTLY: Sense.EXACTLY,
}


def declared_distribution(building: Building) -> tree.Distribution | None:
    """The distribution of the policy; a second one is reported."""
    found = [d for d in building.program.main.declarations if isinstance(d, tree.Distribution)]
    return found[0] if found else None


def lower_distribution(building: Building) -> Distribution | None:
    """The distribution, and the rules that it reads of each person."""
    found = [d for d in building.program.main.declarations if isinstance(d, tree.Distribution)]
    for extra in found[1:]:
        building.environment.report("K681", extra.opening)
    if not found:
        return None
    written = found[0]
    if building.environment.grades is None:
        if building.program.main.has_lost("grades"):
            return None
        raise building.environment.stop("K680", written.opening)
    return _Lowering(building, written, building.environment.grades).distribution()


def settling(building: Building) -> Span | None:
    """The distribution by which a run settles the grades; None if there is none that does more than report."""
    written = declared_distribution(building)
    if written is None or _applied(written) is Applied.REPORTED:
        return None
    return written.opening


def settled_grades(
    building: Building, provisional: Expr, kind: Kind, span: Span
) -> Iterator[tuple[str, Expr]]:
    """The expressions of `proposed_grade` and `grade` where a run settles them."""
    written = declared_distribution(building)
    assert written is not None
    approver = written.apply.approver.text if written.apply is not None else _approvers(written)
    states = kinds.choice(
        Choices("distribution", tuple(Member(state.value, state.value) for state in State), ordered=False)
    )
    for name, given in ((PROPOSED, kind), (SETTLED, kind), (STATE, states)):
        building.inputs[name] = InputSpec(name, name, given, Domain(), True, None, (), None, written.opening)
    typer = building.typer()

    def pending(key: str) -> Expr:
        return NoValue(Cause.UNSETTLED, building.reason(key, approver=approver), kind, written.opening)

    def is_state(state: State) -> Expr:
        given = InputRef(STATE, states, written.opening)
        equal = Compare(
            ComparisonOperator.EQUAL, given, Const(state.value, states), kinds.YES_NO, written.opening
        )
        return typer.choose(
            [Arm(_missing(given), Const(False, kinds.YES_NO), "", span), Arm(None, equal, "", span)],
            ChooseRole.DISTRIBUTION,
            span,
        )

    def of(name: str, before: Expr, states_of: tuple[tuple[State, str], ...], settled: str) -> Expr:
        given = InputRef(name, kind, written.opening)
        unknown = "cohort unknown"
        arms = [Arm(_absent(before), before, "", span)]
        arms += [
            Arm(is_state(state), pending(key), building.reason(key, approver=approver), span)
            for state, key in states_of
        ]
        arms += [
            Arm(_missing(given), pending(unknown), building.reason(unknown), span),
            Arm(None, given, building.reason(settled), span),
        ]
        return typer.choose(arms, ChooseRole.DISTRIBUTION, span)

    yield "proposed_grade", of(PROPOSED, provisional, (), "as distributed")
    proposed = RuleRef("proposed_grade", kind, span)
    states_of = (
        (State.INCOMPLETE, "cohort incomplete"),
        (State.APPROVAL, "not approved"),
        (State.DECLINED, "declined"),
    )
    yield "grade", of(SETTLED, proposed, states_of, "as approved")


def _missing(expr: Expr) -> Expr:
    return IsAbsent(expr, frozenset({Cause.MISSING}), kinds.YES_NO, expr.span)


def _absent(expr: Expr) -> Expr:
    return IsAbsent(
        expr, frozenset({Cause.MISSING, Cause.UNDEFINED, Cause.NO_RESULT}), kinds.YES_NO, expr.span
    )


def _applied(written: tree.Distribution) -> Applied:
    if written.apply is not None:
        return Applied.APPROVED
    return Applied.AT_ONCE if written.force is tree.Force.STRICT else Applied.REPORTED


def _approvers(written: tree.Distribution) -> str:
    return ", ".join(dict.fromkeys(ceiling.approver.text for ceiling in written.ceilings))


def _each(written: Iterable[_Written], lowered: Callable[[_Written, int], _Lowered]) -> list[_Lowered]:
    """Each of several rows with its number, so that every mistake is reported; raises Untyped if any failed."""
    found: list[_Lowered] = []
    failed = False
    for number, row in enumerate(written, start=1):
        try:
            found.append(lowered(row, number))
        except Untyped:
            failed = True
    if failed:
        raise Untyped
    return found


@frozen
class _Lowering:
    building: Building
    written: tree.Distribution
    grades: Kind

    def distribution(self) -> Distribution:
        """The whole of it; raises Untyped after reporting what is wrong."""
        building, written = self.building, self.written
        if written.force is tree.Force.STRICT and written.apply is not None:
            building.environment.report("K688", written.apply.span)
        if not written.quotas and not written.ceilings:
            raise building.environment.stop("K692", written.opening)
        quotas = _each(written.quotas, self._quota)
        smallest = written.small.below if written.small else 0
        report_clashes(building, quotas, smallest, written.opening)
        cohorts = _each(self._levels(), self._cohort)
        order = _each(written.order, self._order) or [self._by_total()]
        ceilings = _each(written.ceilings, self._ceiling)
        highest, lowest = self._bounds()
        includes = {group: row.included for row in written.headcount for group in row.groups}
        apply = written.apply
        return Distribution(
            title=written.title.text if written.title else "",
            cohorts=tuple(cohorts),
            smallest=smallest,
            quotas=tuple(quotas),
            direction=_DIRECTIONS[written.directions.directions] if written.directions else Direction.DOWN,
            order=tuple(order),
            exempt=self._exempt(),
            highest=highest,
            lowest=lowest,
            counts_exempt=includes.get(tree.HeadcountGroup.EXEMPT, False),
            counts_vetoed=includes.get(tree.HeadcountGroup.VETOED, True),
            counts_unappraised=includes.get(tree.HeadcountGroup.NOT_APPRAISED, False),
            guard=self._guard(),
            ceilings=tuple(ceilings),
            applied=_applied(written),
            approver=apply.approver.text if apply is not None else None,
            off_by=None if apply is None or apply.off_by is None else self._share(apply.off_by),
            span=written.span,
        )

    def _share(self, written: tree.Expression) -> Fraction:
        typer = self.building.typer()
        return checked_share(self.building, typer.constant(written, kinds.RATIO), written.span)

    # --- quotas -----------------------------------------------------------------------------------------

    def _quota(self, quota: tree.GradeQuota | tree.GradeShares, number: int) -> GradeQuota | GradeShares:
        building = self.building
        label = " ".join(quota.span.text.split())
        if isinstance(quota, tree.GradeShares):
            if not quota.shares:
                raise Untyped
            shares = tuple((grade_number(building, g), self._share(share)) for g, share in quota.shares)
            total = sum((share for _, share in shares), Fraction(0))
            if total != 1:
                raise building.environment.stop("K689", quota.span, total=percent_text(total))
            return GradeShares(label, shares, quota.span)
        grades = frozenset(grade_number(building, grade) for grade in quota.grades)
        amounts = amounts_of(building, quota, f"{OWNER}.quota{number}", label)
        mode = rounding_mode(building, quota, self.written.rounding, amounts)
        return GradeQuota(label, grades, _SENSES[quota.sense], amounts, mode, quota.span)

    def _guard(self) -> Guard | None:
        written = self.written.demotions
        if written is None:
            return None
        amount = self.building.typer().infer(written.at_most)
        value = folding.constant_number(amount)
        if value is None:
            raise self.building.environment.stop("K309", written.at_most.span)
        label = " ".join(written.span.text.split())
        if amount.kind.free or amount.kind.style is Style.COUNT:
            return Guard(label, value, False, None, written.span)
        mode = rounding_mode(self.building, written, self.written.rounding, (Amount(0, None, True, value),))
        return Guard(
            label, checked_share(self.building, value, written.at_most.span), True, mode, written.span
        )

    # --- people -----------------------------------------------------------------------------------------

    def _levels(self) -> tuple[tree.Ident | None, ...]:
        small = self.written.small
        return (self.written.within, *(small.into if small is not None else ()))

    def _cohort(self, name: tree.Ident | None, number: int) -> str | None:
        building = self.building
        if name is None:
            return None
        symbol = building.program.scope.values.get(name.text)
        if symbol is not None:
            value: Expr | None = building.read(symbol, None, name.span)
        else:
            value = building.carried(name.text, name.span)
        if value is None and name.text in ("company", "公司"):
            return None
        if value is None or value.kind.family not in (Family.TEXT, Family.CHOICE):
            groups = building.groupings()
            close = nearest(name.text, (*groups, *building.program.scope.values))
            raise building.environment.stop(
                "K684", name.span, name=name.text, nearest=close or "", help="nearest" if close else "none"
            )
        rule = f"{OWNER}.cohort{number if number > 1 else ''}"
        return building.emit(rule, name.text, Role.MEASURE, value.kind, value, OWNER, name.span).name

    def _order(self, key: tree.OrderKey, number: int) -> OrderKey:
        value = self.building.typer().infer(key.value)
        if value.kind.family not in (Family.NUMBER, Family.DATE, Family.YES_NO) and not (
            value.kind.choices is not None and value.kind.choices.ordered
        ):
            raise self.building.environment.stop("K693", key.span, kind=value.kind)
        label = " ".join(key.value.span.text.split())
        rule = f"{OWNER}.order{number}"
        self.building.emit(rule, label, Role.MEASURE, value.kind, value, OWNER, key.span)
        return OrderKey(label, rule, key.lowest_first)

    def _by_total(self) -> OrderKey:
        if "total" not in self.building.rules:
            raise self.building.environment.stop("K685", self.written.opening)
        return OrderKey(self.building.title_of("total"), "total", False)

    def _exempt(self) -> str | None:
        written = self.written.exempt
        if written is None:
            return None
        condition = self.building.typer().condition(written)
        label = " ".join(written.span.text.split())
        self.building.emit(
            f"{OWNER}.exempt", label, Role.MEASURE, kinds.YES_NO, condition, OWNER, written.span
        )
        return f"{OWNER}.exempt"

    def _ceiling(self, ceiling: tree.MeanCeiling, number: int) -> Ceiling:
        typer = self.building.typer()
        value = typer.infer(ceiling.value)
        typer.need_number(value, ceiling.value.span)
        most = typer.constant(ceiling.at_most, value.kind)
        label = " ".join(ceiling.value.span.text.split())
        rule = f"{OWNER}.mean{number}"
        self.building.emit(rule, label, Role.MEASURE, value.kind.settled, value, OWNER, ceiling.span)
        return Ceiling(label, rule, most, ceiling.approver.text, ceiling.span)

    def _bounds(self) -> tuple[str, str]:
        """The rules of the best and the worst grade that vetoes and limits leave a person."""
        choices = self.grades.choices
        assert choices is not None
        names = []
        for part, member in ((HIGHEST, choices.names[-1]), (LOWEST, choices.names[0])):
            bound: Expr = Const(member, self.grades, self.written.opening)
            if restricts_grade(self.building):
                bound = bounded_grade(self.building, bound)
            self.building.emit(
                part, part.rpartition(".")[2], Role.MEASURE, self.grades, bound, OWNER, self.written.opening
            )
            names.append(part)
        return names[0], names[1]
