"""How much of a page's text a reader found, and how much else: Scrapinghub's measure of article bodies.

Texts are compared as multisets of four tokens in a row (a shorter text is one such row). Precision and recall are taken per page, then averaged
over the pages for which each exists; F1 is the harmonic mean of the two averages
(https://github.com/scrapinghub/article-extraction-benchmark). A token is a run of letters, marks, digits and underscores; a letter of a script
that puts no spaces between words is a token of its own.
"""

import collections
import re
import sys
import unicodedata

ROW = 4
# Marks of direction, joiners, soft hyphens, tatweel, vowel points: two ways to write one text differ in them.
IGNORED = re.compile("[\u00ad\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0640\u064b-\u065f\u0670\u06d6-\u06ed\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")
# Thai, Lao, Burmese, Khmer, kana and Han.
UNSPACED = (
    (0x0E01, 0x0E30), (0x0E32, 0x0E33), (0x0E40, 0x0E46), (0x0E81, 0x0EB0), (0x0EB2, 0x0EB3), (0x0EC0, 0x0EC6), (0x1000, 0x102A), (0x103F, 0x103F),
    (0x1050, 0x1055), (0x1780, 0x17B3), (0x3041, 0x309F), (0x30A1, 0x30FF), (0x31F0, 0x31FF), (0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF),
    (0x20000, 0x323AF),
)  # fmt: skip
letter = "".join(f"{chr(first)}-{chr(last)}" for first, last in UNSPACED)
mark = "".join(re.escape(chr(code)) for code in range(sys.maxunicode + 1) if unicodedata.category(chr(code)).startswith("M") and code < 0x1E000)
TOKEN = re.compile(f"[{letter}][{mark}]*|(?:(?![{letter}])[\\w{mark}])+")


def rows(text):
    tokens = TOKEN.findall(IGNORED.sub("", unicodedata.normalize("NFKC", text)))
    if not tokens:
        return collections.Counter()
    return collections.Counter(tuple(tokens[start : start + ROW]) for start in range(max(1, len(tokens) - ROW + 1)))


class Page:
    """The true text of a page. The standfirst may be told or not: of the two the better one counts."""

    def __init__(self, truth):
        text = truth.get("body_text") or "\n".join(truth.get("body_paragraphs") or [])
        self.texts = [rows(text)]
        if truth.get("summary"):
            self.texts.append(rows("\n".join(truth["summary"]) + "\n" + text))

    def compare(self, found):
        """Precision, recall; None where there is nothing to divide by."""
        found = rows(found)

        def against(true):
            both = sum((true & found).values())
            found_count, true_count = sum(found.values()), sum(true.values())
            f1 = 2 * both / (found_count + true_count) if found_count + true_count else 1.0
            return f1, both / found_count if found_count else None, both / true_count if true_count else None

        return max((against(true) for true in self.texts), key=lambda result: result[0])[1:]


def body_f1(pairs):
    """F1, precision and recall of pairs of a page and the text found in it."""
    results = [page.compare(found) for page, found in pairs]
    precisions, recalls = ([value for value in side if value is not None] for side in zip(*results))
    precision = sum(precisions) / len(precisions) if precisions else 0.0
    recall = sum(recalls) / len(recalls) if recalls else 0.0
    return (2 * precision * recall / (precision + recall) if precision + recall else 0.0), precision, recall
