"""The statement as one HTML page: nothing is fetched, nothing runs, and it prints on one sheet."""

from importlib.resources import files
from xml.etree.ElementTree import Element, SubElement, tostring

from kpi_lang.core.plan import Role
from kpi_lang.report.explanation import Figure
from kpi_lang.report.phrases import PHRASES, reading_text
from kpi_lang.report.statement.amounts import Amount
from kpi_lang.report.statement.lines import IndicatorLine, ResultLine, Section
from kpi_lang.report.statement.sheet import Statement
from kpi_lang.report.statement.ways import figure_title, way_text
from kpi_lang.report.statement.words import WORDS, Words
from kpi_lang.source import Lang, cited

_STRONG = (Role.TOTAL, Role.PROVISIONAL_GRADE, Role.GRADE, Role.PAY)


def statement_page(statement: Statement) -> str:
    """The page, complete; texts of the policy and of the data are escaped by the tree that it is written from."""
    return _Page(statement).text()


class _Page:
    def __init__(self, statement: Statement) -> None:
        self.statement = statement
        self.lang: Lang = statement.explanation.lang
        self.words: Words = WORDS[self.lang]
        words, phrases = self.words, PHRASES[self.lang]
        self.parts = {
            "measure": words.measure,
            "weight": words.weight,
            "points": words.points,
            **phrases.parts,
        }
        self.titles = {output.rule: output.title for output in statement.plan.outputs}

    def text(self) -> str:
        explanation = self.statement.explanation
        html = Element("html", lang={"en": "en", "zh": "zh-Hans"}[self.lang])
        head = SubElement(html, "head")
        SubElement(head, "meta", charset="utf-8")
        SubElement(head, "meta", name="viewport", content="width=device-width, initial-scale=1")
        _add(head, "title", f"{explanation.subject} – {explanation.title or explanation.policy}")
        _add(head, "style", files("kpi_lang.report.statement").joinpath("style.css").read_text("utf-8"))
        body = SubElement(html, "body")
        self.heading(body)
        for remark in self.statement.remarks:
            _add(body, "p", remark, "remark")
        self.indicators(body)
        self.result_lines(body, self.words.adjustments, self.statement.adjustments)
        self.result_lines(body, self.words.results, self.statement.results)
        self.outlook(body)
        sign = SubElement(body, "div", {"class": "sign"})
        for who in self.words.sign:
            _add(sign, "div", who)
        _add(SubElement(body, "footer"), "p", self.source())
        return "<!DOCTYPE html>\n" + tostring(html, encoding="unicode", method="html") + "\n"

    # --- what the page is about ---------------------------------------------------------------------------

    def heading(self, body: Element) -> None:
        explanation, words = self.statement.explanation, self.words
        header = SubElement(body, "header")
        _add(header, "h1", explanation.title or explanation.policy)
        _add(header, "p", words.document)
        facts = SubElement(body, "dl", {"class": "facts"})
        subject = self.statement.plan.key, explanation.subject
        shown = [subject, *self.statement.facts]
        if self.statement.scorecard:
            shown.append((words.scorecard, self.statement.scorecard))
        for label, text in shown:
            pair = SubElement(facts, "div")
            _add(pair, "dt", label)
            _add(pair, "dd", text)

    def source(self) -> str:
        plan = self.statement.plan
        return f"{plan.name}, {self.words.version.format(version=plan.version)}"

    # --- tables -----------------------------------------------------------------------------------------

    def indicators(self, body: Element) -> None:
        if not self.statement.sections:
            return
        words = self.words
        _add(body, "h2", words.indicators)
        _add(body, "p", words.unfold, "hint")
        table = SubElement(body, "section", {"class": "indicators"})
        head = SubElement(table, "div", {"class": "row head"})
        for title in (words.indicator, words.target, words.actual):
            _add(head, "span", title)
        for title in (words.measure, words.score, words.weight, words.points):
            _add(head, "span", title, "number")
        for section in self.statement.sections:
            self.section(table, section)

    def section(self, table: Element, section: Section) -> None:
        if section.title:
            row = self.unfolding(table, section.derivation, "group")
            title = _add(row, "span", section.title, "title")
            if section.why:
                _add(title, "span", section.why, "why")
            for _ in range(3):
                _add(row, "span", "", "empty")
            self.cell(row, self.words.score, section.score)
            self.cell(row, self.words.weight, section.weight)
            if section.points:
                self.cell(row, self.words.points, section.points)
            else:
                _add(row, "span", "", "empty")
        for line in section.lines:
            self.indicator(table, line)

    def indicator(self, table: Element, line: IndicatorLine) -> None:
        words = self.words
        row = self.unfolding(table, line.derivation)
        title = _add(row, "span", line.title, "title")
        if line.why:
            _add(title, "span", line.why, "why")
        self.amounts(row, words.target, line.targets)
        self.amounts(row, words.actual, line.actuals)
        cells = (words.measure, line.measure), (words.score, line.score), (words.weight, line.weight)
        for label, text in (*cells, (words.points, line.points)):
            self.cell(row, label, text)

    def amounts(self, row: Element, label: str, amounts: tuple[Amount, ...]) -> None:
        cell = _add(row, "span", "", "wide" if amounts else "wide empty")
        _add(cell, "span", label, "label")
        for amount in amounts:
            one = _add(cell, "span", amount.shown, "amount")
            if amount.title != label:
                _add(one, "small", amount.title)

    def cell(self, row: Element, label: str, text: str) -> None:
        cell = _add(row, "span", "", "number" if text else "number empty")
        _add(cell, "span", label, "label").tail = text

    def result_lines(self, body: Element, heading: str, lines: tuple[ResultLine, ...]) -> None:
        if not lines:
            return
        _add(body, "h2", heading)
        table = SubElement(body, "section", {"class": "results"})
        for line in lines:
            row = self.unfolding(table, line.derivation, "strong" if line.role in _STRONG else "")
            title = _add(row, "span", line.title, "title")
            if line.why:
                _add(title, "span", line.why, "why")
            if line.remark:
                _add(title, "span", line.remark, "remark-of")
            _add(row, "span", line.shown, "number")

    # --- derivations ------------------------------------------------------------------------------------

    def unfolding(self, table: Element, figures: tuple[Figure, ...], name: str = "") -> Element:
        """A line that unfolds to the derivations of some figures; gives the row to put cells into."""
        details = SubElement(table, "details", {"class": name} if name else {})
        row = SubElement(details, "summary", {"class": "row"})
        derivation = SubElement(details, "div", {"class": "derivation"})
        self.figures(derivation, figures)
        return row

    def figures(self, parent: Element, figures: tuple[Figure, ...]) -> None:
        if not figures:
            return
        items = SubElement(parent, "ul")
        for figure in figures:
            self.figure(SubElement(items, "li"), figure)

    def figure(self, item: Element, figure: Figure) -> None:
        phrases = PHRASES[self.lang]
        owner, _, part = figure.name.rpartition(".")
        named = self.titles.get(owner) or self.titles.get(figure.name) or figure.title or figure.name
        meaning = self.parts.get(part, "") if owner in self.titles else ""
        label = _add(item, "b", phrases.parts.get(named, named))
        label.tail = f"{phrases.in_brackets.format(text=meaning)} " if meaning else " "
        value = _add(item, "span", figure.shown, "value")
        if figure.elsewhere:
            value.tail = phrases.elsewhere
            return
        value.tail = f" = {figure.formula}" if figure.formula else ""
        for note in figure.notes:
            _add(item, "span", note.text, "note")
        places = [figure.place.in_language(self.lang)] if figure.place is not None else []
        citation = cited(figure.clauses, self.lang)
        if figure.span is not None and figure.written:
            parts = (citation, figure.span.in_language(self.lang), figure.written)
            places.append("  ".join(filter(None, parts)))
        elif citation:
            places.append(citation)
        for reading in figure.readings:
            _add(item, "span", reading_text(reading, self.lang), "note")
        for place in places:
            _add(item, "span", place, "place")
        self.figures(item, figure.sources)

    # --- the next grade ---------------------------------------------------------------------------------

    def outlook(self, body: Element) -> None:
        found, words, plan = self.statement.outlook, self.words, self.statement.plan
        if found is None:
            return
        _add(body, "h2", words.outlook)
        if not found.ways:
            _add(body, "p", words.no_single)
        else:
            _add(body, "p", words.outlook_note, "hint")
            items = SubElement(body, "ol", {"class": "ways"})
            for way in found.ways:
                needed, reached = way_text(way, plan, self.lang)
                item = _add(items, "li", f"{needed} ")
                _add(item, "span", f"→ {reached}")
        if found.unsettled:
            titles = words.separator.join(figure_title(figure, plan, words) for figure in found.unsettled)
            _add(body, "p", words.unsettled.format(figures=titles), "hint")


def _add(parent: Element, tag: str, text: str, name: str = "") -> Element:
    element = SubElement(parent, tag, {"class": name} if name else {})
    element.text = text
    return element
