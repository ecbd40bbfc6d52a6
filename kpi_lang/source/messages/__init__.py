"""Every message, one module per area; the first digit of a code tells the area."""

from kpi_lang.source.messages import (
    amendments,
    citations,
    conversions,
    coverage,
    data,
    data_parameters,
    distribution,
    example_rows,
    examples,
    goals,
    judged,
    kinds,
    limits,
    lints,
    lints_citations,
    lints_core,
    literate,
    names,
    names_shared,
    people,
    pools,
    properties,
    scorecards,
    supplied,
    syntax,
    tables,
    taking_part,
    time,
    totality,
    usage,
)
from kpi_lang.source.wording import Entry

AREAS: dict[str, tuple[Entry, ...]] = {
    "K1": (*syntax.ENTRIES, *literate.ENTRIES),
    "K2": (
        *names.ENTRIES,
        *amendments.ENTRIES,
        *example_rows.ENTRIES,
        *names_shared.ENTRIES,
        *time.ENTRIES,
        *citations.ENTRIES,
    ),
    "K3": (*kinds.ENTRIES, *judged.ENTRIES, *supplied.ENTRIES, *conversions.ENTRIES, *pools.ENTRIES),
    "K4": (*totality.ENTRIES, *people.ENTRIES, *distribution.SYNTAX_ENTRIES),
    "K5": (*tables.ENTRIES, *coverage.ENTRIES),
    "K6": (
        *scorecards.ENTRIES,
        *examples.ENTRIES,
        *taking_part.ENTRIES,
        *goals.ENTRIES,
        *distribution.ENTRIES,
    ),
    "K7": (*lints.ENTRIES, *lints_core.ENTRIES, *lints_citations.ENTRIES),
    "K8": (*data.ENTRIES, *data_parameters.ENTRIES),
    "K9": (
        *limits.ENTRIES,
        *usage.ENTRIES,
        *distribution.RUN_ENTRIES,
        *pools.RUN_ENTRIES,
        *properties.ENTRIES,
    ),
}

ENTRIES: tuple[Entry, ...] = tuple(entry for area in AREAS.values() for entry in area)
