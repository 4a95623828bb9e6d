"""Feeds of every kind, whole and broken, written out by hand."""

from __future__ import annotations

import gzip
import json

import pytest

from consilience.sources.feeds.charsets import decode_page
from consilience.sources.feeds.documents import read_feed
from consilience.sources.feeds.entries import Entry, Feed

URL = "https://reef.example/feeds/all"

RSS_20 = """<?xml version="1.0"?><rss version="2.0"><channel><title>Reef Post</title><ttl>30</ttl><language>en</language>
<item><title>Ferry stopped</title><link>/ferry?utm_source=rss</link><guid>f1</guid><pubDate>Mon, 05 Feb 2024 10:00:00 GMT</pubDate>
<source url="https://coast.example/rss">Coast Agency</source><description>Crews &amp;amp; pay</description></item>
<item><title>No address</title></item></channel></rss>"""
RSS_091 = """<rss version="0.91"><channel><title>Old Reef</title><link>https://reef.example/</link>
<item><title>Ferry stopped</title><link>https://reef.example/ferry</link></item></channel></rss>"""
RSS_10 = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:sy="http://purl.org/rss/1.0/modules/syndication/">
<channel rdf:about="https://reef.example/"><title>RDF Reef</title><sy:updatePeriod>hourly</sy:updatePeriod>
<sy:updateFrequency>2</sy:updateFrequency></channel>
<item rdf:about="https://reef.example/ferry"><title>Ferry stopped</title><link>https://reef.example/ferry</link>
<dc:date>2024-02-05T10:00:00Z</dc:date><dc:creator>Asha Kombo</dc:creator></item></rdf:RDF>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Atom Reef</title><entry><id>tag:reef.example,2024:1</id>
<title>Ferry stopped</title><link rel="alternate" href="../ferry"/><published>2024-02-05T10:00:00Z</published>
<updated>2024-02-05T12:30:00+02:00</updated><author><name>Asha Kombo</name></author>
<source><title>Coast Agency</title></source><content type="html">&lt;p&gt;All of it.&lt;/p&gt;</content></entry></feed>"""
JSON_FEED = json.dumps(
    {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "JSON Reef",
        "items": [
            {
                "id": 7,
                "url": "/ferry",
                "title": "Ferry stopped",
                "content_text": "All of <it>.\n\nMore.",
                "date_published": "2024-02-05T10:00:00Z",
                "date_modified": "2024-02-05T11:00:00Z",
                "authors": [{"name": "Asha Kombo"}],
            },
            {"id": "https://reef.example/by-id", "content_html": "<p>x</p>"},
            {"id": "no address"},
            "no item",
        ],
    }
)
SITEMAP = """<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
 xmlns:news="http://www.google.com/schemas/sitemap-news/0.9" xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
