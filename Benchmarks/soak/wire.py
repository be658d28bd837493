"""A publisher whose feeds grow by what is told: every edition of a story stays listed until it is in the spool.

So it is known at every moment what must be there in the end, and a story is revised only once the edition before is told: what came and
went between two polls would rightly be missing.
"""

import random
import time

from publisher import Entry, Publisher, feed, page, prose

EDITIONS = 4
LISTED = 20
BACKLOG = 30


class Story:
    """A story; `sources` of one text that several carry are all in one list with it."""

    def __init__(self, key):
        self.key = key
        self.edition = 1
        self.began = time.time()

    @property
    def edition_key(self):
        return f"{self.key}-{self.edition}"

    @property
    def headline(self):
        return f"Report {self.key}, edition {self.edition}"

    def text(self):
        key = self.edition_key
        return f"Key {key} of this wire. {prose((key, 1))}\n\n{prose((key, 2))}"


class Wire(Publisher):
    """`sources` feeds: the last two give teasers, and the texts on pages; some texts are carried by several, some twice by one."""

    def __init__(self, sources, seed):
        super().__init__(sources, 1)
        self.random = random.Random(seed)
        # Per source: (identifier, story), the oldest first.
        self.listed = [[] for _ in range(sources)]
        self.changes = [0] * sources
        self.numbers = [0] * sources
        self.pages = {}
        # Every edition that was ever listed; those that are in the spool.
        self.expected = set()
        self.told = set()
        self.is_growing = True

    def has_pages(self, source):
        return source >= self.sources - 2

    def list(self, source, story):
        self.numbers[source] += 1
        self.listed[source].append((f"{source}-{self.numbers[source]}", story))
        self.changes[source] += 1
        self.expected.add(story.edition_key)

    def grow(self, source):
        if sum(story.edition_key not in self.told for _, story in self.listed[source]) > BACKLOG:
            return
        for _ in range(self.random.randint(1, 3)):
            chance = self.random.random()
            number = self.numbers[source] + 1
            if chance < 0.1 and not self.has_pages(source):
                story = Story(f"g{source}.{number}")
                for mate in {source, *self.random.sample(range(self.sources - 2), 3)}:
                    self.list(mate, story)
            else:
                story = Story(f"s{source}.{number}")
                self.list(source, story)
                if chance > 0.95 and not self.has_pages(source):
                    self.list(source, story)
        own = [story for _, story in self.listed[source] if story.key[0] == "s" and story.edition < EDITIONS]
        own = [story for story in own if story.edition_key in self.told]
        if own and not self.has_pages(source) and self.random.random() < 0.5:
            story = self.random.choice(own)
            story.edition += 1
            self.changes[source] += 1
            self.expected.add(story.edition_key)

    def shorten(self, source):
        """What is told goes, but for the last of them."""
        entries = self.listed[source]
        waiting = [story.edition_key not in self.told for _, story in entries]
        self.listed[source] = [entry for place, entry in enumerate(entries) if waiting[place] or place >= len(entries) - LISTED]

    async def answer(self, target, fields, writer):
        parts = target.strip("/").split("/")
        if parts[0] == "page" and len(parts) == 3 and (story := self.pages.get(f"{parts[1]}-{parts[2]}")):
            return await self.send(writer, 200, page(story.headline, story.text()), "text/html; charset=utf-8")
        if parts[0] != "feed":
            return await self.send(writer, 404, b"nothing here\n", "text/plain")
        source = int(parts[1])
        if self.is_growing and self.random.random() < 0.6:
            self.grow(source)
            self.shorten(source)
        etag = f'"{source}-{self.changes[source]}"'
        if fields.get("if-none-match") == etag:
            return await self.send(writer, 304, b"", None, extra=[f"ETag: {etag}"])
        entries = []
        for name, story in reversed(self.listed[source]):
            text = story.text()
            if self.has_pages(source):
                self.pages[name] = story
                text = f"Teaser {story.edition_key} of this wire. {prose((story.key, 3), 12)}"
            link = f"http://127.0.1.1:{self.port}/page/{name.replace('-', '/')}"
            entries.append(Entry(name, link, story.headline, text, story.began))
        return await self.send(writer, 200, *feed(source, entries, self.began), (), [f"ETag: {etag}"])
