"""K95x to K97x: files that are not what they should be, wrong use of the command, people who are not there."""

from kpi_lang.source.wording import Entry, Severity, Wording

ENTRIES: tuple[Entry, ...] = (
    Entry(
        "K951",
        Severity.ERROR,
        en=Wording(
            message="`{path}` is a folder, not a file",
            helps={"nearest": "name a file in it, such as `{nearest}`", "none": "name a file"},
        ),
        zh=Wording(
            message="`{path}` 是文件夹，不是文件",
            helps={"nearest": "请指明其中的文件，例如 `{nearest}`", "none": "请指明一个文件"},
        ),
    ),
    Entry(
        "K953",
        Severity.ERROR,
        en=Wording(
            message="`{path}` is not a text file",
            help="save the policy as plain text in UTF-8; a document or workbook cannot be read as a policy",
        ),
        zh=Wording(
            message="`{path}` 不是文本文件",
            help="请将方案另存为 UTF-8 编码的纯文本；文档或工作簿不能作为方案读取",
        ),
    ),
    Entry(
        "K954",
        Severity.ERROR,
        en=Wording(
            message="`{path}` is data, not a policy",
            help="name the policy, a file ending in `.kpi` or `.kpi.md`, and give data after `--data`",
        ),
        zh=Wording(
            message="`{path}` 是数据，不是方案",
            help="请指明方案文件（以 `.kpi` 或 `.kpi.md` 结尾），数据写在 `--data` 之后",
        ),
    ),
    Entry(
        "K955",
        Severity.ERROR,
        en=Wording(
            message="`{path}` is a policy, not data",
            help="give a `.csv`, `.xlsx`, `.parquet`, `.json`, `.jsonl` or `.arrow` file after `{option}`",
        ),
        zh=Wording(
            message="`{path}` 是方案，不是数据",
            help="请在 `{option}` 之后给出 `.csv`、`.xlsx`、`.parquet`、`.json`、`.jsonl` 或 `.arrow` 文件",
        ),
    ),
    Entry(
        "K956",
        Severity.ERROR,
        en=Wording(
            message="the folder `{path}` cannot be made: {problem}",
            help="check the name, and that you may write there",
        ),
        zh=Wording(message="无法新建文件夹 `{path}`：{problem}", help="请检查名称及写入权限"),
    ),
    Entry(
        "K959",
        Severity.ERROR,
        en=Wording(
            message="there is no policy under `{path}`",
            help="name a file ending in `.kpi` or `.kpi.md`, or a folder that holds some",
        ),
        zh=Wording(
            message="`{path}` 下没有方案",
            help="请指明以 `.kpi` 或 `.kpi.md` 结尾的文件，或含有此类文件的文件夹",
        ),
    ),
    Entry(
        "K960",
        Severity.ERROR,
        en=Wording(
            message="there is no command `{name}`",
            helps={"nearest": "did you mean `kpi {nearest}`?", "none": "`kpi --help` lists the commands"},
        ),
        zh=Wording(
            message="没有命令 `{name}`",
            helps={"nearest": "是否想用 `kpi {nearest}`？", "none": "`kpi --help` 列出全部命令"},
        ),
    ),
    Entry(
        "K961",
        Severity.ERROR,
        en=Wording(
            message="`{command}` has no option `{name}`",
            helps={
                "nearest": "did you mean `{nearest}`?",
                "none": "`{command} --help` lists the options",
            },
        ),
        zh=Wording(
            message="`{command}` 没有选项 `{name}`",
            helps={"nearest": "是否想写 `{nearest}`？", "none": "`{command} --help` 列出全部选项"},
        ),
    ),
    Entry(
        "K962",
        Severity.ERROR,
        en=Wording(
            message="`{command}` needs `{name}`",
            help="`{command} --help` shows how it is used",
        ),
        zh=Wording(message="`{command}` 缺少 `{name}`", help="用法见 `{command} --help`"),
    ),
    Entry(
        "K963",
        Severity.ERROR,
        en=Wording(
            message="`{value}` does not fit `{name}`",
            help="write {expected}",
        ),
        zh=Wording(message="`{value}` 不能用于 `{name}`", help="请写 {expected}"),
    ),
    Entry(
        "K964",
        Severity.ERROR,
        en=Wording(
            message="the command was not understood: {problem}",
            help="`{command} --help` shows how it is used",
        ),
        zh=Wording(message="无法理解该命令：{problem}", help="用法见 `{command} --help`"),
    ),
    Entry(
        "K965",
        Severity.ERROR,
        en=Wording(
            message="this release has no `{name}`",
            help="leave it out; {instead}",
        ),
        zh=Wording(message="本版本尚无 `{name}`", help="请去掉该项；{instead}"),
    ),
    Entry(
        "K966",
        Severity.ERROR,
        en=Wording(
            message="`{path}` exists already and is not empty",
            help="name a new folder; nothing was written",
        ),
        zh=Wording(message="`{path}` 已存在且不为空", help="请指定新的文件夹；未写入任何内容"),
    ),
    Entry(
        "K967",
        Severity.ERROR,
        en=Wording(
            message="this is a mistake in kpi_lang itself: {problem}",
            help="please report it with the policy and the command; `KPI_TRACEBACK=1` shows where it happened",
        ),
        zh=Wording(
            message="kpi_lang 自身出错：{problem}",
            help="请连同方案和命令一起报告；设置 `KPI_TRACEBACK=1` 可显示出错位置",
        ),
    ),
    Entry(
        "K970",
        Severity.ERROR,
        en=Wording(
            message="nobody in `{file}` has the {key} `{id}`",
            helps={
                "nearest": "did you mean `{nearest}`?",
                "none": "the column `{key}` of the data tells who is there",
            },
        ),
        zh=Wording(
            message="`{file}` 中没有 {key} 为 `{id}` 的人员",
            helps={"nearest": "是否想写 `{nearest}`？", "none": "数据的“{key}”列列出了全部人员"},
        ),
    ),
    Entry(
        "K971",
        Severity.ERROR,
        en=Wording(
            message="the policy reads dates, and no date is given",
            help="give the period, such as `{example}`, or the date that counts with `--as-of`",
        ),
        zh=Wording(
            message="方案用到日期，但未给出日期",
            help="请给出考核周期，例如 `{example}`，或用 `--as-of` 给出基准日期",
        ),
    ),
    Entry(
        "K972",
        Severity.ERROR,
        en=Wording(
            message="the policy appraises by {wanted}, and `{given}` is no {wanted}",
            help="write the period as in `{example}`",
        ),
        zh=Wording(
            message="方案按{wanted}考核，而 `{given}` 不是{wanted}",
            help="周期请写成 `{example}` 的样子",
        ),
    ),
    Entry(
        "K973",
        Severity.ERROR,
        en=Wording(
            message="`ensure {property}` does not hold for {key} `{id}`",
            label="this is promised",
            help="`kpi explain` with `--id {id}` derives the figures; correct the rules or the promise",
        ),
        zh=Wording(
            message="{key} `{id}` 不满足 `保证 {property}`",
            label="此处作出保证",
            help="用 `kpi explain` 加 `--id {id}` 查看各项数据的由来；请更正规则或保证",
        ),
    ),
    Entry(
        "K975",
        Severity.ERROR,
        en=Wording(
            message="the policy has no input `{name}`",
            helps={"nearest": "did you mean `{nearest}`?", "none": "its inputs are {known}"},
        ),
        zh=Wording(
            message="方案没有名为 `{name}` 的输入",
            helps={"nearest": "是否想写 `{nearest}`？", "none": "方案的输入有：{known}"},
        ),
    ),
    Entry(
        "K976",
        Severity.ERROR,
        en=Wording(
            message="the policy has no records `{name}`",
            helps={
                "nearest": "did you mean `{nearest}`?",
                "none": "its records are {known}",
                "nothing": "it reads no records at all",
            },
        ),
        zh=Wording(
            message="方案没有名为 `{name}` 的台账",
            helps={
                "nearest": "是否想写 `{nearest}`？",
                "none": "方案的台账有：{known}",
                "nothing": "方案不使用任何台账",
            },
        ),
    ),
    Entry(
        "K977",
        Severity.ERROR,
        en=Wording(
            message="the records `{name}` are not given",
            label="the policy reads them here",
            help="give the file with `--records {name}=FILE`, if only with its titles: no log is not the "
            "same as no events",
        ),
        zh=Wording(
            message="未提供台账 `{name}`",
            label="方案在此读取该台账",
            help="请用 `--records {name}=文件` 提供该文件，哪怕只有标题行：没有台账不等于没有发生",
        ),
    ),
    Entry(
        "K978",
        Severity.ERROR,
        en=Wording(
            message="data do not meet a requirement: {message}",
            labels={"rule": "required here"},
            help="correct the data, or the requirement if it asks too much",
        ),
        zh=Wording(
            message="数据不符合要求：{message}",
            labels={"rule": "此处提出要求"},
            help="请更正数据；如果要求过严，请修改要求",
        ),
    ),
    Entry(
        "K979",
        Severity.ERROR,
        en=Wording(
            message="there is no `{output}` without `{reason}`",
            help="give a value for it, or say in the policy what happens when it is missing",
        ),
        zh=Wording(
            message="缺少 `{reason}`，无法得出 `{output}`",
            help="请补充该数据，或在方案中规定缺失时如何处理",
        ),
    ),
    Entry(
        "K980",
        Severity.ERROR,
        en=Wording(
            message="there is no `{output}` while a record of `{reason}` is rejected",
            help="correct the record, which is listed among the rejected ones; nobody gains by a bad row",
        ),
        zh=Wording(
            message="台账“{reason}”中有被拒绝的记录，因此无法得出 `{output}`",
            help="请更正该记录（见被拒绝的记录清单）；任何人不因错误数据受益",
        ),
    ),
    Entry(
        "K981",
        Severity.WARNING,
        en=Wording(
            message="the policy is in effect {range}, and the day that counts is {day}",
            help="run the version of the policy that was in effect then, or correct the period or the date",
        ),
        zh=Wording(
            message="方案的生效期为 {range}，而本次计算的截止日为 {day}",
            help="请使用当时有效的方案版本，或更正考核周期、日期",
        ),
    ),
    Entry(
        "K920",
        Severity.ERROR,
        en=Wording(
            message="`{text}` is not a period of this policy",
            label="the period of this row",
            help="write the period as `{example}`",
        ),
        zh=Wording(
            message="`{text}` 不是本方案的考核周期",
            label="此行的周期",
            help="请把周期写成 `{example}` 的形式",
        ),
    ),
    Entry(
        "K921",
        Severity.ERROR,
        en=Wording(
            message="the history does not say which periods its rows are about",
            help="add a column `period` with texts such as 2026Q1 or 2026-01",
        ),
        zh=Wording(
            message="往期数据没有写明各行属于哪个周期",
            help="请加一列 `考核周期`，内容如 2026Q1 或 2026-01",
        ),
    ),
    Entry(
        "K968",
        Severity.ERROR,
        en=Wording(
            message="of {periods} only the results are known, not the figures",
            help="add the rows of {periods} to the data, so that they can be added up",
        ),
        zh=Wording(
            message="{periods} 只有结果，没有原始数据",
            help="请把 {periods} 的数据行加入数据文件，才能合并计算",
        ),
    ),
)
