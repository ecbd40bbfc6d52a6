"""Whose figures may change once rejected rows are corrected: what reads a figure of their group, however far."""

from collections.abc import Collection, Mapping

from kpi_lang.core.children import walk
from kpi_lang.core.nodes import Expr, FigureRef, RuleRef
from kpi_lang.core.plan import Plan
from kpi_lang.evaluate.population.members import GroupKey
from kpi_lang.evaluate.population.phased import PhasedPopulation

Touched = list[set[GroupKey | None]]
"""For each figure the groups that may change; None: any may."""


def affected_by(population: PhasedPopulation, rejected: Collection[int]) -> frozenset[int]:
    """The places of everybody who reads a figure in which somebody rejected counts, or would count."""
    readers = _readers(population.plan)
    touched: Touched = [
        {population.counts_in(number, place) for place in rejected} for number in range(len(readers))
    ]
    affected: set[int] = set()
    known = -1
    while known < sum(map(len, touched)):
        known = sum(map(len, touched))
        for place in range(len(population)):
            moved = [
                number for number, groups in enumerate(touched) if _sees(population, number, place, groups)
            ]
            if moved:
                affected.add(place)
            for number in {reader for one in moved for reader in readers[one]}:
                touched[number].add(population.counts_in(number, place))
    return frozenset(affected)


def _sees(population: PhasedPopulation, number: int, place: int, groups: Collection[GroupKey | None]) -> bool:
    return None in groups or population.seen_by(number, place) in groups


def _readers(plan: Plan) -> Mapping[int, frozenset[int]]:
    """By the number of each figure the figures of which somebody's part may change with it."""
    numbers = {figure.name: number for number, figure in enumerate(plan.figures)}
    read = {number: _read(plan, figure.parts, numbers) for number, figure in enumerate(plan.figures)}
    return {number: frozenset(reader for reader, known in read.items() if number in known) for number in read}


def _read(plan: Plan, exprs: tuple[Expr, ...], numbers: Mapping[str, int]) -> frozenset[int]:
    """The figures that expressions read, through rules."""
    rules = {rule.name: rule.expr for rule in plan.rules}
    found: set[int] = set()
    seen: set[str] = set()
    waiting = list(exprs)
    while waiting:
        for node in walk(waiting.pop()):
            if isinstance(node, FigureRef):
                found.add(numbers[node.name])
            elif isinstance(node, RuleRef) and node.name not in seen:
                seen.add(node.name)
                waiting.append(rules[node.name])
    return frozenset(found)
