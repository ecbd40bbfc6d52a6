"""K162 to K167: regulations in Markdown with the rules inside, their clauses and readings."""

from kpi_lang.source.wording import Entry, Severity, Wording


def _error(code: str, en: Wording, zh: Wording) -> Entry:
    return Entry(code, Severity.ERROR, en, zh)


ENTRIES: tuple[Entry, ...] = (
    _error(
        "K162",
        en=Wording(
            message="the block that begins with {opening} is not closed",
            label="opened here",
            help="put a line of its own with {closing} where the block ends",
            labels={"next": "another block begins here", "end": "the file ends here"},
        ),
        zh=Wording(
            message="以 {opening} 开头的代码块没有结束",
            label="从这里开始",
            help="请在代码块末尾另起一行写 {closing}",
            labels={"next": "这里又开始了另一个代码块", "end": "文件到此结束"},
        ),
    ),
    _error(
        "K163",
        en=Wording(
            message="the comment that begins with `<!--` is not closed, so nothing after it is read",
            label="opened here",
            help="put `-->` where the comment ends",
        ),
        zh=Wording(
            message="以 `<!--` 开头的注释没有结束，其后的内容都不会读取",
            label="从这里开始",
            help="请在注释末尾写 `-->`",
        ),
    ),
    _error(
        "K164",
        en=Wording(
            message="this looks like the beginning of a block of rules, and is none",
            helps={
                "marks": "a block of rules begins with a line of its own that says ```kpi: three backticks",
                "quotation": "rules cannot stand in a quotation: leave out the `>` before each of its lines",
                "item": "begin the block on a line of its own below the list item",
            },
        ),
        zh=Wording(
            message="这一行像是规则代码块的开头，但不是",
            helps={
                "marks": "规则代码块以单独的一行 ```kpi 开头，即三个反引号",
                "quotation": "规则不能写在引用段落中：请去掉各行前面的 `>`",
                "item": "请在列表项之下另起一行开始代码块",
            },
        ),
    ),
    _error(
        "K165",
        en=Wording(
            message="{name} has no block of rules",
            help="put the rules between a line ```kpi and a line ```; a file of rules only has a name that "
            "ends in .kpi",
        ),
        zh=Wording(
            message="{name} 中没有规则代码块",
            help="请把规则写在 ```kpi 与 ``` 两行之间；只含规则的文件，其名称以 .kpi 结尾",
        ),
    ),
    _error(
        "K166",
        en=Wording(
            message="`{written}` is no number of a clause",
            help="write it as the document does, such as `7.1`, or between corner brackets: 「7 (a)」",
        ),
        zh=Wording(
            message="`{written}` 不是条款号",
            help="请照制度原文书写，如 `7.1`、`第七条`，其他写法请加直角引号，如 「7（一）」",
        ),
    ),
    _error(
        "K167",
        en=Wording(
            message="a reading says what is open, what is chosen and why",
            helps={
                "open": 'add what the clause leaves open: `open "…"`',
                "chosen": 'add how it is read here: `chosen "…"`',
                "because": 'add why: `because "…"`',
            },
        ),
        zh=Wording(
            message="读法须写明未明之处、所采用的读法及理由",
            helps={
                "open": "请补上条款未写明之处：`未明 “…”`",
                "chosen": "请补上采用的读法：`采用 “…”`",
                "because": "请补上理由：`理由 “…”`",
            },
        ),
    ),
)
