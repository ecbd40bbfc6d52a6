"""The gallery: what its pages compare and list is what the policies give."""

import re
from decimal import Decimal

import kpi_lang
from tests.policies.shipped import FOLDER, shipped

ROW = re.compile(r"\| (H\d\d) \|(.*)\|")
STYLES = ("head_of_operations", "growth_style", "control_style")


def test_the_styles_of_one_scheme_are_compared_on_the_page() -> None:
    folder = FOLDER / "head_of_operations"
    page = (folder / "README.md").read_text(encoding="utf-8")
    rows = {key: cells.replace(" ", "").split("|") for key, cells in ROW.findall(page)}
    runs = [shipped(f"head_of_operations/{style}.kpi").run(folder / "heads.csv") for style in STYLES]
    assert {key: [cell for run in runs for cell in _compared(run[key])] for key in rows} == rows
    assert {result.key for run in runs for result in run} == rows.keys()
    bills = [sum((Decimal(str(result.performance_pay)) for result in run), Decimal(0)) for run in runs]
    assert f"| pay of all | | | {bills[0]} | | | {bills[1]} | | | {bills[2]} |" in page


def _compared(result: kpi_lang.Result) -> list[str]:
    return [str(result.total), str(result.grade), str(result.performance_pay)]
