"""How much speaks for two event mentions being one happening, and what forbids it.

The weights are small whole steps, so that the sum can be read: each is one piece of evidence that an analyst would name.
They were set on own-written pairs (`tests/cases/happenings`), those of the trigger on ECB+ with marked triggers
(`bench coref`), then checked on the example story.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from math import fsum

from consilience.record.text import When
from consilience.stages.happenings.frames import Frame, Things
from consilience.text.places.distance import kilometres

ONLY_STEM = 4.0
"""One word for the deed in two reports of a story, where each report uses that word once. On ECB+ 84% of such pairs are one
happening; divided by how often a report uses the word, as "attack" ten times a report tells little. Swept from 2.5 to 8: from 4
on nothing is gained, and in stories of many like attacks the lower value parts more of them."""
SPOKEN_STEM = 2.0
"""The same for acts of speech: "called on", "condemned" are said of everyone."""
SAME_STEM = 1.0
SAME_FAMILY = 1.75
"""Words of one family ("shooting", "gunned down"): ECB+ CoNLL F1 .72 without, .757 at 1.5 to 2, falling from 2.5 on."""
SAME_MODE = 0.5
SAME_AGENT = 1.0
SAME_CAMP = 0.75
SAME_TARGET = 1.0
SAME_TOWN = 1.25
SAME_REGION = 0.5
REFERS_BACK = 1.5
ONE_ARTICLE = 0.5
"""One article that tells twice of one kind of deed, with a place or a camp in common, mostly tells of one deed."""
SAME_DAY = 1.0
CLOSE_DAY = 0.25
"""For days that agree only within slack, or that publication alone gives: every report of a day shares that."""
SAME_COUNT = 1.0
CARRIED = 3.0
WORDS_WEIGHT = 2.0
OTHER_COUNT = -2.0
OTHER_AGENT = -3.0
OTHER_TARGET = -1.0

OTHER_SCALE = 3.0
"""First tolls of one deed seldom differ more than threefold between reports; one dead and eighty are two deeds."""

TOWN_KM = 15.0
"""A place no wider than this is one spot for events: a town with its suburbs."""

NEAR_KM = 30.0
"""Two places nearer than this may be the same spot told twice ("south of the capital", a suburb)."""

AREA_STRETCH = 1.5
"""A region reaches further from its point than the radius of a circle of its area; long ones half as far again."""

INFERRED_SLACK = timedelta(days=2)
"""A day taken from publication alone may lie this far from a stated one: reports follow events by a day or two."""

SPOKEN = frozenset({"REQUEST", "ACCUSE", "REJECT", "THREATEN", "SUPPORT", "CONCEDE"})
"""Types that are acts of speech: each is its speaker's own. Two leaders who condemn one attack do two deeds."""

FORCE = frozenset({"ASSAULT", "COERCE"})
"""Types under which reports tell of who holds a place and of what was done or taken there, which are two things."""

