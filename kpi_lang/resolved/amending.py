"""Amendments: the declarations of another policy with the changes that a variant names, and nothing else.

What comes out is a module like any other, so that every later stage and every check sees the amended policy as if it
had been written out. The base is found through the loader, like an import.
"""

from collections.abc import Callable, Iterator

from attrs import define, evolve, field, frozen

from kpi_lang.core.amendments import Amendment, Change, Manner
from kpi_lang.resolved.declared_names import Key, Space, called, key_of, keys_of, without, word_of
from kpi_lang.resolved.setting import set_part
from kpi_lang.resolved.users import users_of
from kpi_lang.source import Diagnostic, Diagnostics, SourceFile, Span
from kpi_lang.source.nearest import nearest
from kpi_lang.syntax import parse, tree

Loader = Callable[[str], SourceFile | None]
"""Gives the source of a module by its dotted name, or that of a policy by ``NAME version NUMBER``; None if none."""


@frozen
class Variant:
    """An amended module, with the amendments that led to it, the last one first."""

    module: tree.Module
    amendments: tuple[Amendment, ...]


def amended(module: tree.Module, loader: Loader, diagnostics: Diagnostics) -> Variant:
    """The module itself, or, where it amends a policy, that policy with the changes made."""
    return _amended(module, loader, diagnostics, ())


def _amended(module: tree.Module, loader: Loader, diagnostics: Diagnostics, path: tuple[str, ...]) -> Variant:
    amends = [declared for declared in module.declarations if isinstance(declared, tree.Amend)]
    if not amends:
        return _nothing(module) if module.has_lost("amend") else Variant(module, ())
    imports = [declared for declared in module.declarations if isinstance(declared, tree.Import)]
    for other in module.declarations:
        if other is not amends[0] and not isinstance(other, tree.Import):
            diagnostics.add(Diagnostic.of("K239", _head(other.span), name=amends[0].name.text))
    wanted = amends[0]
    source = _base(wanted, loader)
    if source is None:
        diagnostics.add(Diagnostic.of("K231", wanted.base.span, name=wanted.base.text))
        return _nothing(module)
    here = (*path, wanted.name.text)
    if wanted.base.text in here:
        circle = " → ".join([*here[here.index(wanted.base.text) :], wanted.base.text])
        diagnostics.add(Diagnostic.of("K238", wanted.base.span, circle=circle))
        return _nothing(module)
    base = _amended(parse(source, diagnostics), loader, diagnostics, here)
    if not _is_wanted(base, wanted, diagnostics):
        return _nothing(module)
    amending = _Amending([*base.module.declarations, *imports], diagnostics)
    for change in wanted.changes:
        amending.make(change)
    lost = (*base.module.lost, *module.lost, *amending.still_used())
    changed = evolve(
        base.module, name=module.name, declarations=_named(amending.declarations, wanted), lost=lost
    )
    amendment = Amendment(
        wanted.base.text, wanted.version, wanted.name.text, tuple(amending.made), wanted.span
    )
    return Variant(changed, (amendment, *base.amendments))


def _base(wanted: tree.Amend, loader: Loader) -> SourceFile | None:
    """The text of the base: asked for by name and version, else the file that an import of its name would read."""
    name = wanted.base.text
    return loader(f"{name} version {wanted.version}") or loader(name)


def _is_wanted(base: Variant, wanted: tree.Amend, diagnostics: Diagnostics) -> bool:
    """Whether the file found holds the policy and version that the amendment names; another one is reported."""
    header = next((d for d in base.module.declarations if isinstance(d, tree.Header)), None)
    if header is None:
        if not base.module.has_lost("policy"):
            diagnostics.add(Diagnostic.of("K231", wanted.base.span, name=wanted.base.text))
        return False
    written = (setting.value for setting in header.settings if setting.word == "version")
    version = next((value for value in written if isinstance(value, int)), 1)
    if (header.name.text, version) == (wanted.base.text, wanted.version):
        return True
    diagnostics.add(
        Diagnostic.of(
            "K232",
            wanted.base.span,
            labels=[(header.name.span, "found")],
            name=wanted.base.text,
            version=wanted.version,
            found=header.name.text,
            actual=version,
        )
    )
    return False


def _nothing(module: tree.Module) -> Variant:
    """What is left where the base is not known: nothing can be said of any name."""
    anything = tuple(
        tree.Lost(word, frozenset(), module.span)
        for word in ("policy", "subject", "grades", "scorecard", "example")
    )
    return Variant(evolve(module, declarations=(), lost=(*module.lost, *anything)), ())


def _named(declarations: list[tree.Declaration], wanted: tree.Amend) -> tuple[tree.Declaration, ...]:
    """The declarations under the name and title of the variant."""
    return tuple(
        evolve(declared, name=wanted.name, title=wanted.title or declared.title)
        if isinstance(declared, tree.Header)
        else declared
        for declared in declarations
    )


def _head(span: Span) -> Span:
    """The first line of a declaration."""
    end = span.file.text.find("\n", span.start)
    return Span(span.file, span.start, span.end if end < 0 else min(span.end, end))


