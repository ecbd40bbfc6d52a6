"""Every finding about names, kinds, rows and scorecards, once each, with exactly what it underlines.

The text that a finding underlines stands between « and »; it is the only finding of its policy.
"""

import pytest

from kpi_lang.source import CATALOGUE, Span
from kpi_lang.source.messages import amendments, citations, conversions, distribution, supplied
from tests.lowering.small import HEADER, diagnostics

N = "input n : count in 0 .. 9\n"
ROLE = "input role : one of { sales, support }\n"
ITEM = f"{N}indicator i {{ class hard; measure n; score 10 * measure }}\n"
PAIR = f"{ITEM}indicator j {{ measure n; score 10 * measure }}\n"
RECORDS = "records r { day : date; kind : one of { a, b }; size : count }\n"
GRADED = "input x : points in 0 .. 100 step 1\ntotal = x\n"
GOALS = "goals g { share : ratio >= 0; made : number >= 0 }\n"
EACH = "indicator e { measure made; score line { 0: 0, 100: 100 } }\n"
STAGED = "input a, b : points in 0 .. 100 optional\n"
RATED = "records r { who : one of { head, peer }; score : points in 0 .. 100 }\n"

BODIES = {
    "K201": f"{N}value y = «m» + 1",
    "K202": f"{N}input «n» : count",
    "K203": f"import «lib.none»\n{N}",
    "K204": f"import lib («nothing»)\n{N}",
    "K205": f"import circle\n{N}",
    "K206": f"{ROLE}value y = role = «sale»",
    "K207": f"{RECORDS}value y = sum(«r.sise»)",
    "K208": f"{RECORDS}value y = «r» + 1",
    "K209": f"{N}value y = «n»(3)",
    "K210": f"{RECORDS}value y = «r.size» + 1",
    "K211": "value a : count = b\nvalue b : count = «a»",
    "K212": "input n : «cuont»",
    "K213": f"{N}value y = «maxi»(n, 2)",
    "K214": f"{N}value y = «abs(n where n > 3)»",
    "K215": f"{N}value y = «count(n)»",
    "K216": "records r { a : count; b = «count(r)» }\nvalue y = count(r)",
    "K217": f"{RECORDS}value y = count(«r.size»)",
    "K218": f"{RECORDS}value y = sum(«r»)",
    "K219": f"{RECORDS}value y = trimmed_mean(r.size, «0»)",
    "K220": "records r { a : count }\nvalue y = count(r «over this year»)",
    "K222": f"{ITEM}value y = «i.size»\nscorecard all {{ i 100% }}",
    "K223": "value y = «grade»",
    "K224": "records r { a : count; «a» : count }\nvalue y = count(r)",
    "K225": f"{ITEM}value y = «i.weight»",
    "K227": "value v : count = 3\nrecords r { a : count; b = a * «v» }\nvalue y = sum(r.b)",
    "K260": "value y = if present(previous(«y»)) then 1 else 2",
    "K270": "input n : count\nrollup «r» into quarter { else: mean }\nvalue y = n",
    "K271": "input n : count\nrollup r into year { «n»: mean }\nvalue y = n",
    "K262": "balance «b» : money { becomes b + 1 }",
    "K360": f"{N}pool p of «n» {{ share by 1 }}",
    "K361": "pool «p» of 9 { at most 5 }",
    "K362": "pool «p» of 9 { share by 1 }",
    "K253": "import sold (rate)\ninput «n» : points in 1 .. 9 step 1\nscorecard all { rate 100% }",
    "K254": "«import whole»",
    "K255": "alias a = «b»",
    "K256": f"{N}value y = n use «cents»",
    "K257": f"{GRADED}grades use «bands»",
    "K301": f"input m : money in 0 .. 9\n{N}value y = «m + n»",
    "K302": f"{N}value y = «n > 50%»",
    "K303": f"{N}value y : points = «n»",
    "K304": f"{N}value y = if «n» then 1 else 2",
    "K305": f"{N}value y = if n > 3 then n else «50%»",
    "K306": f"{N}value y = «n ^ 2»",
    "K307": f"{ROLE}value y = «role > sales»",
    "K308": "input n : «points per date»",
    "K309": f"{ITEM}scorecard all {{ i «n * 10%» }}",
    "K310": "input role : one of { a, «a» }",
    "K311": f"{ROLE}value y = «role» + 1",
    "K313": "input n : count in 0 .. 9 step «0»",
    "K314": f"{N}value y = «abs(n, 2)»",
    "K315": f"{N}value y = «max()»",
    "K316": "input n : count in 0 .. 9 missing «12»",
    "K317": "input d : date «>= 3»",
    "K318": "input n : count >= 9 «<= 3»",
    "K320": f"{ROLE}parameter p {{ «sales»: 1, else: 2 }}\nvalue y = p",
    "K321": f"{ROLE}parameter p by role {{ sales: 1, «sales: 3», else: 2 }}\nvalue y = p",
    "K322": f"{ROLE}«parameter p by role {{ sales: 1 }}»\nvalue y = p",
    "K323": "input m : money in 0 .. 9\nvalue y = marginal m { <= 5: 1%, «else: yes» }",
    "K325": "input n : points «CNY»",
    "K326": f"{N}value y = «round(n, 2)»",
    "K327": f"{N}value y = n / 7 «to 31 places»",
    "K501": f"{N}value y = steps of n {{ < 5: 1, «< 3: 2», else: 3 }}",
    "K502": f"{N}value y = steps of n {{ 5: 1, «5: 2», else: 3 }}",
    "K504": f"{N}value y = steps of n {{ < 5: 1, else: 3, «< 7: 2» }}",
    "K505": f"{N}value y : points = «line {{ 0: 1, 9: 2 }}»",
    "K506": f"{N}value y : points = «line of n {{ 0: 1 }}»",
    "K507": f"{N}value y : points = «line of n {{ 0: 1, 5: 2, 3: 4 }}»",
    "K508": f"{N}value y : points = anchored of n {{ 5: 1, each 1 above: +1, «each 2 above: +1» }}",
    "K509": f"{N}value y : points = anchored of n {{ 5: 1, each 1 above: +1 until «3» }}",
    "K510": f"{N}value y : points = anchored of n {{ 5: 1, each «0» above: +1 }}",
    "K511": "input m : money in 0 .. 9\nvalue y = marginal m { «>= 5: 1%», else: 2% }",
    "K512": 'input m : money in 0 .. 9\nvalue y = marginal m { <= 5: no result "none", «else: 2%» }',
    "K520": f"{GRADED}grades {{ A 80 .. 100; «B 0 .. 80» }}",
    "K521": f"{GRADED}grades {{ A from 60; «B from 80»; C otherwise }}",
    "K550": f"{N}value y = «steps of n {{ < 5: 1, > 5: 2 }}»",
    "K551": f"{ROLE}value y = «steps of role {{ sales: 1 }}»",
    "K553": f"{N}value y = steps of n {{ < 5: 1, «> 9: 2», else: 3 }}",
    "K554": f"{GRADED}grades {{ «S from 101»; A otherwise }}",
    "K560": f"{ITEM}{ROLE}«scorecard a when role = sales {{ i 100% }}»",
    "K562": f"{ITEM}scorecard a when n < 5 {{ i 100% }}\nscorecard «b» when n > 3 {{ i 100% }}",
    "K564": f"{ITEM}scorecard «a» when n > 9 {{ i 100% }}\nscorecard b else {{ i 100% }}",
    "K607": "indicator «i» { class hard }",
    "K608": "«indicator i { score 10; missing score 5 }»",
    "K609": f"{N}indicator i {{ measure n; undefined «lowest score»; score 10 * measure }}",
    "K610": f"{ITEM}scorecard a else {{ i 100% }}\nscorecard «b» else {{ i 100% }}",
    "K611": f"{ITEM}{ROLE}scorecard a when role = sales {{ i 100% }}\nscorecard «b» {{ i 100% }}",
    "K612": f"{ITEM}veto v when n > 3 {{ «n» off }}",
    "K613": f"{ITEM}cap c on «i» at most 3",
    "K614": f"{ITEM}scorecard «all» {{ }}",
    "K615": f"{PAIR}scorecard all {{ i 50%; «j 50 points» }}",
    "K616": f"{PAIR}scorecard all {{ i 100%; j «0%» }}",
    "K617": f"{PAIR}scorecard all {{ «k» 100% }}",
    "K228": (
        f"{RECORDS}value y = count(r)\n"
        'example "e" { given { r: [{ size: 1 }] }; expect { «r: [{ size: 1 }, { }]» } }'
    ),
    "K643": f"goals «g» {{ share, other : ratio >= 0; made : number >= 0 }}\n{EACH}scorecard all from g",
    "K644": f"goals g {{ share : ratio; made : number >= 0; weight «share» }}\n{EACH}scorecard all from g",
    "K645": "goals «g» { share : ratio >= 0 }\nscorecard all from g",
    "K646": f"{GOALS}indicator «d» {{ measure made; score 5 }}\n{EACH}scorecard all from g",
    "K647": f"{N}indicator i when «n > 3» {{ measure n; score 10 * measure }}\nscorecard all {{ i 100% }}",
    "K648": (
        "goals g { share : ratio >= 0; made : number >= 0 optional }\n"
        "indicator e { measure made; missing «move weight to e»; score 5 }\nscorecard all from g"
    ),
    "K649": f"{GOALS}{EACH}value y = «e»\nscorecard all from g",
    "K650": f"{ITEM}scorecard all from «i»",
    "K651": f"{RATED}indicator i {{ «ratings r.score by r.who {{ head 60%; peer 30% }}» }}",
    "K652": f"{RATED}indicator i {{ «ratings r.score by r.who {{ head 100% }}» }}",
    "K653": (
        f"{RATED}indicator i {{ ratings r.score by r.who "
        "{ head 60%; «peer 40% at least 2 raters without highest and lowest» } }"
    ),
    "K654": f"{N}indicator i {{ measure n; «difference above 3 needs n > 2 otherwise no score»; score 5 }}",
    "K328": f"{N}indicator i {{ ratings «n» by n {{ head 100% }} }}",
    "K329": f"{STAGED}indicator i {{ «stages {{ a }}» }}",
    "K330": f"{GOALS}goals h {{ made : number; part : ratio }}\nindicator «e» {{ measure made; score 5 }}",
    "K618": f"{PAIR}scorecard all {{ «n» 100% }}",
    "K619": f"{PAIR}scorecard all {{ i 60%; «j 40% allowed 10% .. 30%» }}",
    "K620": f"{PAIR}scorecard «all» {{ i 60%; j 30% }}",
    "K621": f"{PAIR}scorecard all {{ i 60%; «i 40%» }}",
    "K622": f"{PAIR}scorecard all {{ i 60%; j 40%; «weight of class hard in 10% .. 20%» }}",
    "K623": f"{ITEM}indicator j {{ measure n / n; undefined move weight to «k»; score 1 }}\n"
    "indicator k { score 1 }\nscorecard all { i 60%; j 40% }",
    "K624": f"{ITEM}indicator j {{ measure n / n; undefined «move weight to i 60%»; score 1 }}\n"
    "scorecard all { i 60%; j 40% }",
    "K625": f"{N}indicator i {{ measure n / n; undefined move weight to j; score 1 }}\n"
    "indicator j { measure n / n; undefined move weight to i; score 1 }\nscorecard all { «i 60%»; j 40% }",
    "K626": f"{GRADED}«total = x»",
    "K627": "«total { at most 100 }»",
    "K628": f"{GRADED}grades {{ A otherwise }}\n«grades {{ B otherwise }}»",
    "K629": f"{GRADED}grades {{ A from 80; «A» otherwise }}",
    "K630": f"{N}«grades {{ A otherwise }}»",
    "K631": f"{N}pay p = «n»",
    "K632": 'example "a" { }\nexample «"a"» { }',
    "K633": 'example "a" like «"b"» { }',
    "K634": 'example "a" { given { «x»: 3 } }',
    "K635": f'{RECORDS}example "a" {{ given {{ «r: 3» }} }}',
    "K636": f'{N}example "a" {{ given {{ «n: []» }} }}',
    "K637": f'{N}example "a" {{ given {{ n: «12» }} }}',
    "K638": 'example "a" { expect { «x»: 3 } }',
    "K642": f"{PAIR}scorecard all {{ i 60%; j 40%; weight of class «hart» in 10% .. 100% }}",
    "K639": "subject «other» { key no }",
    "K655": "input m : money in 0 .. 9\npay p = m when not appraised = «m»",
    "K656": f"{N}indicator class c, deduction only\nindicator «i» {{ class c; measure n; score 101 - 5 * measure }}",
    "K657": "indicator class c\nindicator class «c»",
    "K659": "adjustment «d» { amount p in -5 .. 5; reason why }",
    "K660": "adjustment d { amount p in «1 .. 5»; reason why; approved by boss }",
    "K661": f"{N}adjustment d on «n» {{ amount p in 0 .. 5; reason why; approved by boss }}",
    "K662": f"{ROLE}table t by role {{ «sales: 1 .. 2», support: 1 }}",
    "K663": f"{GRADED}grades {{ A from 60; B otherwise }}\ntable t by grade {{ «A: 1 .. 2», B: 1 }}",
    "K664": "indicator class c, deduction only\ngoals g { share : ratio in 0% .. 100% step 1%; done : points in 0 .. 9 }\n"
    "indicator «i» { class c; measure done }\nscorecard all from g",
    "K658": f"{ITEM}indicator class soft".replace("hard", "«hard»"),
}
PEOPLE = {
    "K350": f"{ROLE}value y = rank(«role» within everybody)",
    "K671": f'{N}value y = n\nexample "e" {{ person a {{ }}\n person «a» {{ }} }}',
    "K672": f'{N}value y = n\nexample "e" {{ person a {{ }}\n expect {{ «y: 1» }} }}',
}
HEADERS = {
    "K221": (HEADER + "parameter rate = 10%", {"rat": "5%"}),
    "K319": (HEADER + "parameter «rate» = 10%", {"rate": "much"}),
    "K324": ("policy p { }\nsubject s { key no }\ninput m : «money»", {}),
    "K601": ("«subject s { key no }»", {}),
    "K602": ("policy p { «currency yuan» }\nsubject s { key no }", {}),
    "K603": ("policy p { }\npolicy «q» { }\nsubject s { key no }", {}),
    "K605": ("policy p { «effective from 2026-02-01 to 2026-01-01» }\nsubject s { key no }", {}),
    "K606": ("policy p { «language 9» }\nsubject s { key no }", {}),
    "K261": ("policy p { }\nsubject s { key no }\ninput n : count\nvalue y = «to_date(n)»", {}),
    "K640": ("«policy p { }»\nvalue y : count = 1", {}),
    "K665": (
        f'policy p {{ }}\nsubject s {{ key no; not appraised "low" when «total» < 5 }}\n{PAIR}scorecard c {{ i 100% }}',
        {},
    ),
    "K641": ("policy p { }\nsubject «s» { }", {}),
}
MODULES = {
    "lib": "parameter something = 3",
    "circle": "«import circle»",
    "whole": "subject person { key no }\nparameter something = 3",
    "sold": "input n : count in 1 .. 9\nindicator rate { measure n; score 10 * measure }",
}
CASES: dict[str, tuple[str, dict[str, str]]] = {
    code: (HEADER + body, {}) for code, body in (BODIES | PEOPLE).items()
} | HEADERS

