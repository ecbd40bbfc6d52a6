"""The results of one person as Python values."""

from collections.abc import Iterator

from kpi_lang.core.absent import Absent
from kpi_lang.core.plan import Output, Plan
from kpi_lang.data.schema import Value
from kpi_lang.evaluate.trace import Trace
from kpi_lang.policy.evaluated import Careful, Evaluated, Plain, Traced, python_value
from kpi_lang.report import Explanation, Places, explain
from kpi_lang.report.figures import reason_text, rule_digits
from kpi_lang.source import Lang, language_from_environment
from kpi_lang.source.nearest import nearest
from kpi_lang.values.periods import Period

_OUT_OF_SCOPE: dict[Lang, str] = {"en": "the policy does not apply", "zh": "不适用本方案"}


class Result:
    """What a policy results in for one person: `result.total`, `result["performance_pay"]`.

    Each result has one type, fixed when the policy is compiled: `Decimal` where it is rounded to digits, else
    `Fraction`; `str` for grades and other choices, `bool`, `date`. A result that there is none of is None, and
    `why` tells the reason. Any rule can be asked for by name, `result["turnover_rate.measure"]`. Two results are
    equal if the same happened, for the same data. Nothing of it can be set.
    """

    # Plain slots behind properties: a frozen attrs class takes several times as long to make.
    __slots__ = ("__weakref__", "_evaluated", "_places", "_plan")

    def __init__(self, plan: Plan, evaluated: Evaluated, places: Places | None = None) -> None:
        self._plan = plan
        self._evaluated = evaluated
        self._places = places

    def __reduce__(self) -> "tuple[type[Result], tuple[Plan, Careful, Places | None]]":
        # Generated code does not travel; what it computed does.
        return Result, (self.plan, Careful(self.plan, Traced(self.trace)), self.places)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Result):
            return NotImplemented
        return (self.trace.person, self.trace) == (other.trace.person, other.trace)

    def __hash__(self) -> int:
        return hash(self.trace.person)

    def __repr__(self) -> str:
        shown = ", ".join(f"{name}={value}" for name, value in self.as_dict().items())
        return f"Result({shown})"

    @property
    def plan(self) -> Plan:
        """What the policy was compiled to."""
        return self._plan

    @property
    def evaluated(self) -> Evaluated:
        """What the evaluation came to, in exact values."""
        return self._evaluated

    @property
    def places(self) -> Places | None:
        """Where the data of the person stand; None if they are from no file."""
        return self._places

    @property
    def trace(self) -> Trace:
        """Everything that happened: every value, every row that applied, every rounding."""
        return self.evaluated.trace()

    @property
    def key(self) -> str:
        """The key of the person, empty if none was given."""
        return self.trace.person.key

    @property
    def in_scope(self) -> bool:
        """Whether the policy applies to the person; there are no results otherwise."""
        return self.evaluated.scope is True

    def __getitem__(self, name: str) -> Plain:
        try:
            return self.evaluated.plain(name)
        except KeyError:
            pass
        value = self._other(name)
        return python_value(value, rule_digits(self.trace, name)) if self.in_scope else None

    def __getattr__(self, name: str) -> Plain:
        # Copying asks for special methods before there are any fields.
        if name.startswith("__") or name in Result.__slots__:
            raise AttributeError(name)
        try:
            return self.evaluated.plain(name)
        except KeyError:
            pass
        near = nearest(name, (output.name for output in self.plan.outputs))
        hint = f"; did you mean `{near}`?" if near else ""
        raise AttributeError(f"the policy has no result `{name}`{hint}", name=name, obj=self)

    def __iter__(self) -> Iterator[str]:
        return (output.name for output in self.plan.outputs)

    def why(self, name: str, lang: Lang | None = None) -> str | None:
        """Why there is no result of a name; None if there is one."""
        words = lang or language_from_environment()
        rule = next((output.rule for output in self.plan.outputs if output.name == name), None)
        value = self._other(name) if rule is None else self.evaluated.rule(rule)
        if not self.in_scope:
            return _OUT_OF_SCOPE[words]
        return reason_text(value, words) if isinstance(value, Absent) else None

    def as_dict(self) -> dict[str, Plain]:
        """Every result by name, in the policy's order."""
        return {output.name: self.evaluated.plain(output.name) for output in self.plan.outputs}

    def explain(self, lang: Lang | None = None) -> Explanation:
        """How every figure came about; printing it draws a tree."""
        return explain(self.trace, lang or language_from_environment(), self.places)

    def statement(
        self,
        lang: Lang | None = None,
        facts: tuple[tuple[str, str], ...] = (),
        period: Period | None = None,
    ) -> str:
        """A printable HTML page of the results, each figure unfolding to its derivation.

        `facts` are further labels and texts for its head, such as a name or a department.
        """
        from kpi_lang.report.statement import statement_of, statement_page

        words = lang or language_from_environment()
        return statement_page(statement_of(self.trace, words, self.places, facts, period))

    def output(self, output: Output) -> Value | Absent | None:
        """The exact value of one output; None where the policy does not apply."""
        return self.evaluated.rule(output.rule) if self.in_scope else None

    def _other(self, name: str) -> Value | Absent:
        """The value of a rule that is no result; raises `KeyError`, naming the nearest."""
        try:
            return self.trace[name]
        except KeyError:
            names = [output.name for output in self.plan.outputs]
            near = nearest(name, [*names, *(rule.name for rule in self.plan.rules)])
            hint = f"; did you mean `{near}`?" if near else ""
            raise KeyError(f"the policy has no result `{name}`{hint}") from None
