"""Finds the phrase that words are attributed to, as a range of tokens.

By grammar first, and by word order where a lost comma or quote mark misled the parser: between a closing quote mark and
"said" stands the speaker; so does the noun phrase right before it. Not here: whom the phrase stands for (`speakers`).
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from consilience.ports import Parsed, Token
from consilience.record.found import Mention
from consilience.stages.claims.cues import Cue, channel_nouns, is_past, speech_nouns, speech_verbs
from consilience.stages.claims.pages import Page
from consilience.stages.claims.phrases import (
    bound_phrase,
    extend,
    find_child,
    is_finite,
    is_glued,
    is_verb,
    scan_left,
)
from consilience.stages.claims.subjects import RELATIVES, SUBJECTS, find_owner, find_subject

NOBODY = frozenset({"neither", "no", "none", "nobody"})
FIRST_PERSON = frozenset({"i", "we"})
PUBLISHING = frozenset({"issue", "release", "publish", "post", "put", "make", "send", "circulate"})
SUBJECT_PRONOUNS = frozenset({"he", "she", "they", "it"})
"""Right before a past tense they are its subject, whatever the parser makes of a sentence that lost its comma."""
NOUNS = frozenset({"NOUN", "PROPN", "PRON"})
LONGEST_PHRASE = 24
"""Tokens between a closing quote mark and the speech verb; longer stretches are clauses, not speakers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """The phrase that words are attributed to: its head token and its token range.

    `document`: the head token of the document that carried the words, where the phrase is the issuer of one
    ("a statement by the ministry").
    """

    head: int
    first: int
    last: int
    document: int | None = None


def find_source(page: Page, cue: Cue) -> Source | None:
    """The phrase a cue attributes to, or `None` where the sentence gives none ("was reported") or it is the writer."""
    parsed = page.parsed
    if cue.kind == "verb":
        found = (
            _between_quote_and_cue(page, cue)
            or _inverted(page, cue)
            or _by_grammar(page, cue, find_subject(parsed, cue.i))
        )
        found = found or _beside(page, cue)
    else:
        found = _by_grammar(
            page, cue, _of_according(page, cue) if cue.kind == "according" else find_owner(parsed, cue.i)
        )
    if found is not None and parsed.tokens[found.head].text.casefold() in RELATIVES:
        found = _before_relative(page, found)
    if found is not None and _is_time(page, found.head):
        found = _past_time(page, found) or (_beside(page, cue) if cue.kind == "verb" else None)
    if found is None or parsed.tokens[found.head].text.casefold() in FIRST_PERSON or _is_time(page, found.head):
        return None
    if parsed.tokens[found.first].text.casefold() in NOBODY or _is_event(page, found.head):
        return None
    if parsed.tokens[found.head].pos == "NUM" or is_finite(parsed.tokens[found.last - 1]):
        return None  # "... wounding 120 says a group": a toll and a clause are no speakers
    return _issuer(parsed, found.head) or _with_whole_names(page, cue, found)


def _is_time(page: Page, i: int) -> bool:
    return page.is_time(page.parsed.tokens[i].start)


def _is_event(page: Page, i: int) -> bool:
    """Whether a noun is what happened: an attack may claim lives, and says nothing."""
    token = page.parsed.tokens[i]
    lone = token.pos == "NOUN" and token.lemma.casefold() not in speech_nouns()
    return lone and any(one.span.start <= token.start < one.span.end for one in page.events)


def _past_time(page: Page, source: Source) -> Source | None:
    """The rest of a phrase that begins with a time ("Thursday | Secretary Novak")."""
    tokens = page.parsed.tokens
    first = next((k for k in range(source.head, source.last) if not _is_time(page, k)), source.last)
    if first >= source.last or tokens[source.last - 1].pos not in NOUNS:
        return None
    return Source(head=source.last - 1, first=first, last=source.last)


def _before_relative(page: Page, source: Source) -> Source | None:
    """The noun phrase right before a relative pronoun whose antecedent the parser does not give, over a comma."""
    tokens = page.parsed.tokens
    at = source.head - 1
    while at >= 0 and tokens[at].text == "," and tokens[at].sentence == tokens[source.head].sentence:
        at -= 1
    if at < 0 or tokens[at].pos not in {"NOUN", "PROPN"} or tokens[at].sentence != tokens[source.head].sentence:
        return None
    while tokens[at].dep == "flat" and tokens[at].head < at:
        at = tokens[at].head  # a title hangs on a name's first word
    first, last = bound_phrase(page.parsed, at)
    return Source(head=at, first=first, last=max(last, at + 1))


