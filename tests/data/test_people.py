from collections.abc import Iterable, Mapping
from fractions import Fraction

import pytest

from kpi_lang.data.binding import Binding, ColumnBinding, Where
from kpi_lang.data.bound import BoundRow, Rejection
from kpi_lang.data.file_error import BindingError
from kpi_lang.data.people import Bound, bind
from kpi_lang.data.schema import InputSpec, Schema
from kpi_lang.data.sheet import Sheet
from kpi_lang.source import DataPlace, Diagnostic
from kpi_lang.values.kinds import NUMBER
from tests.data.data_files import opened
from tests.data.specs import ERRORS, JOB, PEER, SHARE, TURNOVER, frame, grid, schema, spec

TITLES = ("staff_no", "Turnover booked", "errors")


def rejected(bound: Iterable[BoundRow | Rejection]) -> list[tuple[str | None, list[str]]]:
    return [
        (one.key, [finding.code for finding in one.diagnostics])
        for one in bound
        if isinstance(one, Rejection)
    ]


def accepted(bound: Iterable[BoundRow | Rejection]) -> list[BoundRow]:
    return [one for one in bound if isinstance(one, BoundRow)]


def refused(
    wanted: Schema, sheet: Sheet, binding: Binding | None = None, records: Mapping[str, Sheet] | None = None
) -> list[Diagnostic]:
    with pytest.raises(BindingError) as caught:
        bind(wanted, sheet, records=records, binding=binding)
    return list(caught.value.diagnostics)


def test_people_have_values_in_the_order_of_the_inputs() -> None:
    sheet = grid(
        "staff.csv", ("errors", "staff_no", "Turnover booked"), ("2", "E1", "1,250.50"), ("0", "E2", "7")
    )
    one, two = accepted(bind(schema(TURNOVER, ERRORS), sheet))
    assert (one.key, one.values) == ("E1", (Fraction("1250.5"), Fraction(2)))
    assert (two.key, two.values) == ("E2", (Fraction(7), Fraction(0)))
    assert one.place == DataPlace("staff.csv", 2)
    assert one.place_of(0) == DataPlace("staff.csv", 2, "Turnover booked")


@pytest.mark.parametrize("title", ["turnover", "Turnover booked", "营业额", " 营业额\n"])
def test_a_column_answers_to_name_title_and_listed_titles(title: str) -> None:
    wanted = spec("turnover", NUMBER, title="Turnover booked", columns=["营业额"])
    (person,) = accepted(bind(schema(wanted), frame({"staff_no": "E1", title: 5})))
    assert person.values == (5,)


def test_a_wrong_value_rejects_the_row_with_every_reason() -> None:
    sheet = grid("staff.csv", TITLES, ("E1", "-5", "1.5"), ("E2", "5", "1"), ("E3", "x", "1"))
    bound = bind(schema(TURNOVER, ERRORS), sheet)
    people = list(bound)
    assert rejected(people) == [("E1", ["K851", "K853"]), ("E3", ["K850"])]
    first = people[0]
    assert isinstance(first, Rejection)
    assert first.place == DataPlace("staff.csv", 2)
    assert first.diagnostics[0].span == DataPlace("staff.csv", 2, "Turnover booked")
    assert (bound.counts.read, bound.counts.accepted, bound.counts.rejected) == (3, 1, 2)


def test_a_value_not_given_is_passed_on_whether_required_or_not() -> None:
    sheet = grid("staff.csv", (*TITLES, "peer"), ("E1", "", " ", "n/a"))
    (person,) = accepted(bind(schema(TURNOVER, ERRORS, PEER), sheet, binding=Binding(missing=("n/a",))))
    assert person.values == (None, None, None)


def test_a_default_is_left_to_the_evaluation() -> None:
    wanted = spec("gross", NUMBER, default=Fraction(0))
    (person,) = accepted(bind(schema(wanted), frame({"staff_no": "E1"})))
    assert person.values == (None,)


