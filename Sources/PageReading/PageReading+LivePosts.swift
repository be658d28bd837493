import Markup

extension PageReading {
    /// The times and headings of a live blog's posts are part of its text: takes back that they were left out.
    func restorePostHeads(in container: HTMLNode, _ removed: inout [Bool]) {
        for time in container.descendants where time.tag == .time {
            guard let post = post(around: time, in: container, removed) else { continue }
            outline.restore(time.index..<time.endIndex, upTo: post.index, in: &removed)
            for head in post.descendants {
                if head.tag == .p, !removed[head.index] { break }
                if head.tag == .h2 || head.tag == .h3 || head.tag == .h4 {
                    outline.restore(head.index..<head.endIndex, upTo: post.index, in: &removed)
                }
            }
        }
    }

    /// The nearest element around a time that has text of its own; nil where that holds other posts as well.
    private func post(around time: HTMLNode, in container: HTMLNode, _ removed: [Bool]) -> HTMLNode? {
        for index in outline.ancestors(of: time.index) {
            guard index > container.index, let above = document.node(at: index) else { return nil }
            guard above.descendants.contains(where: { $0.tag == .p && !removed[$0.index] && $0.text.utf8.count > 40 }) else { continue }
            return above.descendants.count { $0.tag == .time } == 1 ? above : nil
        }
        return nil
    }
}
