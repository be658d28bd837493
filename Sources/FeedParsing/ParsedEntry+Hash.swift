import NewsModel

extension ParsedEntry {
    /// The hash over what makes the item what it is: texts, links, dates, people, subjects and media, each with its length before it.
    func makeHash() -> ContentHash {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(256 + (summary?.value.utf8.count ?? 0) + contents.reduce(0) { $0 + $1.value.utf8.count })
        func add(_ text: String?) {
            var text = text ?? "\u{0}"
            var count = text.utf8.count
            while count >= 0x80 {
                bytes.append(UInt8(truncatingIfNeeded: count) | 0x80)
                count >>= 7
            }
            bytes.append(UInt8(truncatingIfNeeded: count))
            text.withUTF8 { bytes.append(contentsOf: $0) }
        }
        for text in [id, title?.value, link, summary?.value, subtitle?.value, rights?.value, language] { add(text) }
        for date in [published, updated, created, date, expired] { add(date?.text) }
        for content in contents {
            add(content.value)
            add(content.type)
        }
        for person in authors + contributors {
            add(person.name)
            add(person.email)
            add(person.url)
        }
        for category in categories {
            add(category.term)
            add(category.scheme)
            add(category.label)
        }
        for enclosure in enclosures { add(enclosure.url) }
        for medium in media {
            add(medium.url)
            add(medium.title)
            add(medium.text)
            add(medium.credit)
        }
        for image in thumbnails + [image].compactMap({ $0 }) { add(image.url) }
        for link in links { add(link.href) }
        return ContentHash(hashing: bytes)
    }
}
