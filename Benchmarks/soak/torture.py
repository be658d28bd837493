#!/usr/bin/env python3
"""Kills the daemon again and again while sources grow, the disk fills and the clock is set; in the end every story is there, once.

usage: torture.py --binary PATH [--rounds N] [--seed S] [--directory DIR]

One publisher, one growing spool: half of the rounds with the spool's own boxes, half with two consumers. In each round the daemon is
started and after 0 to 600 ms killed (SIGKILL; sometimes SIGTERM first), while consumers claim, finish, give up and release. In some rounds
the disk fills and has room again (a file system of its own, in a mount namespace of its own; needs root), in others the wall clock is set back and
forth by up to days (clock.c). After each round everything that was in the spool is there still, each article in one box, and nothing is
told twice; at the end every edition of every story is there once for every consumer, and `spool verify` and `ledger check` find nothing.

Exit status 0: sound; 1: not, and the directory is kept; 2: it could not run.
"""

import argparse
import asyncio
import json
import os
import random
import shutil
import signal
import struct
import subprocess
import sys
import tempfile
import time

sys.dont_write_bytecode = True
from wire import Wire  # noqa: E402

SOURCES = 60
BOXES = ("new", "cur", "done", "failed")
# Of the clock, in seconds: within the time in which a text is remembered.
FARTHEST = 8 * 86400
# What a start may end with where the disk is full (sysexits(3)).
NO_ROOM = (73, 74, 75)


class Unsound(Exception):
    pass


def wrong_clock(directory):
    """The library that sets the daemon's clock; None where there is no compiler."""
    compiler = shutil.which("cc") or shutil.which("clang")
    library = f"{directory}/clock.so"
    source = os.path.join(os.path.dirname(os.path.abspath(__file__)), "clock.c")
    if compiler is None or subprocess.run([compiler, "-shared", "-fPIC", "-O1", "-o", library, source]).returncode != 0:
        return None
    return library


class Disk:
    """A file system of its own that is filled and has room again: ext4 in a file, or where no such mount is allowed a tmpfs.

    Without privileges it is a directory that never fills.
    """

    BYTES = 512 << 20

    def __init__(self, path, may_mount):
        self.path, self.filler, self.is_full = path, f"{path}/filler", False
        os.makedirs(path)
        self.kind = self.mount() if may_mount else None

    def mount(self):
        image = f"{self.path}.image"
        with open(image, "wb") as file:
            file.truncate(self.BYTES)
        options = "nodiscard,lazy_itable_init=1,lazy_journal_init=1"
        ways = {
            "ext4": [["mkfs.ext4", "-q", "-F", "-m", "0", "-J", "size=8", "-E", options, image], ["mount", "-o", "loop", image, self.path]],
            "tmpfs": [["mount", "-t", "tmpfs", "-o", f"size={self.BYTES},mode=0755", "wirespool-torture", self.path]],
        }
        for kind, commands in ways.items():
            if all(shutil.which(command[0]) and subprocess.run(command, stderr=subprocess.DEVNULL).returncode == 0 for command in commands):
                return kind
        return None

    def fill(self, rest):
        """Takes all room but so many bytes."""
        figures = os.statvfs(self.path)
        taken = os.stat(self.filler).st_size if self.is_full else 0
        try:
            with open(self.filler, "ab") as file:
                self.is_full = True
                os.posix_fallocate(file.fileno(), 0, max(taken + figures.f_bavail * figures.f_frsize - rest, 1))
        except OSError:
            pass  # The daemon was quicker, and the disk is full anyway.

    def empty(self):
        if self.is_full:
            os.unlink(self.filler)
            # What was freed may be used only once that is in the journal.
            directory = os.open(self.path, os.O_RDONLY)
            os.fsync(directory)
            os.close(directory)
            self.is_full = False

    def unmount(self):
        if self.kind:
            subprocess.run(["umount", "-l", self.path], check=False)


class Clock:
    """The daemon's wall clock, which differs from this machine's by what stands in a file."""

    def __init__(self, path, library):
        self.library, self.path, self.steps = library, path, 0
        self.file = open(path, "wb", buffering=0)
        self.set(0)

    def set(self, seconds):
        self.steps += 1
        os.pwrite(self.file.fileno(), struct.pack("=q", seconds), 0)

    def environment(self):
        return {"LD_PRELOAD": self.library, "TORTURE_CLOCK": self.path}


