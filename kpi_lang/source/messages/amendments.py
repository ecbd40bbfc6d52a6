"""K230 to K240: variants of a policy."""

from kpi_lang.source.wording import Entry, Severity, Wording

ENTRIES: tuple[Entry, ...] = (
    Entry(
        "K230",
        Severity.NOTE,
        en=Wording(
            message="amends `{base}` version {version}: {replaced} replaced, {set} set, {removed} removed, "
            "{added} added",
            label="this variant",
            help="everything else is as in `{base}`; all checks were made on the amended policy",
            labels={
                "replaced": "replaces the clause of the base",
                "set": "sets this part",
                "removed": "removes the clause of the base",
                "added": "adds a clause",
            },
        ),
        zh=Wording(
            message="修订 `{base}` 版本 {version}：替换 {replaced} 项，改动 {set} 项，删除 {removed} 项，"
            "增加 {added} 项",
            label="本修订方案",
            help="其余内容与 `{base}` 相同；全部检查均针对修订后的方案",
            labels={
                "replaced": "替换原方案的条款",
                "set": "改动此处",
                "removed": "删除原方案的条款",
                "added": "增加条款",
            },
        ),
    ),
    Entry(
        "K231",
        Severity.ERROR,
        en=Wording(
            message="there is no policy `{name}` to amend",
            label="amended here",
            help="put the policy file into the folder of this one; its first line must say `policy {name}`",
        ),
        zh=Wording(
            message="找不到要修订的方案 `{name}`",
            label="在此修订",
            help="请把原方案文件放在本文件所在的文件夹；其首行应为 `考核方案 {name}`",
        ),
    ),
    Entry(
        "K232",
        Severity.ERROR,
        en=Wording(
            message="this amends `{name}` version {version}, but the file holds `{found}` version {actual}",
            label="another policy or version",
            help="write `amend {found} version {actual} as …` if that is meant, and read the changes again: "
            "they were written for another text",
            labels={"found": "what the file holds"},
        ),
        zh=Wording(
            message="此处修订 `{name}` 版本 {version}，但文件中是 `{found}` 版本 {actual}",
            label="方案或版本不同",
            help="若确指该方案，请写 `修订 {found} 版本 {actual} 为 …`，并重新核对各项改动，因为原文已不同",
            labels={"found": "文件中的方案"},
        ),
    ),
    Entry(
        "K233",
        Severity.ERROR,
        en=Wording(
            message="the amended policy declares no `{name}`",
            label="not declared in the base",
            helps={
                "nearest": "did you mean `{nearest}`?",
                "unnamed": "only what has a name or a title can be replaced; use `add` for a new declaration",
                "none": "replace, set and remove take what the base declares itself; use `add` for something new",
            },
        ),
        zh=Wording(
            message="被修订的方案没有声明 `{name}`",
            label="原方案中没有",
            helps={
                "nearest": "是否想写 `{nearest}`？",
                "unnamed": "只有带名称或标题的条款才能替换；新条款请用 `增加`",
                "none": "替换、改和删除针对原方案自身声明的条款；新条款请用 `增加`",
            },
        ),
    ),
    Entry(
        "K234",
        Severity.ERROR,
        en=Wording(
            message="`{name}` is a `{was}` in the amended policy and cannot be replaced by a `{written}`",
            label="another kind of declaration",
            help="write `replace {was} {name} …`, or give the new declaration a name of its own and `add` it",
            labels={"base": "declared here"},
        ),
        zh=Wording(
            message="`{name}` 在原方案中是 `{was}`，不能用 `{written}` 替换",
            label="声明的种类不同",
            help="请用同类声明（`{was}` `{name}`）替换，或另取名称并用 `增加`",
            labels={"base": "在此声明"},
        ),
    ),
    Entry(
        "K235",
        Severity.ERROR,
        en=Wording(
            message="`{name}` is removed, but still used by {users}",
            label="removed here",
            help="replace or remove what uses it as well",
            labels={"user": "still used here"},
        ),
        zh=Wording(
            message="`{name}` 已删除，但仍被使用：{users}",
            label="在此删除",
            help="请同时替换或删除使用它的条款",
            labels={"user": "此处仍在使用"},
        ),
    ),
    Entry(
        "K236",
        Severity.ERROR,
        en=Wording(
            message="`{name}` cannot be set so",
            label="no such part, or not with such a value",
            helps={
                "some": "parts that can be set: {known}; a formula follows `=`, a clause such as `reweight` "
                "follows `:`",
                "none": "this declaration has no parts to set; replace it as a whole",
            },
        ),
        zh=Wording(
            message="`{name}` 不能这样改",
            label="没有此项，或取值的写法不符",
            helps={
                "some": "可改动的项：{known}；算式写在 `=` 后，`按比例分摊` 之类的条款写在 `：` 后",
                "none": "此声明没有可单独改动的项，请整体替换",
            },
        ),
    ),
    Entry(
        "K237",
        Severity.ERROR,
        en=Wording(
            message="`{name}` is there already",
            label="added here",
            help="write `replace` to put this in its place, or choose another name",
            labels={"base": "declared here in the base"},
        ),
        zh=Wording(
            message="`{name}` 已存在",
            label="在此增加",
            help="要取代原条款请写 `替换`，或另取名称",
            labels={"base": "原方案在此声明"},
        ),
    ),
    Entry(
        "K238",
        Severity.ERROR,
        en=Wording(
            message="amendments go round in a circle: {circle}",
            label="leads back to itself",
            help="let one of them name a policy that is written out in full",
        ),
        zh=Wording(
            message="修订循环：{circle}",
            label="又回到自身",
            help="请让其中一个修订针对完整写出的方案",
        ),
    ),
    Entry(
        "K239",
        Severity.ERROR,
        en=Wording(
            message="beside an amendment nothing can be declared but imports",
            label="outside of the amendment `{name}`",
            help="move this into the braces of the amendment, with `replace` or `add` before it",
        ),
        zh=Wording(
            message="修订之外除引用外不能再声明其他内容",
            label="在修订 `{name}` 之外",
            help="请移到修订的花括号内，并在前面写 `替换` 或 `增加`",
        ),
    ),
    Entry(
        "K240",
        Severity.ERROR,
        en=Wording(
            message="`{name}` is changed twice",
            label="changed again",
            help="keep one of the two changes",
            labels={"first": "changed here first"},
        ),
        zh=Wording(
            message="`{name}` 改动了两次",
            label="再次改动",
            help="两处改动只保留一处",
            labels={"first": "首次改动在此"},
        ),
    ),
)
