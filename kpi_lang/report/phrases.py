"""The words of explanations in both languages."""

from attrs import frozen

from kpi_lang.core.clauses import Reading
from kpi_lang.core.nodes import ChooseRole, DateOperator
from kpi_lang.source import Lang, cited
from kpi_lang.values.rounding import Mode


@frozen
class Phrases:
    """Patterns with named places; what stands in them is text already."""

    in_brackets: str
    elsewhere: str
    row: dict[ChooseRole, str]
    holds: str
    holds_not: str
    mode: dict[Mode, str]
    rounded_to_whole: str
    rounded_to_place: str
    rounded_to_places: str
    rounded_to_step: str
    cap_bound: str
    floor_bound: str
    smallest: str
    largest: str
    best: str
    parameter: str
    default: str
    counted: str
    counted_none: str
    counted_rows: str
    compared: str
    compared_none: str
    pool: str
    pool_part: str
    pool_nothing: str
    pool_floor: str
    pool_cap: str
    pool_extra: str
    pool_rest: str
    left_out: str
    more_people: str
    everybody: str
    reports: str
    part: str
    not_given: str
    no_value: str
    amended: str
    out_of_scope: str
    reading: str
    list_separator: str
    provenance: dict[str, str]
    provenance_separator: str
    dates: dict[DateOperator, str]
    """Functions of dates as formulas write them, where that is not their English name."""
    parts: dict[str, str]
    """What the rules are that the compiler makes of a declaration, by the last part of their names."""


