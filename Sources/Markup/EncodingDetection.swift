import CUchardet

/// The character set of bytes that nobody has named, by the frequencies of letters and pairs of letters.
///
/// Method: uchardet, after Li and Momoi, "A composite approach to language/encoding detection" (19th International Unicode Conference, 2001).
enum EncodingDetection {
    /// The set the bytes are likely in; nil where they are likely of western Europe, or too few to tell.
    ///
    /// Bytes of other scripts give themselves away in a headline. The sets of central Europe and Vietnam differ from windows-1252 in few
    /// letters: some of them must be seen.
    static func label(of body: ArraySlice<UInt8>) -> EncodingLabel? {
        guard let first = body.firstIndex(where: { $0 >= 0x80 || $0 == escape }) else { return nil }
        // What surrounds the first letters helps to tell them from typographic marks.
        let sample = body[max(body.startIndex, first - 64)...].prefix(maximumSample)
        guard let name = detectedName(sample).map({ $0.lowercased() }) else { return nil }
        if otherScripts.contains(name) { return EncodingLabel(name) }
        guard otherLatin.contains(name), sample.lazy.filter({ $0 >= 0xA1 }).prefix(enoughLetters).count == enoughLetters else { return nil }
        return EncodingLabel(name)
    }

    /// Whether bytes that are all ASCII may stand for others: ISO-2022 begins with `ESC $`.
    static func hasShift(_ body: ArraySlice<UInt8>) -> Bool {
        zip(body, body.dropFirst()).contains { $0 == escape && $1 == UInt8(ascii: "$") }
    }

    private static let escape: UInt8 = 0x1B
    private static let maximumSample = 1 << 18
    private static let enoughLetters = 20

    private static let otherScripts: Set<String> = [
        "windows-1251", "koi8-r", "koi8-u", "iso-8859-5", "ibm866", "mac-cyrillic", "windows-1256", "iso-8859-6", "windows-1255",
        "iso-8859-8", "windows-1253", "iso-8859-7", "tis-620", "iso-8859-11", "shift_jis", "euc-jp", "iso-2022-jp", "euc-kr", "uhc",
        "iso-2022-kr", "gb18030", "big5", "euc-tw",
        // Of the Latin ones Turkish: nothing else is ever taken for it.
        "iso-8859-9",
    ]
    private static let otherLatin: Set<String> = [
        "windows-1250", "iso-8859-2", "windows-1257", "iso-8859-4", "iso-8859-13", "windows-1258",
    ]

    private static func detectedName(_ sample: ArraySlice<UInt8>) -> String? {
        guard let detector = uchardet_new() else { return nil }
        defer { uchardet_delete(detector) }
        let status = sample.withUnsafeBytes { raw in
            uchardet_handle_data(detector, raw.baseAddress?.assumingMemoryBound(to: CChar.self), raw.count)
        }
        guard status == 0 else { return nil }
        uchardet_data_end(detector)
        guard let name = uchardet_get_charset(detector) else { return nil }
        return String(cString: name)
    }
}