NEED_A_PROOF = {"K226", "K552", "K555", "K561", "K563"}
"""Found where a proof is given up or a chain is too long; tested with the checker and with long chains."""


@pytest.mark.parametrize("code", sorted(CASES))
def test_a_finding_underlines_what_is_wrong(code: str) -> None:
    policy, settings = CASES[code]
    modules = {name: _plain(text) for name, text in MODULES.items()}
    found = diagnostics(_plain(policy), header="", modules=modules, settings=settings)
    assert [one.code for one in found] == [code]
    span = found[0].span
    if span is None:
        assert "«" not in policy
        return
    assert isinstance(span, Span)
    marked = MODULES.get(span.file.name.removesuffix(".kpi"), policy)
    where = (marked.index("«"), marked.index("»") - 1)
    assert (span.start, span.end) == where, f"{span.text!r}, not {span.file.text[slice(*where)]!r}"


SHOWN_ELSEWHERE = {
    entry.code
    for entry in (
        *amendments.ENTRIES,
        *citations.ENTRIES,
        *supplied.ENTRIES,
        *conversions.ENTRIES,
        *distribution.ENTRIES,
    )
}
"""Findings about more than one text: their own tests show them."""


def _plain(text: str) -> str:
    return text.replace("«", "").replace("»", "")


def test_every_code_of_these_areas_is_shown() -> None:
    areas = ("K2", "K3", "K5", "K6")
    codes = {entry.code for entry in CATALOGUE if entry.code.startswith(areas)}
    assert codes - NEED_A_PROOF - SHOWN_ELSEWHERE == set(CASES)
