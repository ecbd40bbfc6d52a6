"""K655 to K668: who takes part, adjustments, and what indicators are."""

from kpi_lang.source.wording import Entry, Severity, Wording

ENTRIES: tuple[Entry, ...] = (
    Entry(
        "K655",
        Severity.ERROR,
        en=Wording(
            message="`{name}` says what is paid to those not appraised, but everybody is appraised",
            label="nobody gets this",
            help='say in the subject who is not: `not appraised "on probation" when on_probation`',
        ),
        zh=Wording(
            message="`{name}` 写了不参加考核的人怎样发放，但方案中人人都参加考核",
            label="没有人适用",
            help="请在考核对象中写明谁不参加：`不参加考核 “试用期内” 当 试用期内 = 是`",
        ),
    ),
)
