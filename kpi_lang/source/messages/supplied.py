"""K335 to K343: values of parameters, written or from outside."""

from kpi_lang.source.wording import Entry, Severity, Wording

ENTRIES: tuple[Entry, ...] = (
    Entry(
        "K335",
        Severity.ERROR,
        en=Wording(
            message="parameter `{name}` cannot be {value}: {domain}",
            label="not in the range declared",
            help="correct the value, or widen the range where the parameter is declared",
        ),
        zh=Wording(
            message="参数 `{name}` 不能为 {value}：{domain}",
            label="超出所声明的范围",
            help="请更正该值，或在声明参数处放宽范围",
        ),
    ),
    Entry(
        "K337",
        Severity.ERROR,
        en=Wording(
            message="the values of parameter `{name}` come from outside by {kind}, whose categories are not listed",
            label="not a list of choices",
            help="let it go by an input that is `one of {{ … }}`, so that the checker knows every category",
        ),
        zh=Wording(
            message="参数 `{name}` 由外部按 {kind} 提供，但其类别没有列明",
            label="不是列明的选项",
            help="请按 `取值 {{ … }}` 的数据分类，以便检查每个类别",
        ),
    ),
    Entry(
        "K338",
        Severity.ERROR,
        en=Wording(
            message="the values supplied for parameter `{name}` lack {lacking}",
            help="add a row for each, or one row with `else` as its category",
        ),
        zh=Wording(
            message="为参数 `{name}` 提供的值缺少：{lacking}",
            help="请为每一类加一行，或加一行类别为 `其余` 的值",
        ),
    ),
    Entry(
        "K339",
        Severity.ERROR,
        en=Wording(
            message="the dates of parameter `{name}` do not rise from row to row",
            help="sort the rows of each category by their first day, and give each day once",
        ),
        zh=Wording(
            message="参数 `{name}` 的日期没有逐行递增",
            help="请将每一类的行按起始日期排序，同一日期只写一次",
        ),
    ),
    Entry(
        "K340",
        Severity.ERROR,
        en=Wording(
            message="the values of parameter `{name}` begin on {day}, but the policy is in effect from {start}",
            help="add the value for the time before",
        ),
        zh=Wording(
            message="参数 `{name}` 的值自 {day} 起，而方案自 {start} 起生效",
            help="请补充此前适用的值",
        ),
    ),
    Entry(
        "K341",
        Severity.ERROR,
        en=Wording(
            message="parameter `{name}` is supplied from outside and does not say what it is",
            label="no kind",
            help="add a kind and a range: `parameter {name} : ratio in 0% .. 20% supplied`",
        ),
        zh=Wording(
            message="参数 `{name}` 由外部提供，但未说明是什么",
            label="缺少种类",
            help="请写明种类和范围：`参数 {name}：比率 属于 0% .. 20% 外部提供`",
        ),
    ),
    Entry(
        "K342",
        Severity.ERROR,
        en=Wording(
            message="there is no value of parameter `{name}` here",
            help="fill in the cell, or delete the row",
        ),
        zh=Wording(message="此处没有参数 `{name}` 的值", help="请填写该单元格，或删去该行"),
    ),
    Entry(
        "K343",
        Severity.ERROR,
        en=Wording(
            message="the values supplied for parameter `{name}` go by category, the parameter does not",
            help="write `parameter {name} by …` in the policy, or supply one value",
        ),
        zh=Wording(
            message="为参数 `{name}` 提供的值分了类，而参数没有分类",
            help="请在方案中写 `参数 {name} 按 …`，或只提供一个值",
        ),
    ),
)
