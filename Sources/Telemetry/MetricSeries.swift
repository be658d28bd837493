import Metrics
import Synchronization

/// One label of a metric and its value.
struct Label: Hashable, Comparable, Sendable {
    var name: String
    var value: String

    static func < (a: Label, b: Label) -> Bool { (a.name, a.value) < (b.name, b.value) }
}

/// The values of one metric under one combination of labels.
final class MetricSeries: Sendable {
    struct Values {
        /// Of a counter or gauge, the value; of a histogram, the sum.
        var value: Double = 0
        /// Of a histogram: how many values fell into each interval, the last one open.
        var counts: [Int] = []
    }

    /// The upper bounds of a histogram, rising; nil for a counter or gauge.
    let bounds: [Double]?
    private let values: Mutex<Values>

    init(_ kind: MetricDefinition.Kind) {
        if case .histogram(let bounds) = kind {
            self.bounds = bounds
            values = Mutex(Values(counts: Array(repeating: 0, count: bounds.count + 1)))
        } else {
            bounds = nil
            values = Mutex(Values())
        }
    }

    var current: Values { values.withLock { $0 } }

    private func add(_ amount: Double) { values.withLock { $0.value += amount } }

    private func put(_ value: Double) {
        guard let bounds else {
            values.withLock { $0.value = value }
            return
        }
        guard !value.isNaN else { return }
        let interval = bounds.firstIndex { value <= $0 } ?? bounds.count
        values.withLock { values in
            values.value += value
            values.counts[interval] &+= 1
        }
    }
}

extension MetricSeries: CounterHandler, FloatingPointCounterHandler {
    func increment(by amount: Int64) { if amount > 0 { add(Double(amount)) } }
    func increment(by amount: Double) { if amount > 0 && amount.isFinite { add(amount) } }
    func reset() { values.withLock { $0.value = 0 } }
}

extension MetricSeries: RecorderHandler {
    func record(_ value: Int64) { put(Double(value)) }
    func record(_ value: Double) { put(value) }
}

extension MetricSeries: MeterHandler {
    func set(_ value: Int64) { put(Double(value)) }
    func set(_ value: Double) { put(value) }
    func decrement(by amount: Double) { if amount > 0 && amount.isFinite { add(-amount) } }
}

extension MetricSeries: TimerHandler {
    func recordNanoseconds(_ duration: Int64) { put(Double(duration) / 1_000_000_000) }
}
