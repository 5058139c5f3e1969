"""The import arrows of the design, and where the heavy libraries may stand."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGES = ("config", "extractors", "transforms", "warehouse", "samples", "flows")
MAY_IMPORT = {
    "config": set(),
    "extractors": {"config"},
    "transforms": {"config", "extractors"},
    "warehouse": {"config"},
    "samples": {"config"},
    "flows": set(PACKAGES),
}
ONLY_IN = {
    "prefect": {"flows"},
    "sqlalchemy": {"warehouse"},
    "alembic": {"warehouse"},
    "great_expectations": {"warehouse"},
    "pdfplumber": {"extractors"},
    "pypdfium2": {"extractors"},
    "python_calamine": {"extractors"},
    "xlsxwriter": {"warehouse", "samples"},
    "reportlab": {"samples"},
    "sklearn": {"transforms"},
}


def _imports(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            found.add(node.module.split(".")[0])
    return found


@pytest.mark.parametrize("package", PACKAGES)
def test_packages_import_only_along_the_arrows(package: str) -> None:
    allowed = MAY_IMPORT[package] | {package}
    wrong = {
        str(path.relative_to(ROOT)): crossing
        for path in (ROOT / package).rglob("*.py")
        if (crossing := (_imports(path) & set(PACKAGES)) - allowed)
    }
    assert wrong == {}


@pytest.mark.parametrize("library", ONLY_IN)
def test_libraries_stand_only_where_the_design_puts_them(library: str) -> None:
    wrong = [
        str(path.relative_to(ROOT))
        for package in PACKAGES
        if package not in ONLY_IN[library]
        for path in (ROOT / package).rglob("*.py")
        if library in _imports(path)
    ]
    assert wrong == []


def test_no_module_is_named_for_nothing() -> None:
    empty_names = {"utils", "helpers", "base", "common", "misc"}
    assert [p for package in PACKAGES for p in (ROOT / package).rglob("*.py") if p.stem in empty_names] == []
