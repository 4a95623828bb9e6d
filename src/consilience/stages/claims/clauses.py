"""Clauses and quotations beside a speech word: the complement that follows, or all that goes before "X said".

Grammar first, word order where crawls lost the commas. Gives character ranges, not yet trimmed.
"""

from __future__ import annotations

from collections.abc import Iterator

from consilience.ports import Parsed, Token
from consilience.stages.claims.cues import Cue, channel_nouns, is_past, verb_frames
from consilience.stages.claims.pages import Page
from consilience.stages.claims.phrases import (
    extend,
    find_child,
    has_child,
    has_subject,
    is_finite,
    is_verb,
    scan_left,
)
from consilience.stages.claims.quotations import MARKS, Quotation
from consilience.stages.claims.sources import Source, after_quotation

LONG_QUOTATION = 60
"""Characters. A quotation this long that opens with a capital is the cue's even if adverbials stand between."""
LONGEST_LEAD = 20
"""Tokens before the comma that ends "According to X, ..."."""
LINKS = frozenset({"and", "but", "while", ",", "also", "by", ";", "–", "-"})
SUBORDINATORS = frozenset(
    {"after", "before", "when", "where", "while", "as", "because", "since", "if", "that", "which"}
)
SUBORDINATORS |= frozenset({"who", "whom", "whose", "although", "though", "until", "what", "how", "whether", "than"})
COMPLEMENTS = frozenset({"ccomp", "parataxis", "ccomp:outer"})
MARKERS = frozenset({"mark"})
THAT = frozenset({"that"})

Chars = tuple[int, int]


def find_beside(page: Page, cue: Cue, source: Source | None) -> tuple[Chars, ...]:
    """A quotation or clause beside the cue verb: what goes before if it ends in a quotation or nothing follows."""
    before, after = _before(page, cue, source), _quotation_after(page, cue)
    clause = _clause_after(page, cue, source) if "quote" not in cue.frames.takes else None
    if before is not None and (clause is None or _is_quoted(page, *before)):
        return (before, after) if after is not None else (before,)
    found = clause or after or _that_clause(page, cue) or _rest_of_sentence(page, cue, source)
    return (found,) if found is not None else ()


def _that_clause(page: Page, cue: Cue) -> Chars | None:
    """What follows the first "that" after the cue, with no finite verb in between ("said in a statement that ...")."""
    tokens = page.parsed.tokens
    stop = page.parsed.sentences[tokens[cue.i].sentence][1]
    for k in range(cue.last, stop - 1):
        if is_finite(tokens[k]):
            return None
        if tokens[k].text.casefold() == "that" and tokens[k].dep == "mark" and "clause" in cue.frames.takes:
            return page.chars(k + 1, cut_right(page, cue, k + 1, stop))
    return None


def _rest_of_sentence(page: Page, cue: Cue, source: Source | None) -> Chars | None:
    """What follows a verb of saying where the parser gave it no clause, if a finite verb with a subject is in it."""
    parsed = page.parsed
    stop = parsed.sentences[parsed.tokens[cue.i].sentence][1]
    plain = "inverts" in cue.frames.takes or "says" in cue.frames.takes
    if not plain or cue.last >= stop or (source is not None and source.first >= cue.first):
        return None
    first = cue.last + (parsed.tokens[cue.last].text.casefold() == "that")
    if first >= stop or (first == cue.last and _opens_no_clause(parsed.tokens[first])):
        return None
    verb = next((k for k in range(first, stop) if is_finite(parsed.tokens[k])), None)
    if verb is None or verb == first or any(one.text == "," or is_verb(one) for one in parsed.tokens[first:verb]):
        return None
    return page.chars(first, cut_right(page, cue, first, stop))


def find_around(page: Page, cue: Cue, source: Source | None) -> Iterator[Chars]:
    """Words of "according to": the clause it ends, or where it opens the sentence, what follows."""
    parsed = page.parsed
    first, last = parsed.sentences[parsed.tokens[cue.i].sentence]
    if cue.first - first >= 3:
        yield page.chars(_start_of_coordinate(page, first, cue.first), cue.first)
        return
    phrase = source.last if source is not None else cue.last
    comma = next((k for k in range(phrase, last) if parsed.tokens[k].text == ","), None)
    begin = comma + 1 if comma is not None and comma - phrase < LONGEST_LEAD else phrase
    if begin < last:
        yield page.chars(begin, last)


