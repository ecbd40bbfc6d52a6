"""K709 to K711: readings and clauses that do not fit the rules."""

from kpi_lang.source.wording import Entry, Severity, Wording

ENTRIES: tuple[Entry, ...] = (
    Entry(
        "K709",
        Severity.WARNING,
        en=Wording(
            message="clause {number} is read here, but no rule carries it out",
            help="put the rules of the clause below its heading or a line `clause {number}`, or say whom the "
            "reading concerns with `about`",
        ),
        zh=Wording(
            message="这里登记了条款 {number} 的读法，但没有规则实施该条款",
            help="请把该条款的规则写在其标题或 `条款 {number}` 之下，或用 `涉及` 写明与哪些规则有关",
        ),
    ),
    Entry(
        "K710",
        Severity.WARNING,
        en=Wording(
            message="clause {number} stands twice in the document",
            label="second time",
            help="give one of them another number; rules cite the clause that stands last before them",
            labels={"first": "first time"},
        ),
        zh=Wording(
            message="条款号 {number} 在文中出现两次",
            label="第二次",
            help="请更改其中一个编号；规则引用其前最近的条款",
            labels={"first": "第一次"},
        ),
    ),
    Entry(
        "K711",
        Severity.WARNING,
        en=Wording(
            message="clause {number} is said to have no rule, and has one",
            label="said here",
            help="leave {number} out of the list, or move the rule to the clause that it carries out",
            labels={"rule": "a rule of the clause"},
        ),
        zh=Wording(
            message="条款 {number} 已写明不设规则，却有规则",
            label="在此写明",
            help="请从列表中去掉 {number}，或把规则移到它所实施的条款之下",
            labels={"rule": "该条款的规则"},
        ),
    ),
)
