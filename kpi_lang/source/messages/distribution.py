"""K430 to K449 and K680 to K699: what a forced distribution asks for; K910 to K919: what became of it in a run."""

from kpi_lang.source.wording import Entry, Severity, Wording


def _error(
    code: str, en: tuple[str, str, str], zh: tuple[str, str, str], severity: Severity = Severity.ERROR
) -> Entry:
    return Entry(
        code,
        severity,
        en=Wording(message=en[0], label=en[1], help=en[2]),
        zh=Wording(message=zh[0], label=zh[1], help=zh[2]),
    )


SYNTAX_ENTRIES: tuple[Entry, ...] = (
    _error(
        "K430",
        (
            "the grade `{grade}` has no share",
            "share missing",
            "write a share behind each grade: `{grade} 30%`",
        ),
        ("等级 `{grade}` 没有写比例", "缺少比例", "每个等级后都要写比例，如 `{grade} 30%`"),
    ),
)

ENTRIES: tuple[Entry, ...] = (
    _error(
        "K680",
        (
            "there are no grades to distribute",
            "distribution",
            "declare them in a block `grades`",
        ),
        ("没有可以分布的等级", "强制分布", "请用 `等级划分` 声明等级"),
    ),
    _error(
        "K681",
        ("a policy has one distribution", "second distribution", "write the rows of both in one block"),
        ("一个方案只能有一个强制分布", "第二个强制分布", "请把两处的内容写在一个强制分布中"),
    ),
    Entry(
        "K682",
        Severity.ERROR,
        en=Wording(
            message="there is no grade `{name}`",
            label="unknown grade",
            helps={"nearest": "did you mean `{nearest}`?", "none": "the grades are {known}"},
        ),
        zh=Wording(
            message="没有等级 `{name}`",
            label="未知的等级",
            helps={"nearest": "是否指 `{nearest}`？", "none": "方案中的等级有：{known}"},
        ),
    ),
    _error(
        "K683",
        (
            "it is not said how a share of people becomes a whole number",
            "rounding missing",
            "of {people} people this is {exact}: write `rounded down` behind it for {down}, `rounded up` for {up}",
        ),
        (
            "没有写明人数怎样取整",
            "缺少取整方式",
            "{people} 人时为 {exact} 人：后面写 `舍去小数` 得 {down} 人，写 `进一` 得 {up} 人",
        ),
    ),
    Entry(
        "K684",
        Severity.ERROR,
        en=Wording(
            message="`{name}` is nothing that people belong to",
            label="no cohort",
            helps={
                "nearest": "did you mean `{nearest}`?",
                "none": "say in the subject what people belong to: `belongs to {name}`; for one cohort of "
                "everybody write `among everybody`",
            },
        ),
        zh=Wording(
            message="`{name}` 不是人员所隶属的单位",
            label="无法分组",
            helps={
                "nearest": "是否指 `{nearest}`？",
                "none": "请在考核对象中写明 `隶属 {name}`；全体为一组时写 `全公司`",
            },
        ),
    ),
    _error(
        "K685",
        (
            "it is not said by what people are ordered",
            "order missing",
            "write a row `order by x`: the highest is first",
        ),
        ("没有写明人员按什么排序", "缺少排序依据", "请写一行 `排序按 x`：数值高者在前"),
    ),
    _error(
        "K686",
        ("no row is for a cohort of {size} people", "rows end before", "add a row `else: …`"),
        ("没有适用于 {size} 人的一行", "未覆盖", "请加一行 `否则：…`"),
    ),
    _error(
        "K687",
        (
            "no cohort of any size can keep these rules together: {rules}",
            "distribution",
            "change one of them so that all can be kept",
        ),
        ("这些规定无论多少人都不能同时满足：{rules}", "强制分布", "请修改其中一条，使其能够同时满足"),
    ),
    _error(
        "K694",
        (
            "only cohorts of {size} people and more can keep these rules together: {rules}",
            "distribution",
            "say what becomes of smaller ones, such as `cohorts below {size} people stay as they are`",
        ),
        (
            "只有 {size} 人及以上才能同时满足这些规定：{rules}",
            "强制分布",
            "请写明人数更少时怎样处理，如 `不足 {size} 人 不作调整`",
        ),
        Severity.WARNING,
    ),
    _error(
        "K688",
        (
            "a strict distribution applies at once, so nobody approves it",
            "approval",
            "delete this row, or write `guideline` in place of `strict`",
        ),
        ("强制执行的分布立即生效，不经批准", "批准", "请删去本行，或把 `强制执行` 改为 `指导比例`"),
    ),
    _error(
        "K689",
        ("the shares add up to {total}, not to 100%", "shares", "make them add up to 100%"),
        ("各比例合计为 {total}，不是 100%", "比例", "请使合计为 100%"),
    ),
    Entry(
        "K690",
        Severity.ERROR,
        en=Wording(
            message="`{written}` is no quota",
            label="quota",
            helps={
                "kind": "a quota is a share, such as 20%, or a number of people, such as 2",
                "one": "write one head-count in each row",
            },
        ),
        zh=Wording(
            message="`{written}` 不能作为名额",
            label="名额",
            helps={"kind": "名额可以是比例，如 20%，或人数，如 2 人", "one": "每行只写一个人数"},
        ),
    ),
    Entry(
        "K691",
        Severity.ERROR,
        en=Wording(
            message="`{written}` is no number of people or share of them",
            label="quota",
            helps={
                "share": "a share lies between 0% and 100%",
                "whole": "people are counted in whole numbers from 0 on; for a share write `20%`",
            },
        ),
        zh=Wording(
            message="`{written}` 不是人数，也不是人数的比例",
            label="名额",
            helps={"share": "比例应在 0% 与 100% 之间", "whole": "人数为不小于 0 的整数；比例请写成 `20%`"},
        ),
    ),
    _error(
        "K692",
        (
            "the distribution asks for nothing",
            "no quota",
            "write a row such as `S + A at most 20%, rounded down`",
        ),
        ("强制分布没有任何要求", "没有名额", "请写一行，如 `S + A 不超过 20%，舍去小数`"),
    ),
    _error(
        "K693",
        ("people cannot be ordered by {kind}", "order", "order by a number, a date, a grade or a yes/no"),
        ("不能按{kind}排序", "排序", "请按数值、日期、等级或是否排序"),
    ),
)

