"""Pools: what their declaration lacks, and what a run could not share out."""

from kpi_lang.source.wording import Entry, Severity, Wording

ENTRIES: tuple[Entry, ...] = (
    Entry(
        "K360",
        Severity.ERROR,
        en=Wording(
            message="the pool `{name}` shares out a {kind}, not money",
            label="this is what is shared out",
            help="write an amount of money, such as `3% * sum(base_pay within everybody)`",
        ),
        zh=Wording(
            message="奖金包 `{name}` 所分配的是{kind}，不是金额",
            label="所分配的内容",
            help="请写金额，例如 `3% × 合计（基本工资 范围 全体）`",
        ),
    ),
    Entry(
        "K361",
        Severity.ERROR,
        en=Wording(
            message="the pool `{name}` does not say by what it is shared",
            label="this pool",
            help="add a row such as `share by base_pay * coefficient`",
        ),
        zh=Wording(
            message="奖金包 `{name}` 未写明按什么分配",
            label="此奖金包",
            help="请加一行，例如 `分配按 基本工资 × 系数`",
        ),
    ),
    Entry(
        "K362",
        Severity.ERROR,
        en=Wording(
            message="the pool `{name}` does not say how finely it is shared",
            label="this pool",
            help="write `amounts to 2 places` in the header, or `rounded largest remainder to 2 places` in the pool",
        ),
        zh=Wording(
            message="奖金包 `{name}` 未写明分配到几位小数",
            label="此奖金包",
            help="请在方案开头写 `金额 保留 2 位小数`，或在奖金包中写 `取整 最大余数法 保留 2 位小数`",
        ),
    ),
)

RUN_ENTRIES: tuple[Entry, ...] = (
    Entry(
        "K922",
        Severity.WARNING,
        en=Wording(
            message="of {amount} in {pool} of {group}, {rest} is left over",
            helps={
                "nobody": "nobody takes part; say who does, or what becomes of the amount",
                "caps": "everybody with a part is at the cap; raise the caps, or say what becomes of the rest",
            },
        ),
        zh=Wording(
            message="{group} 的{pool}共 {amount}，余下 {rest} 未分配",
            helps={
                "nobody": "无人参与分配；请写明谁参与，或余额如何处理",
                "caps": "参与者均已达到封顶；请提高封顶，或写明余额如何处理",
            },
        ),
    ),
    Entry(
        "K923",
        Severity.WARNING,
        en=Wording(
            message="{pool} of {group} cannot be shared out, so nobody there has a result for it",
            helps={
                "floors exceed": "the floors of all together are more than the amount; lower them or raise it",
                "amounts differ": "people of one group name different amounts; give all of them the same",
                "negative": "the amount, a part or a floor is negative; none of them may be",
                "bounds cross": "somebody's floor is above the cap; correct one of them",
            },
        ),
        zh=Wording(
            message="{group} 的{pool}无法分配，该范围内的人员均无此项结果",
            helps={
                "floors exceed": "各人保底之和超过总额；请降低保底或提高总额",
                "amounts differ": "同一范围内的人员总额不一致；请统一",
                "negative": "总额、分配依据或保底为负数；均不得为负",
                "bounds cross": "有人的保底高于封顶；请更正其中之一",
            },
        ),
    ),
)
