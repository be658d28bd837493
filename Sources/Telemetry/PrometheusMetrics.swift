public import Metrics
import Synchronization

/// The back end of swift-metrics: keeps the values and writes them as Prometheus text.
///
/// Labels of metrics that come without the prefix `wirespool_` get it. A metric that is not in the catalogue is written as its kind says,
/// without a help line. One metric keeps at most 1,000 combinations of labels; what goes beyond is counted nowhere.
public final class PrometheusMetrics: MetricsFactory, Sendable {
    /// Before every metric's name.
    public static let prefix = "wirespool_"
    static let maximumSeries = 1000

    private struct Family {
        var kind: MetricDefinition.Kind
        var help: String?
        var series: [[Label]: MetricSeries] = [:]
    }

    private let families = Mutex<[String: Family]>([:])
    private let collectors = Mutex<[@Sendable () -> Void]>([])

    /// A back end that knows these metrics.
    public init(_ definitions: [MetricDefinition] = WirespoolMetrics.all) {
        families.withLock { families in
            for definition in definitions { families[definition.name] = Family(kind: definition.kind, help: definition.help) }
        }
    }

    /// Makes this the back end of swift-metrics for the whole process; to be called once.
    public func bootstrapMetricsSystem() { MetricsSystem.bootstrap(self) }

    /// Has something called before each text is written, which sets values that are only known when asked for.
    public func beforeWriting(_ collect: @escaping @Sendable () -> Void) { collectors.withLock { $0.append(collect) } }

    /// Sets a metric of the catalogue to a value that is counted elsewhere; also a counter.
    public func set(_ name: String, to value: Double, _ labels: [(String, String)] = []) {
        series(name, labels, .gauge).set(value)
    }

    /// Sets all series of a metric of the catalogue: those that are not among them are no longer written. However many there are: the caller
    /// bounds them.
    public func replace(_ name: String, with values: [(labels: [(String, String)], value: Double)]) {
        var all: [[Label]: MetricSeries] = [:]
        for (labels, value) in values {
            let made = MetricSeries(.gauge)
            made.set(value)
            all[labels.map { Label(name: PrometheusText.name($0.0), value: $0.1) }.sorted()] = made
        }
        let series = all
        families.withLock { $0[name, default: Family(kind: .gauge)].series = series }
    }

    /// All values in the text-based exposition format 0.0.4, sorted by name and labels.
    public func text() -> String {
        for collect in collectors.withLock({ $0 }) { collect() }
        var text = ""
        for (name, family) in families.withLock({ $0 }).sorted(by: { $0.key < $1.key }) where !family.series.isEmpty {
            let full = PrometheusMetrics.prefix + name
            if let help = family.help { text += "# HELP \(full) \(PrometheusText.escapedHelp(help))\n" }
            text += "# TYPE \(full) \(PrometheusText.type(family.kind))\n"
            for (labels, series) in family.series.sorted(by: { $0.key.lexicographicallyPrecedes($1.key) }) {
                PrometheusText.write(series, named: full, labels, to: &text)
            }
        }
        return text
    }

    private func series(_ label: String, _ dimensions: [(String, String)], _ kind: MetricDefinition.Kind) -> MetricSeries {
        var name = PrometheusText.name(label.hasPrefix(PrometheusMetrics.prefix) ? String(label.dropFirst(10)) : label)
        if kind == .counter && !name.hasSuffix("_total") { name += "_total" }
        var labels: [String: String] = [:]
        for (key, value) in dimensions { labels[PrometheusText.name(key)] = value }
        let key = labels.map { Label(name: $0.key, value: $0.value) }.sorted()
        return families.withLock { families in
            var family = families[name] ?? Family(kind: kind)
            if let known = family.series[key] { return known }
            let made = MetricSeries(family.kind)
            guard family.series.count < PrometheusMetrics.maximumSeries else { return made }
            family.series[key] = made
            families[name] = family
            return made
        }
    }

    /// The handler of a swift-metrics `Counter`.
    public func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler { series(label, dimensions, .counter) }

    /// The handler of a swift-metrics `FloatingPointCounter`.
    public func makeFloatingPointCounter(label: String, dimensions: [(String, String)]) -> any FloatingPointCounterHandler {
        series(label, dimensions, .counter)
    }

    /// The handler of a swift-metrics `Meter`.
    public func makeMeter(label: String, dimensions: [(String, String)]) -> any MeterHandler { series(label, dimensions, .gauge) }

    /// The handler of a swift-metrics `Recorder`, a histogram, or `Gauge`, the last value.
    public func makeRecorder(label: String, dimensions: [(String, String)], aggregate: Bool) -> any RecorderHandler {
        series(label, dimensions, aggregate ? .histogram(bounds: WirespoolMetrics.seconds) : .gauge)
    }

    /// The handler of a swift-metrics `Timer`: a histogram in seconds.
    public func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
        series(label, dimensions, .histogram(bounds: WirespoolMetrics.seconds))
    }

    /// Values stay until the process ends.
    public func destroyCounter(_ handler: any CounterHandler) {}
    /// Values stay until the process ends.
    public func destroyFloatingPointCounter(_ handler: any FloatingPointCounterHandler) {}
    /// Values stay until the process ends.
    public func destroyMeter(_ handler: any MeterHandler) {}
    /// Values stay until the process ends.
    public func destroyRecorder(_ handler: any RecorderHandler) {}
    /// Values stay until the process ends.
    public func destroyTimer(_ handler: any TimerHandler) {}
}
