/// Why a poll failed: the bounded codes of `error.type` in the log, the ledger and the status.
public enum ErrorType: String, Codable, Sendable, CaseIterable {
    case dns, connect, tls, timeout, reset
    case http4xx = "http_4xx"
    case http5xx = "http_5xx"
    case unauthorized, blocked
    case rateLimited = "rate_limited"
    case gone, robots
    case tooLarge = "too_large"
    case redirect
    case forbiddenAddress = "forbidden_address"
    case forbiddenScheme = "forbidden_scheme"
    case truncated, encoding
    case notAFeed = "not_a_feed"
    case malformed
    case noArticle = "no_article"
    case spoolFull = "spool_full"
    case spoolIO = "spool_io"
    case ledger
}
