"""Fetching: what is refused, what is obeyed, and what arrives; against a server on this machine that the test starts."""

import gzip
import socket
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dramatis.article import make_article
from dramatis.errors import ArticleError
from dramatis.readers import Unread, guard, read, read_many
from dramatis.readers.fetch import Limits, Session, fetch
from dramatis.readers.inbox import as_markdown, fetch_to

LIMITS = Limits(bytes=200_000, silence_s=0.5, total_s=1.5, wait_s=0.01, longest_wait_s=1.5, pause_s=0)
SENTENCES = "The council met on Thursday in the harbor. “We need a new bridge,” said Anna Berg, the mayor of the town. "
PAGE = f"""<!doctype html><html lang="en"><head><title>Bridge planned - The Daily</title>
<meta property="og:title" content="Bridge planned"><meta property="og:site_name" content="The Daily">
<meta name="author" content="Anna Writer"><meta property="article:published_time" content="2025-07-24T10:00:00Z"></head>
<body><nav><a href="/">Home</a> <a href="/sports">Sports</a></nav><article><h1>Bridge planned</h1>
<p>{SENTENCES * 2}</p><p>The vote is planned for the autumn. {SENTENCES}</p></article><footer>Subscribe now</footer></body></html>"""
FEED = """<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>The Daily</title>
<item><title>Full</title><link>{0}/full</link><pubDate>Thu, 24 Jul 2025 10:00:00 GMT</pubDate>
<content:encoded><![CDATA[<p>The council met on Thursday.</p><p>“We agreed,” she said.</p>]]></content:encoded></item>
<item><title>Linked</title><link>{0}/page</link><description>Short…</description></item>
<item><title>Gone</title><link>{0}/none</link></item></channel></rss>"""


class Server:
    """A server whose answers are functions of the handler, by path; and the requests that it had."""

    def __init__(self) -> None:
        self.answers, self.requests = {}, []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                outer.requests.append((self.path, dict(self.headers)))
                outer.answers.get(self.path, lambda handler: answer(handler, 404))(self)

            def log_message(self, *arguments):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.address = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, args=(0.05,), daemon=True).start()

    def paths(self) -> list[str]:
        return [path for path, _ in self.requests if path != "/robots.txt"]


def answer(handler, status=200, body=b"", **headers):
    handler.send_response(status)
    for name, value in headers.items():
        handler.send_header(name.replace("_", "-"), value)
    handler.end_headers()
    handler.wfile.write(body)


def page(body=PAGE, status=200, **headers):
    data = body.encode() if isinstance(body, str) else body
    return lambda handler: answer(handler, status, data, **{"Content_Type": "text/html; charset=utf-8", **headers})


@pytest.fixture
def server():
    made = Server()
    yield made
    made.server.shutdown()
    made.server.server_close()


@pytest.fixture
def session():
    return Session(allow_private=True, limits=LIMITS)


def test_page_becomes_an_article(server):
    server.answers["/2025/bridge"] = page()
    article = read(f"{server.address}/2025/bridge", allow_private=True)
    assert (article.title, article.date, article.author, article.publisher) == ("Bridge planned", "2025-07-24", "Anna Writer", "The Daily")
    assert article.source == f"{server.address}/2025/bridge"
    assert article.id.startswith("bridge-planned-")
    paragraphs = article.text.split("\n\n")
    assert len(paragraphs) == 2
    assert paragraphs[0].startswith("The council met on Thursday in the harbor. “We need a new bridge,” said")
    assert "Subscribe" not in article.text


def test_server_is_told_who_asks(server, session, monkeypatch):
    monkeypatch.setenv("DRAMATIS_CONTACT", "mailto:a@example.org\r\nX-Bad: 1")
    server.answers["/"] = page()
    fetch(server.address + "/", session)
    for _, headers in server.requests:
        assert headers["User-Agent"].startswith("dramatis/")
        assert "mailto:a@example.org" in headers["User-Agent"]
        assert "X-Bad" not in headers


@pytest.mark.parametrize(
    "address", ["ftp://example.org/a", "file:///etc/passwd", "gopher://example.org", "http://a:b@example.org/", "http:///a"]
)
def test_other_schemes_and_passwords_are_refused(address):
    with pytest.raises(ArticleError):
        fetch(address)


@pytest.mark.parametrize(
    "address",
    [
        *("127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1", "240.0.0.1"),
        *("::1", "::", "fe80::1", "fc00::1", "fec0::1", "ff0e::1", "::ffff:10.0.0.1", "64:ff9b::a00:1", "2002:a00:1::", "fe80::1%eth0"),
    ],
)
def test_private_and_reserved_addresses_are_not_open(address):
    assert not guard.is_open(address)


