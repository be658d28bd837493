/// What holds for all transfers of a ``Fetcher``.
public struct FetcherConfiguration: Sendable {
    /// Transfers under way at once; further ones wait in order.
    public var maximumTransfers: Int
    /// Names looked up at once: libcurl spends a thread on each.
    public var maximumLookups: Int
    /// Private and special addresses that may be reached all the same.
    public var allowedAddresses: [AddressBlock]
    /// `User-Agent` of requests that bring none.
    public var defaultUserAgent: String

    /// A configuration. Counts below one are taken for one.
    public init(
        maximumTransfers: Int = 256, maximumLookups: Int = 8, allowedAddresses: [AddressBlock] = [],
        defaultUserAgent: String = "wirespool"
    ) {
        self.maximumTransfers = max(1, maximumTransfers)
        self.maximumLookups = max(1, maximumLookups)
        self.allowedAddresses = allowedAddresses
        self.defaultUserAgent = defaultUserAgent
    }
}
