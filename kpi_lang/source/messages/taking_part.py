"""K655 to K668: who takes part, adjustments, and what indicators are."""

from kpi_lang.source.wording import Entry, Severity, Wording

ENTRIES: tuple[Entry, ...] = (
    Entry(
        "K655",
        Severity.ERROR,
        en=Wording(
            message="`{name}` says what is paid to those not appraised, but everybody is appraised",
            label="nobody gets this",
            help='say in the subject who is not: `not appraised "on probation" when on_probation`',
        ),
        zh=Wording(
            message="`{name}` 写了不参加考核的人怎样发放，但方案中人人都参加考核",
            label="没有人适用",
            help="请在考核对象中写明谁不参加：`不参加考核 “试用期内” 当 试用期内 = 是`",
        ),
    ),
    Entry(
        "K656",
        Severity.ERROR,
        en=Wording(
            message="indicators of the class `{class_title}` only lose points, but `{name}` may score more than "
            "{full}, its full marks",
            label="deduction only",
            helps={
                "witness": "that is so when {witness}; let the score never go above {full}",
                "none": "let the score never go above {full}, for example with `at most {full}`",
            },
        ),
        zh=Wording(
            message="`{class_title}` 类指标只扣分，而 `{name}` 的得分可能高于满分 {full} 分",
            label="只扣分",
            helps={
                "witness": "当 {witness} 时即如此；请使得分不超过 {full}",
                "none": "请使得分不超过 {full}，例如写上 `封顶 {full}`",
            },
        ),
    ),
    Entry(
        "K657",
        Severity.ERROR,
        en=Wording(
            message="the class `{name}` is declared twice",
            label="second time",
            help="delete one of the two",
        ),
        zh=Wording(
            message="指标类别 `{name}` 重复声明",
            label="第二次声明",
            help="请删去其中一个",
        ),
    ),
    Entry(
        "K658",
        Severity.ERROR,
        en=Wording(
            message="there is no indicator class `{name}`",
            label="class",
            helps={
                "nearest": "did you mean `{nearest}`?",
                "none": 'declare it: `indicator class {name} "Title"`',
            },
        ),
        zh=Wording(
            message="没有名为 `{name}` 的指标类别",
            label="类别",
            helps={
                "nearest": "是否为 `{nearest}`？",
                "none": "请先声明：`指标类别 {name} “标题”`",
            },
        ),
    ),
    Entry(
        "K659",
        Severity.ERROR,
        en=Wording(
            message="the adjustment `{name}` does not say where its points, their reason and the approver stand",
            label="needs all three",
            help="write the rows `amount points in -5 .. 5`, `reason why` and `approved by whom`, each naming a column",
        ),
        zh=Wording(
            message="酌情调整 `{name}` 没有写全调整分、理由和批准人各在哪一列",
            label="三项都要写",
            help="请写上 `调整分 列名 属于 -5 .. 5`、`理由 列名` 和 `批准人 列名` 三行",
        ),
    ),
    Entry(
        "K660",
        Severity.ERROR,
        en=Wording(
            message="the bounds of the adjustment `{name}` leave out 0, which stands for no adjustment",
            label="bounds",
            help="let them include 0, such as `in -5 .. 5` or `in 0 .. 10`",
        ),
        zh=Wording(
            message="酌情调整 `{name}` 的上下限不含 0，而 0 表示不调整",
            label="上下限",
            help="请使范围包含 0，例如 `属于 -5 .. 5` 或 `属于 0 .. 10`",
        ),
    ),
    Entry(
        "K661",
        Severity.ERROR,
        en=Wording(
            message="an adjustment is made on an indicator's score, and `{name}` has none",
            label="no such score",
            helps={
                "nearest": "did you mean `{nearest}`?",
                "none": "leave `on {name}` out to adjust the total",
                "rows": "`{name}` is scored in each row of a goal sheet; leave `on {name}` out to adjust the total",
            },
        ),
        zh=Wording(
            message="酌情调整只能针对指标得分，而 `{name}` 没有这样的得分",
            label="没有这样的得分",
            helps={
                "nearest": "是否为 `{nearest}`？",
                "none": "如要调整总分，请删去 `对 {name}`",
                "rows": "`{name}` 在目标书的各行中评分；如要调整总分，请删去 `对 {name}`",
            },
        ),
    ),
    Entry(
        "K662",
        Severity.ERROR,
        en=Wording(
            message="a range of values stands only in a row for one grade, in a table by grade",
            label="from one value to another",
            help="write one value here, or a line: `line of score {{ 60: 0.8, 75: 1 }}`",
        ),
        zh=Wording(
            message="只有按等级的对照表中单个等级的行才能写一段取值",
            label="一段取值",
            help="此处请写一个值，或改用折线：`折线 按 分数 {{ 60：0.8，75：1 }}`",
        ),
    ),
    Entry(
        "K663",
        Severity.ERROR,
        en=Wording(
            message="the value is to move inside grade `{grade}`, but nothing says where this grade ends",
            label="needs both ends of the grade",
            helps={
                "high": "give the total an upper bound, `total {{ at most 110 }}`, or the grade both ends, "
                "`{grade} 95 .. 110`",
                "low": "give the total a lower bound, `total {{ at least 0 }}`, or the grade both ends, "
                "`{grade} 0 .. 59`",
            },
        ),
        zh=Wording(
            message="该值在等级 `{grade}` 内随得分变动，但没有写明这一等级到哪里为止",
            label="需要等级的上下两端",
            helps={
                "high": "请写明总分上限 `总分 {{ 封顶 110 }}`，或写明等级的两端 `{grade} 95 .. 110`",
                "low": "请写明总分下限 `总分 {{ 保底 0 }}`，或写明等级的两端 `{grade} 0 .. 59`",
            },
        ),
    ),
    Entry(
        "K664",
        Severity.ERROR,
        en=Wording(
            message="`{name}` scores the rows of a goal sheet, where a class that is `deduction only` is not checked",
            label="scores rows",
            help="give it another class, or score it outside the sheet",
        ),
        zh=Wording(
            message="`{name}` 为目标书的各行评分，而“只扣分”的类别无法在那里核对",
            label="为各行评分",
            help="请改用其他类别，或在目标书之外评分",
        ),
    ),
    Entry(
        "K665",
        Severity.ERROR,
        en=Wording(
            message="who is appraised cannot depend on `{name}`, which only those have who are appraised",
            label="a result",
            help="let the condition read inputs; for no rating below a score write "
            '`no result "why" below 10` in the grades',
        ),
        zh=Wording(
            message="是否参加考核不能取决于 `{name}`，因为只有参加考核的人才有这一结果",
            label="考核结果",
            help="请让条件只读取数据；如低于某一分数不评等级，请在等级划分中写 `无结果 “原因” 不满 10`",
        ),
    ),
)