def test_carried_columns_are_handed_on() -> None:
    sheet = grid(
        "staff.csv",
        ("staff_no", "department", "errors"),
        ("E1", "华东", "1"),
        ("E2", "", "1"),
        ("E3", "=x", "1"),
    )
    people = list(bind(schema(ERRORS, carried=["department", "company"]), sheet))
    assert [one.carried for one in accepted(people)] == [("华东", None), (None, None)]
    assert rejected(people) == [("E3", ["K865"])]


def test_a_carried_column_can_be_bound_to_a_title() -> None:
    binding = Binding(columns={"department": ColumnBinding(titles=("部门",))})
    sheet = grid("staff.csv", ("staff_no", "部门", "errors"), ("E1", "华东", "1"))
    assert accepted(bind(schema(ERRORS, carried=["department"]), sheet, binding=binding))[0].carried == (
        "华东",
    )


def test_keys_of_numbers_are_text() -> None:
    (person,) = accepted(bind(schema(ERRORS), frame({"staff_no": 1001.0, "errors": 3.0})))
    assert (person.key, person.values) == ("1001", (3,))


def test_of_rows_with_the_same_key_none_is_used() -> None:
    sheet = grid("staff.csv", TITLES, ("E1", "1", "0"), ("E2", "1", "0"), (" E1", "x", "0"), ("E1", "3", "0"))
    people = list(bind(schema(TURNOVER, ERRORS), sheet))
    assert rejected(people) == [("E1", ["K841"]), ("E1", ["K841", "K850"]), ("E1", ["K841"])]
    first = people[0]
    assert isinstance(first, Rejection)
    assert first.diagnostics[0].message("en") == "the key `E1` stands in 3 rows: 2, 4, 5"


def test_a_ragged_row_casts_doubt_on_its_twin() -> None:
    sheet = grid("staff.csv", TITLES, ("E1", "1", "0"), ("E1", "1"))
    assert rejected(bind(schema(TURNOVER, ERRORS), sheet)) == [("E1", ["K841"]), ("E1", ["K842"])]


@pytest.mark.parametrize(
    ("key", "code"),
    [
        ("合计", "K846"),
        ("Total:", "K846"),
        ("", "K840"),
        (" ", "K840"),
        ("=A1", "K865"),
        ("E\u200b1", "K864"),
        ("n/a", "K840"),
    ],
)
def test_a_row_without_a_usable_key_is_rejected(key: str, code: str) -> None:
    sheet = grid("staff.csv", TITLES, (key, "1", "0"))
    assert rejected(bind(schema(TURNOVER, ERRORS), sheet, binding=Binding(missing=("n/a",)))) == [
        (None, [code])
    ]


def test_blank_rows_are_counted_and_nothing_else() -> None:
    sheet = grid("staff.csv", TITLES, ("", "", ""), ("E1", "1", "0"), (), (" ",))
    bound = bind(schema(TURNOVER, ERRORS), sheet)
    assert len(list(bound)) == 1
    assert (bound.counts.read, bound.counts.people.blank) == (1, 3)


@pytest.mark.parametrize(
    ("cells", "problem"),
    [(("E1", "1"), "short"), (("E1", "1", "0", "x"), "long"), (("E1", "1", "0", ""), None)],
)
def test_a_row_of_another_length_is_rejected_unless_only_empty_cells_follow(
    cells: tuple[str, ...], problem: str | None
) -> None:
    (person,) = bind(schema(TURNOVER, ERRORS), grid("staff.csv", TITLES, cells))
    if problem is None:
        assert isinstance(person, BoundRow)
    else:
        assert isinstance(person, Rejection)
        assert [(one.code, one.help_key) for one in person.diagnostics] == [("K842", problem)]


def test_only_rows_that_where_names_are_read() -> None:
    sheet = grid(
        "staff.csv", (*TITLES, "季度"), ("E1", "1", "0", "Q2"), ("E1", "2", "0", " Q3 "), ("E2", "3", "0", "")
    )
    bound = bind(schema(TURNOVER, ERRORS), sheet, binding=Binding(where=(Where("季度", ("Q3",)),)))
    assert [one.values[0] for one in accepted(bound)] == [2]
    assert (bound.counts.read, bound.counts.people.left_out) == (1, 2)
    assert not list(bound.findings)


