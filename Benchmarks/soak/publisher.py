"""A publisher on loopback whose feeds change for ever: what `soak.py` has the daemon poll.
`torture.py` takes its server and its documents, and decides by itself what is told.

What a source tells is a function of its number and of the steps it has made, so that what must be in the spool is known. Every third
source is RSS, Atom or JSON Feed; every twentieth gives teasers, and the texts on pages; every tenth report is one agency text that ten
sources carry; some answers fail in the ways that publishers fail in.
"""

import asyncio
import dataclasses
import gzip
import hashlib
import json
import time

WINDOW = 20
STEP_SECONDS = 300
WORDS = (
    "harbour council night ferry engine bridge market winter school field report minister river tower signal garden "
    "vessel station letter window answer morning island paper bread northern quiet stone road number"
).split()


def chance(*parts):
    """A number in 0..<1 that is the same for the same parts."""
    digest = hashlib.blake2b(repr(parts).encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big") / 2**64


def prose(key, count=90):
    seed = hashlib.blake2b(repr(key).encode(), digest_size=64).digest()
    return " ".join(WORDS[(seed[i % 64] + i * i * (seed[(i + 7) % 64] | 1)) % len(WORDS)] for i in range(count)).capitalize() + "."


class Report:
    """One report of a source, as it stands after so many steps of that source."""

    def __init__(self, source, number, steps):
        self.source, self.number = source, number
        self.shared = number % 10 == 5 and source % 20 != 0
        # A third of them are revised, two steps after they appeared.
        revised = not self.shared and source % 20 != 0 and number % 3 == 1 and steps >= number - WINDOW + 3
        self.edition = 2 if revised else 1
        owner = f"g{source // 10}" if self.shared else f"s{source}"
        self.key = f"{owner}-{number}-{self.edition}"
        self.headline = f"Report {owner} {number}, edition {self.edition}"

    def text(self):
        return f"Key {self.key} of this wire. " + prose((self.key, 1)) + "\n\n" + prose((self.key, 2))


@dataclasses.dataclass
class Entry:
    """What a feed says of one report; `date` in seconds since 1970."""

    id: str
    link: str
    headline: str
    text: str
    date: float


def feed(source, entries, began):
    """A source's document and its type: RSS, Atom or JSON Feed, by the source's number."""
    stamp = lambda moment: time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(moment))
    markup = lambda entry: "".join(f"&lt;p&gt;{part}&lt;/p&gt;" for part in entry.text.split("\n\n"))
    if source % 3 == 0:
        items = "".join(
            f"<item><title>{e.headline}</title><link>{e.link}</link><guid isPermaLink='false'>{e.id}</guid>"
            f"<pubDate>{time.strftime('%a, %d %b %Y %H:%M:%S GMT', time.gmtime(e.date))}</pubDate>"
            f"<description>{markup(e)}</description></item>"
            for e in entries
        )
        xml = f"<?xml version='1.0'?><rss version='2.0'><channel><title>Source {source}</title><link>http://127.0.1.1/</link>{items}</channel></rss>"
        return xml.encode(), "application/rss+xml"
    if source % 3 == 1:
        items = "".join(
            f"<entry><id>tag:{e.id}</id><title>{e.headline}</title><link href='{e.link}'/>"
            f"<updated>{stamp(e.date)}</updated><content type='html'>{markup(e)}</content></entry>"
            for e in entries
        )
        xml = f"<?xml version='1.0'?><feed xmlns='http://www.w3.org/2005/Atom'><id>tag:{source}</id><title>Source {source}</title><updated>{stamp(began)}</updated>{items}</feed>"
        return xml.encode(), "application/atom+xml"
    items = [
        {"id": e.id, "url": e.link, "title": e.headline, "content_text": e.text, "date_published": stamp(e.date)} for e in entries
    ]
    return json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": f"Source {source}", "items": items}).encode(), "application/feed+json"


def page(headline, text):
    """A page with one article on it."""
    paragraphs = "".join(f"<p>{part}</p>" for part in text.split("\n\n"))
    return (
        f"<!doctype html><html lang=en><head><title>{headline}</title><meta property='og:type' content='article'></head>"
        f"<body><nav><a href='/'>Home</a></nav><article><h1>{headline}</h1>{paragraphs}</article></body></html>"
    ).encode()


