"""Statements: what stands on the page, in both languages, and that nothing in it runs or breaks the page."""

from html.parser import HTMLParser

import kpi_lang
from kpi_lang.source import Lang

POLICY = """
policy report.statement "Quarter <appraisal>" { language 1; currency CNY; scores to 2 places; amounts to 2 places }
subject employee { key staff_no; belongs to department }
input turnover "Turnover booked" : money in 0 .. 10_000_000
input target "Turnover target" : money in 1 .. 10_000_000 set beforehand
input rating "Rating & review" : points in 0 .. 100 step 1 optional
input accidents "Accidents" : count in 0 .. 9
input base_pay "Base pay" : money in 0 .. 100_000
indicator reach "Turnover against target" { measure turnover / target; score line { 60%: 0, 100%: 75, 125%: 100 } }
indicator peers "Rating by colleagues" { measure rating; missing reweight }
indicator other "On another card" { measure rating; missing reweight }
deduction faults "Accidents" { 2 points per accidents }
limit serious "Serious accident" when accidents > 2 { grade at most C }
scorecard all "Everybody" when base_pay > 0 {
  group results "Results" 80% { reach 100% }
  peers 20%
}
scorecard rest otherwise { other 100% }
grades { A "Very good" from 90; B "Good" from 75; C "Fair" otherwise }
table coefficient by grade { A: 1.2, B: 1, C: 0.8 }
pay bonus "Bonus" for next quarter = base_pay * coefficient
"""
PERSON = {
    "staff_no": "E1 <b>",
    "department": "Sales & service",
    "turnover": "105000.00",
    "target": 100_000,
    "rating": 80,
    "accidents": 1,
    "base_pay": 4_500,
}


class Page(HTMLParser):
    """The texts of a page by the class of their element, and the tags."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.open: list[str] = []
        self.texts: list[tuple[str, str]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        if tag != "meta":
            self.open.append(dict(attrs).get("class") or ("heading" if tag == "title" else tag))

    def handle_endtag(self, tag: str) -> None:
        self.open.pop()

    def handle_data(self, data: str) -> None:
        if data.strip():
            self.texts.append((self.open[-1], data.strip()))

    def of(self, name: str) -> list[str]:
        return [text for place, text in self.texts if place == name]


def _page(lang: Lang = "en", **given: object) -> Page:
    table = kpi_lang.loads(POLICY).run([{**PERSON, **given}])
    return Page(table.statement(str(PERSON["staff_no"]), lang))


def test_an_indicator_shows_target_actual_measure_score_weight_and_points() -> None:
    page = _page()
    reach = [text for place, text in page.texts if place in ("title", "amount", "small", "number")]
    start = reach.index("Turnover against target")
    assert reach[start : start + 9] == [
        "Turnover against target",
        "100,000.00",
        "Turnover target",
        "105,000.00",
        "Turnover booked",
        "105%",
        "80.00",
        "80%",
        "64",
    ]
    assert "On another card" not in page.of("title")


def test_what_is_of_no_group_stands_before_the_groups_and_the_results_follow() -> None:
    page = _page()
    assert page.of("title") == [
        "Rating by colleagues",
        "Results",
        "Turnover against target",
        "Accidents",
        "Total",
        "Grade",
        "Bonus",
    ]
    shown = page.of("number")
    assert shown[-4:] == ["-2.00", "78.00", "B Good", "4,500.00"]


def test_a_limit_is_shown_when_it_binds() -> None:
    assert "Serious accident" not in _page().of("title")
    assert "Serious accident" in _page(accidents=3).of("title")


def test_what_has_no_score_says_why() -> None:
    page = _page(rating=None)
    assert page.of("why") == ["Rating by colleagues: reweight"]


def test_each_line_unfolds_to_its_derivation() -> None:
    page = _page()
    assert page.tags.count("details") == len(page.of("title"))
    assert any(text.startswith("segment of the line: 100% .. 125%") for text in page.of("note"))
    assert any("base_pay * coefficient" in text for text in page.of("place"))


def test_the_nearest_ways_to_a_better_grade_are_told() -> None:
    page = _page()
    assert "Turnover booked: 14,995.00 more, 119,995.00 instead of 105,000.00" in page.of("li")
    assert "→ total 90.00, grade A" in page.of("span")
    assert not any(text.startswith("Turnover target") for text in page.of("li"))


def test_there_is_no_way_beyond_the_best_grade() -> None:
    assert "The nearest way to a better grade" not in _page(turnover=125_000, rating=100, accidents=0).of(
        "h2"
    )


def test_nobody_is_promised_a_way_that_there_is_not() -> None:
    page = _page(turnover=0, rating=0, accidents=9, target=10_000_000)
    assert "No single figure alone would lead to a better grade." in page.of("p")


def test_in_chinese_only_the_policy_speaks_english() -> None:
    page = _page("zh")
    assert page.of("h2") == ["考核指标", "加分、扣分与限制", "结果", "距更高等级最近的途径"]
    assert "Turnover booked：增加 14,995.00，由 105,000.00 到 119,995.00" in page.of("li")


def test_texts_of_policy_and_data_stay_texts() -> None:
    page = _page()
    assert page.of("h1") == ["Quarter <appraisal>"]
    assert "E1 <b>" in page.of("dd")
    assert "Sales & service" in page.of("dd")
    assert "b" in page.tags  # names in derivations are bold; the key of the data is not
    assert not {"script", "link", "img", "iframe"} & set(page.tags)


def test_somebody_out_of_scope_is_told_so() -> None:
    text = POLICY.replace("belongs to department", "belongs to department; applies when base_pay > 0")
    table = kpi_lang.loads(text).run([{**PERSON, "base_pay": 0}])
    page = Page(table.statement(str(PERSON["staff_no"]), "en"))
    assert page.of("remark") == ["The policy does not apply to this person."]
