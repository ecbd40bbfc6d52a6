"""Every node of a syntax tree, whatever its type."""

from collections.abc import Iterator
from typing import Any, cast

import attrs

from kpi_lang.source import Span


def nodes(node: object) -> Iterator[Any]:
    """A node and all nodes in it, each before its parts; spans are no nodes."""
    waiting = [node]
    while waiting:
        found = waiting.pop()
        if isinstance(found, tuple):
            waiting.extend(reversed(found))
        elif attrs.has(type(found)) and not isinstance(found, Span):
            yield found
            names = [field.name for field in attrs.fields(cast("type[attrs.AttrsInstance]", type(found)))]
            parts = [getattr(found, name) for name in names]
            waiting.extend(reversed([part for part in parts if not isinstance(part, Span)]))