KIN = frozenset(
    {frozenset({"ASSAULT", "COERCE"}), frozenset({"CONSULT", "COOPERATE"}), frozenset({"AGREE", "CONSULT"})}
)
"""Types that coders confuse for one act (PLOVER manual on seizing: ASSAULT or COERCE; talks: CONSULT or AGREE)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Likeness:
    """A score and the pieces of evidence it is the sum of, in words. `barred`: what forbids a merge, or `None`."""

    score: float
    why: tuple[str, ...]
    barred: str | None = None


def compare(
    a: Frame, b: Frame, things: Things, rarity: Mapping[str, float], tellings: Mapping[str, float], *, carried: float
) -> Likeness:
    """Compare two mentions of one story.

    `rarity` weighs words of the story; `tellings`: how often a report that uses a trigger's stem uses it, on the mean;
    `carried` is 1.0 if one sentence copies the other.
    """
    bar = _bar(a, b, things)
    if bar:
        return Likeness(score=0.0, why=(), barred=bar)
    steps = [
        *_trigger_steps(a, b, tellings),
        *_party_steps(a, b),
        *_circumstance_steps(a, b, things),
        *_context_steps(a, b),
        (WORDS_WEIGHT * _shared_words(a, b, rarity), "shared words"),
        (CARRIED * carried, "one sentence carries the other"),
    ]
    told = [(weight, why) for weight, why in steps if weight]
    return Likeness(score=sum(weight for weight, _ in told), why=tuple(why for _, why in told))


def _bar(a: Frame, b: Frame, things: Things) -> str | None:
    one, other = a.mention, b.mention
    if one.type and other.type and one.type != other.type and not _of_kin(a, b):
        return "different types"
    if {one.direction, other.direction} == {"towards", "back"}:
        return "opposite directions"
    if (one.actuality == "planned") != (other.actuality == "planned"):
        return "planned and done"
    if days_apart(one.when, other.when):
        return "different days"
    if a.place and b.place and not same_spot(a.place, b.place, things):
        return "different places"
    if one.control and other.control and _other_hands(a, b):
        return "different holders"
    if one.type in SPOKEN and a.agents and b.agents and not a.camp & b.camp:
        return "different speakers"
    if bool(one.control) != bool(other.control) and {one.type, other.type} <= FORCE:
        return "the place itself and something in it"
    return None


def _of_kin(a: Frame, b: Frame) -> bool:
    """Whether two types may be one act that coders confuse, told in one word or words of one family."""
    return frozenset({a.mention.type, b.mention.type}) in KIN and bool(a.stem == b.stem or a.families & b.families)


def _other_hands(a: Frame, b: Frame) -> bool:
    """Whether both say who took or holds a place and neither names nor camps meet: two holders are never one event."""
    return bool(a.doers and b.doers) and not a.doers & b.doers and not a.camp & b.camp


def days_apart(a: When | None, b: When | None) -> bool:
    """True where two dates cannot be one day; a date known from publication only gets slack."""
    if a is None or b is None:
        return False
    slack = INFERRED_SLACK if "inferred" in (a.basis, b.basis) else timedelta(0)
    return a.latest + slack < b.earliest or b.latest + slack < a.earliest


def same_spot(a: str, b: str, things: Things) -> bool:
    """True where two place entities may be one spot: the same, near each other, or one wide enough to hold the other."""
    if a == b:
        return True
    one, other = things.entities[a], things.entities[b]
    if one.lat is None or other.lat is None or one.lon is None or other.lon is None:
        return False
    reach = max(NEAR_KM, AREA_STRETCH * (one.radius_km or 0.0), AREA_STRETCH * (other.radius_km or 0.0))
    return kilometres(one.lat, one.lon, other.lat, other.lon) <= reach


def _trigger_steps(a: Frame, b: Frame, tellings: Mapping[str, float]) -> list[tuple[float, str]]:
    steps = []
    words = f"both say '{a.trigger}'" if a.trigger == b.trigger else f"'{a.trigger}' and '{b.trigger}'"
    if a.stem == b.stem:
        alone = SPOKEN_STEM if a.mention.type in SPOKEN else ONLY_STEM
        steps.append((max(SAME_STEM, alone / tellings[a.stem]), words))
    elif a.families & b.families:
        steps.append((SAME_FAMILY, words))
    if a.mention.mode and a.mention.mode == b.mention.mode:
        steps.append((SAME_MODE, f"both {a.mention.mode}"))
    return steps


def _party_steps(a: Frame, b: Frame) -> list[tuple[float, str]]:
    steps = []
    if a.agents & b.agents:
        steps.append((SAME_AGENT, "same actor"))
    elif a.camp & b.camp:
        steps.append((SAME_CAMP, "actors of one camp"))
    elif a.agents and b.agents:
        steps.append((OTHER_AGENT, "other actors"))
    if a.targets & b.targets:
        steps.append((SAME_TARGET, "same target"))
    elif a.targets and b.targets and not a.targets & b.agents:
        steps.append((OTHER_TARGET, "other targets"))
    return steps


def _circumstance_steps(a: Frame, b: Frame, things: Things) -> list[tuple[float, str]]:
    steps = []
    if a.place and b.place:
        town = a.place == b.place and (things.entities[a.place].radius_km or TOWN_KM) <= TOWN_KM
        steps.append((SAME_TOWN, "same town") if town else (SAME_REGION, "one region"))
    one, other = a.mention.when, b.mention.when
    if one and other:
        exact = (one.earliest, one.latest) == (other.earliest, other.latest) and "inferred" not in (
            one.basis,
            other.basis,
        )
        steps.append((SAME_DAY, "same day") if exact else (CLOSE_DAY, "days agree"))
    steps += _count_steps(a, b)
    return steps


def _context_steps(a: Frame, b: Frame) -> list[tuple[float, str]]:
    """What one article's telling adds: a definite noun goes back to the deed of its kind told before it."""
    if a.article.id != b.article.id:
        return []
    earlier, later = sorted((a, b), key=lambda f: f.mention.span)
    if later.anaphoric and not earlier.anaphoric and (later.mention.type or a.stem == b.stem):
        return [(REFERS_BACK, "speaks of it again")]
    if (a.place and a.place == b.place) or a.camp & b.camp:
        return [(ONE_ARTICLE, "one article")]
    return []


def _count_steps(a: Frame, b: Frame) -> list[tuple[float, str]]:
    counts = [(q.low, p.low) for q in a.quantities for p in b.quantities if q.kind == p.kind and q.low and p.low]
    if any(one == other for one, other in counts):
        return [(SAME_COUNT, "same count")]
    if counts and all(max(pair) >= OTHER_SCALE * min(pair) for pair in counts):
        return [(OTHER_COUNT, "counts of another scale")]
    return []


def _shared_words(a: Frame, b: Frame, rarity: Mapping[str, float]) -> float:
    """Weighted overlap of content words, 0..1, of the shorter sentence; 0 for two mentions of one sentence.

    Summed exactly (`fsum`): words come in no order, and a last digit would turn a tie between two pairs.
    """
    if a.mention.sentence == b.mention.sentence:
        return 0.0
    shared = fsum(rarity.get(word, 0.0) for word in a.words & b.words)
    least = min(fsum(rarity.get(word, 0.0) for word in frame.words) for frame in (a, b))
    return shared / least if least else 0.0
