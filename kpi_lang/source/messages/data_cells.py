"""K85x and K86x: cells whose value an input does not take."""

from kpi_lang.source.wording import Entry, Severity, Wording

ENTRIES: tuple[Entry, ...] = (
    Entry(
        "K850",
        Severity.ERROR,
        en=Wording(
            message="`{value}` is no number, as `{name}` must be",
            helps={
                "form": "write digits with a point for decimals, such as `1250.50`; if it means that there is no "
                "value, leave the cell empty or declare the text as a missing marker",
                "yes_no": "the cell holds yes or no: check the column",
                "date": "the cell holds a date: check the column and the cell's format",
            },
        ),
        zh=Wording(
            message="`{value}` 不是数值，而 `{name}` 须为数值",
            helps={
                "form": "请写数字，小数用点号，例如 `1250.50`；若表示没有值，请留空，或将该文本声明为缺失标记",
                "yes_no": "该单元格是“是/否”：请检查列是否对应",
                "date": "该单元格是日期：请检查列是否对应及单元格格式",
            },
        ),
    ),
    Entry(
        "K851",
        Severity.ERROR,
        en=Wording(
            message="`{value}` is out of range: `{name}` must be {range}",
            helps={
                "range": "correct the cell; if the value is right, widen the range of `{name}` in the policy",
                "percent": "if a percentage is meant, write `{value}%` or {hundredth}",
            },
        ),
        zh=Wording(
            message="`{value}` 超出范围：`{name}` 须{range}",
            helps={
                "range": "请更正单元格；若数值无误，请在考核方案中放宽 `{name}` 的范围",
                "percent": "若是百分数，请写 `{value}%` 或 {hundredth}",
            },
        ),
    ),
    Entry(
        "K852",
        Severity.ERROR,
        en=Wording(
            message="`{value}` is finer than the step {step} of `{name}`",
            help="write {low} or {high}, whichever is meant; if the value is right, declare a finer step",
        ),
        zh=Wording(
            message="`{value}` 的精度超过 `{name}` 的步长 {step}",
            help="请按实际含义写 {low} 或 {high}；若数值无误，请在考核方案中声明更小的步长",
        ),
    ),
    Entry(
        "K853",
        Severity.ERROR,
        en=Wording(
            message="`{value}` is not whole, but `{name}` is a count",
            help="write a whole number, or declare `{name}` as a number in the policy",
        ),
        zh=Wording(
            message="`{value}` 不是整数，而 `{name}` 是次数",
            help="请写整数，或在考核方案中将 `{name}` 声明为数值",
        ),
    ),
    Entry(
        "K854",
        Severity.ERROR,
        en=Wording(
            message="`{value}` is a percentage, but `{name}` is {kind}",
            help="write the number without `%`, or declare `{name}` as a ratio in the policy",
        ),
        zh=Wording(
            message="`{value}` 是百分数，而 `{name}` 是{kind}",
            help="请写不带 `%` 的数字，或在考核方案中将 `{name}` 声明为比率",
        ),
    ),
    Entry(
        "K855",
        Severity.ERROR,
        en=Wording(
            message="`{value}` is written with `{sign}`, but `{name}` is {kind}",
            helps={
                "currency": "convert the amount, or declare the other currency for `{name}` in the policy",
                "none": "remove the currency sign, or declare `{name}` as money in the policy",
            },
        ),
        zh=Wording(
            message="`{value}` 带有 `{sign}`，而 `{name}` 是{kind}",
            helps={
                "currency": "请换算金额，或在考核方案中为 `{name}` 声明相应币种",
                "none": "请去掉货币符号，或在考核方案中将 `{name}` 声明为金额",
            },
        ),
    ),
    Entry(
        "K856",
        Severity.ERROR,
        en=Wording(
            message="`{value}` is in scientific notation, which may have lost digits of `{name}`",
            help="format the column as a number with all its digits and save the file again",
        ),
        zh=Wording(
            message="`{value}` 是科学记数法，`{name}` 可能已丢失位数",
            help="请将该列设为显示全部位数的数值格式，再重新保存文件",
        ),
    ),
    Entry(
        "K857",
        Severity.ERROR,
        en=Wording(
            message="`{value}` has more digits than `{name}` can have",
            help="no figure has more than 400 digits: correct the cell",
        ),
        zh=Wording(
            message="`{value}` 的位数超出 `{name}` 的可能",
            help="任何数值都不会超过 400 位：请更正单元格",
        ),
    ),
    Entry(
        "K858",
        Severity.ERROR,
        en=Wording(
            message="`{value}` is no finite number and cannot be `{name}`",
            help="leave the cell empty if there is no value",
        ),
        zh=Wording(message="`{value}` 不是有限的数，不能作为 `{name}`", help="若没有值，请将单元格留空"),
    ),
    Entry(
        "K859",
        Severity.ERROR,
        en=Wording(
            message="`{value}` is neither yes nor no, as `{name}` must be",
            help="write `yes` or `no`; true/false, Y/N, 1/0, `是`/`否` and `√` will do as well",
        ),
        zh=Wording(
            message="`{value}` 既不是“是”也不是“否”，而 `{name}` 须为是或否",
            help="请写 `是` 或 `否`；yes/no、true/false、Y/N、1/0 和 `√` 也可以",
        ),
    ),
    Entry(
        "K860",
        Severity.ERROR,
        en=Wording(
            message="`{value}` is none of the choices of `{name}`",
            helps={"nearest": "did you mean `{nearest}`?", "none": "the choices are {choices}"},
        ),
        zh=Wording(
            message="`{value}` 不是 `{name}` 的可选值",
            helps={"nearest": "是否想写 `{nearest}`？", "none": "可选值有 {choices}"},
        ),
    ),
    Entry(
        "K861",
        Severity.ERROR,
        en=Wording(
            message="`{value}` is no date, as `{name}` must be",
            helps={
                "form": "write year, month and day: `2026-07-31`, `2026/7/31` or `20260731`",
                "order": "day and month could be mistaken for one another: write `2026-07-31`",
                "serial": "it seems to be a date that the spreadsheet shows as a number: format the column as a date",
                "calendar": "the calendar has no such day: correct it",
            },
        ),
        zh=Wording(
            message="`{value}` 不是日期，而 `{name}` 须为日期",
            helps={
                "form": "请写年、月、日：`2026-07-31`、`2026/7/31` 或 `2026年7月31日`",
                "order": "日和月的先后容易混淆：请写 `2026-07-31`",
                "serial": "这似乎是电子表格以数字显示的日期：请将该列设为日期格式",
                "calendar": "日历上没有这一天：请更正",
            },
        ),
    ),
    Entry(
        "K862",
        Severity.ERROR,
        en=Wording(
            message="`{value}` has a time of day, but `{name}` is a date",
            help="write the day alone, `{day}` if that is meant",
        ),
        zh=Wording(
            message="`{value}` 带有时刻，而 `{name}` 是日期",
            help="请只写日期；若就是这一天，请写 `{day}`",
        ),
    ),
    Entry(
        "K863",
        Severity.ERROR,
        en=Wording(
            message="`{value}` is no month, as `{name}` must be",
            help="write year and month: `2026-07`",
        ),
        zh=Wording(
            message="`{value}` 不是月份，而 `{name}` 须为月份",
            help="请写年和月：`2026-07` 或 `2026年7月`",
        ),
    ),
    Entry(
        "K864",
        Severity.ERROR,
        en=Wording(
            message="`{value}` of `{name}` holds the character {character}, which nobody sees, at position {position}",
            help="type the cell again; such characters come with text copied from elsewhere",
        ),
        zh=Wording(
            message="`{name}` 的 `{value}` 在第 {position} 个字符处含有看不见的字符 {character}",
            help="请重新输入该单元格；这类字符多由他处复制而来",
        ),
    ),
    Entry(
        "K865",
        Severity.ERROR,
        en=Wording(
            message="the cell of `{name}` holds the formula `{value}` instead of a value",
            help="open the file in a spreadsheet program and save it, or paste the values over the formulas",
        ),
        zh=Wording(
            message="`{name}` 的单元格中是公式 `{value}`，不是值",
            help="请用电子表格软件打开并保存该文件，或将公式粘贴为数值",
        ),
    ),
    Entry(
        "K866",
        Severity.ERROR,
        en=Wording(
            message="the cell of `{name}` shows the error `{value}`",
            help="correct the formula in the spreadsheet; if it means that there is no value, declare it as a "
            "missing marker",
        ),
        zh=Wording(
            message="`{name}` 的单元格显示错误 `{value}`",
            help="请在电子表格中改正公式；若表示没有值，请将其声明为缺失标记",
        ),
    ),
    Entry(
        "K867",
        Severity.ERROR,
        en=Wording(
            message="the cell of `{name}` holds `{value}`, which is no single value",
            helps={
                "nested": "give one number, text, date or yes/no; lists belong into a file of records",
                "clock": "a time of day cannot be used: give a date or a number",
            },
        ),
        zh=Wording(
            message="`{name}` 的单元格中是 `{value}`，不是单个值",
            helps={
                "nested": "请提供一个数值、文本、日期或是/否；列表应放入台账文件",
                "clock": "不能使用时刻：请提供日期或数值",
            },
        ),
    ),
    Entry(
        "K868",
        Severity.ERROR,
        en=Wording(
            message="the comma in `{value}` of `{name}` may separate thousands or decimals",
            help="in a file with semicolons write numbers without thousands separators and with a point for "
            "decimals, such as `1234.50`",
        ),
        zh=Wording(
            message="`{name}` 的 `{value}` 中的逗号可能是千分位，也可能是小数点",
            help="在以分号分隔的文件中，请不写千分位，小数用点号，例如 `1234.50`",
        ),
    ),
)
