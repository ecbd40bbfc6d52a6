"""K101 to K119: characters, quotes and numbers that cannot be read, and sizes beyond the limits."""

from kpi_lang.source.wording import Entry, Severity, Wording


def _error(code: str, en: Wording, zh: Wording) -> Entry:
    return Entry(code, Severity.ERROR, en, zh)


ENTRIES: tuple[Entry, ...] = (
    _error(
        "K101",
        en=Wording(
            message="the text holds a character that nobody can see: {name} ({count} in this file)",
            label="the first one is here",
            help="delete it; such characters come with text copied from web pages or chat programs",
        ),
        zh=Wording(
            message="文本中有看不见的字符：{name}（本文件共 {count} 处）",
            label="第一处在这里",
            help="请删除该字符；从网页或聊天软件复制的文字常带有这类字符",
        ),
    ),
    _error(
        "K102",
        en=Wording(
            message="`{character}` means nothing here",
            helps={
                "dash": "write a range as `85 .. 95` and a minus as `-`",
                "full_stop": "rows end with the line or with `;`, without a full stop",
                "currency": "leave the currency sign out; the currency stands once in the header of the policy",
                "percent": "write `%` directly behind a number; between a word and a number stands a space",
                "per_mille": "write per mille as a percentage: `0.5%` for 5 in a thousand",
                "exclamation": "write `<>` for “not equal” and `not` before a condition",
                "brackets": "put names that hold other characters between 「 and 」, and texts between quotes",
                "other": "delete it, or put the text that holds it between quotes",
            },
        ),
        zh=Wording(
            message="此处的 `{character}` 没有含义",
            helps={
                "dash": "区间请写作 `85 .. 95`，减号请用 `-`",
                "full_stop": "每行以换行或 `；` 结束，不写句号",
                "currency": "请去掉货币符号；币种在方案开头写明一次即可",
                "percent": "`%` 请紧跟在数字后面；文字与数字之间请加空格",
                "per_mille": "请换算成百分数，例如千分之五写作 `0.5%`",
                "exclamation": "“不等于”请写 `≠`，否定条件请在前面写 `非`",
                "brackets": "含特殊字符的名称请放在「」中，文字请放在引号中",
                "other": "请删除，或把含有它的文字放在引号中",
            },
        ),
    ),
    _error(
        "K103",
        en=Wording(
            message="the quotes of this text do not pair",
            label="the text begins here",
            helps={
                "open": "close the text on the same line: `{right}`",
                "mismatched": "put the text between two quotes of one sort: `{right}` instead of `{written}`",
            },
        ),
        zh=Wording(
            message="这段文字的引号不成对",
            label="文字从这里开始",
            helps={
                "open": "请在同一行补上后引号：`{right}`",
                "mismatched": "前后请用同一种引号：`{right}`，而不是 `{written}`",
            },
        ),
    ),
    _error(
        "K104",
        en=Wording(message="`{written}` is not known here", help="write `{right}` instead"),
        zh=Wording(message="这里不能写 `{written}`", help="请改为 `{right}`"),
    ),
    _error(
        "K105",
        en=Wording(
            message="`{written}` begins with a digit but is no number",
            help="put a space between `{number}` and `{letters}`, or, if it is a name, write 「{written}」",
        ),
        zh=Wording(
            message="`{written}` 以数字开头，却不是数字",
            help="请在 `{number}` 与 `{letters}` 之间加空格；如果是名称，请写作「{written}」",
        ),
    ),
    _error(
        "K106",
        en=Wording(message="comments begin with `#`", help="write `#` instead of `//`"),
        zh=Wording(message="注释以 `#` 开头", help="请把 `//` 改为 `#`"),
    ),
    _error(
        "K107",
        en=Wording(
            message="there is no day `{written}`",
            help="write dates as year-month-day, for example 2026-02-28",
        ),
        zh=Wording(
            message="没有 `{written}` 这一天", help="日期请写作 年-月-日，例如 2026-02-28 或 2026年2月28日"
        ),
    ),
    _error(
        "K108",
        en=Wording(message="the number `{written}` begins with 0", help="write `{right}`"),
        zh=Wording(message="数字 `{written}` 以 0 开头", help="请写作 `{right}`"),
    ),
    _error(
        "K109",
        en=Wording(message="this name is not closed", help="close it with 」 on the same line"),
        zh=Wording(message="名称缺少后引号", help="请在同一行用 」 结束名称"),
    ),
    _error(
        "K110",
        en=Wording(
            message="the file is longer than {limit} characters",
            help="split the policy into modules and import them; data belongs in data files",
        ),
        zh=Wording(
            message="文件超过 {limit} 个字符", help="请把方案拆成几个模块再引用；数据请放在数据文件中"
        ),
    ),
    _error(
        "K111",
        en=Wording(
            message="the file holds more than {limit} words and marks",
            help="split the policy into modules and import them; data belongs in data files",
        ),
        zh=Wording(
            message="文件中的词和符号超过 {limit} 个", help="请把方案拆成几个模块再引用；数据请放在数据文件中"
        ),
    ),
    _error(
        "K112",
        en=Wording(message="the number has {digits} digits; at most {limit} are allowed", help="shorten it"),
        zh=Wording(message="该数字有 {digits} 位，最多允许 {limit} 位", help="请缩短"),
    ),
    _error(
        "K113",
        en=Wording(
            message="this is nested more deeply than {limit} levels of brackets and operators",
            label="one level too many",
            help="split the formula: give its parts names with `value … = …` rows",
        ),
        zh=Wording(
            message="括号与运算的嵌套超过 {limit} 层",
            label="从这里起超出",
            help="请拆分算式：用 `计算项 … = …` 给其中各部分命名",
        ),
    ),
    _error(
        "K114",
        en=Wording(
            message="there are more than {limit} mistakes; the text was read up to here",
            help="correct the first ones and check again; most of the others may be gone then",
        ),
        zh=Wording(
            message="错误超过 {limit} 处，检查到此为止", help="请先改正前面的错误再检查；其余的多半会随之消失"
        ),
    ),
)
