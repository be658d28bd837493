public import Foundation

extension Article: Decodable {
    /// Reads an article's JSON as it stands in the spool.
    ///
    /// - Throws: `DecodingError`, naming the member that is missing or of another type.
    public init(json: some DataProtocol) throws {
        self = try JSONDecoder().decode(Article.self, from: Data(json))
    }

    /// Reads an article's JSON as it stands in the spool; members it does not know are passed over.
    public init(from decoder: any Decoder) throws {
        let members = try decoder.container(keyedBy: Member.self)
        let schema = try members.decode(String.self, forKey: .schema)
        guard schema == Article.schema else {
            throw DecodingError.dataCorruptedError(
                forKey: .schema, in: members, debugDescription: "expected \(Article.schema), found \(schema)")
        }
        id = try members.decode(ArticleID.self, forKey: .id)
        event = try members.decode(Event.self, forKey: .event)
        story = try members.decode(ArticleID.self, forKey: .story)
        version = try members.decode(Int.self, forKey: .version)
        previous = try members.decodeIfPresent(ArticleID.self, forKey: .previous)
        contentHash = try members.decode(ContentHash.self, forKey: .contentHash)
        source = try members.decode(ArticleSource.self, forKey: .source)
        guid = try members.decodeIfPresent(String.self, forKey: .guid)
        url = try members.decodeIfPresent(String.self, forKey: .url)
        canonicalURL = try members.decodeIfPresent(String.self, forKey: .canonicalURL)
        content = try ArticleContent(members: members)
        firstSeenAt = try members.decode(Instant.self, forKey: .firstSeenAt)
        fetchedAt = try members.decode(Instant.self, forKey: .fetchedAt)
        similarTo = try members.decodeIfPresent([SimilarArticle].self, forKey: .similarTo) ?? []
        provenance = try members.decode(Provenance.self, forKey: .provenance)
        warnings = try members.decodeWarnings()
    }
}

extension Candidate: Decodable {
    /// The candidate as JSON: the members that an article has, without an identity.
    public var json: [UInt8] {
        var json = JSONWriter()
        json.beginObject()
        writeMembers(to: &json)
        json.endObject()
        return json.bytes
    }

    /// Reads what ``json`` wrote.
    public init(json: some DataProtocol) throws {
        self = try JSONDecoder().decode(Candidate.self, from: Data(json))
    }

    /// Reads what ``json`` wrote.
    public init(from decoder: any Decoder) throws {
        let members = try decoder.container(keyedBy: Member.self)
        source = try members.decode(ArticleSource.self, forKey: .source)
        guid = try members.decodeIfPresent(String.self, forKey: .guid)
        url = try members.decodeIfPresent(String.self, forKey: .url)
        canonicalURL = try members.decodeIfPresent(String.self, forKey: .canonicalURL)
        content = try ArticleContent(members: members)
        fetchedAt = try members.decode(Instant.self, forKey: .fetchedAt)
        provenance = try members.decode(Provenance.self, forKey: .provenance)
        warnings = try members.decodeWarnings()
    }
}

extension ArticleContent: Decodable {
    /// Reads the members of an article's JSON that are content.
    public init(from decoder: any Decoder) throws {
        try self.init(members: decoder.container(keyedBy: Member.self))
    }

    fileprivate init(members: KeyedDecodingContainer<Member>) throws {
        self.init()
        headline = try members.decodeIfPresent(String.self, forKey: .headline)
        subheadline = try members.decodeIfPresent(String.self, forKey: .subheadline)
        summary = try members.decodeIfPresent(String.self, forKey: .summary)
        bodyText = try members.decodeIfPresent(String.self, forKey: .bodyText)
        bodyHTML = try members.decodeIfPresent(String.self, forKey: .bodyHTML)
        byline = try members.decodeIfPresent(String.self, forKey: .byline)
        authors = try members.decodeIfPresent([Author].self, forKey: .authors) ?? []
        agency = try members.decodeIfPresent(String.self, forKey: .agency)
        located = try members.decodeIfPresent(String.self, forKey: .located)
        subjects = try members.decodeIfPresent([Subject].self, forKey: .subjects) ?? []
        keywords = try members.decodeIfPresent([String].self, forKey: .keywords) ?? []
        language = try members.decodeIfPresent(String.self, forKey: .language)
        direction = try members.decodeIfPresent(TextDirection.self, forKey: .direction)
        publishedAt = try members.decodeIfPresent(NewsDate.self, forKey: .publishedAt)
        updatedAt = try members.decodeIfPresent(NewsDate.self, forKey: .updatedAt)
        media = try members.decodeIfPresent([Media].self, forKey: .media) ?? []
        rights = try members.decodeIfPresent(String.self, forKey: .rights)
        pubstatus = try members.decodeIfPresent(String.self, forKey: .pubstatus)
        urgency = try members.decodeIfPresent(Int.self, forKey: .urgency)
        embargoedUntil = try members.decodeIfPresent(Instant.self, forKey: .embargoedUntil)
    }
}

extension KeyedDecodingContainer<Member> {
    /// Warnings that this version does not know are passed over.
    fileprivate func decodeWarnings() throws -> [ArticleWarning] {
        try (decodeIfPresent([String].self, forKey: .warnings) ?? []).compactMap(ArticleWarning.init)
    }
}

private enum Member: String, CodingKey {
    case schema, id, event, story, version, previous, source, guid, url, headline, subheadline, summary, byline, authors, agency
    case located, subjects, keywords, language, direction, media, rights, pubstatus, urgency, provenance, warnings
    case contentHash = "content_hash"
    case canonicalURL = "canonical_url"
    case bodyText = "body_text"
    case bodyHTML = "body_html"
    case publishedAt = "published_at"
    case updatedAt = "updated_at"
    case firstSeenAt = "first_seen_at"
    case fetchedAt = "fetched_at"
    case embargoedUntil = "embargoed_until"
    case similarTo = "similar_to"
}
