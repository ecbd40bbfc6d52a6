"""Numbers in words, which people write out of habit: what they would be in figures."""

_ENGLISH = "zero one two three four five six seven eight nine ten eleven twelve".split()  # noqa: SIM905
_DIGITS = {digit: value for value, digit in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_UNITS = {"十": 10, "百": 100, "千": 1000}
_PERCENT = "百分之"
_POINTS = "分"


def in_figures(text: str) -> str | None:
    """The words in figures, `6` for `six` or 六, `60%` for 百分之六十, `6 分` for 六分; None for other words."""
    if text.lower() in _ENGLISH:
        return str(_ENGLISH.index(text.lower()))
    if text.startswith(_PERCENT):
        share = _chinese(text.removeprefix(_PERCENT))
        return None if share is None else f"{share}%"
    value = _chinese(text.removesuffix(_POINTS))
    if value is None:
        return None
    return f"{value} {_POINTS}" if text.endswith(_POINTS) else str(value)


def _chinese(text: str) -> int | None:
    """The value of a Chinese number below ten thousand, or of plain digits."""
    if not text:
        return None
    if text.isdecimal() and text.isascii():
        return int(text)
    total, digit = 0, None
    for character in text:
        if character in _UNITS:
            total += (1 if digit is None else digit) * _UNITS[character]
            digit = None
        elif character in _DIGITS and not digit:
            digit = _DIGITS[character]
        else:
            return None
    return total + (digit or 0)
