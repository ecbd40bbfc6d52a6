"""K120 to K128: declarations, brackets and rows."""

from kpi_lang.source.wording import Entry, Severity, Wording


def _error(code: str, en: Wording, zh: Wording) -> Entry:
    return Entry(code, Severity.ERROR, en, zh)


ENTRIES: tuple[Entry, ...] = (
    _error(
        "K120",
        en=Wording(
            message="`{written}` does not begin a declaration",
            helps={
                "nearest": "did you mean `{nearest}`?",
                "home": "`{written}` is a row of `{home}`; put it between the braces of that block",
                "no_word": "a declaration begins with a word such as `input`, `indicator`, `scorecard` or `pay`",
                "none": "begin with a word such as `input`, `indicator`, `scorecard` or `pay`; "
                "put `#` before remarks",
            },
        ),
        zh=Wording(
            message="`{written}` 不能作为一条规定的开头",
            helps={
                "nearest": "是否想写 `{nearest}`？",
                "home": "`{written}` 是 `{home}` 里的一行，请放到该规定的花括号中",
                "no_word": "每条规定以 `数据`、`指标`、`考核表`、`绩效工资` 等词开头",
                "none": "请以 `数据`、`指标`、`考核表`、`绩效工资` 等词开头；说明文字前请加 `#`",
            },
        ),
    ),
    _error(
        "K121",
        en=Wording(
            message="`{written}` is not part of this release of the language",
            help="leave the block out for now, or put `#` before each of its lines",
        ),
        zh=Wording(message="本版本的语言还不支持 `{written}`", help="请暂时去掉这一段，或在每行前加 `#`"),
    ),
    _error(
        "K122",
        en=Wording(
            message="`{opening}` is opened here and not closed by `{closing}`",
            label="opened here",
            help="put `{closing}` where the block or the formula ends",
            labels={"end": "it should be closed before this place", "row_end": "the row ends here"},
        ),
        zh=Wording(
            message="此处的 `{opening}` 没有配对的 `{closing}`",
            label="从这里开始",
            help="请在这一段或算式结束处补上 `{closing}`",
            labels={"end": "应在此处之前结束", "row_end": "这一行到此为止"},
        ),
    ),
    _error(
        "K123",
        en=Wording(
            message="`{found}` closes nothing",
            helps={
                "none": "delete it, or add the bracket that it should close",
                "other": "close the open bracket with `{right}` first",
            },
            labels={"opened": "this bracket is still open"},
        ),
        zh=Wording(
            message="`{found}` 没有对应的前括号",
            helps={
                "none": "请删除，或补上对应的前括号",
                "other": "请先用 `{right}` 结束前面的括号",
            },
            labels={"opened": "这个括号还没有结束"},
        ),
    ),
    _error(
        "K125",
        en=Wording(
            message="the row stops too soon after `{written}`",
            label="here it should go on",
            help="what is missing: {expected}",
        ),
        zh=Wording(
            message="这一行在 `{written}` 之后没有写完",
            label="这里还缺内容",
            help="此处应为：{expected}",
        ),
    ),
    _error(
        "K126",
        en=Wording(
            message="`{found}` stands behind a row that is already complete",
            helps={
                "names": "put an operator such as `+` between the two names, or, if they are one name, "
                "write 「{names}」",
                "entry": "put `,` before `{found}`, or begin a new line",
                "row": "put `;` before `{found}`, or begin a new line",
                "declaration": "begin a new line before `{found}`, or delete it",
            },
        ),
        zh=Wording(
            message="这一行已经完整，后面多出了 `{found}`",
            helps={
                "names": "请在两个名称之间写运算符（如 `+`）；如果是一个名称，请写作「{names}」",
                "entry": "请在 `{found}` 前加 `，`，或另起一行",
                "row": "请在 `{found}` 前加 `；`，或另起一行",
                "declaration": "请在 `{found}` 前换行，或删除它",
            },
        ),
    ),
    _error(
        "K127",
        en=Wording(
            message="`{written}` is not a row of this block",
            helps={
                "nearest": "did you mean `{nearest}`?",
                "home": "`{written}` belongs in the block of `{home}`; the rows of this one are {expected}",
                "none": "the rows of this block begin with {expected}",
            },
        ),
        zh=Wording(
            message="这一段里没有 `{written}` 这样的行",
            helps={
                "nearest": "是否想写 `{nearest}`？",
                "home": "`{written}` 属于 `{home}`；这一段的行以 {expected} 开头",
                "none": "这一段的行以 {expected} 开头",
            },
        ),
    ),
    _error(
        "K128",
        en=Wording(
            message="`{found}` cannot stand here",
            helps={
                "expected": "here should stand {expected}",
                "unquoted": "write the number without quotes",
            },
        ),
        zh=Wording(
            message="此处不能是 `{found}`",
            helps={"expected": "此处应为 {expected}", "unquoted": "数字不加引号"},
        ),
    ),
)
