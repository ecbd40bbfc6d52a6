"""What is wrong with a cohort: rules that clash, too many moves, data that were rejected."""

from collections.abc import Iterator, Sequence

from kpi_lang.core.plan import Plan
from kpi_lang.distribution.calibration import Guarded
from kpi_lang.distribution.clash import Clash
from kpi_lang.distribution.proposals import CohortProposal
from kpi_lang.source import Diagnostic
from kpi_lang.source.arguments import Argument


class CohortName:
    """The name of a cohort in a message."""

    def __init__(self, name: str) -> None:
        self.name = name

    def in_language(self, lang: str) -> str:
        """The name, or the word for everybody."""
        return self.name or ("全公司" if lang == "zh" else "the cohort of everybody")


def findings_of(plan: Plan, proposals: Sequence[CohortProposal]) -> Iterator[Diagnostic]:
    """The findings about each cohort, at the rule of the policy that they are about."""
    asked = plan.distribution
    assert asked is not None
    for proposal in proposals:
        cohort: Argument = CohortName(proposal.name)
        if proposal.disagreement is not None:
            found = proposal.disagreement
            span = asked.quotas[found.rule].span
            yield Diagnostic.of("K912", span, cohort=cohort, one=found.one, other=found.other)
            continue
        if not proposal.is_complete:
            yield Diagnostic.of("K913", asked.span, cohort=cohort)
        match proposal.calibration.obstacle:
            case Clash(rules, ties):
                labels = tuple(asked.quotas[rule].label for rule in rules)
                place = asked.quotas[rules[0]].span
                yield Diagnostic.of(
                    "K910", place, cohort=cohort, rules="; ".join(labels), help="ties" if ties else "none"
                )
            case Guarded(needed, most):
                guard = asked.guard
                span = None if guard is None else guard.span
                yield Diagnostic.of("K911", span, cohort=cohort, needed=needed, most=most)
            case None:
                continue
