"""K6xx: the header, indicators, scorecards and their weights, examples."""

from kpi_lang.source.wording import Entry, Severity, Wording

ENTRIES: tuple[Entry, ...] = (
    Entry(
        "K601",
        Severity.ERROR,
        en=Wording(
            message="the policy has no header",
            label="the policy begins without one",
            help='begin with `policy name "Title" {{ version 1 }}`',
        ),
        zh=Wording(
            message="方案缺少表头",
            label="文件开头没有表头",
            help="请以 `考核方案 名称 “标题” {{ 版本 1 }}` 开头",
        ),
    ),
    Entry(
        "K602",
        Severity.ERROR,
        en=Wording(
            message="`{currency}` is not the code of a currency",
            label="currency",
            help="write its three capital letters, such as `CNY`, `USD` or `EUR`",
        ),
        zh=Wording(
            message="`{currency}` 不是货币代码",
            label="币种",
            help="请写三个大写字母，如 `CNY`、`USD`、`HKD`",
        ),
    ),
    Entry(
        "K603",
        Severity.ERROR,
        en=Wording(
            message="a file holds one policy; `{name}` is a second header",
            label="second header",
            help="move it to a file of its own",
        ),
        zh=Wording(
            message="一个文件只能有一个方案；`{name}` 是第二个表头",
            label="第二个表头",
            help="请移到单独的文件",
        ),
    ),
    Entry(
        "K605",
        Severity.ERROR,
        en=Wording(
            message="the policy ends before it begins",
            label="dates",
            help="swap the dates",
        ),
        zh=Wording(
            message="失效日期早于生效日期",
            label="日期",
            help="请对调日期",
        ),
    ),
    Entry(
        "K606",
        Severity.ERROR,
        en=Wording(
            message="language version {version} is not known; this release reads version {known}",
            label="version",
            help="write `language {known}`, or install a newer release",
        ),
        zh=Wording(
            message="不支持语言版本 {version}；本版本支持 {known}",
            label="版本",
            help="请写 `语言 {known}`，或安装更新的版本",
        ),
    ),
    Entry(
        "K607",
        Severity.ERROR,
        en=Wording(
            message="indicator `{name}` has neither a measure nor a score",
            label="nothing to score",
            help="write `measure …` and `score …`",
        ),
        zh=Wording(
            message="指标 `{name}` 既没有计算公式，也没有评分标准",
            label="无从评分",
            help="请写 `计算公式 …` 和 `评分标准 …`",
        ),
    ),
    Entry(
        "K608",
        Severity.ERROR,
        en=Wording(
            message="indicator `{name}` says what a missing value means, but has no measure",
            label="no measure",
            help="write `measure …`, or delete `missing` and `undefined`",
        ),
        zh=Wording(
            message="指标 `{name}` 写了缺失时如何处理，但没有计算公式",
            label="没有计算公式",
            help="请写 `计算公式 …`，或删去 `缺失`、`无法计算` 的规定",
        ),
    ),
    Entry(
        "K609",
        Severity.ERROR,
        en=Wording(
            message="the lowest and highest score of `{name}` are not fixed numbers",
            label="not known",
            help="write the score: `undefined score 0`",
        ),
        zh=Wording(
            message="`{name}` 的最低分和最高分不是固定数",
            label="无法确定",
            help="请直接写分数，如 `无法计算 得 0 分`",
        ),
    ),
    Entry(
        "K610",
        Severity.ERROR,
        en=Wording(
            message="there are two scorecards for everybody else",
            label="second `otherwise`",
            help="give one of them a condition: `when role = …`",
        ),
        zh=Wording(
            message="适用于其余人员的考核表有两个",
            label="第二个 `其余`",
            help="请给其中一个写上条件，如 `当 岗位 = …`",
        ),
    ),
    Entry(
        "K611",
        Severity.ERROR,
        en=Wording(
            message="scorecard `{name}` does not say for whom it is",
            label="no condition",
            help="write `scorecard {name} when role = …`, or `scorecard {name} otherwise`",
        ),
        zh=Wording(
            message="考核表 `{name}` 没有写适用对象",
            label="没有条件",
            help="请写 `考核表 {name} 当 岗位 = …`，或 `考核表 {name} 其余`",
        ),
    ),
    Entry(
        "K612",
        Severity.ERROR,
        en=Wording(
            message="`{name}` cannot be capped or switched off",
            label="not an indicator, bonus or deduction",
            help="name an indicator, a bonus, a deduction or `total`",
        ),
        zh=Wording(
            message="`{name}` 不能设上限或停用",
            label="不是指标、加分或扣分",
            help="请写指标、加分、扣分或总分",
        ),
    ),
    Entry(
        "K613",
        Severity.ERROR,
        en=Wording(
            message="a cap is over bonus or deduction items; `{name}` is neither",
            label="not a bonus or deduction",
            help="name bonus or deduction items",
        ),
        zh=Wording(
            message="合计封顶只针对加分或扣分；`{name}` 不是",
            label="不是加分或扣分",
            help="请写加分或扣分项",
        ),
    ),
    Entry(
        "K614",
        Severity.ERROR,
        en=Wording(
            message="scorecard `{name}` is empty",
            label="no indicators",
            help="list indicators with weights, such as `turnover_rate 45%`",
        ),
        zh=Wording(
            message="考核表 `{name}` 是空的",
            label="没有指标",
            help="请列出指标和权重，如 `营业额达成 45%`",
        ),
    ),
    Entry(
        "K615",
        Severity.ERROR,
        en=Wording(
            message="scorecard `{name}` mixes percentages and points",
            label="differs from the first row",
            help="write all weights in percent, or all in points",
        ),
        zh=Wording(
            message="考核表 `{name}` 混用了百分比和分值",
            label="与第一行不同",
            help="请统一用百分比，或统一用分值",
        ),
    ),
    Entry(
        "K616",
        Severity.ERROR,
        en=Wording(
            message="a weight must be more than zero",
            label="weight",
            help="give it a weight, or delete the row",
        ),
        zh=Wording(
            message="权重须大于零",
            label="权重",
            help="请写明权重，或删去该行",
        ),
    ),
    Entry(
        "K617",
        Severity.ERROR,
        en=Wording(
            message="unknown indicator `{name}`",
            label="not declared",
            helps={
                "nearest": "did you mean `{nearest}`?",
                "none": "a scorecard lists indicators and their weights; declare it: `indicator {name} {{ … }}`",
            },
        ),
        zh=Wording(
            message="未知的指标 `{name}`",
            label="未声明",
            helps={
                "nearest": "是否想写 `{nearest}`？",
                "none": "考核表只列指标及权重；请先声明 `指标 {name} {{ … }}`",
            },
        ),
    ),
    Entry(
        "K618",
        Severity.ERROR,
        en=Wording(
            message="`{name}` is not an indicator",
            label="in a scorecard",
            helps={
                "nearest": "did you mean `{nearest}`?",
                "none": "a scorecard holds indicators; declare `indicator … {{ measure {name} … }}`",
            },
        ),
        zh=Wording(
            message="`{name}` 不是指标",
            label="在考核表中",
            helps={
                "nearest": "是否想写 `{nearest}`？",
                "none": "考核表中只能放指标；请声明指标并以 `{name}` 为计算口径",
            },
        ),
    ),
    Entry(
        "K619",
        Severity.ERROR,
        en=Wording(
            message="the weight of `{name}` is {weight}, outside {range}",
            label="out of range",
            help="change the weight, or what is allowed",
        ),
        zh=Wording(
            message="`{name}` 的权重为 {weight}，超出 {range}",
            label="超出范围",
            help="请调整权重，或调整允许范围",
        ),
    ),
    Entry(
        "K620",
        Severity.ERROR,
        en=Wording(
            message="the weights of `{name}` add up to {total}, not {whole}",
            label="add up to {total}",
            helps={
                "add": "{difference} is missing: raise one of the weights",
                "take": "{difference} too much: lower one of the weights",
            },
        ),
        zh=Wording(
            message="`{name}` 的权重合计为 {total}，应为 {whole}",
            label="合计 {total}",
            helps={"add": "还差 {difference}：请调高其中一项", "take": "多出 {difference}：请调低其中一项"},
        ),
    ),
    Entry(
        "K621",
        Severity.ERROR,
        en=Wording(
            message="`{name}` stands twice in one scorecard",
            label="second time",
            help="delete one of the rows and add its weight to the other",
        ),
        zh=Wording(
            message="`{name}` 在同一考核表中出现两次",
            label="第二次",
            help="请删去一行，并把权重加到另一行",
        ),
    ),
    Entry(
        "K622",
        Severity.ERROR,
        en=Wording(
            message="the weight of class `{name}` is {weight}, outside {range}",
            label="out of range",
            help="change the weights of its indicators, or the range",
        ),
        zh=Wording(
            message="类别 `{name}` 的权重合计为 {weight}，超出 {range}",
            label="超出范围",
            help="请调整该类指标的权重，或调整范围",
        ),
    ),
    Entry(
        "K623",
        Severity.ERROR,
        en=Wording(
            message="`{item}` moves its weight to `{name}`, which is not in scorecard `{card}`",
            label="not in that scorecard",
            help="name indicators of the same scorecard, or write `missing reweight`",
        ),
        zh=Wording(
            message="`{item}` 的权重转给 `{name}`，但它不在考核表 `{card}` 中",
            label="不在该考核表中",
            help="请写同一考核表中的指标，或写 `缺失 按比例分摊`",
        ),
    ),
    Entry(
        "K624",
        Severity.ERROR,
        en=Wording(
            message="the shares of the moved weight add up to {total}%, not 100%",
            label="shares",
            help="let the shares add up to 100%",
        ),
        zh=Wording(
            message="转出权重的分配合计为 {total}%，应为 100%",
            label="分配比例",
            help="请让各份额合计为 100%",
        ),
    ),
    Entry(
        "K625",
        Severity.ERROR,
        en=Wording(
            message="weight is handed round in a circle: {circle}",
            label="in the circle",
            help="let one of them say `missing reweight` or `missing score 60` instead",
        ),
        zh=Wording(
            message="权重循环转移：{circle}",
            label="位于循环中",
            help="请让其中一项改为 `缺失 按比例分摊` 或 `缺失 得 60 分`",
        ),
    ),
    Entry(
        "K626",
        Severity.ERROR,
        en=Wording(
            message="`total` is declared twice",
            label="second declaration",
            help="put everything into one `total {{ … }}`",
        ),
        zh=Wording(
            message="总分 重复声明",
            label="第二次声明",
            help="请合并为一个 `总分 {{ … }}`",
        ),
    ),
    Entry(
        "K627",
        Severity.ERROR,
        en=Wording(
            message="there is nothing to add up: no scorecard and no formula",
            label="no total",
            help="declare a scorecard, or write `total = …`",
        ),
        zh=Wording(
            message="没有可汇总的内容：没有考核表，也没有公式",
            label="没有总分",
            help="请声明考核表，或写 `总分 = …`",
        ),
    ),
    Entry(
        "K628",
        Severity.ERROR,
        en=Wording(
            message="`grades` are declared twice",
            label="second declaration",
            help="put all grades into one block",
        ),
        zh=Wording(
            message="等级划分 重复声明",
            label="第二次声明",
            help="请把所有等级写在一处",
        ),
    ),
    Entry(
        "K629",
        Severity.ERROR,
        en=Wording(
            message="grade `{name}` is listed twice",
            label="second time",
            help="delete one of the rows",
        ),
        zh=Wording(
            message="等级 `{name}` 重复",
            label="第二次",
            help="请删去一行",
        ),
    ),
    Entry(
        "K630",
        Severity.ERROR,
        en=Wording(
            message="the grades have no score to look at",
            label="no total",
            help="declare a scorecard, or write `grades of score {{ … }}`",
        ),
        zh=Wording(
            message="等级划分没有对应的分数",
            label="没有总分",
            help="请声明考核表，或写明针对哪个分数，如 `等级 按 利润得分 {{ … }}`",
        ),
    ),
    Entry(
        "K631",
        Severity.ERROR,
        en=Wording(
            message="pay `{name}` must be money, but this is {kind}",
            label="not money",
            help="multiply an amount by a coefficient, for example `base_pay * coefficient`",
        ),
        zh=Wording(
            message="绩效工资 `{name}` 应为金额，但这里是{kind}",
            label="不是金额",
            help="请用金额乘以系数，如 `绩效基准工资 * 绩效系数`",
        ),
    ),
    Entry(
        "K639",
        Severity.ERROR,
        en=Wording(
            message="a policy has one subject",
            label="second subject",
            help="delete one of them",
        ),
        zh=Wording(
            message="一个方案只能有一个考核对象",
            label="第二个考核对象",
            help="请删去一个",
        ),
    ),
    Entry(
        "K640",
        Severity.ERROR,
        en=Wording(
            message="the policy does not say who is appraised",
            label="no subject",
            help="add `subject employee {{ key staff_no }}`",
        ),
        zh=Wording(
            message="方案没有写明考核对象",
            label="没有考核对象",
            help="请加上 `考核对象 员工 {{ 编号 工号 }}`",
        ),
    ),
    Entry(
        "K641",
        Severity.ERROR,
        en=Wording(
            message="the subject has no key",
            label="no key",
            help="say which column tells people apart: `key staff_no`",
        ),
        zh=Wording(
            message="考核对象没有编号",
            label="没有编号",
            help="请写明用哪一列区分人员，如 `编号 工号`",
        ),
    ),
    Entry(
        "K642",
        Severity.ERROR,
        en=Wording(
            message="no indicator has the class `{name}`",
            label="not a class",
            helps={
                "nearest": "did you mean `{nearest}`?",
                "none": "write `class {name}` in the indicators that belong to it",
            },
        ),
        zh=Wording(
            message="没有指标属于类别 `{name}`",
            label="没有这一类别",
            helps={
                "nearest": "是否想写 `{nearest}`？",
                "none": "请在属于该类的指标中写 `类别 {name}`",
            },
        ),
    ),
    Entry(
        "K671",
        Severity.ERROR,
        en=Wording(
            message="the example has two people `{name}`",
            label="second person of this name",
            help="give one of them another name",
        ),
        zh=Wording(
            message="示例中有两人同名 `{name}`",
            label="第二个同名人员",
            help="请给其中一人改名",
        ),
    ),
    Entry(
        "K672",
        Severity.ERROR,
        en=Wording(
            message="the example is about several people, and does not say whose result this is",
            label="whose result?",
            help="move it into the block of a person: `person … {{ expect {{ … }} }}`",
        ),
        zh=Wording(
            message="示例涉及多名人员，此处没有写明是谁的结果",
            label="谁的结果？",
            help="请移到某个人员之下：`人员 … {{ 应为 {{ … }} }}`",
        ),
    ),
)
