"""Phases: which rules need figures about other people, and in what order everybody is evaluated for them.

A figure is found when its parts are known of everybody; rules that read it come a phase later. A figure about
reports may read what reads it: heads are then evaluated after their reports, within one phase. Any other
rule that another person's value leads back to is in a circle.
"""

from collections.abc import Iterator, Mapping

from attrs import frozen

from kpi_lang.core.children import walk
from kpi_lang.core.groups import GroupFigure
from kpi_lang.core.nodes import Expr, FigureRef, RuleRef
from kpi_lang.core.plan import Rule

Node = tuple[str, str]
"""A rule or a figure: ``("rule", name)`` or ``("figure", name)``."""


@frozen
class Phases:
    """When each figure is found.

    ``figures`` tells by name the phase for which a figure is known before it begins, or during which, if it is one of
    ``strata``: then it is known of a person once the person's reports are evaluated. The first phase is 0.
    ``circles`` are the figures that cannot be found, each with the rules and figures on the way back to it.
    """

    figures: Mapping[str, int]
    strata: frozenset[str]
    circles: tuple[tuple[Node, ...], ...]

    @property
    def last(self) -> int:
        """The phase after which every figure is known."""
        return max(self.figures.values(), default=0)


def phases_of(rules: tuple[Rule, ...], figures: tuple[GroupFigure, ...]) -> Phases:
    """The phases of the rules and figures of a plan."""
    graph = _graph(rules, figures)
    by_name = {figure.name: figure for figure in figures}
    phase: dict[Node, int] = {}
    strata: set[str] = set()
    circles: list[tuple[Node, ...]] = []
    for component in _components(graph):
        inside = set(component)
        read = [(node, other) for node in component for other in graph[node]]
        mutual = any(other in inside for _, other in read)
        outside = [_after(node, phase[other]) for node, other in read if other not in inside]
        # Even a figure of inputs alone waits for who takes part.
        first = int(component[0][0] == "figure" and not mutual)
        phase |= dict.fromkeys(component, max([first, *outside]))
        if not mutual:
            continue
        about = [name for kind, name in component if kind == "figure"]
        strata.update(name for name in about if by_name[name].reports)
        circle = _circle(graph, inside, {("figure", name) for name in about if not by_name[name].reports})
        if circle:
            circles.append(circle)
    found = {name: at for (kind, name), at in phase.items() if kind == "figure"}
    return Phases(found, frozenset(strata), tuple(circles))


def _after(node: Node, phase: int) -> int:
    """The first phase in which something can be known that reads what is known in ``phase``."""
    return phase + 1 if node[0] == "figure" else phase


def _graph(rules: tuple[Rule, ...], figures: tuple[GroupFigure, ...]) -> dict[Node, list[Node]]:
    known = {rule.name for rule in rules}
    graph: dict[Node, list[Node]] = {}
    for rule in rules:
        graph["rule", rule.name] = list(_read(rule.expr, known))
    for figure in figures:
        graph["figure", figure.name] = [node for part in figure.parts for node in _read(part, known)]
    return graph


def _read(expr: Expr, known: set[str]) -> Iterator[Node]:
    for node in walk(expr):
        if isinstance(node, RuleRef) and node.name in known:
            yield "rule", node.name
        elif isinstance(node, FigureRef):
            yield "figure", node.name


def _components(graph: Mapping[Node, list[Node]]) -> Iterator[list[Node]]:
    """Nodes that lead to one another, each group after those that it leads to (Tarjan, without recursion)."""
    index: dict[Node, int] = {}
    low: dict[Node, int] = {}
    stack: list[Node] = []
    waiting: set[Node] = set()
    for start in graph:
        if start in index:
            continue
        path: list[tuple[Node, Iterator[Node]]] = [(start, iter(graph[start]))]
        index[start] = low[start] = len(index)
        stack.append(start)
        waiting.add(start)
        while path:
            node, rest = path[-1]
            following = next(rest, None)
            if following is not None:
                if following not in index:
                    index[following] = low[following] = len(index)
                    stack.append(following)
                    waiting.add(following)
                    path.append((following, iter(graph[following])))
                elif following in waiting:
                    low[node] = min(low[node], index[following])
                continue
            path.pop()
            if path:
                low[path[-1][0]] = min(low[path[-1][0]], low[node])
            if low[node] == index[node]:
                at = stack.index(node)
                component = stack[at:]
                del stack[at:]
                waiting.difference_update(component)
                yield component


def _circle(graph: Mapping[Node, list[Node]], inside: set[Node], starts: set[Node]) -> tuple[Node, ...]:
    """A shortest way from one of some figures back to itself; none if there are no such figures."""
    for start in sorted(starts):
        came: dict[Node, Node] = {}
        layer = [start]
        while layer:
            following = []
            for node in layer:
                for other in graph[node]:
                    if other == start:
                        way = [node]
                        while way[-1] != start:
                            way.append(came[way[-1]])
                        return (*reversed(way), start)
                    if other in inside and other not in came:
                        came[other] = node
                        following.append(other)
            layer = following
    return ()
