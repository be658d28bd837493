import Foundation

/// Why a secret could not be read. It names the file, never what is in it.
public struct SecretError: Error, Equatable, Sendable, CustomStringConvertible {
    /// What went wrong.
    public enum Code: Sendable {
        /// `${credential:…}` is not closed, or its name is empty or not of letters, digits, `.`, `_` and `-`.
        case malformed
        /// There is no `$CREDENTIALS_DIRECTORY`.
        case noDirectory
        /// The file is not there or cannot be read.
        case unreadable
        /// The file is empty, above 64 KiB, not UTF-8, or holds a control character.
        case unusable
    }

    /// What went wrong.
    public let code: Code
    /// For people: the file or the name, and what to do.
    public let message: String

    /// The message.
    public var description: String { message }
}

/// Puts secrets in the place of `${credential:NAME}` and reads the files of `*_file` keys, at the moment they are needed.
///
/// Method: systemd.exec(5), Credentials; the files stand in `$CREDENTIALS_DIRECTORY`.
public struct SecretResolver: Sendable {
    /// Where credentials stand; nil where there are none.
    public let credentialsDirectory: String?

    /// A resolver over `$CREDENTIALS_DIRECTORY`.
    public init(credentialsDirectory: String?) { self.credentialsDirectory = credentialsDirectory }

    /// A text with each `${credential:NAME}` replaced by what is in the file of that name.
    ///
    /// - Throws: ``SecretError``, of the first that cannot be had. Blocks: reads files.
    public func resolve(_ text: String, percentEncoding: Bool = false) throws(SecretError) -> String {
        var resolved = ""
        for part in try SecretResolver.parts(of: text) {
            switch part {
            case .text(let literal): resolved += literal
            case .credential(let name):
                resolved += percentEncoding ? SecretResolver.percentEncoded(try credential(name)) : try credential(name)
            }
        }
        return resolved
    }

    /// What is in a file, without the line break at its end. The file may be given as `${credential:NAME}`.
    ///
    /// - Throws: ``SecretError``. Blocks: reads a file.
    public func readSecret(file: String) throws(SecretError) -> String {
        if case .credential(let name)? = try SecretResolver.parts(of: file).first { return try credential(name) }
        return try SecretResolver.contents(file)
    }

    /// The path of a file that may be given as `${credential:NAME}`; the file is not opened.
    ///
    /// - Throws: ``SecretError``.
    public func path(of file: String) throws(SecretError) -> String {
        if case .credential(let name)? = try SecretResolver.parts(of: file).first { return try credentialPath(name) }
        return file
    }

    /// Everything but the unreserved characters of RFC 3986 section 2.3, so that a secret cannot end the part of a URL it stands in.
    private static func percentEncoded(_ secret: String) -> String {
        secret.addingPercentEncoding(withAllowedCharacters: unreserved) ?? ""
    }

    private static let unreserved = CharacterSet(charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")

    private func credential(_ name: String) throws(SecretError) -> String { try SecretResolver.contents(try credentialPath(name)) }

    private func credentialPath(_ name: String) throws(SecretError) -> String {
        guard let credentialsDirectory, !credentialsDirectory.isEmpty else {
            throw SecretError(
                code: .noDirectory,
                message: "credential \(name): there is no $CREDENTIALS_DIRECTORY (add LoadCredential=\(name):FILE to the unit)")
        }
        return credentialsDirectory + "/" + name
    }

    private static let limitInBytes = 65_536

    private static func contents(_ path: String) throws(SecretError) -> String {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else {
            throw SecretError(code: .unreadable, message: "\(path): \(String(cString: strerror(errno)))")
        }
        defer { close(descriptor) }
        var bytes = [UInt8](repeating: 0, count: limitInBytes + 1)
        var count = 0
        while count < bytes.count {
            let got = bytes.withUnsafeMutableBytes { read(descriptor, $0.baseAddress?.advanced(by: count), $0.count - count) }
            if got < 0 && errno == EINTR { continue }
            guard got >= 0 else { throw SecretError(code: .unreadable, message: "\(path): \(String(cString: strerror(errno)))") }
            if got == 0 { break }
            count += got
        }
        guard count <= limitInBytes else { throw SecretError(code: .unusable, message: "\(path): larger than 64 KiB, no secret") }
        var secret = bytes.prefix(count)
        if secret.last == 0x0A { secret.removeLast() }
        if secret.last == 0x0D { secret.removeLast() }
        guard !secret.isEmpty else { throw SecretError(code: .unusable, message: "\(path): empty") }
        // It goes into header fields and URLs: a line break in the middle would start another field.
        guard let text = String(validating: secret, as: UTF8.self), !secret.contains(where: { $0 < 0x20 || $0 == 0x7F }) else {
            throw SecretError(code: .unusable, message: "\(path): not one line of UTF-8 text")
        }
        return text
    }
}

extension SecretResolver {
    enum Part: Equatable {
        case text(String)
        case credential(String)
    }

    /// A text taken apart at its `${credential:NAME}`; every other `${` is refused.
    static func parts(of text: String) throws(SecretError) -> [Part] {
        guard text.utf8.contains(UInt8(ascii: "$")) else { return text.isEmpty ? [] : [.text(text)] }
        var parts: [Part] = []
        var rest = Substring(text)
        while let start = rest.firstRange(of: "${") {
            if start.lowerBound > rest.startIndex { parts.append(.text(String(rest[..<start.lowerBound]))) }
            let inside = rest[start.upperBound...].prefix { $0 != "}" }
            guard inside.endIndex < rest.endIndex, inside.hasPrefix("credential:"), isName(inside.dropFirst(11)) else {
                throw SecretError(
                    code: .malformed, message: "only ${credential:NAME} is replaced, NAME of letters, digits, '.', '_' and '-'")
            }
            parts.append(.credential(String(inside.dropFirst(11))))
            rest = rest[rest.index(after: inside.endIndex)...]
        }
        if !rest.isEmpty { parts.append(.text(String(rest))) }
        return parts
    }

    /// The same text with harmless letters for each credential, to look at its form; nil where a `${` is malformed.
    static func withPlaceholders(_ text: String) -> String? {
        guard let parts = try? parts(of: text) else { return nil }
        return parts.map { if case .text(let literal) = $0 { literal } else { "credential" } }.joined()
    }

    private static func isName(_ text: Substring) -> Bool {
        text.utf8.count <= 255 && text != "." && text != ".." && !text.isEmpty
            && text.utf8.allSatisfy {
                (0x30...0x39).contains($0) || (0x61...0x7A).contains($0 | 0x20) || $0 == 0x2D || $0 == 0x2E || $0 == 0x5F
            }
    }
}
