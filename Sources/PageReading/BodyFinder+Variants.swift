import Markup

extension BodyFinder {
    /// Of neighbours that say the same, as where a page has its text once for each width of a screen, leaves out all but the first.
    mutating func removeVariants() {
        for index in 0..<outline.tags.count where !isRemoved[index] && BodyFinder.mayVary(outline.tags[index]) {
            var next = sibling(after: index)
            while let variant = next, outline.tags[variant] == outline.tags[index], isSame(variant, as: index) {
                remove(variant)
                next = sibling(after: variant)
            }
        }
    }

    private static func mayVary(_ tag: HTMLTag) -> Bool { tag == .div || tag == .section }

    /// The next sibling but for what is no content.
    private func sibling(after index: Int) -> Int? {
        var next = Int(outline.ends[index])
        while next < outline.tags.count, outline.parents[next] == outline.parents[index] {
            let isNothing = outline.isSkipped[next] || outline.tags[next] == .text && outline.blockRange(of: next).isEmpty
            if !isNothing { return next }
            next = Int(outline.ends[next])
        }
        return nil
    }

    /// Whether two elements hold the same blocks and pictures; a line alone may well be said twice.
    private func isSame(_ variant: Int, as index: Int) -> Bool {
        let (own, others) = (outline.blocks[outline.blockRange(of: index)], outline.blocks[outline.blockRange(of: variant)])
        guard own.count == others.count, own.reduce(0, { $0 + $1.length }) >= 120 else { return false }
        return zip(own, others).allSatisfy { $0.length == $1.length && outline.tags[$0.container] == outline.tags[$1.container] }
            && zip(own, others).allSatisfy { outline.text(of: $0) == outline.text(of: $1) }
            && sources(in: variant) == sources(in: index)
    }

    private func sources(in index: Int) -> [ArraySlice<UInt8>?] {
        (index..<Int(outline.ends[index])).filter { outline.tags[$0] == .img }.map { outline.document.node(at: $0)?.bytes(of: .src) }
    }
}