def _with_whole_names(page: Page, cue: Cue, source: Source) -> Source:
    """Take in a name that the phrase begins or ends in the middle of."""
    tokens = page.parsed.tokens
    start = tokens[source.first].start
    opens = tokens[page.parsed.sentences[tokens[source.head].sentence][0]].start
    begin = min([start, *(one.span.start for one in page.mentions_from(opens, start) if start < one.span.end)])
    first = source.first
    while first > 0 and tokens[first - 1].start >= begin and tokens[first - 1].sentence == tokens[source.head].sentence:
        first -= 1
    stop, last = page.parsed.sentences[tokens[source.head].sentence][1], source.last
    if source.first >= cue.last:
        edge = tokens[last - 1].end
        reach = max([edge, *(one.span.end for one in page.mentions_from(opens, edge) if edge < one.span.end)])
        while last < stop and tokens[last].end <= reach:
            last += 1
    return replace(source, last=last) if first < cue.last <= source.first else replace(source, first=first, last=last)


def is_participle(page: Page, cue: Cue) -> bool:
    """Whether the cue is a participle without a subject of its own, which goes on for the speaker before it."""
    token = page.parsed.tokens[cue.i]
    if cue.kind != "verb" or token.tag != "VBG" or find_child(page.parsed, cue.i, *SUBJECTS) is not None:
        return False
    governor = page.parsed.tokens[token.head]
    if token.dep == "acl" and governor.pos in {"NOUN", "PROPN"}:
        return governor.lemma.casefold() not in speech_nouns()
    return governor.lemma.casefold() not in {"quote", "cite"}


def _by_grammar(page: Page, cue: Cue, head: int | None) -> Source | None:
    """The compact phrase around the head: by word order where it ends right before the cue, else by grammar."""
    parsed = page.parsed
    if head is None or any(one.closed and one.holds(parsed.tokens[head].start) for one in page.quotations):
        return None
    first, last = bound_phrase(parsed, head)
    if head < cue.first:
        floor = parsed.sentences[parsed.tokens[head].sentence][0]
        scanned = scan_left(parsed, _before_adverbs(page, cue.first, floor), floor=floor)
        if not is_past(parsed, cue.i):
            scanned = None
        if scanned is not None and parsed.tokens[scanned[0]].text.casefold() in SUBJECT_PRONOUNS:
            head, (first, last) = scanned[1] - 1, scanned
        elif scanned is not None and scanned[0] <= head < scanned[1]:
            first, last, head = _cut_at_name(page, *scanned, head)
        elif scanned is not None and _is_cut_off(parsed, head, scanned):
            head, (first, last) = scanned[1] - 1, scanned
    elif cue.kind == "according":
        first = max(first, cue.last)
    while first < head and (
        parsed.tokens[first].text.casefold() in {"according", "to"} or _is_link(parsed.tokens[first])
    ):
        first += 1
    return Source(head=head, first=first, last=last)


def _is_link(token: Token) -> bool:
    """Whether the token is a "that" that opens a clause, not one that points."""
    return token.text.casefold() == "that" and token.tag != "DT"


def _is_cut_off(parsed: Parsed, head: int, scanned: tuple[int, int]) -> bool:
    """Whether the noun phrase right before the cue, and not the parser's subject further left, is the speaker: nothing of
    the subject reaches it, no comma sets off an apposition, and it begins like a new phrase.
    """
    if parsed.tokens[scanned[0] - 1].text == "," and scanned[0] - 1 > head:
        return True
    before, opens = parsed.tokens[scanned[0] - 1], parsed.tokens[scanned[0]]
    if opens.tag == "DT" and before.pos in {"NOUN", "PROPN", "NUM"} and scanned[0] - 1 > head:
        return True
    if extend(parsed, head)[1] >= scanned[1]:
        return False
    between = parsed.tokens[head + 1 : scanned[0]]
    return not any(one.text == "," for one in between) and parsed.tokens[scanned[0]].pos in {"DET", "PRON", "PROPN"}


def _cut_at_name(page: Page, first: int, last: int, head: int) -> tuple[int, int, int]:
    """First, last and head of a phrase that a person's name ends, without what stood before a lost comma.

    Kept before the name are its role and what modifies that; the name alone, where the mentions know no role.
    """
    tokens = page.parsed.tokens
    end = tokens[last - 1].end
    if first == last - 1 or any(token.text == "," for token in tokens[first:last]):
        return first, last, head
    opens = tokens[page.parsed.sentences[tokens[head].sentence][0]].start
    for one in page.mentions_from(opens, end + 1):
        if one.kind == "person" and one.form == "name" and abs(one.span.end - end) <= 1:
            start = one.span.start
            if one.role:
                found = page.text.rfind(one.role, tokens[first].start, start)
                start = found if found >= 0 else start
            begin = next((k for k in range(first, last) if tokens[k].start >= start), first)
            return begin, last, head if begin <= head else last - 1
    crossed = any(token.pos == "ADP" for token in tokens[first : last - 1])
    if crossed and tokens[last - 1].text in page.surnames and tokens[last - 1].pos == "PROPN":
        return last - 1, last, last - 1
    return first, last, head


