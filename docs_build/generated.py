"""What is generated: the stage table of ARCHITECTURE.md, the commands of README.md, the JSON Schema of the record."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

from consilience.cli.app import app
from consilience.exports.formats import FORMATS
from consilience.exports.record.codec import schema
from consilience.pipeline.order import STAGES

ROOT = Path(__file__).parent.parent
COMMANDS = (
    "run", "watch", "serve", "brief", "timeline", "disputes", "who", "where", "sources", "search", "export", "read",
    "check", "stages", "doctor", "judge", "user",
)  # fmt: skip


def stage_table() -> str:
    """Give the stages as a Markdown table in the order they run."""
    rows = ["| # | stage | kind | takes | gives |", "|---|---|---|---|---|"]
    rows += [f"| {i} | `{s.name}` | {s.kind} | {s.takes} | {s.gives} |" for i, s in enumerate(STAGES, 1)]
    return "\n".join(rows)


def command_table() -> str:
    """Give the commands with the first line of their help."""
    rows = ["| command | what it does |", "|---|---|"]
    for name in COMMANDS:
        line = (app[name].help or "").strip().splitlines()[0]
        rows.append(f"| `consilience {name}` | {line} |")
    return "\n".join(rows)


def format_table() -> str:
    """Give the export formats as a Markdown table in the order of the program's own list."""
    rows = ["| format | what it is | file |", "|---|---|---|"]
    rows += [f"| `{form.name}` | {form.what} | `{form.suffix}` |" for form in FORMATS]
    return "\n".join(rows)


def schema_text() -> str:
    """Give the JSON Schema of the record as indented text."""
    return json.dumps(schema(), indent=1, sort_keys=True) + "\n"


def filled(path: Path) -> str:
    """Give a Markdown file with the text between its `<!-- generated: NAME -->` marks made anew."""
    text = path.read_text(encoding="utf-8")
    for name, make in (("stages", stage_table), ("commands", command_table), ("formats", format_table)):
        pattern = rf"(<!-- generated: {name} -->\n).*?(<!-- end -->)"
        text = re.sub(pattern, _fill(make()), text, flags=re.DOTALL)
    return text


def _fill(made: str) -> Callable[[re.Match[str]], str]:
    return lambda found: f"{found[1]}{made}\n{found[2]}"


FILES = (ROOT / "ARCHITECTURE.md", ROOT / "README.md", ROOT / "docs" / "exports.md")
SCHEMA = ROOT / "docs" / "record.schema.json"
