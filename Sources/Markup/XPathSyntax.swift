import CXML2

/// Whether a text is an XPath 1.0 expression at all.
public enum XPathSyntax {
    /// What is wrong with an expression; nil where it can be evaluated.
    ///
    /// Unknown functions and prefixes are found where evaluating it on a small page comes upon them.
    public static func problem(in expression: String) -> String? {
        wirespool_xml_silence()
        guard expression.utf8.count <= 4096, let context = xmlXPathNewContext(nil) else { return "it is too long" }
        defer { xmlXPathFreeContext(context) }
        context.pointee.error = { _, _ in }
        guard let compiled = xmlXPathCtxtCompile(context, expression) else {
            let error = context.pointee.lastError
            let place = Int(error.int1)
            guard place > 0, place < expression.utf8.count else { return "it ends too soon" }
            return "at '\(String(decoding: expression.utf8.dropFirst(place).prefix(20), as: UTF8.self))'"
        }
        xmlXPathFreeCompExpr(compiled)
        let page = HTMLDocument(utf8: Array("<p id=a class=b><a href=c>d</a></p>".utf8))
        return page.root.xpath(expression) == nil ? "it names a function or prefix that XPath 1.0 does not have" : nil
    }
}
