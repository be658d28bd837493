extension SanitizedHTMLWriter {
    /// Whether white space within a text parts paragraphs, as a style sheet shows it (CSS Text, `white-space: pre-wrap`): it holds a blank line,
    /// and stands between a sentence that ends and more text. Markup that is only laid out with blank lines has no whole sentences beside them.
    ///
    /// - Parameter index: Of the first white space.
    static func partsParagraphs(_ run: UnsafeBufferPointer<UInt8>, at index: Int) -> Bool {
        guard index >= shortestParagraph, String(decoding: run[index - 4..<index], as: UTF8.self).last.map(sentenceEnds.contains) == true
        else { return false }
        var (end, lines) = (index, 0)
        while end < run.count {
            let space = PlainText.whiteSpaceLength(run, end)
            guard space > 0 else { break }
            if run[end] == 0x0A { lines += 1 }
            end += space
        }
        guard lines > 1, run.count - end >= shortestParagraph else { return false }
        // "Quay & Sons Ltd. … and was founded"
        return String(decoding: run[end..<min(end + 4, run.count)], as: UTF8.self).first?.isLowercase != true
    }

    /// In bytes.
    private static let shortestParagraph = 40

    private static let sentenceEnds = Set(".!?…。！？」』）)\"'”’»।۔؟")
}
