"""The documents say what the code does: generated parts are current, every command, option and stage is described."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from docs_build.generated import COMMANDS, FILES, SCHEMA, filled, schema_text

import consilience
from consilience import api
from consilience.cli.app import app
from consilience.pipeline.order import STAGES

ROOT = Path(__file__).parent.parent
STAGE_FOLDER = ROOT / "src" / "consilience" / "stages"


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.name)
def test_generated_parts_are_current(path: Path) -> None:
    """`python -m docs_build` would change nothing."""
    assert filled(path) == path.read_text(encoding="utf-8")


def test_schema_is_current() -> None:
    """The published JSON Schema is that of the types."""
    assert SCHEMA.read_text(encoding="utf-8") == schema_text()


def test_stages_are_the_folders() -> None:
    """Every stage has its package and every package is a stage."""
    folders = {path.name for path in STAGE_FOLDER.iterdir() if (path / "__init__.py").exists()}

    assert {stage.name for stage in STAGES} == folders


@pytest.mark.parametrize("name", COMMANDS)
def test_command_is_documented(name: str) -> None:
    """Every command stands in the README and every option of it in its help."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")

    assert f"consilience {name}" in readme
    assert app[name].help


def test_every_command_is_listed() -> None:
    """The list of commands is that of the program."""
    assert {name for name in app if not name.startswith("-")} == set(COMMANDS)


def test_lexicons_say_where_they_come_from() -> None:
    """Every lexicon begins with a comment, and every table parses."""
    for path in sorted((ROOT / "src/consilience/data/lexicons").rglob("*.*")):
        text = path.read_text(encoding="utf-8")
        assert text.startswith("#"), path
        if path.suffix == ".toml":
            tomllib.loads(text)


def test_changelog_fragments_are_named_for_what_they_are() -> None:
    """A fragment is `changelog.d/NAME.KIND.md`, kinds as in Keep a Changelog."""
    kinds = {"added", "changed", "fixed", "removed", "security", "deprecated"}
    fragments = [path for path in (ROOT / "changelog.d").glob("*.md") if path.name != "README.md"]

    assert fragments
    assert {path.name.split(".")[1] for path in fragments} <= kinds


def test_python_of_the_readme_runs(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """The code shown in the README does what it says."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    code = readme.split("```python\n")[1].split("```")[0]
    monkeypatch.chdir(ROOT)
    exec(compile(code, "README.md", "exec"), {})

    assert "Ambilobe" in capsys.readouterr().out


def test_public_names_are_those_of_the_api() -> None:
    """The package's root offers exactly the API, sorted."""
    assert consilience.__all__ == sorted(api.__all__)
    assert all(getattr(consilience, name) is getattr(api, name) for name in api.__all__)
