"""K9xx: sizes that are bounded, and the use of compiled policies."""

from kpi_lang.source.wording import Entry, Severity, Wording

ENTRIES: tuple[Entry, ...] = (
    Entry(
        "K901",
        Severity.ERROR,
        en=Wording(
            message="`{name}` comes to a number of more than {digits} digits",
            label="computed here",
            help="round an intermediate result, or look for a factor or a power that is far too large",
        ),
        zh=Wording(
            message="`{name}` 的计算结果超过 {digits} 位数字",
            label="在此计算",
            help="请对中间结果取整，或检查是否有过大的乘数或指数",
        ),
    ),
    Entry(
        "K902",
        Severity.ERROR,
        en=Wording(
            message="`{name}` comes to a date outside the years 1 to 9999",
            label="computed here",
            help="check the dates of the data, and the number of days or months that is added",
        ),
        zh=Wording(
            message="`{name}` 得出的日期不在公元 1 年至 9999 年之间",
            label="在此计算",
            help="请检查数据中的日期，以及所加的天数或月数",
        ),
    ),
    Entry(
        "K903",
        Severity.ERROR,
        en=Wording(
            message="the power in `{name}` is too large to compute",
            label="computed here",
            help="check the number that is raised to the power, and the exponent",
        ),
        zh=Wording(
            message="`{name}` 中的乘方过大，无法计算",
            label="在此计算",
            help="请检查乘方的底数和指数",
        ),
    ),
    Entry(
        "K904",
        Severity.ERROR,
        en=Wording(
            message="these people report to one another in a circle: {circle}",
            label="above themselves",
            help="correct the manager of one of them; heads are evaluated after their reports",
        ),
        zh=Wording(
            message="上下级关系成环：{circle}",
            label="成环",
            help="请更正其中一人的上级；下属先于上级计算",
        ),
    ),
    Entry(
        "K905",
        Severity.WARNING,
        en=Wording(
            message="figures about other people are provisional: {number} rows cannot be used for them ({rows})",
            help="correct these rows and run again; the column `provisional` tells whose figures may change",
        ),
        zh=Wording(
            message="对其他人员的统计为暂定：有 {number} 行不能用于统计（{rows}）",
            help="请更正这些行后重新计算；`provisional` 列标出结果可能变动的人员",
        ),
    ),
    Entry(
        "K906",
        Severity.ERROR,
        en=Wording(
            message="`{key}` has a second row in `{records}`",
            help="keep one row for each; what the row says is withheld from everybody who shares it",
        ),
        zh=Wording(
            message="`{key}` 在 `{records}` 中出现第二行",
            help="每个单位只保留一行；共用该行的所有人员都暂不使用其中的数据",
        ),
    ),
)
