"""The budgets and habits of the house, checked on every file of the package."""

from __future__ import annotations

import ast
from pathlib import Path
from statistics import median, quantiles

import pytest

ROOT = Path(__file__).parent.parent
SOURCES = sorted((ROOT / "src").rglob("*.py"))

FILE_MEDIAN, FILE_MOST = 150, 400
FUNCTION_MEDIAN, FUNCTION_NINETIETH, FUNCTION_MOST = 12, 30, 60
BANNED_NAMES = {"utils", "util", "helpers", "helper", "common", "manager", "base", "misc"}


def _functions(path: Path) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]


def _lines(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def test_files_stay_within_budget() -> None:
    """Half of the files have at most 150 lines, none more than 400."""
    lengths = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in SOURCES}

    assert {str(path): n for path, n in lengths.items() if n > FILE_MOST} == {}
    assert median(lengths.values()) <= FILE_MEDIAN


def test_functions_stay_within_budget() -> None:
    """Half of the functions have at most 12 lines, nine in ten at most 30, none more than 60."""
    lengths = {f"{path}:{node.name}": _lines(node) for path in SOURCES for node in _functions(path)}

    assert {name: n for name, n in lengths.items() if n > FUNCTION_MOST} == {}
    assert quantiles(lengths.values(), n=10)[-1] <= FUNCTION_NINETIETH
    assert median(lengths.values()) <= FUNCTION_MEDIAN


@pytest.mark.parametrize("path", SOURCES, ids=lambda p: str(p.relative_to(ROOT)))
def test_public_names_are_documented(path: Path) -> None:
    """Every module, public class and public function has a docstring."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    public = [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) and not node.name.startswith("_")
    ]
    nested = {
        inner
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef)
        for inner in ast.walk(node)
        if inner is not node
    }
    private = {
        inner
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef) and node.name.startswith("_")
        for inner in ast.walk(node)
    }

    assert ast.get_docstring(tree), path
    assert [node.name for node in public if node not in nested | private and not ast.get_docstring(node)] == []


def test_names_say_what_files_hold() -> None:
    """No file or folder is named for nothing in particular."""
    assert [str(path) for path in SOURCES if BANNED_NAMES & {path.stem, path.parent.name}] == []


def test_library_prints_nothing_and_asserts_nothing() -> None:
    """The library neither prints nor relies on assert, which -O removes."""
    offenders = [
        f"{path}:{node.lineno}"
        for path in SOURCES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Assert)
        or (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print")
    ]

    assert offenders == []