PHRASES: dict[Lang, Phrases] = {
    "en": Phrases(
        in_brackets=" ({text})",
        elsewhere="  ↑ above",
        row={
            ChooseRole.IF: "case: {label}",
            ChooseRole.STEPS: "step: {label}",
            ChooseRole.LINE: "segment of the line: {label}",
            ChooseRole.ANCHORED: "part of the curve: {label}",
            ChooseRole.TABLE: "row of the table: {label}",
            ChooseRole.TIERS: "tier: {label}",
            ChooseRole.GRADES: "grade: {label}",
            ChooseRole.SCORECARD: "scorecard: {label}",
            ChooseRole.PARAMETER: "value of the parameter: {label}",
            ChooseRole.WEIGHT: "weight: {label}",
            ChooseRole.OUTCOME: "clause: {label}",
            ChooseRole.RESTRICTION: "restriction: {label}",
            ChooseRole.AWARD: "award: {label}",
            ChooseRole.ELIGIBILITY: "{label}",
            ChooseRole.STAGES: "stage that counts: {label}",
            ChooseRole.TALK: "clause: {label}",
            ChooseRole.RATERS: "raters: {label}",
            ChooseRole.ADJUSTMENT: "{label}",
            ChooseRole.DISTRIBUTION: "{label}",
        },
        holds="because {condition}",
        holds_not="does not apply: it is not so that {condition}",
        mode={
            Mode.HALF_UP: "half up",
            Mode.HALF_EVEN: "half to even",
            Mode.HALF_DOWN: "half down",
            Mode.UP: "up",
            Mode.DOWN: "down",
            Mode.FLOOR: "to the floor",
            Mode.CEILING: "to the ceiling",
        },
        rounded_to_whole="rounded {mode} to a whole number: {before} → {after}",
        rounded_to_place="rounded {mode} to 1 place: {before} → {after}",
        rounded_to_places="rounded {mode} to {digits} places: {before} → {after}",
        rounded_to_step="rounded {mode} to steps of {step}: {before} → {after}",
        cap_bound="at most {bound}: {amount} → {bound}",
        floor_bound="at least {bound}: {amount} → {bound}",
        smallest="the smallest of {amounts}",
        largest="the largest of {amounts}",
        best="the best of {amounts}",
        parameter="parameter {name} = {value}",
        default="not given; {value} stands in",
        counted="{operator} over {records}: {number} counted, rows {rows}",
        counted_none="{operator} over {records}: none counted",
        counted_rows="… {more} more",
        compared="{figure} = {value}: of {group}, {number} people: {people}",
        compared_none="{figure}: of {group}, nobody counts",
        pool="{pool} of {group}: {amount} for parts of {total} together",
        pool_part="this part is {part}, exactly {exact}",
        pool_nothing="no share of it",
        pool_floor="raised to the floor, which the others bear",
        pool_cap="held at the cap, which frees the rest for the others",
        pool_extra="with {step} of what rounding down left, by largest remainder",
        pool_rest="{rest} left over",
        left_out="not counted: {number}",
        more_people="and {more} more",
        everybody="everybody",
        reports="the reports of {key}",
        part="{value} = {formula}",
        not_given="not given",
        no_value="no value: {reason}",
        amended="as amended by {name}",
        out_of_scope="the policy does not apply to this person; the figures would be",
        reading="reading of {about}: {chosen} (because: {because})",
        list_separator=", ",
        provenance_separator="; ",
        provenance={
            "class": "class: {text}",
            "source": "source: {text}",
            "rater": "rated by: {text}",
            "evidence": "evidence: {text}",
        },
        dates={},
        parts={
            "taking_part": "sum of the weights that take part",
            "stretch": "factor that brings the weights to 100%",
        },
    ),
    "zh": Phrases(
        in_brackets="（{text}）",
        elsewhere="  ↑ 见上",
        row={
            ChooseRole.IF: "情形：{label}",
            ChooseRole.STEPS: "分段：{label}",
            ChooseRole.LINE: "线段：{label}",
            ChooseRole.ANCHORED: "曲线段：{label}",
            ChooseRole.TABLE: "表中的行：{label}",
            ChooseRole.TIERS: "档次：{label}",
            ChooseRole.GRADES: "等级：{label}",
            ChooseRole.SCORECARD: "考核表：{label}",
            ChooseRole.PARAMETER: "参数取值：{label}",
            ChooseRole.WEIGHT: "权重：{label}",
            ChooseRole.OUTCOME: "适用条款：{label}",
            ChooseRole.RESTRICTION: "限制：{label}",
            ChooseRole.AWARD: "加减分：{label}",
            ChooseRole.ELIGIBILITY: "{label}",
            ChooseRole.STAGES: "采用的评分环节：{label}",
            ChooseRole.TALK: "适用条款：{label}",
            ChooseRole.RATERS: "评议人：{label}",
            ChooseRole.ADJUSTMENT: "{label}",
            ChooseRole.DISTRIBUTION: "{label}",
        },
        holds="因为 {condition}",
        holds_not="不适用：条件不成立（{condition}）",
        mode={
            Mode.HALF_UP: "四舍五入",
            Mode.HALF_EVEN: "四舍六入五成双",
            Mode.HALF_DOWN: "五舍六入",
            Mode.UP: "进一",
            Mode.DOWN: "舍去",
            Mode.FLOOR: "向下取整",
            Mode.CEILING: "向上取整",
        },
        rounded_to_whole="{mode}保留整数：{before} → {after}",
        rounded_to_place="{mode}保留 1 位小数：{before} → {after}",
        rounded_to_places="{mode}保留 {digits} 位小数：{before} → {after}",
        rounded_to_step="{mode}到 {step} 的倍数：{before} → {after}",
        cap_bound="封顶 {bound}：{amount} → {bound}",
        floor_bound="保底 {bound}：{amount} → {bound}",
        smallest="{amounts} 中最小的",
        largest="{amounts} 中最大的",
        best="{amounts} 中最好的",
        parameter="参数 {name} = {value}",
        default="未给出，取 {value}",
        counted="{records}{operator}：计入 {number} 条，第 {rows} 行",
        counted_none="{records}{operator}：没有计入的记录",
        counted_rows="…… 另有 {more} 条",
        compared="{figure} = {value}：{group}，共 {number} 人：{people}",
        compared_none="{figure}：{group} 中没有可计入的人员",
        pool="{group} 的{pool}：共 {amount}，分配依据合计 {total}",
        pool_part="本人 {part}，精确应得 {exact}",
        pool_nothing="未参与分配",
        pool_floor="提高到保底，由其他人分担",
        pool_cap="以封顶为限，余额分给其他人",
        pool_extra="含按最大余数法分得的尾差 {step}",
        pool_rest="余下 {rest} 未分配",
        left_out="未计入 {number} 人",
        more_people="等，另有 {more} 人",
        everybody="全体",
        reports="{key} 的下属",
        part="{value} = {formula}",
        not_given="未给出",
        no_value="无结果：{reason}",
        amended="按修订方案 {name}",
        out_of_scope="方案不适用于此人；若适用，各项数据为",
        reading="{about}读法：{chosen}（理由：{because}）",
        list_separator="、",
        provenance_separator="；",
        provenance={
            "class": "类别：{text}",
            "source": "数据来源：{text}",
            "rater": "评分人：{text}",
            "evidence": "证明材料：{text}",
        },
        dates={
            DateOperator.ADD_MONTHS: "加月数",
            DateOperator.DAYS_BETWEEN: "相隔天数",
            DateOperator.MONTHS_BETWEEN: "相隔月数",
            DateOperator.YEARS_BETWEEN: "相隔年数",
            DateOperator.YEAR: "年份",
            DateOperator.MONTH: "月份",
            DateOperator.DAY: "日数",
        },
        parts={
            "measure": "计算值",
            "weight": "权重",
            "points": "加权得分",
            "taking_part": "参评权重合计",
            "stretch": "权重放大到 100% 的系数",
            "scorecard": "考核表",
            "base_score": "基础得分",
            "total": "总分",
            "provisional_grade": "初评等级",
            "proposed_grade": "建议等级",
            "grade": "等级",
            "as_of": "截止日期",
            "period_start": "期初日",
            "period_end": "期末日",
        },
    ),
}

AGGREGATE_WORDS: dict[Lang, dict[str, str]] = {
    "en": {
        "count": "count",
        "sum": "sum",
        "mean": "mean",
        "trimmed_mean": "trimmed mean",
        "best_mean": "mean of the best",
        "min": "smallest",
        "max": "largest",
        "first": "first",
        "last": "last",
        "distinct": "number of different values",
    },
    "zh": {
        "count": "计数",
        "sum": "合计",
        "mean": "平均",
        "trimmed_mean": "去极值平均",
        "best_mean": "最好几项的平均",
        "min": "最小",
        "max": "最大",
        "first": "第一个",
        "last": "最后一个",
        "distinct": "不同值的个数",
    },
}


def reading_text(reading: Reading, lang: Lang) -> str:
    """How an open clause is read, in one line."""
    words = {
        "about": cited(reading.clauses, lang),
        "chosen": reading.chosen,
        "because": reading.because,
    }
    return PHRASES[lang].reading.format_map(words)
