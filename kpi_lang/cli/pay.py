"""What a run pays altogether, beside its results."""

from kpi_lang.cli.findings import counted
from kpi_lang.cli.language import Words
from kpi_lang.cli.options import Voice
from kpi_lang.data.output.columns import Form, OutputColumn, value_text
from kpi_lang.policy import Table
from kpi_lang.policy.pay_totals import PayTotal, pay_totals


def show_pay(table: Table, voice: Voice) -> None:
    """Say on standard error what each pay of each period adds up to."""
    for total in pay_totals(table):
        voice.note(_line(total))


def _line(total: PayTotal) -> Words:
    name = f"{total.period} {total.title}".strip()
    amount = value_text(OutputColumn(total.name, Form.NUMBER, total.digits), total.amount)
    people = counted(total.people, "person", "people")
    without = f"; {total.without} without" if total.without else ""
    without_zh = f"；{total.without} 人无结果" if total.without else ""
    return Words(
        f"{name}: {people}, {amount} in all{without}",
        f"{name}：{total.people} 人，合计 {amount}{without_zh}",
    )
