"""The order of rules: each after those it reads, in the earliest stage that what it reads allows."""

from collections.abc import Iterable, Iterator

from attrs import evolve

from kpi_lang.core.children import walk
from kpi_lang.core.nodes import Expr, FigureRef, RuleRef
from kpi_lang.core.plan import Role, Rule, Stage
from kpi_lang.source import Diagnostic, Diagnostics

_EARLIEST = {
    Role.TOTAL: Stage.TOTAL,
    Role.PROVISIONAL_GRADE: Stage.TOTAL,
    Role.PAY: Stage.PAY,
    Role.CARRIED: Stage.CARRY,
}
_BY_NAME = {"proposed_grade": Stage.CALIBRATE, "grade": Stage.APPROVE}


def reads(expr: Expr) -> Iterator[RuleRef]:
    """The rules that an expression reads."""
    return (node for node in walk(expr) if isinstance(node, RuleRef))


def ordered(rules: Iterable[Rule], diagnostics: Diagnostics) -> tuple[Rule, ...]:
    """The rules sorted and staged; circles and values that nothing gives are reported.

    Rules of a circle are left out, so that the rest can still be checked.
    """
    by_name = {rule.name: rule for rule in rules}
    sorter = _Sorter(by_name, diagnostics)
    for name in by_name:
        sorter.visit(name)
    return tuple(sorter.sorted.values())


def report_unread(exprs: Iterable[Expr], rules: Iterable[Rule], diagnostics: Diagnostics) -> None:
    """Reports what is read beside the rules (by promises, requirements, the scope) and has no value."""
    if diagnostics.has_errors:
        return
    known = {rule.name for rule in rules}
    for reference in (reference for expr in exprs for reference in reads(expr)):
        if reference.name not in known:
            diagnostics.add(Diagnostic.of("K225", reference.span, name=reference.name))


class _Sorter:
    def __init__(self, rules: dict[str, Rule], diagnostics: Diagnostics) -> None:
        self.rules = rules
        self.diagnostics = diagnostics
        self.sorted: dict[str, Rule] = {}
        self.failed: set[str] = set()

    def visit(self, start: str) -> None:
        """Depth first without recursion, since chains of rules may be long."""
        path: list[tuple[str, Iterator[RuleRef]]] = []
        self._enter(start, path)
        while path:
            name, rest = path[-1]
            reference = next(rest, None)
            if reference is None:
                path.pop()
                self._settle(name)
            elif reference.name not in self.rules:
                self._report_nothing(reference, name)
            elif any(reference.name == other for other, _ in path):
                self._report_circle(reference, [other for other, _ in path])
            else:
                self._enter(reference.name, path)

    def _enter(self, name: str, path: list[tuple[str, Iterator[RuleRef]]]) -> None:
        if name not in self.sorted and name not in self.failed:
            path.append((name, reads(self.rules[name].expr)))

    def _settle(self, name: str) -> None:
        if name in self.failed:
            return
        rule = self.rules[name]
        needed = {reference.name for reference in reads(rule.expr)}
        if needed & self.failed:
            self.failed.add(name)
            return
        earliest = _BY_NAME.get(name) or _EARLIEST.get(rule.role, Stage.PERSON)
        stages = [earliest, *(self.sorted[other].stage for other in needed)]
        self.sorted[name] = evolve(rule, stage=max(stages, key=lambda stage: stage.value))

    def _report_nothing(self, reference: RuleRef, name: str) -> None:
        self.failed.add(name)
        if self.diagnostics.has_errors:
            return
        place = reference.span or self.rules[name].span
        self.diagnostics.add(Diagnostic.of("K225", place, name=reference.name))

    def _report_circle(self, reference: RuleRef, path: list[str]) -> None:
        circle = [*path[path.index(reference.name) :], reference.name]
        self.failed.update(circle)
        declared = list(dict.fromkeys(self.rules[name].owner for name in circle))
        shown = " → ".join([*declared, declared[0]])
        ranked = next(filter(None, map(self._ranked, circle, circle[1:])), None)
        if ranked is not None and ranked.span is not None:
            figure = " ".join(ranked.span.text.split())
            self.diagnostics.add(Diagnostic.of("K419", ranked.span, figure=figure, circle=shown))
            return
        place = reference.span or self.rules[path[-1]].span
        self.diagnostics.add(Diagnostic.of("K211", place, circle=shown))

    def _ranked(self, reader: str, read: str) -> FigureRef | None:
        """The figure about other people for which one rule reads another of the person at hand."""
        for node in walk(self.rules[reader].expr):
            if isinstance(node, FigureRef) and any(
                isinstance(p, RuleRef) and p.name == read for p in node.own
            ):
                return node
        return None
