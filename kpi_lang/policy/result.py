"""The results of one person as Python values."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import TypeAlias

from attrs import field, frozen

from kpi_lang.core.absent import Absent
from kpi_lang.core.plan import Output
from kpi_lang.data.nearest import nearest
from kpi_lang.data.schema import Value
from kpi_lang.evaluate.trace import Trace
from kpi_lang.report import Explanation, Places, explain
from kpi_lang.report.figures import reason_text, rule_digits
from kpi_lang.source import Lang, language_from_environment
from kpi_lang.values.numbers import decimal_text

Plain: TypeAlias = Decimal | Fraction | bool | str | date | None

_OUT_OF_SCOPE: dict[Lang, str] = {"en": "the policy does not apply", "zh": "不适用本方案"}


@frozen
class Result:
    """What a policy results in for one person: `result.total`, `result["performance_pay"]`.

    Each result has one type, fixed when the policy is compiled: `Decimal` where it is rounded to digits, else
    `Fraction`; `str` for grades and other choices, `bool`, `date`. A result that there is none of is None, and
    `why` tells the reason. Any rule can be asked for by name, `result["turnover_rate.measure"]`.
    """

    trace: Trace = field(repr=False)
    """Everything that happened; two results are equal if the same happened."""
    places: Places | None = field(default=None, eq=False, repr=False)

    @property
    def key(self) -> str:
        """The key of the person, empty if none was given."""
        return self.trace.person.key

    @property
    def in_scope(self) -> bool:
        """Whether the policy applies to the person; there are no results otherwise."""
        return self.trace.scope is True

    def __getitem__(self, name: str) -> Plain:
        value, digits = self._found(name)
        return python_value(value, digits) if self.in_scope else None

    def __getattr__(self, name: str) -> Plain:
        # Copying asks for special methods before there are any fields.
        if name.startswith("__") or name in ("trace", "places"):
            raise AttributeError(name)
        outputs = [output.name for output in self.trace.plan.outputs]
        if name in outputs:
            return self[name]
        near = nearest(name, outputs)
        hint = f"; did you mean `{near}`?" if near else ""
        raise AttributeError(f"the policy has no result `{name}`{hint}", name=name, obj=self)

    def __iter__(self) -> Iterator[str]:
        return (output.name for output in self.trace.plan.outputs)

    def why(self, name: str, lang: Lang | None = None) -> str | None:
        """Why there is no result of a name; None if there is one."""
        value, _ = self._found(name)
        words = lang or language_from_environment()
        if not self.in_scope:
            return _OUT_OF_SCOPE[words]
        return reason_text(value, words) if isinstance(value, Absent) else None

    def as_dict(self) -> dict[str, Plain]:
        """Every result by name, in the policy's order."""
        return {output.name: self[output.name] for output in self.trace.plan.outputs}

    def explain(self, lang: Lang | None = None) -> Explanation:
        """How every figure came about; printing it draws a tree."""
        return explain(self.trace, lang or language_from_environment(), self.places)

    def output(self, output: Output) -> Value | Absent | None:
        """The exact value of one output; None where the policy does not apply."""
        return self.trace[output.rule] if self.in_scope else None

    def _found(self, name: str) -> tuple[Value | Absent, int | None]:
        rule = next((output.rule for output in self.trace.plan.outputs if output.name == name), name)
        try:
            return self.trace[rule], rule_digits(self.trace, rule)
        except KeyError:
            names = [*(output.name for output in self.trace.plan.outputs), *self.trace.positions]
            near = nearest(name, names)
            hint = f"; did you mean `{near}`?" if near else ""
            raise KeyError(f"the policy has no result `{name}`{hint}") from None


def python_value(value: Value | Absent | None, digits: int | None) -> Plain:
    """A value as Python programs take it; a number rounded to digits is a `Decimal` with exactly those digits."""
    match value:
        case Absent():
            return None
        case Fraction() if digits is not None:
            return Decimal(decimal_text(value, digits))
        case _:
            return value
