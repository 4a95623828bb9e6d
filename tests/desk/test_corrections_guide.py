"""The guide for analysts says what the program does: every action stands in its table, its examples can be judged."""

from __future__ import annotations

import re
from pathlib import Path

from consilience.desk.drafts import FORMS, Draft
from consilience.desk.judging import judge
from consilience.desk.sight import RecordSight
from consilience.exports.record.codec import decode, decode_as
from tests.conftest import EXAMPLE
from tests.judged import at

GUIDE = (Path(__file__).parents[2] / "docs" / "corrections.md").read_text(encoding="utf-8")


def test_every_action_is_in_the_table() -> None:
    """Actions of the table and of the program are the same, and each stands with the kinds that it judges."""
    rows = [row.split("|") for row in GUIDE.splitlines() if row.startswith("| ") and "`" in row]
    found = {name: row[3] for row in rows for name in re.findall(r"`([a-z-]+)`", row[2])}

    assert set(found) == set(FORMS)
    for action, form in FORMS.items():
        if len(form.kinds) < len(FORMS["note"].kinds):
            for kind in form.kinds:
                stem = kind.removesuffix("y")
                assert stem in found[action], (action, kind)


def test_examples_can_be_judged() -> None:
    """The lines shown make judgements on the example story."""
    sight = RecordSight(decode((EXAMPLE / "record.json").read_bytes()))
    block = GUIDE.split("```json\n")[1].split("```")[0]
    made = [judge(decode_as(line.encode(), Draft), sight, by="ada", at=at(0)) for line in block.splitlines()]

    assert [judgement.action for judgement in made] == ["rename", "split"]
