import Metrics
import NewsModel
import Testing

@testable import Telemetry

@Suite struct PrometheusMetricsTests {
    @Test func `values come sorted, with help and type, under the prefix`() {
        let metrics = PrometheusMetrics([
            MetricDefinition(name: "polls_total", kind: .counter, help: "Polls,\nby \\ outcome."),
            MetricDefinition(name: "transfers_underway", kind: .gauge, help: "Transfers."),
            MetricDefinition(name: "commit_seconds", kind: .histogram(bounds: [0.5, 1]), help: "Commits."),
            MetricDefinition(name: "never_used", kind: .gauge, help: "Not there."),
        ])
        Counter(label: "polls_total", dimensions: [("outcome", "success")], factory: metrics).increment(by: 2)
        Counter(label: "polls_total", dimensions: [("outcome", "failure")], factory: metrics).increment()
        Counter(label: "wirespool_polls_total", dimensions: [("outcome", "success")], factory: metrics).increment()
        Meter(label: "transfers_underway", factory: metrics).set(1.5)
        let commits = Timer(label: "commit_seconds", dimensions: [], factory: metrics)
        for milliseconds in [100, 500, 700, 60_000] { commits.recordMilliseconds(milliseconds) }
        #expect(
            metrics.text() == """
                # HELP wirespool_commit_seconds Commits.
                # TYPE wirespool_commit_seconds histogram
                wirespool_commit_seconds_bucket{le="0.5"} 2
                wirespool_commit_seconds_bucket{le="1"} 3
                wirespool_commit_seconds_bucket{le="+Inf"} 4
                wirespool_commit_seconds_sum 61.3
                wirespool_commit_seconds_count 4
                # HELP wirespool_polls_total Polls,\\nby \\\\ outcome.
                # TYPE wirespool_polls_total counter
                wirespool_polls_total{outcome="failure"} 1
                wirespool_polls_total{outcome="success"} 3
                # HELP wirespool_transfers_underway Transfers.
                # TYPE wirespool_transfers_underway gauge
                wirespool_transfers_underway 1.5

                """)
    }

    @Test func `labels are escaped and sorted, names made such as Prometheus takes`() {
        let metrics = PrometheusMetrics([])
        Counter(label: "2.odd-name", dimensions: [("b.c", "a\"b\\c\nd"), ("a", "ش")], factory: metrics).increment()
        #expect(
            metrics.text() == """
                # TYPE wirespool__2_odd_name_total counter
                wirespool__2_odd_name_total{a="ش",b_c="a\\"b\\\\c\\nd"} 1

                """)
    }

    @Test func `series that are replaced are there or gone together, however many they are`() {
        let metrics = PrometheusMetrics([MetricDefinition(name: "failures", kind: .gauge, help: "By source.")])
        metrics.replace("failures", with: (0..<1999).map { ([("source", "s\($0)")], Double($0)) })
        #expect(metrics.text().split(separator: "\n").count == 2 + 1999)
        #expect(metrics.text().contains("wirespool_failures{source=\"s1998\"} 1998\n"))
        metrics.replace("failures", with: [([("source", "a")], 3)])
        #expect(metrics.text().hasSuffix("gauge\nwirespool_failures{source=\"a\"} 3\n"))
        metrics.replace("failures", with: [])
        #expect(metrics.text() == "")
    }

    @Test(arguments: [
        (0.0, "0"), (-3, "-3"), (1.25, "1.25"), (1e15, "1000000000000000"), (.infinity, "+Inf"), (-.infinity, "-Inf"), (.nan, "NaN"),
    ])
    func `numbers are written as the format spells them`(value: Double, text: String) {
        #expect(PrometheusText.number(value) == text)
    }

    @Test func `a counter never falls, whatever it is given`() {
        let metrics = PrometheusMetrics([])
        let counter = FloatingPointCounter(label: "seconds_total", factory: metrics)
        for amount in [1.5, -1, .nan, .infinity] { counter.increment(by: amount) }
        #expect(metrics.text().hasSuffix("wirespool_seconds_total 1.5\n"))
    }

    @Test func `a label that takes ever new values does not fill the memory`() {
        let metrics = PrometheusMetrics([])
        for number in 0..<1500 { Counter(label: "hosts_total", dimensions: [("host", "\(number)")], factory: metrics).increment() }
        #expect(metrics.text().split(separator: "\n").count == 1 + PrometheusMetrics.maximumSeries)
    }

    @Test func `what is only known when asked is asked for each text`() {
        let metrics = PrometheusMetrics()
        let log = EventLog(level: .info, destination: .file(path: "/dev/full"))
        metrics.addProcess(version: "1.2.3", log: log, startedAt: Instant(milliseconds: 1_500))
        #expect(metrics.text().contains("wirespool_log_lines_dropped_total 0\n"))
        log.emit(Event(.daemonReady))
        log.flush()
        let text = metrics.text()
        #expect(text.contains("wirespool_log_lines_dropped_total 1\n"))
        #expect(text.contains("wirespool_build_info{version=\"1.2.3\"} 1\n"))
        #expect(text.contains("wirespool_process_start_time_seconds 1.5\n"))
        #expect(text.contains("wirespool_process_resident_memory_bytes "))
    }

    @Test func `the catalogue's names are Prometheus names with base units`() {
        #expect(Set(WirespoolMetrics.all.map(\.name)).count == WirespoolMetrics.all.count)
        for metric in WirespoolMetrics.all {
            #expect(metric.name.wholeMatch(of: /[a-z]+(_[a-z]+)*/) != nil, "\(metric.name)")
            #expect((metric.kind == .counter) == metric.name.hasSuffix("_total"), "\(metric.name)")
            #expect(!metric.help.isEmpty)
            if case .histogram(let bounds) = metric.kind { #expect(bounds == bounds.sorted()) }
        }
    }
}
