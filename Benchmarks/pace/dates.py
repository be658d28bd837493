"""When entries appear: of real feeds, and of sources that are made up (bursts, every day at its hour, office hours)."""

import datetime
import json
import math
import pathlib
import random
import subprocess

HOUR = 3_600_000
#: A Monday.
START = 1_767_571_200_000


def real(binary, folder):
    """The dates of the entries of the feeds below a folder, of those with eight or more over six hours to four hundred days."""
    paths = [str(path) for path in sorted(pathlib.Path(folder).rglob("*")) if path.is_file() and path.stat().st_size >= 2048]
    lines = subprocess.run([binary, "parse", *paths], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=False).stdout
    for line in lines.splitlines():
        dates = []
        for entry in json.loads(line).get("entries", []):
            text = entry.get("published") or entry.get("updated")
            if isinstance(text, str):
                try:
                    dates.append(int(datetime.datetime.fromisoformat(text).timestamp() * 1000))
                except (ValueError, TypeError):
                    pass
        dates.sort()
        if len(dates) >= 8 and 6 * HOUR < dates[-1] - dates[0] < 400 * 24 * HOUR:
            yield {"group": "real", "dates": dates}


def made_up(seed=1, days=60):
    """Thirty sources, always the same."""
    chance = random.Random(seed)

    def source(group, hours):
        return {"group": group, "dates": sorted(START + int(hour * HOUR) for hour in hours)}

    for _ in range(10):
        hour, count = chance.randrange(24), chance.choice([1, 3, 10])
        yield source("daily", [day * 24 + hour + chance.uniform(0, 0.5) + item * 0.05 for day in range(days) for item in range(count)])
    for _ in range(10):
        # A process whose events bring more of themselves (Hawkes 1971), by thinning.
        base, now, events = chance.choice([0.02, 0.1, 0.5]), 0.0, []

        def rate(at):
            return base + sum(0.8 * math.exp(event - at) for event in events[-20:])

        while now < days * 24:
            bound = rate(now)
            now += chance.expovariate(bound)
            if chance.random() < rate(now) / bound:
                events.append(now)
        yield source("bursty", events)
    for _ in range(10):
        rate_of_hour = chance.choice([0.3, 1, 4])
        hours = []
        for hour in range(days * 24):
            if hour // 24 % 7 < 5 and 7 <= hour % 24 < 19:
                limit, product = math.exp(-rate_of_hour), chance.random()
                while product > limit:
                    hours.append(hour + chance.random())
                    product *= chance.random()
        yield source("office", hours)
