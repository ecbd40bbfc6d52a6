"""The number that a heading or a paragraph of a regulation begins with.

Known are `7.1`, `7.1.2`, `7`, `第七条`, `第7章`, `一、`, `（一）`, `§ 7`, `Clause 7.1`, `Article 7` and `Section 7`;
lists such as `2.4, 2.7` or `2.4、2.7` and ranges such as `3.2–3.5` stand for several clauses.
"""

import re

from attrs import frozen

_DIGITS = r"[0-9]{1,3}(?:\.[0-9]{1,3})*"
_CHINESE = "〇零一二三四五六七八九十百"
_ORDINAL = rf"第[ ]?(?:[0-9]+|[{_CHINESE}]+)[ ]?[条章节款项编]"
_LISTED = rf"[（(][{_CHINESE}]+[）)]|[{_CHINESE}]+(?=、)"
_WORD = r"(?:(?:clause|article|section|art\.)[ ]+|§+[ ]?)"
_ONE = rf"(?:{_DIGITS}|{_ORDINAL}|{_LISTED})"
_BETWEEN = r"[ ]*(?:[,，、/]|\band\b|和|及)[ ]*"
_RANGE = r"[ ]*(?:[-–—~～至到])[ ]*"
_NUMBER = re.compile(
    rf"{_WORD}?(?P<numbers>{_ONE}(?:(?:{_BETWEEN}|{_RANGE}){_ONE})*)(?P<behind>[ ]*[.:：、．)）]*)",
    re.IGNORECASE,
)
_PART = re.compile(rf"(?P<one>{_ONE}|[{_CHINESE}]+$)(?P<between>{_RANGE}|{_BETWEEN}|$)", re.IGNORECASE)
_RANGE_MARK = re.compile(_RANGE)
_MOST_IN_RANGE = 50


@frozen
class Numbered:
    """The numbers at the beginning of a text, and what follows them."""

    numbers: tuple[str, ...]
    rest: str


def numbered(text: str, *, in_heading: bool = False) -> Numbered | None:
    """The clause numbers that a text begins with, None if it begins with none.

    In a heading `第七章结果应用` is a number with its title; in a paragraph `第七条规定的` refers to a clause
    elsewhere. A bare figure that is part of a word is a quantity: `3D`, `75%`, `3月`.
    """
    found = _NUMBER.match(text)
    if found is None:
        return None
    rest = text[found.end() :]
    numbers = tuple(_each(found["numbers"]))
    parted = not rest or rest[0].isspace() or found["behind"] != "" or numbers[-1].endswith("）")
    if not parted and not _may_touch(numbers[-1], rest[0], in_heading=in_heading):
        return None
    return Numbered(numbers, rest.strip())


def _may_touch(number: str, following: str, *, in_heading: bool) -> bool:
    """Whether a word may follow a number without a space: `7.1绩效工资`."""
    if following.isascii() or not following.isalpha():
        return False
    return "." in number or (in_heading and not number.isdigit())


def _each(written: str) -> list[str]:
    found: list[str] = []
    from_one = ""
    for part in _PART.finditer(written):
        one = part["one"].replace(" ", "").replace("(", "（").replace(")", "）")
        found += _up_to(from_one, one) if from_one else [one]
        from_one = one if _RANGE_MARK.fullmatch(part["between"]) and part["between"] else ""
    return found


def _up_to(first: str, last: str) -> list[str]:
    """The clauses of a range behind its first one."""
    chapter, _, start = first.rpartition(".")
    same, _, end = last.rpartition(".")
    if chapter != same or not (start.isdigit() and end.isdigit()):
        return [last]
    if not int(start) < int(end) <= int(start) + _MOST_IN_RANGE:
        return [last]
    dot = "." if chapter else ""
    return [f"{chapter}{dot}{number}" for number in range(int(start) + 1, int(end) + 1)]
