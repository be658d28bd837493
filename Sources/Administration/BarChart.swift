/// Bars over time as SVG, without script or style of its own: colours are classes of the page.
struct BarChart {
    /// A bar: what is counted, a part of it that is marked, and what it is called for people.
    struct Bar {
        var value: Int
        var marked = 0
        var label: String
    }

    /// What the whole chart shows, read out in place of it.
    let title: String
    let bars: [Bar]

    private static let step = 10
    private static let height = 48

    var svg: String {
        let highest = max(1, bars.map(\.value).max() ?? 1)
        let width = max(1, bars.count) * BarChart.step
        var svg = """
            <svg viewBox="0 0 \(width) \(BarChart.height)" preserveAspectRatio="none" role="img" aria-label="\(HTMLText.escaped(title))">
            """
        for (place, bar) in bars.enumerated() {
            svg += "<g><title>\(HTMLText.escaped(bar.label))</title>"
            svg += rectangle(place, from: 0, to: BarChart.height, "hit")
            // What is not nothing is seen.
            let top = bar.value == 0 ? 0 : max(1, bar.value * BarChart.height / highest)
            let marked = bar.marked == 0 ? 0 : max(1, bar.marked * BarChart.height / highest)
            svg += rectangle(place, from: 0, to: top, "bar") + rectangle(place, from: 0, to: min(marked, top), "mark") + "</g>"
        }
        return svg + "</svg>"
    }

    private func rectangle(_ place: Int, from bottom: Int, to top: Int, _ name: String) -> String {
        guard top > bottom else { return "" }
        let x = place * BarChart.step + 1
        return
            "<rect class=\"\(name)\" x=\"\(x)\" y=\"\(BarChart.height - top)\" width=\"\(BarChart.step - 2)\" height=\"\(top - bottom)\"/>"
    }
}

/// Parts of a whole side by side, in the colours of the page.
struct ShareBar {
    /// What it shows, read out in place of it.
    let title: String
    /// The name of a colour, and how many.
    let shares: [(colour: String, count: Int)]

    private static let width = 1000

    var svg: String {
        let total = max(1, shares.reduce(0) { $0 + $1.count })
        // What is not nothing is seen: the widest gives what the narrow ones need.
        var widths = shares.map { $0.count > 0 ? max(12, $0.count * ShareBar.width / total) : 0 }
        if let widest = widths.indices.max(by: { widths[$0] < widths[$1] }) {
            widths[widest] = max(0, widths[widest] + (shares.contains { $0.count > 0 } ? ShareBar.width - widths.reduce(0, +) : 0))
        }
        var svg = """
            <svg class="share" viewBox="0 0 \(ShareBar.width) 10" preserveAspectRatio="none" role="img" aria-label="\(HTMLText.escaped(title))">\
            <rect class="hit" x="0" y="0" width="\(ShareBar.width)" height="10"/>
            """
        var x = 0
        for (share, width) in zip(shares, widths) where width > 0 {
            svg += "<rect class=\"\(share.colour)-share\" x=\"\(x)\" y=\"0\" width=\"\(width)\" height=\"10\"/>"
            x += width
        }
        return svg + "</svg>"
    }
}
