/// What a media type says besides the type (RFC 9110 section 8.3).
public enum ContentType {
    /// The `charset` parameter, with or without quotes; nil where there is none.
    public static func charset(of contentType: String?) -> String? {
        for parameter in (contentType ?? "").split(separator: ";").dropFirst() {
            let pair = parameter.split(separator: "=", maxSplits: 1)
            guard pair.count == 2, PlainText.collapsed(pair[0].lowercased()) == "charset" else { continue }
            let value = pair[1].filter { $0 != "\"" && $0 != "'" && !$0.isWhitespace }
            return value.isEmpty ? nil : value
        }
        return nil
    }
}
