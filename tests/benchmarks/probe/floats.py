"""The trade company's policy as a competent user of Polars writes it: float expressions, one lazy query."""

from datetime import date
from typing import Any

import numpy as np
import polars as pl

from tests.benchmarks.probe.company import DATES, Company

ROLE = pl.Enum(["sales", "support", "head", "general_manager"])
SEVERITY = pl.Enum(["minor", "major"])
GRADE = pl.Enum(["D", "C", "B", "A", "S"])
CARD = pl.Enum(["sales", "support", "heads"])
SCALES = {"expense_budget": 10_000, "receivables_ratio": 10_000, "project_score": 10, "peer_review": 10}
MONEY = ("base_pay", "turnover", "turnover_target", "profit", "profit_target", "expenses", "receivables")
OUTPUTS = (
    "turnover_rate",
    "profit_rate",
    "expense_rate",
    "receivables_rate",
    "document_errors",
    "on_time",
    "project",
    "peer",
    "total",
    "grade",
    "performance_pay",
    "results",
    "conduct_of_heads",
    "innovation",
    "complaints",
    "accident",
    "scorecard",
)


def frames(company: Company) -> tuple[Any, Any]:
    """The company as data frames: people, with a row number as their key, and complaints."""
    people: dict[str, Any] = {"key": np.arange(company.size)}
    for name, column in company.columns.items():
        if name.endswith("?"):
            continue
        if name == "role":
            people[name] = pl.Series(np.array(ROLE.categories.to_list())[column].tolist(), dtype=ROLE)
        elif name in SCALES or name in MONEY:
            people[name] = pl.Series(column / SCALES.get(name, 100))
            given = company.columns.get(f"{name}?")
            if given is not None:
                people[name] = pl.select(pl.when(pl.Series(given)).then(people[name])).to_series()
        else:
            people[name] = column
    table = company.records["complaint"]
    epoch = date(1970, 1, 1).toordinal()
    complaints = {
        "key": table.owner,
        "date": pl.Series((table.columns["date"] - epoch).astype(np.int32)).cast(pl.Date),
        "severity": pl.Series(
            np.array(SEVERITY.categories.to_list())[table.columns["severity"]].tolist(), dtype=SEVERITY
        ),
    }
    return pl.DataFrame(people), pl.DataFrame(complaints)


