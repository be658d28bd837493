/// What a file is that is no page, by its first bytes.
enum FileKind {
    /// For people; nil where nothing is known against its being a page.
    static func name(of bytes: [UInt8]) -> String? {
        for (kind, place, signature) in signatures where bytes.dropFirst(place).starts(with: signature.utf8) { return kind }
        if bytes.starts(with: [0xFF, 0xD8, 0xFF]) || bytes.starts(with: [0x89, 0x50, 0x4E, 0x47]) { return "a picture" }
        if bytes.starts(with: [0x1F, 0x8B]) { return "an archive" }
        return nil
    }

    private static let signatures: [(kind: String, place: Int, signature: String)] = [
        ("a PDF document", 0, "%PDF-"), ("a picture", 0, "GIF87a"), ("a picture", 0, "GIF89a"), ("a picture", 8, "WEBPVP8"),
        ("an archive", 0, "PK\u{3}\u{4}"), ("an archive", 0, "Rar!"), ("a film or a recording", 4, "ftyp"),
        ("a film or a recording", 0, "ID3\u{3}"), ("a film or a recording", 0, "ID3\u{4}"), ("a film or a recording", 0, "OggS"),
    ]
}
