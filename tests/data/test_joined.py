from fractions import Fraction

import pytest

from kpi_lang.data.binding import Binding, ColumnBinding, SheetBinding, Where
from kpi_lang.data.bound import BoundRow, Rejection
from kpi_lang.data.file_error import BindingError
from kpi_lang.data.people import Bound, bind
from kpi_lang.data.sheet import Sheet
from kpi_lang.source import DataPlace
from tests.data.specs import ERRORS, PEER, TURNOVER, grid, schema

MAIN = grid("staff.csv", ("staff_no", "errors"), ("E1", "1"), ("E2", "2"), ("E3", "3"))
FINANCE = grid("finance.csv", ("编号", "Turnover booked"), ("E2", "20"), ("E1", "10"))
BINDING = Binding(sheets=(SheetBinding("finance", "finance.csv", key=("编号",)),))


def bound(finance: Sheet = FINANCE, binding: Binding = BINDING, main: Sheet = MAIN, **others: Sheet) -> Bound:
    return bind(schema(TURNOVER, ERRORS, PEER), main, {"finance": finance, **others}, binding=binding)


def values(people: Bound) -> dict[str | None, tuple[object, ...] | list[str]]:
    return {
        one.key: one.values if isinstance(one, BoundRow) else [finding.code for finding in one.diagnostics]
        for one in people
    }


def test_columns_of_a_joined_sheet_belong_to_the_same_people() -> None:
    people = bound()
    assert values(people) == {"E1": (10, 1, None), "E2": (20, 2, None), "E3": (None, 3, None)}
    first, *_, last = people
    assert isinstance(first, BoundRow)
    assert isinstance(last, BoundRow)
    assert first.rows == (2, 3)
    assert first.place_of(0) == DataPlace("finance.csv", 3, "Turnover booked")
    assert first.place_of(1) == DataPlace("staff.csv", 2, "errors")
    assert last.place_of(0) is None


def test_rows_that_belong_to_nobody_are_reported() -> None:
    finance = grid("finance.csv", ("编号", "turnover"), ("E9", "5"), ("", "6"), ("=x", "7"), ("E1", "1"))
    people = bound(finance)
    assert [(one.table, one.key, one.place.row, one.diagnostics[0].code) for one in people.unmatched] == [
        ("finance", "E9", 2, "K844"),
        ("finance", None, 3, "K840"),
        ("finance", None, 4, "K865"),
    ]
    assert people.counts.unmatched == 3


def test_a_key_that_stands_twice_rejects_its_person() -> None:
    finance = grid("finance.csv", ("编号", "turnover"), ("E1", "1"), ("E2", "2"), ("E1", "1"))
    assert values(bound(finance)) == {"E1": ["K845"], "E2": (2, 2, None), "E3": (None, 3, None)}


def test_a_damaged_row_rejects_its_person() -> None:
    finance = grid("finance.csv", ("编号", "turnover"), ("E1",), ("E2", "-1"))
    people = bound(finance)
    assert values(people) == {"E1": ["K842"], "E2": ["K851"], "E3": (None, 3, None)}
    second = list(people)[1]
    assert isinstance(second, Rejection)
    assert second.diagnostics[0].span == DataPlace("finance.csv", 3, "turnover")


def test_the_main_sheet_goes_first() -> None:
    main = grid("staff.csv", ("staff_no", "errors", "turnover"), ("E1", "1", "99"))
    assert values(bound(main=main)) == {"E1": (99, 1, None)}


def test_a_column_of_two_joined_sheets_must_be_chosen() -> None:
    other = grid("other.csv", ("编号", "turnover"), ("E1", "77"))
    binding = Binding(sheets=(*BINDING.sheets, SheetBinding("other", "other.csv", key=("编号",))))
    with pytest.raises(BindingError) as caught:
        bound(binding=binding, other=other)
    (finding,) = caught.value.diagnostics
    assert finding.message("en") == "`turnover` is found in several joined sheets: `finance`, `other`"
    chosen = Binding(sheets=binding.sheets, columns={"turnover": ColumnBinding(sheet="other")})
    assert values(bound(binding=chosen, other=other))["E1"] == (77, 1, None)


def test_a_joined_sheet_is_filtered_by_its_own_where() -> None:
    finance = grid("finance.csv", ("编号", "turnover", "Q"), ("E1", "1", "Q2"), ("E1", "2", "Q3"))
    sheets = (SheetBinding("finance", "finance.csv", key=("编号",), where=(Where("Q", ("Q3",)),)),)
    assert values(bound(finance, Binding(sheets=sheets)))["E1"] == (2, 1, None)


def test_a_joined_sheet_needs_its_key() -> None:
    with pytest.raises(BindingError) as caught:
        bound(binding=Binding(sheets=(SheetBinding("finance", "finance.csv"),)))
    assert [one.code for one in caught.value.diagnostics] == ["K821"]


def test_a_sheet_that_nobody_reads_needs_no_key() -> None:
    other = grid("other.csv", ("a", "b"), ("1", "2"))
    people = bound(other=other)
    assert values(people)["E1"] == (Fraction(10), Fraction(1), None)
    assert "K824" in [one.code for one in people.findings]
