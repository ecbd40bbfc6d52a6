"""K3xx: what stages, ratings and goal sheets are made of."""

from kpi_lang.source.wording import Entry, Severity, Wording

ENTRIES: tuple[Entry, ...] = (
    Entry(
        "K328",
        Severity.ERROR,
        en=Wording(
            message="ratings come from a table of records with a column that tells the kind of rater",
            label="not such a column",
            helps={
                "records": "write a column of a table, such as `rating.score`",
                "column": "write a column of choices, such as `rating.rater : one of {{ self, head, peer }}`",
            },
        ),
        zh=Wording(
            message="评议取自台账，其中一列说明评议人类别",
            label="不是这样的列",
            helps={
                "records": "请写台账的列，如 `评议.得分`",
                "column": "请写取值列，如 `评议.类别：取值 {{ 本人，主管，同事 }}`",
            },
        ),
    ),
    Entry(
        "K329",
        Severity.ERROR,
        en=Wording(
            message="stages are at least two",
            label="one stage",
            help="list the next one, or write `measure` instead",
        ),
        zh=Wording(
            message="评分环节至少应有两个",
            label="只有一个环节",
            help="请列出下一个环节，或改写为 `计算口径`",
        ),
    ),
    Entry(
        "K330",
        Severity.ERROR,
        en=Wording(
            message="an indicator scores the rows of one goal sheet, but this one reads `{one}` and "
            "`{other}`",
            label="two sheets",
            help="write the column with its sheet, such as `{one}.done`, or declare an indicator for each",
        ),
        zh=Wording(
            message="一个指标只为一份目标书的各行评分，这里却用到 `{one}` 和 `{other}`",
            label="两份目标书",
            help="请写明是哪份目标书的列，如 `{one}.完成`，或分别声明指标",
        ),
    ),
)
