"""A text with overlapping finds is cut so that no character is lost and each carries its own marks."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from consilience.exports.record.shape import ArticleOut, ZoneOut
from consilience.web.pages.segments import Find, Layer, Paragraph, cut

LAYERS: tuple[Layer, ...] = ("name", "event", "claim", "dispute", "carried", "label", "mark")


def _article(text: str, *edges: int) -> ArticleOut:
    cuts = sorted({0, len(text), *edges})
    kinds = ("headline", "body", "furniture", "body", "caption")
    zones = tuple(
        ZoneOut(start=a, end=b, kind=kinds[i % 5]) for i, (a, b) in enumerate(pairwise(cuts))
    )  # fmt: skip
    return ArticleOut(
        id="a1", path="a.txt", url=None, outlet=None, title=None, authors=(), published=None, language="en", text=text,
        zones=zones, wire=None, lineage=None,
    )  # fmt: skip


def _words(paragraph: Paragraph) -> str:
    return "".join(piece.text for run in paragraph.runs for piece in run.pieces)


texts = st.text(alphabet="ab \n😀é", min_size=1, max_size=60)


@given(data=st.data(), text=texts)
def test_no_character_is_lost_or_said_twice(data: st.DataObject, text: str) -> None:
    """Paragraphs put together are the text without its line breaks and blank stretches."""
    place = st.integers(0, len(text))
    finds = []
    for i in range(data.draw(st.integers(0, 8))):
        start, end = sorted((data.draw(place), data.draw(place)))
        if start < end:
            layer = data.draw(st.sampled_from(LAYERS))
            finds.append(Find(start=start, end=end, layer=layer, key=f"k{i}", href="/x" if layer == "name" else None))
    article = _article(text, *data.draw(st.lists(place, max_size=4)))

    for paragraph in (paragraphs := cut(article, finds)):
        assert _words(paragraph) == text[paragraph.start : paragraph.end]
        at = paragraph.start
        for run in paragraph.runs:
            for piece in run.pieces:
                covering = {f.layer for f in finds if f.start <= at and f.end >= at + len(piece.text)}
                assert set(piece.layers) == covering
                at += len(piece.text)
    told = "".join(_words(paragraph) for paragraph in paragraphs)
    assert "".join(told.split()) == "".join(text.split())


def test_a_name_inside_a_name_opens_the_inner_one() -> None:
    """“Bank of Narvik” names a bank; “Narvik” inside it opens the town, the rest the bank."""
    article = _article("Bank of Narvik fell")
    finds = [
        Find(start=0, end=14, layer="name", key="bank", href="/entity/bank"),
        Find(start=8, end=14, layer="name", key="town", href="/place/town"),
    ]
    runs = cut(article, finds)[0].runs

    assert [(run.href, "".join(p.text for p in run.pieces)) for run in runs] == [
        ("/entity/bank", "Bank of "),
        ("/place/town", "Narvik"),
        (None, " fell"),
    ]


def test_the_marked_words_begin_once() -> None:
    """Marked words that a name cuts in three have one beginning for the browser to scroll to."""
    article = _article("The mayor of Narvik left the town hall")
    finds = [
        Find(start=4, end=24, layer="mark", key="mark"),
        Find(start=13, end=19, layer="name", key="town", href="/place/town"),
    ]
    pieces = [piece for run in cut(article, finds)[0].runs for piece in run.pieces]

    assert [piece.text for piece in pieces if "mark" in piece.layers] == ["mayor of ", "Narvik", " left"]
    assert [piece.text for piece in pieces if piece.first_mark] == ["mayor of "]
