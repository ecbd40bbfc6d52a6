"""K26x and K27x: earlier periods, balances and roll-ups."""

from kpi_lang.source.wording import Entry, Severity, Wording

ENTRIES: tuple[Entry, ...] = (
    Entry(
        "K260",
        Severity.ERROR,
        en=Wording(
            message="the kind of `{name}` in earlier periods is not known yet",
            label="its own formula reads it",
            help="write the kind behind the name: `value {name} : points = …`",
        ),
        zh=Wording(
            message="尚不知道 `{name}` 在往期是什么类型",
            label="其公式又读取它自己",
            help="请在名称后写明类型：`计算项 {name}：分值 = …`",
        ),
    ),
    Entry(
        "K261",
        Severity.ERROR,
        en=Wording(
            message="the policy does not say how long a period is",
            label="this is about earlier periods",
            help="add `period quarter` (or month, half, year) to the header",
        ),
        zh=Wording(
            message="考核方案没有写明考核周期",
            label="此处涉及往期",
            help="请在方案头部加上 `考核周期 季度`（或月度、半年度、年度）",
        ),
    ),
    Entry(
        "K262",
        Severity.ERROR,
        en=Wording(
            message="the balance `{name}` is not complete",
            label="this balance",
            helps={
                "starts": "say what it is before the first period: `starts 0`",
                "becomes": "say what is carried into the next period: `becomes {name} + …`",
            },
        ),
        zh=Wording(
            message="结余 `{name}` 不完整",
            label="此结余",
            helps={
                "starts": "请写明首期之前是多少：`起始 0`",
                "becomes": "请写明结转到下期的是多少：`结转为 {name} + …`",
            },
        ),
    ),
    Entry(
        "K270",
        Severity.ERROR,
        en=Wording(
            message="`{name}` rolls up into periods that are no longer than the policy's own",
            label="this roll-up",
            help="roll up into a longer period, such as `into year`",
        ),
        zh=Wording(
            message="`{name}` 汇总成的周期并不比考核周期长",
            label="此汇总",
            help="请汇总为更长的周期，如 `汇总为 年度`",
        ),
    ),
    Entry(
        "K271",
        Severity.ERROR,
        en=Wording(
            message="`{name}` is no score that a roll-up could add up",
            label="not an indicator, goal sheet, bonus or deduction",
            helps={
                "nearest": "did you mean `{nearest}`?",
                "none": "name an indicator, a goal sheet, a bonus or a deduction",
            },
        ),
        zh=Wording(
            message="`{name}` 不是可以汇总的得分",
            label="不是指标、目标书、加分或扣分",
            helps={"nearest": "是否想写 `{nearest}`？", "none": "请写指标、目标书、加分或扣分的名称"},
        ),
    ),
)
