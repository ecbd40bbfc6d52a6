"""Witnesses: the values of a few inputs for which something happens, found by trying and shown only if it does.

Candidates come from the case that the closer search left open, the ends of domains and zero. Each is tried by the
analysis itself with those inputs fixed: what it then says holds whatever the other inputs are.
"""

from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from itertools import islice, product

from attrs import frozen

from kpi_lang.checking.analysis import Analysis
from kpi_lang.checking.situation import Situation
from kpi_lang.core.children import walk
from kpi_lang.core.nodes import Expr, FieldRef, InputRef, RuleRef
from kpi_lang.data.schema import InputSpec, Value
from kpi_lang.source import Lang
from kpi_lang.values.display import display
from kpi_lang.values.domains import Interval
from kpi_lang.values.kinds import Family

MOST_INPUTS = 12
"""Inputs that are varied; what depends on more is reported without a witness."""

MOST_COMBINATIONS = 100
MOST_CANDIDATES = 5
_ZERO, _ONE = Fraction(0), Fraction(1)

Given = Mapping[str, Value | None]


@frozen
class Witness:
    """Inputs with their values, None for one that is not given; as a message shows them."""

    specs: tuple[InputSpec, ...]
    values: tuple[Value | None, ...]

    def in_language(self, lang: Lang) -> str:
        """`orders = 0, role = sales`."""
        missing = {"en": "not given", "zh": "未填"}[lang]
        parts = [
            f"{spec.name} = {missing if value is None else display(value, spec.kind, lang)}"
            for spec, value in zip(self.specs, self.values, strict=True)
        ]
        return {"en": ", ", "zh": "，"}[lang].join(parts)


def find(
    analysis: Analysis, exprs: tuple[Expr, ...], leaf: Situation, happens: Callable[[Analysis], bool]
) -> Witness | None:
    """Inputs read by some expressions for which something happens, in or near the case ``leaf``; None if not found."""
    specs = _read(analysis, exprs)
    if not specs or len(specs) > MOST_INPUTS:
        return None
    numbers = leaf.facts.numbers()
    choices = [tuple(_candidates(analysis, spec, leaf, numbers)) for spec in specs]
    for values in islice(_combinations(choices), min(MOST_COMBINATIONS, analysis.budget.trials)):
        given = {spec.name: value for spec, value in zip(specs, values, strict=True)}
        if _holds(analysis, given, happens):
            return _shown(specs, _fewest(analysis, given, happens))
    return None


def _shown(specs: tuple[InputSpec, ...], given: Given) -> Witness:
    kept = tuple(spec for spec in specs if spec.name in given)
    return Witness(kept, tuple(given[spec.name] for spec in kept))


def _holds(analysis: Analysis, given: Given, happens: Callable[[Analysis], bool]) -> bool:
    analysis.budget.trials -= 1
    trial = analysis.trying(given)
    return trial.is_possible and _is_accepted(trial) and happens(trial)


def _is_accepted(trial: Analysis) -> bool:
    """Whether the requirements may be met; one that is not checked passes."""
    for requirement in trial.reading.requirements[: len(trial.plan.requirements)]:
        found = trial.possible(requirement.condition, trial.base)
        if found.values is not None and True not in found.members:
            return False
    return True


def _fewest(analysis: Analysis, given: Given, happens: Callable[[Analysis], bool]) -> Given:
    """The witness without the inputs whose values do not matter."""
    kept = dict(given)
    for name in given:
        rest = {other: value for other, value in kept.items() if other != name}
        if rest and _holds(analysis, rest, happens):
            kept = rest
    return kept


def _read(analysis: Analysis, exprs: tuple[Expr, ...]) -> tuple[InputSpec, ...]:
    """The inputs that expressions read, through rules, and those that requirements tie to them."""
    names: dict[str, None] = {}
    seen: set[int] = set()
    waiting = list(exprs)
    while waiting:
        for node in walk(waiting.pop(0)):
            match node:
                case InputRef() if node.name in analysis.terms.inputs:
                    names[node.name] = None
                case RuleRef() | FieldRef():
                    definition = analysis.terms.definition(node)
                    if definition is not None and id(definition) not in seen:
                        seen.add(id(definition))
                        waiting.append(definition)
    conditions = [requirement.condition for requirement in analysis.plan.requirements]
    if analysis.plan.applies is not None:
        conditions.append(analysis.plan.applies)
    tied = [{n.name for n in walk(c) if isinstance(n, InputRef)} for c in conditions]
    for group in tied:
        if not group.isdisjoint(names):
            names.update(dict.fromkeys(sorted(group & analysis.terms.inputs.keys())))
    return tuple(analysis.terms.inputs[name] for name in names)


def _combinations(choices: list[tuple[Value | None, ...]]) -> Iterator[tuple[Value | None, ...]]:
    """First the likeliest of each, then one changed, then all combinations."""
    if not all(choices):
        return
    likeliest = tuple(candidates[0] for candidates in choices)
    yield likeliest
    for place, candidates in enumerate(choices):
        for candidate in candidates[1:]:
            yield (*likeliest[:place], candidate, *likeliest[place + 1 :])
    yield from product(*choices)


def _candidates(
    analysis: Analysis, spec: InputSpec, leaf: Situation, numbers: Mapping[int, Fraction]
) -> Iterator[Value | None]:
    ref = InputRef(spec.name, spec.kind)
    atom = analysis.terms.atom(ref)
    presence = leaf.presence.get(atom)
    if presence is not None and not presence.value:
        yield None
        return
    found = analysis.possible(ref, leaf)
    match spec.kind.family:
        case Family.NUMBER:
            likely = [
                *((numbers[atom],) if atom in numbers else ()),
                *_ends(found.interval, spec.domain.step),
            ]
            fitting = (
                v for v in dict.fromkeys(likely) if spec.domain.contains(v) and found.interval.contains(v)
            )
            yield from islice(fitting, MOST_CANDIDATES)
        case Family.YES_NO | Family.CHOICE:
            yield from islice(sorted(found.members, key=str), MOST_CANDIDATES)
        case Family.TEXT:
            yield next(iter(found.members), "x")
        case Family.DATE | Family.MONTH:
            return
    if spec.optional and spec.default is None and presence is None:
        yield None


def _ends(interval: Interval, step: Fraction | None) -> Iterator[Fraction]:
    """Numbers where things happen: zero, the ends, and a step inside them."""
    inside = step or _ONE
    yield _ZERO
    for end, sign in ((interval.lo, 1), (interval.hi, -1)):
        if end is not None:
            yield end
            yield end + sign * inside
    if interval.lo is not None and interval.hi is not None:
        yield (interval.lo + interval.hi) / 2
    yield _ONE
