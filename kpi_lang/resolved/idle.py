"""Declarations of imported files that do nothing: what a policy has once, and what holds for its people."""

from kpi_lang.resolved.declared_names import word_of
from kpi_lang.source import Diagnostic, Diagnostics, Span
from kpi_lang.syntax import tree

_OF_A_POLICY = (
    tree.Subject,
    tree.Require,
    tree.Scorecard,
    tree.Total,
    tree.Grades,
    tree.Example,
    tree.Ensure,
)


def report_idle(module: tree.Module, diagnostics: Diagnostics) -> None:
    """Warns of declarations in an imported file that take effect nowhere.

    An import brings names. Whatever else a file says holds for the policy that the file is; a file without a header
    is none.
    """
    if module.has_lost("policy") or any(isinstance(d, tree.Header | tree.Amend) for d in module.declarations):
        return
    for declaration in module.declarations:
        if isinstance(declaration, _OF_A_POLICY):
            diagnostics.add(
                Diagnostic.of(
                    "K702", _opening(declaration.span), word=word_of(declaration), module=module.name
                )
            )


def _opening(span: Span) -> Span:
    """The first word of a declaration."""
    text = span.text
    return Span(span.file, span.start, span.start + len(text.split(maxsplit=1)[0].rstrip("{")))