def test_where_must_name_a_column() -> None:
    binding = Binding(where=(Where("季度", ("Q3",)),))
    assert [one.code for one in refused(schema(ERRORS), frame({"staff_no": "E1", "errors": 1}), binding)] == [
        "K827"
    ]


def test_a_missing_column_names_its_titles_and_the_nearest() -> None:
    wanted = spec("turnover", NUMBER, title="Turnover booked", columns=["营业额"])
    (near,) = refused(schema(wanted), grid("staff.csv", ("staff_no", "Turnover boked"), ("E1", "1")))
    assert near.code == "K820"
    assert near.message("en") == (
        "no column of `staff.csv` gives `turnover`; its title should be `turnover`, `Turnover booked`, `营业额`"
    )
    assert '`turnover = "Turnover boked"`' in near.help("en")
    (far,) = refused(schema(wanted), grid("s.csv", ("staff_no", "金额")))
    assert "`not_given`" in far.help("en")


def test_columns_of_optional_inputs_may_be_missing() -> None:
    (person,) = accepted(bind(schema(PEER, JOB), frame({"staff_no": "E1"})))
    assert person.values == (None, None)
    assert person.place_of(0) is None


def test_a_required_column_may_be_said_not_to_be_given() -> None:
    (person,) = accepted(
        bind(schema(SHARE), frame({"staff_no": "E1"}), binding=Binding(not_given=("share",)))
    )
    assert person.values == (None,)


def test_a_missing_key_column_names_the_nearest() -> None:
    (finding,) = refused(schema(PEER), frame({"Staff No": "E1"}))
    assert finding.code == "K821"
    assert finding.help("en").startswith(
        'is it the column `Staff No`? Then correct the title, or write `key = "Staff No"`'
    )


def test_the_key_may_be_an_input_with_titles_of_its_own() -> None:
    key = spec("staff_no", title="工号", kind=JOB.kind)
    assert accepted(bind(schema(key), frame({"工号": "head"})))[0].key == "head"


@pytest.mark.parametrize(
    ("titles", "help_key"),
    [(("staff_no", "errors", "errors"), "same"), (("staff_no", "share", "Share of all"), "several")],
)
def test_two_columns_for_one_input_are_refused(titles: tuple[str, ...], help_key: str) -> None:
    wanted = spec("share", NUMBER, title="Share of all", optional=True)
    errors = spec("errors", NUMBER, optional=True)
    (finding,) = refused(schema(wanted, errors), grid("s.csv", titles))
    assert (finding.code, finding.help_key) == ("K822", help_key)
    assert "columns 2, 3" in finding.message("en")


def test_equal_titles_that_nobody_reads_do_no_harm() -> None:
    bound = bind(schema(PEER), grid("s.csv", ("staff_no", "备注", "备注"), ("E1", "a", "b")))
    assert [one.code for one in bound.findings] == ["K824"]


def test_unknown_columns_warn_if_they_look_misspelt_and_are_noted_otherwise() -> None:
    sheet = grid("s.csv", ("staff_no", "Peeer", "金额", "", "note"), ("E1", "1", "2", "3", "4"))
    bound = bind(schema(PEER), sheet, binding=Binding(ignore=("no*",)))
    findings = {one.code: one for one in bound.findings}
    assert set(findings) == {"K823", "K824", "K826"}
    assert findings["K823"].message("en") == "the column `Peeer` is not read"
    assert "`peer`" in findings["K823"].help("en")
    assert findings["K824"].message("en") == "columns that are not read (1): `金额`"
    assert findings["K826"].message("en") == "column D has no title and is not read"


def test_content_beyond_the_titles_of_a_workbook_is_a_column_without_title() -> None:
    openpyxl = pytest.importorskip("openpyxl")
    import io

    book = openpyxl.Workbook()
    for row in (["staff_no", "errors"], ["E1", 1], ["E2", 2, None, "see above"]):
        book.active.append(row)
    packed = io.BytesIO()
    book.save(packed)
    bound = bind(schema(ERRORS), opened(packed.getvalue(), "staff.xlsx"))
    assert len(accepted(bound)) == 2
    assert [(one.code, one.args["column"]) for one in bound.findings] == [("K826", "D")]


