"""URLs: fetched from a real server on this machine; private addresses are refused."""

from __future__ import annotations

import contextlib
import gzip
import ipaddress
import json
import socket
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import httpcore
import pytest

from sayso.pages import PageOptions, Problem, guard, open_pages
from sayso.reading import Page
from tests.pages.samples import LEAD, SECOND, STORY, read_text

HTML = "<!DOCTYPE html><html><head><title>Board Weighs Plan</title></head><body>" + "".join(
    f"<p>{text}</p>" for text in STORY
)
Answer = Callable[[BaseHTTPRequestHandler], None]


def answer(
    body: bytes, *, kind: str = "text/html; charset=utf-8", status: int = 200, **headers: str
) -> Answer:
    def send(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        handler.send_header("Content-Type", kind)
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()
        handler.wfile.write(body)

    return send


def redirect(target: str) -> Answer:
    return answer(b"", status=302, Location=target)


def drip(handler: BaseHTTPRequestHandler) -> None:
    """An answer that never ends and never stops coming."""
    handler.send_response(200)
    handler.send_header("Content-Type", "text/html")
    handler.end_headers()
    try:
        while True:
            handler.wfile.write(b"<p>a</p>")
            handler.wfile.flush()
            time.sleep(0.05)
    except OSError:
        pass


def drip_headers(handler: BaseHTTPRequestHandler) -> None:
    try:
        handler.wfile.write(b"HTTP/1.1 200 OK\r\n")
        while True:
            handler.wfile.write(b"X-A: b\r\n")
            handler.wfile.flush()
            time.sleep(0.05)
    except OSError:
        pass


def silent(handler: BaseHTTPRequestHandler) -> None:
    time.sleep(3)


def endless(handler: BaseHTTPRequestHandler) -> None:
    """Two GB without saying so."""
    handler.send_response(200)
    handler.send_header("Content-Type", "text/html")
    handler.end_headers()
    try:
        for _ in range(2_000):
            handler.wfile.write(b"a" * 1_000_000)
    except OSError:
        pass


def nonsense(handler: BaseHTTPRequestHandler) -> None:
    handler.wfile.write(b"hello\r\n\r\n")


BOMB = gzip.compress(b"a" * 100_000_000, compresslevel=1)
ROWS = b"\n".join(json.dumps({"text": text}).encode() for text in (LEAD, SECOND))
ANSWERS: dict[str, Answer] = {
    "/page": answer(HTML.encode()),
    "/text": answer(LEAD.encode(), kind="text/plain"),
    "/gzip": answer(gzip.compress(HTML.encode()), Content_Encoding="gzip"),
    "/page.html.gz": answer(gzip.compress(HTML.encode()), kind="application/gzip"),
    "/latin": answer(HTML.encode("cp1252"), kind="text/html; charset=iso-8859-1"),
    "/rows": answer(ROWS, kind="application/x-ndjson"),
    "/moved": redirect("/page"),
    "/loop": redirect("/loop"),
    "/away": redirect("file:///etc/passwd"),
    "/inner": redirect("http://inner.example.test/"),
    "/gone": answer(b"<p>gone</p>", status=404),
    "/empty": answer(b""),
    "/image": answer(b"\x89PNG", kind="image/png"),
    "/drip": drip,
    "/drip-headers": drip_headers,
    "/silent": silent,
    "/endless": endless,
    "/says-2-gb": answer(b"", Content_Length="2000000000"),
    "/bomb": answer(BOMB, Content_Encoding="gzip"),
    "/cut": answer(gzip.compress(HTML.encode())[:60], Content_Encoding="gzip"),
    "/brotli": answer(b"abc", Content_Encoding="br"),
    "/nonsense": nonsense,
}


class Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        with contextlib.suppress(OSError):  # the client hung up, as it should
            ANSWERS[self.path](self)

    def log_message(self, *args: object) -> None:
        pass


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def opened(url: str, *, timeout: float = 10.0, allow_private: bool = True) -> Page | Problem:
    options = PageOptions(allow_private=allow_private, timeout=timeout)
    (result,) = open_pages([url], options=options)
    assert result.origin == url
    return result


@pytest.mark.parametrize("path", ["/page", "/moved", "/gzip", "/page.html.gz", "/latin"])
def test_html(site: str, path: str) -> None:
    page = opened(site + path)
    assert isinstance(page, Page), page
    assert read_text(page) == " ".join(("Board Weighs Plan", *STORY))
    assert page.url is not None
    assert page.url.startswith(site)


def test_plain_text(site: str) -> None:
    page = opened(site + "/text")
    assert isinstance(page, Page)
    assert page.text == LEAD


def test_rows(site: str) -> None:
    found = list(open_pages([site + "/rows"], options=PageOptions(allow_private=True)))
    assert [result.origin for result in found] == [site + "/rows#1", site + "/rows#2"]
    assert all(isinstance(result, Page) for result in found)


@pytest.mark.parametrize(
    ("path", "cause"),
    [
        ("/loop", "It was redirected more than 8 times. Open it in a browser"),
        ("/away", "'file:///etc/passwd' is no address of a web page (it was redirected there)"),
        ("/gone", "The server answered 404 Not Found. Check the address"),
        ("/empty", "The page is empty."),
        ("/image", "The server sent image/png, not a text."),
        ("/endless", "The page is too large: more than 16,777,216 bytes came."),
        ("/says-2-gb", "The page is too large: 2,000,000,000 bytes, the server says."),
        ("/bomb", "The page is too large: more than 16,777,216 bytes came."),
        ("/cut", "The page came only in part."),
        ("/brotli", "packed the page as 'br'"),
        ("/nonsense", "The server's answer is no valid HTTP"),
    ],
)
def test_trouble(site: str, path: str, cause: str) -> None:
    problem = opened(site + path)
    assert isinstance(problem, Problem)
    assert problem.kind == "failed"
    assert cause in problem.cause


@pytest.mark.parametrize("path", ["/silent", "/drip", "/drip-headers"])
def test_time_is_limited_in_all(site: str, path: str) -> None:
    started = time.monotonic()
    problem = opened(site + path, timeout=0.5)
    assert time.monotonic() - started < 2.5
    assert isinstance(problem, Problem)
    assert problem.cause.startswith("The page did not come within 0.5 seconds.")


def test_slow_names_are_limited_too(monkeypatch: pytest.MonkeyPatch) -> None:
    def resolve(host: str, port: int) -> list[guard.Address]:
        time.sleep(3)
        return []

    monkeypatch.setattr(guard, "resolve", resolve)
    started = time.monotonic()
    problem = opened("http://example.test/", timeout=0.3)
    assert time.monotonic() - started < 2
    assert isinstance(problem, Problem)
    assert "did not come within" in problem.cause


def test_the_rest_is_read(site: str) -> None:
    results = list(
        open_pages([site + "/gone", site + "/page"], options=PageOptions(allow_private=True))
    )
    assert [type(result) for result in results] == [Problem, Page]


def test_no_server_there() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
    problem = opened(f"http://127.0.0.1:{port}/")
    assert isinstance(problem, Problem)
    assert problem.cause.startswith("No connection could be made or kept")


def test_no_such_host() -> None:
    problem = opened("http://nowhere.invalid/")
    assert isinstance(problem, Problem)
    assert "There is no host 'nowhere.invalid'" in problem.cause


@pytest.mark.parametrize("url", ["http://", "https:///path", "http://[::1"])
def test_urls_that_are_none(url: str) -> None:
    problem = opened(url)
    assert isinstance(problem, Problem)
    assert "no valid URL" in problem.cause or "no address of a web page" in problem.cause


def test_private_address_is_refused(site: str) -> None:
    problem = opened(site + "/page", allow_private=False)
    assert isinstance(problem, Problem)
    assert problem.cause.startswith("127.0.0.1 is not a public address.")
    assert "--allow-private" in problem.cause


@pytest.mark.parametrize("host", ["localhost", "[::1]", "2130706433", "0x7f000001", "0.0.0.0"])
def test_other_ways_to_name_this_machine(host: str) -> None:
    problem = opened(f"http://{host}:9/", allow_private=False)
    assert isinstance(problem, Problem)
    assert "not a public address" in problem.cause or "There is no host" in problem.cause


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "10.0.0.1",
        "172.16.3.4",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",
        "224.0.0.1",
        "255.255.255.255",
        "::1",
        "::",
        "fe80::1",
        "fc00::1",
        "ff02::1",
        "::ffff:10.0.0.1",
        "64:ff9b::7f00:1",
        "2002:7f00:1::",
    ],
)
def test_addresses_that_are_not_public(address: str) -> None:
    assert not guard.is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize("address", ["93.184.215.14", "2606:4700:4700::1111", "::ffff:8.8.8.8"])
