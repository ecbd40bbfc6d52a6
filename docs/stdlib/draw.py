"""Writes the pages of the standard library and draws its curves: `python docs/stdlib/draw.py`.

Everything is read from `stdlib/`: titles in both languages, the figures that indicators read, the shape of each
curve.
"""

import sys
from collections.abc import Iterator, Mapping
from fractions import Fraction
from pathlib import Path

from attrs import frozen

import kpi_lang
from kpi_lang.core.plan import Plan
from kpi_lang.loading import policies_under, read_policy, stdlib_folder
from kpi_lang.report.curves import Labels, Shape, drawing, scored, shape_of, tick_step
from kpi_lang.source import Diagnostics
from kpi_lang.syntax import parse, tree
from kpi_lang.syntax.walk import nodes
from kpi_lang.values.display import display
from kpi_lang.values.kinds import Style

FOLDER = Path(__file__).parent
FIELDS = {
    "curves": "Curves 曲线",
    "grades": "Grade scales 等级标准",
    "coefficients.letters": "Coefficients of S A B C D 五级系数",
    "coefficients.levels": "Coefficients of three levels, English 三级系数（英文等级）",
    "coefficients.三级": "Coefficients of three levels, Chinese 三级系数（中文等级）",
    "rounding": "Rules of rounding 修约规则",
    "trade": "Foreign trade 外贸",
    "sales": "Sales 销售",
    "production": "Production 生产",
    "service": "Service 服务",
    "research": "Research and development 研发",
    "support": "Support staff 后勤支持",
    "management": "Management 管理",
}
ENTRIES = (tree.Function, tree.Indicator, tree.Scale, tree.RoundingRule, tree.ListTable)
Declared = tree.Function | tree.Indicator | tree.Scale | tree.RoundingRule | tree.ListTable
HEADS = ("| name | 名称 | meaning | 含义 |", "| --- | --- | --- | --- |")
NOTE = "<!-- written by docs/stdlib/draw.py -->"


@frozen
class Module:
    """A file of the library: what it declares, and what each thing is called in Chinese."""

    name: str
    source: tree.Module
    path: Path

    @property
    def entries(self) -> tuple[Declared, ...]:
        """What policies may take."""
        return tuple(found for found in self.source.declarations if isinstance(found, ENTRIES))

    @property
    def aliases(self) -> Mapping[str, tree.Alias]:
        """The Chinese names by the English ones."""
        found = (one for one in self.source.declarations if isinstance(one, tree.Alias))
        return {alias.of.text: alias for alias in found}

    def chinese(self, name: str) -> tuple[str, str]:
        """The Chinese name and title of something, or its own name where it has the one name only."""
        alias = self.aliases.get(name)
        if alias is None:
            return name, ""
        return alias.name.text, alias.title.text if alias.title else alias.name.text

    @property
    def inputs(self) -> Mapping[str, str]:
        """The titles of the inputs."""
        found = (one.field for one in self.source.declarations if isinstance(one, tree.Input))
        return {field.names[0].text: field.title.text if field.title else "" for field in found}


def modules() -> dict[str, Module]:
    """The files of the library, in the order of the pages."""
    found = {}
    for path in policies_under(stdlib_folder()):
        name = ".".join(path.relative_to(stdlib_folder()).with_suffix("").parts)
        found[name] = Module(name, parse(read_policy(path), Diagnostics()), path)
    return {name: found[name] for name in sorted(found, key=list(FIELDS).index)}


def written() -> dict[str, str]:
    """Every page and drawing by its name in this folder."""
    files = {"README.md": index()}
    for module in modules().values():
        pictures = dict(drawings(module))
        if pictures:
            files[f"{module.name}.md"] = page(module, set(pictures))
            files |= {f"{module.name}.{name}.svg": picture for name, picture in pictures.items()}
    return files


def index() -> str:
    """The page that lists everything."""
    lines = [
        "# The standard library 标准库",
        "",
        NOTE,
        "",
        "What many schemes share ships with the language. Name what you take: `import std.curves (at_target)`, or",
        "`引用 std.curves（达标七十五分）`. An indicator brings the figures that it reads. How that works is told in",
        "[Modules](../language/modules.md).",
        "",
        "许多方案共用的内容随语言一并提供。引用时写明所取名称，见上；引用指标时，所需数据一并引入。",
    ]
    for module in modules().values():
        lines += ["", f"## {FIELDS[module.name]}", "", f"`std.{module.name}`"]
        if list(shown(module)):
            lines[-1] += f": [drawings 图示]({module.name}.md)"
        lines += ["", *HEADS, *(_row(module, entry) for entry in module.entries)]
    return "\n".join(lines) + "\n"


