"""K5xx below K550: rows of curves, steps, tiers, tables and grades, as the author wrote them."""

from kpi_lang.source.wording import Entry, Severity, Wording

ENTRIES: tuple[Entry, ...] = (
    Entry(
        "K501",
        Severity.ERROR,
        en=Wording(
            message="row `{row}` is never reached",
            label="nothing is left for it",
            help="rows are tried from the top: put `{row}` before `{earlier}`, or correct one of the values",
            labels={"earlier": "this row takes them first"},
        ),
        zh=Wording(
            message="`{row}` 这一行永远不会用到",
            label="没有剩余的值",
            help="各行自上而下判断：请把 `{row}` 移到 `{earlier}` 之前，或更正数值",
            labels={"earlier": "这一行已先包含这些值"},
        ),
    ),
    Entry(
        "K502",
        Severity.ERROR,
        en=Wording(
            message="`{row}` is named by two rows",
            label="named again",
            help="delete one of the rows",
            labels={"earlier": "first named here"},
        ),
        zh=Wording(
            message="`{row}` 在两行中出现",
            label="再次出现",
            help="请删去一行",
            labels={"earlier": "首次出现在此"},
        ),
    ),
    Entry(
        "K504",
        Severity.ERROR,
        en=Wording(
            message="no row can stand below `else` or `otherwise`",
            label="stands below it",
            help="move this row above it",
        ),
        zh=Wording(
            message="`否则`、`其余` 之后不能再有其他行",
            label="位于其后",
            help="请把这一行移到它的前面",
        ),
    ),
    Entry(
        "K505",
        Severity.ERROR,
        en=Wording(
            message="the curve does not say what it is about",
            label="no value to look at",
            help="write `of` and the value: `line of attainment {{ … }}`",
        ),
        zh=Wording(
            message="曲线没有写明针对哪个值",
            label="没有可用的值",
            help="请写明针对的值，如 `折线 按 完成率 {{ … }}`",
        ),
    ),
    Entry(
        "K506",
        Severity.ERROR,
        en=Wording(
            message="a line needs two points or more",
            label="too few points",
            help="add the point where the score ends, such as `125%: 100`",
        ),
        zh=Wording(
            message="折线至少需要两个点",
            label="点数不足",
            help="请补上端点，如 `125%：100`",
        ),
    ),
    Entry(
        "K507",
        Severity.ERROR,
        en=Wording(
            message="the points of a line must go one way: {one} is followed by {other}",
            label="out of order",
            help="sort the points from the lowest to the highest, each once",
        ),
        zh=Wording(
            message="折线各点须依次递增或递减：{one} 之后是 {other}",
            label="顺序不对",
            help="请把各点从低到高排列，且不重复",
        ),
    ),
    Entry(
        "K508",
        Severity.ERROR,
        en=Wording(
            message="a slope after one without an end has no effect",
            label="never reached",
            help="say where the slope before it ends: `until 130%`",
        ),
        zh=Wording(
            message="没有终点的斜率之后再写斜率无效",
            label="永远不会用到",
            help="请为前一斜率写明终点，如 `至 130%`",
        ),
    ),
    Entry(
        "K509",
        Severity.ERROR,
        en=Wording(
            message="a slope must end beyond where it begins",
            label="ends before it begins",
            help="above the anchor, ends rise; below it, they fall",
        ),
        zh=Wording(
            message="斜率的终点须在起点之外",
            label="终点在起点之前",
            help="基准以上终点递增，基准以下终点递减",
        ),
    ),
    Entry(
        "K510",
        Severity.ERROR,
        en=Wording(
            message="the step must be more than zero",
            label="step",
            help="write for example `each 1% above: +1`",
        ),
        zh=Wording(
            message="每一步须大于零",
            label="步长",
            help="请写如 `每超出 1%：+1`",
        ),
    ),
    Entry(
        "K511",
        Severity.ERROR,
        en=Wording(
            message="tiers go from the lowest up, each with its upper end",
            label="no upper end",
            help="write `<= 100_000: 10%, <= 200_000: 15%, else: 20%`",
        ),
        zh=Wording(
            message="分档须从低到高，每档写上限",
            label="没有上限",
            help="请写如 `≤ 10万：10%，≤ 20万：15%，否则：20%`",
        ),
    ),
    Entry(
        "K512",
        Severity.ERROR,
        en=Wording(
            message="row `{row}` has no amount: part of it lies in a tier without a rate",
            label="above that tier",
            help="say `no result` here too, or give the tier `{earlier}` a rate",
            labels={"earlier": "no rate here"},
        ),
        zh=Wording(
            message="`{row}` 这一档算不出金额：其中一部分落在没有比例的档内",
            label="高于该档",
            help="请在此也写“无结果”，或为 `{earlier}` 一档写明比例",
            labels={"earlier": "此档没有比例"},
        ),
    ),
    Entry(
        "K520",
        Severity.WARNING,
        en=Wording(
            message="a score of {score} is both `{upper}` and `{lower}`",
            label="includes {score} too",
            help="the better grade gets it as written; say which one is meant: `{lower} … below {score}`, "
            "or `{upper} above {score}`",
            labels={"upper": "includes {score}"},
        ),
        zh=Wording(
            message="{score} 分既是 `{upper}` 又是 `{lower}`",
            label="也包含 {score}",
            help="请写明 {score} 分归哪一等级：`{lower}` 写成 `… 不满 {score}`，或 `{upper}` 写成 `超过 "
            "{score}`",
            labels={"upper": "包含 {score}"},
        ),
    ),
    Entry(
        "K521",
        Severity.ERROR,
        en=Wording(
            message="grade `{lower}` begins no lower than `{upper}`",
            label="never reached",
            help="list the grades from the best to the worst, each with a lower bound than the one before",
            labels={"upper": "takes these scores first"},
        ),
        zh=Wording(
            message="等级 `{lower}` 的下限不低于 `{upper}`",
            label="永远不会得到",
            help="请从高到低排列等级，下限依次降低",
            labels={"upper": "这一行已先包含这些分数"},
        ),
    ),
)
