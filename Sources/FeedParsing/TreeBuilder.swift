/// A ``DocumentTree`` being built from what a parser reports, at the cost of copying its bytes once.
struct TreeBuilder {
    private(set) var nodes: [DocumentTree.Node] = []
    private(set) var attributes: [DocumentTree.Attribute] = []
    private(set) var bytes: [UInt8] = []
    private(set) var names: [QualifiedName] = []
    /// Whether a limit was reached and the rest left out.
    private(set) var isCut = false

    private var current: Int32 = -1
    private(set) var depth = 0
    private var ignoredDepth = 0
    private let limits: FeedLimits

    init(limits: FeedLimits, capacity: Int) {
        self.limits = limits
        bytes.reserveCapacity(capacity)
        nodes.reserveCapacity(capacity / 40)
    }

    mutating func addName(_ name: QualifiedName) -> Int32 {
        names.append(name)
        return Int32(truncatingIfNeeded: names.count - 1)
    }

    /// Whether there is room for more.
    private var hasRoom: Bool { nodes.count < limits.maximumNodes && bytes.count < Int(Int32.max) - (1 << 20) }

    mutating func startElement(_ name: Int32) {
        guard ignoredDepth == 0, depth < limits.maximumDepth, hasRoom else {
            ignoredDepth += 1
            isCut = isCut || !hasRoom
            return
        }
        let index = nodes.link(DocumentTree.Node(name: name, parent: current, start: Int32(attributes.count), end: Int32(attributes.count)))
        current = index
        depth += 1
    }

    mutating func addAttribute(_ name: Int32, _ value: some Collection<UInt8>) {
        guard ignoredDepth == 0, current >= 0, hasRoom, value.count < 1 << 20 else { return }
        let start = Int32(bytes.count)
        bytes.append(contentsOf: value)
        attributes.append(DocumentTree.Attribute(name: name, start: start, end: Int32(bytes.count)))
        nodes[Int(current)].end = Int32(attributes.count)
    }

    mutating func endElement() {
        if ignoredDepth > 0 {
            ignoredDepth -= 1
            return
        }
        guard current >= 0 else { return }
        current = nodes[Int(current)].parent
        depth -= 1
    }

    mutating func addText(_ text: some Collection<UInt8>) {
        guard !text.isEmpty, current >= 0, hasRoom, text.count <= Int(Int32.max) - (1 << 20) - bytes.count else { return }
        let last = nodes[Int(current)].lastChild
        if last >= 0, nodes[Int(last)].name == -1, Int(nodes[Int(last)].end) == bytes.count {
            bytes.append(contentsOf: text)
            nodes[Int(last)].end = Int32(bytes.count)
        } else {
            let start = Int32(bytes.count)
            bytes.append(contentsOf: text)
            _ = nodes.link(DocumentTree.Node(name: -1, parent: current, start: start, end: Int32(bytes.count)))
        }
    }
}
