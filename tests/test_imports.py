"""The rules of ARCHITECTURE.md on who may import whom, and which module owns which outside package."""

from __future__ import annotations

import ast
import sys
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "src" / "onrecord"
MODULES = {path.stem: path for path in sorted(PACKAGE.glob("*.py"))}

# From the bottom up: a module imports only from layers below its own, or the listed parts of its own stage.
LAYERS = [
    {"record", "errors"},
    {
        "decode",
        "pieces",
        "blocks",
        "imprint",
        "containers",
        "quotes",
        "cues",
        "mentions",
        "registry",
        "schema",
        "database",
        "query",
        "rows",
    },
    {"ingest", "clean", "rules", "extract", "actors", "cite", "export", "store"},
    {"pipeline", "progress", "screen"},
    {"bench"},
    {"cli", "__init__"},
    {"__main__"},
]
OWNERS = {
    "trafilatura": {"clean"},
    "htmldate": {"clean"},
    "lxml": {"clean"},
    "charset_normalizer": {"decode"},
    "fastwarc": {"warc"},
    "duckdb": {"records"},
    "sqlite3": {"database"},
    "tqdm": {"progress"},
    "click": {"cli", "screen"},
}


def imported(path: Path) -> tuple[set[str], set[str]]:
    """The modules of ours and the outside packages that a file imports, at any depth."""
    ours: set[str] = set()
    outside: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.level or (node.module or "").split(".")[0] == "onrecord"):
            inside = (node.module or "").removeprefix("onrecord").lstrip(".")
            ours |= {inside.split(".")[0]} if inside else {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            outside.add((node.module or "").split(".")[0])
        elif isinstance(node, ast.Import):
            outside |= {alias.name.split(".")[0] for alias in node.names}
    return ours, outside - set(sys.stdlib_module_names) - {"sqlite3"} | (outside & {"sqlite3"})


@pytest.mark.parametrize("module", MODULES)
def test_imports_point_one_way(module: str) -> None:
    level = next((i for i, layer in enumerate(LAYERS) if module in layer), None)
    assert level is not None, f"{module} stands in no layer: say where it belongs, here and in ARCHITECTURE.md"
    below = set().union(*LAYERS[:level])
    ours, _ = imported(MODULES[module])
    assert ours <= below, f"{module} imports {sorted(ours - below)}, which do not lie below it"


@pytest.mark.parametrize("module", MODULES)
def test_an_outside_package_has_one_owner(module: str) -> None:
    _, outside = imported(MODULES[module])
    strange = {package for package in outside if package in OWNERS and module not in OWNERS[package]}
    unknown = outside - set(OWNERS) - {"msgspec", "onrecord"}
    assert not strange, f"{module} imports {sorted(strange)}, which other modules own"
    assert not unknown, f"{module} imports {sorted(unknown)}, which no module owns yet"


@pytest.mark.parametrize("module", MODULES)
def test_a_module_is_small(module: str) -> None:
    lines = MODULES[module].read_text(encoding="utf-8").count("\n")
    assert lines <= 350, f"{module} has {lines} lines: does it do one thing?"
