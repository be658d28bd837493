"""Publishers on loopback: good ones whose stories appear by the clock, and beside them hostile ones, each on an address of its own."""

import asyncio
import gzip
import os
import time
import zlib
from email.utils import formatdate

PERIOD = 30
LISTED = 6
MAXIMUM_BYTES = 64 << 20
SENTENCE = (
    "The paper number {0} says of its story {1} that it was set in type after the one before, and that whoever counts at the end has to "
    "find each of them once, the tide, the ferry and the winter market among them, whatever the neighbours of paper {0} did meanwhile."
)


def rss(title, entries):
    """A feed of (guid, link, headline, text, seconds since 1970)."""
    items = "".join(
        f"<item><guid isPermaLink='false'>{guid}</guid><link>{link}</link><title>{headline}</title>"
        f"<pubDate>{formatdate(date)}</pubDate><description>{text}</description></item>"
        for guid, link, headline, text, date in entries)
    return f"<?xml version='1.0' encoding='UTF-8'?><rss version='2.0'><channel><title>{title}</title>{items}</channel></rss>".encode()


class Paper:
    """A good publisher: a story every PERIOD seconds, at moments that its number decides."""

    def __init__(self, number, began):
        self.number, self.began = number, began
        self.asked = []

    def published(self, story):
        return self.began + PERIOD * (story + (self.number * 0.6180339887) % 1)

    def latest(self, now):
        return int((now - self.published(0)) // PERIOD)

    def answer(self, fields):
        now = time.time()
        self.asked.append(now)
        latest = self.latest(now)
        tag = f'"{self.number}.{latest}"'
        if fields.get("if-none-match") == tag:
            return 304, tag, b""
        stories = range(latest, latest - LISTED, -1)
        return 200, tag, rss(f"Paper {self.number}", (
            (f"{self.number}.{story}", f"http://paper.example/{self.number}/{story}", f"Story {story} of paper {self.number}",
             SENTENCE.format(self.number, story), self.published(story)) for story in stories))


# MARK: What hostile publishers do. Each is called with what it needs to answer one request, and may take its time.


class Hostile:
    """One hostile publisher: a function of this name in DEEDS, and how often it was asked."""

    def __init__(self, kind, number, url, elsewhere):
        self.kind, self.number, self.url, self.elsewhere = kind, number, url, elsewhere
        self.count = 0

    def feed(self, edition=0):
        return rss(f"Stranger {self.number}", (
            (f"h{self.number}.{edition}.{story}", f"http://stranger.example/{self.number}/{edition}/{story}",
             f"Story {story} of stranger {self.number}", SENTENCE.format(f"h{self.number}", story), time.time() - 3600)
            for story in range(3)))


def head(status, *lines):
    return "\r\n".join([f"HTTP/1.1 {status} Status", "Content-Type: application/rss+xml", *lines, "", ""]).encode()


def whole(body, *lines):
    return head(200, f"Content-Length: {len(body)}", *lines) + body


def redirect(location, status=302):
    return head(status, f"Location: {location}", "Content-Length: 0")


async def slowly(writer, data):
    for byte in data:
        writer.write(bytes([byte]))
        await writer.drain()
        await asyncio.sleep(1)


async def for_ever(writer, piece):
    for _ in range(MAXIMUM_BYTES // len(piece)):
        writer.write(piece)
        await writer.drain()


async def loops(self, writer):
    writer.write(redirect(self.url + ("b" if self.count % 2 else "")))


async def leads_on(self, writer):
    writer.write(redirect(f"{self.url}?{self.count}"))


async def leads_inside(self, writer):
    writer.write(redirect("http://10.255.255.1/feed"))


async def leads_to_a_file(self, writer):
    writer.write(redirect("file:///etc/hostname"))


async def leads_to_silence(self, writer):
    if self.count % 2:
        return writer.write(redirect(self.url + "?silence", 301))
    await asyncio.sleep(3600)


async def silent(self, writer):
    await asyncio.sleep(3600)


async def drips_its_head(self, writer):
    await slowly(writer, whole(self.feed()))


async def drips_its_body(self, writer):
    writer.write(head(200, f"Content-Length: {len(self.feed())}"))
    await slowly(writer, self.feed())


async def says_wait(self, writer):
    for _ in range(3600):
        writer.write(b"HTTP/1.1 103 Early Hints\r\nLink: </>; rel=preload\r\n\r\n")
        await writer.drain()
        await asyncio.sleep(1)


async def never_ends(self, writer):
    writer.write(head(200) + b"<rss version='2.0'><channel>")
    await for_ever(writer, b"<item><title>again</title></item>" * 512)


async def floods_its_head(self, writer):
    writer.write(b"HTTP/1.1 200 OK\r\n")
    await for_ever(writer, b"X-Filler: 0123456789012345678901234567890123456789\r\n" * 256)


async def announces_too_much(self, writer):
    writer.write(head(200, "Content-Length: 9999999999999") + self.feed())
    await asyncio.sleep(3600)


async def announces_more(self, writer):
    writer.write(head(200, f"Content-Length: {len(self.feed()) + 5000}") + self.feed())
    writer.close()


async def announces_less(self, writer):
    writer.write(head(200, "Content-Length: 30") + self.feed())


async def announces_twice(self, writer):
    writer.write(head(200, f"Content-Length: {len(self.feed())}", "Content-Length: 30") + self.feed())


async def is_not_packed(self, writer):
    writer.write(whole(self.feed(), "Content-Encoding: gzip"))


async def is_packed_twice(self, writer):
    writer.write(whole(b"\x1f\x8b\x08\x00" + self.feed(), "Content-Encoding: gzip, x-riddle"))


async def is_a_bomb(self, writer):
    writer.write(whole(BOMB, "Content-Encoding: gzip"))


async def hides_a_bomb(self, writer):
    await bring_late(writer, "gzip", GZIPPED)


async def hides_a_bomb_otherwise(self, writer):
    await bring_late(writer, "zstd", ZSTANDARD)


async def bring_late(writer, coding, parts):
    """Stays below what everybody may have, so that none is far ahead of the others, and then all of it comes at once."""
    writer.write(head(200, "Content-Length: 99999999", f"Content-Encoding: {coding}"))
    for part in parts:
        writer.write(part)
        await writer.drain()
        await asyncio.sleep(1)
    await asyncio.sleep(3600)


async def closes_early(self, writer):
    writer.write(whole(self.feed())[:200])
    writer.close()


async def closes_at_once(self, writer):
    writer.close()


async def breaks_off(self, writer):
    writer.transport.abort()


async def speaks_otherwise(self, writer):
    writer.write(b"220 mail.example ESMTP ready\r\n")
    writer.close()


async def turns_into_a_page(self, writer):
    page = b"<!doctype html><title>Parked</title><p>This domain may be for sale."
    writer.write(whole(self.feed() if self.count == 1 else page))


async def asks_for_ages(self, writer):
    writer.write(head(429, "Retry-After: 999999999", "Content-Length: 0"))


async def names_all_anew(self, writer):
    writer.write(whole(self.feed(self.count)))


async def becomes_another(self, writer):
    writer.write(whole(self.feed()) if self.count == 1 else redirect(self.elsewhere, 301))


def gzipped(first, rest):
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    yield packer.compress(first) + packer.flush(zlib.Z_FULL_FLUSH)
    yield packer.compress(rest) + packer.flush(zlib.Z_SYNC_FLUSH)


def zstandard(first, times):
    """A frame (RFC 8878) of raw blocks, and of ones that say a byte 131,072 times in four."""
    def block(kind, size):
        return (kind << 1 | size << 3).to_bytes(3, "little")
    pieces = [first[start:start + 100_000] for start in range(0, len(first), 100_000)]
    yield b"\x28\xb5\x2f\xfd\x00\x38" + b"".join(block(0, len(piece)) + piece for piece in pieces)
    yield (block(1, 131_072) + b"a") * times


BOMB = gzip.compress(bytes(64 << 20))
NOISE = os.urandom(520_000).hex().encode()
GZIPPED, ZSTANDARD = list(gzipped(NOISE, bytes(16 << 20))), list(zstandard(NOISE, 460))

# What each is to be told as; none of the last two is a failure: nothing of theirs is told twice, and no move is believed.
DEEDS = [
    (loops, {"redirect"}),
    (leads_on, {"redirect"}),
    (leads_inside, {"forbidden_address"}),
    (leads_to_a_file, {"forbidden_scheme"}),
    (leads_to_silence, {"timeout"}),
    (silent, {"timeout"}),
    (drips_its_head, {"timeout"}),
    (drips_its_body, {"timeout"}),
    (says_wait, {"timeout", "too_large"}),
    (never_ends, {"too_large"}),
    (floods_its_head, {"too_large"}),
    (announces_too_much, {"too_large"}),
    (announces_more, {"truncated"}),
    (announces_less, {"malformed", "not_a_feed", "truncated"}),
    (announces_twice, {"malformed", "not_a_feed", "truncated"}),
    (is_not_packed, {"encoding"}),
    (is_packed_twice, {"encoding"}),
    (is_a_bomb, {"too_large"}),
    (hides_a_bomb, {"too_large", "timeout"}),
    (hides_a_bomb_otherwise, {"too_large", "timeout"}),
    (closes_early, {"truncated", "reset"}),
    (closes_at_once, {"reset"}),
    (breaks_off, {"reset"}),
    (speaks_otherwise, {"malformed"}),
    (turns_into_a_page, {"not_a_feed"}),
    (asks_for_ages, {"rate_limited"}),
    (names_all_anew, None),
    (becomes_another, None),
]


def address(index):
    return f"127.{10 + index // 62500}.{index // 250 % 250}.{1 + index % 250}"


class Press:
    """All of them: `good` papers, `hostile` strangers of every kind in turn, and one whom strangers send their readers to."""

    def __init__(self, good, hostile):
        self.good, self.hostile = good, hostile
        self.answering = set()

    async def start(self):
        count = self.good + self.hostile + 1
        first = await asyncio.start_server(self.client, address(0), 0, backlog=64)
        self.port = first.sockets[0].getsockname()[1]
        addresses = [address(index) for index in range(1, count)]
        self.servers = [first, await asyncio.start_server(self.client, addresses, self.port, backlog=64)]
        self.urls = [f"http://{address(index)}:{self.port}/feed" for index in range(count)]
        began = time.time()
        self.papers = [Paper(number, began) for number in range(self.good)]
        deeds = [DEEDS[number % len(DEEDS)] for number in range(self.hostile)]
        self.strangers = [
            Hostile(deed, number, self.urls[self.good + number], self.urls[-1]) for number, (deed, _) in enumerate(deeds)]
        self.expected = [reasons for _, reasons in deeds]
        self.at = {address(index): party for index, party in enumerate([*self.papers, *self.strangers])}

    def stop(self):
        for server in self.servers:
            server.close()
        for task in self.answering:
            task.cancel()

    async def client(self, reader, writer):
        task = asyncio.current_task()
        self.answering.add(task)
        party = self.at.get(writer.get_extra_info("sockname")[0])
        try:
            while True:
                request = await reader.readuntil(b"\r\n\r\n")
                if isinstance(party, Paper):
                    lines = request.decode("latin-1").split("\r\n")[1:]
                    fields = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
                    status, tag, body = party.answer(fields)
                    length = [f"Content-Length: {len(body)}"] if status == 200 else []
                    writer.write(head(status, f"ETag: {tag}", *length) + body)
                elif party:
                    party.count += 1
                    await party.kind(party, writer)
                else:
                    writer.write(whole(Hostile(None, "elsewhere", "", "").feed()))
                await writer.drain()
                if writer.is_closing():
                    return
        except (asyncio.IncompleteReadError, ConnectionError, asyncio.CancelledError, asyncio.LimitOverrunError):
            pass
        finally:
            self.answering.discard(task)
            writer.close()
