extension Article {
    /// The article as one line of JSON, newline included, its members in the contract's order.
    public var jsonLine: [UInt8] {
        var json = JSONWriter(capacity: 2048 + (content.bodyText?.utf8.count ?? 0) * 3)
        json.beginObject()
        json.member("schema", Article.schema)
        json.member("id", id.description)
        json.member("event", event.rawValue)
        json.member("story", story.description)
        json.member("version", version)
        json.member("previous", previous?.description)
        json.member("content_hash", contentHash.description)
        json.key("source")
        source.write(to: &json)
        json.member("guid", guid)
        json.member("url", url)
        json.member("canonical_url", canonicalURL)
        content.writeMembers(to: &json, firstSeenAt: firstSeenAt, fetchedAt: fetchedAt)
        if !similarTo.isEmpty {
            json.key("similar_to")
            json.beginArray()
            for similar in similarTo {
                json.beginObject()
                json.member("id", similar.id.description)
                json.member("story", similar.story.description)
                json.key("similarity")
                json.number(similar.similarity)
                json.endObject()
            }
            json.endArray()
        }
        json.key("provenance")
        provenance.write(to: &json)
        json.warnings(warnings)
        json.endObject()
        json.newline()
        return json.bytes
    }
}

extension Candidate {
    /// Writes the members that a candidate shares with an article, into an object that is open.
    public func writeMembers(to json: inout JSONWriter) {
        json.key("source")
        source.write(to: &json)
        json.member("guid", guid)
        json.member("url", url)
        json.member("canonical_url", canonicalURL)
        content.writeMembers(to: &json, firstSeenAt: nil, fetchedAt: fetchedAt)
        json.key("provenance")
        provenance.write(to: &json)
        json.warnings(warnings)
    }
}

extension ArticleSource {
    func write(to json: inout JSONWriter) {
        json.beginObject()
        json.member("id", id.rawValue)
        json.member("name", name)
        json.member("url", url)
        json.member("kind", kind.rawValue)
        json.endObject()
    }
}

extension ArticleContent {
    /// Writes the content's members, into an object that is open. The two instants stand among them, where given.
    public func writeMembers(to json: inout JSONWriter, firstSeenAt: Instant?, fetchedAt: Instant?) {
        json.member("headline", headline)
        json.member("subheadline", subheadline)
        json.member("summary", summary)
        json.member("body_text", bodyText)
        json.member("body_html", bodyHTML)
        json.member("byline", byline)
        if !authors.isEmpty {
            json.key("authors")
            json.beginArray()
            for author in authors {
                json.beginObject()
                json.member("name", author.name)
                json.member("url", author.url)
                json.member("role", author.role)
                json.endObject()
            }
            json.endArray()
        }
        json.member("agency", agency)
        json.member("located", located)
        if !subjects.isEmpty {
            json.key("subjects")
            json.beginArray()
            for subject in subjects {
                json.beginObject()
                json.member("name", subject.name)
                json.member("code", subject.code)
                json.member("scheme", subject.scheme)
                json.endObject()
            }
            json.endArray()
        }
        json.strings("keywords", keywords)
        json.member("language", language)
        json.member("direction", direction?.rawValue)
        json.member("published_at", publishedAt?.description)
        json.member("updated_at", updatedAt?.description)
        json.member("first_seen_at", firstSeenAt?.description)
        json.member("fetched_at", fetchedAt?.description)
        if !media.isEmpty {
            json.key("media")
            json.beginArray()
            for medium in media { medium.write(to: &json) }
            json.endArray()
        }
        json.member("rights", rights)
        json.member("pubstatus", pubstatus)
        json.member("urgency", urgency)
        json.member("embargoed_until", embargoedUntil?.description)
    }
}

extension Media {
    func write(to json: inout JSONWriter) {
        json.beginObject()
        json.member("kind", kind.rawValue)
        json.member("url", url)
        json.member("caption", caption)
        json.member("credit", credit)
        json.member("width", width)
        json.member("height", height)
        json.member("type", type)
        json.member("bytes", bytes)
        json.endObject()
    }
}

extension Provenance {
    func write(to json: inout JSONWriter) {
        json.beginObject()
        json.member("format", format)
        if let http {
            json.key("http")
            json.beginObject()
            json.member("status", http.status)
            json.member("final_url", http.finalURL)
            json.member("etag", http.etag)
            json.member("last_modified", http.lastModified)
            json.endObject()
        }
        json.key("fields")
        json.beginObject()
        for (field, origin) in fields.sorted(by: { $0.key < $1.key }) { json.member(field, origin.rawValue) }
        json.endObject()
        json.endObject()
    }
}

extension JSONWriter {
    /// Writes an array of strings as a member, unless it is empty.
    public mutating func strings(_ name: String, _ values: [String]) {
        guard !values.isEmpty else { return }
        key(name)
        beginArray()
        for value in values { string(value) }
        endArray()
    }

    mutating func warnings(_ warnings: [ArticleWarning]) {
        strings("warnings", warnings.map(\.rawValue))
    }
}
