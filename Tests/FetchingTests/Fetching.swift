import Fetching
import LoopbackPublisher
import NewsModel

/// What the suites share: a fetcher that may reach loopback, and fetches that can be awaited.
extension Fetcher {
    static func overLoopback(
        maximumTransfers: Int = 256, maximumLargeBodies: Int = 8, maximumWaitingBytes: Int = 2 << 30,
        allowed: [String] = ["127.0.0.0/8", "::1"]
    ) throws -> Fetcher {
        try Fetcher(
            FetcherConfiguration(
                maximumTransfers: maximumTransfers, maximumLargeBodies: maximumLargeBodies, maximumWaitingBytes: maximumWaitingBytes,
                allowedAddresses: allowed.compactMap { AddressBlock($0) },
                defaultUserAgent: "wirespool-tests"))
    }

    nonisolated func result(_ request: FetchRequest) async -> Result<FetchResponse, FetchError> {
        await withCheckedContinuation { continuation in fetch(request) { continuation.resume(returning: $0) } }
    }

    nonisolated func response(_ request: FetchRequest) async throws -> FetchResponse { try await result(request).get() }

    nonisolated func error(_ request: FetchRequest) async -> FetchError? {
        switch await result(request) {
        case .success: nil
        case .failure(let error): error
        }
    }

    nonisolated func shutDown() async {
        await withCheckedContinuation { continuation in shutdown { continuation.resume() } }
    }
}

/// Runs a test against a publisher and a fetcher, and puts both away.
func withPublisher(
    maximumTransfers: Int = 256, maximumLargeBodies: Int = 8, maximumWaitingBytes: Int = 2 << 30, host: String = "127.0.0.1",
    _ handler: @escaping @Sendable (LoopbackPublisher.Request) -> LoopbackPublisher.Response,
    _ body: (LoopbackPublisher, Fetcher) async throws -> Void
) async throws {
    let publisher = try LoopbackPublisher(host: host, handler: handler)
    let fetcher = try Fetcher.overLoopback(
        maximumTransfers: maximumTransfers, maximumLargeBodies: maximumLargeBodies, maximumWaitingBytes: maximumWaitingBytes)
    let failure: (any Error)?
    do {
        try await body(publisher, fetcher)
        failure = nil
    } catch {
        failure = error
    }
    await fetcher.shutDown()
    publisher.stop()
    if let failure { throw failure }
}
