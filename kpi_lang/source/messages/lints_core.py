"""K75x and K76x: what says nothing, as the checker finds on the lowered plan."""

from kpi_lang.source.wording import Entry, Severity, Wording

ENTRIES: tuple[Entry, ...] = (
    Entry(
        "K750",
        Severity.WARNING,
        en=Wording(
            message="no rule reads the input `{name}`",
            label="never used",
            help="remove it, or use it; people would have to supply it for nothing",
        ),
        zh=Wording(
            message="没有任何规则用到数据 `{name}`",
            label="从未使用",
            help="请删除或使用它，以免白白收集",
        ),
    ),
    Entry(
        "K751",
        Severity.WARNING,
        en=Wording(
            message="no rule reads the records `{records}`",
            label="never used",
            help="remove the table, or use it, for example by `count({records})`",
        ),
        zh=Wording(
            message="没有任何规则用到台账 `{records}`",
            label="从未使用",
            help="请删除或使用它，例如 `计数（{records}）`",
        ),
    ),
    Entry(
        "K752",
        Severity.WARNING,
        en=Wording(
            message="`{name}` counts toward nothing",
            label="never used",
            help="use it, for example on a scorecard, or remove it",
        ),
        zh=Wording(
            message="`{name}` 没有计入任何结果",
            label="从未使用",
            help="请使用它（例如列入考核表），或将其删除",
        ),
    ),
    Entry(
        "K753",
        Severity.WARNING,
        en=Wording(
            message="`{condition}` always holds, so requiring it says nothing",
            label="always so",
            help="the ranges of the inputs already say so: remove it or correct it",
        ),
        zh=Wording(
            message="`{condition}` 始终成立，这条校验没有作用",
            label="始终成立",
            help="数据的取值范围已经保证了这一点：请删除或更正",
        ),
    ),
    Entry(
        "K754",
        Severity.ERROR,
        en=Wording(
            message="no data can meet `{condition}` together with the ranges and requirements before it",
            label="cannot be met",
            help="correct the condition, or the ranges of its inputs",
        ),
        zh=Wording(
            message="没有数据能在前面的范围和校验之外同时满足 `{condition}`",
            label="无法满足",
            help="请更正该条件，或其中各项数据的取值范围",
        ),
    ),
    Entry(
        "K755",
        Severity.WARNING,
        en=Wording(
            message="`{name}` never applies to anybody",
            label="its condition is never met",
            help="correct its condition, or remove it",
        ),
        zh=Wording(
            message="`{name}` 对任何人都不会触发",
            label="其条件从不成立",
            help="请更正其条件，或将其删除",
        ),
    ),
    Entry(
        "K756",
        Severity.WARNING,
        en=Wording(
            message="`{name}` applies to everybody",
            label="its condition is always met",
            help="correct its condition; if it is meant for everybody, say so in the rule it bounds",
        ),
        zh=Wording(
            message="`{name}` 对所有人都会触发",
            label="其条件始终成立",
            help="请更正其条件；若确实针对所有人，请直接写进相应规则",
        ),
    ),
    Entry(
        "K757",
        Severity.WARNING,
        en=Wording(
            message="`{name}` never gives or takes any points",
            label="always zero",
            help="check its condition, its points and the ranges of what it counts",
        ),
        zh=Wording(
            message="`{name}` 永远不会加分或扣分",
            label="始终为零",
            help="请检查其条件、分值以及所计数据的范围",
        ),
    ),
    Entry(
        "K758",
        Severity.NOTE,
        en=Wording(
            message="the bound `{bound}` is never reached",
            label="makes no difference",
            help="it may be left out, or meant for other ranges of the inputs",
        ),
        zh=Wording(
            message="界限 `{bound}` 永远不会起作用",
            label="不影响结果",
            help="可以省去，或检查各项数据的取值范围",
        ),
    ),
    Entry(
        "K760",
        Severity.ERROR,
        en=Wording(
            message="the policy applies to nobody",
            label="never so",
            help="correct `applies when …` of the subject",
        ),
        zh=Wording(
            message="该方案不适用于任何人",
            label="从不成立",
            help="请更正考核对象的 `适用于` 条件",
        ),
    ),
)