def cut_right(page: Page, cue: Cue, first: int, last: int) -> int:
    """Where a stretch after a cue ends: before a further cue of the same or a coordinate speaker, or "in a statement"."""
    parsed = page.parsed
    for k in range(first + 2, last):
        token = parsed.tokens[k]
        frames = verb_frames(token)
        if token.text.casefold() == "according" and k + 1 < last and parsed.tokens[k + 1].text.casefold() == "to":
            return _back_over_links(parsed, k, first)
        if frames is None or not is_verb(token) or any(one.holds(token.start) for one in page.quotations):
            continue
        if token.tag == "VBG" and "clause" in frames.takes and _goes_on(parsed, k):
            return _back_over_links(parsed, k, first)
        subject = find_child(parsed, k, "nsubj")
        if token.dep in {"conj", "parataxis"} and subject is not None and parsed.tokens[subject].pos != "PRON":
            edge = extend(parsed, subject)[0]
            if first < edge and parsed.tokens[edge - 1].text.casefold() in LINKS:
                return _back_over_links(parsed, edge, first)
    del cue
    channel = _trailing_channel(parsed, first, last)
    return last if channel is None else channel


def reach_over_quotation(page: Page, last: int) -> int:
    """Take in a quotation that begins right where a stretch ends ("prepare to | "face all threats""), and an "as" phrase
    that the parser left out.
    """
    parsed = page.parsed
    stop = parsed.sentences[parsed.tokens[last - 1].sentence][1]
    if last + 1 < stop and parsed.tokens[last].text.casefold() == "as":
        begin = last + 1
        while begin < stop and parsed.tokens[begin].pos in {"DET", "ADJ"}:
            begin += 1
        last = begin + 1 if begin < stop and parsed.tokens[begin].pos in {"NOUN", "PROPN"} else begin
    if last >= stop:
        return last
    edge = parsed.tokens[last - 1].end
    for one in page.quotations:
        if edge <= one.outer_start <= edge + 2 and page.text[edge : one.outer_start].strip() == "":
            while last < stop and parsed.tokens[last].start < one.outer_end:
                last += 1
            return last
    return last


def _opens_no_clause(token: Token) -> bool:
    return token.pos in {"ADP", "PUNCT", "SCONJ", "ADV", "CCONJ"} or token.tag in {"VBG", "TO"}


def _clause_after(page: Page, cue: Cue, source: Source | None) -> Chars | None:
    """The finite clause that follows the cue verb and hangs on it."""
    parsed = page.parsed
    for child in parsed.children[cue.i]:
        if child < cue.i or not _is_complement(page, cue, source, child):
            continue
        first, last = extend(parsed, child)
        first = max(first, cue.last)
        if source is not None and source.first >= cue.last and first < source.last:
            first = source.last
        while first < last and parsed.tokens[first].text.casefold() in {"that", ",", ":", "as"}:
            first += 1
        if first < last:
            last = reach_over_quotation(page, cut_right(page, cue, first, _stretch_right(page, last)))
            return page.chars(first, last)
    return None


def _is_complement(page: Page, cue: Cue, source: Source | None, child: int) -> bool:
    parsed = page.parsed
    token = parsed.tokens[child]
    if token.dep not in COMPLEMENTS or (source is not None and source.first <= child < source.last):
        return False
    if not _heads_clause(parsed, child):
        return False
    if "that" in cue.frames.takes:
        return has_child(parsed, child, MARKERS, THAT)
    return token.dep != "parataxis" or (has_subject(parsed, child) and is_verb(token))


def _stretch_right(page: Page, last: int) -> int:
    """Take in words that the parser left hanging on the cue, up to the sentence's end or a quote mark; not those that tell
    when or how it was said.
    """
    parsed = page.parsed
    stop = parsed.sentences[parsed.tokens[last - 1].sentence][1]
    times = {one.span.start for one in page.found.times}
    at = last
    while at < stop and parsed.tokens[at].pos != "PUNCT" and not is_verb(parsed.tokens[at]):
        at += 1
    words = parsed.tokens[last:at]
    if not words or words[0].pos in {"CCONJ", "SCONJ"} or any(one.start in times for one in words):
        return last
    if any(one.lemma.casefold() in channel_nouns("utterance", "occasion") for one in words):
        return last
    return at if at >= stop or parsed.tokens[at].text in ".!?" or parsed.tokens[at].text in MARKS else last


