"""Where the grammar and its parse tables lie: in the installed package, or at the top of a checkout."""

from pathlib import Path

GRAMMAR = "kpi.lark"
TABLES = "kpi.tables"


def grammar_folder() -> Path:
    """The folder `grammar/`: `kpi_lang/grammar` of a wheel, else the one beside `kpi_lang` in a checkout.

    Raises `FileNotFoundError` where neither is there, which means a broken installation.
    """
    package = Path(__file__).resolve().parent.parent
    for folder in (package / "grammar", package.parent / "grammar"):
        if (folder / GRAMMAR).is_file():
            return folder
    raise FileNotFoundError(f"{GRAMMAR} is neither in {package / 'grammar'} nor beside {package}")
