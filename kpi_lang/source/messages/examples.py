"""K63x: what an example gives and expects."""

from kpi_lang.source.wording import Entry, Severity, Wording

ENTRIES: tuple[Entry, ...] = (
    Entry(
        "K632",
        Severity.ERROR,
        en=Wording(
            message="two examples are called `{title}`",
            label="second one",
            help="give it another title",
        ),
        zh=Wording(
            message="有两个示例同名：`{title}`",
            label="第二个",
            help="请改用另一个标题",
        ),
    ),
    Entry(
        "K633",
        Severity.ERROR,
        en=Wording(
            message="there is no example `{title}` before this one",
            label="not found",
            helps={
                "nearest": "did you mean `{nearest}`?",
                "none": "put the example that this one is like above it",
            },
        ),
        zh=Wording(
            message="此前没有示例 `{title}`",
            label="未找到",
            helps={"nearest": "是否想写 `{nearest}`？", "none": "请把被参照的示例写在前面"},
        ),
    ),
    Entry(
        "K634",
        Severity.ERROR,
        en=Wording(
            message="`{name}` is not an input or a table of records",
            label="given here",
            helps={
                "nearest": "did you mean `{nearest}`?",
                "none": "declare it as an input, or take it out of the example",
            },
        ),
        zh=Wording(
            message="`{name}` 不是数据或台账",
            label="在此给出",
            helps={"nearest": "是否想写 `{nearest}`？", "none": "请将其声明为数据，或从示例中删去"},
        ),
    ),
    Entry(
        "K635",
        Severity.ERROR,
        en=Wording(
            message="`{name}` is a table of records",
            label="one value given",
            help="give a list: `{name}: [ {{ … }} ]`, or `[]` for none",
        ),
        zh=Wording(
            message="`{name}` 是台账",
            label="只给了一个值",
            help="请给出列表，如 `{name}：[ {{ … }} ]`，没有则写 `[]`",
        ),
    ),
    Entry(
        "K636",
        Severity.ERROR,
        en=Wording(
            message="`{name}` is one value, not a list of records",
            label="list given",
            help="give one value",
        ),
        zh=Wording(
            message="`{name}` 是单个值，不是台账",
            label="给了列表",
            help="请给出一个值",
        ),
    ),
    Entry(
        "K637",
        Severity.ERROR,
        en=Wording(
            message="`{name}` cannot be this value: it must be {domain}",
            label="not a possible value",
            help="correct the value, or the range and step where `{name}` is declared",
        ),
        zh=Wording(
            message="`{name}` 不能取这个值：须{domain}",
            label="不是可能的值",
            help="请更正该值，或修改 `{name}` 声明处的范围和步长",
        ),
    ),
    Entry(
        "K638",
        Severity.ERROR,
        en=Wording(
            message="the policy computes nothing called `{name}`",
            label="expected here",
            helps={
                "nearest": "did you mean `{nearest}`?",
                "none": "expect an indicator, `total`, `grade`, a pay or another named result",
            },
        ),
        zh=Wording(
            message="方案没有计算 `{name}`",
            label="在此作为结果",
            helps={
                "nearest": "是否想写 `{nearest}`？",
                "none": "结果只能写指标、总分、等级、绩效工资或其他已命名的结果",
            },
        ),
    ),
)