@pytest.mark.parametrize("address", ["93.184.216.34", "8.8.8.8", "2001:4860:4860::8888", "::ffff:8.8.8.8"])
def test_addresses_of_the_open_network_are(address):
    assert guard.is_open(address)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "0x7f000001", "2130706433", "127.1", "[::1]", "[::ffff:127.0.0.1]"])
def test_loopback_is_refused_however_it_is_written(server, host):
    server.answers["/"] = page()
    with pytest.raises(ArticleError, match=r"private or reserved|there is not|no web address|cannot be reached"):
        fetch(f"http://{host}:{server.server.server_port}/", Session(limits=LIMITS))
    assert server.requests == []


def test_name_is_connected_to_where_it_was_checked(server, monkeypatch):
    """A name that answers with an open address first and a private one later is asked once for each connection."""
    asked = []

    def resolve(host, port, **options):
        asked.append(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("93.184.216.34" if len(asked) == 1 else "127.0.0.1", port))]

    connected = []

    def connect(self, host, *arguments):
        connected.append(host)
        raise guard.httpcore.ConnectError("no network in tests")

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    monkeypatch.setattr(guard.httpcore.SyncBackend, "connect_tcp", connect)
    with pytest.raises(ArticleError, match="an address of a private"):
        fetch("http://rebind.example/", Session(limits=LIMITS))
    assert connected == ["93.184.216.34"]


def test_redirect_into_a_private_network_is_refused(server, monkeypatch):
    server.answers["/"] = page(status=302, Location="http://10.0.0.1/secret")
    server.answers["/secret"] = page()
    allowed = guard.is_open
    monkeypatch.setattr(guard, "is_open", lambda address: address == "127.0.0.1" or allowed(address))
    with pytest.raises(ArticleError, match=r"leads to '10\.0\.0\.1'"):
        fetch(server.address + "/", Session(limits=LIMITS))


def test_redirects_are_followed_some_times_and_only_to_the_web(server, session):
    server.answers["/a"] = page(status=301, Location="/b")
    server.answers["/b"] = page()
    assert fetch(server.address + "/a", session).url == server.address + "/b"
    server.answers["/loop"] = page(status=302, Location="/loop")
    with pytest.raises(ArticleError, match="more than 5 other addresses"):
        fetch(server.address + "/loop", session)
    server.answers["/file"] = page(status=302, Location="file:///etc/passwd")
    with pytest.raises(ArticleError, match="has the scheme 'file'"):
        fetch(server.address + "/file", session)


def test_robots_are_obeyed_with_wildcards(server, session):
    server.answers["/robots.txt"] = page("User-agent: *\nDisallow: /*?print=\nDisallow: /private", Content_Type="text/plain")
    server.answers["/a"] = server.answers["/a?print=1"] = page()
    assert fetch(server.address + "/a", session).data
    for path in ("/a?print=1", "/private/x"):
        with pytest.raises(ArticleError, match=r"robots\.txt"):
            fetch(server.address + path, session)
    assert server.paths() == ["/a"]


def test_site_whose_robots_fail_is_left_alone(server, session):
    server.answers["/robots.txt"] = page(status=500)
    server.answers["/"] = page()
    with pytest.raises(ArticleError, match="status 500"):
        fetch(server.address + "/", session)
    assert server.paths() == []


def test_large_bodies_are_refused_told_or_not_and_compressed_ones(server, session):
    server.answers["/told"] = page(Content_Length="999999999")
    server.answers["/untold"] = page(b"x" * 300_000)
    server.answers["/bomb"] = page(gzip.compress(bytes(50_000_000)), Content_Encoding="gzip")
    for path in ("/told", "/untold", "/bomb"):
        with pytest.raises(ArticleError, match="is larger than 0 MB"):
            fetch(server.address + path, session)


def test_compressed_body_arrives(server, session):
    server.answers["/"] = page(gzip.compress(PAGE.encode()), Content_Encoding="gzip")
    assert fetch(server.address + "/", session).data.decode() == PAGE


def drip(handler, each, count):
    handler.wfile.write(b"HTTP/1.1 200 OK\r\n")
    for number in range(count):
        time.sleep(each)
        try:
            handler.wfile.write(b"X-%d: 1\r\n" % number)
            handler.wfile.flush()
        except OSError:
            return


def test_silence_ends(server):
    session = Session(True, Limits(silence_s=0.3, total_s=5, attempts=1, pause_s=0))
    server.answers["/robots.txt"] = page("")
    server.answers["/"] = lambda handler: time.sleep(3)
    started = time.monotonic()
    with pytest.raises(ArticleError, match="silent or too slow"):
        fetch(server.address + "/", session)
    assert time.monotonic() - started < 2