class Consumer:
    """Does with articles what consumers do, and something else in every order."""

    def __init__(self, spool, owner, generator):
        self.root = f"{spool}/{owner}" if owner else spool
        self.owner, self.random = owner, generator

    def move(self, start, end, share):
        try:
            names = os.listdir(f"{self.root}/{start}")
        except FileNotFoundError:
            return
        for name in self.random.sample(names, min(len(names), 4)):
            if self.random.random() < share and name.endswith(".json"):
                try:
                    os.rename(f"{self.root}/{start}/{name}", f"{self.root}/{end}/{name}")
                except OSError:
                    pass  # No room for the name, or the daemon publishes it at this moment.

    def act(self):
        self.move("new", "cur", 0.9)
        self.move("cur", "done", 0.7)
        self.move("cur", "failed", 0.1)
        self.move("cur", "new", 0.1)
        self.move("failed", "new", 0.1)
        self.move("done", "new", 0.02)


class Boxes(dict):
    """What the boxes of one owner hold: article → its edition; and what was found of each story."""

    def __init__(self, root):
        super().__init__()
        self.root = root
        self.editions = {}
        self.versions = {}

    def look(self):
        """Everything that was there is there, in one box; what is new is read."""
        places = {}
        for box in BOXES:
            try:
                # A start tries its renames on files that no consumer looks at.
                names = [name for name in os.listdir(f"{self.root}/{box}") if name[0] != "."]
            except FileNotFoundError:
                continue
            for name in names:
                if name in places:
                    raise Unsound(f"{name} is in {places[name]}/ and in {box}/ of {self.root}")
                places[name] = box
        for name in self.keys() - places.keys():
            raise Unsound(f"{name} ({self[name]}) is gone from {self.root}")
        for name in sorted(places.keys() - self.keys()):
            self.take(name, f"{self.root}/{places[name]}/{name}")

    def take(self, name, path):
        try:
            with open(path) as file:
                article = json.load(file)
        except ValueError as error:
            raise Unsound(f"{path} is not whole: {error}") from None
        words = (article.get("body_text") or article.get("summary") or "").split(" ")
        if words[0] not in ("Key", "Teaser") or f"{article['id']}.json" != name:
            raise Unsound(f"{path} is nothing that was told: {words[:3]}")
        edition = " ".join(words[:2])
        if edition in self.editions:
            raise Unsound(f"{edition} was told twice: {self.editions[edition]} and {name}")
        versions = self.versions.setdefault(article["story"], {})
        if article["version"] in versions:
            raise Unsound(f"version {article['version']} of {article['story']} was told twice: {versions[article['version']]}, {name}")
        versions[article["version"]] = (name, article.get("previous"), words[1].rpartition("-")[0])
        self.editions[edition] = name
        self[name] = edition

    def judge_versions(self):
        for story, versions in self.versions.items():
            for version, (name, previous, key) in versions.items():
                former = versions.get(version - 1)
                if version > 1 and (former is None or former[0] != f"{previous}.json"):
                    raise Unsound(f"{name} is version {version} of {story}, and the one before is {former}")
                if former and former[2] != key:
                    raise Unsound(f"{name} tells {key} as a version of {former[2]}")


