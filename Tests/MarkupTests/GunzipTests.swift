import Markup
import Testing

@Suite struct GunzipTests {
    /// `printf 'news\n' | gzip -n`
    private let packed: [UInt8] = [
        0x1F, 0x8B, 0x08, 0, 0, 0, 0, 0, 0, 0x03, 0xCB, 0x4B, 0x2D, 0x2F, 0xE6, 0x02, 0, 0xFE, 0x84, 0xA1, 0x59, 0x05, 0, 0, 0,
    ]

    @Test func `a member is unpacked, and several are one stream`() throws {
        #expect(Gunzip.isGzip(packed))
        #expect(try Gunzip.inflate(packed, limit: 100) == Array("news\n".utf8))
        #expect(try Gunzip.inflate(packed + packed, limit: 100) == Array("news\nnews\n".utf8))
        #expect(try Gunzip.inflate(packed + [0, 0, 0], limit: 100) == Array("news\n".utf8))
    }

    @Test func `what is cut, damaged or too large is told apart`() {
        #expect(throws: GunzipError.truncated) { try Gunzip.inflate(Array(packed.dropLast(6)), limit: 100) }
        #expect(throws: GunzipError.corrupt) { try Gunzip.inflate([0x1F, 0x8B, 0x09] + packed.dropFirst(3), limit: 100) }
        #expect(throws: GunzipError.tooLarge) { try Gunzip.inflate(packed, limit: 4) }
    }
}