def _row(module: Module, entry: Declared) -> str:
    name, title = module.chinese(entry.name.text)
    english = entry.title.text if entry.title else ""
    own = entry.name.text
    if own in module.aliases:
        return f"| `{own}` | `{name}` | {english} | {title} |"
    return f"| `{own}` | | {english} | |" if own.isascii() else f"| | `{own}` | | {english} |"


def page(module: Module, drawn: set[str]) -> str:
    """The page of one file: each entry with its drawing and the figures that it reads."""
    lines = [
        f"# {FIELDS[module.name]}",
        "",
        NOTE,
        "",
        f"`import std.{module.name} (…)` `引用 std.{module.name}（…）`",
    ]
    for entry in module.entries:
        own = entry.name.text
        name, title = module.chinese(own)
        english = entry.title.text if entry.title else ""
        lines += ["", f"## {own} {name}", "", f"{english}. {title}。", ""]
        if isinstance(entry, tree.Function):
            given = ", ".join(parameter.name.text for parameter in entry.parameters)
            lines += [f"`{own}({given})`", ""]
        if isinstance(entry, tree.Indicator) and entry.measure is not None:
            lines += [f"Measure 计算口径: `{entry.measure.span.text}`", ""]
            lines += ["| input | 数据 | title |", "| --- | --- | --- |"]
            read = dict.fromkeys(
                node.parts[0]
                for node in nodes(entry)
                if isinstance(node, tree.Name) and node.parts[0] in module.inputs
            )
            lines += [f"| `{one}` | `{module.chinese(one)[0]}` | {module.inputs[one]} |" for one in read]
            lines += [""]
        if own in drawn:
            lines += [f"![{english} {title}]({module.name}.{own}.svg)"]
    return "\n".join(lines).rstrip() + "\n"


def shown(module: Module) -> Iterator[tuple[Declared, str]]:
    """Each curve and indicator, with the rule that shows it: the indicator, or the value that calls the function."""
    values = {one.name.text for one in module.source.declarations if isinstance(one, tree.Value)}
    for entry in module.entries:
        if isinstance(entry, tree.Indicator):
            yield entry, entry.name.text
        elif isinstance(entry, tree.Function) and f"shown_{entry.name.text}" in values:
            yield entry, f"shown_{entry.name.text}"


def drawings(module: Module) -> Iterator[tuple[str, str]]:
    """The drawing of each curve and indicator of a file."""
    if not list(shown(module)):
        return
    plan = kpi_lang.load(module.path).plan
    for entry, rule in shown(module):
        yield entry.name.text, _drawing(module, plan, entry, rule)


def _drawing(module: Module, plan: Plan, entry: Declared, rule: str) -> str:
    score, figure = scored(plan, rule)
    whole = figure.kind.style is Style.COUNT
    ratio = figure.kind.style is Style.RATIO
    step = Fraction(1, 200) if ratio else Fraction(1)
    high = figure.domain.interval.hi or Fraction(2 if ratio else 20 if whole else 100)
    shape = shape_of(score, Fraction(0), high, step, whole=whole)
    if isinstance(entry, tree.Indicator):
        shape = _near_its_breaks(shape)
    english = entry.title.text if entry.title else entry.name.text
    chinese = module.chinese(entry.name.text)[1]
    about = ("measure", "计算值") if isinstance(entry, tree.Indicator) else _about(module, figure.name)
    return drawing(shape, Labels(english, chinese, *about, lambda value: display(value, figure.kind, "en")))


def _about(module: Module, figure: str) -> tuple[str, str]:
    return module.inputs[figure], module.chinese(figure)[1]


def _near_its_breaks(shape: Shape) -> Shape:
    """The part of the shape where something happens, between round numbers, from 0 unless that is far away."""
    if not shape.breaks:
        return shape
    first, last = shape.breaks[0][0], shape.breaks[-1][0]
    low = shape.low if first == last or first * 2 <= last or shape.whole else first - (last - first) / 2
    high = last + (last - low) / 5
    step = tick_step(low, high)
    return shape.within(max(shape.low, low // step * step), min(shape.high, -(-high // step) * step))


def main() -> None:
    """Write what has changed and delete what is gone."""
    files = written()
    for old in [*FOLDER.glob("*.md"), *FOLDER.glob("*.svg")]:
        if old.name not in files:
            old.unlink()
    for name, text in files.items():
        (FOLDER / name).write_text(text, encoding="utf-8")
    sys.stdout.write(f"{len(files)} files\n")


if __name__ == "__main__":
    main()
