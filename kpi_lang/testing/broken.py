"""What a test of a policy says when it fails, in the author's words."""

from fractions import Fraction

from attrs import frozen

from kpi_lang.core.absent import Absent
from kpi_lang.data.schema import InputSpec, Value
from kpi_lang.policy import Result
from kpi_lang.report.figures import figure_text, reason_text
from kpi_lang.source import Lang
from kpi_lang.testing.given import GivenPerson, value_text


class Broken(AssertionError):
    """A property of a policy does not hold; the text names the property, the people and their results."""


@frozen
class Wording:
    """A sentence in each language."""

    en: str
    zh: str

    def said(self, lang: Lang, **facts: object) -> str:
        """The sentence with its facts."""
        return {"en": self.en, "zh": self.zh}[lang].format(**facts)


_PERSON = Wording("for this person:", "对此人：")
_RESULTS = Wording("results:", "结果：")
_TWO = Wording("for a person with these data:", "对数据如下的人：")
_CHANGED = Wording("{input}: {low} → {high}", "{input}：{low} → {high}")
_OUT = Wording("the policy does not apply", "不适用本方案")


def one_person(claim: str, person: GivenPerson, result: Result, lang: Lang) -> str:
    """A claim that one person's results break."""
    plan = result.plan
    lines = [claim, "", _PERSON.said(lang), *_indented(person.shown(plan, lang))]
    return "\n".join([*lines, _RESULTS.said(lang), *_indented(results_text(result, lang))])


def two_people(
    claim: str,
    person: GivenPerson,
    spec: InputSpec,
    values: tuple[Value, Value],
    results: tuple[Result, Result],
    lang: Lang,
) -> str:
    """A claim that breaks where one value of a person changes from the first to the second."""
    plan = results[0].plan
    low, high = (value_text(spec, value, lang) for value in values)
    changed = _CHANGED.said(lang, input=spec.title or spec.name, low=low, high=high)
    before, after = (results_text(result, lang).splitlines() for result in results)
    both = [
        one if one == other else f"{one} → {other.partition(': ')[2]}"
        for one, other in zip(before, after, strict=False)
    ]
    others = GivenPerson(
        {name: value for name, value in person.values.items() if name != spec.name},
        person.records,
        person.as_of,
    )
    lines = [claim, "", _TWO.said(lang), *_indented(changed), *_indented(others.shown(plan, lang))]
    return "\n".join([*lines, _RESULTS.said(lang), *_indented("\n".join(both))])


def results_text(result: Result, lang: Lang) -> str:
    """Each result with its title, or why there is none, one on a line."""
    if not result.in_scope:
        return _OUT.said(lang)
    lines = []
    for output in result.plan.outputs:
        value = result.evaluated.rule(output.rule)
        text = (
            reason_text(value, lang)
            if isinstance(value, Absent)
            else figure_text(value, output.kind, lang, output.digits)
        )
        lines.append(f"{output.title or output.name}: {text}")
    return "\n".join(lines)


def exact_text(value: Value | Absent, lang: Lang) -> str:
    """A value to the last digit, for claims about exact agreement."""
    if isinstance(value, Absent):
        return reason_text(value, lang)
    return str(value) if isinstance(value, Fraction) else repr(value)


def _indented(text: str) -> list[str]:
    return [f"  {line}" for line in text.splitlines()]