def test_addresses_that_are_public(address: str) -> None:
    assert guard.is_public(ipaddress.ip_address(address))


class Network:
    """A resolver with answers of its own, and a note of every connection that is tried."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, port: int) -> None:
        self.names: dict[str, list[str]] = {}
        self.tried: list[str] = []
        connect = httpcore.SyncBackend.connect_tcp

        def resolve(host: str, port: int) -> list[guard.Address]:
            answers = self.names[host]
            return [ipaddress.ip_address(answers.pop(0) if len(answers) > 1 else answers[0])]

        def connect_tcp(
            backend: httpcore.SyncBackend, host: str, _port: int, **rest: object
        ) -> httpcore.NetworkStream:
            self.tried.append(host)
            return connect(backend, "127.0.0.1", port, timeout=5)

        monkeypatch.setattr(guard, "resolve", resolve)
        monkeypatch.setattr(httpcore.SyncBackend, "connect_tcp", connect_tcp)


@pytest.fixture
def network(monkeypatch: pytest.MonkeyPatch, site: str) -> Network:
    return Network(monkeypatch, int(site.rpartition(":")[2]))


def test_the_checked_address_is_the_one_connected_to(network: Network) -> None:
    network.names["rebind.example.test"] = ["93.184.215.14", "127.0.0.1"]
    page = opened("http://rebind.example.test/page", allow_private=False)
    assert isinstance(page, Page), page
    assert network.tried == ["93.184.215.14"]  # a name asked for twice would give the second


def test_redirect_to_a_private_address_is_refused(network: Network) -> None:
    network.names["outer.example.test"] = ["93.184.215.14"]
    network.names["inner.example.test"] = ["10.1.2.3"]
    problem = opened("http://outer.example.test/inner", allow_private=False)
    assert isinstance(problem, Problem)
    assert problem.cause.startswith("The host inner.example.test is 10.1.2.3, which is not a pub")
    assert network.tried == ["93.184.215.14"]


def test_proxies_of_the_environment_are_not_used(
    monkeypatch: pytest.MonkeyPatch, site: str
) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    assert isinstance(opened(site + "/page"), Page)
