"""Ways a text is carried: cut, led anew, merged, dressed with boilerplate, reworded.

A derived text is a list of (words of a sentence, number of its source sentence or `None`). The synonyms are our own,
in the manner of rewriting machines: near enough to read, wrong enough to notice.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from random import Random

Carried = list[tuple[str, tuple[int, int] | None]]
"""Sentences in order, each with (number of the source text, number of its sentence), or `None` for new text."""

SYNONYMS = dict(
    pair.split("=")
    for pair in """
said=stated; says=states; told=informed; asked=questioned; called=termed; killed=slain; big=huge; large=massive;
small=tiny; new=fresh; old=ancient; first=initial; last=final; many=numerous; several=various; people=individuals;
country=nation; city=town; capital=main city; government=administration; officials=authorities;
official=functionary; police=law enforcement; army=military; soldiers=troops; war=conflict; attack=assault;
attacks=assaults; fight=battle; fighting=combat; kill=slay; injured=hurt; wounded=harmed; died=perished;
dead=lifeless; death=demise; show=display; shows=displays; showed=displayed; help=assist; helped=assisted;
start=begin; started=began; end=finish; ended=finished; stop=halt; stopped=halted; made=created; make=create;
get=receive; got=received; give=provide; gave=provided; take=seize; took=seized; taken=seized; went=traveled;
go=travel; come=arrive; came=arrived; leave=depart; left=departed; return=come back; returned=came back;
use=utilize; used=utilized; need=require; needs=requires; want=desire; wants=desires; think=believe;
thinks=believes; know=recognize; known=recognized; found=discovered; see=observe; seen=observed; saw=observed;
look=gaze; looking=gazing; keep=maintain; kept=maintained; try=attempt; tried=attempted; trying=attempting;
begin=commence; important=vital; major=main; key=crucial; top=leading; high=elevated; low=reduced; good=fine;
bad=awful; hard=difficult; strong=robust; weak=feeble; quickly=rapidly; recently=lately; currently=presently;
also=additionally; however=nonetheless; because=since; but=however; while=whereas; before=prior to; after=following;
about=around; more=additional; most=the majority of; money=cash; job=occupation; jobs=occupations; work=labor;
worked=labored; home=house; house=home; school=academy; children=kids; women=ladies; men=males; man=male;
friend=pal; friends=pals; leader=chief; leaders=chiefs; member=participant; members=participants; group=bunch;
plan=scheme; plans=schemes; deal=agreement; talks=discussions; meeting=gathering; report=account; reports=accounts;
statement=declaration; speech=address; law=legislation; rule=regulation; rules=regulations; court=tribunal;
judge=magistrate; case=matter; problem=issue; problems=issues; question=query; questions=queries; answer=reply;
part=portion; parts=portions; area=region; areas=regions; near=close to; world=globe; year=twelvemonth; week=seven
days; often=frequently; always=constantly; never=at no time; announced=declared; decided=determined;
rejected=refused; accepted=agreed to; support=backing; supported=backed; supporters=backers; power=energy;
control=management; security=safety; chance=likelihood; effort=endeavor; efforts=endeavors; chief=boss;
campaign=crusade; vote=ballot; votes=ballots; voters=electors; election=poll; crime=offense; prison=jail
""".replace("\n", " ")
    .strip()
    .split("; ")
)

FOOTERS = (
    "Sign up for our newsletter to get the day's top stories in your inbox.",
    "Readers can write to the news desk with tips and corrections.",
    "The paper has covered the region since it was founded by two brothers in a harbour town.",
)
_WORD = re.compile(r"[A-Za-z]+")


def verbatim(source: list[str], _random: Random) -> Carried:
    """The whole text, with the carrier's footer."""
    return [(s, (0, i)) for i, s in enumerate(source)] + [(s, None) for s in FOOTERS]


def cut(source: list[str], _random: Random) -> Carried:
    """The first two fifths."""
    return [(s, (0, i)) for i, s in enumerate(source[: max(4, round(len(source) * 0.4))])]


def lightly(source: list[str], random: Random) -> Carried:
    """Every word that the synonym list knows, four times in five."""
    return [(_spin(s, random, 0.8), (0, i)) for i, s in enumerate(source)]


def every_third(source: list[str], random: Random) -> Carried:
    """A third of all words, at random places, become other words."""
    spare = sorted({w for s in source for w in _WORD.findall(s)} | set(SYNONYMS.values()))
    return [(_replace(s, random, 1 / 3, spare), (0, i)) for i, s in enumerate(source)]


def heavily(source: list[str], random: Random) -> Carried:
    """Synonyms, then two words in five become others, and one sentence in four is dropped."""
    spare = sorted({w for s in source for w in _WORD.findall(s)} | set(SYNONYMS.values()))
    kept = [(s, i) for i, s in enumerate(source) if i == 0 or random.random() > 0.25]
    return [(_replace(_spin(s, random, 1.0), random, 0.4, spare), (0, i)) for s, i in kept]


def led_anew(source: list[str], other: list[str]) -> Carried:
    """Two sentences of another report on top, then the text from its third sentence."""
    return [(s, None) for s in other[:2]] + [(s, (0, i)) for i, s in enumerate(source) if i >= 2]


def merged(source: list[str], other: list[str]) -> Carried:
    """The first half of one text and the second half of another."""
    half = len(other) // 2
    first: Carried = [(s, (0, i)) for i, s in enumerate(source[: len(source) // 2])]
    return first + [(s, (1, half + i)) for i, s in enumerate(other[half:])]


def quoting(independent: list[str], source: list[str]) -> Carried:
    """An independent text into which sentences that are mostly quotation were taken over: no lineage."""
    spoken = [s for s in source if s.count("“") == 1 and s.count("”") == 1 and len(s) > 60]
    quoted = [s[s.index("“") : s.index("”") + 1] for s in spoken if s.index("”") - s.index("“") > 40][:3]
    lines: Carried = [(s, None) for s in independent]
    for place, words in enumerate(quoted):
        lines.insert(3 + 2 * place, (f"The statement read: {words}", None))
    return lines


def _spin(sentence: str, random: Random, rate: float) -> str:
    def swap(m: re.Match[str]) -> str:
        other = SYNONYMS.get(m.group().lower())
        if other is None or random.random() > rate:
            return m.group()
        return other.capitalize() if m.group()[0].isupper() else other

    return _WORD.sub(swap, sentence)


def _replace(sentence: str, random: Random, rate: float, spare: list[str]) -> str:
    return _WORD.sub(lambda m: random.choice(spare) if random.random() < rate else m.group(), sentence)
