import time

import pytest

from kpi_lang.source.nearest import nearest


@pytest.mark.parametrize(
    ("found", "known", "near"),
    [
        ("Turnovr", ["turnover", "total"], "turnover"),
        ("Staff No", ["staff_no", "staff"], "staff_no"),
        ("营业额（元）", ["营业额", "费用"], "营业额"),
        ("本季营业额", ["本季度营业额", "费用"], "本季度营业额"),
        ("xyz", ["turnover"], None),
        ("", ["a"], None),
        ("a", [], None),
        ("peer", ["peer"], "peer"),
    ],
)
def test_the_nearest_is_named_if_near_enough(found: str, known: list[str], near: str | None) -> None:
    assert nearest(found, known) == near


def test_a_page_of_text_is_compared_in_no_time() -> None:
    began = time.monotonic()
    nearest("x y" * 1_000_000, ["turnover" * 100_000, "expenses"])
    assert time.monotonic() - began < 1
