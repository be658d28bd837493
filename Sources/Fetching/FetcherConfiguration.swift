/// What holds for all transfers of a ``Fetcher``.
public struct FetcherConfiguration: Sendable {
    /// Transfers under way at once; further ones wait in order.
    public var maximumTransfers: Int
    /// Names looked up at once: libcurl spends a thread on each.
    public var maximumLookups: Int
    /// Bodies of more than 1 MiB at once, until their ``FetchResponse/place`` is let go of; further ones wait with what they have.
    public var maximumLargeBodies: Int
    /// What further ones may take that wait at once, reckoned by ``waitingBytes(isPacked:)``; of more they are given up.
    public var maximumWaitingBytes: Int
    /// Private and special addresses that may be reached all the same.
    public var allowedAddresses: [AddressBlock]
    /// `User-Agent` of requests that bring none.
    public var defaultUserAgent: String

    /// What a large body that waits may take: what came of it, and one chunk more, of which gzip may make a thousand times as much.
    static func waitingBytes(isPacked: Bool) -> Int { LargeBodies.bytes + (isPacked ? 1032 : 1) * Transfer.chunkBytes }

    /// A configuration. Counts below one are taken for one.
    public init(
        maximumTransfers: Int = 256, maximumLookups: Int = 8, maximumLargeBodies: Int = 8, maximumWaitingBytes: Int = 128 << 20,
        allowedAddresses: [AddressBlock] = [],
        defaultUserAgent: String = "wirespool"
    ) {
        self.maximumTransfers = max(1, maximumTransfers)
        self.maximumLookups = max(1, maximumLookups)
        self.maximumLargeBodies = max(1, maximumLargeBodies)
        self.maximumWaitingBytes = max(1, maximumWaitingBytes)
        self.allowedAddresses = allowedAddresses
        self.defaultUserAgent = defaultUserAgent
    }
}
