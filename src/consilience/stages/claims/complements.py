"""What a speech verb takes besides a clause: an infinitive, a prepositional phrase, an object with what is said of it.

Gives token ranges with the name of the frame that gave them. Not here: clauses and quotations (`clauses`).
"""

from __future__ import annotations

from consilience.ports import Parsed, Token
from consilience.stages.claims.clauses import cut_right, reach_over_quotation
from consilience.stages.claims.cues import Cue, back_references, speech_nouns
from consilience.stages.claims.pages import Page
from consilience.stages.claims.phrases import descend, extend, find_child, has_child, has_subject, is_finite
from consilience.stages.claims.preceding import SUBORDINATORS

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
    if frame == "infinitive":
        last = _with_second_verb(page, last)
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


def _with_second_verb(page: Page, last: int) -> int:
    """Take in "and" with a second bare verb ("to enter in peace | and only raise their arms ...") up to punctuation."""
    tokens = page.parsed.tokens
    stop = page.parsed.sentences[tokens[last - 1].sentence][1]
    if last >= stop or tokens[last].pos != "CCONJ":
        return last
    if not any(one.tag == "VB" for one in tokens[last + 1 : min(last + 4, stop)]):
        return last
    return next((k for k in range(last + 1, stop) if tokens[k].pos == "PUNCT" or is_finite(tokens[k])), stop)


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


def _that_relative(parsed: Parsed, i: int) -> tuple[int, int] | None:
    """The same where the parser took the clause for a relative one."""
    that = i + 1
    if that + 1 < len(parsed.tokens) and parsed.tokens[that].text.casefold() == "that":
        verb = parsed.tokens[that].head
        if verb > that and has_subject(parsed, verb):
            return that + 1, extend(parsed, verb)[1]
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
    """Take in the Y of "called on X to Y": the infinitive belongs to what is called for, whichever of the two it hangs on."""
    ends = [
        extend(parsed, k)[1]
        for k in parsed.children[cue.i]
        if k > cue.i and parsed.tokens[k].dep in {"xcomp", "advcl"} and has_child(parsed, k, MARKERS, TO)
    ]
    last = max([last, *ends])
    stop = parsed.sentences[parsed.tokens[cue.i].sentence][1]
    if last + 1 < stop and parsed.tokens[last].text.casefold() == "to":
        verb = next((k for k in range(last + 1, min(last + 3, stop)) if parsed.tokens[k].tag == "VB"), None)
        return last + 1 if verb is None else max(last, extend(parsed, verb)[1])
    return last


def _with_object(parsed: Parsed, cue: Cue, first: int, preposition: str) -> int:
    """Take in the X of "accused X of Y" and "blamed X on Y", which claim something of X: the object belongs to what is claimed."""
    obj = find_child(parsed, cue.i, "obj")
    if preposition in {"of", "on"} and obj is not None and cue.i < obj < first:
        return max(cue.last, extend(parsed, obj)[0])
    return first


def _object(page: Page, cue: Cue, *, frame: str) -> Framed | None:
    """The object and what is said of it; of a denied allegation, what it alleges; for "denied this", the verb too."""
    parsed = page.parsed
    obj = _object_of(parsed, cue)
    if obj is None or not _may_take(cue, parsed.tokens[obj]):
        return None
    first, last = extend(parsed, obj)
    first = max(first, cue.last)
    if parsed.tokens[cue.i].dep == "amod":
        last = parsed.sentences[parsed.tokens[obj].sentence][1]
    if "clause" in cue.frames.takes and _opens_clause(parsed, last):
        return first, _end_of_clause(parsed, last), frame
    if cue.frames.stance in {"denies", "doubts"}:
        inner = find_that_clause(parsed, obj)
        lemma = parsed.tokens[obj].lemma.casefold()
        inner = inner or _that_relative(parsed, obj)
        if inner is not None and lemma in speech_nouns():
            return *inner, frame
        if {lemma, parsed.tokens[obj].text.casefold()} & back_references():
            return (first if cue.frames.stance == "doubts" else cue.first), _bare_end(parsed, obj), "bare"
    tails = [
        k
        for k in parsed.children[cue.i]
        if k > obj and (parsed.tokens[k].dep in {"xcomp", "ccomp"} or has_child(parsed, k, CASES, TAILS))
    ]
    after = parsed.tokens[last : last + 1]
    second = any(
        parsed.tokens[k].tag == "DT" and parsed.tokens[k - 1].pos in {"NOUN", "PROPN"} for k in range(obj + 1, last)
    )
    if frame == "label" and not tails and not second and not any(one.text.casefold() == "as" for one in after):
        return None
    return first, _before_adverbial(parsed, obj, max([last, *(extend(parsed, k)[1] for k in tails)])), frame


def _object_of(parsed: Parsed, cue: Cue) -> int | None:
    """The noun after the verb that hangs on it as object, or as what a parser takes an object for."""
    for child in parsed.children[cue.i]:
        token = parsed.tokens[child]
        noun = token.pos in {"NOUN", "PROPN", "PRON"} or token.tag.startswith(("DT", "NN"))
        if child > cue.i and (token.dep == "obj" or (token.dep == "xcomp" and noun)):
            return child
    above = parsed.tokens[cue.i].head
    return above if parsed.tokens[cue.i].dep == "amod" and above > cue.i else None


def _before_adverbial(parsed: Parsed, obj: int, last: int) -> int:
    """Where an adverbial clause begins after the object ("declared an alert | after troops moved")."""
    for k in range(obj + 1, last):
        token = parsed.tokens[k]
        if token.dep == "mark" and token.text.casefold() in SUBORDINATORS - THAT:
            return k
    return last


def _may_take(cue: Cue, obj: Token) -> bool:
    """Whether the object is one the verb takes as words ("claimed responsibility", not "claimed lives")."""
    return not cue.frames.objects or obj.lemma.casefold() in cue.frames.objects


def _opens_clause(parsed: Parsed, i: int) -> bool:
    """Whether a finite verb follows an object, which is then a clause's subject ("denied | its forces | were there")."""
    return (
        i < len(parsed.tokens)
        and is_finite(parsed.tokens[i])
        and parsed.tokens[i].sentence == parsed.tokens[i - 1].sentence
    )


def _end_of_clause(parsed: Parsed, i: int) -> int:
    stop = parsed.sentences[parsed.tokens[i].sentence][1]
    return next((k for k in range(i, stop) if parsed.tokens[k].pos == "PUNCT" or _resumes(parsed, k, i)), stop)


def _resumes(parsed: Parsed, k: int, first: int) -> bool:
    """Whether an outer clause goes on at token `k` without "and" ("... | also agreed to")."""
    token, following = parsed.tokens[k], parsed.tokens[k + 1 : k + 2]
    return k > first and token.text.casefold() == "also" and any(is_finite(one) for one in following)


def _bare_end(parsed: Parsed, obj: int) -> int:
    after = frozenset(k for k in parsed.children[obj] if k > obj)
    return descend(parsed, obj, without=after)[-1] + 1
