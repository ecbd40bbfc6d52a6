"""Figures about other people among the rules: their stages, their circles, and where none may be read."""

from attrs import evolve

from kpi_lang.core.children import walk
from kpi_lang.core.groups import GroupFigure
from kpi_lang.core.nodes import Expr, FigureRef, RuleRef
from kpi_lang.core.phases import Node, phases_of
from kpi_lang.core.plan import Requirement, Rule, Stage
from kpi_lang.source import Diagnostic, Diagnostics


def staged(rules: tuple[Rule, ...], figures: tuple[GroupFigure, ...]) -> tuple[Rule, ...]:
    """The rules in the stages that the figures which they read allow; the rules are sorted already."""
    by_name = {figure.name: figure for figure in figures}
    stages = {rule.name: rule.stage for rule in rules}

    def earliest(expr: Expr) -> list[Stage]:
        found = [Stage.RECORD]
        for node in walk(expr):
            if isinstance(node, RuleRef):
                found.append(stages.get(node.name, Stage.RECORD))
            elif isinstance(node, FigureRef):
                found.append(Stage.GROUP)
                found += [stage for part in by_name[node.name].parts for stage in earliest(part)]
        return found

    settled = False
    while figures and not settled:
        settled = True
        for rule in rules:
            stage = max([stages[rule.name], *earliest(rule.expr)], key=lambda stage: stage.value)
            settled = settled and stage is stages[rule.name]
            stages[rule.name] = stage
    return tuple(evolve(rule, stage=stages[rule.name]) for rule in rules)


def report_circles(
    rules: tuple[Rule, ...], figures: tuple[GroupFigure, ...], diagnostics: Diagnostics
) -> None:
    """Report each figure that leads back to itself by way of other people of the same group."""
    if diagnostics.has_errors:
        return
    by_name = {figure.name: figure for figure in figures}
    owners = {rule.name: rule.owner for rule in rules}

    def shown(node: Node) -> str:
        kind, name = node
        return by_name[name].text if kind == "figure" else owners.get(name, name)

    for circle in phases_of(rules, figures).circles:
        figure = by_name[circle[0][1]]
        names = [shown(node) for node in circle]
        parted = [name for place, name in enumerate(names) if place == 0 or name != names[place - 1]]
        diagnostics.add(Diagnostic.of("K419", figure.span, figure=figure.text, circle=" → ".join(parted)))


def report_premature(
    applies: Expr | None,
    requirements: tuple[Requirement, ...],
    rules: tuple[Rule, ...],
    figures: tuple[GroupFigure, ...],
    diagnostics: Diagnostics,
) -> None:
    """Report figures behind what decides who takes part: they are about those who do."""
    by_rule = {rule.name: rule for rule in rules}
    texts = {figure.name: figure.text for figure in figures}
    conditions = [requirement.condition for requirement in requirements]
    for condition in (*conditions, *(() if applies is None else (applies,))):
        waiting, seen = [condition], set[str]()
        while waiting and figures:
            for node in walk(waiting.pop()):
                if isinstance(node, FigureRef):
                    diagnostics.add(Diagnostic.of("K420", condition.span, figure=texts[node.name]))
                    waiting.clear()
                    break
                if isinstance(node, RuleRef) and node.name in by_rule and node.name not in seen:
                    seen.add(node.name)
                    waiting.append(by_rule[node.name].expr)
