"""K25x: what files declare for each other: imports with their figures, second names, scales, rules of rounding."""

from kpi_lang.source.wording import Entry, Severity, Wording

ENTRIES: tuple[Entry, ...] = (
    Entry(
        "K253",
        Severity.ERROR,
        en=Wording(
            message="`{name}` is {actual} here, and {wanted} in `{module}`, which reads it",
            label="declared here",
            help="declare it as {wanted}, or give this input another name",
            labels={"read": "read here as {wanted}"},
        ),
        zh=Wording(
            message="`{name}` 在此是{actual}，而读取它的 `{module}` 要求{wanted}",
            label="在此声明",
            help="请把它声明为{wanted}，或给这个数据换个名称",
            labels={"read": "在此按{wanted}读取"},
        ),
    ),
    Entry(
        "K254",
        Severity.ERROR,
        en=Wording(
            message="`{module}` is a policy by itself, so say which of its names to import",
            label="imports all of it",
            help="list the names in parentheses, such as `import {module} (a, b)`",
        ),
        zh=Wording(
            message="`{module}` 本身是完整的方案，请写明引用其中哪些名称",
            label="在此引用全部内容",
            help="请在括号中列出名称，如 `引用 {module}（甲，乙）`",
        ),
    ),
    Entry(
        "K255",
        Severity.ERROR,
        en=Wording(
            message="this file declares nothing called `{name}`, so it can have no second name",
            label="not declared in this file",
            helps={
                "nearest": "did you mean `{nearest}`?",
                "none": "write the name of something that this file declares; `import … ({name} as …)` renames "
                "what another file declares",
            },
        ),
        zh=Wording(
            message="本文件中没有声明 `{name}`，无法为它取别名",
            label="本文件未声明该名称",
            helps={
                "nearest": "是否想写 `{nearest}`？",
                "none": "请写本文件中已声明的名称；其他文件的内容可用 `引用 …（{name} 作为 …）` 改名",
            },
        ),
    ),
    Entry(
        "K256",
        Severity.ERROR,
        en=Wording(
            message="there is no rule of rounding called `{name}`",
            label="used here",
            helps={
                "nearest": "did you mean `{nearest}`?",
                "none": "import one, `import std.rounding (cents)`, or declare it: `rounding {name} = to 2 places`",
            },
        ),
        zh=Wording(
            message="没有名为 `{name}` 的修约规则",
            label="在此采用",
            helps={
                "nearest": "是否想写 `{nearest}`？",
                "none": "请引用一个，如 `引用 std.rounding（到分）`，或声明：`修约规则 {name} = 保留 2 位小数`",
            },
        ),
    ),
    Entry(
        "K257",
        Severity.ERROR,
        en=Wording(
            message="there is no grade scale called `{name}`",
            label="used here",
            helps={
                "nearest": "did you mean `{nearest}`?",
                "none": "import one, `import std.grades (five_bands)`, or declare it: `scale {name} {{ … }}`",
            },
        ),
        zh=Wording(
            message="没有名为 `{name}` 的等级标准",
            label="在此采用",
            helps={
                "nearest": "是否想写 `{nearest}`？",
                "none": "请引用一个，如 `引用 std.grades（五级制）`，或声明：`等级标准 {name} {{ … }}`",
            },
        ),
    ),
)
