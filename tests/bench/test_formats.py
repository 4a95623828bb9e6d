"""Each task reads its form of data: small files of our own writing in `data/`, in the forms of the public corpora."""

from __future__ import annotations

import shutil
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from bench.articles import rows
from bench.digest import digest_of
from bench.sampling import spread
from bench.tasks import attribution, gsr, names, ner, parse, place, relations, stories, time, zones

from bench import crossdoc

DATA = Path(__file__).parent / "data"


def test_treebank() -> None:
    """Documents, paragraphs and words by place; a word joined in print has a place of its own."""
    news, letter = parse.read_documents(DATA / "treebank/mini-test.conllu")

    assert (news.name, news.genre, letter.genre) == ("mini_news_market", "news", "letter")
    assert news.text == "The governor visited the market on Monday. Traders don't trust him. "
    assert [news.text[a:b] for a, b in news.sentences] == [
        "The governor visited the market on Monday.",
        "Traders don't trust him.",
    ]
    assert {news.text[a:b] for a, b in news.words} >= {"do", "n't", "Monday", "."}
    visited = news.text.index("visited")
    governor = news.text.index("governor")
    assert news.words[governor, governor + 8] == ("NOUN", (visited, visited + 7), "nsubj")
    assert news.words[visited, visited + 7] == ("VERB", None, "root")
    bridge = letter.text.index("bridge")
    assert letter.words[bridge, bridge + 6][2] == "nsubj"


@pytest.mark.parametrize(
    ("path", "tabs", "documents"), [("ner/worldwide/mini.tsv", True, 1), ("ner/mini.testa", False, 2)]
)
def test_names_in_columns(path: str, tabs: bool, documents: int) -> None:
    """Tags with and without ends give the same names; other kinds and the address line are left out."""
    found = list(ner.read_columns(DATA / path, tabs=tabs))

    assert len(found) == documents
    assert [(d.text[a:b], kind) for d in found for a, b, kind in sorted(d.names)] == [
        ("Ilham Sadikov", "person"),
        ("World Health Organization", "organization"),
        ("Tashkent", "place"),
        ("Kano", "place"),
        ("Reuters", "organization"),
    ]
    assert "http" not in found[0].text
    assert "Tashkent." in found[0].text


def test_re3d_names_lose_titles_and_nouns() -> None:
    [(suffix, documents), (source, _)] = ner.load(DATA / "re3d")

    assert (suffix, source) == ("", "_Mini")
    assert [(documents[0].text[a:b], kind) for a, b, kind in sorted(documents[0].names)] == [
        ("Nadia Rahal", "person"),
        ("Cedar Brigade", "organization"),
        ("Homs", "place"),
        ("Cedar Brigade", "organization"),
        ("Northern Guard", "organization"),
        ("River Front", "organization"),
    ]


def test_re3d_relations() -> None:
    """Four kinds are read; what the annotators voted down is not."""
    [(_, text, marked)] = relations.load(DATA / "re3d/Mini")

    shown = {(one.kind, text[slice(*one.subject)], text[slice(*one.object)]) for one in marked}
    assert shown == {
        ("in_charge_of", "Nadia Rahal", "the Cedar Brigade"),
        ("fighting_against", "The Cedar Brigade", "the Northern Guard"),
        ("allies_of", "The River Front", "the Cedar Brigade"),
        ("same_as", "Nadia Rahal", "commander of the Cedar Brigade"),
    }


def test_crossdoc_corpora() -> None:
    """Things are shared across documents; the address line and unmarked kinds are dropped."""
    (_, [first, second]), (_, [dam]) = crossdoc.load(DATA / "coref")

    assert first.text.startswith("Police raided a warehouse in Kano on Monday.\nThey arrested")
    assert [first.text[a:b].strip() for a, b in first.annotated] == [
        "Police raided a warehouse in Kano on Monday.",
        "They arrested Musa Bello, a trader.",
    ]
    assert {(first.text[slice(*m.places[0])], m.thing) for m in first.entities} == {
        ("Police", "HUM1"), ("Kano", "LOC1"), ("They", "HUM1"), ("Musa Bello", "HUM2"),
    }  # fmt: skip
    assert {(second.text[slice(*m.places[0])], m.thing) for m in second.events} == {
        ("raid", "ACT1"),
        ("arrested", "ACT2"),
    }
    assert {(dam.text[slice(*m.places[0])], m.thing) for m in dam.entities} == {
        ("Mopti", "LOC7"), ("The river authority", "1_dam:12"), ("It", "1_dam:12"),
    }  # fmt: skip
    assert [m.thing for m in dam.events] == ["OTH5"]


def test_crossdoc_counts_only_checked_sentences(tmp_path: Path) -> None:
    """Where ECB+'s list of checked sentences stands beside the topics, marks elsewhere count neither way."""
    shutil.copytree(DATA / "coref/ecbplus", tmp_path / "ecbplus")
    (tmp_path / "ecbplus" / crossdoc.CHECKED).write_text("Topic,File,Sentence Number\n1,1ecb,2\n", encoding="utf-8")

    [(_, [first, second])] = crossdoc.load(tmp_path / "ecbplus")

    assert [first.text[a:b].strip() for a, b in first.annotated] == ["They arrested Musa Bello, a trader."]
    assert {m.thing for m in first.entities} == {"HUM1", "HUM2"}
    assert second.entities == second.events == second.annotated == ()


