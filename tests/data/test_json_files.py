from decimal import Decimal

import pytest

from kpi_lang.data.raw import Obstacle, Unreadable
from tests.data.data_files import cells, opened, refusal, row_of, titles


def test_a_list_of_objects_is_a_sheet_of_exact_numbers() -> None:
    content = (
        '[{"key": "E1", "amount": 0.10, "done": true}, {"key": 7, "备注": null, "amount": 1e2}]'.encode()
    )
    sheet = opened(content, "data.json")
    assert titles(sheet) == ["key", "amount", "done", "备注"]
    assert cells(sheet) == [(1, ("E1", Decimal("0.10"), True, None)), (2, (7, Decimal("1e2"), None, None))]


def test_lines_are_read_one_by_one_and_keep_their_numbers() -> None:
    sheet = opened('{"key": "E1"}\n\n{"key": "E2", "名": "\u2028"}\n'.encode(), "data.jsonl")
    assert titles(sheet) == ["key", "名"]
    assert cells(sheet) == [(1, ("E1", None)), (3, ("E2", "\u2028"))]


def test_what_is_no_single_value_cannot_be_read() -> None:
    content = (
        b'[{"a": NaN, "b": -Infinity, "c": [1], "d": {"x": 1}, "e": '
        + b"9" * 5000
        + b', "f": 1e99999999999999999999}]'
    )
    row = cells(opened(content, "data.json"))[0][1]
    obstacles = [cell.obstacle for cell in row if isinstance(cell, Unreadable)]
    assert obstacles == [
        Obstacle.NOT_FINITE,
        Obstacle.NOT_FINITE,
        Obstacle.NESTED,
        Obstacle.NESTED,
        Obstacle.TOO_LONG,
        Obstacle.TOO_LONG,
    ]


@pytest.mark.parametrize(
    ("content", "name", "code", "row", "help_key"),
    [
        (b"{}", "data.json", "K812", None, "list"),
        (b"5", "data.json", "K812", None, "list"),
        (b'[{"a": 1}, 5]', "data.json", "K812", 2, "object"),
        (b"[]", "data.json", "K810", None, "objects"),
        (b"[{}]", "data.json", "K810", None, "objects"),
        (b"", "data.jsonl", "K810", None, "objects"),
        (b'{"a": 1}\n[2]\n', "data.jsonl", "K812", 2, "line"),
        (b'[{"a": 1},\n {"a" 2}]', "data.json", "K814", 2, None),
        (b'{"a": 1}\n{"a": \n', "data.jsonl", "K814", 2, None),
        (b'[{"a": 1, "b": 2, "a": 3}]', "data.json", "K815", None, None),
        (b'{"a": 1}\n{"a": 1, "a": 2}\n', "data.jsonl", "K815", 2, None),
        (b"[" * 200_000, "data.json", "K809", None, "nested"),
    ],
)
def test_what_is_no_list_of_records_is_refused(
    content: bytes, name: str, code: str, row: int | None, help_key: str | None
) -> None:
    finding = refusal(content, name)
    assert (finding.code, row_of(finding), finding.help_key) == (code, row, help_key)
