"""Mutated data files of every type: each gives people, rejections or findings, never anything else.

The files mix encodings, separators, ragged rows, duplicate and untitled columns, formula-like cells, huge
numbers, NUL and invisible characters and random damage. `python -m tests.campaigns fuzz` runs the campaign.
"""

import csv
import io
import json
import random
from collections import Counter
from collections.abc import Callable
from functools import cache

from kpi_lang.data.binding import Binding
from kpi_lang.data.bound import BoundRow
from kpi_lang.data.file_error import BindingError, DataFileError
from kpi_lang.data.files.data_file import DataFile
from kpi_lang.data.files.reading import read_file
from kpi_lang.data.people import Bound, bind
from kpi_lang.data.sheet import Sheet
from kpi_lang.source import LANGUAGES, Diagnostic
from tests.data.specs import COMPLAINT, EVERY_KIND, schema

SCHEMA = schema(*EVERY_KIND, records=[COMPLAINT], carried=["department"])
BINDING = Binding(missing=("Not Available", "—"), not_given=("share",))

_TITLES = ("staff_no", "department", "Turnover booked", *(spec.name for spec in EVERY_KIND[1:]))
_SOUND = {
    "Turnover booked": ("1250000.50", "¥1,250,000.50", "(120.00)", "12万", "0"),
    "share": ("79.42%", "0.5", "１００％"),
    "errors": ("0", "7", "3.0"),
    "peer": ("99.5", "Not Available", "—", ""),
    "active": ("yes", "否", "√", "TRUE"),
    "role": ("sales", "Sales staff", "后勤", "HEAD"),
    "joined": ("2026-07-31", "2026/7/1", "2026年7月1日", "20260701"),
    "since": ("2026-07", "2026年7月"),
    "note": ("fine", "两行\n文字", 'he said "no"'),
    "department": ("north", "华东"),
}
_NASTY = (
    "", " ", "=1+1", "=HYPERLINK(\"x\")", "+1", "-", "@x", "#N/A", "#DIV/0!", "NaN", "inf", "-inf", "None", "null",
    "1e999999999", "9" * 500, "0." + "1" * 500, "1,2,3", "1.2.3", "1,234", "12,5", "--5", "(-5)", "()", "%", "5%%",
    "$", "$5", "5€", "万", "1万万", "１２３", "٣", "½", "0x10", "1_000", "2026-02-30", "0000-00-00", "99999999",
    "31/12/2026", "2026-13", "46023", "2026-07-31T00:00:00Z", "2026-07-31 08:00", "\u200b", "a\u202eb", "\ufeff",
    "\x07", "\x1b[31m", "sales\u200b", "saless", "x" * 5000, "，", "\u3000", "true", "2", "是的", "{}", "[1]",
    "\ud7ff", "\U0001f600", "'", '"', "a\tb", "a;b", "a\rb",
)  # fmt: skip
_ENCODINGS = ("utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "latin-1", "utf-32")


def run(cases: int, seed: int) -> dict[str, int]:
    """Bind so many files; the counts of what became of them. Raises `AssertionError` or whatever escaped."""
    counts: Counter[str] = Counter(files=cases)
    for case in range(cases):
        chance = random.Random(f"{seed}/{case}")
        extension, content = _file(chance)
        try:
            _try(extension, content, counts)
        except Exception as error:
            error.add_note(f"case {case} of seed {seed}: {extension}, {len(content)} bytes")
            raise
    return dict(counts)


def _try(extension: str, content: bytes, counts: Counter[str]) -> None:
    try:
        sheet = read_file(DataFile(f"data{extension}", lambda: io.BytesIO(content)))
        bound = bind(
            SCHEMA, sheet, records={"complaint": sheet} if len(content) % 7 == 0 else {}, binding=BINDING
        )
        _account(sheet, bound, counts)
    except DataFileError as error:
        counts["refused files"] += 1
        _one_line(error)
    except BindingError as error:
        counts["files that do not fit"] += 1
        _worded(error.diagnostics)


def _account(sheet: Sheet, bound: Bound, counts: Counter[str]) -> None:
    people = list(bound)
    accepted = sum(isinstance(one, BoundRow) for one in people)
    assert bound.counts.accepted == accepted
    assert bound.counts.read == len(people) == accepted + bound.counts.rejected
    rows = list(sheet.rows())
    blank = sum(row.is_blank for row in rows)
    assert bound.counts.read + blank == len(rows), "every row is accounted for"
    for table in bound.counts.records.values():
        assert table.read == table.accepted + table.rejected + table.orphans
    keys = [one.key for one in people if isinstance(one, BoundRow)]
    assert len(set(keys)) == len(keys), "nobody is evaluated twice"
    for one in people:
        if not isinstance(one, BoundRow):
            assert one.diagnostics, "every rejection has a reason"
            _worded(one.diagnostics)
    _worded(tuple(bound.findings))
    counts["bound files"] += 1
    counts["rows read"] += bound.counts.read
    counts["rows accepted"] += bound.counts.accepted
    counts["rows rejected"] += bound.counts.rejected


def _one_line(error: DataFileError) -> None:
    for lang in LANGUAGES:
        assert "\n" not in error.in_language(lang)


def _worded(diagnostics: tuple[Diagnostic, ...]) -> None:
    for diagnostic in diagnostics:
        for lang in LANGUAGES:
            assert diagnostic.message(lang)
            assert len(diagnostic.message(lang) + diagnostic.help(lang)) < 2000, (
                "no message drowns its reader"
            )


def _file(chance: random.Random) -> tuple[str, bytes]:
    """A file of a random type, sometimes damaged."""
    extension, make = chance.choices(
        [
            (".csv", _csv),
            (".json", _json),
            (".jsonl", _json_lines),
            (".xlsx", _workbook),
            (".parquet", _parquet),
        ],
        [80, 8, 7, 3, 2],
    )[0]
    content = make(chance)
    for _ in range(chance.choice((0, 0, 0, 1, 1, 2, 5))):
        content = _damaged(content, chance)
    if chance.random() < 0.01:
        extension = chance.choice((".csv", ".json", ".xlsx", ".parquet", ".arrow", ".xls", ""))
    return extension, content


def _damaged(content: bytes, chance: random.Random) -> bytes:
    place = chance.randrange(len(content) + 1)
    end = min(len(content), place + chance.choice((1, 1, 2, 8, 100)))
    match chance.randrange(5):
        case 0:
            return content[:place] + content[end:]
        case 1:
            return content[:place] + chance.randbytes(end - place) + content[end:]
        case 2:
            return content[:place] + content[place:end] * chance.choice((2, 3, 50)) + content[end:]
        case 3:
            other = chance.choice(_NASTY).encode(chance.choice(_ENCODINGS), "replace")
            return content[:place] + other + content[end:]
        case _:
            return content[:place] + chance.choice((b"\0", b"\xff", b'"', b"\r", b"\n", b",", b";", b"\t"))


def _table(chance: random.Random) -> list[list[str]]:
    titles = list(_TITLES)
    chance.shuffle(titles)
    nastiness = chance.choice((0.0, 0.02, 0.1, 0.5))
    rows = [
        [_cell(title, number, nastiness, chance) for title in titles] for number in range(chance.randrange(6))
    ]
    if chance.random() < 0.15:
        titles[chance.randrange(len(titles))] = chance.choice((*_TITLES, *_NASTY, "Turnover", "staff no"))
    for row in rows:
        if chance.random() < nastiness / 3:
            cut = chance.randrange(len(row) + 1)
            row[cut:] = [] if chance.random() < 0.5 else [*row[cut:], chance.choice(_NASTY)]
    return [titles, *rows]


def _cell(title: str, number: int, nastiness: float, chance: random.Random) -> str:
    if chance.random() < nastiness:
        return chance.choice(_NASTY)
    if title == "staff_no":
        return f"E{number:03}" if chance.random() < 0.97 else "E001"
    return chance.choice(_SOUND[title])


def _csv(chance: random.Random) -> bytes:
    text = io.StringIO()
    end = chance.choice(("\r\n", "\n", "\r"))
    csv.writer(text, delimiter=chance.choice((",", ",", ";", "\t", "|")), lineterminator=end).writerows(
        _table(chance)
    )
    return text.getvalue().encode(chance.choices(_ENCODINGS, [60, 10, 15, 5, 4, 4, 2])[0], "replace")


def _objects(chance: random.Random) -> list[dict[str, object]]:
    titles, *rows = _table(chance)
    scalars: tuple[Callable[[], object], ...] = (
        lambda: chance.randrange(-(10**6), 10**6) / 100,
        lambda: chance.choice((True, False, None, 10**400, 1e300, [1], {"a": 1}, 0.1 + 0.2, 20260701)),
    )
    return [
        {
            title: chance.choice(scalars)() if chance.random() < 0.1 else cell
            for title, cell in zip(titles, row, strict=False)
        }
        for row in rows
    ]


def _json(chance: random.Random) -> bytes:
    return json.dumps(_objects(chance), ensure_ascii=chance.random() < 0.5).encode("utf-8", "replace")


def _json_lines(chance: random.Random) -> bytes:
    lines = [json.dumps(item, ensure_ascii=False) for item in _objects(chance)]
    return "\n".join(lines).encode(chance.choice(_ENCODINGS[:3]), "replace")


def _workbook(chance: random.Random) -> bytes:
    return chance.choice(_workbooks())


@cache
def _workbooks() -> tuple[bytes, ...]:
    """A few workbooks, since making one takes longer than reading it."""
    from openpyxl import Workbook

    made: list[bytes] = []
    for number in range(20):
        chance = random.Random(number)
        book = Workbook()
        sheet = book.active
        for row in _table(chance):
            sheet.append(["".join(letter for letter in cell if letter >= " ") for cell in row])
        if number % 2:
            sheet.append(["E9", "=1+1", 5, 0.5, True])
        packed = io.BytesIO()
        book.save(packed)
        made.append(packed.getvalue())
    return tuple(made)


def _parquet(chance: random.Random) -> bytes:
    return chance.choice(_parquets())


@cache
def _parquets() -> tuple[bytes, ...]:
    import pyarrow
    from pyarrow import parquet

    made: list[bytes] = []
    for number in range(20):
        titles, *rows = _table(random.Random(number))
        names = list(dict.fromkeys(titles))
        columns = {name: [dict(zip(titles, row, strict=False)).get(name) for row in rows] for name in names}
        sink = io.BytesIO()
        parquet.write_table(
            pyarrow.table({**columns, "extra": [0.1 * place for place in range(len(rows))]}), sink
        )
        made.append(sink.getvalue())
    return tuple(made)
