import Testing

@testable import ConfigurationReading

@Suite struct QuantitiesTests {
    @Test(arguments: [("0s", 0), ("90s", 90), ("15m", 900), ("12h", 43_200), ("7d", 604_800), ("7 d", 604_800)])
    func `durations are read`(text: String, seconds: Int) {
        #expect(Quantities.seconds(text) == seconds)
    }

    @Test(arguments: ["", "s", "1", "-1s", "1.5h", "1w", "1h30m", "1 h 1", "١s", "9223372036854775807d", "1S"])
    func `nothing else is a duration`(text: String) {
        #expect(Quantities.seconds(text) == nil)
    }

    @Test(arguments: [("16MiB", 16 << 20), ("1KiB", 1024), ("1KB", 1000), ("2GB", 2_000_000_000), ("3 TiB", 3 << 40), ("5B", 5), ("0B", 0)])
    func `sizes are read, binary and decimal`(text: String, bytes: Int) {
        #expect(Quantities.bytes(text) == bytes)
    }

    @Test(arguments: ["", "16", "16M", "16mib", "1.5MiB", "9999999999TiB", "MiB"])
    func `nothing else is a size`(text: String) {
        #expect(Quantities.bytes(text) == nil)
    }

    @Test(arguments: [("0%", 0), ("10%", 0.1), ("2.5%", 0.025), ("100%", 1), ("100.0%", 1)])
    func `shares are read`(text: String, share: Double) {
        #expect(Quantities.share(text) == share)
    }

    @Test(arguments: ["", "%", "10", "0.1", "101%", "100.1%", "-1%", "1.25%", "1.%", ".5%"])
    func `nothing else is a share`(text: String) {
        #expect(Quantities.share(text) == nil)
    }

    @Test func `what is written is the largest unit that fits`() {
        #expect([0, 59, 60, 90, 3600, 86_400].map(Quantities.text(seconds:)) == ["0s", "59s", "1m", "90s", "1h", "1d"])
        #expect([0, 1000, 1024, 1 << 30, 1500].map(Quantities.text(bytes:)) == ["0B", "1KB", "1KiB", "1GiB", "1500B"])
    }

    @Test(arguments: [
        ("intervall", "interval"), ("Interval", "interval"), ("min-interval", "min_interval"), ("jiter", "jitter"), ("user", "user_agent"),
        ("xyz", nil), ("", nil),
    ])
    func `a misspelt key has a nearest one`(text: String, key: String?) {
        #expect(nearest(text, among: PollingKey.allCases.map(\.rawValue)) == key)
    }
}
