"""K55x and K56x: what rows and scorecards leave out, as the checker finds on the lowered plan."""

from kpi_lang.source.wording import Entry, Severity, Wording

ENTRIES: tuple[Entry, ...] = (
    Entry(
        "K550",
        Severity.ERROR,
        en=Wording(
            message="no row covers `{key}` of {gap}, for example {example}",
            label="has a gap",
            helps={
                "rows": "add a row for it, or `else: …` as the last row",
                "grades": "add a row for it, or let the last grade be `otherwise`",
            },
        ),
        zh=Wording(
            message="`{key}` 为 {gap} 时没有对应的行，例如 {example}",
            label="各行之间有空档",
            helps={
                "rows": "请补上这一行，或在最后加一行 `否则：…`",
                "grades": "请补上这一行，或把最后一个等级写成 `其余`",
            },
        ),
    ),
    Entry(
        "K551",
        Severity.ERROR,
        en=Wording(
            message="no row covers `{key}` = {members}",
            label="leaves something out",
            helps={
                "rows": "add a row for each, or `else: …` as the last row",
                "grades": "add a row for each, or let the last grade be `otherwise`",
            },
        ),
        zh=Wording(
            message="`{key}` 为 {members} 时没有对应的行",
            label="没有写全",
            helps={
                "rows": "请逐一补上，或在最后加一行 `否则：…`",
                "grades": "请逐一补上，或把最后一个等级写成 `其余`",
            },
        ),
    ),
    Entry(
        "K552",
        Severity.ERROR,
        en=Wording(
            message="it cannot be shown that the rows cover every case",
            label="may leave something out",
            helps={
                "rows": "add `else: …` as the last row",
                "grades": "let the last grade be `otherwise`",
            },
        ),
        zh=Wording(
            message="无法证明各行已覆盖所有情况",
            label="可能没有写全",
            helps={
                "rows": "请在最后加一行 `否则：…`",
                "grades": "请把最后一个等级写成 `其余`",
            },
        ),
    ),
    Entry(
        "K553",
        Severity.WARNING,
        en=Wording(
            message="the row `{row}` is never reached",
            label="nothing is left for it",
            helps={
                "range": "`{key}` can only be {range}, and earlier rows come first: remove the row, "
                "change its order, or widen the range of the data",
                "none": "earlier rows come first: remove the row or change its order",
            },
        ),
        zh=Wording(
            message="`{row}` 这一行永远不会用到",
            label="前面的行已全部覆盖",
            helps={
                "range": "`{key}` 只可能为 {range}，且前面的行优先：请删除该行、调整顺序或放宽数据的范围",
                "none": "前面的行优先：请删除该行或调整顺序",
            },
        ),
    ),
    Entry(
        "K554",
        Severity.WARNING,
        en=Wording(
            message="nobody can get the grade `{grade}`",
            label="no result falls here",
            help="check the bounds of the grades against the lowest and highest total that there can be",
        ),
        zh=Wording(
            message="没有人能得到等级 `{grade}`",
            label="没有总分落在这里",
            help="请对照总分可能的最低值和最高值检查各等级的界限",
        ),
    ),
    Entry(
        "K555",
        Severity.WARNING,
        en=Wording(
            message="`{condition}` never changes its answer, so this branch is never taken",
            label="never taken",
            help="remove the `if`, or correct its condition",
        ),
        zh=Wording(
            message="`{condition}` 的结果始终相同，因此这一分支永远不会用到",
            label="永远不会用到",
            help="请去掉 `如果`，或更正其条件",
        ),
    ),
    Entry(
        "K560",
        Severity.ERROR,
        en=Wording(
            message="no scorecard applies to people with {witness}",
            label="leaves people out",
            help="add a scorecard for them, let the last one be `otherwise`, "
            "or leave them out by `applies when …` of the subject",
        ),
        zh=Wording(
            message="{witness} 的人员没有适用的考核表",
            label="有人没有考核表",
            help="请为其增加考核表，或把最后一张考核表写成 `其余`，或在考核对象的 `适用于` 中将其排除",
        ),
    ),
    Entry(
        "K561",
        Severity.ERROR,
        en=Wording(
            message="it cannot be shown that everybody has a scorecard",
            label="may leave people out",
            help="let the last scorecard be `otherwise`",
        ),
        zh=Wording(
            message="无法证明每个人都有适用的考核表",
            label="可能有人没有考核表",
            help="请把最后一张考核表写成 `其余`",
        ),
    ),
    Entry(
        "K562",
        Severity.ERROR,
        en=Wording(
            message="both scorecard `{first}` and scorecard `{second}` apply to people with {witness}",
            label="applies to them too",
            help="make the two conditions exclude each other",
            labels={"first": "and so does this one"},
        ),
        zh=Wording(
            message="{witness} 的人员同时适用考核表 `{first}` 和 `{second}`",
            label="也适用于他们",
            help="请使两张考核表的条件互不重叠",
            labels={"first": "这张同样适用"},
        ),
    ),
    Entry(
        "K563",
        Severity.ERROR,
        en=Wording(
            message="it cannot be shown that scorecards `{first}` and `{second}` never apply to the same person",
            label="may apply to the same people",
            help="make the two conditions exclude each other plainly, for example by the same input",
            labels={"first": "as this one does"},
        ),
        zh=Wording(
            message="无法证明考核表 `{first}` 和 `{second}` 不会适用于同一人",
            label="可能适用于相同的人",
            help="请使两个条件明显互斥，例如都按同一项数据区分",
            labels={"first": "与这张可能重叠"},
        ),
    ),
    Entry(
        "K564",
        Severity.WARNING,
        en=Wording(
            message="nobody has the scorecard `{card}`",
            label="never applies",
            help="correct its condition, or remove the scorecard",
        ),
        zh=Wording(
            message="没有人适用考核表 `{card}`",
            label="从不适用",
            help="请更正其条件，或删除该考核表",
        ),
    ),
)
