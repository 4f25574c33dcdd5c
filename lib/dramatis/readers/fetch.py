"""Fetching from the web, politely and within limits: one address, one answer."""

import email.utils
import os
import time
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib.metadata import PackageNotFoundError, version
from typing import Any

import httpcore
import httpx

from dramatis.errors import ArticleError
from dramatis.readers.guard import pool

__all__ = ["LIMITS", "Fetched", "Limits", "Session", "fetch"]

AGENT = "dramatis"
"""The name by which robots.txt may address us."""
CONTACT = "DRAMATIS_CONTACT"
"""Environment variable with a mail or web address that is told to each server."""
_AGAIN = frozenset({408, 425, 429, 500, 502, 503, 504})
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_SCHEMES = ("http", "https")


@dataclass(frozen=True)
class Limits:
    """What a fetch may take.

    Attributes
    ----------
    bytes : int
        Of a body, also after decompression.
    silence_s, total_s : float
        Seconds without a byte, and seconds in all, for one attempt.
    redirects : int
        Addresses that one may lead on to.
    attempts : int
        How often a server that fails for the moment is asked.
    wait_s, longest_wait_s : float
        Seconds before the second attempt, doubled each time; and the most that a server may ask for (``Retry-After``).
    pause_s, longest_pause_s : float
        Seconds between two requests to one host; and the most that its robots.txt may ask for (``Crawl-delay``).
    """

    bytes: int = 50_000_000
    silence_s: float = 6.0
    total_s: float = 60.0
    redirects: int = 5
    attempts: int = 3
    wait_s: float = 1.0
    longest_wait_s: float = 30.0
    pause_s: float = 1.0
    longest_pause_s: float = 30.0


LIMITS = Limits()


@dataclass(frozen=True)
class Session:
    """What fetches of one run share: limits, the rules of hosts, and when each was last asked.

    Attributes
    ----------
    allow_private : bool
        Whether addresses of private networks may be fetched.
    limits : Limits
        Of each fetch.
    robots : dict
        Rules by origin; filled as they are needed.
    asked : dict
        When a host was last asked, in seconds of :func:`time.monotonic`.
    """

    allow_private: bool = False
    limits: Limits = LIMITS
    robots: dict[str, Any] = field(default_factory=dict)
    asked: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class Fetched:
    """An answer.

    Attributes
    ----------
    url : str
        Where it came from, redirects followed.
    data : bytes
        The body, decompressed.
    content_type : str
        Media type in small letters, without parameters; empty where the server tells none.
    charset : str or None
        The encoding that the server tells.
    """

    url: str
    data: bytes
    content_type: str
    charset: str | None


def fetch(address: str, session: Session | None = None) -> Fetched:
    """The body at a web address.

    robots.txt of each host is obeyed, also on the way; the same host is asked once a second at most; a server that fails for the moment is
    asked again, later each time, or when it says. Proxies of the environment are not used: what lies behind one cannot be checked.

    Raises
    ------
    ArticleError
        On any scheme but http and https; a private, loopback or reserved address (unless the session allows it), also by redirect; a body
        that is too large; a server that is silent, slow, refuses or fails; robots.txt that forbids. The message lacks the address.

    References
    ----------
    RFC 9110 (HTTP), RFC 9309 (robots.txt), https://owasp.org/www-community/attacks/Server_Side_Request_Forgery
    """
    session = session or Session()
    url = parsed(address)
    for _ in range(session.limits.redirects + 1):
        _check_robots(url, session)
        status, headers, data = _patiently(url, session)
        if status not in _REDIRECTS:
            return _fetched(url, status, headers, data)
        url = _next(url, headers)
    raise ArticleError(f"leads on to more than {session.limits.redirects} other addresses; give the last of them")


def parsed(address: str) -> httpx.URL:
    """A web address in parts; no other scheme, and no password in it."""
    try:
        url = httpx.URL(address)
    except (httpx.InvalidURL, ValueError, UnicodeError) as error:
        raise ArticleError(f"is no web address ({error}); give one such as https://example.org/article") from error
    if url.scheme not in _SCHEMES:
        raise ArticleError(f"has the scheme {url.scheme!r}; http and https are fetched")
    if not url.host or url.userinfo:
        raise ArticleError("is a web address " + ("with a password in it; leave it out" if url.userinfo else "without a host; give one"))
    return url


def agent() -> str:
    """How we present ourselves to servers."""
    try:
        number = version("dramatis")
    except PackageNotFoundError:
        number = "0"
    contact = " ".join(os.environ.get(CONTACT, "").split()).encode("ascii", "ignore").decode()
    return f"{AGENT}/{number} ({f'+{contact}; ' if contact else ''}reads news articles)"


def _next(url: httpx.URL, headers: httpx.Headers) -> httpx.URL:
    place = headers.get("location", "")
    try:
        joined = url.join(place)
    except (httpx.InvalidURL, ValueError, UnicodeError) as error:
        raise ArticleError(f"leads on to {place[:100]!r}, which is no web address") from error
    if not place:
        raise ArticleError("leads on to nowhere; the server names no address")
    return parsed(str(joined.copy_with(fragment=None)))


def _fetched(url: httpx.URL, status: int, headers: httpx.Headers, data: bytes) -> Fetched:
    if status != 200:
        reason = {401: "asks for a password", 403: "refuses", 404: "has no such page", 410: "has that page no more", 451: "may not show it"}
        raise ArticleError(f"is not there: the server {reason.get(status, 'fails')} (status {status})")
    media, _, parameters = headers.get("content-type", "").partition(";")
    charset = next((part.partition("=")[2].strip(" \"'") for part in parameters.split(";") if "charset=" in part.lower()), None)
    return Fetched(str(url), data, media.strip().lower(), charset)


