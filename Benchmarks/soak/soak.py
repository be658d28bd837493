#!/usr/bin/env python3
"""Runs the daemon for hours against changing sources on loopback, and watches whether anything of it grows.

usage: soak.py --binary PATH [--hours H] [--sources N] [--interval SECONDS] [--directory DIR]

Every 30 seconds resident memory, descriptors, threads, the ledger's size and the processor time are written to samples.tsv in the
directory; a line of them is printed every five minutes. A consumer finishes what is spooled; the log is rotated and the configuration
reloaded every 20 minutes. In the end the sources stop to change, and every report that was served must have been spooled, once.

The verdict compares medians: of the first tenth after the warm-up (a quarter of the time) and of the last tenth. It fails where memory
grew by 1 % or more, descriptors or threads by 1 % and more than two (idle connections and workers come and go), or where a report is lost
or told twice. Exit status 0: sound; 1: not; 2: it could not run.
"""

import argparse
import asyncio
import json
import os
import signal
import statistics
import subprocess
import sys
import tempfile
import time

from publisher import Publisher

SAMPLE_SECONDS = 30
HOSTS = 40
RELOAD_SECONDS = 1200
MAXIMUM_GROWTH = 0.01


def configuration(directory, publisher, sources, interval):
    lines = [
        f"spool: {{directory: {directory}/spool, min_free: 16MiB, retention: 10m}}",
        f"ledger: {{url: 'sqlite://{directory}/ledger.db'}}",
        f"polling: {{interval: {interval}s, min_interval: {interval}s, max_interval: {interval}s, contact: 'https://example.org/soak'}}",
        "articles: {backfill: all}",
        "network: {allow: [127.0.0.0/8]}",
        f"log: {{level: info, destination: {directory}/log.ndjson}}",
        f"admin: {{listen: 'unix:{directory}/admin.sock'}}",
        "sources:",
    ]
    for source in range(sources):
        text = "always" if source % 20 == 0 else "never"
        lines.append(f"  - {{id: s{source}, url: '{publisher.url(source)}', full_text: {text}}}")
    with open(f"{directory}/wirespool.yaml", "w") as file:
        file.write("\n".join(lines) + "\n")


def status(pid):
    """What proc(5) tells of a process: kilobytes, counts, and seconds of processor time."""
    fields = dict(line.split(":", 1) for line in open(f"/proc/{pid}/status").read().splitlines() if ":" in line)
    kilobytes = lambda name: int(fields[name].split()[0])
    stat = open(f"/proc/{pid}/stat").read().rpartition(")")[2].split()
    return {
        "rss_kb": kilobytes("VmRSS"),
        "anon_kb": kilobytes("RssAnon"),
        "fds": len(os.listdir(f"/proc/{pid}/fd")),
        "threads": int(fields["Threads"]),
        "cpu_s": (int(stat[11]) + int(stat[12])) / os.sysconf("SC_CLK_TCK"),
    }


def size(path):
    try:
        return os.stat(path).st_size
    except FileNotFoundError:
        return 0


class Consumer:
    """Claims what is in new/, notes what it tells, and finishes it."""

    def __init__(self, spool):
        self.spool = spool
        self.told = {}

    def consume(self):
        for name in sorted(os.listdir(f"{self.spool}/new")):
            os.rename(f"{self.spool}/new/{name}", f"{self.spool}/cur/{name}")
            with open(f"{self.spool}/cur/{name}") as file:
                article = json.load(file)
            text = article.get("body_text") or article.get("summary") or ""
            key = text.split(" ")[1] if text.startswith("Key ") else f"? {article.get('headline')}"
            self.told[key] = self.told.get(key, 0) + 1
            os.rename(f"{self.spool}/cur/{name}", f"{self.spool}/done/{name}")


