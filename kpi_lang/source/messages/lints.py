"""K70x: what is allowed but probably not meant, as far as single words and numbers show it."""

from kpi_lang.source.wording import Entry, Severity, Wording

ENTRIES: tuple[Entry, ...] = (
    Entry(
        "K701",
        Severity.WARNING,
        en=Wording(
            message="as a ratio, {written} means {percent}",
            label="a percentage without `%`?",
            help="write `{written}%` if that is meant, or `{percent}` if it is not",
        ),
        zh=Wording(
            message="作为比率，{written} 就是 {percent}",
            label="是否漏写了 `%`？",
            help="如果是指百分之 {written}，请写 `{written}%`；如果不是，请写 `{percent}`",
        ),
    ),
    Entry(
        "K702",
        Severity.WARNING,
        en=Wording(
            message="this `{word}` takes no effect: an import brings names, and `{module}` is no policy itself",
            label="holds for nobody",
            help="move it to the policy that imports this file, or begin the file with `policy {module}`",
        ),
        zh=Wording(
            message="这里的 `{word}` 不起作用：引用只带来名称，而 `{module}` 本身不是考核方案",
            label="对任何人都不起作用",
            help="请移到引用它的方案中，或在文件开头写 `考核方案 {module}`",
        ),
    ),
)