def _patiently(url: httpx.URL, session: Session) -> tuple[int, httpx.Headers, bytes]:
    """An answer that is no failure for the moment, after some attempts."""
    limits, problem = session.limits, ""
    for attempt in range(limits.attempts):
        wait = limits.wait_s * 2**attempt
        try:
            _be_polite(url, session)
            status, headers, data = _asked(url, session)
            if status not in _AGAIN:
                return status, headers, data
            problem, wait = f"fails (status {status})", max(wait, _retry_after(headers) or 0)
        except httpcore.TimeoutException as error:
            problem = f"is silent or too slow ({str(error) or 'time is over'})"
        except (httpcore.NetworkError, httpcore.ProtocolError, OSError) as error:
            problem = f"cannot be reached ({str(error) or type(error).__name__})"
        if wait > limits.longest_wait_s:
            raise ArticleError(f"is not there for the moment: the server asks to wait {wait:.0f} seconds; try again later")
        if attempt + 1 < limits.attempts:
            time.sleep(wait)
    raise ArticleError(f"is not there: its server {problem}, {limits.attempts} times; see the address, or try again later")


def _asked(url: httpx.URL, session: Session) -> tuple[int, httpx.Headers, bytes]:
    limits = session.limits
    timeouts = dict.fromkeys(("connect", "read", "write", "pool"), limits.silence_s)
    headers = {
        "Host": url.netloc.decode("ascii"),
        "User-Agent": agent(),
        "Accept": "text/html,application/xhtml+xml,*/*;q=0.8",
        "Accept-Encoding": "gzip",
    }
    target = httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path)
    with (
        pool(limits.total_s, allow_private=session.allow_private) as connections,
        connections.stream("GET", target, headers=headers, extensions={"timeout": timeouts}) as answer,
    ):
        found = httpx.Headers(answer.headers)
        wanted = answer.status not in _REDIRECTS | _AGAIN
        return answer.status, found, _body(answer.iter_stream(), found, limits.bytes) if wanted else b""


def _body(chunks: Iterator[bytes], headers: httpx.Headers, limit: int) -> bytes:
    """The body, decompressed, never more than `limit` bytes of it in memory."""
    told = headers.get("content-length", "")
    if told.isdigit() and int(told) > limit:
        raise _too_large(limit)
    coding = headers.get("content-encoding", "identity").strip().lower()
    if coding not in ("identity", "", "gzip", "x-gzip", "deflate"):
        raise ArticleError(f"comes in the encoding {coding[:30]!r}, which was not asked for; save the page and give the file")
    inflate = zlib.decompressobj(47) if coding not in ("identity", "") else None
    body = bytearray()
    try:
        for chunk in chunks:
            body += inflate.decompress(chunk, limit + 1 - len(body)) if inflate else chunk
            if len(body) > limit:
                raise _too_large(limit)
    except zlib.error as error:
        raise ArticleError(f"comes damaged ({error}); try again, or save the page and give the file") from error
    return bytes(body)


def _too_large(limit: int) -> ArticleError:
    return ArticleError(f"is larger than {limit / 1e6:.0f} MB, the most that is fetched; save it and give the file")


def _retry_after(headers: httpx.Headers) -> float | None:
    """Seconds that a server asks to wait."""
    told = headers.get("retry-after", "").strip()
    if told.isdigit():
        return float(told)
    try:
        return max(0.0, email.utils.parsedate_to_datetime(told).timestamp() - time.time()) if told else None
    except (ValueError, TypeError):
        return None


def _be_polite(url: httpx.URL, session: Session) -> None:
    """Wait until the host may be asked again."""
    limits, host = session.limits, f"{url.host}:{url.port}"
    rules = session.robots.get(_origin(url))
    asks = float((rules and rules.crawl_delay(AGENT)) or 0)
    pause = min(max(limits.pause_s, asks), max(limits.longest_pause_s, limits.pause_s))
    left = session.asked.get(host, float("-inf")) + pause - time.monotonic()
    if left > 0:
        time.sleep(left)
    session.asked[host] = time.monotonic()


def _check_robots(url: httpx.URL, session: Session) -> None:
    origin = _origin(url)
    if origin not in session.robots:
        session.robots[origin] = _robots(url, session)
    if not session.robots[origin].can_fetch(str(url), AGENT):
        raise ArticleError("may not be fetched by programs, says its site (robots.txt); open it in a browser, save it and give the file")


def _robots(url: httpx.URL, session: Session) -> Any:
    """The rules of a host: where it has none, all is allowed; where it fails, nothing.

    References
    ----------
    https://www.rfc-editor.org/rfc/rfc9309#section-2.3.1
    """
    from protego import Protego

    at = url.copy_with(raw_path=b"/robots.txt", fragment=None)
    for _ in range(session.limits.redirects + 1):
        status, headers, data = _patiently(at, session)
        if status not in _REDIRECTS:
            return Protego.parse(data[:512_000].decode("utf-8", "replace") if status == 200 else "")
        at = _next(at, headers)
    return Protego.parse("")


def _origin(url: httpx.URL) -> str:
    return f"{url.scheme}://{url.netloc.decode('ascii')}"