def query(people: Any, complaints: Any) -> Any:
    """Every output of every person, by key."""
    col, when, lit = pl.col, pl.when, pl.lit
    assert DATES.as_of is not None
    counted = (
        complaints.lazy()
        .filter(col("date") > DATES.as_of.replace(year=DATES.as_of.year - 1), col("date") <= DATES.as_of)
        .group_by("key")
        .agg(
            (col("severity") == "minor").sum().cast(pl.Int64).alias("minor"),
            (col("severity") == "major").sum().cast(pl.Int64).alias("major"),
        )
    )
    role = col("role")
    measured = (
        people.lazy()
        .filter(role != "general_manager")
        .join(counted, on="key", how="left", maintain_order="left")
    )
    scored = measured.with_columns(
        when(role != "support").then(col("turnover") / col("turnover_target")).alias("turnover_m"),
        when(role == "head").then(col("profit") / col("profit_target")).alias("profit_m"),
        when(role != "support", col("turnover") > 0)
        .then(col("expenses") / col("turnover") / col("expense_budget"))
        .alias("expense_m"),
        when(role == "head", col("turnover") > 0)
        .then(col("receivables") / (col("turnover") * 4) / col("receivables_ratio"))
        .alias("receivables_m"),
        when(role != "head", col("orders") > 0).then(col("errors") / col("orders")).alias("errors_m"),
        when(role == "support", col("shipments_due") > 0)
        .then(col("shipments_on_time") / col("shipments_due"))
        .alias("on_time_m"),
    ).with_columns(
        when(role != "support").then(_line_up(col("turnover_m"))).alias("turnover_rate"),
        when(role == "head").then(_cent(_profit(col("profit_m")))).alias("profit_rate"),
        when(role != "support")
        .then(when(col("turnover") == 0).then(0.0).otherwise(_line_down(col("expense_m"))))
        .alias("expense_rate"),
        when(role == "head", col("receivables").is_not_null(), col("receivables_ratio").is_not_null())
        .then(when(col("turnover") == 0).then(0.0).otherwise(_line_down(col("receivables_m"))))
        .alias("receivables_rate"),
        when(col("errors_m").is_not_null())
        .then(
            when(col("errors_m") <= 0.005)
            .then(100.0)
            .when(col("errors_m") <= 0.01)
            .then(75.0)
            .when(col("errors_m") <= 0.02)
            .then(60.0)
            .otherwise(0.0)
        )
        .alias("document_errors"),
        _cent(
            when(col("on_time_m") >= 0.98)
            .then(75 + (col("on_time_m") - 0.98) / 0.01 * 12.5)
            .otherwise(75 - (0.98 - col("on_time_m")) / 0.01 * 5)
            .clip(lower_bound=0.0)
        ).alias("on_time"),
        when(role == "support").then(col("project_score")).alias("project"),
        col("peer_review").alias("peer"),
        (col("new_ideas") * 2).clip(upper_bound=6).cast(pl.Float64).alias("innovation"),
        (-(col("minor").fill_null(0) + col("major").fill_null(0) * 3).clip(upper_bound=9))
        .cast(pl.Float64)
        .alias("complaints"),
        (col("serious_accidents") > 0).alias("accident"),
    )
    there = {
        name: col(name).is_not_null()
        for name in ("document_errors", "on_time", "project", "peer", "receivables_rate")
    }
    docs, on_time, project, peer = (
        col(n).fill_null(0.0) for n in ("document_errors", "on_time", "project", "peer")
    )
    on_time_weight = when(there["project"]).then(0.3).otherwise(0.5)
    sales = (0.45 * col("turnover_rate") + 0.2 * col("expense_rate") + 0.2 * docs + 0.15 * peer) / (
        0.65 + 0.2 * there["document_errors"] + 0.15 * there["peer"]
    )
    support_part = (
        0.35 * there["document_errors"]
        + on_time_weight * there["on_time"]
        + 0.2 * there["project"]
        + 0.15 * there["peer"]
    )
    support = when(support_part > 0).then(
        (0.35 * docs + on_time_weight * on_time + 0.2 * project + 0.15 * peer) / support_part
    )
    results = (
        when(there["receivables_rate"])
        .then(
            0.4 * col("profit_rate")
            + 0.3 * col("turnover_rate")
            + 0.2 * col("expense_rate")
            + 0.1 * col("receivables_rate")
        )
        .otherwise(0.4 * col("profit_rate") + 0.36 * col("turnover_rate") + 0.24 * col("expense_rate"))
    )
    heads = when(there["peer"]).then(0.85 * results + 0.15 * peer).otherwise(results)
    base = when(role == "sales").then(sales).when(role == "support").then(support).otherwise(heads)
    total = scored.with_columns(
        _cent((base + col("innovation") + col("complaints")).clip(0.0, 110.0)).alias("total"),
        when(role == "head").then(results).alias("results"),
        when(role == "head").then(col("peer")).alias("conduct_of_heads"),
        when(role == "sales")
        .then(lit("sales", dtype=CARD))
        .when(role == "support")
        .then(lit("support", dtype=CARD))
        .otherwise(lit("heads", dtype=CARD))
        .alias("scorecard"),
    )
    score = col("total")
    graded = total.with_columns(
        when(score.is_null())
        .then(None)
        .when(score >= 95, ~col("accident"))
        .then(lit("S", dtype=GRADE))
        .when(score >= 85, ~col("accident"))
        .then(lit("A", dtype=GRADE))
        .when(score >= 75, ~col("accident"))
        .then(lit("B", dtype=GRADE))
        .when(score > 65)
        .then(lit("C", dtype=GRADE))
        .otherwise(lit("D", dtype=GRADE))
        .alias("grade"),
    )
    grade = col("grade")
    coefficient = (
        when(grade == "S")
        .then(1.5)
        .when(grade == "A")
        .then(1.3)
        .when(grade == "B")
        .then(1.1)
        .when(grade == "C")
        .then(0.9)
        .when(grade == "D")
        .then(0.7)
    )
    return graded.with_columns(_cent(col("base_pay") * coefficient).alias("performance_pay")).select(
        "key", *OUTPUTS
    )


def _cent(number: Any) -> Any:
    return number.round(2, mode="half_away_from_zero")


def _line_up(rate: Any) -> Any:
    return _cent(
        pl.when(rate <= 0.6)
        .then(0.0)
        .when(rate <= 1)
        .then((rate - 0.6) * 187.5)
        .when(rate <= 1.25)
        .then(75 + (rate - 1) * 100)
        .otherwise(100.0)
    )


def _line_down(rate: Any) -> Any:
    return _cent(
        pl.when(rate <= 0.8)
        .then(100.0)
        .when(rate <= 1)
        .then(100 - (rate - 0.8) * 100)
        .when(rate <= 1.5)
        .then(80 - (rate - 1) * 160)
        .otherwise(0.0)
    )


def _profit(rate: Any) -> Any:
    return (
        pl.when(rate >= 1)
        .then(75 + ((rate - 1) / 0.01).floor())
        .otherwise(75 - (1 - rate) / 0.01 * 2)
        .clip(0.0, 100.0)
    )
