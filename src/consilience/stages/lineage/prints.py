"""What of an article is looked at to find others with passages of it: the hashes of its runs of words, and of its lines.

A print takes a twentieth of the room and a fifth of the time of a sheet (`sheet`), which only articles worth aligning get. Both
see the same words as own wording, quoted or repeated. Not here: which prints share enough (`candidates`).
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from consilience.sharing import Keys
from consilience.stages.lineage.sheet import FIRST_PERSON, MAX_BODY_WORDS, MOST_SPOKEN, find_quotes
from consilience.text.frequency import common
from consilience.text.word_forms import WORD, fold

if TYPE_CHECKING:
    from consilience.record.found import Reading

RUN = 4
"""Words of a run. See `candidates`."""
REACH_PAIRS = 2
"""A content word is paired with so many that follow it."""

COMMON, FIRST, DIGIT, UPPER = 1, 2, 4, 8
_FLAGS = np.uint64(COMMON | FIRST | DIGIT | UPPER)
_MIX = np.uint64(0x9E3779B97F4A7C15)
_SHIFT = np.uint64(29)

Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Print:
    """An article's `lines` (a digest each), and the sorted hashes of its `runs` of four words and `pairs` of content words."""

    article: str
    outlet: str | None
    lines: tuple[int, ...]
    runs: Keys
    pairs: Keys


def take_print(reading: Reading, leave: Collection[int] = ()) -> Print:
    """Give the print of an article's body without the lines whose digests are in `leave`."""
    codes, starts = _words(reading, leave)
    line = np.repeat(np.arange(len(codes)), [len(c) for c in codes])
    flat = np.fromiter((code for c in codes for code in c), dtype=np.uint64, count=len(line))
    quoted = _quoted(
        reading.article.text, np.fromiter((s for one in starts for s in one), dtype=np.int64, count=len(line))
    )
    first = np.concatenate(([True], line[1:] != line[:-1])) if len(line) else np.empty(0, dtype=bool)
    own = ~quoted & ~_has(flat, DIGIT) & ~(_has(flat, UPPER) & ~first)
    own, quoted = _without_speech(flat, line, own, quoted, len(codes))
    forms = flat & ~_FLAGS
    return Print(
        article=reading.article.id,
        outlet=reading.layout.outlet or reading.article.outlet,
        lines=tuple(map(digest_codes, codes)),
        runs=_runs(forms, line, own, quoted),
        pairs=_pairs(forms, line, own & ~_has(flat, COMMON)),
    )


def digest_line(forms: Sequence[str]) -> int:
    """Give the digest of a line by its word forms, as a print holds it."""
    return hash(tuple(form_code(form) >> 4 for form in forms))


def digest_codes(codes: Sequence[int]) -> int:
    """Give the digest of a line by the codes of its words."""
    return hash(tuple(code >> 4 for code in codes))


@lru_cache(maxsize=400_000)
def word_code(word: str) -> int:
    """Give a word as written in 64 bits: 60 of its form's hash, and what is to be known of it."""
    return form_code(fold(word)) | (UPPER if word[:1].isupper() else 0)


@lru_cache(maxsize=200_000)
def form_code(form: str) -> int:
    """Give a word form in 64 bits: 60 of its hash, and whether it is common, of the first person, or a number."""
    code = int.from_bytes(blake2b(form.encode(), digest_size=8).digest(), "little") >> 4 << 4
    flags = (form in common(), form in FIRST_PERSON, form[:1].isdigit())
    return code | sum(bit for bit, is_so in zip((COMMON, FIRST, DIGIT), flags, strict=True) if is_so)


def _words(reading: Reading, leave: Collection[int]) -> tuple[list[list[int]], list[list[int]]]:
    """The codes and the places of the words of each body line."""
    text, total = reading.article.text, 0
    codes: list[list[int]] = []
    starts: list[list[int]] = []
    for sentence in reading.layout.sentences:
        if sentence.zone != "body" or total > MAX_BODY_WORDS:
            continue
        found = [(word_code(m.group()), m.start()) for m in WORD.finditer(text, sentence.span.start, sentence.span.end)]
        total += len(found)
        line = [code for code, _ in found]
        if found and not (leave and digest_codes(line) in leave):
            codes.append(line)
            starts.append([start for _, start in found])
    return codes, starts


def _has(codes: Keys, flag: int) -> Mask:
    found: Mask = (codes & np.uint64(flag)) != 0
    return found


def _quoted(text: str, starts: npt.NDArray[np.int64]) -> Mask:
    quotes = np.array(find_quotes(text), dtype=np.int64).reshape(-1, 2)
    if not len(quotes):
        return np.zeros(len(starts), dtype=bool)
    at = np.searchsorted(quotes[:, 0], starts, side="right") - 1
    found: Mask = (at >= 0) & (starts < quotes[at, 1])
    return found


def _without_speech(codes: Keys, line: npt.NDArray[np.int64], own: Mask, quoted: Mask, lines: int) -> tuple[Mask, Mask]:
    """Sentences in the first person count as quoted, unless so much of the article is that it is its own speech."""
    spoken = np.zeros(lines, dtype=bool)
    spoken[line[_has(codes, FIRST)]] = True
    if spoken.sum() > MOST_SPOKEN * lines:
        return own, quoted
    return own & ~spoken[line], quoted | spoken[line]


def _runs(forms: Keys, line: npt.NDArray[np.int64], own: Mask, quoted: Mask) -> Keys:
    if len(forms) < RUN:
        return np.empty(0, dtype=np.uint64)
    columns = [slice(i, len(forms) - RUN + 1 + i) for i in range(RUN)]
    fit = (line[columns[0]] == line[columns[-1]]) & ~_any(quoted, columns) & _any(own, columns)
    return _hashed([forms[column][fit] for column in columns])


def _any(mask: Mask, columns: Sequence[slice]) -> Mask:
    found: Mask = np.logical_or.reduce([mask[column] for column in columns])
    return found


def _pairs(forms: Keys, line: npt.NDArray[np.int64], telling: Mask) -> Keys:
    forms, line = forms[telling], line[telling]
    found = []
    for step in range(1, REACH_PAIRS + 1):
        near = line[step:] == line[:-step]
        found.append([forms[:-step][near], forms[step:][near]])
    return _hashed([np.concatenate(column) for column in zip(*found, strict=True)])


def _hashed(columns: Sequence[Keys]) -> Keys:
    key = np.zeros(len(columns[0]), dtype=np.uint64)
    for column in columns:
        key = (key ^ column) * _MIX
        key ^= key >> _SHIFT
    return np.unique(key)
