"""K4xx: figures that may not exist: zero denominators, values possibly missing."""

from kpi_lang.source.wording import Entry, Severity, Wording

ENTRIES: tuple[Entry, ...] = (
    Entry(
        "K401",
        Severity.ERROR,
        en=Wording(
            message="`{divisor}` can be zero, for example when {witness}",
            label="nothing can be divided by zero",
            helps={
                "measure": "say in indicator `{owner}` what happens then, for example `undefined score 0`; "
                "or rule it out for all data: `require {divisor} <> 0`",
                "formula": "write `if {divisor} = 0 then … else …`; "
                "or rule it out for all data: `require {divisor} <> 0`",
            },
        ),
        zh=Wording(
            message="`{divisor}` 可能为零，例如 {witness} 时",
            label="除数不能为零",
            helps={
                "measure": "请在指标 `{owner}` 中写明此时如何处理，例如 `无法计算 得 0 分`；"
                "或要求数据中不出现这种情况：`校验 {divisor} ≠ 0`",
                "formula": "请写成 `如果 {divisor} = 0 则 … 否则 …`；"
                "或要求数据中不出现这种情况：`校验 {divisor} ≠ 0`",
            },
        ),
    ),
    Entry(
        "K402",
        Severity.ERROR,
        en=Wording(
            message="it cannot be shown that `{divisor}` is never zero",
            label="nothing can be divided by zero",
            helps={
                "measure": "say in indicator `{owner}` what happens then, for example `undefined score 0`; "
                "or rule it out for all data: `require {divisor} <> 0`",
                "formula": "write `if {divisor} = 0 then … else …`; "
                "or rule it out for all data: `require {divisor} <> 0`",
            },
        ),
        zh=Wording(
            message="无法证明 `{divisor}` 始终不为零",
            label="除数不能为零",
            helps={
                "measure": "请在指标 `{owner}` 中写明此时如何处理，例如 `无法计算 得 0 分`；"
                "或要求数据中不出现这种情况：`校验 {divisor} ≠ 0`",
                "formula": "请写成 `如果 {divisor} = 0 则 … 否则 …`；"
                "或要求数据中不出现这种情况：`校验 {divisor} ≠ 0`",
            },
        ),
    ),
    Entry(
        "K403",
        Severity.ERROR,
        en=Wording(
            message="`{divisor}` is always zero",
            label="nothing can be divided by zero",
            helps={
                "measure": "correct the divisor in the measure of indicator `{owner}`",
                "formula": "correct the divisor",
            },
        ),
        zh=Wording(
            message="`{divisor}` 恒为零",
            label="除数不能为零",
            helps={
                "measure": "请更正指标 `{owner}` 计算公式中的除数",
                "formula": "请更正除数",
            },
        ),
    ),
    Entry(
        "K404",
        Severity.ERROR,
        en=Wording(
            message="`{name}` may be missing, but is used here as if it were always given",
            label="may have no value",
            helps={
                "measure": "say in indicator `{owner}` what happens then, for example `missing reweight` or "
                "`missing score 0`; or declare the input without `optional`",
                "formula": "write `if missing({name}) then … else …`; or give the input a value to stand in, "
                "`missing 0` instead of `optional`; or declare it without `optional`",
            },
        ),
        zh=Wording(
            message="`{name}` 可能缺失，但此处按必有数值使用",
            label="可能没有数值",
            helps={
                "measure": "请在指标 `{owner}` 中写明缺失时如何处理，例如 `缺失 按比例分摊` 或 `缺失 得 0 分`；"
                "或在声明该数据时去掉 `可缺`",
                "formula": "请写成 `如果 缺失（{name}） 则 … 否则 …`；或在声明该数据时用 `缺失 0` 代替 `可缺`；"
                "或去掉 `可缺`",
            },
        ),
    ),
    Entry(
        "K405",
        Severity.ERROR,
        en=Wording(
            message="the records `{records}` may not be supplied, but `{figure}` is used here as if they always were",
            label="may have no value",
            helps={
                "measure": "say in indicator `{owner}` what happens then, for example `missing reweight`; "
                "or declare `{records}` without `optional`",
                "formula": "write `if missing({figure}) then … else …`; or declare `{records}` without `optional`",
            },
        ),
        zh=Wording(
            message="台账 `{records}` 可能没有提供，但 `{figure}` 按必有数值使用",
            label="可能没有数值",
            helps={
                "measure": "请在指标 `{owner}` 中写明缺失时如何处理，例如 `缺失 按比例分摊`；"
                "或在声明台账 `{records}` 时去掉 `可缺`",
                "formula": "请写成 `如果 缺失（{figure}） 则 … 否则 …`；或在声明台账 `{records}` 时去掉 `可缺`",
            },
        ),
    ),
    Entry(
        "K406",
        Severity.ERROR,
        en=Wording(
            message="`{figure}` has a value only with {fewest} or more such records",
            label="may have no value",
            helps={
                "measure": "say in indicator `{owner}` what happens then, for example `undefined score 0`",
                "formula": "write `if count({records}) < {fewest} then … else …` with the same `where` as here",
            },
        ),
        zh=Wording(
            message="符合条件的记录不足 {fewest} 条时，`{figure}` 没有数值",
            label="可能没有数值",
            helps={
                "measure": "请在指标 `{owner}` 中写明此时如何处理，例如 `无法计算 得 0 分`",
                "formula": "请写成 `如果 计数（{records}） < {fewest} 则 … 否则 …`，条件与此处相同",
            },
        ),
    ),
    Entry(
        "K407",
        Severity.ERROR,
        en=Wording(
            message="`{base}` may be such that its power to {exponent} does not exist",
            label="the base of the power",
            helps={
                "measure": "say in indicator `{owner}` what happens then, for example `undefined score 0`; "
                "or keep the base above zero: `require {base} > 0`",
                "formula": "keep the base above zero: `max({base}, …)`, or `require {base} > 0`",
            },
        ),
        zh=Wording(
            message="`{base}` 的取值可能使其 {exponent} 次幂不存在",
            label="幂的底数",
            helps={
                "measure": "请在指标 `{owner}` 中写明此时如何处理，例如 `无法计算 得 0 分`；"
                "或保证底数大于零：`校验 {base} > 0`",
                "formula": "请保证底数大于零：`最大（{base}，…）` 或 `校验 {base} > 0`",
            },
        ),
    ),
    Entry(
        "K408",
        Severity.ERROR,
        en=Wording(
            message="`{amount}` is added to a date, but may be part of a day or month",
            label="may not be a whole number",
            helps={
                "measure": "round it: `round({amount})`, or give its input `step 1`",
                "formula": "round it: `round({amount})`, or give its input `step 1`",
            },
        ),
        zh=Wording(
            message="`{amount}` 与日期相加，但它可能不是整数",
            label="可能不是整数",
            helps={
                "measure": "请先取整：`修约（{amount}）`，或为相应数据声明 `步长 1`",
                "formula": "请先取整：`修约（{amount}）`，或为相应数据声明 `步长 1`",
            },
        ),
    ),
)