def _goes_on(parsed: Parsed, k: int) -> bool:
    """Whether a participle goes on for the same speaker (", saying that ..."): it takes words of its own."""
    takes = any(parsed.tokens[child].dep in {"ccomp", "parataxis", "obj"} and child > k for child in parsed.children[k])
    if parsed.tokens[k - 1].pos in {"ADP", "SCONJ", "AUX"}:
        return False
    return takes and parsed.tokens[k].dep in {"advcl", "conj", "xcomp", "acl", "parataxis", "dep", "ccomp"}


def _back_over_links(parsed: Parsed, edge: int, first: int) -> int:
    while edge - 1 > first and parsed.tokens[edge - 1].text.casefold() in LINKS:
        edge -= 1
    return edge


def _trailing_channel(parsed: Parsed, first: int, last: int) -> int | None:
    """Where "in a statement ..." begins inside a stretch: it tells how the words came, and is none of them."""
    for k in range(first + 3, last - 2):
        if parsed.tokens[k].text.casefold() not in {"in", "via"} or parsed.tokens[k + 1].tag != "DT":
            continue
        if parsed.tokens[k + 1].text.casefold() not in {"a", "an"}:
            continue
        noun = next((t for t in parsed.tokens[k + 2 : min(k + 7, last)] if _is_phrase_head(t)), None)
        if noun is not None and noun.lemma.casefold() in channel_nouns("utterance", "occasion"):
            return k
    return None


def _is_phrase_head(token: Token) -> bool:
    return token.pos in {"NOUN", "PROPN"} and token.dep not in {"compound", "amod", "flat"}


def _before(page: Page, cue: Cue, source: Source | None) -> Chars | None:
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
    start = _start_of_coordinate(page, floor, stop)
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


def _heads_clause(parsed: Parsed, i: int) -> bool:
    """Whether a token heads a clause of its own: a verb (a bare participle is none), or a predicate with its subject."""
    token = parsed.tokens[i]
    if has_subject(parsed, i):
        return True
    return (is_verb(token) and token.tag != "VBG") or find_child(parsed, i, "cop") is not None


def _takes_after(parsed: Parsed, cue: Cue, child: int) -> bool:
    """Whether the cue has words of its own after it, so that those before are not its."""
    token = parsed.tokens[child]
    if child < cue.i:
        return False
    if token.dep in {"ccomp", "xcomp"}:
        return _heads_clause(parsed, child)
    return token.dep == "obj" and token.pos in {"NOUN", "PROPN"} and "object" in cue.frames.takes


def _start_of_coordinate(page: Page, first: int, stop: int) -> int:
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


def _quotation_after(page: Page, cue: Cue) -> Chars | None:
    """A quotation that begins after the cue in its sentence, with no other finite verb in between."""
    parsed = page.parsed
    begin = parsed.tokens[cue.last - 1].end
    last = parsed.sentences[parsed.tokens[cue.i].sentence][1]
    limit = parsed.tokens[last - 1].end
    one = next((one for one in page.quotations if one.outer_start >= begin), None)
    if one is None or one.outer_start >= limit:
        return _quotation_after_colon(page, limit)
    between = [t for t in parsed.tokens[cue.last : last] if t.start < one.outer_start]
    gap = page.text[begin : one.outer_start]
    near = len(gap) <= 3 or gap.rstrip().endswith((",", ":", ".")) or _is_whole(page, one)
    plain = not any(is_finite(t) or (t.tag == "VBG" and is_verb(t)) for t in between)
    return (one.start, one.end) if plain and near else None


def _quotation_after_colon(page: Page, limit: int) -> Chars | None:
    """The quotation that opens the next sentence or paragraph after "X said:"."""
    if page.text[limit - 1] != ":":
        return None
    for one in page.quotations:
        if limit <= one.outer_start <= limit + 3:
            return one.start, one.end
    return None


def _is_whole(page: Page, one: Quotation) -> bool:
    return page.text[one.start : one.start + 1].isupper() and one.end - one.start > LONG_QUOTATION


def _quotation_that_ended(page: Page, token: int) -> Chars | None:
    """The quotation right before a cue clause that opens its sentence ("..." He said)."""
    start = page.parsed.tokens[token].start
    for one in page.quotations:
        begins = page.sentences[page.sentence_at(one.start)].span.start
        opens = not page.text[begins : one.outer_start].strip()
        if opens and one.outer_end <= start <= one.outer_end + 2 and "\n" not in page.text[one.outer_end : start]:
            return one.start, one.end
    return None


def _is_quoted(page: Page, start: int, end: int) -> bool:
    return any(one.start < end and start < one.end for one in page.quotations)
