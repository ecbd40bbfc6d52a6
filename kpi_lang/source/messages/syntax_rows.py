"""K130 to K149: habits from everyday writing and spreadsheets."""

from kpi_lang.source.wording import Entry, Severity, Wording


def _error(code: str, en: Wording, zh: Wording) -> Entry:
    return Entry(code, Severity.ERROR, en, zh)


ENTRIES: tuple[Entry, ...] = (
    _error(
        "K130",
        en=Wording(
            message="`{written}` reads as one long name, for no space parts its words",
            help="put spaces between names and keywords: `{right}`; a name that holds such words "
            "stands between 「 and 」",
        ),
        zh=Wording(
            message="`{written}` 之间没有空格，被当作一个名称",
            help="请在名称和关键词之间加空格：`{right}`；名称本身含有这些字时，请放在「」中",
        ),
    ),
    _error(
        "K131",
        en=Wording(
            message="`{written}` reads as several numbers, for a comma separates",
            help="group digits with `_` or not at all: `{right}`",
        ),
        zh=Wording(
            message="逗号是分隔符，`{written}` 会被当作几个数字",
            help="千分位请用 `_` 或不分隔：`{right}`；也可以写 万、亿",
        ),
    ),
    _error(
        "K132",
        en=Wording(
            message="`{written}` reads as two numbers, for a comma separates",
            help="if it is one number, write the decimal point: `{right}`",
        ),
        zh=Wording(
            message="逗号是分隔符，`{written}` 会被当作两个数字", help="如果是一个小数，请用小数点：`{right}`"
        ),
    ),
    _error(
        "K133",
        en=Wording(message="`{written}` is a subtraction, not a range", help="write the range as `{right}`"),
        zh=Wording(message="`{written}` 是减法，不是区间", help="区间请写作 `{right}`"),
    ),
    _error(
        "K134",
        en=Wording(message="percentages are written with `%`", help="write `{right}` for `{written}`"),
        zh=Wording(message="百分数请用 `%`", help="`{written}` 请写作 `{right}`"),
    ),
    _error(
        "K135",
        en=Wording(
            message="`{mark}` is missing between `{before}` and `{found}`",
            label="before this",
            help="write `{mark}` there",
        ),
        zh=Wording(
            message="`{before}` 与 `{found}` 之间缺少 `{mark}`",
            label="在它前面",
            help="请补上 `{mark}`",
        ),
    ),
    _error(
        "K136",
        en=Wording(
            message="formulas do not begin with `=` here",
            helps={
                "formula": "spreadsheet functions such as `{written}` are written as in a sentence: "
                "`if turnover > 5 then 10 else 0`, with names instead of cells",
                "plain": "leave `=` out: the formula follows `{written}` directly",
                "bare": "leave `=` out",
            },
        ),
        zh=Wording(
            message="这个算式前面不写 `=`",
            helps={
                "formula": "不要写 `{written}` 这样的表格函数，请像句子一样写：`如果 营业额 > 5 则 10 否则 0`，"
                "用名称代替单元格",
                "plain": "请去掉 `=`：算式直接写在 `{written}` 后面",
                "bare": "请去掉 `=`",
            },
        ),
    ),
    _error(
        "K137",
        en=Wording(
            message="this `{written}` is not finished",
            helps={
                "then": "say what holds in that case: `if … then … else …`",
                "else": "say what holds in all other cases too: `if … then … else …`",
            },
        ),
        zh=Wording(
            message="这个 `{written}` 没有写完",
            helps={
                "then": "请写明成立时的结果：`如果 … 则 … 否则 …`",
                "else": "请写明其他情况的结果：`如果 … 则 … 否则 …`",
            },
        ),
    ),
    _error(
        "K138",
        en=Wording(message="keywords are written in small letters", help="write `{right}` for `{written}`"),
        zh=Wording(message="英文关键词用小写字母", help="`{written}` 请写作 `{right}`"),
    ),
    _error(
        "K139",
        en=Wording(message="dates are not written `{written}`", help="write `{right}`"),
        zh=Wording(message="日期不能写作 `{written}`", help="请写作 `{right}`"),
    ),
    _error(
        "K140",
        en=Wording(
            message="inside a calculation or comparison `{written}` needs parentheses",
            help="write `({written} …)`, or give the part a name with `value … = …`",
        ),
        zh=Wording(
            message="算式或比较中的 `{written}` 要放在括号里",
            help="请写作 `（{written} …）`，或用 `计算项 … = …` 给这一部分命名",
        ),
    ),
)
