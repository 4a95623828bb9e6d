"""Build `src/consilience/data/frequency/english.txt.gz`: in how many news articles each word form stands.

Usage: python -m data_build.frequency ARTICLES.jsonl.xz... ; each line a JSON object with "title" and "text".
Only counts leave the articles. Counts are rounded to three steps an octave, so that a line holds many words.
"""

from __future__ import annotations

import gzip
import json
import lzma
import math
import sys
from collections import Counter, defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

from consilience.text.word_forms import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

FEWEST = 6
"""Words in fewer articles are left out: mostly names and misspellings, and their count says little."""
LOWER_SHARE = 0.3
"""A form that stands in lower case in fewer of its articles is a name. Names are left out: a table of who was in the news
in one decade would make the people of that decade's stories common words and those of the next rare ones."""
STEPS = 3
TARGET = Path(__file__).parent.parent / "src" / "consilience" / "data" / "frequency" / "english.txt.gz"
HEADER = """\
# In how many of the articles below each folded word form stands (text.word_forms); counts to a third of an octave.
# Source: own counts over the AllSides crawl of Baly et al. 2020 (English news, 2012-2020), by data_build/frequency.py.
# Counts only: no text of the articles is here. Names, forms in fewer than {fewest} articles and bare numbers are left out.
# articles: {total}
"""


def read(paths: Iterable[Path]) -> Iterator[str]:
    """Give title and text of each article, one string each."""
    for path in paths:
        with lzma.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                row = json.loads(line)
                yield f"{row.get('title') or ''}\n{row.get('text') or ''}"


def count(texts: Iterable[str]) -> tuple[Counter[str], int]:
    """Count the articles that hold each word form, names left out; give the counts and the number of articles."""
    counts: Counter[str] = Counter()
    lower: Counter[str] = Counter()
    total = 0
    for text in texts:
        found = words(text)
        counts.update({word.form for word in found})
        lower.update({word.form for word in found if not text[word.start].isupper()})
        total += 1
    return Counter({form: n for form, n in counts.items() if lower[form] >= LOWER_SHARE * n}), total


def table(counts: Counter[str], total: int) -> str:
    """Give the table as text: a line a count, most common first, words in alphabetical order."""
    lines: dict[int, list[str]] = defaultdict(list)
    for form, number in counts.items():
        if number >= FEWEST and form.isalpha():
            lines[round(2 ** (round(math.log2(number) * STEPS) / STEPS))].append(form)
    body = "".join(f"{number}: {' '.join(sorted(lines[number]))}\n" for number in sorted(lines, reverse=True))
    return HEADER.format(fewest=FEWEST, total=total) + body


if __name__ == "__main__":
    built = table(*count(read(map(Path, sys.argv[1:]))))
    TARGET.write_bytes(gzip.compress(built.encode("utf-8"), 9, mtime=0))
