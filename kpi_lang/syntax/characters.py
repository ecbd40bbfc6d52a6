"""Which characters read as which: full-width marks, digits and letters as their ASCII twins, one for one.

Unicode normalisation would change lengths, and with them every column that a message names; a table of
single characters cannot.
"""

_FULL_WIDTH = "，：；（）％＞＜＝～－＋＊／［］｛｝｜＾＃．！＆＿"
_ASCII_TWINS = ",:;()%><=~-+*/[]{}|^#.!&_"

_SPACES = "\t\x0b\x0c\x85\u00a0\u2002\u2003\u2009\u2028\u2029\u202f\u3000"


def _twins() -> dict[int, str]:
    table = {ord(wide): narrow for wide, narrow in zip(_FULL_WIDTH, _ASCII_TWINS, strict=True)}
    for offset in range(10):
        table[ord("０") + offset] = chr(ord("0") + offset)
    for offset in range(26):
        table[ord("Ａ") + offset] = chr(ord("A") + offset)
        table[ord("ａ") + offset] = chr(ord("a") + offset)
    table.update({ord(space): " " for space in _SPACES})
    table.update({ord("、"): ",", ord("×"): "*", ord("÷"): "/", ord("−"): "-", ord("﹣"): "-"})
    return table


_TWINS = _twins()

INVISIBLE = {
    "\u00ad": "SOFT HYPHEN",
    "\u061c": "ARABIC LETTER MARK",
    "\u180e": "MONGOLIAN VOWEL SEPARATOR",
    "\u200b": "ZERO WIDTH SPACE",
    "\u200c": "ZERO WIDTH NON-JOINER",
    "\u200d": "ZERO WIDTH JOINER",
    "\u200e": "LEFT-TO-RIGHT MARK",
    "\u200f": "RIGHT-TO-LEFT MARK",
    "\u202a": "LEFT-TO-RIGHT EMBEDDING",
    "\u202b": "RIGHT-TO-LEFT EMBEDDING",
    "\u202c": "POP DIRECTIONAL FORMATTING",
    "\u202d": "LEFT-TO-RIGHT OVERRIDE",
    "\u202e": "RIGHT-TO-LEFT OVERRIDE",
    "\u2060": "WORD JOINER",
    "\u2066": "LEFT-TO-RIGHT ISOLATE",
    "\u2067": "RIGHT-TO-LEFT ISOLATE",
    "\u2068": "FIRST STRONG ISOLATE",
    "\u2069": "POP DIRECTIONAL ISOLATE",
    "\ufeff": "ZERO WIDTH NO-BREAK SPACE",
}
"""Characters that nobody sees, by their Unicode names; a policy must show all that it says."""

_BYTE_ORDER_MARK = "\ufeff"


def as_read(text: str) -> str:
    """The text as the scanner reads it: the same length, full-width characters as their ASCII twins.

    A byte order mark counts as a space at the very start only; later it is an invisible character.
    """
    if text.isascii():
        return text.expandtabs(1) if "\t" in text else text
    read = text.translate(_TWINS)
    return f" {read[1:]}" if read.startswith(_BYTE_ORDER_MARK) else read


def is_ideograph(character: str) -> bool:
    """Whether a character is a Chinese one, so that a digit may follow it without a space."""
    return "\u3400" <= character <= "\u9fff" or "\uf900" <= character <= "\ufaff" or character >= "\U00020000"
