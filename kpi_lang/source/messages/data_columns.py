"""K82x and K83x: columns that are missing, doubtful or not read, and binding files."""

from kpi_lang.source.wording import Entry, Severity, Wording

ENTRIES: tuple[Entry, ...] = (
    Entry(
        "K820",
        Severity.ERROR,
        en=Wording(
            message="no column of `{file}` gives `{name}`; its title should be {titles}",
            helps={
                "nearest": "is it the column `{nearest}`? Then correct the title, or write "
                '`{name} = "{nearest}"` under `[columns]` in a binding file',
                "none": "add the column; if nobody in this file needs it, list `{name}` under `not_given` "
                "in a binding file",
            },
        ),
        zh=Wording(
            message="`{file}` 中没有提供 `{name}` 的列；列标题应为 {titles}",
            helps={
                "nearest": "是否就是 `{nearest}` 列？请更正标题，或在绑定文件的 `[columns]` 下写 "
                '`{name} = "{nearest}"`',
                "none": "请补上该列；若文件中无人用到，请在绑定文件的 `not_given` 中列出 `{name}`",
            },
        ),
    ),
    Entry(
        "K821",
        Severity.ERROR,
        en=Wording(
            message="no column of `{file}` holds the key `{name}`; its title should be {titles}",
            helps={
                "nearest": 'is it the column `{nearest}`? Then correct the title, or write `key = "{nearest}"` '
                "in a binding file",
                "none": "add the column that names each person, or give its title as `key` in a binding file",
            },
        ),
        zh=Wording(
            message="`{file}` 中没有编号列 `{name}`；列标题应为 {titles}",
            helps={
                "nearest": '是否就是 `{nearest}` 列？请更正标题，或在绑定文件中写 `key = "{nearest}"`',
                "none": "请补上标明每个人的编号列，或在绑定文件中用 `key` 指明其标题",
            },
        ),
    ),
    Entry(
        "K822",
        Severity.ERROR,
        en=Wording(
            message="more than one column could be `{name}`: {titles} (columns {positions})",
            helps={
                "same": "give the columns different titles, or delete all but one",
                "several": 'say in a binding file which one is meant: `{name} = "…"` under `[columns]`',
            },
        ),
        zh=Wording(
            message="有多列都可作为 `{name}`：{titles}（第 {positions} 列）",
            helps={
                "same": "请为这些列起不同的标题，或只保留一列",
                "several": '请在绑定文件的 `[columns]` 下指明用哪一列：`{name} = "…"`',
            },
        ),
    ),
    Entry(
        "K823",
        Severity.WARNING,
        en=Wording(
            message="the column `{title}` is not read",
            help="if `{nearest}` is meant, correct the title; otherwise list it under `ignore` in a binding file",
        ),
        zh=Wording(
            message="`{title}` 列未被读取",
            help="若是指 `{nearest}`，请更正标题；否则请在绑定文件的 `ignore` 中列出",
        ),
    ),
    Entry(
        "K824",
        Severity.NOTE,
        en=Wording(
            message="columns that are not read ({count}): {titles}",
            help="nothing needs to be done if the policy does not use them",
        ),
        zh=Wording(message="以下 {count} 列未被读取：{titles}", help="若考核方案不使用这些列，无须处理"),
    ),
    Entry(
        "K825",
        Severity.ERROR,
        en=Wording(
            message="`{name}` is found in several joined sheets: {sheets}",
            help='say which one is meant: `{name} = {{ sheet = "…", title = "{title}" }}` under `[columns]`',
        ),
        zh=Wording(
            message="多张关联表中都有 `{name}`：{sheets}",
            help='请在 `[columns]` 下指明用哪一张：`{name} = {{ sheet = "…", title = "{title}" }}`',
        ),
    ),
    Entry(
        "K826",
        Severity.WARNING,
        en=Wording(
            message="column {column} has no title and is not read",
            help="if it holds data, write a title of its own above it; a heading merged over several columns "
            "names only the first",
        ),
        zh=Wording(
            message="第 {column} 列没有标题，未被读取",
            help="若该列有数据，请在其上方单独写标题；跨多列合并的标题只对应第一列",
        ),
    ),
    Entry(
        "K827",
        Severity.ERROR,
        en=Wording(
            message="`where` names the column `{title}`, which `{file}` does not have",
            help="correct the title under `where` in the binding file",
        ),
        zh=Wording(
            message="`where` 指定的 `{title}` 列在 `{file}` 中不存在",
            help="请更正绑定文件中 `where` 下的标题",
        ),
    ),
    Entry(
        "K828",
        Severity.ERROR,
        en=Wording(
            message="the records `{name}` are not given",
            help="give their file with `--records {name}=FILE`, if only with its titles; no records is not the "
            "same as records without rows",
        ),
        zh=Wording(
            message="未提供台账 `{name}`",
            help="请用 `--records {name}=文件` 提供，没有记录时也应提供只有标题的表；没有台账不等于台账为空",
        ),
    ),
    Entry(
        "K830",
        Severity.ERROR,
        en=Wording(
            message="the binding file is not written as TOML: {complaint}",
            help='write settings as `name = "text"`, lists as `["a", "b"]` and put texts in quotation marks',
        ),
        zh=Wording(
            message="绑定文件不符合 TOML 格式：{complaint}",
            help='设置写作 `名称 = "文本"`，列表写作 `["甲", "乙"]`，文本须加英文引号',
        ),
    ),
    Entry(
        "K831",
        Severity.ERROR,
        en=Wording(
            message="a binding has no setting `{setting}` here",
            helps={"nearest": "did you mean `{nearest}`?", "none": "the settings here are {known}"},
        ),
        zh=Wording(
            message="绑定文件此处没有 `{setting}` 这一设置",
            helps={"nearest": "是否想写 `{nearest}`？", "none": "此处可用的设置有 {known}"},
        ),
    ),
    Entry(
        "K832",
        Severity.ERROR,
        en=Wording(
            message="`{setting}` is not written as it should be",
            helps={
                "text": 'write one text in quotation marks: `{setting} = "…"`',
                "texts": 'write a text or a list of texts: `{setting} = ["…", "…"]`',
                "row": "write the number of a row, 1 for the first: `{setting} = 1`",
                "table": "write a table: `[{setting}]` with one setting on each line below it",
                "column": 'write a title (`"Turnover"`), several (`["Turnover", "Sales"]`), a constant (`"= 5"`), or '
                '`{{ title = "Turnover", suffix = " of 10" }}`',
                "unpivot": 'write the name of one placeholder with its codes: `unpivot = {{ code = ["A", "B"] }}`',
            },
        ),
        zh=Wording(
            message="`{setting}` 的写法不对",
            helps={
                "text": '请写一个带引号的文本：`{setting} = "…"`',
                "texts": '请写一个文本或文本列表：`{setting} = ["…", "…"]`',
                "row": "请写行号，第一行为 1：`{setting} = 1`",
                "table": "请写成表：`[{setting}]`，其下每行一项设置",
                "column": '请写标题（`"营业额"`）、多个标题（`["营业额", "销售额"]`）、常数（`"= 5"`），或 '
                '`{{ title = "营业额", suffix = " 分" }}`',
                "unpivot": '请写一个占位名称及其代码：`unpivot = {{ code = ["甲", "乙"] }}`',
            },
        ),
    ),
    Entry(
        "K833",
        Severity.ERROR,
        en=Wording(
            message="the binding speaks of `{name}`, which there is not",
            helps={
                "input": "the policy's inputs are {known}",
                "input_nearest": "did you mean the input `{nearest}`?",
                "records": "the policy's tables of records are {known}",
                "records_nearest": "did you mean the records `{nearest}`?",
                "field": "the columns of these records are {known}",
                "field_nearest": "did you mean `{nearest}`?",
                "sheet": "the sheets are {known}; further ones are declared under `[sheets]`",
                "sheet_nearest": "did you mean the sheet `{nearest}`?",
            },
        ),
        zh=Wording(
            message="绑定中的 `{name}` 不存在",
            helps={
                "input": "考核方案的数据项有 {known}",
                "input_nearest": "是否指数据项 `{nearest}`？",
                "records": "考核方案的台账有 {known}",
                "records_nearest": "是否指台账 `{nearest}`？",
                "field": "该台账的列有 {known}",
                "field_nearest": "是否想写 `{nearest}`？",
                "sheet": "现有的表有 {known}；其他表请在 `[sheets]` 下声明",
                "sheet_nearest": "是否指表 `{nearest}`？",
            },
        ),
    ),
    Entry(
        "K835",
        Severity.ERROR,
        en=Wording(
            message="the title `{title}` has the placeholder `{placeholder}`, but the codes are called `{name}`",
            help="write `{{{name}}}` where the code stands in the title",
        ),
        zh=Wording(
            message="标题 `{title}` 中的占位符是 `{placeholder}`，而代码的名称是 `{name}`",
            help="请在标题中代码所在处写 `{{{name}}}`",
        ),
    ),
    Entry(
        "K836",
        Severity.ERROR,
        en=Wording(
            message="`{setting}` does not say clearly which sheet is meant",
            helps={
                "main": "`main` is the sheet of people that the run is given: choose another name",
                "file": 'name its file: `{setting} = "file.csv"` or `{setting} = {{ file = "file.csv" }}`',
                "both": "give either `file` or `sheet`",
                "unknown": "declare the sheet under `[sheets]`, or write `main` for the sheet of people",
            },
        ),
        zh=Wording(
            message="`{setting}` 没有说清是哪张表",
            helps={
                "main": "`main` 指运行时给定的人员主表：请另取名称",
                "file": '请指明文件：`{setting} = "文件.csv"` 或 `{setting} = {{ file = "文件.csv" }}`',
                "both": "`file` 与 `sheet` 只能写一个",
                "unknown": "请在 `[sheets]` 下声明该表；人员主表请写 `main`",
            },
        ),
    ),
)
