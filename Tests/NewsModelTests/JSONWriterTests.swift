import Foundation
import Testing

@testable import NewsModel

@Suite struct JSONWriterTests {
    private func read(_ writer: JSONWriter) throws -> [String: Any] {
        try #require(JSONSerialization.jsonObject(with: Data(writer.bytes)) as? [String: Any])
    }

    @Test func `every character comes back`() throws {
        var text = String(String.UnicodeScalarView((0..<0x300).compactMap(Unicode.Scalar.init)))
        text += "\u{2028}\u{2029}\u{202A}\u{2027}عاجل 👩‍👩‍👧 \u{FEFF}\u{FFFD}\u{10FFFF}\\\"/"
        var json = JSONWriter()
        json.beginObject()
        json.member(text, text)
        json.endObject()
        #expect(try read(json) as? [String: String] == [text: text])
        #expect(!json.bytes.contains { $0 < 0x20 || $0 == 0x7F })
        #expect(!json.text.unicodeScalars.contains("\u{2028}") && !json.text.unicodeScalars.contains("\u{2029}"))
    }

    @Test func `a line of JSON holds everything in the order it is written`() {
        var json = JSONWriter()
        json.beginObject()
        json.member("a", 1)
        json.member("absent", nil as String?)
        json.key("b")
        json.beginArray()
        json.beginArray()
        json.endArray()
        json.beginObject()
        json.endObject()
        json.null()
        json.boolean(false)
        json.number(0.5)
        json.raw("[1]".utf8)
        json.string("\n")
        json.endArray()
        json.strings("none", [])
        json.strings("c", ["d", "e"])
        json.endObject()
        json.newline()
        #expect(json.text == #"{"a":1,"b":[[],{},null,false,0.5,[1],"\n"],"c":["d","e"]}"# + "\n")
    }

    @Test(arguments: [0, -0.5, 1e300, 1e-7, 0.1, 1e16, .nan, .infinity])
    func `a number comes back, or null`(number: Double) throws {
        var json = JSONWriter()
        json.beginObject()
        json.key("n")
        json.number(number)
        json.endObject()
        let value = try read(json)["n"]
        if number.isFinite {
            #expect((value as? NSNumber)?.doubleValue == number)
        } else {
            #expect(value is NSNull)
        }
    }
}
