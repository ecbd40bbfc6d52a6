"""K3xx: kinds that do not fit together."""

from kpi_lang.source.wording import Entry, Severity, Wording

ENTRIES: tuple[Entry, ...] = (
    Entry(
        "K301",
        Severity.ERROR,
        en=Wording(
            message="`{first}` is {left} and `{second}` is {right}: `{operator}` needs two of one kind",
            label="two different kinds",
            helps={
                "convert": "bring both to the same unit or currency first: `convert(…, CNY, day)`, `convert(…, kg)`",
                "other": "bring both to the same kind first: divide one by a target, or multiply by a rate",
            },
        ),
        zh=Wording(
            message="`{first}` 是{left}，`{second}` 是{right}：`{operator}` 两边须为同一类型",
            label="两种不同的类型",
            helps={
                "convert": "请先折算为同一单位或币种：`折算（…，CNY，日期）`、`折算（…，千克）`",
                "other": "请先化为同类：例如除以目标值，或乘以单价、比率",
            },
        ),
    ),
    Entry(
        "K302",
        Severity.ERROR,
        en=Wording(
            message="{left} and {right} cannot be compared",
            label="compared here",
            helps={
                "choice": "choices are written without quotes; these are possible: {known}",
                "number": "compare like with like: a ratio with a percentage such as `60%`, points or "
                "money with "
                "a number such as `60`",
                "convert": "bring both to the same unit or currency first: `convert(…, CNY, day)`, `convert(…, kg)`",
                "other": "compare two values of one kind",
            },
        ),
        zh=Wording(
            message="{left}不能与{right}比较",
            label="在此比较",
            helps={
                "choice": "取值不加引号；可选的有：{known}",
                "number": "请同类相比：比率与 `60%` 这样的百分数比，分值、金额与 `60` 这样的数比",
                "convert": "请先折算为同一单位或币种：`折算（…，CNY，日期）`、`折算（…，千克）`",
                "other": "请比较同一类型的两个值",
            },
        ),
    ),
    Entry(
        "K303",
        Severity.ERROR,
        en=Wording(
            message="{wanted} is needed here, not {actual}",
            label="this is {actual}",
            helps={
                "choice": "choices are written without quotes; these are possible: {known}",
                "number": "divide or multiply so that it comes to {wanted}, or declare another kind; "
                "`60%` is a "
                "ratio, a plain `60` fits any kind of number",
                "convert": "bring it to this unit or currency: `convert(…, CNY, day)`, `convert(…, kg)`",
                "other": "use a figure of this kind, or declare another kind",
            },
        ),
        zh=Wording(
            message="此处需要{wanted}，而不是{actual}",
            label="这是{actual}",
            helps={
                "choice": "取值不加引号；可选的有：{known}",
                "number": "请通过乘除换算成{wanted}，或改写声明的类型；`60%` 是比率，`60` 可作任何数值类型",
                "convert": "请折算为该单位或币种：`折算（…，CNY，日期）`、`折算（…，千克）`",
                "other": "请换用该类型的数据，或改写声明的类型",
            },
        ),
    ),
    Entry(
        "K304",
        Severity.ERROR,
        en=Wording(
            message="a condition is needed here, but this is {kind}",
            label="not yes or no",
            help="compare it with something, for example `… > 0`",
        ),
        zh=Wording(
            message="此处需要条件，但给出的是{kind}",
            label="不是“是/否”",
            help="请写成比较式，例如 `… 大于 0`",
        ),
    ),
    Entry(
        "K305",
        Severity.ERROR,
        en=Wording(
            message="the alternatives give different kinds: {left} and {right}",
            label="this one is {right}",
            help="let every row or branch give the same kind; a plain `0` fits any kind, `0%` only a ratio",
        ),
        zh=Wording(
            message="各种情形给出的类型不同：{left}与{right}",
            label="这里是{right}",
            help="请让各行、各分支给出同一类型；`0` 可作任何类型，`0%` 只能是比率",
        ),
    ),
    Entry(
        "K306",
        Severity.ERROR,
        en=Wording(
            message="a power must be rounded where it stands",
            label="not rounded",
            help="write `round(x ^ 0.5 to 2 places)`; roots are rarely exact, so the rounding must be said",
        ),
        zh=Wording(
            message="乘方须就地取整",
            label="未取整",
            help="请写 `round（x ^ 0.5 保留 2 位小数）`；开方一般不尽，须写明取整方式",
        ),
    ),
    Entry(
        "K307",
        Severity.ERROR,
        en=Wording(
            message="{kind} has no larger and smaller values",
            label="compared by size",
            help="use `=`, `<>` or `in {{ … }}`",
        ),
        zh=Wording(
            message="{kind}没有大小之分",
            label="按大小比较",
            help="请使用 `=`、`≠` 或 `属于 {{ … }}`",
        ),
    ),
    Entry(
        "K308",
        Severity.ERROR,
        en=Wording(
            message="{kind} per `{per}` makes no sense",
            label="kind",
            help="name two kinds of numbers, such as `money per order`",
        ),
        zh=Wording(
            message="{kind}不能以 `{per}` 为单位",
            label="类型",
            help="请写两种数值类型，如 `金额 每 单`",
        ),
    ),
    Entry(
        "K309",
        Severity.ERROR,
        en=Wording(
            message="a fixed value is needed here",
            label="depends on the person",
            help="write a number, or a parameter that has one value for everybody",
        ),
        zh=Wording(
            message="此处需要固定值",
            label="因人而异",
            help="请写数字，或对所有人只有一个值的参数",
        ),
    ),
    Entry(
        "K310",
        Severity.ERROR,
        en=Wording(
            message="the choice `{name}` is listed twice",
            label="listed again",
            help="delete one of them",
        ),
        zh=Wording(
            message="取值 `{name}` 重复",
            label="再次列出",
            help="请删去一个",
        ),
    ),
    Entry(
        "K311",
        Severity.ERROR,
        en=Wording(
            message="a number is needed here, but this is {kind}",
            label="not a number",
            help="use a number, an amount or a count",
        ),
        zh=Wording(
            message="此处需要数值，但给出的是{kind}",
            label="不是数值",
            help="请使用数值、金额或次数",
        ),
    ),
    Entry(
        "K313",
        Severity.ERROR,
        en=Wording(
            message="a step must be more than zero, not {step}",
            label="step",
            help="write for example `step 0.01`",
        ),
        zh=Wording(
            message="步长须大于零，不能是 {step}",
            label="步长",
            help="请写如 `步长 0.01`",
        ),
    ),
    Entry(
        "K314",
        Severity.ERROR,
        en=Wording(
            message="wrong number of values for `{name}`: it takes {wanted}, here are {actual}",
            label="called here",
            help="write as many values as it takes; a comma always separates two, also in `1,000`",
        ),
        zh=Wording(
            message="`{name}` 的参数个数不对：应有 {wanted} 个，这里有 {actual} 个",
            label="在此调用",
            help="请按应有的个数书写；逗号总是表示分隔，`1,000` 中的逗号也一样",
        ),
    ),
    Entry(
        "K315",
        Severity.ERROR,
        en=Wording(
            message="`{name}` compares two values or more",
            label="too few values",
            help="write `{name}(a, b)`",
        ),
        zh=Wording(
            message="`{name}` 需要两个以上的值",
            label="值太少",
            help="请写 `{name}（a，b）`",
        ),
    ),
    Entry(
        "K316",
        Severity.ERROR,
        en=Wording(
            message="the value that stands in for a missing one must be {domain}",
            label="not a possible value",
            help="choose a value inside the range, or widen the range",
        ),
        zh=Wording(
            message="缺失时代入的值须{domain}",
            label="不是可能的值",
            help="请取范围内的值，或放宽范围",
        ),
    ),
    Entry(
        "K317",
        Severity.ERROR,
        en=Wording(
            message="{kind} has no range and no step",
            label="not for this kind",
            help="delete the range or the step, or declare a number",
        ),
        zh=Wording(
            message="{kind}没有范围和步长",
            label="不适用于该类型",
            help="请删去范围或步长，或改为数值类型",
        ),
    ),
    Entry(
        "K318",
        Severity.ERROR,
        en=Wording(
            message="no value is left in this range",
            label="empty range",
            help="check the bounds and the step: the lower end must be below the upper one",
        ),
        zh=Wording(
            message="该范围内没有任何值",
            label="范围为空",
            help="请检查上下限和步长：下限须小于上限",
        ),
    ),
    Entry(
        "K319",
        Severity.ERROR,
        en=Wording(
            message="parameter `{name}` cannot be set to `{value}`",
            label="declared here",
            help="give a number such as 0.2 or 20%",
        ),
        zh=Wording(
            message="参数 `{name}` 不能设为 `{value}`",
            label="在此声明",
            help="请给出数字，如 0.2 或 20%",
        ),
    ),
    Entry(
        "K320",
        Severity.ERROR,
        en=Wording(
            message="parameter `{name}` has rows by category but does not say by what",
            label="category given",
            help="write `parameter {name} by role …`",
        ),
        zh=Wording(
            message="参数 `{name}` 有分类行，但未写按什么分类",
            label="此处写了类别",
            help="请写 `参数 {name} 按 岗位 …`",
        ),
    ),
    Entry(
        "K321",
        Severity.ERROR,
        en=Wording(
            message="parameter `{name}` has two rows for the same case",
            label="second row",
            help="delete one of them, or give it another date",
        ),
        zh=Wording(
            message="参数 `{name}` 对同一情形写了两行",
            label="第二行",
            help="请删去一行，或改写日期",
        ),
    ),
    Entry(
        "K322",
        Severity.ERROR,
        en=Wording(
            message="parameter `{name}` has no value for: {lacking}",
            label="not covered",
            help="add a row for each of them, or an `else` row",
        ),
        zh=Wording(
            message="参数 `{name}` 缺少以下类别的值：{lacking}",
            label="未覆盖",
            help="请为其各加一行，或加“否则”行",
        ),
    ),
    Entry(
        "K323",
        Severity.ERROR,
        en=Wording(
            message="a tier gives a rate, but this is {kind}",
            label="not a rate",
            help="write a rate such as 10%",
        ),
        zh=Wording(
            message="分档应给出比例，但这里是{kind}",
            label="不是比例",
            help="请写比例，如 10%",
        ),
    ),
    Entry(
        "K324",
        Severity.ERROR,
        en=Wording(
            message="the policy has money, but does not say in which currency",
            label="money of which currency?",
            help="write it in the header, for example `currency CNY`",
        ),
        zh=Wording(
            message="方案中有金额，但没有写明币种",
            label="是哪种货币？",
            help="请在表头写明，例如 `币种 CNY`",
        ),
    ),
    Entry(
        "K325",
        Severity.ERROR,
        en=Wording(
            message="`{word}` cannot stand after the kind `{kind}`",
            label="not part of the kind",
            help="only money is followed by a currency, as in `money USD`; ranges are written `in 0 .. 100`",
        ),
        zh=Wording(
            message="类型 `{kind}` 后面不能写 `{word}`",
            label="不是类型的一部分",
            help="只有金额后面可以写币种，如 `金额 USD`；范围请写 `属于 0 .. 100`",
        ),
    ),
    Entry(
        "K326",
        Severity.ERROR,
        en=Wording(
            message="`{name}` takes one value; how to round is said in words",
            label="rounded here",
            help="write for example `{name}(x to 2 places)`, `{name}(x to 0.5)` or `{name}(x to 2 places "
            "down)`",
        ),
        zh=Wording(
            message="`{name}` 只有一个参数，取整方式用文字写明",
            label="在此取整",
            help="例如 `{name}（x 保留 2 位小数）`、`{name}（x 精确到 0.5）` 或 `{name}（x 保留 2 位小数 "
            "舍去）`",
        ),
    ),
    Entry(
        "K327",
        Severity.ERROR,
        en=Wording(
            message="rounding to {places} places is more than the {most} that are computed",
            label="too many places",
            help="write a number of places such as 2",
        ),
        zh=Wording(
            message="保留 {places} 位小数，超过上限 {most} 位",
            label="位数过多",
            help="请写合理的位数，如 2 位小数",
        ),
    ),
    Entry(
        "K350",
        Severity.ERROR,
        en=Wording(
            message="people cannot be put in order by {kind}",
            label="has no order",
            help="rank by a number, an amount, a date or a grade",
        ),
        zh=Wording(
            message="不能按{kind}排序",
            label="没有大小顺序",
            help="请按数值、金额、日期或等级排序",
        ),
    ),
)