def _before_adverbs(page: Page, stop: int, floor: int) -> int:
    """Go left over adverbs, auxiliaries and a time expression ("the minister on Tuesday also | said")."""
    tokens = page.parsed.tokens
    while stop - 1 > floor:
        token = tokens[stop - 1]
        timed = page.is_time(token.start)
        if token.pos not in {"ADV", "AUX"} and not timed:
            break
        stop -= 1
        if timed and stop - 1 > floor and tokens[stop - 1].text.casefold() in {"on", "in", "late", "early"}:
            stop -= 1
    return stop


def after_quotation(page: Page, cue: Cue) -> int | None:
    """First token after a quotation that only a noun phrase parts from the cue, or `None`: such a quotation is the cue's.

    "..." the visiting minister said: gives "the".
    """
    tokens = page.parsed.tokens
    floor = page.parsed.sentences[tokens[cue.i].sentence][0]
    opens, shuts = tokens[floor].start, tokens[cue.first].start
    ended = [one for one in page.quotations if one.closed and opens < one.outer_end <= shuts]
    if not ended or cue.frames.takes.keys().isdisjoint({"clause", "quote"}):
        return None
    first = next(k for k in range(floor, cue.first + 1) if tokens[k].start >= ended[-1].outer_end)
    while first < cue.first and tokens[first].pos == "PUNCT":
        first += 1
    between = tokens[first : cue.first]
    if len(between) > LONGEST_PHRASE or any(is_finite(one) and one.pos != "AUX" for one in between):
        return None
    return None if between and between[0].pos in {"CCONJ", "ADP", "SCONJ", "VERB", "PART"} else first


def _between_quote_and_cue(page: Page, cue: Cue) -> Source | None:
    """The noun phrase between a closing quote mark and the cue."""
    tokens = page.parsed.tokens
    first = after_quotation(page, cue)
    if first is None:
        return None
    last = _before_adverbs(page, cue.first, first)
    if first >= last or tokens[last - 1].pos not in NOUNS | {"PUNCT", "NUM"}:
        return None
    head = _first_head(tokens, first, last)
    end = bound_phrase(page.parsed, head)[1]
    return Source(head=head, first=first, last=max(head + 1, min(end, last)))


def _first_head(tokens: tuple[Token, ...], first: int, last: int) -> int:
    """Head of the first noun phrase of a range, up to a comma or preposition."""
    head = first
    for k in range(first, last):
        if tokens[k].pos in {"PUNCT", "ADP", "DET"} and tokens[k].text not in {"-", "–"} and tokens[head].pos in NOUNS:
            break
        if tokens[k].pos in NOUNS:
            head = k
    return head


def _inverted(page: Page, cue: Cue) -> Source | None:
    """The speaker after the verb ("..., said the mayor"), where no clause follows that the verb could take."""
    tokens = page.parsed.tokens
    floor, stop = page.parsed.sentences[tokens[cue.i].sentence]
    if tokens[cue.i].tag not in {"VBD", "VBZ", "VBP"} or "inverts" not in cue.frames.takes or cue.last >= stop:
        return None
    opens, apart = tokens[cue.last], tokens[cue.first - 1].pos == "PUNCT"
    if _is_time(page, cue.last):
        return None
    if cue.first == floor or opens.text.casefold() in {"that", "this", "there"}:
        return None
    if opens.pos not in ({"DET", "PROPN", "NOUN", "ADJ"} if apart else {"DET", "PROPN"}):
        return None
    if not apart and (cue.frames is not speech_verbs()["say"] or not any(map(is_finite, tokens[floor : cue.first]))):
        return None
    last = cue.last
    while last < stop and not _ends_phrase(tokens[last]):
        if is_finite(tokens[last]):
            return None
        last += 1
        if last < stop and tokens[last].pos == "DET" and tokens[last - 1].pos in NOUNS:
            break  # a second noun phrase: an apposition whose comma was lost
    head = _first_head(tokens, cue.last, last)
    goes_on = last < stop and tokens[last].text != "," and not tokens[last].tag.startswith("W")
    if tokens[head].pos not in NOUNS or (goes_on and any(is_finite(one) for one in tokens[last : last + 3])):
        return None
    end = bound_phrase(page.parsed, head)[1]
    return Source(head=head, first=cue.last, last=max(head + 1, min(end, last)))


def _ends_phrase(token: Token) -> bool:
    return token.text in {",", ";", "."} or token.pos == "SCONJ" or token.tag in {"VBG", "WP", "WDT", "WRB", "WP$"}


