extension HTMLNode {
    /// Whether a `button` was never closed and has swallowed what follows: it holds a paragraph of some length, or hundreds of elements.
    public var isButtonLeftOpen: Bool {
        guard tag == .button else { return false }
        if endIndex - index >= 200 { return true }
        return (index + 1..<endIndex).contains { inner in
            guard let node = document.node(at: inner), node.tag == .p else { return false }
            return node.text.utf8.count >= 60
        }
    }
}
