"""Where a setting stands in a TOML text, for underlining; the parser of the standard library does not tell."""

import re

from kpi_lang.source import SourceFile, Span

_HEADER = re.compile(r"\s*\[\[?\s*(?P<path>[^\]]*?)\s*\]\]?")
_KEY = re.compile(
    r"""\s*(?P<key>(?:"[^"]*"|'[^']*'|[^\s="'#.\[\]{}]+)(?:\s*\.\s*(?:"[^"]*"|'[^']*'|[\w-]+))*)\s*="""
)
_PART = re.compile(r"""\s*(?:"(?P<basic>[^"]*)"|'(?P<literal>[^']*)'|(?P<bare>[^\s.]+))\s*\.?""")


def setting_span(source: SourceFile, path: tuple[str | int, ...]) -> Span:
    """The key of a setting, or of the nearest table around it; the whole first line where none is found.

    A number in the path counts the tables of an array, from 0. Inline tables count as their key.
    """
    best, depth = Span(source, 0, len(source.line_text(1))), 0
    table: tuple[str | int, ...] = ()
    arrays: dict[tuple[str | int, ...], int] = {}
    for line in range(1, source.line_count + 1):
        text, start = source.line_text(line), source.line_starts[line - 1]
        header = _HEADER.match(text)
        if header is not None and "=" not in header["path"]:
            table = _parts(header["path"])
            if text.lstrip().startswith("[["):
                number = arrays.get(table, -1) + 1
                arrays[table] = number
                table = (*table, number)
            elif any(table[: len(name)] == name for name in arrays):
                table = _inside_array(table, arrays)
            found, first, last = table, header.start("path"), header.end("path")
        else:
            key = _KEY.match(text)
            if key is None:
                continue
            found, first, last = (*table, *_parts(key["key"])), key.start("key"), key.end("key")
        if depth < len(found) <= len(path) and path[: len(found)] == found:
            best, depth = Span(source, start + first, start + last), len(found)
    return best


def _parts(dotted: str) -> tuple[str | int, ...]:
    return tuple(part["basic"] or part["literal"] or part["bare"] or "" for part in _PART.finditer(dotted))


def _inside_array(
    table: tuple[str | int, ...], arrays: dict[tuple[str | int, ...], int]
) -> tuple[str | int, ...]:
    """The path of `[a.b.c]` after `[[a.b]]`: with the number of the array's last table in it."""
    name = max((name for name in arrays if table[: len(name)] == name), key=len)
    return (*name, arrays[name], *table[len(name) :])