RUN_ENTRIES: tuple[Entry, ...] = (
    Entry(
        "K910",
        Severity.WARNING,
        en=Wording(
            message="no allowed move meets the distribution in {cohort}: {rules} clash",
            label="this rule",
            helps={
                "ties": "people who are tied stay together; a further `order by` that tells them apart would help",
                "none": "nobody of this cohort is moved; the table of the distribution shows what is off",
            },
        ),
        zh=Wording(
            message="{cohort} 按规定怎样调整都不能满足强制分布：{rules} 不能同时满足",
            label="这条规定",
            helps={
                "ties": "并列人员不拆开；再加一个排序依据把他们分出先后即可满足",
                "none": "该范围内不作调整；分布表列出了不符之处",
            },
        ),
    ),
    _error(
        "K911",
        (
            "the distribution in {cohort} would move {needed} people down, the policy allows {most}",
            "guard",
            "nobody of this cohort is moved; look at the scores, or allow more",
        ),
        (
            "{cohort} 须有 {needed} 人降级才能满足强制分布，而方案最多允许 {most} 人",
            "降级人数",
            "该范围内不作调整；请检查得分，或放宽降级人数",
        ),
        Severity.WARNING,
    ),
    _error(
        "K912",
        (
            "a quota differs within {cohort}: `{one}` and `{other}` do not have the same",
            "this quota",
            "a quota is one number for the whole cohort; correct the data of one of the two",
        ),
        (
            "{cohort} 内名额不一致：`{one}` 与 `{other}` 不相同",
            "这一名额",
            "同一范围只能有一个名额，请更正其中一人的数据",
        ),
    ),
    _error(
        "K913",
        (
            "the grades of {cohort} cannot be settled: data of somebody in it were rejected",
            "distribution",
            "correct the rejected rows and run again",
        ),
        ("{cohort} 的等级不能确定：其中有人的数据被退回", "强制分布", "请更正被退回的数据后重新运行"),
        Severity.WARNING,
    ),
    _error(
        "K914",
        (
            "`{approver}` is not who approves this distribution",
            "approver",
            "the policy asks for the approval of {wanted}",
        ),
        ("强制分布不由 `{approver}` 批准", "批准人", "方案规定由 {wanted} 批准"),
    ),
    Entry(
        "K915",
        Severity.ERROR,
        en=Wording(
            message="there is no cohort `{cohort}`",
            label="unknown cohort",
            helps={
                "nearest": "did you mean `{nearest}`?",
                "none": "leave the cohort empty where everybody is one; pooled cohorts have the name of what they "
                "were pooled into",
            },
        ),
        zh=Wording(
            message="没有范围 `{cohort}`",
            label="未知的范围",
            helps={
                "nearest": "是否指 `{nearest}`？",
                "none": "全公司为一个范围时请留空；并入后的范围用上一级单位的名称",
            },
        ),
    ),
    _error(
        "K916",
        (
            "the grades edited in {cohort} break `{rule}`",
            "this rule",
            "they stand as approved; check that this is meant",
        ),
        ("{cohort} 修改后的等级不符合 `{rule}`", "这条规定", "按批准结果执行；请确认确实如此"),
        Severity.WARNING,
    ),
    Entry(
        "K917",
        Severity.ERROR,
        en=Wording(
            message="the edit of the grade of `{id}` is not complete",
            label="edit",
            helps={
                "reason": "say why in the column `reason`",
                "grade": "name the grade in the column `grade`",
            },
        ),
        zh=Wording(
            message="对 `{id}` 等级的修改不完整",
            label="修改",
            helps={"reason": "请在 `理由` 一栏写明原因", "grade": "请在 `等级` 一栏写明等级"},
        ),
    ),
    Entry(
        "K918",
        Severity.ERROR,
        en=Wording(
            message="`{written}` cannot be read as a decision or its date",
            label="approval",
            helps={
                "decision": "write `approved` or `declined` in the column `decision`; a row about a person needs the "
                "person's key",
                "date": "write the date as 2026-10-20",
            },
        ),
        zh=Wording(
            message="`{written}` 不是审批决定或日期",
            label="审批",
            helps={
                "decision": "请在 `决定` 一栏写 `批准` 或 `不批准`；修改个人等级的行须写编号",
                "date": "日期请写成 2026-10-20",
            },
        ),
    ),
    Entry(
        "K919",
        Severity.ERROR,
        en=Wording(
            message="the grade of `{id}` cannot become `{grade}`",
            label="edit",
            helps={
                "person": "nobody in a cohort has this key",
                "grade": "the policy has no such grade",
                "limit": "a veto or limit of the policy bounds this person's grade",
            },
        ),
        zh=Wording(
            message="`{id}` 的等级不能改为 `{grade}`",
            label="修改",
            helps={
                "person": "参加分布的人员中没有这个编号",
                "grade": "方案中没有这个等级",
                "limit": "该人员的等级受一票否决或限级约束",
            },
        ),
    ),
)
