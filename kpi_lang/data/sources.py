"""From the names of files to bound people: opening what a run and its binding name."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from attrs import frozen

from kpi_lang.data.binding import Binding
from kpi_lang.data.files import STANDARD_INPUT, open_sheet
from kpi_lang.data.people import Bound, bind
from kpi_lang.data.schema import Schema
from kpi_lang.data.sheet import Sheet


@frozen(eq=False)
class Sources:
    """The sheets of a run: of people, joined and wide ones by the binding's names, and of records by table."""

    main: Sheet
    others: Mapping[str, Sheet]
    records: Mapping[str, Sheet]


def open_sources(
    data: str | Path, records: Mapping[str, str | Path] | None = None, binding: Binding | None = None
) -> Sources:
    """Open the file of people, the files of records, and the further files that the binding names.

    Those are taken from the folder of the file of people, since a binding belongs to a policy and is used
    with the files of one period after another. Raises `DataFileError` where one cannot be read.
    """
    bound = binding or Binding()
    folder = Path() if str(data) == STANDARD_INPUT else Path(data).parent
    main = open_sheet(data, title_row=bound.title_row)
    others = {
        sheet.name: open_sheet(folder / sheet.file, title_row=sheet.title_row) for sheet in bound.sheets
    }
    return Sources(main, others, _record_sheets(records or {}, bound))


def _record_sheets(records: Mapping[str, str | Path], binding: Binding) -> dict[str, Sheet]:
    opened: dict[str, Sheet] = {}
    for name, path in records.items():
        own = (source for source in binding.records.get(name, ()) if source.sheet is None)
        title_row = next((source.title_row for source in own), 1)
        opened[name] = open_sheet(path, title_row=title_row)
    return opened


def bind_files(
    schema: Schema,
    data: str | Path,
    records: Mapping[str, str | Path] | None = None,
    binding: Binding | None = None,
    missing: Iterable[str] = (),
) -> Bound:
    """Bind the files of a run; `missing` are further texts that mean no value.

    Raises `DataFileError` where a file cannot be read and `BindingError` where columns are missing or doubtful.
    """
    complete = (binding or Binding()).with_missing(missing)
    sources = open_sources(data, records, complete)
    return bind(schema, sources.main, sources.others, sources.records, complete)
