"""K22x: the rows of records that examples expect."""

from kpi_lang.source.wording import Entry, Severity, Wording

ENTRIES: tuple[Entry, ...] = (
    Entry(
        "K228",
        Severity.ERROR,
        en=Wording(
            message="the example gives {given} rows of `{records}` and expects {expected}",
            label="as many rows as given",
            help="write one entry for each row, `{{ }}` where nothing is expected of it",
        ),
        zh=Wording(
            message="示例给出 `{records}` 的 {given} 行，却写了 {expected} 行的应有结果",
            label="行数应相同",
            help="每行各写一项，没有要求的行写 `{{ }}`",
        ),
    ),
)
