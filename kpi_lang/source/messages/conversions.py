"""K344 to K349: conversions between units and currencies, and exchange rates."""

from kpi_lang.source.wording import Entry, Severity, Wording

ENTRIES: tuple[Entry, ...] = (
    Entry(
        "K344",
        Severity.ERROR,
        en=Wording(
            message="{kind} cannot be converted to {target}",
            label="this is {kind}",
            helps={
                "unit": "declare how the units go together, as in `unit tonne = 1_000 kg`",
                "money": "only money is converted to a currency; give its currency where it is declared: `money USD`",
            },
        ),
        zh=Wording(
            message="{kind} 不能折算为 {target}",
            label="此处是 {kind}",
            helps={
                "unit": "请声明两个单位的关系，如 `计量单位 吨 = 1_000 千克`",
                "money": "只有金额能折算为某一币种；请在声明处写明币种：`金额 USD`",
            },
        ),
    ),
    Entry(
        "K345",
        Severity.ERROR,
        en=Wording(
            message="`{name}` is neither a unit nor a currency",
            label="converted to this",
            helps={
                "nearest": "did you mean `{nearest}`?",
                "none": "name a declared unit, or a currency by its three letters: `convert(amount, CNY, day)`",
            },
        ),
        zh=Wording(
            message="`{name}` 既不是计量单位也不是币种",
            label="折算的目标",
            helps={
                "nearest": "是否想写 `{nearest}`？",
                "none": "请写已声明的计量单位，或三个字母的币种：`折算（金额，CNY，日期）`",
            },
        ),
    ),
    Entry(
        "K346",
        Severity.ERROR,
        en=Wording(
            message="the size of unit `{name}` leads to no unit",
            label="said to be so many of this",
            helps={
                "circle": "let one of the units stand without a size",
                "unknown": "declare this unit too, as in `unit kg`",
            },
        ),
        zh=Wording(
            message="计量单位 `{name}` 的换算没有落到任何单位",
            label="换算到此",
            helps={
                "circle": "请让其中一个单位不写换算",
                "unknown": "请同时声明该单位，如 `计量单位 千克`",
            },
        ),
    ),
    Entry(
        "K347",
        Severity.ERROR,
        en=Wording(
            message="there is no exchange rate from {source} to {target}",
            label="converted here",
            help="declare one: `rate {source} to {target} {{ from 2026-01-01: … }}`, or `… supplied`",
        ),
        zh=Wording(
            message="没有 {source} 至 {target} 的汇率",
            label="在此折算",
            help="请声明：`汇率 {source} 至 {target} {{ 自 2026-01-01：… }}`，或写 `外部提供`",
        ),
    ),
    Entry(
        "K348",
        Severity.ERROR,
        en=Wording(
            message="the exchange rate `{name}` cannot stand in a formula by itself",
            label="read here",
            help="write `convert(amount, …, day)`, so that it is clear which day's rate counts",
        ),
        zh=Wording(
            message="汇率 `{name}` 不能单独写在算式中",
            label="在此使用",
            help="请写 `折算（金额，…，日期）`，以明确使用哪一天的汇率",
        ),
    ),
    Entry(
        "K349",
        Severity.ERROR,
        en=Wording(
            message="this is a rate from {currency} to itself",
            label="the same currency",
            help="name two different currencies",
        ),
        zh=Wording(message="这是 {currency} 至其自身的汇率", label="同一币种", help="请写两个不同的币种"),
    ),
)
