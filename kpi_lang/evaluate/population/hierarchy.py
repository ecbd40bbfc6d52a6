"""Who reports to whom: people after their reports, and circles in which nobody is the head."""

from collections.abc import Iterable, Iterator, Mapping

from kpi_lang.core.plan import Plan
from kpi_lang.evaluate.person import Person


def managers_of(plan: Plan, people: Iterable[Person]) -> dict[str, str | None]:
    """The key of everybody's manager by their own; None where nobody is named, or the plan reads no managers."""
    for place, spec in enumerate(plan.inputs):
        if spec.name == plan.reports_to:
            found = {person.key: person.values[place] or spec.default for person in people}
            return {key: str(value) if value is not None else None for key, value in found.items()}
    return {person.key: None for person in people}


def reports_first(managers: Mapping[str, str | None]) -> Iterator[str]:
    """Everybody by key, each after everybody who reports to them; people of a circle and those above are left out."""
    waiting = dict.fromkeys(managers, 0)
    for manager in managers.values():
        if manager in waiting:
            waiting[manager] += 1
    ready = [key for key, number in waiting.items() if not number]
    while ready:
        key = ready.pop()
        yield key
        manager = managers[key]
        if manager is not None and manager in waiting:
            waiting[manager] -= 1
            if not waiting[manager]:
                ready.append(manager)


def circles(managers: Mapping[str, str | None]) -> tuple[tuple[str, ...], ...]:
    """Each circle of people who report to one another, from the smallest key on; circles by their first key."""
    found: list[tuple[str, ...]] = []
    seen: set[str] = set()
    for start in managers:
        path: dict[str, None] = {}
        key: str | None = start
        while key is not None and key in managers and key not in seen and key not in path:
            path[key] = None
            key = managers[key]
        if key in path and key is not None:
            way = list(path)
            way = way[way.index(key) :]
            first = way.index(min(way))
            found.append((*way[first:], *way[:first]))
        seen.update(path)
    return tuple(sorted(found))