@define
class _Amending:
    declarations: list[tree.Declaration]
    diagnostics: Diagnostics
    made: list[Change] = field(factory=list)
    changed: dict[Key, Span] = field(factory=dict)
    removed: list[tuple[Key, Span]] = field(factory=list)

    def make(self, change: tree.Change) -> None:
        """Makes one change, or reports why it cannot be made."""
        match change:
            case tree.Replaced(declaration, span):
                self._replace(declaration, span)
            case tree.Inserted(declaration, span):
                self._insert(declaration, span)
            case tree.Removed(name, span):
                spaces = (Space.VALUES, Space.SCORECARDS, Space.UNITS, Space.CLASSES)
                keys = [*(Key(space, name.text) for space in spaces), Key.alone(name.text)]
                self._remove(keys, name.span, span)
            case tree.RemovedExample(title, span):
                self._remove([Key(Space.EXAMPLES, title.text)], title.span, span)
            case tree.RemovedEnsure(title, span):
                self._remove([Key(Space.PROMISES, title.text)], title.span, span)
            case tree.SetPart():
                self._set(change)

    def still_used(self) -> Iterator[tree.Lost]:
        """Reports what uses something removed, and keeps those names from being reported again as unknown."""
        present = {key for declared in self.declarations for key in keys_of(declared)}
        for key, span in self.removed:
            users = [] if key in present else list(users_of(key, self.declarations))
            if users:
                shown = ", ".join(dict.fromkeys(user for user, _ in users))
                labels = [(place, "user") for _, place in users[:3]]
                self.diagnostics.add(Diagnostic.of("K235", span, labels=labels, name=key.name, users=shown))
                yield tree.Lost("", frozenset({key.name}), span)

    def _replace(self, declaration: tree.Declared, span: Span) -> None:
        key = key_of(declaration)
        place = self._place(key)
        if place is None:
            other = None if key is None else self._elsewhere(key)
            if other is not None and key is not None:
                self._other_kind(declaration, other, key.name)
            else:
                self._unknown(key, _head(declaration.span))
            return
        assert key is not None
        if word_of(self.declarations[place]) != word_of(declaration):
            self._other_kind(declaration, self.declarations[place], key.name)
        elif self._first_time(key, span):
            was = self.declarations[place].span
            rest = without(self.declarations[place], key)
            self.declarations[place : place + 1] = [declaration] if rest is None else [rest, declaration]
            self._note(Manner.REPLACED, called(declaration, key.name), span, was)

    def _insert(self, declaration: tree.Declared, span: Span) -> None:
        for key in keys_of(declaration):
            place = self._place(key)
            if place is not None:
                labels = [(_head(self.declarations[place].span), "base")]
                self.diagnostics.add(
                    Diagnostic.of("K237", _head(declaration.span), labels=labels, name=key.name)
                )
                return
        self.declarations.append(declaration)
        names = ", ".join(key.name for key in keys_of(declaration))
        self._note(Manner.ADDED, called(declaration, names), span)

    def _remove(self, keys: list[Key], name: Span, span: Span) -> None:
        key = next((key for key in keys if self._place(key) is not None), None)
        if key is None:
            self._unknown(keys[0], name)
            return
        place = self._place(key)
        if place is None or not self._first_time(key, span):
            return
        declared = self.declarations[place]
        rest = without(declared, key)
        self.declarations[place : place + 1] = [] if rest is None else [rest]
        self.removed.append((key, name))
        self._note(Manner.REMOVED, called(declared, key.name), span)

    def _set(self, change: tree.SetPart) -> None:
        shown = change.name.text + (f".{change.part.text}" if change.part else "")
        key = next((key for key in self._settable(change.name.text) if self._place(key) is not None), None)
        place = None if key is None else self._place(key)
        if key is None or place is None:
            self._unknown(Key(Space.VALUES, change.name.text), change.name.span)
            return
        outcome = set_part(self.declarations[place], change)
        if isinstance(outcome, tuple):
            self.diagnostics.add(
                Diagnostic.of(
                    "K236",
                    (change.part or change.name).span,
                    name=shown,
                    known=outcome,
                    help="some" if outcome else "none",
                )
            )
        elif self._first_time(Key(key.space, shown), change.span):
            self.declarations[place] = outcome
            self._note(Manner.SET, shown, change.span)

    def _settable(self, name: str) -> list[Key]:
        return [Key(space, name) for space in (Space.VALUES, Space.SCORECARDS)] + [Key.alone(name)]

    def _place(self, key: Key | None) -> int | None:
        for place, declared in enumerate(self.declarations):
            if key is not None and key in keys_of(declared):
                return place
        return None

    def _elsewhere(self, key: Key) -> tree.Declaration | None:
        """What has the same name in another space of names."""
        for declared in self.declarations:
            if any(other.name == key.name for other in keys_of(declared)):
                return declared
        return None

    def _first_time(self, key: Key, span: Span) -> bool:
        first = self.changed.setdefault(key, span)
        if first is span:
            return True
        self.diagnostics.add(Diagnostic.of("K240", span, labels=[(first, "first")], name=key.name))
        return False

    def _unknown(self, key: Key | None, span: Span) -> None:
        known = [other.name for declared in self.declarations for other in keys_of(declared)]
        name = "" if key is None else key.name
        close = nearest(name, known)
        help = "unnamed" if key is None else "nearest" if close else "none"
        self.diagnostics.add(
            Diagnostic.of("K233", span, name=name or span.text, nearest=close or "", help=help)
        )

    def _other_kind(self, declaration: tree.Declared, other: tree.Declaration, name: str) -> None:
        self.diagnostics.add(
            Diagnostic.of(
                "K234",
                _head(declaration.span),
                labels=[(_head(other.span), "base")],
                name=name,
                was=word_of(other),
                written=word_of(declaration),
            )
        )

    def _note(self, manner: Manner, what: str, span: Span, was: Span | None = None) -> None:
        self.made.append(Change(manner, what, span, was))
