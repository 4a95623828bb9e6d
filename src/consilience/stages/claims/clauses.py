"""Clauses and quotations beside a speech word: the complement that follows, or all that goes before "X said".

Grammar first, word order where crawls lost the commas. Gives character ranges, not yet trimmed.
"""

from __future__ import annotations

from collections.abc import Iterator

from consilience.ports import Parsed, Token
from consilience.stages.claims.cues import Cue, channel_nouns, verb_frames
from consilience.stages.claims.pages import Page
from consilience.stages.claims.phrases import (
    extend,
    find_child,
    has_child,
    has_subject,
    is_finite,
    is_verb,
)
from consilience.stages.claims.preceding import LINKS, Chars, find_before, find_start, heads_clause
from consilience.stages.claims.quotations import MARKS, Quotation
from consilience.stages.claims.sources import Source

LONG_QUOTATION = 60
"""Characters. A quotation this long that opens with a capital is the cue's even if adverbials stand between."""
LONGEST_LEAD = 20
"""Tokens before the comma that ends "According to X, ..."."""
LEAST_BEFORE = 3
"""Tokens before "according to" that can be a clause."""
COMPLEMENTS = frozenset({"ccomp", "parataxis", "ccomp:outer"})
MARKERS = frozenset({"mark"})
THAT = frozenset({"that"})


def find_beside(page: Page, cue: Cue, source: Source | None) -> tuple[Chars, ...]:
    """A quotation or clause beside the cue verb: what goes before if it ends in a quotation or nothing follows."""
    before, after = find_before(page, cue, source), _quotation_after(page, cue)
    clause = _clause_after(page, cue, source) if "quote" not in cue.frames.takes else None
    if before is not None and clause is not None and _is_aside(page, cue, before):
        return (clause,)
    if before is not None and (clause is None or _is_quoted(page, *before)):
        return (before, after) if after is not None else (before,)
    found = clause or after or _that_clause(page, cue) or _rest_of_sentence(page, cue, source)
    return (found,) if found is not None else ()


def _is_aside(page: Page, cue: Cue, before: Chars) -> bool:
    """Whether what goes before only opens the sentence ("Calling it "a trap," X said that ..."): the clause is said too."""
    first = page.parsed.sentences[page.parsed.tokens[cue.i].sentence][0]
    return page.parsed.tokens[first].tag == "VBG" and page.parsed.tokens[first].start == before[0]


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
    """Words of "according to": the clause it ends, the one it parts ("the raid | according to X | killed two"), or where it
    opens the sentence, what follows.
    """
    parsed = page.parsed
    first, last = parsed.sentences[parsed.tokens[cue.i].sentence]
    phrase = source.last if source is not None else cue.last
    if _is_parted(parsed, first, cue, phrase):
        yield page.chars(find_start(page, first, cue.first), last)
        return
    if cue.first - first >= LEAST_BEFORE and _links_on(parsed, cue, phrase, last):
        yield page.chars(phrase + 1, last)
        return
    if cue.first - first >= LEAST_BEFORE:
        yield page.chars(find_start(page, first, cue.first), cue.first)
        return
    comma = next((k for k in range(phrase, last) if parsed.tokens[k].text == ","), None)
    begin = comma + 1 if comma is not None and comma - phrase < LONGEST_LEAD else phrase
    if begin < last:
        yield page.chars(begin, last)


def _links_on(parsed: Parsed, cue: Cue, phrase: int, last: int) -> bool:
    """Whether "according to X" opens a clause of its own behind a link ("..., and, according to X, the guards fled")."""
    link = parsed.tokens[cue.first - 2 if parsed.tokens[cue.first - 1].text == "," else cue.first - 1]
    goes_on = phrase + 1 < last and parsed.tokens[phrase].text == ","
    return link.pos == "CCONJ" and goes_on and any(is_finite(one) for one in parsed.tokens[phrase + 1 : last])


def _is_parted(parsed: Parsed, first: int, cue: Cue, phrase: int) -> bool:
    """Whether "according to X" stands between a subject and its verb."""
    stop = parsed.sentences[parsed.tokens[cue.i].sentence][1]
    nominal = cue.first > first and parsed.tokens[cue.first - 1].pos in {"NOUN", "PROPN"}
    if not nominal or phrase >= stop or not is_finite(parsed.tokens[phrase]):
        return False
    return not any(is_finite(one) for one in parsed.tokens[first : cue.first])


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


def _past_addressee(page: Page, cue: Cue, first: int) -> int:
    """Step over whom it was told to, where the parser made that a part of the clause ("told Reuters | the ...")."""
    tokens = page.parsed.tokens
    if tokens[cue.i].lemma.casefold() != "tell" or first != cue.last:
        return first
    for one in page.found.mentions:
        if one.span.start == tokens[first].start and one.form == "name" and one.kind == "organization":
            return next((k for k in range(first, len(tokens)) if tokens[k].start >= one.span.end), first)
    return first


def _opens_no_clause(token: Token) -> bool:
    return token.pos in {"ADP", "PUNCT", "SCONJ", "ADV", "CCONJ"} or token.tag in {"VBG", "TO"}


def _clause_after(page: Page, cue: Cue, source: Source | None) -> Chars | None:
    """The finite clause that follows the cue verb and hangs on it."""
    parsed = page.parsed
    for child in parsed.children[cue.i]:
        if child < cue.i or not _is_complement(page, cue, source, child):
            continue
        first, last = extend(parsed, child)
        first, last = max(first, cue.last), _reach_verb(parsed, cue, child, last)
        if source is not None and source.first >= cue.last and first < source.last:
            first = source.last
        first = _past_addressee(page, cue, first)
        while first < last and parsed.tokens[first].text.casefold() in {"that", ",", ":", "as"}:
            first += 1
        if first < last:
            last = reach_over_quotation(page, cut_right(page, cue, first, _stretch_right(page, last)))
            return page.chars(first, last)
    return None


def _reach_verb(parsed: Parsed, cue: Cue, child: int, last: int) -> int:
    """Take in the verb of a clause whose subject, with a relative clause in it, the parser made a clause of its own."""
    for other in parsed.children[cue.i]:
        if other > child and parsed.tokens[other].dep == "ccomp":
            first, end = extend(parsed, other)
            if first == last and is_finite(parsed.tokens[first]):
                return end
    return last


def _is_complement(page: Page, cue: Cue, source: Source | None, child: int) -> bool:
    parsed = page.parsed
    token = parsed.tokens[child]
    if token.dep not in COMPLEMENTS or (source is not None and source.first <= child < source.last):
        return False
    if not heads_clause(parsed, child):
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


def _is_quoted(page: Page, start: int, end: int) -> bool:
    return any(one.start < end and start < one.end for one in page.quotations)
