import Yams

/// A value of the configuration and the name it is spoken of by; each reader reports what it cannot take and gives nil.
struct Value {
    let node: Node
    let name: String
    let document: YAMLDocument

    func report(_ message: String, _ suggestion: String? = nil) { document.report(node.place, "\(name): \(message)", suggestion) }

    /// The text of a scalar, whatever YAML would make of it.
    func text(example: String) -> String? {
        guard case .scalar(let scalar) = node else {
            report("must be a single value, and is \(node.kindName)", "write \(name): \(example)")
            return nil
        }
        if node.isNothing {
            report("has no value", "write \(name): \(example), or remove the line")
            return nil
        }
        let tag = scalar.tag.rawValue
        guard tag.isEmpty || tag == "!" || ["str", "int", "bool", "float", "null"].contains(where: { tag == "tag:yaml.org,2002:\($0)" })
        else {
            report("has the tag \(YAMLDocument.shortened(tag))", "write the value alone")
            return nil
        }
        return scalar.string
    }

    /// One line of text without control characters, white space around it dropped.
    func line(example: String, mayBeEmpty: Bool = false, limit: Int = 1024) -> String? {
        guard let text = text(example: example) else { return nil }
        let line = trimmed(text)
        if line.unicodeScalars.contains(where: {
            $0.value < 0x20 || (0x7F...0x9F).contains($0.value) || $0.value == 0x2028 || $0.value == 0x2029
        }) {
            report("must be one line without control characters", "write \(name): \(example)")
            return nil
        }
        if line.isEmpty && !mayBeEmpty {
            report("is empty", "write \(name): \(example)")
            return nil
        }
        if line.utf8.count > limit {
            report("is longer than \(limit) bytes", "shorten it")
            return nil
        }
        return line
    }

    private func trimmed(_ text: String) -> String {
        var scalars = text.unicodeScalars[...]
        while let first = scalars.first, first.properties.isWhitespace { scalars.removeFirst() }
        while let last = scalars.last, last.properties.isWhitespace { scalars.removeLast() }
        return String(scalars)
    }

    func boolean() -> Bool? {
        guard let text = text(example: "true") else { return nil }
        switch text {
        case "true", "True", "TRUE": return true
        case "false", "False", "FALSE": return false
        default:
            let meant = ["yes", "on", "y", "1"].contains(text.lowercased()) ? "true" : "false"
            report("'\(YAMLDocument.shortened(text))' is neither true nor false", "write \(meant)")
            return nil
        }
    }

    func integer(_ range: ClosedRange<Int>) -> Int? {
        guard let text = text(example: "\(range.lowerBound)") else { return nil }
        guard let number = Quantities.digits(text.replacing("_", with: "")) else {
            report(
                "'\(YAMLDocument.shortened(text))' is not a whole number", "write a number from \(range.lowerBound) to \(range.upperBound)")
            return nil
        }
        return within(number, range) { String($0) }
    }

    /// A duration within a range of seconds.
    func duration(_ range: ClosedRange<Int>, or words: String = "") -> Duration? {
        guard let text = text(example: Quantities.text(seconds: range.lowerBound)) else { return nil }
        guard let seconds = Quantities.seconds(text) else {
            let number = Quantities.digits(text).map { "write \($0)s, \($0)m, \($0)h or \($0)d" }
            report(
                number == nil ? "'\(YAMLDocument.shortened(text))' is not a duration" : "\(text) has no unit",
                number ?? "write \(words)a whole number and s, m, h or d, such as 90s, 15m, 12h, 7d")
            return nil
        }
        return within(seconds, range, Quantities.text(seconds:)).map { .seconds($0) }
    }

    /// A number of bytes within a range.
    func size(_ range: ClosedRange<Int>) -> Int? {
        guard let text = text(example: Quantities.text(bytes: range.lowerBound)) else { return nil }
        guard let bytes = Quantities.bytes(text) else {
            let number = Quantities.digits(text).map { "write \(Quantities.text(bytes: $0))" }
            report(
                number == nil ? "'\(YAMLDocument.shortened(text))' is not a size" : "\(text) has no unit",
                number ?? "write a whole number and KiB, MiB, GiB or TiB (1024), or KB, MB, GB or TB (1000), such as 16MiB")
            return nil
        }
        return within(bytes, range, Quantities.text(bytes:))
    }

    /// A share, 0–1, of a percentage.
    func share() -> Double? {
        guard let text = text(example: "10%") else { return nil }
        guard let share = Quantities.share(text) else {
            let number = Quantities.digits(text).flatMap { $0 <= 100 ? "write \($0)%" : nil }
            report("'\(YAMLDocument.shortened(text))' is not a percentage from 0% to 100%", number ?? "such as 10%")
            return nil
        }
        return share
    }

    /// One of a few words.
    func choice<Choice: RawRepresentable & CaseIterable>(_: Choice.Type) -> Choice? where Choice.RawValue == String {
        let words = Choice.allCases.map(\.rawValue)
        guard let text = text(example: words.first ?? "") else { return nil }
        if let choice = Choice(rawValue: text) { return choice }
        let near = nearest(text, among: words)
        report("'\(YAMLDocument.shortened(text))' is not known", near.map { "write \($0)" } ?? "one of " + words.joined(separator: ", "))
        return nil
    }

    /// The items of a list; nothing at all is an empty one.
    func list(limit: Int, example: String) -> [Value]? {
        if node.isNothing { return [] }
        guard case .sequence(let items) = node else {
            report("must be a list, and is \(node.kindName)", "write \(name): [\(example)]")
            return nil
        }
        guard items.count <= limit else {
            report("has \(items.count) items", "\(limit) at most")
            return nil
        }
        return items.filter(document.count).map { Value(node: $0, name: name, document: document) }
    }

    private func within(_ number: Int, _ range: ClosedRange<Int>, _ text: (Int) -> String) -> Int? {
        if range.contains(number) { return number }
        let (bound, edge) = number < range.lowerBound ? ("below", range.lowerBound) : ("above", range.upperBound)
        report("\(text(number)) is \(bound) \(text(edge))", "write a value from \(text(range.lowerBound)) to \(text(range.upperBound))")
        return nil
    }
}
