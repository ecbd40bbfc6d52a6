"""The way down through guards, to where none of them holds."""

from attrs import define

from kpi_lang.evaluate.generated.context import Context, Place
from kpi_lang.evaluate.generated.operands import Guard, Guards, Number, Operand, with_guards
from kpi_lang.evaluate.generated.statements import Block, Branch


@define
class Descent:
    """Each further statement at ``place`` runs only if none of the guards passed so far holds."""

    place: Place
    guards: Guards = ()

    def past(self, *guards: Guard, then: Block | None = None) -> None:
        """Go on where the guards do not hold; ``then`` runs where the last of them does."""
        for guard in guards:
            block: Block = []
            last = guard is guards[-1]
            self.place.block.append(Branch(guard.test, then if last and then is not None else [], block))
            facts = self.place.facts.passing(frozenset({guard.test.text}))
            if guard.expr is not None:
                facts = facts.assuming(guard.expr, False)
            self.place = self.place.inside(block, facts)
            self.guards = (*self.guards, guard)


def protected(context: Context, way: Descent, result: Operand) -> Operand:
    """An operand computed at the end of a descent, with the guards passed; its locals are not assigned elsewhere."""
    if way.guards and isinstance(result, Number):
        context.nullable.update(result.names - context.free)
    return with_guards(result, (*way.guards, *result.guards))
