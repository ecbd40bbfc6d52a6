"""K87x: records written back with their computed columns."""

from kpi_lang.source.wording import Entry, Severity, Wording

ENTRIES: tuple[Entry, ...] = (
    Entry(
        "K870",
        Severity.ERROR,
        en=Wording(
            message="the policy `{policy}` has no tables of records to write",
            help="take `--records-out` away",
        ),
        zh=Wording(
            message="方案 `{policy}` 没有可写出的台账",
            help="请去掉 `--records-out`",
        ),
    ),
    Entry(
        "K871",
        Severity.ERROR,
        en=Wording(
            message="the policy has several tables of records: {known}",
            help="say which goes to the file: `--records-out {first}={path}`",
        ),
        zh=Wording(
            message="方案有多个台账：{known}",
            help="请写明写出哪一个：`--records-out {first}={path}`",
        ),
    ),
    Entry(
        "K872",
        Severity.ERROR,
        en=Wording(
            message="the policy has no table of records `{name}`, only {known}",
            helps={
                "nearest": "did you mean `{nearest}`?",
                "none": "write `NAME=FILE` with one of these names",
            },
        ),
        zh=Wording(
            message="方案没有台账 `{name}`，只有 {known}",
            helps={
                "nearest": "是否想写 `{nearest}`？",
                "none": "请按 `名称=文件` 写，并用其中一个名称",
            },
        ),
    ),
)