<url><loc>https://reef.example/older</loc><image:image><image:loc>https://reef.example/a.png</image:loc>
<image:title>Pier</image:title></image:image><lastmod>2024-02-01</lastmod></url>
<url><loc>https://reef.example/ferry</loc><news:news><news:publication><news:name>Reef Post</news:name>
<news:language>en</news:language></news:publication><news:publication_date>2024-02-05T10:00:00Z</news:publication_date>
<news:title>Ferry stopped</news:title></news:news></url></urlset>"""
INDEX = """<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><sitemap><loc>/news.xml.gz</loc>
<lastmod>2024-02-05</lastmod></sitemap></sitemapindex>"""


def feed(text: str | bytes, kind: str = "") -> Feed:
    read = read_feed(text.encode() if isinstance(text, str) else text, url=URL, content_type=kind)
    assert isinstance(read, Feed), read
    return read


@pytest.mark.parametrize(
    ("text", "kind", "url", "published"),
    [
        (RSS_20, "rss 2.0", "https://reef.example/ferry?utm_source=rss", "2024-02-05T10:00:00+00:00"),
        (RSS_091, "rss 0.91", "https://reef.example/ferry", None),
        (RSS_10, "rss 1.0", "https://reef.example/ferry", "2024-02-05T10:00:00+00:00"),
        (ATOM, "atom 1.0", "https://reef.example/ferry", "2024-02-05T10:00:00+00:00"),
        (JSON_FEED, "json 1.1", "https://reef.example/ferry", "2024-02-05T10:00:00Z"),
        (SITEMAP, "sitemap", "https://reef.example/ferry", "2024-02-05T10:00:00Z"),
    ],
)
def test_every_kind(text: str, kind: str, url: str, published: str | None) -> None:
    """Kind, absolute address, title and day of the first entry."""
    read = feed(text)

    assert (read.kind, read.entries[0].url, read.entries[0].published) == (kind, url, published)
    assert read.entries[0].title == "Ferry stopped"


def test_source_is_kept_as_origin() -> None:
    """RSS `<source>`, an Atom entry's source and a news sitemap's publication say whose article it is."""
    assert [feed(text).entries[0].origin for text in (RSS_20, ATOM, SITEMAP)] == [
        "Coast Agency",
        "Coast Agency",
        "Reef Post",
    ]


def test_what_else_feeds_say() -> None:
    """Authors, the text itself, the time of an edit, how often to come."""
    assert [feed(text).entries[0].authors for text in (RSS_10, ATOM, JSON_FEED)] == [("Asha Kombo",)] * 3
    assert feed(ATOM).entries[0].content == "<p>All of it.</p>"
    assert feed(ATOM).entries[0].updated == "2024-02-05T10:30:00+00:00"
    assert feed(JSON_FEED).entries[0].content == "<p>All of &lt;it&gt;.</p><p>More.</p>"
    assert [str(feed(text).pause) for text in (RSS_20, RSS_10, ATOM)] == ["0:30:00", "0:30:00", "None"]


def test_entries_without_address_are_said() -> None:
    """What is left out is counted; an item whose id is an address has one."""
    assert feed(RSS_20).remarks == ("1 of 2 articles have no address; left out",)
    assert [entry.url for entry in feed(JSON_FEED).entries] == [
        "https://reef.example/ferry",
        "https://reef.example/by-id",
    ]


def test_sitemaps() -> None:
    """Newest first; a picture's address and title are not the page's; an index lists its children; gzip files open."""
    assert feed(SITEMAP).entries[1] == Entry(
        url="https://reef.example/older", id="https://reef.example/older", published="2024-02-01", updated="2024-02-01"
    )
    assert feed(INDEX).children[0].url == "https://reef.example/news.xml.gz"
    assert feed(gzip.compress(SITEMAP.encode())) == feed(SITEMAP)


@pytest.mark.parametrize("text", [RSS_20, ATOM, SITEMAP])
def test_broken_off_feed_gives_what_stands_before(text: str) -> None:
    """A feed cut in its last element still gives entries."""
    assert feed(text[: text.rindex("</")]).entries


def test_broken_xml_is_read_as_far_as_it_goes() -> None:
    """A bare ampersand and an unclosed tag do not cost the feed."""
    read = feed(RSS_20.replace("Crews &amp;amp; pay", "Crews & <b>pay"))

    assert read.entries[0].title == "Ferry stopped"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "empty"),
        ("   ", "empty"),
        ('{"a": 1}', "no JSON Feed"),
        ("{", "no JSON Feed"),
        ("just words", "no feed"),
        ("<urlset><url", "broken sitemap"),
        ("<!DOCTYPE urlset [<!ENTITY a 'b'>]><urlset><url><loc>&a;</loc></url></urlset>", "broken sitemap"),
        (
            '<!doctype html><link rel="alternate" type="application/rss+xml" href="/rss">',
            "it names https://reef.example/rss as its feed",
        ),
        ("\x1f\x8bnot gzip", "compression is broken"),
    ],
)
def test_what_is_no_feed_says_why(text: str, reason: str) -> None:
    """One line that tells what was found instead."""
    said = read_feed(text.encode("latin-1"), url=URL)

    assert isinstance(said, str)
    assert reason in said


def test_entities_do_not_swell() -> None:
    """Entities that hold each other ("billion laughs") end quickly, with no huge text."""
    laughs = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    read = read_feed(
        f'<!DOCTYPE rss [<!ENTITY a0 "ha">{laughs}]><rss version="2.0"><channel><item><link>https://a.example</link>'
        f"<title>&a11;</title></item></channel></rss>".encode(),
        url=URL,
    )

    assert isinstance(read, str) or all(len(entry.title or "") < 1000 for entry in read.entries)


def test_bomb_in_a_feed_file_is_refused() -> None:
    """A gzip file that holds more than a sitemap may is not unpacked."""
    assert "larger" in str(read_feed(gzip.compress(bytes(60_000_000)), url=URL))


@pytest.mark.parametrize(
    ("data", "kind", "text"),
    [
        ("Zażółć".encode("iso-8859-2"), "text/html; charset=ISO-8859-2", "Zażółć"),
        ("“é”".encode("cp1252"), "text/html; charset=iso-8859-1", "“é”"),
        (b'<meta charset="koi8-r">' + "мир".encode("koi8-r"), "text/html", '<meta charset="koi8-r">мир'),
        ("né".encode(), "text/html; charset=nonsense", "né"),
        ("né".encode("utf-16"), "text/html; charset=utf-8", "né"),
        (b"a\xff\xfeb", "text/html; charset=utf-8", "aÿþb"),
        (b"aGk=", "text/html; charset=base64", "aGk="),
    ],
)
def test_charsets(data: bytes, kind: str, text: str) -> None:
    """Byte order mark, then the server's word, then the page's own, then by trial; never a codec that is no charset."""
    assert decode_page(data, kind) == text
