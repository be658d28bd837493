import Testing

@testable import ConfigurationReading

/// Whatever stands in the file, reading ends with a configuration or with problems, in bounded time.
@Suite struct HostileInputTests {
    private static let levels = (1...30).map { "a\($0): &a\($0) [*a\($0 - 1), *a\($0 - 1), *a\($0 - 1)]\n" }.joined()

    @Test(arguments: [
        "a0: &a0 [x]\n" + levels, "a0: &a0 [x]\n" + levels + "? *a30\n: x\n", "a0: &a0 [x]\n" + levels + "{*a30 : x}\n",
        "a0: &a0 [x]\n" + levels + "k:\n  *a30 : x\n", "a0: &a0 [x]\n" + levels + "k: {[*a30]: x}\n",
        "a0: &a0 {x: y}\n" + (1...40).map { "a\($0): &a\($0) {<<: [*a\($0 - 1), *a\($0 - 1)]}\n" }.joined() + "spool: *a40\n",
        "sources:\n  - &a {<<: &b {id: a}}\n" + String(repeating: "  - *a\n", count: 1000),
    ])
    func `aliases cannot stand for an endless file`(text: String) {
        #expect(!problems(text).isEmpty)
    }

    @Test(arguments: ["[", "{a: ", "- ", "? ", "&a ", "!a ", "\"", "{[", "a:\n "])
    func `depth and repetition are bounded`(text: String) {
        #expect(!problems("sources: " + String(repeating: text, count: 50_000)).isEmpty)
        _ = problems(String(repeating: text, count: 5000))
    }

    @Test func `damaged configurations do not trap`() throws {
        let seed = Array(
            """
            spool: {directory: /x, min_free: 1GiB}
            polling: &p {interval: 60m, jitter: 10%, contact: "https://e.org/"}
            network: {allow: [10.0.0.0/8], proxy: "http://u:${credential:x}@h:1"}
            admin: {listen: ["[::1]:1", unix:/a]}
            sources:
              - {<<: *p, id: a, url: "https://u:${credential:p}@e.org/?q", timezone: Europe/Paris, headers: {A: "${credential:b}"}}
              - id: b
                url: https://عاجل.example/
                drop: {headline: ["^x(", y]}
                auth: {basic: {username: a, password_file: b}}
            """.utf8)
        let pieces: [[UInt8]] =
            [
                ":", "{", "}", "[", "]", "\"", "'", "\n", "\t", " ", "&a", "*p", "<<", "${", "|", ">", "%", "#", "-", "?", "!", "\u{FEFF}",
                "\\",
            ]
            .map { Array($0.utf8) } + [[0], [0xFF], [0xC3], [0xE2, 0x80]]
        var random = FixedRandom(state: 42)
        for _ in 0..<1000 {
            var bytes = seed
            for _ in 0..<Int.random(in: 1...4, using: &random) {
                let start = Int.random(in: 0..<bytes.count, using: &random)
                let end = min(bytes.count, start + Int.random(in: 0...3, using: &random))
                bytes.replaceSubrange(start..<end, with: pieces.randomElement(using: &random) ?? [])
            }
            do {
                _ = try ConfigurationReader.read(bytes: bytes, file: "w.yaml")
            } catch {
                #expect(!error.problems.isEmpty)
            }
        }
    }
}

/// SplitMix64, so that a failure can be had again.
struct FixedRandom: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
