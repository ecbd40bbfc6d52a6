"""K882 to K884: files that hold the values of a parameter."""

from kpi_lang.source.wording import Entry, Severity, Wording

ENTRIES: tuple[Entry, ...] = (
    Entry(
        "K882",
        Severity.ERROR,
        en=Wording(
            message="these columns are not the values of a parameter: {titles}",
            help="give a column `value`, one for the category where the parameter goes by one, and a column `from` "
            "where values have a first day",
        ),
        zh=Wording(
            message="这些列不是一个参数的取值：{titles}",
            help="请提供 `值` 列；参数有分类时再加一个类别列；有起始日期时再加 `自` 列",
        ),
    ),
    Entry(
        "K883",
        Severity.ERROR,
        en=Wording(
            message="the file of a parameter holds no value",
            help="write at least one row with a value below the titles",
        ),
        zh=Wording(message="参数文件中没有任何值", help="请在标题行下至少写一行取值"),
    ),
    Entry(
        "K884",
        Severity.ERROR,
        en=Wording(
            message="values must be supplied for: {names}",
            help="give each with `--set NAME=VALUE`, or a table with `--set NAME=@FILE` "
            "(in Python: `load(path, parameters={{…}})`)",
        ),
        zh=Wording(
            message="须从外部提供参数值：{names}",
            help="请用 `--set 名称=值` 逐一给出，或用 `--set 名称=@文件` 给出表格"
            "（Python：`load(path, parameters={{…}})`）",
        ),
    ),
)
