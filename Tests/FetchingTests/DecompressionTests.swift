import Fetching
import Foundation
import LoopbackPublisher
import NewsModel
import Testing

@Suite struct DecompressionTests {
    /// `<rss version="2.0"/>`
    private static let small = bytes("H4sIAAAAAAACA7MpKi5WKEstKs7Mz7NVMtIzUNK3AwC7kxp6FAAAAA==")
    /// Eight mebibytes of zeros, compressed twice.
    private static let bomb = bytes(
        "H4sIAAAAAAACA+3XsQ2CQACF4TsuJhdGsCEm7sAEzsEqJJQ2DuAOLGDDCrSsQBhBPMbAfF/11697zTOHQ5XWKcYS/es7brkOAAAAwJ/rlyFVR9"
            + "z2rr3bAwAAAE7gfXl85mu59eEH2xnUp+8fAAA=")

    private static func bytes(_ base64: String) -> [UInt8] { Data(base64Encoded: base64).map { Array($0) } ?? [] }

    @Test func `gzip is undone, and what was on the wire is told`() async throws {
        try await withPublisher { _ in
            LoopbackPublisher.Response.ok(body: DecompressionTests.small).adding("Content-Encoding", "gzip")
        } _: { publisher, fetcher in
            let response = try await fetcher.response(FetchRequest(url: publisher.url("/")))
            #expect(response.body == Array("<rss version=\"2.0\"/>".utf8))
            #expect(response.bodyBytesOnWire == DecompressionTests.small.count)
        }
    }

    @Test func `a gzipped document that nobody announced is left as it is`() async throws {
        try await withPublisher { _ in
            .ok(body: DecompressionTests.small, type: "application/gzip")
        } _: { publisher, fetcher in
            let response = try await fetcher.response(FetchRequest(url: publisher.url("/")))
            #expect(response.body == DecompressionTests.small)
        }
    }

    @Test(arguments: [(64 << 20, "beyond 200 to 1"), (1 << 20, "larger than 1048576 bytes")])
    func `a bomb is stopped`(maximum: Int, told: String) async throws {
        try await withPublisher { _ in
            LoopbackPublisher.Response.ok(body: DecompressionTests.bomb).adding("Content-Encoding", "gzip, gzip")
        } _: { publisher, fetcher in
            let error = await fetcher.error(FetchRequest(url: publisher.url("/"), maximumBodyBytes: maximum))
            #expect(error?.type == .tooLarge)
            #expect(error?.message.contains(told) == true)
        }
    }
}
