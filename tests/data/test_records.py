from datetime import date
from fractions import Fraction

import pytest

from kpi_lang.data.binding import Binding, Code, ColumnBinding, RecordSource, SheetBinding, Unpivot, Where
from kpi_lang.data.bound import BoundRecord, BoundRow
from kpi_lang.data.file_error import BindingError
from kpi_lang.data.people import Bound, bind
from kpi_lang.data.schema import RecordsSchema
from kpi_lang.data.sheet import Sheet
from kpi_lang.source import DataPlace
from kpi_lang.values.kinds import NUMBER, RATIO, TEXT, YES_NO
from tests.data.specs import COMPLAINT, ERRORS, grid, schema, spec

STAFF = grid("staff.csv", ("staff_no", "errors"), ("E1", "1"), ("E2", "x"), ("E3", "3"))
TITLES = ("staff_no", "date", "severity")
LOG = grid(
    "log.csv",
    TITLES,
    ("E1", "2026-02-01", "minor"),
    ("E3", "2026-02-02", "major"),
    ("E1", "2026-01-01", "major"),
)
ANY = RecordsSchema(
    "measure", "", True, (spec("code", TEXT), spec("rate", RATIO), spec("lower", YES_NO, optional=True))
)


def complaints(log: Sheet | None, binding: Binding | None = None) -> Bound:
    return bind(
        schema(ERRORS, records=[COMPLAINT]),
        STAFF,
        records={} if log is None else {"complaint": log},
        binding=binding,
    )


def of(people: Bound, key: str) -> tuple[BoundRecord, ...] | None:
    return next(one.records[0] for one in people if isinstance(one, BoundRow) and one.key == key)


def test_records_are_grouped_by_owner_in_the_order_of_the_file() -> None:
    people = complaints(LOG)
    records = of(people, "E1")
    assert records is not None
    assert [(one.values, one.row, one.rejected) for one in records] == [
        ((date(2026, 2, 1), "minor"), 2, False),
        ((date(2026, 1, 1), "major"), 4, False),
    ]
    assert records[1].place_of(0) == DataPlace("log.csv", 4, "date")
    counts = people.counts.records["complaint"]
    assert (counts.read, counts.accepted, counts.rejected, counts.orphans) == (3, 3, 0, 0)


def test_no_table_is_not_a_table_without_rows() -> None:
    assert of(complaints(None), "E1") is None
    assert of(complaints(grid("log.csv", TITLES)), "E1") == ()


def test_a_required_table_must_be_supplied() -> None:
    required = RecordsSchema("order", "", False, COMPLAINT.fields)
    with pytest.raises(BindingError) as caught:
        bind(schema(ERRORS, records=[required]), STAFF)
    assert [one.code for one in caught.value.diagnostics] == ["K828"]
    assert "--records order=FILE" in caught.value.diagnostics[0].help("en")
    bind(schema(ERRORS, records=[required]), STAFF, binding=Binding(not_given=("order",)))


def test_a_wrong_record_withholds_its_owner_and_is_reported_apart() -> None:
    log = grid(
        "log.csv", TITLES, ("E1", "yesterday", "minor"), ("E1", "2026-01-01", "minor"), ("E3", "2026-01-01")
    )
    people = complaints(log)
    records = of(people, "E1")
    assert records is not None
    assert [(one.values, one.rejected) for one in records] == [
        ((None, "minor"), True),
        ((date(2026, 1, 1), "minor"), False),
    ]
    assert [
        (one.table, one.key, one.place.row, [two.code for two in one.diagnostics])
        for one in people.record_rejections
    ] == [
        ("complaint", "E1", 2, ["K861"]),
        ("complaint", "E3", 4, ["K842"]),
    ]
    assert [one.has_rejected_records for one in people if isinstance(one, BoundRow)] == [True, True]
    counts = people.counts.records["complaint"]
    assert (counts.read, counts.accepted, counts.rejected) == (3, 1, 2)
    assert people.counts.accepted == 2


def test_a_record_of_nobody_is_an_orphan_but_one_of_a_rejected_person_is_not() -> None:
    log = grid(
        "log.csv",
        TITLES,
        ("E9", "2026-01-01", "minor"),
        ("", "2026-01-01", "minor"),
        ("E2", "2026-01-01", "minor"),
    )
    people = complaints(log)
    assert [(one.key, one.place, one.diagnostics[0].code) for one in people.orphans] == [
        ("E9", DataPlace("log.csv", 2, "staff_no"), "K843"),
        (None, DataPlace("log.csv", 3, "staff_no"), "K840"),
    ]
    assert (
        people.orphans[0].diagnostics[0].message("en")
        == "nobody has the key `E9` of this row of `Complaints`"
    )
    counts = people.counts.records["complaint"]
    assert (counts.read, counts.accepted, counts.orphans, people.counts.orphans) == (3, 1, 2, 2)