class Torture:
    def __init__(self, options, directory, owners, may_mount, library):
        self.options, self.directory, self.owners = options, directory, owners
        self.random = random.Random(f"{options.seed}-{len(owners)}")
        self.publisher = Wire(SOURCES, self.random.random())
        os.makedirs(directory)
        self.disk = Disk(f"{directory}/disk", may_mount)
        self.clock = Clock(f"{directory}/clock", library) if library else None
        self.spool = f"{self.disk.path}/spool"
        self.boxes = [Boxes(f"{self.spool}/{owner}" if owner else self.spool) for owner in owners]
        self.consumers = [Consumer(self.spool, owner, self.random) for owner in owners]
        self.errors = open(f"{directory}/stderr", "ab")
        self.daemon = None
        self.refusals = self.kills = self.fills = 0

    def configure(self, minimum="64KiB"):
        consumers = ", ".join(owner for owner in self.owners if owner)
        lines = [
            f"spool: {{directory: {self.spool}, min_free: {minimum}, consumers: [{consumers}]}}",
            f"ledger: {{url: 'sqlite://{self.disk.path}/ledger.db'}}",
            "polling: {interval: 1s, min_interval: 1s, max_interval: 1s, delay_per_host: 0s, jitter: 0%, transfers_per_host: 8, contact: 'https://example.org/torture'}",
            "articles: {backfill: all, full_text: never}",
            "network: {allow: [127.0.0.0/8]}",
            f"log: {{level: info, destination: {self.directory}/log.ndjson}}",
            f"admin: {{listen: 'unix:{self.directory}/admin.sock'}}",
            "sources:",
        ]
        for source in range(SOURCES):
            text = ", full_text: always" if self.publisher.has_pages(source) else ""
            lines.append(f"  - {{id: s{source}, url: '{self.publisher.url(source)}'{text}}}")
        with open(f"{self.directory}/wirespool.yaml", "w") as file:
            file.write("\n".join(lines) + "\n")

    def start(self, has_clock):
        environment = {**os.environ, **(self.clock.environment() if has_clock else {})}
        self.daemon = subprocess.Popen(
            [self.options.binary, "run", "--config", f"{self.directory}/wirespool.yaml"],
            stdin=subprocess.DEVNULL, stdout=self.errors, stderr=self.errors, env=environment)

    def kill(self):
        if self.random.random() < 0.1:
            self.daemon.send_signal(signal.SIGTERM)
            time.sleep(self.random.uniform(0, 0.01))
        self.daemon.kill()
        self.daemon.wait()

    async def round(self):
        fills = self.disk.kind is not None and self.random.random() < 0.35
        has_clock = self.clock is not None and self.random.random() < 0.5
        if has_clock:
            self.clock.set(self.random.randint(-FARTHEST, FARTHEST))
        if fills and self.random.random() < 0.3:
            self.disk.fill(self.random.randint(0, 600 * 1024))
        was_full = self.disk.is_full
        # With no such margin the disk is found full in the middle of a commit.
        self.configure(self.random.choice(["64KiB", "0B"]))
        self.start(has_clock)
        end = time.monotonic() + (self.random.uniform(0, 0.06) if self.random.random() < 0.1 else self.random.uniform(0.05, 0.6))
        while (rest := end - time.monotonic()) > 0 and self.daemon.poll() is None:
            await asyncio.sleep(min(rest, self.random.uniform(0.002, 0.05)))
            act = self.random.random()
            if act < 0.5:
                self.random.choice(self.consumers).act()
            elif fills and act < 0.7:
                if self.disk.is_full:
                    self.disk.empty()
                else:
                    self.disk.fill(self.random.randint(0, 120 * 1024))
                    self.fills += 1
                    was_full = was_full or self.disk.is_full
            elif has_clock and act < 0.8:
                self.clock.set(self.random.randint(-FARTHEST, FARTHEST))
        if self.random.random() < 0.5:
            await self.aim()
        ended = self.daemon.poll()
        if ended is not None:
            self.refusals += 1
            if not (was_full and ended in NO_ROOM):
                raise Unsound(f"the daemon ended by itself with {ended}: see {self.directory}/stderr")
        self.kills += 1
        self.kill()
        if self.disk.is_full and self.random.random() < 0.7:
            self.disk.empty()
        self.look()

    async def aim(self):
        """Waits for a commit, and into the middle of it."""
        end = time.monotonic() + 0.5
        while time.monotonic() < end and self.daemon.poll() is None:
            await asyncio.sleep(0)
            try:
                if any(name[0] != "." for name in os.listdir(f"{self.spool}/tmp")):
                    break
            except FileNotFoundError:
                pass
        end = time.monotonic() + self.random.uniform(0, 0.012)
        while time.monotonic() < end:
            pass

    def look(self):
        for boxes in self.boxes:
            boxes.look()
        told = set.intersection(*(set(boxes.editions) for boxes in self.boxes))
        self.publisher.told = {edition[4:] for edition in told if edition.startswith("Key ")}

    def missing(self):
        return self.publisher.expected - self.publisher.told

    async def settle(self):
        """Room, the right time, and nothing new: the daemon tells the rest, and ends in order."""
        self.disk.empty()
        self.publisher.is_growing = False
        self.start(False)
        began = time.monotonic()
        # Even where nothing is missing: a signal that comes before the daemon listens to it just ends it.
        while (self.missing() or time.monotonic() < began + 2) and time.monotonic() < began + 240 and self.daemon.poll() is None:
            await asyncio.sleep(0.2)
            self.look()
        lost = sorted(self.missing())
        how = "had ended by itself" if self.daemon.poll() is not None else "was running"
        self.daemon.send_signal(signal.SIGTERM)
        status = await asyncio.to_thread(self.daemon.wait, 30)
        self.look()
        if lost:
            raise Unsound(f"{len(lost)} editions are lost, and the daemon {how}: {', '.join(lost[:10])}")
        if status != 0:
            raise Unsound(f"the daemon ended with {status}")
        with open(f"{self.directory}/log.ndjson") as log:
            events = [json.loads(line) for line in log if line.endswith("}\n")]
        if strange := [event for event in events if event["event.name"] == "source.quarantined"]:
            raise Unsound(f"being killed says nothing about a document: {strange[0]}")
        recoveries = [event for event in events if event["event.name"] == "spool.recovered"]
        self.published = sum(event["spool.published"] > 0 for event in recoveries)
        self.removed = sum(event["spool.removed"] > 0 for event in recoveries)
        self.no_room = sum(event["event.name"] == "spool.paused" and "min_free" not in event["error.message"] for event in events)
        for boxes in self.boxes:
            boxes.judge_versions()
            if boxes.keys() != self.boxes[0].keys():
                raise Unsound(f"{self.boxes[0].root} and {boxes.root} do not hold the same articles")
        if left := os.listdir(f"{self.spool}/tmp"):
            raise Unsound(f"tmp/ still holds {left[:5]}")
        for command in (["spool", "verify"], ["ledger", "check"]):
            done = subprocess.run([self.options.binary, *command, "--config", f"{self.directory}/wirespool.yaml"], capture_output=True, text=True)
            if done.returncode != 0:
                raise Unsound(f"wirespool {' '.join(command)}: {done.stdout[:2000]}{done.stderr[:500]}")

    async def run(self, rounds):
        await self.publisher.start()
        self.configure()
        began = told = time.monotonic()
        try:
            for number in range(1, rounds + 1):
                try:
                    await self.round()
                except Unsound as error:
                    raise Unsound(f"round {number}: {error}") from None
                if time.monotonic() - told > 20:
                    told = time.monotonic()
                    print(f"  {number} of {rounds} rounds, {len(self.boxes[0])} articles", flush=True)
            spent = time.monotonic() - began
            await self.settle()
        finally:
            if self.daemon and self.daemon.poll() is None:
                self.kill()
        print(
            f"{'two consumers' if len(self.owners) > 1 else 'one spool'}: {rounds} rounds in {spent:.0f} s, {self.kills - self.refusals} kills, "
            f"{self.published} of them between COMMIT and publication, {self.removed} while staging; {self.disk.kind or 'no disk'} {self.fills} times full, "
            f"{self.no_room} commits out of room, {self.refusals} starts; {self.clock.steps if self.clock else 0} clocks set; {len(self.boxes[0])} articles of {len(self.boxes[0].versions)} stories, each once",
            flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--binary", required=True)
    parser.add_argument("--rounds", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=None)
    parser.add_argument("--directory")
    options = parser.parse_args()
    if not os.access(options.binary, os.X_OK):
        print(f"torture: no program {options.binary} (make build)", file=sys.stderr)
        return 2
    options.binary = os.path.abspath(options.binary)
    may_mount = os.geteuid() == 0 and shutil.which("unshare") is not None
    if may_mount and os.environ.get("WIRESPOOL_TORTURE") != "unshared":
        command = ["unshare", "--mount", "--propagation", "private", sys.executable, *sys.argv]
        os.execvpe("unshare", command, {**os.environ, "WIRESPOOL_TORTURE": "unshared"})
    if not may_mount:
        print("torture: the disk is never full: that needs root and unshare(1)")
    if options.seed is None:
        options.seed = random.randrange(1 << 32)
    directory = os.path.abspath(options.directory or tempfile.mkdtemp(prefix="wirespool-torture-"))
    os.makedirs(directory, exist_ok=True)
    library = wrong_clock(directory)
    if library is None:
        print("torture: the clock is not set: that needs a C compiler")
    print(f"torture: seed {options.seed}, in {directory}", flush=True)
    halves = [(f"{directory}/own", [None], options.rounds - options.rounds // 2), (f"{directory}/two", ["archive", "indexer"], options.rounds // 2)]
    for path, owners, rounds in halves:
        torture = Torture(options, path, owners, may_mount, library)
        try:
            if rounds:
                asyncio.run(torture.run(rounds))
        except Unsound as error:
            # The mount goes with the process.
            torture.disk.empty()
            shutil.copytree(torture.disk.path, f"{path}/found", dirs_exist_ok=True, ignore=shutil.ignore_patterns("lost+found"))
            print(f"torture: NOT sound with seed {options.seed}: {error}\nspool, ledger and log are kept in {path}")
            return 1
        finally:
            torture.disk.unmount()
    shutil.rmtree(directory)
    print("torture: sound")
    return 0


if __name__ == "__main__":
    sys.exit(main())
