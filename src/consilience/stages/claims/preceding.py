"""The words before "X said" or "said X": which of them the cue attributes, and where they begin and end.

Gives character ranges, not yet trimmed. Not here: clauses and quotations after the cue (`clauses`).
"""

from __future__ import annotations

from consilience.ports import Parsed
from consilience.stages.claims.cues import Cue, is_past, verb_frames
from consilience.stages.claims.pages import Page
from consilience.stages.claims.phrases import extend, find_child, has_subject, is_finite, is_verb, scan_left
from consilience.stages.claims.sources import Source, after_quotation

LINKS = frozenset({"and", "but", "while", ",", "also", "by", ";", "–", "-"})
SUBORDINATORS = frozenset(
    {"after", "before", "when", "where", "while", "as", "because", "since", "if", "that", "which"}
)
SUBORDINATORS |= frozenset({"who", "whom", "whose", "although", "though", "until", "what", "how", "whether", "than"})

Chars = tuple[int, int]


def find_before(page: Page, cue: Cue, source: Source | None) -> Chars | None:
    """What stands before "X said" or "said X": all that goes before in the sentence, or the quotation that ends there."""
    parsed = page.parsed
    if source is None or cue.frames.takes.keys() <= {"that"}:
        return None
    floor = parsed.sentences[parsed.tokens[cue.i].sentence][0]
    stop = _left_of(page, source) if source.first < cue.first else cue.first
    stop = _back_over_adverbs(parsed, cue, stop, floor)
    after = after_quotation(page, cue)
    stop = stop if after is None else min(stop, after)
    if stop <= floor:
        return _quotation_that_ended(page, stop)
    if not _is_claimed(page, cue, source, floor, stop):
        return None
    stop = _back_over_cue(page, floor, stop)
    start = find_start(page, floor, stop)
    return page.chars(start, stop) if start < stop else None


def _back_over_cue(page: Page, floor: int, stop: int) -> int:
    """Leave out a first speaker's cue clause right before a second one's ("..., A said and B said")."""
    last = stop - 1
    while last > floor and page.parsed.tokens[last].text.casefold() in LINKS:
        last -= 1
    if last <= floor or not _is_plain_cue(page, last):
        return stop
    scanned = scan_left(page.parsed, last, floor=floor)
    return scanned[0] if scanned is not None else stop


def _left_of(page: Page, source: Source) -> int:
    """Left edge of the speaker's phrase with what hangs on it, unless that reaches over a comma, a verb or a quotation."""
    first = min(extend(page.parsed, source.head)[0], source.first)
    between = page.tokens(first, source.first)
    far = any(is_verb(one) or one.pos == "PUNCT" or any(q.holds(one.start) for q in page.quotations) for one in between)
    return source.first if far else first


def _back_over_adverbs(parsed: Parsed, cue: Cue, stop: int, floor: int) -> int:
    while stop > floor and stop <= cue.first and parsed.tokens[stop - 1].pos in {"ADV", "AUX", "CCONJ"}:
        if parsed.tokens[stop - 1].head not in {cue.i, cue.first} and parsed.tokens[stop - 1].pos != "AUX":
            break
        stop -= 1
    return stop


def _is_claimed(page: Page, cue: Cue, source: Source, first: int, stop: int) -> bool:
    """Whether the words before the cue clause are what it attributes: a quotation ends there, or a finite clause with
    nothing claimed after the cue.
    """
    parsed = page.parsed
    last = parsed.tokens[stop - 1]
    if after_quotation(page, cue) is not None:
        return True
    if "clause" not in cue.frames.takes or last.text.casefold() in SUBORDINATORS:
        return False
    if not is_past(parsed, cue.i) and source.first < cue.first and not _has_auxiliary(parsed, cue):
        return False
    if _is_relative(parsed, cue) or any(_takes_after(parsed, cue, child) for child in parsed.children[cue.i]):
        return False
    if parsed.tokens[first].pos == "SCONJ" and last.text != ",":
        return False
    return any(is_finite(one) or one.tag == "VBN" for one in parsed.tokens[first:stop])


def _has_auxiliary(parsed: Parsed, cue: Cue) -> bool:
    return find_child(parsed, cue.i, "aux") is not None


def _is_relative(parsed: Parsed, cue: Cue) -> bool:
    subject = find_child(parsed, cue.i, "nsubj", "nsubj:pass")
    return subject is not None and parsed.tokens[subject].text.casefold() in {"who", "which", "that"}


def _takes_after(parsed: Parsed, cue: Cue, child: int) -> bool:
    """Whether the cue has words of its own after it, so that those before are not its."""
    token = parsed.tokens[child]
    if child < cue.i:
        return False
    if token.dep in {"ccomp", "xcomp"}:
        return heads_clause(parsed, child)
    return token.dep == "obj" and token.pos in {"NOUN", "PROPN"} and "object" in cue.frames.takes


def _quotation_that_ended(page: Page, token: int) -> Chars | None:
    """The quotation right before a cue clause that opens its sentence ("..." He said)."""
    start = page.parsed.tokens[token].start
    for one in page.quotations:
        begins = page.sentences[page.sentence_at(one.start)].span.start
        opens = not page.text[begins : one.outer_start].strip()
        if opens and one.outer_end <= start <= one.outer_end + 2 and "\n" not in page.text[one.outer_end : start]:
            return one.start, one.end
    return None


def find_start(page: Page, first: int, stop: int) -> int:
    """Where the clause before a cue begins: after the clause of an earlier cue in the sentence, else at its start."""
    parsed = page.parsed
    earlier = [k for k in range(first, stop) if _is_plain_cue(page, k)]
    if not earlier or earlier[-1] == stop - 1:
        return first
    for k in range(stop - 1, earlier[-1], -1):
        token = parsed.tokens[k]
        if (token.text in {",", ";"} or token.text.casefold() in {"and", "but"}) and any(
            is_verb(one) for one in parsed.tokens[k + 1 : stop]
        ):
            return k + 1
    return first


def _is_plain_cue(page: Page, k: int) -> bool:
    token = page.parsed.tokens[k]
    frames = verb_frames(token)
    quoted = any(one.holds(token.start) for one in page.quotations)
    return frames is not None and "clause" in frames.takes and token.tag in {"VBD", "VBZ", "VBP"} and not quoted


def heads_clause(parsed: Parsed, i: int) -> bool:
    """Whether a token heads a clause of its own: a verb (a bare participle is none), or a predicate with its subject."""
    token = parsed.tokens[i]
    if has_subject(parsed, i):
        return True
    return (is_verb(token) and token.tag != "VBG") or find_child(parsed, i, "cop") is not None
