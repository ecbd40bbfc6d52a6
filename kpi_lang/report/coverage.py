"""What a set of evaluations has reached of a policy: rules, grades, and each row, segment and limit.

A segment of a curve where nobody's measure can lie, such as what is above 100% of a share, is not counted.
"""

from collections import Counter
from collections.abc import Iterable, Iterator

from attrs import frozen

from kpi_lang.checking import unreached_segments
from kpi_lang.core.absent import Absent
from kpi_lang.core.children import walk
from kpi_lang.core.distribution import HIGHEST, LOWEST
from kpi_lang.core.nodes import GAP, Arm, Choose, ChooseRole, Expr, Extreme, ExtremeRole
from kpi_lang.core.plan import Plan, Role, Rule
from kpi_lang.evaluate.trace import Each, Happening, Trace
from kpi_lang.source import Span

_CLAUSES = frozenset((ChooseRole.OUTCOME, ChooseRole.SCORECARD, ChooseRole.WEIGHT))
_CURVES = frozenset((ChooseRole.LINE, ChooseRole.STEPS, ChooseRole.ANCHORED, ChooseRole.TIERS))


@frozen
class Branch:
    """A row, segment or limit: how the author wrote it, and how often it applied."""

    label: str
    role: str
    hits: int
    span: Span | None


@frozen
class RuleCoverage:
    """A rule: how often it had a value, and its branches. ``name`` is ``complaint.charge`` for computed columns."""

    name: str
    title: str
    hits: int
    branches: tuple[Branch, ...]
    span: Span | None

    @property
    def missed(self) -> tuple[Branch, ...]:
        """The branches that never applied."""
        return tuple(branch for branch in self.branches if not branch.hits)


@frozen
class Coverage:
    """Of all rules what was reached; ``grades`` by name, best first."""

    rules: tuple[RuleCoverage, ...]
    grades: tuple[tuple[str, int], ...]

    def share(self, what: str) -> tuple[int, int]:
        """How many were reached and how many there are, of ``rules``, ``grades``, ``segments`` or ``branches``.

        Segments are the parts of curves; branches are all rows, segments and limits.
        """
        hits = list(self._hits(what))
        return sum(map(bool, hits)), len(hits)

    def _hits(self, what: str) -> Iterator[int]:
        match what:
            case "rules":
                yield from (rule.hits for rule in self.rules)
            case "grades":
                yield from (hits for _, hits in self.grades)
            case "branches":
                yield from (branch.hits for rule in self.rules for branch in rule.branches)
            case "segments":
                curves = {role.value for role in _CURVES}
                yield from (
                    branch.hits for rule in self.rules for branch in rule.branches if branch.role in curves
                )
            case _:
                raise KeyError(what)


def coverage(plan: Plan, traces: Iterable[Trace]) -> Coverage:
    """What evaluations reached of a plan."""
    counts = _Counts(plan)
    for trace in traces:
        counts.add(trace)
    subject = [counts.of_rule(rule, "") for rule in plan.rules]
    columns = [counts.of_rule(rule, table.name) for table in plan.records for rule in table.rules]
    grades = tuple((grade.name, counts.grades[grade.name]) for grade in plan.grades)
    return Coverage((*columns, *subject), grades)


class _Counts:
    """How often each rule had a value and each branch applied; ``table`` is empty for the subject's own rules."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.rules: Counter[tuple[str, str]] = Counter()
        self.branches: Counter[tuple[str, int, int]] = Counter()
        self.grades: Counter[str] = Counter()
        self.idle = unreached_segments(plan)

    def add(self, trace: Trace) -> None:
        for rule, value in zip(self.plan.rules, trace.values, strict=True):
            if isinstance(value, Absent):
                continue
            self.rules["", rule.name] += 1
            if rule.role is Role.PROVISIONAL_GRADE:
                self.grades[str(value)] += 1
        self.add_points("", trace.points)
        for table, records in zip(self.plan.records, trace.records, strict=True):
            for record in records or ():
                for rule, value in zip(table.rules, record.values, strict=False):
                    if not isinstance(value, Absent):
                        self.rules[table.name, rule.name] += 1
                self.add_points(table.name, record.points)

    def add_points(self, table: str, points: tuple[Happening, ...]) -> None:
        for point, happening in enumerate(points):
            match happening:
                case int():
                    self.branches[table, point, happening] += 1
                case Each(happenings=happenings):
                    taken = (index for _, index in happenings if isinstance(index, int))
                    self.branches.update((table, point, index) for index in taken)
                case _:
                    pass

    def of_rule(self, rule: Rule, table: str) -> RuleCoverage:
        name = f"{table}.{rule.name}" if table else rule.name
        # What vetoes leave a person for the distribution repeats them; their branches count where they bound the grade.
        bounds = rule.name in (HIGHEST, LOWEST)
        parts = () if bounds else walk(rule.expr)
        found = tuple(branch for expr in parts for branch in self.of_expression(expr, table, name, rule.role))
        return RuleCoverage(name, rule.title, self.rules[table, rule.name], found, rule.span)

    def of_expression(self, expr: Expr, table: str, rule: str, of: Role) -> Iterator[Branch]:
        match expr:
            case Choose(role=ChooseRole.DISTRIBUTION):
                # The author wrote none of it: it tells what a run has settled.
                pass
            case Choose(role=ChooseRole.SCORECARD) if of is not Role.SCORECARD:
                return  # which scorecard somebody has is counted once, where it is chosen
            case Choose(arms=arms, point=point, role=role):
                for index, arm in enumerate(arms):
                    if not _is_written(arm, expr) or (rule, point, index) in self.idle:
                        continue
                    hits = self.branches[table, point, index]
                    yield Branch(arm.label, role.value, hits, arm.span or expr.span)
            case Extreme(role=ExtremeRole.CAP | ExtremeRole.FLOOR as role, point=point):
                if (rule, point, 1) in self.idle:
                    return
                yield Branch("", role.value, self.branches[table, point, 1], expr.span)
            case Extreme(role=ExtremeRole.BEST as role, point=point, args=args):
                for index, arg in enumerate(args):
                    yield Branch("", role.value, self.branches[table, point, index], arg.span or expr.span)
            case _:
                pass


def _is_written(arm: Arm, expr: Choose) -> bool:
    """Whether a row is the author's; those that only carry on where no clause applies have no text of their own."""
    if arm.label in ("", GAP) or (expr.role is ChooseRole.RESTRICTION and arm.condition is None):
        return False
    return expr.role not in _CLAUSES or arm.span is None or arm.span != expr.span
