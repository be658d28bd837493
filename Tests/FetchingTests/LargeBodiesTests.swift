import Fetching
import LoopbackPublisher
import NewsModel
import Testing

/// Bodies of more than a mebibyte, which take turns.
@Suite struct LargeBodiesTests {
    @Test(arguments: ["plain", "gzip"])
    func `a large body waits until another one is let go of, and a small one does not`(coding: String) async throws {
        let body = [UInt8](repeating: 0x20, count: 3 << 20)
        let packed = stored(body)
        try await withPublisher(maximumLargeBodies: 1) { request in
            guard request.path != "/small" else { return .ok("small") }
            return coding == "gzip" ? .ok(body: packed).adding("Content-Encoding", "gzip") : .ok(body: body)
        } _: { publisher, fetcher in
            var first: FetchResponse? = try await fetcher.response(FetchRequest(url: publisher.url("/1")))
            #expect(first?.body.count == body.count)
            let others = (2...4).map { number in
                Task { try await fetcher.response(FetchRequest(url: publisher.url("/\(number)"), timeout: .minutes(10))).body.count }
            }
            while publisher.requests.count < 4 { try await Task.sleep(for: .milliseconds(5)) }
            for _ in 0..<20 { #expect(try await fetcher.response(FetchRequest(url: publisher.url("/small"))).body.count == 5) }
            #expect(await fetcher.underway == 3)
            #expect(first?.place != nil)
            first = nil
            for other in others { #expect(try await other.value == body.count) }
        }
    }

    @Test func `however many large bodies come at once, and however tightly they are packed, each of them arrives`() async throws {
        let count = 1 + 258 * 7000
        let (packed, loose) = (packedZeros(count), stored([UInt8](repeating: 0, count: count)))
        try await withPublisher(maximumLargeBodies: 1) { request in
            guard request.path != "/first" else { return .ok(body: [UInt8](repeating: 0x20, count: 3 << 20)) }
            let isPacked = request.path.hasSuffix("0")
            return .ok(body: isPacked ? packed : loose).adding("Content-Encoding", isPacked ? "deflate" : "gzip")
        } _: { publisher, fetcher in
            var first: FetchResponse? = try await fetcher.response(FetchRequest(url: publisher.url("/first")))
            let (results, ended) = AsyncStream.makeStream(of: Int?.self)
            for number in 0..<60 {
                fetcher.fetch(FetchRequest(url: publisher.url("/\(number)"), timeout: .minutes(10))) {
                    ended.yield(try? $0.get().body.count)
                }
            }
            while publisher.requests.count < 61 { try await Task.sleep(for: .milliseconds(5)) }
            #expect(first?.place != nil)
            first = nil
            for await result in results.prefix(60) { #expect(result == count) }
            #expect(publisher.requests.allSatisfy { $0.headers.first(named: "Accept-Encoding") == "gzip, deflate" })
        }
    }

    @Test(arguments: [["gzip, gzip"], ["gzip", "gzip"]])
    func `a large body that is packed as nobody asked for does not wait`(codings: [String]) async throws {
        let body = [UInt8](repeating: 0x20, count: 3 << 20)
        let twice = stored(stored(body))
        try await withPublisher(maximumLargeBodies: 1) { request in
            guard request.path != "/plain" else { return .ok(body: body).adding("Content-Encoding", "none") }
            return codings.reduce(.ok(body: twice)) { $0.adding("Content-Encoding", $1) }
        } _: { publisher, fetcher in
            var first: FetchResponse? = try await fetcher.response(FetchRequest(url: publisher.url("/plain")))
            let error = await fetcher.error(FetchRequest(url: publisher.url("/twice")))
            #expect(error?.isCrowded == true && error?.hint?.hasSuffix("the publisher should send gzip or deflate, once") == true)
            #expect(first?.place != nil)
            let plain = Task { try await fetcher.response(FetchRequest(url: publisher.url("/plain"))).body.count }
            while publisher.requests.count < 3 { try await Task.sleep(for: .milliseconds(5)) }
            first = nil
            #expect(try await plain.value == body.count)
            #expect(try await fetcher.response(FetchRequest(url: publisher.url("/twice"))).body.count == body.count)
        }
    }

    @Test func `a large body that waits for too long is given up, and the next one has its place`() async throws {
        let body = [UInt8](repeating: 0x20, count: 3 << 20)
        try await withPublisher(maximumLargeBodies: 1) { _ in
            .ok(body: body)
        } _: { publisher, fetcher in
            var first: FetchResponse? = try await fetcher.response(FetchRequest(url: publisher.url("/1")))
            #expect(await fetcher.error(FetchRequest(url: publisher.url("/2"), timeout: .seconds(10))) == .crowded)
            #expect(first?.place != nil)
            first = nil
            #expect(try await fetcher.response(FetchRequest(url: publisher.url("/3"))).body.count == body.count)
        }
    }

    @Test func `no more wait than may`() async throws {
        let body = [UInt8](repeating: 0x20, count: 3 << 20)
        try await withPublisher(maximumLargeBodies: 1, maximumWaitingBytes: 5 << 19) { _ in
            .ok(body: body)
        } _: { publisher, fetcher in
            var first: FetchResponse? = try await fetcher.response(FetchRequest(url: publisher.url("/1")))
            let (errors, ended) = AsyncStream.makeStream(of: FetchError?.self)
            for number in 2...6 {
                fetcher.fetch(FetchRequest(url: publisher.url("/\(number)"), timeout: .minutes(10))) { result in
                    switch result {
                    case .success: ended.yield(nil)
                    case .failure(let error): ended.yield(error)
                    }
                }
            }
            var seen: [FetchError?] = []
            for await error in errors.prefix(3) { seen.append(error) }
            #expect(seen == [.crowded, .crowded, .crowded])
            #expect(first?.place != nil)
            first = nil
            for await error in errors.prefix(2) { #expect(error == nil) }
        }
    }

    @Test(.timeLimit(.minutes(5)))
    func `what is refused as soon as it may go on ends at once, and a publisher that falls silent then by its time`() async throws {
        let (body, packed) = ([UInt8](repeating: 0x20, count: 3 << 20), packedZeros(1 + 258 * 7000))
        try await withPublisher(maximumLargeBodies: 1) { request in
            switch request.path {
            case "/small": .ok("small")
            case "/packed": .ok(body: packed).adding("Content-Encoding", "deflate")
            case "/silent": .ok(body: body).delivered(.dripped(bytes: 2 << 20, every: .minutes(10)))
            default: .ok(body: body)
            }
        } _: { publisher, fetcher in
            for (path, timeout, maximum, type) in [
                ("/packed", Duration.minutes(10), 5 << 18, ErrorType.tooLarge), ("/silent", .seconds(10), 16 << 20, .timeout),
            ] {
                let earlier = publisher.requests.count
                var first: FetchResponse? = try await fetcher.response(FetchRequest(url: publisher.url("/first")))
                let error = Task {
                    await fetcher.error(FetchRequest(url: publisher.url(path), timeout: timeout, maximumBodyBytes: maximum))
                }
                while publisher.requests.count < earlier + 2 { try await Task.sleep(for: .milliseconds(5)) }
                for _ in 0..<5 { #expect(try await fetcher.response(FetchRequest(url: publisher.url("/small"))).body.count == 5) }
                #expect(first?.place != nil)
                first = nil
                #expect(await error.value?.type == type)
            }
        }
    }
}

extension FetchError {
    fileprivate static var crowded: FetchError {
        FetchError(
            .reset, "127.0.0.1: given up because too many large answers came at once", hint: "the limit is polling.bodies_in_memory",
            isTransient: true, isCrowded: true)
    }
}

/// A gzip stream (RFC 1952) of stored blocks, which is as large as what is in it.
private func stored(_ bytes: [UInt8]) -> [UInt8] {
    var (out, crc): ([UInt8], UInt32) = ([0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255], 0xFFFF_FFFF)
    for start in stride(from: 0, to: bytes.count, by: 65_535) {
        let block = bytes[start..<min(start + 65_535, bytes.count)]
        let count = UInt16(block.count)
        out += [block.endIndex == bytes.count ? 1 : 0, UInt8(count & 0xFF), UInt8(count >> 8), UInt8(~count & 0xFF), UInt8(~count >> 8)]
        out += block
    }
    for byte in bytes {
        crc ^= UInt32(byte)
        for _ in 0..<8 { crc = crc & 1 == 1 ? (crc >> 1) ^ 0xEDB8_8320 : crc >> 1 }
    }
    for number in [~crc, UInt32(bytes.count)] { out += (0..<4).map { UInt8(number >> (8 * $0) & 0xFF) } }
    return out
}

/// A zlib stream (RFC 1950) of zeros, 1 + 258 n of them.
private func packedZeros(_ total: Int) -> [UInt8] {
    // Adler-32 of zeros: the sums stay at 1, and their sum counts them.
    let sum = UInt32(total % 65_521) << 16 | 1
    return [0x78, 0x01] + Deflate.repeating(0, count: total) + (0..<4).map { UInt8(truncatingIfNeeded: sum >> (24 - 8 * $0)) }
}
