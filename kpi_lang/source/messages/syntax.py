"""K1xx: words and marks that the grammar does not expect, and characters it refuses."""

from kpi_lang.source.wording import Entry, Severity, Wording


def _error(code: str, en: Wording, zh: Wording) -> Entry:
    return Entry(code, Severity.ERROR, en, zh)


ENTRIES: tuple[Entry, ...] = (
    _error(
        "K101",
        en=Wording(message="the invisible character {name} stands here", help="delete it"),
        zh=Wording(message="此处有不可见字符 {name}", help="请删除"),
    ),
    _error(
        "K128",
        en=Wording(message="`{found}` is not expected here"),
        zh=Wording(message="此处不应出现 `{found}`"),
    ),
)
