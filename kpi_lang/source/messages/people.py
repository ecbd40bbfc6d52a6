"""K410 to K420: figures about other people."""

from kpi_lang.source.wording import Entry, Severity, Wording

ENTRIES: tuple[Entry, ...] = (
    Entry(
        "K410",
        Severity.ERROR,
        en=Wording(
            message="`{figure}` has no value where too few people count for it",
            label="may have no value",
            helps={
                "measure": "say in indicator `{owner}` what happens then, for example `undefined no score`",
                "formula": "answer it: `if present({figure}) then … else …`",
            },
        ),
        zh=Wording(
            message="可计入的人员过少时，`{figure}` 没有数值",
            label="可能没有数值",
            helps={
                "measure": "请在指标 `{owner}` 中写明此时如何处理，例如 `无法计算 不评分`",
                "formula": "请写明此时如何处理：`如果 有值（{figure}） 则 … 否则 …`",
            },
        ),
    ),
    Entry(
        "K411",
        Severity.ERROR,
        en=Wording(
            message="nobody belongs to a `{name}`",
            label="no group has this name",
            helps={
                "nearest": "did you mean `{nearest}`?",
                "none": "name it in `subject`: `belongs to {name}`, or write `everybody` or `reports`",
            },
        ),
        zh=Wording(
            message="没有名为 `{name}` 的分组",
            label="未定义的分组",
            helps={
                "nearest": "是否应为 `{nearest}`？",
                "none": "请在考核对象中写明：`隶属 {name}`；也可写 `全体` 或 `下属`",
            },
        ),
    ),
    Entry(
        "K412",
        Severity.ERROR,
        en=Wording(
            message="it is not said who reports to whom",
            label="whose reports?",
            help="name the column that holds the manager's key in `subject`: `reports to manager_no`",
        ),
        zh=Wording(
            message="没有写明上下级关系",
            label="谁的下属？",
            help="请在考核对象中写明存放上级编号的列：`上级为 上级编号`",
        ),
    ),
    Entry(
        "K413",
        Severity.ERROR,
        en=Wording(
            message="`{name}` compares a person with the others of a group, and nobody is among their own reports",
            label="not within reports",
            help="name the group to which the person belongs: `within department`",
        ),
        zh=Wording(
            message="`{name}` 是本人在一组人中的位置，而本人不在自己的下属之中",
            label="不能取自下属",
            help="请写本人所在的分组：`范围 部门`",
        ),
    ),
    Entry(
        "K414",
        Severity.ERROR,
        en=Wording(
            message="`{name}` is about other people and cannot stand among records",
            label="about other people",
            helps={
                "figure": "give it a name outside: `value v = …`, and use that name in the figure over the records",
                "column": "a column of a record knows its own record only; use a `value` of the person",
                "person": "take it out of the figure over records",
            },
        ),
        zh=Wording(
            message="`{name}` 涉及其他人员，不能写在台账的计算中",
            label="涉及其他人员",
            helps={
                "figure": "请在外面先命名：`计算项 v = …`，再在台账统计中使用该名称",
                "column": "台账的列只能使用本条记录；请改为人员的计算项",
                "person": "请移到台账统计之外",
            },
        ),
    ),
    Entry(
        "K415",
        Severity.ERROR,
        en=Wording(
            message="`{name}` is no figure about other people, so `within` says nothing here",
            label="no figure about other people",
            help="figures about other people are count, sum, mean, median, min, max, share, rank, dense_rank, "
            "mid_rank, percentile, quartile, quintile, ntile and z_score",
        ),
        zh=Wording(
            message="`{name}` 不是对其他人员的统计，此处不能写 `范围`",
            label="不是对其他人员的统计",
            help="对其他人员的统计有：计数、合计、平均、中位数、最小、最大、占比、排名、密集排名、平均排名、"
            "百分位、四等分组、五等分组、等分组、标准分",
        ),
    ),
    Entry(
        "K416",
        Severity.ERROR,
        en=Wording(
            message="only `z_score` is rounded inside its parentheses, `{name}` is exact",
            label="rounded outside",
            help="write `round({name}(…) to 2 places)`",
        ),
        zh=Wording(
            message="只有 `标准分` 在括号内取舍，`{name}` 是精确值",
            label="请在外面取舍",
            help="请写成 `修约（{name}（…） 保留 2 位小数）`",
        ),
    ),
    Entry(
        "K417",
        Severity.ERROR,
        en=Wording(
            message="`{name}` does not say of which people",
            label="of which people?",
            help="add the group: `within {example}`, `within everybody` or `within reports`",
        ),
        zh=Wording(
            message="`{name}` 没有写明针对哪些人员",
            label="针对哪些人员？",
            help="请补充范围：`范围 {example}`、`范围 全体` 或 `范围 下属`",
        ),
    ),
    Entry(
        "K418",
        Severity.ERROR,
        en=Wording(
            message="`everybody` and `reports` are groups of their own",
            label="several groups",
            help="name one of them alone, or several things that people share: `within department, role`",
        ),
        zh=Wording(
            message="`全体` 与 `下属` 只能单独使用",
            label="多个范围",
            help="请单独写其中一个，或写若干共同属性：`范围 部门，岗位`",
        ),
    ),
    Entry(
        "K419",
        Severity.ERROR,
        en=Wording(
            message="`{figure}` of one person needs itself of another: {circle}",
            label="goes round in a circle",
            help="compare by something that does not read it, for example the score before it is added; "
            "or compare only with `reports`, who come before their heads",
        ),
        zh=Wording(
            message="`{figure}` 通过其他人员又取决于自身：{circle}",
            label="循环引用",
            help="请改用不包含它的数值来比较，例如加上它之前的得分；或只与 `下属` 比较，下属先于上级计算",
        ),
    ),
    Entry(
        "K420",
        Severity.ERROR,
        en=Wording(
            message="who takes part cannot depend on `{figure}`, which is about those who do",
            label="decides who takes part",
            help="use what is known of the person alone, or decide it in the result: `if … then … else no result`",
        ),
        zh=Wording(
            message="是否参评不能取决于 `{figure}`，它正是对参评人员的统计",
            label="决定是否参评",
            help="请只使用本人的数据，或写在结果中：`如果 … 则 … 否则 无结果`",
        ),
    ),
    Entry(
        "K421",
        Severity.ERROR,
        en=Wording(
            message="records are shared by a text that people have in common, which `{name}` is not",
            label="shared by what?",
            help="name what people belong to in `subject`: `belongs to {name}`, or an input of the kind `text`",
        ),
        zh=Wording(
            message="共用的台账须按人员共有的文本划分，而 `{name}` 不是",
            label="按什么共用？",
            help="请在考核对象中写明：`隶属 {name}`，或使用类型为文本的数据",
        ),
    ),
)
