/// What was repaired, assumed or could not be read in an article: a bounded code, one of `warnings`.
public enum ArticleWarning: String, Codable, Sendable, CaseIterable {
    /// The item had no date of publication.
    case dateMissing = "date_missing"
    /// The date could not be read, or is none.
    case dateInvalid = "date_invalid"
    /// The date lies more than a day after the fetch.
    case dateInFuture = "date_in_future"
    /// The time had no offset, and no `timezone` is configured: UTC was assumed.
    case timezoneAssumed = "timezone_assumed"
    /// Bytes that were not of the document's character set were replaced by U+FFFD.
    case encodingRepaired = "encoding_repaired"
    /// The document's character set was none of those declared.
    case encodingMislabelled = "encoding_mislabelled"
    /// The document was not well-formed and was repaired.
    case markupRepaired = "markup_repaired"
    /// The document broke off after this item.
    case documentTruncated = "document_truncated"
    /// The item has no identifier of its own.
    case guidMissing = "guid_missing"
    /// Another item of the document has the same identifier.
    case guidReused = "guid_reused"
    /// The item has no link.
    case linkMissing = "link_missing"
    /// The item has no headline.
    case headlineMissing = "headline_missing"
    /// No text was found.
    case bodyMissing = "body_missing"
    /// The page could not be had; the text is the feed's own.
    case fullTextUnavailable = "full_text_unavailable"
    /// The page shows only the beginning of the article.
    case paywalled
    /// The language was detected, not declared.
    case languageDetected = "language_detected"
    /// Some text was cut at a limit.
    case textTruncated = "text_truncated"
}