def test_records_need_their_columns() -> None:
    with pytest.raises(BindingError) as caught:
        complaints(grid("log.csv", ("staff_no", "day", "severity")))
    (finding,) = caught.value.diagnostics
    assert "`log.csv`" in finding.message("en")
    columns = {"date": ColumnBinding(titles=("day",))}
    binding = Binding(records={"complaint": (RecordSource(columns=columns),)})
    assert of(complaints(grid("log.csv", ("staff_no", "day", "severity")), binding), "E1") == ()
    known = Binding(not_given=("complaint.date",))
    assert of(complaints(grid("log.csv", ("staff_no", "day", "severity")), known), "E1") == ()


def test_the_owner_may_be_named_otherwise_and_rows_left_out() -> None:
    log = grid(
        "log.csv",
        ("工号", "date", "severity", "状态"),
        ("E1", "2026-01-01", "minor", "有效"),
        ("E1", "2026-01-02", "minor", "撤销"),
        (),
    )
    source = RecordSource(key=("工号",), where=(Where("状态", ("有效",)),))
    people = complaints(log, Binding(records={"complaint": (source,)}))
    records = of(people, "E1")
    assert records is not None
    assert len(records) == 1
    counts = people.counts.records["complaint"]
    assert (counts.read, counts.left_out, counts.blank) == (1, 1, 1)


def wide(binding: Binding, *rows: tuple[str, ...]) -> Bound:
    main = grid("wide.csv", ("staff_no", "errors", "A rate", "B rate", "B text"), *rows)
    return bind(schema(ERRORS, records=[ANY]), main, binding=binding)


def unpivoted(*codes: Code, only_with: tuple[str, ...] = (), rate: str = "{code} rate") -> Binding:
    source = RecordSource(
        "main",
        columns={"rate": ColumnBinding(titles=(rate,))},
        unpivot=Unpivot("code", codes),
        only_with=only_with,
    )
    return Binding(records={"measure": (source,)}, missing=("—",), ignore=("* text",))


def test_a_wide_sheet_becomes_records() -> None:
    binding = unpivoted(Code("A", {"lower": "yes"}), Code("B", {}))
    people = wide(binding, ("E1", "1", "50%", "—", "x"))
    records = of(people, "E1")
    assert records is not None
    assert [one.values for one in records] == [("A", Fraction(1, 2), True), ("B", None, None)]
    assert [one.place_of(1) for one in records] == [
        DataPlace("wide.csv", 2, "A rate"),
        DataPlace("wide.csv", 2, "B rate"),
    ]
    assert records[0].place_of(0) is None
    assert not list(people.findings)


def test_codes_without_a_value_are_no_records_if_the_binding_says_so() -> None:
    people = wide(unpivoted(Code("A", {}), Code("B", {}), only_with=("rate",)), ("E1", "1", "50%", "", ""))
    assert [one.values[0] for one in of(people, "E1") or ()] == ["A"]
    assert people.counts.records["measure"].left_out == 1


@pytest.mark.parametrize(
    ("binding", "code"),
    [
        (unpivoted(Code("C", {})), "K820"),
        (unpivoted(Code("A", {}), rate="{kode} rate"), "K835"),
        (unpivoted(Code("A", {"weight": "1"})), "K833"),
        (unpivoted(Code("A", {"lower": "perhaps"})), "K859"),
        (unpivoted(Code("A", {}), only_with=("ratio",)), "K833"),
    ],
)
def test_an_unpivoting_that_does_not_fit_is_a_finding(binding: Binding, code: str) -> None:
    with pytest.raises(BindingError) as caught:
        wide(binding)
    assert code in [one.code for one in caught.value.diagnostics]


def test_records_come_from_several_sheets_in_order() -> None:
    other = grid("other.csv", ("编号", "X"), ("E1", "1"), ("E9", "0"))
    sources = (
        *unpivoted(Code("A", {})).records["measure"],
        RecordSource(
            "other", columns={"rate": ColumnBinding(titles=("X",)), "code": ColumnBinding(constant="X")}
        ),
    )
    binding = Binding(
        records={"measure": sources}, sheets=(SheetBinding("other", "other.csv", key=("编号",)),)
    )
    main = grid("wide.csv", ("staff_no", "errors", "A rate"), ("E1", "1", "0.5"))
    people = bind(schema(ERRORS, records=[ANY]), main, {"other": other}, binding=binding)
    records = of(people, "E1")
    assert records is not None
    assert [(one.values[:2], one.origin.file) for one in records] == [
        (("A", Fraction(1, 2)), "wide.csv"),
        (("X", Fraction(1)), "other.csv"),
    ]
    assert [one.key for one in people.orphans] == ["E9"]
    assert not people.unmatched


def test_a_table_that_the_policy_does_not_have_is_a_finding() -> None:
    with pytest.raises(BindingError) as caught:
        bind(schema(ERRORS, records=[COMPLAINT]), STAFF, records={"complaints": LOG})
    (finding,) = caught.value.diagnostics
    assert finding.help("en") == "did you mean the records `complaint`?"


def test_binary_numbers_of_records_are_counted() -> None:
    from kpi_lang.data.frames import sheet_from

    table = RecordsSchema("sale", "", True, (spec("amount", NUMBER),))
    log = sheet_from([{"staff_no": "E1", "amount": 0.1}, {"staff_no": "E1", "amount": 0.25}])
    assert bind(schema(ERRORS, records=[table]), STAFF, records={"sale": log}).counts.conversions == 1
