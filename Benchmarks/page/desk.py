"""A daemon with a publisher on loopback, for looking at its page: what `run` measures and what deploy/check-page looks at."""

import asyncio
import http.client
import json
import pathlib
import signal
import subprocess
import tempfile
import threading
import time
from email.utils import formatdate

PAPERS = [
    ("en", "Harbour Gazette", ["The ferry is late for the third day", "Council votes to keep the night market", "A bridge is painted, at last", "What the winter does to the old pier"]),
    ("ar", "صحيفة الميناء", ["العبارة تتأخر لليوم الثالث", "المجلس يصوت لإبقاء السوق الليلية", "طلاء الجسر أخيرا", "ما يفعله الشتاء بالرصيف القديم"]),
    ("he", "עיתון הנמל", ["המעבורת מאחרת זה היום השלישי", "המועצה הצביעה בעד שוק הלילה", "הגשר נצבע סוף סוף", "מה עושה החורף לרציף הישן"]),
    ("tr", "Liman Gazetesi", ["Vapur üçüncü gün de gecikti", "Meclis gece pazarını sürdürmeye karar verdi", "Köprü sonunda boyandı", "Kış eski iskeleye ne yapıyor"]),
    ("zh", "港口日报", ["渡轮连续第三天晚点", "市议会投票保留夜市", "大桥终于重新粉刷", "冬天给老码头带来了什么"]),
    ("de", "Hafenblatt", ["Die Fähre verspätet sich den dritten Tag", "Der Rat stimmt für den Nachtmarkt", "Die Brücke wird endlich gestrichen", "Was der Winter dem alten Steg antut"]),
]
FAILURES = [(404, ""), (500, ""), (403, ""), (200, "<!doctype html><title>Sign in</title><p>Please sign in."), (503, ""), (200, "nothing at all")]
HOSTS = 40


def paper(source):
    return PAPERS[source % len(PAPERS)]


def feed(source, stories):
    language, name, headlines = paper(source)
    items = "".join(
        f"<item><title>{headlines[story % len(headlines)]}</title><guid isPermaLink='false'>{source}-{story}</guid>"
        f"<link>http://127.0.0.1/{source}/{story}</link><pubDate>{formatdate(time.time() - 3600 * story)}</pubDate>"
        f"<description>{headlines[story % len(headlines)]}.</description></item>"
        for story in range(stories))
    text = f"<?xml version='1.0' encoding='UTF-8'?><rss version='2.0'><channel><title>{name}</title><language>{language}</language>{items}</channel></rss>"
    return text.encode()


class Publisher:
    """Feeds at http://127.0.0.N:PORT/SOURCE, each the same for ever; the last `failing` of them fail in the ways that publishers fail in."""

    def __init__(self, sources, failing, stories):
        self.sources, self.failing, self.stories = sources, failing, stories
        self.loop = asyncio.new_event_loop()
        started = threading.Event()

        async def serve():
            first = await asyncio.start_server(self.client, "127.0.0.1", 0, backlog=1024)
            self.port = first.sockets[0].getsockname()[1]
            others = [f"127.0.0.{host + 1}" for host in range(1, HOSTS)]
            self.servers = [first, await asyncio.start_server(self.client, others, self.port, backlog=1024)]
            started.set()

        def run():
            self.loop.create_task(serve())
            self.loop.run_forever()

        threading.Thread(target=run, daemon=True).start()
        started.wait()

    def url(self, source):
        return f"http://127.0.0.{1 + source % HOSTS}:{self.port}/{source}"

    def answer(self, path, fields):
        try:
            source = int(path[1:])
        except ValueError:
            return 404, [], b""
        if source >= self.sources - self.failing:
            status, body = FAILURES[source % len(FAILURES)]
            return status, [], body.encode()
        tag = f'"{source}"'
        if fields.get("if-none-match") == tag:
            return 304, [f"ETag: {tag}"], b""
        return 200, [f"ETag: {tag}", "Content-Type: application/rss+xml"], feed(source, self.stories)

    async def client(self, reader, writer):
        try:
            while head := await reader.readuntil(b"\r\n\r\n"):
                first, *lines = head.decode("latin-1").split("\r\n")
                fields = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines if line)}
                status, extra, body = self.answer(first.split(" ")[1], fields)
                writer.write("\r\n".join([f"HTTP/1.1 {status} X", *extra, f"Content-Length: {len(body)}", "", ""]).encode() + body)
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError, asyncio.LimitOverrunError):
            pass
        finally:
            writer.close()


class Desk:
    """The daemon, in a directory of its own, and its port."""

    def __init__(self, binary, sources=0, failing=0, stories=4, interval="1h"):
        self.binary, self.sources, self.failing, self.stories, self.interval = binary, sources, failing, stories, interval

    def __enter__(self):
        self.place = tempfile.TemporaryDirectory()
        self.directory = pathlib.Path(self.place.name)
        self.publisher = Publisher(self.sources, self.failing, self.stories)
        lines = [
            f"spool: {{directory: {self.directory}/spool, min_free: 1MiB}}",
            f"ledger: {{url: 'sqlite://{self.directory}/ledger.db'}}",
            f"polling: {{interval: {self.interval}, min_interval: {self.interval}, max_interval: {self.interval}, delay_per_host: 0s, "
            "transfers_per_host: 16, contact: 'https://example.org/desk'}",
            "articles: {full_text: never, backfill: all}",
            "network: {allow: [127.0.0.0/8]}",
            f"log: {{level: info, destination: {self.directory}/log}}",
            "admin: {listen: [127.0.0.1:0]}",
            "sources:" if self.sources else "sources: []",
        ]
        for source in range(self.sources):
            lines.append(f"  - {{id: {paper(source)[0]}-{source:04}, name: '{paper(source)[1]} {source}', url: '{self.publisher.url(source)}'}}")
        (self.directory / "wirespool.yaml").write_text("\n".join(lines) + "\n")
        self.process = subprocess.Popen([self.binary, "run", "--config", str(self.directory / "wirespool.yaml")])
        self.port = self.within(30, self.listener)
        return self

    def __exit__(self, *_):
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(30)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.publisher.loop.call_soon_threadsafe(self.publisher.loop.stop)
        self.place.cleanup()

    def listener(self):
        log = self.directory / "log"
        for line in log.read_text().splitlines() if log.exists() else []:
            if '"admin.listening"' in line:
                return int(json.loads(line)["admin.listener"].rpartition(":")[2])
        return None

    def within(self, seconds, ask):
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if self.process.poll() is not None:
                break
            if (found := ask()) is not None:
                return found
            time.sleep(0.1)
        raise SystemExit(f"the daemon does not do what was waited for (exit status {self.process.poll()})")

    def get(self, path):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            connection.request("GET", path)
            answer = connection.getresponse()
            body = answer.read()
            if answer.status != 200:
                raise SystemExit(f"{path} answers {answer.status}")
            return body
        finally:
            connection.close()

    def wait_for_polls(self):
        """Until each source was polled."""
        self.within(180, lambda: json.loads(self.get("/status"))["polls"]["total"] >= self.sources or None)

    def url(self, path="/"):
        return f"http://127.0.0.1:{self.port}{path}"
