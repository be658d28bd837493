"""Writes feeds of the sizes and forms that are common: RSS with escaped HTML or CDATA, with Media RSS, RDF, Atom with HTML or XHTML, in Latin
and in Arabic script. The same files each time.

usage: documents.py DIRECTORY
"""

import html
import pathlib
import random
import sys

LATIN = (
    "harbour council night ferry engine bridge market winter school field report minister river tower signal garden vessel station "
    "letter window answer morning island paper bread northern quiet stone road number caf\u00e9 na\u00efve"
).split()
ARABIC = "الميناء المجلس الليل العبارة المحرك الجسر السوق الشتاء المدرسة الحقل التقرير الوزير النهر البرج الإشارة الحديقة السفينة".split()


def sentence(chance, words, count=14):
    return " ".join(chance.choice(words) for _ in range(count)).capitalize() + "."


def body(chance, words, paragraphs):
    parts = []
    for number in range(paragraphs):
        text = " ".join(sentence(chance, words) for _ in range(chance.randint(2, 5)))
        if chance.random() < 0.4:
            text += f' <a href="/{chance.randint(1, 9999)}?a=1&amp;b=2" title="more">{sentence(chance, words, 3)}</a> &amp; <em>so&nbsp;on</em>'
        parts.append(f'<p class="text">{text}</p>')
        if chance.random() < 0.2:
            parts.append(f'<img src="https://img.example.org/{chance.randint(1, 9999)}.jpg" width="600" height="400" alt="" onload="x()"/>')
        if chance.random() < 0.1:
            parts.append("<ul><li>" + "</li><li>".join(sentence(chance, words, 5) for _ in range(3)) + "</li></ul>")
    return "\n".join(parts)


def date(chance, form):
    day, hour, minute = chance.randint(1, 28), chance.randint(0, 23), chance.randint(0, 59)
    return f"{day:02} Jan 2026 {hour:02}:{minute:02}:00 +0300" if form == "rss" else f"2026-01-{day:02}T{hour:02}:{minute:02}:00+03:00"


def rss(chance, words, form, items, paragraphs):
    out = ['<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"']
    out.append(' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/" xmlns:atom="http://www.w3.org/2005/Atom">')
    out.append("\n<channel>\n\t<title>Example</title>\n\t<link>https://www.example.org/</link>\n\t<description>News</description>\n")
    for number in range(items):
        text = body(chance, words, paragraphs)
        out.append(f"\t<item>\n\t\t<title>{html.escape(sentence(chance, words, 8))}</title>\n\t\t<link>https://www.example.org/news/{number}</link>\n")
        out.append(f'\t\t<guid isPermaLink="false">https://www.example.org/?p={number}</guid>\n\t\t<pubDate>{date(chance, "rss")}</pubDate>\n')
        out.append(f"\t\t<dc:creator><![CDATA[{sentence(chance, words, 2)}]]></dc:creator>\n\t\t<category>{chance.choice(words)}</category>\n")
        if form == "media":
            out.append(f'\t\t<media:content url="https://img.example.org/{number}.jpg" type="image/jpeg" medium="image" width="800" height="600">')
            out.append(f"<media:title>{sentence(chance, words, 5)}</media:title></media:content>\n")
        if form == "escaped":
            out.append(f"\t\t<description>{html.escape(text)}</description>\n")
        else:
            out.append(f"\t\t<description><![CDATA[{sentence(chance, words, 25)}]]></description>\n")
            if form == "cdata":
                out.append(f"\t\t<content:encoded><![CDATA[{text}]]></content:encoded>\n")
        out.append("\t</item>\n")
    out.append("</channel>\n</rss>\n")
    return "".join(out)


def atom(chance, words, form, items, paragraphs):
    out = ['<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">\n  <title>Example</title>\n']
    out.append('  <link href="https://www.example.org/"/>\n  <id>tag:example.org,2026:feed</id>\n  <updated>2026-01-01T00:00:00Z</updated>\n')
    for number in range(items):
        text = body(chance, words, paragraphs)
        out.append(f'  <entry>\n    <title type="text">{html.escape(sentence(chance, words, 8))}</title>\n')
        out.append(f'    <link rel="alternate" type="text/html" href="https://www.example.org/{number}"/>\n    <id>tag:example.org,2026:{number}</id>\n')
        out.append(f"    <updated>{date(chance, 'atom')}</updated>\n    <published>{date(chance, 'atom')}</published>\n")
        out.append(f"    <author><name>{sentence(chance, words, 2)}</name></author>\n    <category term=\"{chance.choice(words)}\"/>\n")
        if form == "xhtml":
            text = text.replace("&nbsp;", "&#160;")
            out.append(f'    <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">{text}</div></content>\n  </entry>\n')
        else:
            out.append(f'    <content type="html">{html.escape(text)}</content>\n  </entry>\n')
    out.append("</feed>\n")
    return "".join(out)


def rdf(chance, words, items):
    out = ['<?xml version="1.0"?>\n<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"']
    out.append(' xmlns:dc="http://purl.org/dc/elements/1.1/">\n<channel rdf:about="https://www.example.org/"><title>Example</title></channel>\n')
    for number in range(items):
        out.append(f'<item rdf:about="https://www.example.org/{number}">\n<title>{sentence(chance, words, 8)}</title>\n')
        out.append(f"<link>https://www.example.org/{number}</link>\n<description>{sentence(chance, words, 40)}</description>\n")
        out.append(f"<dc:date>{date(chance, 'atom')}</dc:date>\n<dc:creator>{sentence(chance, words, 2)}</dc:creator>\n</item>\n")
    out.append("</rdf:RDF>\n")
    return "".join(out)


def main(directory):
    chance = random.Random(38)
    makers = [
        ("rss-escaped", lambda words, items: rss(chance, words, "escaped", items, 6)),
        ("rss-cdata", lambda words, items: rss(chance, words, "cdata", items, 8)),
        ("rss-media", lambda words, items: rss(chance, words, "media", items, 1)),
        ("atom-html", lambda words, items: atom(chance, words, "html", items, 6)),
        ("atom-xhtml", lambda words, items: atom(chance, words, "xhtml", items, 6)),
        ("rdf", lambda words, items: rdf(chance, words, items)),
    ]
    for script, words in (("latin", LATIN), ("arabic", ARABIC)):
        for name, make in makers:
            for items in (15, 40, 100):
                (pathlib.Path(directory) / f"{name}-{script}-{items}.xml").write_text(make(words, items), encoding="utf-8")


main(sys.argv[1])
