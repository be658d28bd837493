/// The text-based exposition format of Prometheus, version 0.0.4.
///
/// Source: <https://prometheus.io/docs/instrumenting/exposition_formats/>.
enum PrometheusText {
    static func type(_ kind: MetricDefinition.Kind) -> String {
        switch kind {
        case .counter: "counter"
        case .gauge: "gauge"
        case .histogram: "histogram"
        }
    }

    static func write(_ series: MetricSeries, named name: String, _ labels: [Label], to text: inout String) {
        let values = series.current
        guard let bounds = series.bounds else {
            text += "\(name)\(list(labels)) \(number(values.value))\n"
            return
        }
        var total = 0
        for (bound, count) in zip(bounds + [.infinity], values.counts) {
            total &+= count
            text += "\(name)_bucket\(list(labels + [Label(name: "le", value: number(bound))])) \(total)\n"
        }
        text += "\(name)_sum\(list(labels)) \(number(values.value))\n"
        text += "\(name)_count\(list(labels)) \(total)\n"
    }

    private static func list(_ labels: [Label]) -> String {
        labels.isEmpty ? "" : "{" + labels.map { "\($0.name)=\"\(escaped($0.value))\"" }.joined(separator: ",") + "}"
    }

    /// Whole numbers without a fraction, infinities as the format spells them.
    static func number(_ value: Double) -> String {
        if value.isNaN { return "NaN" }
        if value.isInfinite { return value < 0 ? "-Inf" : "+Inf" }
        if let whole = Int64(exactly: value) { return String(whole) }
        return "\(value)"
    }

    /// Letters, digits and underscores; anything else becomes an underscore.
    static func name(_ text: String) -> String {
        var name = ""
        for (index, byte) in text.utf8.enumerated() {
            let isLetter = (0x61...0x7A).contains(byte | 0x20) || byte == UInt8(ascii: "_")
            let isDigit = (0x30...0x39).contains(byte)
            if index == 0 && isDigit { name += "_" }
            name.unicodeScalars.append(isLetter || isDigit ? Unicode.Scalar(byte) : "_")
        }
        return name.isEmpty ? "_" : name
    }

    static func escaped(_ value: String) -> String { escaping(value, quotes: true) }

    static func escapedHelp(_ value: String) -> String { escaping(value, quotes: false) }

    private static func escaping(_ value: String, quotes: Bool) -> String {
        var out = String.UnicodeScalarView()
        for scalar in value.unicodeScalars {
            switch scalar {
            case "\\": out.append(contentsOf: "\\\\".unicodeScalars)
            case "\n": out.append(contentsOf: "\\n".unicodeScalars)
            case "\"" where quotes: out.append(contentsOf: "\\\"".unicodeScalars)
            default: out.append(scalar)
            }
        }
        return String(out)
    }
}