def test_a_constant_stands_for_a_column() -> None:
    binding = Binding(columns={"share": ColumnBinding(constant="50%")})
    (person,) = accepted(bind(schema(SHARE), frame({"staff_no": "E1"}), binding=binding))
    assert person.values == (Fraction(1, 2),)
    assert person.place_of(0) is None


def test_a_wrong_constant_is_a_finding() -> None:
    binding = Binding(columns={"share": ColumnBinding(constant="150")})
    assert [one.code for one in refused(schema(SHARE), frame({"staff_no": "E1"}), binding)] == ["K851"]


def test_missing_markers_and_suffixes_of_one_column() -> None:
    columns = {"peer": ColumnBinding(missing=("none",), suffix=" points")}
    sheet = grid("s.csv", ("staff_no", "peer"), ("E1", "99.5 points"), ("E2", "none"), ("E3", "0"))
    assert [
        one.values[0] for one in accepted(bind(schema(PEER), sheet, binding=Binding(columns=columns)))
    ] == [
        Fraction("99.5"),
        None,
        0,
    ]


@pytest.mark.parametrize(
    ("binding", "help_key"),
    [
        (Binding(columns={"eror": ColumnBinding(titles=("x",))}), "input_nearest"),
        (Binding(columns={"zzz": ColumnBinding(titles=("x",))}), "input"),
        (Binding(columns={"errors": ColumnBinding(sheet="finance")}), "sheet"),
        (Binding(not_given=("erors",)), "input_nearest"),
        (Binding(records={"sales": ()}), None),
    ],
)
def test_a_binding_that_speaks_of_what_there_is_not(binding: Binding, help_key: str | None) -> None:
    sheet = frame({"staff_no": "E1", "errors": 1})
    if help_key is None:
        bind(schema(ERRORS), sheet, binding=binding)
        return
    codes = [(one.code, one.help_key) for one in refused(schema(ERRORS), sheet, binding)]
    assert ("K833", help_key) in codes


def test_binary_numbers_are_counted_in_one_note() -> None:
    sheet = frame(
        {"staff_no": "E1", "x": 0.1}, {"staff_no": "E2", "x": 0.5}, {"staff_no": "E3", "x": 0.1 + 0.2}
    )
    bound = bind(schema(spec("x", NUMBER)), sheet)
    for _ in range(2):
        assert [one.values[0] for one in accepted(bound)] == [
            Fraction("0.1"),
            Fraction("0.5"),
            Fraction("0.3"),
        ]
        assert bound.counts.conversions == 2
    assert [one.code for one in bound.findings] == ["K881"]


def test_reading_again_gives_the_same_people_and_counts() -> None:
    bound = bind(schema(TURNOVER, ERRORS), grid("s.csv", TITLES, ("E1", "1", "0"), ("E2", "x", "0")))
    assert list(bound) == list(bound)
    assert (bound.counts.read, bound.counts.accepted, bound.counts.rejected) == (2, 1, 1)


def test_a_sheet_of_thousands_of_columns_is_bound_at_once() -> None:
    titles = ("staff_no", "errors", *(f"column {number}" for number in range(20_000)))
    bound: Bound = bind(
        schema(ERRORS, PEER, JOB, SHARE), grid("s.csv", titles), binding=Binding(not_given=("share",))
    )
    (note,) = (one for one in bound.findings if one.code == "K824")
    assert note.args["count"] == 20_000
    assert len(note.message("en")) < 500


def test_inputs_are_named_in_rejections_of_their_cells() -> None:
    wanted: InputSpec = spec("role", JOB.kind, optional=True)
    (person,) = bind(schema(wanted), grid("s.csv", ("staff_no", "role"), ("E1", "sale")))
    assert isinstance(person, Rejection)
    assert person.diagnostics[0].message("zh") == "`sale` 不是 `role` 的可选值"
    assert person.diagnostics[0].help("zh") == "是否想写 `sales`？"
