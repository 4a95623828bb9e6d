"""What a speech verb takes besides a clause: an infinitive, a prepositional phrase, an object with what is said of it.

Gives token ranges with the name of the frame that gave them. Not here: clauses and quotations (`clauses`).
"""

from __future__ import annotations

from consilience.ports import Parsed
from consilience.stages.claims.clauses import cut_right, reach_over_quotation
from consilience.stages.claims.cues import Cue, back_references, speech_nouns
from consilience.stages.claims.pages import Page
from consilience.stages.claims.phrases import descend, extend, find_child, has_child, has_subject

PREPOSITIONS = ("for", "against", "of", "on", "upon", "about", "to", "with", "at")
TAILS = frozenset({"as", "on", "for"})
MARKERS = frozenset({"mark"})
CASES = frozenset({"case", "mark"})
OBLIQUE = frozenset({"obl", "advcl", "nmod", "xcomp", "ccomp", "obj", "obl:agent"})
TO = frozenset({"to"})
THAT = frozenset({"that"})

Framed = tuple[int, int, str]


def find(page: Page, cue: Cue) -> Framed | None:
    """First and last token of what the cue takes, and the frame; tried: infinitive, prepositions, object, label."""
    found = _find(page, cue)
    if found is None:
        return None
    first, last, frame = found
    if frame != "bare":
        last = reach_over_quotation(page, cut_right(page, cue, first, last))
    return (first, last, "object" if frame == "bare" else frame) if first < last else None


def _find(page: Page, cue: Cue) -> Framed | None:
    parsed, takes = page.parsed, cue.frames.takes
    if "infinitive" in takes:
        span = _infinitive(parsed, cue)
        if span is not None:
            return *span, "infinitive"
    for preposition in PREPOSITIONS:
        span = _after_preposition(parsed, cue, preposition) if preposition in takes else None
        if span is not None:
            return *span, preposition
    for frame in ("object", "label"):
        if frame in takes:
            found = _object(page, cue, frame=frame)
            if found is not None:
                return found
    return None


def find_that_clause(parsed: Parsed, i: int) -> tuple[int, int] | None:
    """The clause with "that" and a subject of its own that a noun takes, without "that"."""
    for child in parsed.children[i]:
        clause = parsed.tokens[child].dep in {"acl", "ccomp", "acl:relcl"} and has_child(parsed, child, MARKERS, THAT)
        if child > i and clause and has_subject(parsed, child):
            first, last = extend(parsed, child)
            while first < last and parsed.tokens[first].text.casefold() in {"that", ","}:
                first += 1
            return first, last
    return None


def _infinitive(parsed: Parsed, cue: Cue) -> tuple[int, int] | None:
    """Addressee and infinitive: "urged [both sides to wait]", "vowed [to return]"."""
    verb = next(
        (
            k
            for k in parsed.children[cue.i]
            if k > cue.i and parsed.tokens[k].dep in {"xcomp", "ccomp", "advcl"} and has_child(parsed, k, MARKERS, TO)
        ),
        None,
    )
    if verb is None:
        return None
    first, last = extend(parsed, verb)
    for k in parsed.children[cue.i]:
        if cue.i < k < first and parsed.tokens[k].dep in {"obj", "iobj", "obl"}:
            first = min(first, max(cue.last, extend(parsed, k)[0]))
    while first < last and parsed.tokens[first].text.casefold() in {"on", "upon", "for"}:
        first += 1
    return first, last


def _after_preposition(parsed: Parsed, cue: Cue, preposition: str) -> tuple[int, int] | None:
    for child in parsed.children[cue.i]:
        case = find_child(parsed, child, "case", "mark")
        if child < cue.i or case is None or parsed.tokens[case].text.casefold() != preposition:
            continue
        if parsed.tokens[child].dep in OBLIQUE:
            last = extend(parsed, child)[1]
            return _with_object(parsed, cue, case + 1, preposition), _with_infinitive(parsed, cue, last)
    return None


def _with_infinitive(parsed: Parsed, cue: Cue, last: int) -> int:
    """ "called on X to Y": the infinitive belongs to what is called for, whichever of the two it hangs on."""
    ends = [
        extend(parsed, k)[1]
        for k in parsed.children[cue.i]
        if k > cue.i and parsed.tokens[k].dep in {"xcomp", "advcl"} and has_child(parsed, k, MARKERS, TO)
    ]
    return max([last, *ends])


def _with_object(parsed: Parsed, cue: Cue, first: int, preposition: str) -> int:
    """ "accused X of Y" and "blamed X on Y" claim something of X: the object belongs to what is claimed."""
    obj = find_child(parsed, cue.i, "obj")
    if preposition in {"of", "on"} and obj is not None and cue.i < obj < first:
        return max(cue.last, extend(parsed, obj)[0])
    return first


def _object(page: Page, cue: Cue, *, frame: str) -> Framed | None:
    """The object and what is said of it; of a denied allegation, what it alleges; for "denied this", the verb too."""
    parsed = page.parsed
    obj = find_child(parsed, cue.i, "obj")
    if obj is None or obj < cue.i:
        return None
    first, last = extend(parsed, obj)
    first = max(first, cue.last)
    if cue.frames.stance in {"denies", "doubts"}:
        inner = find_that_clause(parsed, obj)
        lemma = parsed.tokens[obj].lemma.casefold()
        if inner is not None and lemma in speech_nouns():
            return *inner, frame
        if {lemma, parsed.tokens[obj].text.casefold()} & back_references():
            return cue.first, _bare_end(parsed, obj), "bare"
    tails = [
        k
        for k in parsed.children[cue.i]
        if k > obj and (parsed.tokens[k].dep in {"xcomp", "ccomp"} or has_child(parsed, k, CASES, TAILS))
    ]
    after = parsed.tokens[last : last + 1]
    if frame == "label" and not tails and not any(one.text.casefold() == "as" for one in after):
        return None
    return first, max([last, *(extend(parsed, k)[1] for k in tails)]), frame


def _bare_end(parsed: Parsed, obj: int) -> int:
    after = frozenset(k for k in parsed.children[obj] if k > obj)
    return descend(parsed, obj, without=after)[-1] + 1
