import Foundation
import NewsModel

extension SourceQuery {
    /// Reads `q`, `health`, `order` and `limit` of a query (`application/x-www-form-urlencoded`); what it does not know it leaves out.
    init(_ query: String) {
        self.init()
        for pair in query.split(separator: "&").prefix(16) {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let value = parts.count == 2 ? SourceQuery.decoded(parts[1]) : ""
            switch parts[0] {
            case "q": text = String(value.trimmingCharacters(in: .whitespaces).prefix(200))
            case "health": health = SourceHealth(rawValue: value)
            case "order": order = Order(rawValue: value) ?? .trouble
            case "limit": limit = min(max(Int(value) ?? limit, 1), SourceQuery.maximumLimit)
            default: continue
            }
        }
    }

    /// The identifier that `source` names in a query; nil where it is not given.
    static func source(_ query: String) -> String? {
        query.split(separator: "&").first { $0.hasPrefix("source=") }.map { String(decoded($0.dropFirst(7))) }
    }

    private static func decoded(_ text: Substring) -> String {
        text.replacing("+", with: " ").removingPercentEncoding ?? ""
    }
}