def _of_according(page: Page, cue: Cue) -> int | None:
    """Head of the phrase after "according to": a name that opens it, the head that the words hang on, or its first noun."""
    parsed = page.parsed
    last = parsed.sentences[parsed.tokens[cue.i].sentence][1]
    begin = parsed.tokens[cue.last].start if cue.last < last else -1
    for one in page.found.mentions:
        near = begin <= one.span.start <= begin + 4 or (begin <= one.span.start and _is_led_in(parsed, cue.last, one))
        if one.form == "name" and near and one.kind != "place":
            return max(k for k in range(cue.last, last) if parsed.tokens[k].start < one.span.end)
    head = parsed.tokens[cue.i].head
    plain = not any(is_verb(token) for token in parsed.tokens[cue.last : head])
    if head > cue.i and parsed.tokens[head].pos in NOUNS and plain:
        return head
    stop = next((k for k in range(cue.last, last) if _ends_phrase(parsed.tokens[k]) or is_verb(parsed.tokens[k])), last)
    return _first_head(parsed.tokens, cue.last, stop) if stop > cue.last else None


def _is_led_in(parsed: Parsed, first: int, name: Mention) -> bool:
    """Whether only an article, adjectives and words with a hyphen lead to a name ("the Geneva-based | Relief Watch")."""
    for k in range(first, min(first + LONGEST_PHRASE, len(parsed.tokens))):
        if parsed.tokens[k].start >= name.span.start:
            return True
        glued = is_glued(parsed, k) or (k + 1 < len(parsed.tokens) and is_glued(parsed, k + 1))
        if not glued and parsed.tokens[k].pos not in {"DET", "ADJ"}:
            return False
    return False


def _issuer(parsed: Parsed, head: int) -> Source | None:
    """The issuer of a document or channel that speaks, where the phrase names one ("a statement by the ministry")."""
    lemma = parsed.tokens[head].lemma.casefold()
    frames = speech_nouns().get(lemma)
    owned = lemma in channel_nouns("medium") and find_child(parsed, head, "nmod:poss") is not None
    document = frames is not None and "document" in frames.takes
    if not (document or owned or lemma in channel_nouns("utterance")):
        return None
    issuer = find_owner(parsed, head)
    governor = parsed.tokens[head].head
    if issuer is None and parsed.tokens[head].dep == "obj" and parsed.tokens[governor].lemma.casefold() in PUBLISHING:
        issuer = find_subject(parsed, governor)
    if issuer is None or parsed.tokens[issuer].pos not in NOUNS:
        return None
    first, last = bound_phrase(parsed, issuer)
    while first < issuer and parsed.tokens[first].pos == "ADP":
        first += 1
    return Source(head=issuer, first=first, last=last, document=head)


def _opening_phrase(page: Page, floor: int, stop: int) -> Source | None:
    """The noun phrase that opens the sentence, for a verb that a dash or comma parts from its subject."""
    tokens = page.parsed.tokens
    end = next((k for k in range(floor, stop) if is_verb(tokens[k]) or tokens[k].pos in {"PUNCT", "ADP", "ADV"}), stop)
    if end == floor or any(one.outer_start <= tokens[floor].start < one.outer_end for one in page.quotations):
        return None
    head = _first_head(tokens, floor, end)
    return Source(head=head, first=floor, last=head + 1) if tokens[head].pos in {"NOUN", "PROPN"} else None


def _beside(page: Page, cue: Cue) -> Source | None:
    """The noun phrase right before or right after a finite speech verb, by word order."""
    parsed = page.parsed
    token = parsed.tokens[cue.i]
    floor, stop = parsed.sentences[token.sentence]
    if not is_past(parsed, cue.i) or "clause" not in cue.frames.takes:
        return None
    scanned = scan_left(parsed, _before_adverbs(page, cue.first, floor), floor=floor)
    if scanned:
        return Source(head=scanned[1] - 1, first=scanned[0], last=scanned[1])
    if parsed.tokens[cue.first - 1].pos == "PUNCT" and cue.first - 1 > floor and token.tag == "VBD":
        return _opening_phrase(page, floor, cue.first)
    if "inverts" not in cue.frames.takes:
        return None
    end = next((k for k in range(cue.last, stop) if _ends_phrase(parsed.tokens[k]) or is_verb(parsed.tokens[k])), stop)
    head = _first_head(parsed.tokens, cue.last, end) if end > cue.last else cue.i
    if parsed.tokens[head].pos not in NOUNS:
        return None
    first, last = bound_phrase(parsed, head)
    return Source(head=head, first=max(first, cue.last), last=max(head + 1, min(last, end)))
