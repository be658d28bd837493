import NewsModel
import Testing

@testable import Fetching

@Suite struct ResponseHeadTests {
    private func head(_ lines: [String]) -> ResponseHead {
        var head = ResponseHead()
        for line in lines { Array(line.utf8).withUnsafeBytes { _ = head.receive($0) } }
        return head
    }

    @Test func `only the final block is kept, and no trailer`() {
        let read = head([
            "HTTP/1.1 103 Early Hints\r\n", "ETag: \"early\"\r\n", "\r\n", "HTTP/1.1 200 OK\r\n", "ETag: \"a\"\r\n", "\r\n",
            "ETag: \"trailer\"\r\n", "HTTP/1.1 500 No\r\n",
        ])
        #expect(read.status == 200)
        #expect(read.isComplete)
        #expect(read.fields == [HeaderField(name: "ETag", value: "\"a\"")])
    }

    @Test func `every byte counts, of blocks and trailers that are dropped too`() {
        #expect(
            head(["HTTP/1.1 100 \r\n", "A: b\r\n", "\r\n", "HTTP/1.1 200 \r\n", "\r\n", "C: d\r\n"]).byteCount == 15 + 6 + 2 + 15 + 2 + 6)
    }

    @Test(arguments: [
        ("A: b\r\n", "A", "b"), ("A:b\n", "A", "b"), ("a-B :\t b c \t\r\n", "a-B", "b c"), ("A:\r\n", "A", ""),
        ("A: b: c\r\n", "A", "b: c"),
        ("A: 1\r\n\t 2\r\n", "A", "1 2"), ("A: \u{E9}\r\n", "A", "\u{C3}\u{A9}"),
    ])
    func `a field is read as it stands, white space around it put aside`(lines: String, name: String, value: String) {
        var read = ResponseHead()
        for line in ["HTTP/1.1 200 OK\r\n"] + lines.split(separator: "\n").map({ $0 + "\n" }) + ["\r\n"] {
            Array(line.utf8).withUnsafeBytes { _ = read.receive($0) }
        }
        #expect(read.fields == [HeaderField(name: name, value: value)])
    }

    @Test(arguments: [": no name\r\n", "no colon\r\n", " folded onto nothing\r\n", "\0\r\n"])
    func `a line that is no field is passed over`(line: String) {
        let read = head(["HTTP/2 404 \r\n", line, "B: c\r\n", "\r\n"])
        #expect(read.status == 404)
        #expect(read.fields.last == HeaderField(name: "B", value: "c"))
    }

    @Test(arguments: ["HTTP/1.1", "HTTP/1.1 ", "HTTP/1.1 abc\r\n", "HTTP/1.1 2x0\r\n"])
    func `a status line without a status is no answer`(line: String) {
        #expect(!head([line, "\r\n"]).isComplete)
    }

    @Test(arguments: ["", "abc", "\u{E9}", "\u{C3}\u{A9}", "\u{FF}\u{80}"])
    func `a value's bytes are those it came with`(value: String) {
        #expect(HeaderText.text(of: HeaderText.bytes(of: value)) == value)
        #expect(HeaderText.bytes(of: value).count == value.unicodeScalars.count)
    }
}
