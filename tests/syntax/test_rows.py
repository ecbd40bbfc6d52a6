"""Where rows end: at a line end that can end them, unless the next line can only continue them."""

import pytest

from kpi_lang.syntax.formatter.same import difference
from tests.syntax.reading import read, read_with_codes

ONE = "value v = a + b * max(c, d)"


@pytest.mark.parametrize(
    "text",
    [
        "value v =\n  a + b * max(c, d)",
        "value v = a +\n  b *\n  max(\n    c,\n    d\n  )",
        "value v = a\n  + b\n  * max(c, d)",
        "value v\n  = a + b * max(c\n , d)",
        "value v = a + # why\n  b * max(c, d)",
        "value v = a\n\n  # between\n  + b * max(c, d)",
        "value v = a + b * max(c, d);",
    ],
)
def test_a_row_goes_on_where_it_cannot_end(text: str) -> None:
    assert difference(read(ONE), read(text)) is None or "comments" in str(difference(read(ONE), read(text)))


@pytest.mark.parametrize(
    "text",
    [
        "indicator i\n{\n  measure x\n  score steps {\n    >= 1: 2\n    else: 0\n  }\n}",
        "indicator i { measure x; score steps { >= 1: 2, else: 0 } }",
        "indicator i { measure x; score steps { >= 1: 2; else: 0; }; }",
        "indicator i {\n measure x\n score steps { >= 1\n : 2\n , else: 0 }\n}",
        "indicator i {;; measure x;;\n\n score steps {\n>= 1: 2,\n\nelse: 0,\n}\n\n}",
    ],
)
def test_rows_and_entries_end_alike(text: str) -> None:
    expected = read("indicator i {\n  measure x\n  score steps { >= 1: 2, else: 0 }\n}")
    assert difference(expected, read(text)) is None


def test_an_else_row_on_its_own_line_is_no_part_of_the_row_before() -> None:
    text = "table t by k {\n  1: if a then b\n     else c\n  else: d\n}"
    assert difference(read(text), read("table t by k { 1: if a then b else c, else: d }")) is None


def test_comparisons_that_open_rows_do_not_continue_the_row_before() -> None:
    text = "table t by k {\n  >= 2: 5\n  >= 1: 4\n  else: 0\n}"
    assert difference(read(text), read("table t by k { >= 2: 5, >= 1: 4, else: 0 }")) is None


def test_declarations_need_a_line_of_their_own() -> None:
    assert read_with_codes("input a : money input b : money")[1] == ["K126"]
    assert len(read("input a : money; input b : money").declarations) == 2


def test_a_name_on_a_new_line_belongs_to_no_row_before() -> None:
    assert read_with_codes("input a : money\nUSD")[1] == ["K120"]
