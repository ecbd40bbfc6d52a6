"""Compiled policies, remembered in the process by their content."""

from collections import OrderedDict
from collections.abc import Mapping
from hashlib import sha256
from threading import Lock
from typing import TypeAlias

from attrs import define, field, frozen

from kpi_lang.compiler import compile_source
from kpi_lang.core.plan import Plan
from kpi_lang.data.supplied import Override
from kpi_lang.resolved.amending import Loader
from kpi_lang.source import Diagnostic, PolicyError, SourceFile

_MOST_REMEMBERED = 64

Imports: TypeAlias = tuple[tuple[str, SourceFile | None], ...]


@frozen
class Compiled:
    """A policy that was accepted; the same texts and parameters give the same ``fingerprint`` on every machine."""

    plan: Plan
    warnings: tuple[Diagnostic, ...]
    fingerprint: str


def compiled(source: SourceFile, loader: Loader, settings: Mapping[str, Override]) -> Compiled:
    """The compiled policy; raises `PolicyError` with everything found if any of it is an error.

    A policy is compiled once for the same texts, its imports' too, and the same parameters.
    """
    key = source.name, source.text, tuple(sorted(settings.items()))
    known = _REMEMBERED.get(key)
    if known is not None and all(loader(name) == text for name, text in known.imports):
        return known.compiled
    imports: dict[str, SourceFile | None] = {}

    def noting(module: str) -> SourceFile | None:
        if module not in imports:
            imports[module] = loader(module)
        return imports[module]

    plan, diagnostics = compile_source(source, noting, settings)
    if plan is None:
        raise PolicyError(diagnostics)
    found = tuple(imports.items())
    result = Compiled(plan, diagnostics, _fingerprint(source, found, settings))
    _REMEMBERED.put(key, _Known(result, found))
    return result


@frozen
class _Known:
    compiled: Compiled
    imports: Imports


@define
class _Memory:
    """The last compiled policies, for any number of threads."""

    entries: OrderedDict[object, _Known] = field(factory=OrderedDict)
    lock: Lock = field(factory=Lock)

    def get(self, key: object) -> _Known | None:
        with self.lock:
            if key not in self.entries:
                return None
            self.entries.move_to_end(key)
            return self.entries[key]

    def put(self, key: object, known: _Known) -> None:
        with self.lock:
            self.entries[key] = known
            while len(self.entries) > _MOST_REMEMBERED:
                self.entries.popitem(last=False)


_REMEMBERED = _Memory()


def _fingerprint(source: SourceFile, imports: Imports, settings: Mapping[str, Override]) -> str:
    parts = [source.text, *(f"{name}\0{text.text if text else ''}" for name, text in imports)]
    parts += [f"{name}={value!r}" for name, value in sorted(settings.items())]
    return sha256("\0\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()
