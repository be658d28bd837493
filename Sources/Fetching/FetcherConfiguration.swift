/// What holds for all transfers of a ``Fetcher``.
public struct FetcherConfiguration: Sendable {
    /// Transfers under way at once; further ones wait in order.
    public var maximumTransfers: Int
    /// Names looked up at once: libcurl spends a thread on each.
    public var maximumLookups: Int
    /// Bodies of more than 1 MiB at once, until their ``FetchResponse/place`` is let go of; further ones wait with what they have.
    public var maximumLargeBodies: Int
    /// Further ones that wait at once; more are given up.
    public var maximumWaitingBodies: Int
    /// Private and special addresses that may be reached all the same.
    public var allowedAddresses: [AddressBlock]
    /// `User-Agent` of requests that bring none.
    public var defaultUserAgent: String

    /// What a large body that waits may take: what came of it, and what libcurl unpacks of one more chunk, gzip's thousandfold.
    public static let waitingBodyBytes = LargeBodies.bytes + 1032 * Transfer.chunkBytes

    /// A configuration. Counts below one are taken for one.
    public init(
        maximumTransfers: Int = 256, maximumLookups: Int = 8, maximumLargeBodies: Int = 8, maximumWaitingBodies: Int = 64,
        allowedAddresses: [AddressBlock] = [],
        defaultUserAgent: String = "wirespool"
    ) {
        self.maximumTransfers = max(1, maximumTransfers)
        self.maximumLookups = max(1, maximumLookups)
        self.maximumLargeBodies = max(1, maximumLargeBodies)
        self.maximumWaitingBodies = max(1, maximumWaitingBodies)
        self.allowedAddresses = allowedAddresses
        self.defaultUserAgent = defaultUserAgent
    }
}