class Publisher:
    def __init__(self, sources, hosts, log=lambda text: None):
        self.sources, self.hosts = sources, hosts
        self.began = time.time()
        self.port = 0
        self.served = {}
        self.requests = 0
        self.faults = 0
        self.is_changing = True
        self.stopped_at = None

    async def start(self):
        servers = []
        for number in range(self.hosts):
            address = f"127.0.1.{number + 1}"
            servers.append(await asyncio.start_server(self.serve, address, self.port))
            self.port = servers[0].sockets[0].getsockname()[1]
        return servers

    def url(self, source):
        return f"http://127.0.1.{source % self.hosts + 1}:{self.port}/feed/{source}"

    def steps(self, source):
        now = time.time() if self.stopped_at is None else self.stopped_at
        return int((now - self.began + chance("phase", source) * STEP_SECONDS) / STEP_SECONDS)

    def stop_changing(self):
        """What stands from now on stays, and every answer is a good one."""
        self.stopped_at = time.time()
        self.is_changing = False

    async def serve(self, reader, writer):
        try:
            while True:
                head = await reader.readuntil(b"\r\n\r\n")
                lines = head.decode("latin-1").split("\r\n")
                fields = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines[1:])}
                self.requests += 1
                if not await self.answer(lines[0].split(" ")[1], fields, writer):
                    return
        except (asyncio.IncompleteReadError, ConnectionError, IndexError, ValueError, asyncio.LimitOverrunError):
            pass
        except asyncio.CancelledError:
            pass  # The end of the run.
        finally:
            writer.close()

    async def answer(self, target, fields, writer):
        path, _, query = target.partition("?")
        parts = path.strip("/").split("/")
        if parts[0] == "page" and len(parts) == 3:
            report = Report(int(parts[1]), int(parts[2]), 10**6)
            return await self.send(writer, 200, self.page(report), "text/html; charset=utf-8", [report.key])
        if parts[0] != "feed" or len(parts) != 2:
            return await self.send(writer, 404, b"nothing here\n", "text/plain")
        source = int(parts[1])
        steps = self.steps(source)
        etag = f'"{source}-{steps}"'
        fault = chance("fault", source, steps) if self.is_changing and not query else 1
        if fault < 0.01:
            self.faults += 1
            return await self.send(writer, 503, b"later\n", "text/plain")
        if fault < 0.015:
            self.faults += 1
            return False
        if fault < 0.02:
            self.faults += 1
            writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: application/xml\r\nContent-Length: 9000\r\n\r\n<rss><channel>")
            await writer.drain()
            return False
        if fault < 0.03:
            return await self.send(writer, 302, b"", "text/plain", extra=[f"Location: {path}?again"])
        if fields.get("if-none-match") == etag:
            return await self.send(writer, 304, b"", None, extra=[f"ETag: {etag}"])
        if fault < 0.033:
            await asyncio.sleep(8)
        body, kind, keys = self.document(source, steps)
        extra = [f"ETag: {etag}"]
        if source % 3 != 1 and "gzip" in fields.get("accept-encoding", ""):
            body = gzip.compress(body, 1)
            extra.append("Content-Encoding: gzip")
        return await self.send(writer, 200, body, kind, keys, extra)

    async def send(self, writer, status, body, kind, keys=(), extra=()):
        lines = [f"HTTP/1.1 {status} Status", *extra]
        if kind:
            lines.append(f"Content-Type: {kind}")
        if status != 304:
            lines.append(f"Content-Length: {len(body)}")
        writer.write("\r\n".join(lines).encode() + b"\r\n\r\n" + body)
        await writer.drain()
        for key in keys:
            self.served.setdefault(key, time.time())
        return True

    def document(self, source, steps):
        reports = [Report(source, number, steps) for number in range(steps + WINDOW - 1, steps - 1, -1)]
        teasing = source % 20 == 0
        entries = [
            Entry(
                f"{source}-{r.number}",
                f"http://127.0.1.{source % self.hosts + 1}:{self.port}/page/{source}/{r.number}",
                r.headline,
                prose((r.key, 1), 12) if teasing else r.text(),
                self.began - STEP_SECONDS * (WINDOW - r.number),
            )
            for r in reports
        ]
        return *feed(source, entries, self.began), [] if teasing else [report.key for report in reports]

    def page(self, report):
        return page(report.headline, report.text())
