"""Properties that hold of every policy, each a callable that raises `Broken` where it does not."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from kpi_lang.core.absent import Absent
from kpi_lang.evaluate.reference import ReferenceEvaluator
from kpi_lang.policy import Policy, Table
from kpi_lang.policy.evaluated import Plain
from kpi_lang.source import Lang, language_from_environment
from kpi_lang.testing.broken import Broken, Wording, exact_text, one_person
from kpi_lang.testing.given import GivenPerson
from kpi_lang.testing.together import GivenPopulation

AGREE = Wording("the two evaluators agree", "两个求值器结果一致")
ANSWERED = Wording("every result is a value or a reason", "每项结果都有数值或原因")
ORDERLESS = Wording("the order of people changes nothing", "人员顺序不影响结果")

_DIFFER = Wording(
    "the evaluators differ in `{name}`: reference {reference}, generated {generated}",
    "求值器在 `{name}` 上结果不一致：参考 {reference}，生成 {generated}",
)
_HAPPENED = Wording(
    "the evaluators agree in every result, but not in how it came about",
    "求值器结果一致，但推导过程不一致",
)
_SILENT = Wording("`{name}` has neither a value nor a reason", "`{name}` 既无数值也无原因")
_MOVED = Wording(
    "the results of {key} depend on the order of people: {one}; in another order {other}",
    "{key} 的结果取决于人员顺序：{one}；换一顺序后 {other}",
)
_ORDER = Wording("the other order: {order}", "另一顺序：{order}")


def evaluators_agree(policy: Policy, person: GivenPerson, lang: Lang | None = None) -> None:
    """The generated evaluator gives what the reference evaluator gives, with the same trace."""
    words = lang or language_from_environment()
    result = person.evaluate(policy)
    reference = ReferenceEvaluator(policy.plan).evaluate(result.trace.person)
    for output in policy.plan.outputs:
        wanted, found = reference[output.rule], result.evaluated.rule(output.rule)
        if wanted != found:
            shown = [exact_text(value, words) for value in (wanted, found)]
            claim = _DIFFER.said(words, name=output.name, reference=shown[0], generated=shown[1])
            raise Broken(one_person(claim, person, result, words))
    if reference != result.trace:
        raise Broken(one_person(_HAPPENED.said(words), person, result, words))


def value_or_reason(policy: Policy, person: GivenPerson, lang: Lang | None = None) -> None:
    """Every result is a value, or there is a reason why there is none."""
    words = lang or language_from_environment()
    result = person.evaluate(policy)
    for output in policy.plan.outputs:
        value = result.output(output)
        is_number = isinstance(value, Fraction)
        said = result.why(output.name, words) if value is None or isinstance(value, Absent) else ""
        if said is None or not (said or is_number or isinstance(result[output.name], bool) or value):
            raise Broken(one_person(_SILENT.said(words, name=output.name), person, result, words))


def order_changes_nothing(
    policy: Policy, population: GivenPopulation, order: Sequence[int], lang: Lang | None = None
) -> None:
    """Everybody has the same results when the rows of people come in another order."""
    words = lang or language_from_environment()
    before, after = (_standings(population.run(policy, rows)) for rows in (None, order))
    for key, _, _ in population.people:
        one, other = before[key], after[key]
        if one != other:
            named = [name for name in one if one[name] != other.get(name)] or list(other)
            shown = [_listed({name: found.get(name) for name in named}) for found in (one, other)]
            claim = _MOVED.said(words, key=key, one=shown[0], other=shown[1])
            keys = ", ".join(population.people[place][0] for place in order)
            text = [claim, "", population.shown(policy.plan, words), _ORDER.said(words, order=keys)]
            raise Broken("\n".join(text))


def _standings(table: Table) -> dict[str, Mapping[str, Plain]]:
    """What became of everybody, by key: results, or the codes for which they were rejected."""
    people = (*table.people, *table.out_of_scope)
    found: dict[str, Mapping[str, Plain]] = {one.row.key: one.result.as_dict() for one in people}
    for reject in table.rejects:
        codes = sorted(finding.code for finding in reject.diagnostics)
        found[reject.key or ""] = {"rejected": ", ".join(codes)}
    return found


def _listed(values: Mapping[str, Plain]) -> str:
    return ", ".join(f"{name} {'—' if value is None else value}" for name, value in values.items())
