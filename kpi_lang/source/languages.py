"""The languages in which messages are worded."""

import os
from collections.abc import Mapping
from typing import Literal, TypeAlias

Lang: TypeAlias = Literal["en", "zh"]

LANGUAGES: tuple[Lang, ...] = ("en", "zh")


def language_from_environment(environment: Mapping[str, str] | None = None) -> Lang:
    """The reader's language as POSIX locales tell it: `LC_ALL`, then `LC_MESSAGES`, then `LANG`.

    The first of them that is not empty decides; any `zh…` locale means Chinese, all else English.
    """
    variables = os.environ if environment is None else environment
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        locale = variables.get(name, "")
        if locale:
            return "zh" if locale.lower().startswith("zh") else "en"
    return "en"