def test_found_mentions_pair_off_with_marked_ones() -> None:
    marked = [crossdoc.Marked(((0, 10),), "x"), crossdoc.Marked(((4, 10),), "y"), crossdoc.Marked(((20, 25),), "z")]

    assert crossdoc.pair(marked, [(0, 10), (5, 10), (11, 19)]) == {(0, 10): 0, (5, 10): 1}


def test_crossdoc_score_ignores_sentences_that_nobody_marked() -> None:
    [(_, [first, second]), _] = crossdoc.load(DATA / "coref")
    perfect = {d.name: {m.places[0]: m.thing for m in d.entities} for d in (first, second)}
    perfect[first.name][first.text.index("Lagos"), first.text.index("Lagos") + 5] = "elsewhere"

    scores, marked, found = crossdoc.score([first, second], perfect, "entity")
    assert (scores["conll_f1"], marked, found) == (pytest.approx(1.0), 7, 7)


def test_places() -> None:
    """A gold name without a point is kept apart."""
    [article] = ET.parse(DATA / "geo/mini.xml").getroot()
    text = article.findtext("text") or ""
    gold, unjudged = place._gold(article)

    assert [(text[a:b], lat) for a, b, lat, *_ in gold] == [("Kano", 12.0), ("Lagos", 6.45)]
    assert [text[a:b] for a, b, *_ in unjudged] == ["Atlantis"]


def test_times() -> None:
    [document] = time.read_documents(DATA / "time")

    assert document.created is not None
    assert document.created.isoformat() == "2019-04-05"
    assert [(document.text[t.start : t.end], t.value) for t in document.gold] == [
        ("Wednesday", "2019-04-03"),
        ("three days", "P3D"),
    ]


def test_people_and_aliases() -> None:
    """Firms, one-word aliases and those that differ by a hyphen only are left out; other names altogether stay in."""
    people = names.read_people(DATA / "names")

    assert {person.name: person.aliases for person in people if person.aliases} == {
        "Yusuf Karim Haddad": ("Youssef Kareem Hadad", "Abu Saqr"),
        "Goran Petrovic": ("Goran Petrovich",),
        "Chidi Okafor": ("Chidi Okaffor",),
    }
    assert names.is_variant("Yusuf Karim Haddad", "Youssef Hadad")
    assert not names.is_variant("Yusuf Karim Haddad", "Abu Saqr")


def test_recall_at_a_precision() -> None:
    """Nine right pairs above the first wrong one, which comes with the tenth right one."""
    pairs = [(1 - i / 100, True, "", "") for i in range(9)] + [(0.5, True, "", ""), (0.5, False, "", "")]

    assert names._recall(pairs) == (pytest.approx(0.9), pytest.approx(0.92))


def test_gold_standard_records() -> None:
    """The file's note on itself is no record; older types are today's."""
    assert gsr.load(DATA / "events/mini-gsr.txt") == {
        "The Chadian army attacked rebels near Faya on Tuesday.": [
            gsr.Coded("ASSAULT", ("Chadian army",), ("rebels",))
        ],
        "Kenya condemned the blast.": [gsr.Coded("ACCUSE", ("Kenya",), ())],
    }


def test_attributions() -> None:
    text = (DATA / "attribution/text/mini.txt").read_text(encoding="utf-8")
    marks = (DATA / "attribution/attributions/mini_one.ann").read_text(encoding="utf-8")

    shown = [[text[slice(*part[0])] for part in (a.source, a.cue, a.content)] for a in attribution._parse(marks)]
    assert shown == [
        ["The mayor, Anna Roth", "said", "the bridge would stay shut"],
        ["she", "told", '"We will not open it before May,"'],
    ]


def test_stories_beside_their_truth() -> None:
    found = list(stories.load(DATA / "stories/mini")) or list(stories.load(DATA / "stories"))

    assert [(one.article.id, one.label, one.article.outlet) for one in found] == [
        ("a", "ferry", "Paper A"),
        ("b", "ferry", "Paper B"),
        ("c", "strike", "Paper C"),
    ]


def test_pages() -> None:
    article, marked = zones.read_page(DATA / "zones/blog.txt")

    assert article.text.startswith("Dam opened")
    assert [zone for zone, _ in marked] == ["headline", "credit", "body", "furniture"]


def test_bulk_rows() -> None:
    assert [row["id"] for row in rows(DATA / "bulk")] == ["m0", "m1", "m2"]


def test_samples_are_spread() -> None:
    assert spread(range(10), 3) == [0, 3, 6]
    assert spread([1, 2], 5) == [1, 2]
    assert spread([1, 2], 0) == [1, 2]


def test_digest_tells_contents_apart() -> None:
    assert digest_of(DATA / "names") == digest_of(DATA / "names")
    assert digest_of(DATA / "names") != digest_of(DATA / "geo")


def test_one_place_by_number_or_by_distance() -> None:
    assert place._is_one_place((0, 4, 52.3, -117.5, 77), (0, 4, 53.2, -104.2, 77))
    assert place._is_one_place((0, 4, 52.3, -117.5, 77), (0, 4, 52.4, -117.6, 78))
    assert not place._is_one_place((0, 4, 52.3, -117.5, 0), (0, 4, 53.2, -104.2, 0))
