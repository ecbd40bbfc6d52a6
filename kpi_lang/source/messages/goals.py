"""K6xx: goal sheets, stages of scoring, and ratings by several raters."""

from kpi_lang.source.wording import Entry, Severity, Wording

ENTRIES: tuple[Entry, ...] = (
    Entry(
        "K643",
        Severity.ERROR,
        en=Wording(
            message="which column of the goal sheet `{name}` weighs the goals?",
            label="weights not named",
            help="add a row such as `weight share`, naming a column of ratios or of points",
        ),
        zh=Wording(
            message="目标书 `{name}` 中哪一列是权重？",
            label="没有指明权重",
            help="请加一行，如 `权重 占比`，指明一列比率或分值",
        ),
    ),
    Entry(
        "K644",
        Severity.ERROR,
        en=Wording(
            message="the column `{name}` cannot weigh the goals of a sheet",
            label="not a weight",
            helps={
                "kind": "weights are a ratio (shares of the whole) or points (item points)",
                "optional": "a goal without a weight counts for nothing; take `optional` away",
                "sum": "item points are added up, so say what they come to: `valid when sum({name}) = 100`",
                "negative": "a weight is never negative; write `{name} : ratio >= 0`",
            },
        ),
        zh=Wording(
            message="`{name}` 列不能作为目标书的权重",
            label="不能作权重",
            helps={
                "kind": "权重应为比率（占比）或分值（单项满分）",
                "optional": "没有权重的目标不计分；请去掉 `可缺`",
                "sum": "单项满分要相加，请写明合计：`有效条件 合计（{name}） = 100`",
                "negative": "权重不能为负；请写 `{name}：比率 ≥ 0`",
            },
        ),
    ),
    Entry(
        "K645",
        Severity.ERROR,
        en=Wording(
            message="no indicator scores the rows of the goal sheet `{name}`",
            label="in a scorecard, but not scored",
            help="declare an indicator that measures its columns, such as `indicator each_goal {{ "
            "measure done; score line {{ … }} }}`",
        ),
        zh=Wording(
            message="没有指标为目标书 `{name}` 的各行评分",
            label="列入考核表却无人评分",
            help="请声明以其各列计算的指标，如 `指标 各项目标 {{ 计算口径 完成率；得分 折线 {{ … }} }}`",
        ),
    ),
    Entry(
        "K646",
        Severity.ERROR,
        en=Wording(
            message="`{name}` scores every row of the sheet, so nothing is left for `{other}`",
            label="scores every row",
            help="say which rows it scores, such as `indicator {name} when style = higher {{ … }}`",
        ),
        zh=Wording(
            message="`{name}` 为每一行评分，`{other}` 就没有行可评了",
            label="为每一行评分",
            help="请写明为哪些行评分，如 `指标 {name} 当 方式 = 正向 {{ … }}`",
        ),
    ),
    Entry(
        "K647",
        Severity.ERROR,
        en=Wording(
            message="`when` says which rows of a goal sheet are scored, but `{name}` reads no goal sheet",
            label="no rows to choose from",
            help="choose people by scorecards (`scorecard … when …`), or leave the item out "
            "with `missing reweight`",
        ),
        zh=Wording(
            message="`当` 用于指明为目标书的哪些行评分，而 `{name}` 没有用到目标书的列",
            label="没有可选的行",
            help="按人员区分请用考核表（`考核表 … 当 …`），没有数据的项可写 `缺失 按比例分摊`",
        ),
    ),
    Entry(
        "K648",
        Severity.ERROR,
        en=Wording(
            message="`{name}` is scored in the rows of a goal sheet",
            label="not in a row",
            helps={
                "move": "a row cannot move its weight to a named one; write `reweight`",
                "ratings": "ratings are of a person; give them an indicator of their own beside the sheet",
            },
        ),
        zh=Wording(
            message="`{name}` 在目标书的各行中评分",
            label="行中不能这样写",
            helps={
                "move": "行的权重不能转给指定项；请写 `按比例分摊`",
                "ratings": "评议针对个人；请在目标书之外另设指标",
            },
        ),
    ),
    Entry(
        "K649",
        Severity.ERROR,
        en=Wording(
            message="`{name}` is scored in every row of `{sheet}`, so a person has no single score of it",
            label="one score for each row",
            help="read the score of the whole sheet, `{sheet}`, or a figure over its rows, such "
            "as `mean({sheet}.score)`",
        ),
        zh=Wording(
            message="`{name}` 在 `{sheet}` 的每一行中评分，个人没有单一的得分",
            label="每行一个得分",
            help="请用整份目标书的得分 `{sheet}`，或对各行统计，如 `平均（{sheet}.score）`",
        ),
    ),
    Entry(
        "K650",
        Severity.ERROR,
        en=Wording(
            message="`{name}` is not a goal sheet",
            label="items wanted from here",
            helps={
                "nearest": "did you mean `{nearest}`?",
                "none": 'declare it: `goals {name} "Goals" {{ … }}`',
            },
        ),
        zh=Wording(
            message="`{name}` 不是目标书",
            label="考核项取自此处",
            helps={
                "nearest": "是否想写 `{nearest}`？",
                "none": "请先声明：`目标书 {name} “目标书” {{ … }}`",
            },
        ),
    ),
    Entry(
        "K651",
        Severity.ERROR,
        en=Wording(
            message="the weights of the raters of `{name}` add up to {total}, not 100%",
            label="weights",
            help="correct the weights of the kinds of raters",
        ),
        zh=Wording(
            message="`{name}` 各类评议人的权重合计为 {total}，不是 100%",
            label="权重",
            help="请调整各类评议人的权重",
        ),
    ),
    Entry(
        "K652",
        Severity.ERROR,
        en=Wording(
            message="every kind of rater stands once among the ratings",
            label="kinds of raters",
            helps={
                "twice": "`{name}` stands twice; keep one",
                "left": "`{name}` is missing; add a row for it, with 0% if it counts for nothing",
            },
        ),
        zh=Wording(
            message="每类评议人在评议中应列出一次",
            label="各类评议人",
            helps={
                "twice": "`{name}` 列了两次；请保留一个",
                "left": "缺少 `{name}`；请加上一行，不计分的写 0%",
            },
        ),
    ),
    Entry(
        "K653",
        Severity.ERROR,
        en=Wording(
            message="this cannot be asked of `{name}`",
            label="not possible",
            helps={
                "number": "without the highest and the lowest, at least {least} raters are needed",
                "outcome": "write `no score`, `reject`, or for too few raters `reweight`; a difference "
                "without a talk may also `score 60`",
            },
        ),
        zh=Wording(
            message="`{name}` 不能这样规定",
            label="不能这样写",
            helps={
                "number": "去掉最高最低后仍要有评分，至少需要 {least} 人",
                "outcome": "请写 `不评分` 或 `退回`；人数不足还可写 `按比例分摊`，未面谈还可写 `得 60 分`",
            },
        ),
    ),
    Entry(
        "K654",
        Severity.ERROR,
        en=Wording(
            message="`{name}` has no stages whose scores could differ",
            label="difference between stages",
            help="list them: `stages {{ self_score, review_score, approved_score }}`",
        ),
        zh=Wording(
            message="`{name}` 没有评分环节，谈不上相差",
            label="环节之间的差额",
            help="请列出各环节：`评分环节 {{ 自评，复评，审定 }}`",
        ),
    ),
)
