import Markup

extension PageReading {
    /// The times and headings of a live blog's posts are part of its text: takes back that they were left out.
    ///
    /// A live blog is what says so in JSON-LD, or what has three posts side by side, each with a time and a text of its own, and in them most
    /// of its text.
    ///
    /// - Complexity: Linear in the container's nodes.
    func restorePostHeads(in container: HTMLNode, _ removed: inout [Bool]) {
        let times = (container.index + 1..<container.endIndex).filter { outline.tags[$0] == .time }
        guard times.count >= 3 || linked.isLiveBlog && !times.isEmpty else { return }
        let before = textsBefore(removed)
        func texts(in node: Int) -> Int {
            let blocks = outline.blockRange(of: node)
            return before[blocks.upperBound] - before[blocks.lowerBound]
        }
        var posts = posts(around: times, in: container, before)
        if !linked.isLiveBlog {
            let byParent = posts.reduce(into: [:]) { $0[outline.parents[$1.node], default: 0] += 1 }
            posts.removeAll { byParent[outline.parents[$0.node], default: 0] < 3 }
            guard 2 * posts.reduce(0, { $0 + texts(in: $1.node) }) > texts(in: container.index) else { return }
        }
        for post in posts {
            let end = Int(outline.ends[post.node])
            outline.restore(post.time..<Int(outline.ends[post.time]), upTo: container.index, in: &removed)
            for index in post.node..<end {
                if outline.tags[index] == .p, !removed[index] { break }
                if outline.tags[index].isPostHead { restoreHead(index, upTo: container.index, in: &removed) }
            }
            if let head = headBefore(post.node) { restoreHead(head, upTo: container.index, in: &removed) }
        }
    }

    private func restoreHead(_ index: Int, upTo container: Int, in removed: inout [Bool]) {
        outline.restore(index..<Int(outline.ends[index]), upTo: container, in: &removed)
    }

    /// The heading that stands right before a node, nothing but white space between them.
    private func headBefore(_ node: Int) -> Int? {
        var index = node - 1
        while index > 0, outline.tags[index] == .text, outline.blockRange(of: index).isEmpty { index -= 1 }
        let heading = ([index] + outline.ancestors(of: index).prefix(4)).first { outline.tags[$0].isPostHead }
        return heading.flatMap { outline.parents[$0] == outline.parents[node] ? $0 : nil }
    }

    /// Of each block how many before it are text that was taken.
    private func textsBefore(_ removed: [Bool]) -> [Int] {
        var texts = [0]
        for block in outline.blocks {
            let isText = block.length > 40 && !outline.isOut(block, removed) && !outline.tags[block.container].isPostHead
            texts.append((texts.last ?? 0) + (isText ? 1 : 0))
        }
        return texts
    }

    /// Of each time the nearest element around it that has text of its own, unless that holds other times as well.
    private func posts(around times: [Int], in container: HTMLNode, _ texts: [Int]) -> [(time: Int, node: Int)] {
        times.enumerated().compactMap { number, time -> (time: Int, node: Int)? in
            for index in outline.ancestors(of: time) where index > container.index {
                let blocks = outline.blockRange(of: index)
                guard texts[blocks.upperBound] > texts[blocks.lowerBound] else { continue }
                let isOnly =
                    (number == 0 || times[number - 1] < index)
                    && (number + 1 == times.count || times[number + 1] >= Int(outline.ends[index]))
                return isOnly ? (time, index) : nil
            }
            return nil
        }
    }
}

extension HTMLTag {
    /// A heading that a post may bear.
    fileprivate var isPostHead: Bool { self == .h2 || self == .h3 || self == .h4 }
}
