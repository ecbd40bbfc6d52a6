"""K150 to K199: clauses that the grammar lets pass but that say nothing sound, and faults of the formatter."""

from kpi_lang.source.wording import Entry, Severity, Wording


def _error(code: str, en: Wording, zh: Wording) -> Entry:
    return Entry(code, Severity.ERROR, en, zh)


ENTRIES: tuple[Entry, ...] = (
    _error(
        "K150",
        en=Wording(
            message="`{written}` is said a second time",
            label="again here",
            help="keep one of the two",
            labels={"first": "said here first"},
        ),
        zh=Wording(
            message="`{written}` 重复了",
            label="这里又写了一次",
            help="请只保留一处",
            labels={"first": "第一次写在这里"},
        ),
    ),
    _error(
        "K151",
        en=Wording(
            message="`{written}` is a percentage already",
            help="write `2 percentage points`, or `2%` alone",
        ),
        zh=Wording(message="`{written}` 已经是百分数", help="请写 `2 个百分点`，或只写 `2%`"),
    ),
    _error(
        "K152",
        en=Wording(
            message="a whole number is expected here, not `{written}`", help="write it without decimals"
        ),
        zh=Wording(message="此处应为整数，不能是 `{written}`", help="请去掉小数或百分号"),
    ),
    _error(
        "K153",
        en=Wording(
            message="only `round` takes places and a way of rounding, not `{function}`",
            help="put the call into a rounding: `round({function}(…) to 2 places)`",
        ),
        zh=Wording(
            message="只有 `修约` 可以写小数位数和取舍方式，`{function}` 不可以",
            help="请写作 `修约（{function}（…） 保留 2 位小数）`",
        ),
    ),
    _error(
        "K154",
        en=Wording(
            message="a value cannot be rounded to steps of 0", help="write the step, for example `to 0.5`"
        ),
        zh=Wording(message="不能按 0 取舍", help="请写明取舍单位，例如 `精确到 0.5`"),
    ),
    _error(
        "K155",
        en=Wording(
            message="`{written}` is neither a currency nor a clause of an input",
            help="behind the kind stand a currency such as `USD`, a range `in 0 .. 100`, `step`, `optional`, "
            "`missing`, `over time` or `column`",
        ),
        zh=Wording(
            message="`{written}` 不是币种，也不是数据项的说明",
            help="类型之后可以写币种（如 `USD`）、范围 `属于 0 .. 100`、`步长`、`可缺`、`缺失`、`跨期` 或 `列名`",
        ),
    ),
    _error(
        "K156",
        en=Wording(message="there is no kind `{written}`", help="the kind for yes or no is written `yes/no`"),
        zh=Wording(message="没有 `{written}` 这种数据", help="取“是”或“否”的数据请写 `是否`"),
    ),
    _error(
        "K157",
        en=Wording(
            message="the column `{name}` says neither its kind nor its formula",
            help="write `{name} : money` for a column of the data, or `{name} = …` for a computed one",
        ),
        zh=Wording(
            message="列 `{name}` 没有写类型，也没有算式",
            help="数据列请写 `{name}：金额`，计算列请写 `{name} = …`",
        ),
    ),
    _error(
        "K158",
        en=Wording(
            message="one formula cannot define both `{first}` and `{second}`",
            help="give each column a row of its own",
        ),
        zh=Wording(message="一个算式不能同时定义 `{first}` 和 `{second}`", help="请每列单独写一行"),
    ),
    _error(
        "K159",
        en=Wording(
            message="`{written}` belongs to columns of the data, and `{name}` is computed",
            help="leave it out; what a formula gives is not declared",
        ),
        zh=Wording(
            message="`{written}` 只用于数据列，而 `{name}` 是计算列", help="请去掉；计算结果不需要声明范围"
        ),
    ),
    _error(
        "K160",
        en=Wording(
            message="`{written}` goes the wrong way for this block",
            helps={
                "bonus": "a bonus adds points: write `add`, or move the row into a `deduction`",
                "deduction": "a deduction takes points off: write `deduct`, or move the row into a `bonus`",
            },
        ),
        zh=Wording(
            message="`{written}` 与这一段的加减方向不符",
            helps={
                "bonus": "`加分` 中请写 `加 … 分`，或把这一行移到 `扣分` 中",
                "deduction": "`扣分` 中请写 `扣 … 分`，或把这一行移到 `加分` 中",
            },
        ),
    ),
    _error(
        "K161",
        en=Wording(
            message="this row has {cells} cells, the heading has {columns} columns",
            help="give each row one cell for each column, parted by `|`",
        ),
        zh=Wording(
            message="这一行有 {cells} 格，表头有 {columns} 列",
            help="每行的格数要与表头的列数相同，用 `|` 分隔",
        ),
    ),
    _error(
        "K190",
        en=Wording(
            message="the formatter would change what the policy says (at {path}), so it wrote nothing",
            help="this is a fault of the formatter: please report it with the file; the policy itself is sound",
        ),
        zh=Wording(
            message="排版后的文本会改变方案的含义（位置：{path}），因此没有写入",
            help="这是排版程序的错误，请连同文件一起反馈；方案本身没有问题",
        ),
    ),
)
