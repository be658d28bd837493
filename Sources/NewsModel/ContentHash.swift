import Crypto
import Foundation

/// SHA-256 over an article's canonical content: what makes two texts the same.
public struct ContentHash: Hashable, Sendable {
    /// 32 bytes.
    public let bytes: [UInt8]

    /// The hash of these 32 bytes; nil where there are more or fewer.
    public init?(bytes: [UInt8]) {
        guard bytes.count == 32 else { return nil }
        self.bytes = bytes
    }

    /// The hash of an article's content.
    public init(of content: ArticleContent) {
        self.init(hashing: CanonicalContent(content).bytes)
    }

    /// The SHA-256 of any bytes.
    public init(hashing bytes: [UInt8]) {
        self.bytes = Array(SHA256.hash(data: bytes))
    }
}

extension ContentHash: CustomStringConvertible, Codable {
    /// `sha256:` and 64 hexadecimal digits.
    public var description: String {
        let digits = Array("0123456789abcdef".utf8)
        var text = Array("sha256:".utf8)
        for byte in bytes {
            text.append(digits[Int(byte >> 4)])
            text.append(digits[Int(byte & 15)])
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// Reads `sha256:<hex>`.
    public init?(_ text: String) {
        guard text.hasPrefix("sha256:") else { return nil }
        let hex = Array(text.utf8.dropFirst(7))
        guard hex.count == 64 else { return nil }
        func nibble(_ byte: UInt8) -> UInt8? {
            switch byte {
            case 0x30...0x39: byte - 0x30
            case 0x61...0x66: byte - 0x61 + 10
            default: nil
            }
        }
        var bytes = [UInt8]()
        for index in stride(from: 0, to: 64, by: 2) {
            guard let a = nibble(hex[index]), let b = nibble(hex[index + 1]) else { return nil }
            bytes.append(a << 4 | b)
        }
        self.bytes = bytes
    }

    /// Reads the string form.
    public init(from decoder: any Decoder) throws {
        let text = try decoder.singleValueContainer().decode(String.self)
        guard let hash = ContentHash(text) else {
            throw DecodingError.dataCorrupted(
                .init(codingPath: decoder.codingPath, debugDescription: "not a content hash: \(text)"))
        }
        self = hash
    }

    /// Writes the string form.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