class Soak:
    def __init__(self, options, directory):
        self.options, self.directory = options, directory
        self.publisher = Publisher(options.sources, min(HOSTS, options.sources))
        self.consumer = Consumer(f"{directory}/spool")
        self.samples = []
        self.daemon = None

    async def run(self):
        await self.publisher.start()
        configuration(self.directory, self.publisher, self.options.sources, self.options.interval)
        errors = open(f"{self.directory}/stderr", "ab")
        command = [self.options.binary, "run", "--config", f"{self.directory}/wirespool.yaml"]
        self.daemon = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=errors, stderr=errors)
        print(f"soak: daemon {self.daemon.pid}, {self.options.sources} sources, {self.options.hours} h, in {self.directory}", flush=True)
        try:
            await self.watch()
            self.publisher.stop_changing()
            await self.settle()
        finally:
            self.daemon.send_signal(signal.SIGTERM)
            try:
                code = self.daemon.wait(60)
            except subprocess.TimeoutExpired:
                self.daemon.kill()
                code = "none within 60 s of SIGTERM"
        return self.verdict(code)

    async def watch(self):
        began = time.monotonic()
        end = began + self.options.hours * 3600
        reload_at = began + RELOAD_SECONDS
        next_line = 0
        with open(f"{self.directory}/samples.tsv", "w") as table:
            while time.monotonic() < end:
                await asyncio.sleep(min(SAMPLE_SECONDS, max(0, end - time.monotonic())))
                if self.daemon.poll() is not None:
                    raise SystemExit(f"soak: the daemon ended with {self.daemon.returncode}: see {self.directory}/stderr")
                self.consume()
                sample = self.sample(time.monotonic() - began)
                if not self.samples:
                    table.write("\t".join(sample) + "\n")
                self.samples.append(sample)
                table.write("\t".join(str(value) for value in sample.values()) + "\n")
                table.flush()
                if sample["s"] >= next_line:
                    print("  ".join(f"{name} {value}" for name, value in sample.items()), flush=True)
                    next_line += 300
                if time.monotonic() > reload_at:
                    os.rename(f"{self.directory}/log.ndjson", f"{self.directory}/log.ndjson.1")
                    self.daemon.send_signal(signal.SIGHUP)
                    reload_at += RELOAD_SECONDS

    def consume(self):
        if os.path.isdir(f"{self.directory}/spool/new"):
            self.consumer.consume()

    def sample(self, seconds):
        ledger = f"{self.directory}/ledger.db"
        return {
            "s": round(seconds),
            **status(self.daemon.pid),
            "ledger_kb": size(ledger) // 1024,
            "wal_kb": size(ledger + "-wal") // 1024,
            "tmp": len(os.listdir(f"{self.directory}/spool/tmp")),
            "told": sum(self.consumer.told.values()),
            "requests": self.publisher.requests,
            "faults": self.publisher.faults,
        }

    async def settle(self):
        """Waits until all that was served is told: two intervals and a minute at most, failing sources being asked later."""
        end = time.monotonic() + 2 * self.options.interval + 60
        while time.monotonic() < end:
            await asyncio.sleep(5)
            self.consume()
            if set(self.publisher.served) <= set(self.consumer.told) and time.monotonic() > end - self.options.interval:
                return

    def verdict(self, code):
        told, served = self.consumer.told, self.publisher.served
        twice = sorted(key for key, count in told.items() if count > 1)
        lost = sorted(set(served) - set(told))
        strange = sorted(set(told) - set(served))
        is_sound = not twice and not lost and not strange and code == 0
        print(f"\nreports served {len(served)}, told {len(told)}, twice {len(twice)}, lost {len(lost)}, strange {len(strange)}; exit {code}")
        for name, keys in (("twice", twice), ("lost", lost), ("strange", strange)):
            if keys:
                print(f"  {name}: {', '.join(keys[:10])}")
        steady = self.samples[len(self.samples) // 4 :]
        tenth = max(1, len(steady) // 10)
        if len(steady) < 2:
            print("too short for a verdict on growth")
            return 2
        print(f"{'':10}{'warm':>10}{'end':>10}{'growth':>9}{'highest':>10}")
        for name in ("rss_kb", "anon_kb", "fds", "threads", "wal_kb", "tmp", "ledger_kb"):
            values = [sample[name] for sample in steady]
            first, last = statistics.median(values[:tenth]), statistics.median(values[-tenth:])
            growth = (last - first) / first if first else float(last > 0)
            judged = name in ("rss_kb", "fds", "threads")
            grows = judged and growth >= MAXIMUM_GROWTH and (name == "rss_kb" or last - first > 2)
            is_sound = is_sound and not grows
            mark = "" if not judged else "  grows" if grows else "  steady"
            print(f"{name:10}{first:10.0f}{last:10.0f}{growth * 100:8.2f}%{max(values):10}{mark}")
        last, first = steady[-1], steady[0]
        spent = (last["cpu_s"] - first["cpu_s"]) / max(1, last["s"] - first["s"])
        articles = max(1, last["told"] - first["told"])
        print(f"processor {spent * 100:.1f} % of one core; ledger {(last['ledger_kb'] - first['ledger_kb']) * 1024 / articles:.0f} bytes an article")
        print("verdict: sound" if is_sound else "verdict: NOT sound")
        return 0 if is_sound else 1


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--binary", required=True)
    parser.add_argument("--hours", type=float, default=2)
    parser.add_argument("--sources", type=int, default=2000)
    parser.add_argument("--interval", type=int, default=240, help="seconds between two polls of a source")
    parser.add_argument("--directory")
    options = parser.parse_args()
    if not os.access(options.binary, os.X_OK):
        print(f"soak: no program {options.binary} (make build)", file=sys.stderr)
        return 2
    directory = os.path.abspath(options.directory or tempfile.mkdtemp(prefix="wirespool-soak-"))
    os.makedirs(directory, exist_ok=True)
    return asyncio.run(Soak(options, directory).run())


if __name__ == "__main__":
    sys.exit(main())
