"""The rules of ARCHITECTURE.md on who may import whom, and which part owns which outside package."""

from __future__ import annotations

import ast
import sys
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "src" / "onrecord"
MODULES = {
    ".".join(path.relative_to(PACKAGE).with_suffix("").parts).removesuffix(".__init__"): path
    for path in sorted(PACKAGE.rglob("*.py"))
}

BASE = {"record", "errors", "quotes", "sentences", "entries", "turns", "nodes"}
STAGES = {"ingest", "clean", "rules", "tagger", "extract", "actors", "dates", "places", "contacts", "acts"}
STAGES |= {"anchor", "cite", "export", "store", "correct", "measure", "standoff", "align"}
# Above the stages stand what both fronts ask of them, and the fronts, each with what it may import beside the base.
MIDDLE = {"correcting", "pipeline", "linking", "undated", "whois", "dossier", "judging", "groups", "gather", "bench"}
ABOVE = {
    "tagger": {"rules"},  # which read the headlines that the model does not
    "correcting": STAGES,
    "pipeline": STAGES | {"correcting"},
    "linking": STAGES,
    "whois": STAGES,
    "dossier": STAGES,
    "judging": STAGES | {"correcting", "whois"},
    "undated": STAGES,
    "groups": STAGES | {"linking", "undated"},
    "gather": STAGES | {"undated"},
    "bench": STAGES | {"pipeline"},
    "web": STAGES | {"correcting", "gather", "judging", "linking", "undated", "whois"},
    "cli": STAGES | MIDDLE | {"web"},
    "__init__": set(),
    "__main__": {"cli"},
}
OWNERS = {
    "trafilatura": "clean",
    "resiliparse": "clean",
    "htmldate": "clean",
    "lxml": "clean",
    "charset_normalizer": "clean",
    "fastwarc": "ingest",
    "duckdb": "ingest",
    "rtoml": "actors",
    "sqlite3": "store",
    "onnxruntime": "tagger",
    "tqdm": "cli",
    "rapidfuzz": "align",
    "starlette": "web",
    "uvicorn": "web",
    "resvg_py": "web",
    "jinja2": "web",
    "markupsafe": "web",
}
SHARED = {
    "numpy": {"align", "tagger"},
    "msgspec": BASE | STAGES | MIDDLE | {"cli", "web"},
    "click": {"cli"},
}


def imported(module: str) -> tuple[set[str], set[str]]:
    """The modules of ours, by their dotted names, and the outside packages that a module imports, at any depth."""
    here = (
        []
        if module == "__init__" or ("." not in module and MODULES[module].name != "__init__.py")
        else [module.split(".")[0]]
    )
    ours: set[str] = set()
    outside: set[str] = set()
    for node in ast.walk(ast.parse(MODULES[module].read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.level or (node.module or "").split(".")[0] == "onrecord"):
            start = here if node.level == 1 else []
            path = [*start, *filter(None, (node.module or "").removeprefix("onrecord").split("."))]
            whole = ".".join(path)
            ours |= (
                {whole} if whole in MODULES and path != here else {".".join([*path, name.name]) for name in node.names}
            )
        elif isinstance(node, ast.ImportFrom):
            outside.add((node.module or "").split(".")[0])
        elif isinstance(node, ast.Import):
            outside |= {alias.name.split(".")[0] for alias in node.names}
    return ours, outside - (set(sys.stdlib_module_names) - {"sqlite3"})


@pytest.mark.parametrize("module", MODULES)
def test_imports_point_one_way(module: str) -> None:
    part = module.split(".")[0]
    ours, _ = imported(module)
    parts = {name.split(".")[0] for name in ours} - {part}
    assert part in BASE | STAGES | set(ABOVE), f"{part} is no part of the design: see ARCHITECTURE.md"
    allowed = (
        BASE | ABOVE.get(part, set())
        if part not in BASE
        else {"record", "quotes"} - {part}
        if part in BASE - {"record", "errors"}
        else set()
    )
    assert parts <= allowed, f"{module} imports {sorted(parts - allowed)}, which do not lie below it"
    reached = {name for name in ours if name.count(".") and name.split(".")[0] != part}
    assert not reached or part in ABOVE or part in BASE, f"{module} reaches into {sorted(reached)}"


def test_no_module_imports_itself_in_a_circle() -> None:
    TopologicalSorter({module: imported(module)[0] for module in MODULES}).prepare()


@pytest.mark.parametrize("module", MODULES)
def test_an_outside_package_has_one_owner(module: str) -> None:
    part = module.split(".")[0]
    _, outside = imported(module)
    for package in outside - {"onrecord"}:
        owners = SHARED.get(package) or {OWNERS.get(package, "nobody")}
        assert part in owners, f"{module} imports {package}, which {' and '.join(sorted(owners))} owns"


@pytest.mark.parametrize("module", MODULES)
def test_a_module_is_small(module: str) -> None:
    lines = MODULES[module].read_text(encoding="utf-8").count("\n")
    assert lines <= 350, f"{module} has {lines} lines: does it do one thing?"
