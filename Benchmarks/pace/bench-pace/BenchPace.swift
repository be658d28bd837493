import Foundation
import Monitoring
import NewsModel

/// Compares rules of when to poll at equal requests: how long after its publication is an entry polled?
///
/// Standard input: a source a line, `{"group","dates":[milliseconds since 1970, rising]}`. Standard output: a table by group.
@main
struct BenchPace {
    struct Source: Decodable {
        let group: String
        let dates: [Int64]

        var instants: [Instant] { dates.map { Instant(milliseconds: $0) } }
    }

    static func main() {
        let decoder = JSONDecoder()
        let input = FileHandle.standardInput.readDataToEndOfFile()
        let sources = input.split(separator: 10).compactMap { try? decoder.decode(Source.self, from: $0) }
        var groups: [String: [[Instant]]] = [:]
        for source in sources { groups[source.group, default: []].append(source.instants) }
        print("group    sources  entries     polls  rule               mean   95 %  (minutes from publication to poll)")
        for (group, dates) in groups.sorted(by: { $0.key < $1.key }) {
            let ours = Simulation(dates, rule: .wirespool, scale: 1).outcome
            for rule in Rule.allCases {
                let outcome = rule == .wirespool ? ours : Simulation.outcome(dates, rule: rule, polls: ours.polls)
                let counts = [pad(group, 9), pad("\(dates.count)", 7), pad("\(outcome.delays.count)", 10), pad("\(outcome.polls)", 9)]
                    .joined()
                let mean = String(format: "%6.1f", outcome.mean)
                print("\(counts)  \(pad(rule.rawValue, -17)) \(mean) \(String(format: "%6.1f", outcome.percentile95))")
            }
        }
    }

    /// Filled up to a width; a negative one fills up behind.
    static func pad(_ text: String, _ width: Int) -> String {
        let fill = String(repeating: " ", count: max(0, abs(width) - text.count))
        return width < 0 ? text + fill : fill + text
    }
}

/// A rule of when to poll again.
enum Rule: String, CaseIterable {
    case wirespool
    case fixed = "fixed interval"
    /// A week by the entries of the last week, as Miniflux's `entry_frequency` has it.
    case frequency = "entry frequency"
    /// 0.8 times the interval after something new, 1.5 times after nothing.
    case adaptive = "×1.5 / ×0.8"
}

/// One rule over the dates of many sources.
struct Simulation {
    struct Outcome {
        var polls = 0
        var delays: [Double] = []

        var mean: Double { delays.reduce(0, +) / Double(max(1, delays.count)) }
        var percentile95: Double { delays.sorted().dropFirst(delays.count * 95 / 100).first ?? 0 }
    }

    private(set) var outcome = Outcome()
    private let rule: Rule
    private let scale: Double
    private static let policy: PollingPolicy = {
        var policy = PollingPolicy()
        policy.jitter = 0
        return policy
    }()
    /// So many entries a document holds.
    private static let listed = 30

    init(_ sources: [[Instant]], rule: Rule, scale: Double) {
        self.rule = rule
        self.scale = scale
        for dates in sources { run(dates) }
    }

    /// The outcome at a scale at which there are as many polls.
    static func outcome(_ sources: [[Instant]], rule: Rule, polls: Int) -> Outcome {
        var (low, high) = (1e-4, 1e3)
        var best = Outcome()
        for _ in 0..<30 {
            let scale = (low * high).squareRoot()
            best = Simulation(sources, rule: rule, scale: scale).outcome
            if best.polls == polls { break }
            if best.polls > polls { low = scale } else { high = scale }
        }
        return best
    }

    /// A quarter of the entries, twenty at most, is there at the first poll; what appears from then on is measured.
    private mutating func run(_ dates: [Instant]) {
        let known = min(20, dates.count / 4)
        guard known >= 2, let last = dates.last, let id = SourceID("a") else { return }
        let source = Source(id: id, url: "https://example.org/", polling: Simulation.policy)
        var now = dates[known - 1] + .seconds(1)
        var seen = known
        var state = SourceState(nextPollAt: now)
        var interval: Duration = .hours(1)
        while now <= last + .hours(1) {
            outcome.polls += 1
            var appeared = seen
            while appeared < dates.count, dates[appeared] <= now {
                outcome.delays.append((now - dates[appeared]) / .minutes(1))
                appeared += 1
            }
            let document = Array(dates[max(0, appeared - Simulation.listed)..<appeared])
            let isNew = appeared > seen
            seen = appeared
            switch rule {
            case .wirespool:
                let lesson = Lesson(source: source, before: state, now: now, chance: 0)
                let answer = Answer(url: source.url, status: isNew || state.lastPollAt == nil ? 200 : 304)
                let chain = RedirectChain(url: source.url, limit: 5)
                let hash = ContentHash(hashing: [UInt8(truncatingIfNeeded: appeared)])
                state =
                    answer.status == 200
                    ? lesson.afterReading(answer, chain: chain, bodyHash: hash, rhythm: DocumentRhythm(entryDates: document))
                    : lesson.afterNoChange(answer, chain: chain)
                now = state.nextPollAt
            case .fixed: now = now + clamped(.hours(1) * scale)
            case .frequency:
                let count = document.count { $0 > now - .days(7) }
                now = now + clamped((count > 0 ? .days(7) / Double(count) : .days(1)) * scale)
            case .adaptive:
                interval = clamped(interval * (isNew ? 0.8 : 1.5))
                now = now + clamped(interval * scale)
            }
        }
    }

    private func clamped(_ interval: Duration) -> Duration {
        min(max(interval, Simulation.policy.minimumInterval), Simulation.policy.maximumInterval)
    }
}
