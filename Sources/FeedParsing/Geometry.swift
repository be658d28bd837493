/// Where an item is: GeoRSS simple and GML (<https://www.ogc.org/standard/georss/>), and the W3C's latitude and longitude.
extension EntryReader {
    mutating func readGeometry(_ element: Element) {
        switch (element.vocabulary, element.local) {
        case (.w3cGeo, .lat): setCoordinate(element, at: 1)
        case (.w3cGeo, .long): setCoordinate(element, at: 0)
        case (.w3cGeo, .point): for child in element.children { readGeometry(child) }
        case (_, .where_): for child in element.children { readGeometry(child) }
        case (_, .point): setShape("Point", element)
        case (_, .line), (_, .linestring): setShape("LineString", element)
        case (_, .polygon): setShape("Polygon", element)
        case (_, .box), (_, .envelope): setShape("Box", element)
        default: break
        }
    }

    private mutating func setCoordinate(_ element: Element, at index: Int) {
        guard let value = Double(element.text), value.isFinite, abs(value) <= 360 else { return }
        var point = entry.geo?.type == "Point" ? entry.geo?.points.first ?? [0, 0] : [0, 0]
        guard point.count == 2 else { return }
        point[index] = value
        entry.geo = FeedGeometry(type: "Point", points: [point])
    }

    private mutating func setShape(_ type: String, _ element: Element) {
        let text = EntryReader.numbers(in: element, depth: 0)
        let numbers = text.split { $0.isWhitespace || $0 == "," }.prefix(10_000).compactMap { Double($0) }.filter(\.isFinite)
        guard numbers.count >= 2, numbers.count % 2 == 0 else { return }
        // Latitude first, but for projected systems, whose axes have an order of their own.
        let system = element["srsname"]
        let isGeographic = system == nil || system?.hasSuffix("4326") == true
        var points: [[Double]] = []
        for index in stride(from: 0, to: numbers.count, by: 2) {
            let pair = [numbers[index], numbers[index + 1]]
            points.append(isGeographic ? pair.reversed() : pair)
        }
        entry.geo = FeedGeometry(type: type, points: points)
    }

    private static func numbers(in element: Element, depth: Int) -> String {
        guard depth < 6 else { return "" }
        return element.rawText + " " + element.children.map { numbers(in: $0, depth: depth + 1) }.joined(separator: " ")
    }
}
