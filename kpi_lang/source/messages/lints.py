"""K70x: what is allowed but probably not meant, as far as single words and numbers show it."""

from kpi_lang.source.wording import Entry, Severity, Wording

ENTRIES: tuple[Entry, ...] = (
    Entry(
        "K701",
        Severity.WARNING,
        en=Wording(
            message="as a ratio, {written} means {percent}",
            label="a percentage without `%`?",
            help="write `{written}%` if that is meant, or `{percent}` if it is not",
        ),
        zh=Wording(
            message="作为比率，{written} 就是 {percent}",
            label="是否漏写了 `%`？",
            help="如果是指百分之 {written}，请写 `{written}%`；如果不是，请写 `{percent}`",
        ),
    ),
)
