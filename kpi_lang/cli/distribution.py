"""The table of a distribution beside the results of a run."""

from rich.cells import cell_len

from kpi_lang.cli.options import Voice
from kpi_lang.policy import Table
from kpi_lang.report.distribution_table import distribution_text

_MOST_SHOWN = 20
"""Cohorts shown; `--distribution` writes all."""


def show_distribution(table: Table, voice: Voice) -> None:
    """Say on standard error what became of each cohort."""
    for cohort in table.cohorts[:_MOST_SHOWN]:
        heading, cells = distribution_text(table.plan, cohort, voice.lang)
        widths = [max(cell_len(row[place]) for row in cells) for place in range(len(cells[0]))]
        voice.note(heading)
        for row in cells:
            first, *rest = (
                f"{text}{' ' * (width - cell_len(text))}" for text, width in zip(row, widths, strict=True)
            )
            voice.note("  " + "  ".join((first, *rest)).rstrip())
