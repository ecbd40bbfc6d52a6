"""Tests of absence: the guards of an operand turned into a condition."""

from collections.abc import Sequence

from attrs import evolve, frozen

from kpi_lang.core.absent import UNANSWERED
from kpi_lang.core.nodes import IsAbsent
from kpi_lang.evaluate.generated.code import FALSE, TRUE, Code, every, inverted, is_among, some
from kpi_lang.evaluate.generated.context import Context, Place
from kpi_lang.evaluate.generated.operands import Flag, Guard, Guards, Operand, with_guards
from kpi_lang.evaluate.generated.settling import settled


@frozen
class _Answer:
    """One guard split by what the test of absence says where it holds: yes, no, or nothing (rejected)."""

    guard: Guard
    yes: frozenset[int]
    no: frozenset[int]
    rejected: frozenset[int]

    @property
    def is_plain(self) -> bool:
        """Whether the answer is the same for all absences of the guard."""
        return sum(map(bool, (self.yes, self.no, self.rejected))) <= 1

    def test(self, whys: frozenset[int]) -> Code:
        """Whether the guard holds for one of some of its absences."""
        if whys == self.guard.whys:
            return self.guard.test
        return _all([self.guard.test, is_among(self.guard.why, whys)])


def lower_is_absent(context: Context, expr: IsAbsent, place: Place) -> Operand:
    """The test whether an operand is absent for one of some causes; what is rejected stays so."""
    arg = context.lower(expr.arg, place)
    answers = _answers(context, expr, arg.guards)
    if len(answers) > 1 and not all(answer.is_plain for answer in answers):
        answers = _answers(context, expr, settled(context, place, arg).guards)
    guards: list[Guard] = []
    for number, answer in enumerate(answers):
        if answer.rejected:
            earlier = [inverted(before.guard.test) for before in answers[:number] if not before.rejected]
            test = _all([*earlier, answer.test(answer.rejected)])
            guards.append(evolve(answer.guard, test=test, whys=answer.rejected, expr=None))
    return with_guards(_condition(answers), tuple(guards))


def _answers(context: Context, expr: IsAbsent, guards: Guards) -> list[_Answer]:
    causes = {number: absent.cause for absent, number in context.absences.items()}
    found = []
    for guard in guards:
        yes = frozenset(why for why in guard.whys if causes[why] in expr.causes)
        rejected = frozenset(why for why in guard.whys - yes if causes[why] in UNANSWERED)
        found.append(_Answer(guard, yes, guard.whys - yes - rejected, rejected))
    return found


def _condition(answers: Sequence[_Answer]) -> Flag:
    """Whether the first guard that holds is one for which the answer is yes."""
    code = FALSE
    for answer in reversed(answers):
        if answer.yes:
            test = answer.test(answer.yes)
            code = test if code == FALSE else (TRUE if TRUE in (test, code) else some([test, code]))
        elif answer.no:
            held = answer.guard.test
            code = FALSE if code == FALSE or held == TRUE else _all([inverted(held), code])
    if code in (TRUE, FALSE):
        return Flag.constant(code == TRUE)
    return Flag(code, simple=len(answers) == 1 and answers[0].is_plain)


def _all(tests: Sequence[Code]) -> Code:
    needed = [test for test in tests if test != TRUE]
    return every(needed) if needed else TRUE
