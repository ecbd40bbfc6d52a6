"""K2xx: names that are unknown, declared twice or not visible, and imports."""

from kpi_lang.source.wording import Entry, Severity, Wording

ENTRIES: tuple[Entry, ...] = (
    Entry(
        "K201",
        Severity.ERROR,
        en=Wording(
            message="unknown name `{name}`",
            label="not declared here",
            helps={
                "figures": "write numbers in figures: `{nearest}`",
                "title": "`{name}` is the title of `{nearest}`: write `{nearest}` in formulas",
                "below": "the column `{name}` stands further down, and a column reads those above it: move it up",
                "nearest": "did you mean `{nearest}`?",
                "none": "declare `{name}` as an input, a parameter or an indicator, or correct its spelling",
            },
        ),
        zh=Wording(
            message="未知的名称 `{name}`",
            label="此处未声明该名称",
            helps={
                "figures": "数字请用阿拉伯数字书写：`{nearest}`",
                "title": "`{name}` 是 `{nearest}` 的标题：算式中请写 `{nearest}`",
                "below": "`{name}` 列在下方，而各列只能引用其上方的列：请将它上移",
                "nearest": "是否想写 `{nearest}`？",
                "none": "请将 `{name}` 声明为数据、参数或指标，或更正拼写",
            },
        ),
    ),
    Entry(
        "K202",
        Severity.ERROR,
        en=Wording(
            message="`{name}` is declared twice",
            label="second declaration",
            help="give one of them another name, or delete it",
            labels={"first": "declared here first"},
        ),
        zh=Wording(
            message="`{name}` 重复声明",
            label="第二次声明",
            help="请给其中一个改名，或删去一个",
            labels={"first": "首次声明在此"},
        ),
    ),
    Entry(
        "K203",
        Severity.ERROR,
        en=Wording(
            message="there is no file for the import `{module}`",
            label="imported here",
            help="check the spelling; `import shop.rates` reads the file `shop/rates.kpi` beside the policy",
        ),
        zh=Wording(
            message="找不到所引用的文件 `{module}`",
            label="在此引用",
            help="请检查拼写；`引用 门店.费率` 读取方案旁的文件 `门店/费率.kpi`",
        ),
    ),
    Entry(
        "K204",
        Severity.ERROR,
        en=Wording(
            message="`{module}` declares nothing called `{name}`",
            label="imported here",
            helps={
                "nearest": "did you mean `{nearest}`?",
                "none": "check the spelling; that file declares no such name",
            },
        ),
        zh=Wording(
            message="`{module}` 中没有声明 `{name}`",
            label="在此引用",
            helps={"nearest": "是否想写 `{nearest}`？", "none": "请检查拼写；该文件没有声明这个名称"},
        ),
    ),
    Entry(
        "K205",
        Severity.ERROR,
        en=Wording(
            message="files import each other in a circle: {circle}",
            label="this import closes the circle",
            help="move what both need into a file of its own, and import that",
        ),
        zh=Wording(
            message="文件循环引用：{circle}",
            label="此处引用构成循环",
            help="请把双方都需要的内容移到单独的文件，再引用它",
        ),
    ),
    Entry(
        "K206",
        Severity.ERROR,
        en=Wording(
            message="`{name}` is not one of: {known}",
            label="unknown choice",
            helps={
                "nearest": "did you mean `{nearest}`?",
                "none": "use one of the values that are listed, or add `{name}` to them where they are "
                "declared",
            },
        ),
        zh=Wording(
            message="`{name}` 不在可选值之列：{known}",
            label="未知的取值",
            helps={"nearest": "是否想写 `{nearest}`？", "none": "请使用所列取值，或在声明处加入 `{name}`"},
        ),
    ),
    Entry(
        "K207",
        Severity.ERROR,
        en=Wording(
            message="the records `{records}` have no column `{name}`",
            label="no such column",
            helps={"nearest": "did you mean `{nearest}`?", "none": "the columns are: {known}"},
        ),
        zh=Wording(
            message="台账 `{records}` 中没有 `{name}` 这一列",
            label="没有这一列",
            helps={"nearest": "是否想写 `{nearest}`？", "none": "已有的列：{known}"},
        ),
    ),
    Entry(
        "K208",
        Severity.ERROR,
        en=Wording(
            message="`{name}` has no value by itself",
            label="used as a value",
            helps={
                "function": "`{name}` is a function: write its arguments, `{name}(…)`",
                "records": "`{name}` is a table of records: take a figure of it, such as `count({name})`",
                "scale": "`{name}` is a grade scale: say what to grade, `{name}(…)`",
                "rounding": "`{name}` is a rule of rounding: write it behind a formula, `use {name}`",
            },
        ),
        zh=Wording(
            message="`{name}` 本身不是一个数值",
            label="在此当作数值使用",
            helps={
                "function": "`{name}` 是函数：请写出参数，如 `{name}（…）`",
                "records": "`{name}` 是台账：请取其统计值，如 `计数（{name}）`",
                "scale": "`{name}` 是等级标准：请写出要评定的数值，如 `{name}（…）`",
                "rounding": "`{name}` 是修约规则：请写在算式之后，如 `采用 {name}`",
            },
        ),
    ),
    Entry(
        "K209",
        Severity.ERROR,
        en=Wording(
            message="`{name}` is not a function",
            label="called like a function",
            help="write `{name}` without parentheses",
        ),
        zh=Wording(
            message="`{name}` 不是函数",
            label="在此当作函数使用",
            help="请去掉括号，直接写 `{name}`",
        ),
    ),
    Entry(
        "K210",
        Severity.ERROR,
        en=Wording(
            message="`{name}` has many values, one in each record",
            label="used as a single value",
            help="say which figure you mean, such as `sum({name})`, `last({name})` or `count({records})`",
        ),
        zh=Wording(
            message="`{name}` 每条记录各有一个值",
            label="在此当作单个值使用",
            help="请说明取哪个统计值，如 `合计（{name}）`、`末个（{name}）` 或 `计数（{records}）`",
        ),
    ),
    Entry(
        "K211",
        Severity.ERROR,
        en=Wording(
            message="each of these needs the result of the next: {circle}",
            label="closes the circle",
            help="break the circle: let one of them be computed from inputs only",
        ),
        zh=Wording(
            message="以下各项互相依赖，构成循环：{circle}",
            label="此处构成循环",
            help="请打破循环：让其中一项只由数据算出",
        ),
    ),
    Entry(
        "K212",
        Severity.ERROR,
        en=Wording(
            message="unknown kind `{name}`",
            label="not a kind",
            helps={
                "nearest": "did you mean `{nearest}`?",
                "none": "kinds are money, ratio, points, count, number, days, date, month, text, yes/no "
                "and `one of {{ … }}`; a unit of your own is declared first: `unit {name}`",
            },
        ),
        zh=Wording(
            message="未知的数据类型 `{name}`",
            label="不是数据类型",
            helps={
                "nearest": "是否想写 `{nearest}`？",
                "none": "可用的类型有 金额、比率、分值、次数、数值、天数、日期、月份、文本、是否 和 `取值 "
                "{{ … }}`；自定的单位请先声明：`计量单位 {name}`",
            },
        ),
    ),
    Entry(
        "K213",
        Severity.ERROR,
        en=Wording(
            message="unknown function `{name}`",
            label="not a function",
            helps={
                "nearest": "did you mean `{nearest}`?",
                "none": "functions are max, min, sum, mean, abs, round, count, first, last, years_between "
                "…; a choice is written `if … then … else …`; a function of your own is declared "
                "first: `function {name}(x: ratio): points = …`",
            },
        ),
        zh=Wording(
            message="未知的函数 `{name}`",
            label="不是函数",
            helps={
                "nearest": "是否想写 `{nearest}`？",
                "none": "可用的函数有 最大、最小、合计、平均、绝对值、修约、计数、首个、末个、相隔年数 "
                "等；判断请写 `如果 … 则 … 否则 …`；自定的函数请先声明：`函数 "
                "{name}（x：比率）：分值 = …`",
            },
        ),
    ),
    Entry(
        "K214",
        Severity.ERROR,
        en=Wording(
            message="`{name}` is not a figure over records, so it takes no `where` and no period",
            label="condition or period given",
            help="use count, sum, mean, min, max, first, last, distinct or trimmed_mean over records",
        ),
        zh=Wording(
            message="`{name}` 不是台账统计函数，不能带条件或期间",
            label="此处带了条件或期间",
            help="请对台账使用 计数、合计、平均、最小、最大、首个、末个、去重计数 或 截尾平均",
        ),
    ),
    Entry(
        "K215",
        Severity.ERROR,
        en=Wording(
            message="`{name}` needs records to look at",
            label="no records named",
            help="name the records: `{name}(records.column)`, or `count(records)`; of single values write "
            "two or more, `max(a, b)`",
        ),
        zh=Wording(
            message="`{name}` 需要指明台账",
            label="未指明台账",
            help="请写明台账，如 `{name}（台账.列）`，或 `计数（台账）`；若是单个的值，请写两个以上，如 "
            "`最大（甲，乙）`",
        ),
    ),
    Entry(
        "K216",
        Severity.ERROR,
        en=Wording(
            message="a figure over records cannot stand inside records",
            label="inside records",
            helps={
                "figure": "declare it as a `value` of the person and use that",
                "column": "a column sees its own record only: compute with the figure in a `value` of the person",
            },
        ),
        zh=Wording(
            message="台账内不能再做台账统计",
            label="位于台账之内",
            helps={
                "figure": "请先在人员层面声明为 `计算项`，再引用",
                "column": "列只能看到本条记录：请在人员层面的 `计算项` 中使用统计值",
            },
        ),
    ),
    Entry(
        "K217",
        Severity.ERROR,
        en=Wording(
            message="`count` counts whole records",
            label="not a table of records",
            help="write `count({records} where …)` with the condition on its columns",
        ),
        zh=Wording(
            message="计数 只统计整条记录",
            label="不是台账",
            help="请写 `计数（{records} 其中 …）`，把条件写在列上",
        ),
    ),
    Entry(
        "K218",
        Severity.ERROR,
        en=Wording(
            message="`{name}` needs a column of `{records}`",
            label="only the table is named",
            help="write `{name}({records}.column)`; the columns are: {known}",
        ),
        zh=Wording(
            message="`{name}` 需要指定 `{records}` 的某一列",
            label="只写了台账名",
            help="请写 `{name}（{records}.列）`；可用的列：{known}",
        ),
    ),
    Entry(
        "K219",
        Severity.ERROR,
        en=Wording(
            message="`trimmed_mean` drops a whole number of values at each end, not {number}",
            label="how many to drop",
            help="write 1, 2 …: `trimmed_mean(rating.score, 1)`",
        ),
        zh=Wording(
            message="截尾平均 每端去掉的个数须为正整数，不能是 {number}",
            label="去掉的个数",
            help="请写 1、2……，如 `截尾平均（评分.分数，1）`",
        ),
    ),
    Entry(
        "K220",
        Severity.ERROR,
        en=Wording(
            message="the records `{records}` have no date column",
            label="needs a date",
            help="add a column of kind date to the records: `on : date`",
        ),
        zh=Wording(
            message="台账 `{records}` 没有日期列",
            label="此处需要日期",
            help="请在台账中加入一列日期，如 `发生日：日期`",
        ),
    ),
    Entry(
        "K221",
        Severity.ERROR,
        en=Wording(
            message="there is no parameter `{name}` to set",
            helps={
                "nearest": "did you mean `{nearest}`?",
                "none": "`--set` changes parameters that the policy declares",
            },
        ),
        zh=Wording(
            message="没有可设置的参数 `{name}`",
            helps={"nearest": "是否想写 `{nearest}`？", "none": "`--set` 只能修改方案中声明的参数"},
        ),
    ),
    Entry(
        "K222",
        Severity.ERROR,
        en=Wording(
            message="`{name}` has no part `{part}`",
            label="no such part",
            helps={"some": "its parts are: {known}", "none": "write `{name}` alone"},
        ),
        zh=Wording(
            message="`{name}` 没有 `{part}` 这一部分",
            label="没有这一部分",
            helps={"some": "可用的部分：{known}", "none": "请只写 `{name}`"},
        ),
    ),
    Entry(
        "K223",
        Severity.ERROR,
        en=Wording(
            message="`{name}` is used, but the policy has no grades",
            label="no grades declared",
            help="declare them: `grades {{ S from 95; … }}`",
        ),
        zh=Wording(
            message="使用了 `{name}`，但方案没有等级划分",
            label="未声明等级",
            help="请声明等级，如 `等级 {{ S 95 分及以上；… }}`",
        ),
    ),
    Entry(
        "K224",
        Severity.ERROR,
        en=Wording(
            message="the records `{records}` have two columns `{name}`",
            label="second column of this name",
            help="give one of them another name",
        ),
        zh=Wording(
            message="台账 `{records}` 有两列同名 `{name}`",
            label="第二个同名列",
            help="请给其中一列改名",
        ),
    ),
    Entry(
        "K225",
        Severity.ERROR,
        en=Wording(
            message="`{name}` has no value in this policy",
            label="nothing gives it a value",
            help="put the indicator into a scorecard; `total` and `base_score` need a scorecard, or write "
            "`total = …`",
        ),
        zh=Wording(
            message="本方案中 `{name}` 没有值",
            label="没有规则给出它的值",
            help="请把该指标放入考核表；总分和基础得分需要考核表，或写 `总分 = …`",
        ),
    ),
    Entry(
        "K226",
        Severity.ERROR,
        en=Wording(
            message="more than {most} values need one another in a chain that is written backwards",
            label="the chain is too long here",
            help="write the values in the order in which they are computed",
        ),
        zh=Wording(
            message="有超过 {most} 个值依次依赖，且书写顺序与计算顺序相反",
            label="此处依赖链过长",
            help="请按计算的先后顺序书写各项",
        ),
    ),
    Entry(
        "K227",
        Severity.ERROR,
        en=Wording(
            message="`{name}` is a result of the person, but stands in a column of records",
            label="not known there yet",
            help="columns come first and read inputs, parameters, tables and other columns; use `{name}` in a "
            "`value` of the person",
        ),
        zh=Wording(
            message="`{name}` 是人员层面的结果，却写在台账的列中",
            label="此时尚未算出",
            help="各列先行计算，可用数据、参数、对照表和其他列；`{name}` 请用在人员层面的 `计算项` 中",
        ),
    ),
)
