"""K84x: rows that cannot be used or that belong to nobody."""

from kpi_lang.source.wording import Entry, Severity, Wording

ENTRIES: tuple[Entry, ...] = (
    Entry(
        "K840",
        Severity.ERROR,
        en=Wording(
            message="the row has no key `{name}`",
            help="fill in whom the row is about, or delete the row",
        ),
        zh=Wording(message="该行没有编号 `{name}`", help="请填写该行属于谁，或删除该行"),
    ),
    Entry(
        "K841",
        Severity.ERROR,
        en=Wording(
            message="the key `{key}` stands in {count} rows: {rows}",
            help="keep one row for each person; none of these is used, since it cannot be known which is meant",
        ),
        zh=Wording(
            message="编号 `{key}` 出现在 {count} 行中：第 {rows} 行",
            help="每人只保留一行；无法确定以哪一行为准，因此均未采用",
        ),
    ),
    Entry(
        "K842",
        Severity.ERROR,
        en=Wording(
            message="the number of cells ({cells}) is not that of the titles ({titles})",
            helps={
                "short": "fill the row up with empty cells, so that each value stands under its title",
                "long": "look for a separator inside a value, such as `1,000` without quotation marks",
            },
        ),
        zh=Wording(
            message="该行有 {cells} 个单元格，而标题有 {titles} 个",
            helps={
                "short": "请用空单元格补足该行，使每个值对准其标题",
                "long": "请检查值中是否含有分隔符，例如未加引号的 `1,000`",
            },
        ),
    ),
    Entry(
        "K843",
        Severity.ERROR,
        en=Wording(
            message="nobody has the key `{key}` of this row of `{records}`",
            help="correct the key, or add the person to the sheet of people",
        ),
        zh=Wording(
            message="`{records}` 的这一行所属编号 `{key}` 查无此人",
            help="请更正编号，或在人员主表中补上此人",
        ),
    ),
    Entry(
        "K844",
        Severity.WARNING,
        en=Wording(
            message="nobody in the main sheet has the key `{key}`; the row is not used",
            help="correct the key if the person should be read",
        ),
        zh=Wording(message="人员主表中没有编号 `{key}`，该行未使用", help="若应读取此人，请更正编号"),
    ),
    Entry(
        "K845",
        Severity.ERROR,
        en=Wording(
            message="the key `{key}` stands in this joined sheet twice, first in row {first}",
            help="keep one row for each person in the joined sheet",
        ),
        zh=Wording(
            message="编号 `{key}` 在该关联表中出现两次，首次在第 {first} 行",
            help="关联表中每人请只保留一行",
        ),
    ),
    Entry(
        "K846",
        Severity.ERROR,
        en=Wording(
            message="the row sums up others: its key `{name}` is `{key}`",
            help="delete the row; nobody is appraised by it",
        ),
        zh=Wording(message="该行是汇总行：编号 `{name}` 为 `{key}`", help="请删除该行，它不对应任何被考核人"),
    ),
)