def test_dripping_ends_though_it_is_never_silent(server):
    session = Session(True, Limits(silence_s=0.5, total_s=0.8, attempts=1, pause_s=0))
    server.answers["/robots.txt"] = page("")
    server.answers["/"] = lambda handler: drip(handler, 0.1, 100)
    started = time.monotonic()
    with pytest.raises(ArticleError, match="silent or too slow"):
        fetch(server.address + "/", session)
    assert time.monotonic() - started < 2


def test_failure_for_the_moment_is_tried_again_and_when_the_server_says(server, session):
    times = []

    def flaky(handler):
        times.append(time.monotonic())
        answer(handler, *((503, b"") if len(times) == 1 else (200, PAGE.encode())), Retry_After="1")

    server.answers["/"] = flaky
    assert fetch(server.address + "/", session).data
    assert times[1] - times[0] >= 1


def test_long_wait_is_told_and_lasting_failure_too(server, session):
    server.answers["/later"] = page(status=429, Retry_After="3600")
    with pytest.raises(ArticleError, match="asks to wait 3600 seconds"):
        fetch(server.address + "/later", session)
    server.answers["/broken"] = page(status=502)
    with pytest.raises(ArticleError, match=r"fails \(status 502\), 3 times"):
        fetch(server.address + "/broken", session)
    with pytest.raises(ArticleError, match="has no such page"):
        fetch(server.address + "/none", session)
    assert server.paths() == ["/later", "/broken", "/broken", "/broken", "/none"]


def test_one_host_is_asked_at_a_pace(server):
    session = Session(True, Limits(pause_s=0.3))
    server.answers["/"] = page()
    started = time.monotonic()
    fetch(server.address + "/", session)
    assert time.monotonic() - started >= 0.3


def test_picture_is_refused(server):
    server.answers["/a"] = page(b"\x89PNG", Content_Type="image/png")
    with pytest.raises(ArticleError, match="is no article but image/png"):
        read(server.address + "/a", allow_private=True)


def test_feed_gives_articles_and_says_what_is_only_linked(server):
    server.answers["/feed"] = page(FEED.format(server.address), Content_Type="application/rss+xml")
    full, linked, gone = read_many(server.address + "/feed", allow_private=True)
    assert (full.title, full.date, full.publisher, full.source) == ("Full", "2025-07-24", "The Daily", f"{server.address}/full")
    assert full.text == "The council met on Thursday.\n\n“We agreed,” she said."
    assert isinstance(linked, Unread)
    assert "only a link" in linked.error
    assert isinstance(gone, Unread)


def test_fetch_saves_what_a_feed_has_and_links_to_once(server, session, tmp_path):
    server.answers["/feed"] = page(FEED.format(server.address), Content_Type="application/rss+xml")
    server.answers["/page"] = page()
    first, second, failed = fetch_to([server.address + "/feed"], tmp_path, session=session)
    assert read(first).text == "The council met on Thursday.\n\n“We agreed,” she said."
    saved = read(second)
    assert (saved.title, saved.source, saved.publisher) == ("Bridge planned", f"{server.address}/page", "The Daily")
    assert isinstance(failed, Unread)
    again = list(fetch_to([server.address + "/feed"], tmp_path, session=session))
    assert [type(each) for each in again] == [Unread]
    assert server.paths().count("/page") == 1
    assert len(list(read_many(tmp_path))) == 2


def test_feed_cannot_lead_into_a_private_network(server, tmp_path, monkeypatch):
    server.answers["/feed"] = page(FEED.format("http://10.0.0.1"), Content_Type="application/rss+xml")
    allowed = guard.is_open
    monkeypatch.setattr(guard, "is_open", lambda address: address == "127.0.0.1" or allowed(address))
    made = list(fetch_to([server.address + "/feed"], tmp_path, session=Session(limits=LIMITS)))
    assert ["an address of a private" in one.error for one in made if isinstance(one, Unread)] == [True, True]


@given(st.text(alphabet=st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs")), min_size=1, max_size=60))
def test_saved_article_reads_the_same(tmp_path_factory, words):
    article = make_article(
        f"He said so.\n\n{words}\n\nAnd the end.", title="A: “title” #1", date="2025-07-24", source="https://example.org/a"
    )
    path = tmp_path_factory.mktemp("saved") / "a.md"
    path.write_bytes(as_markdown(article).encode())
    found = read(path)
    assert (found.text, found.title, found.date, found.source) == (article.text, article.title, article.date, article.source)
