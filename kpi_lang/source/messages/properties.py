"""K927 to K949: properties of policies, as `kpi verify` finds them."""

from kpi_lang.source.wording import Entry, Severity, Wording

ENTRIES: tuple[Entry, ...] = (
    Entry(
        "K927",
        Severity.ERROR,
        en=Wording(
            message="it does not hold that {property}: {witness}",
            label="the result in question",
            help="change the rule, or say in the promise whom it is about: `given …`",
        ),
        zh=Wording(
            message="“{property}”不成立：{witness}",
            label="相关结果",
            help="请修改规则，或在保证中写明适用于谁：`前提 …`",
        ),
    ),
    Entry(
        "K928",
        Severity.ERROR,
        en=Wording(
            message="no policy here has a property `{name}`",
            helps={
                "nearest": "the nearest name is `{nearest}`",
                "none": "run `kpi verify --format json` to see all names",
            },
        ),
        zh=Wording(
            message="这些方案没有名为 `{name}` 的性质",
            helps={
                "nearest": "最接近的名称是 `{nearest}`",
                "none": "运行 `kpi verify --format json` 可查看全部名称",
            },
        ),
    ),
)
