import Markup

extension PageReader {
    /// A page's blocks with what is known of each, for learning which of them are an article's text.
    package struct BlockSheet {
        /// The name of each column.
        package let names: [String]
        /// The text of each block, and its row.
        package let rows: [(text: String, features: ArraySlice<Float>)]
    }

    /// The blocks of a page as ``BlockModel`` sees them.
    package static func blockSheet(_ bytes: [UInt8], url: String?) throws(PageError) -> BlockSheet {
        let (document, _) = try document(bytes, contentType: nil)
        var reading = PageReading(document, url: url, hints: .init())
        reading.readHeadline(nil)
        let names = BlockFeature.allCases.map { String(describing: $0) }
        var finder = BodyFinder(reading.outline, titles: reading.titles)
        guard let container = finder.container() else { return BlockSheet(names: names, rows: []) }
        var rows: [(text: String, features: ArraySlice<Float>)] = []
        reading.features(&finder, in: container).eachTile { tile in
            for start in stride(from: 0, to: tile.count, by: BlockFeatures.width) {
                rows.append((reading.outline.text(of: reading.outline.blocks[rows.count]), tile[start..<start + BlockFeatures.width]))
            }
        }
        return BlockSheet(names: names, rows: rows)
    }
}
