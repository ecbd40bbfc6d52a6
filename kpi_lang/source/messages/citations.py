"""K246 to K248: clauses and rules that readings cite."""

from kpi_lang.source.wording import Entry, Severity, Wording

ENTRIES: tuple[Entry, ...] = (
    Entry(
        "K246",
        Severity.ERROR,
        en=Wording(
            message="the document has no clause {number}",
            label="cited here",
            helps={
                "nearest": "did you mean {nearest}?",
                "none": "give the clause a heading or a paragraph that begins with its number, or correct the "
                "number",
                "lines": "put `clause {number}` before the rules that carry it out, or correct the number",
            },
        ),
        zh=Wording(
            message="文中没有条款 {number}",
            label="在此引用",
            helps={
                "nearest": "是否想写 {nearest}？",
                "none": "请为该条款写标题或以条款号开头的段落，或更正条款号",
                "lines": "请在实施该条款的规则之前写 `条款 {number}`，或更正条款号",
            },
        ),
    ),
    Entry(
        "K247",
        Severity.ERROR,
        en=Wording(
            message="nothing says which clause this reading is about",
            help="put the number behind `reading`: `reading 6.1 {{ … }}`",
        ),
        zh=Wording(
            message="没有说明这条读法针对哪一条款",
            help="请在 `读法` 后写条款号：`读法 6.1 {{ … }}`",
        ),
    ),
    Entry(
        "K248",
        Severity.ERROR,
        en=Wording(
            message="this reading is about `{name}`, which the policy does not declare",
            helps={
                "nearest": "did you mean `{nearest}`?",
                "none": "write the name of a rule, or leave `about` out",
            },
        ),
        zh=Wording(
            message="这条读法涉及的 `{name}` 在方案中没有声明",
            helps={
                "nearest": "是否想写 `{nearest}`？",
                "none": "请写规则的名称，或去掉 `涉及` 一行",
            },
        ),
    ),
)
