import Dispatch
import Foundation
import Glibc
import Markup
import NewsModel

/// A document to be read offline, as it was asked for.
struct DocumentInput: Sendable {
    /// As given; `-` for standard input.
    var file: String
    /// Where the document is from: what relative links are relative to.
    var url: String?
    /// The response's header fields, names in lower case.
    var headers: [String: String] = [:]

    /// The `Content-Type` it came with.
    var contentType: String? { headers["content-type"] }

    /// The document, unpacked where it is gzip.
    ///
    /// - Throws: ``DocumentError`` where it cannot be had.
    func read(limit: Int = 256 << 20) throws(DocumentError) -> [UInt8] {
        var bytes: [UInt8]
        if file == "-" {
            bytes = Array(FileHandle.standardInput.readDataToEndOfFile())
        } else {
            var isDirectory: ObjCBool = false
            guard FileManager.default.fileExists(atPath: file, isDirectory: &isDirectory) else {
                throw DocumentError(type: "not_found", message: "no such file")
            }
            guard !isDirectory.boolValue, let data = FileManager.default.contents(atPath: file) else {
                throw DocumentError(type: "unreadable", message: isDirectory.boolValue ? "a directory" : "the file cannot be read")
            }
            bytes = Array(data)
        }
        guard Gunzip.isGzip(bytes) else { return bytes }
        do {
            bytes = try Gunzip.inflate(bytes, limit: limit)
        } catch {
            throw DocumentError(type: error == .tooLarge ? "too_large" : "truncated", message: "the gzip stream is damaged: \(error)")
        }
        return bytes
    }
}

/// Why a document could not be had, in the words of its answer.
struct DocumentError: Error, Sendable {
    var type: String
    var message: String
}

/// The documents of one call of `parse` or `extract`: files, standard input, or the lines of a manifest.
enum DocumentInputs {
    /// A question that may be none: a line of a manifest that could not be read.
    enum Request: Sendable {
        case document(DocumentInput)
        case invalid(file: String, DocumentError)
    }

    /// Answers each request with one line, in order, over all processors.
    ///
    /// - Parameter answer: From a document to its line, newline included. Called from many threads; the flag says whether it failed.
    /// - Returns: How many failed.
    static func answer(
        _ requests: [Request], with answer: @escaping @Sendable (DocumentInput) -> (line: [UInt8], isFailure: Bool)
    ) -> Int {
        var failures = 0
        // In batches, so that the answers of a long manifest need not be held all at once.
        for start in stride(from: 0, to: requests.count, by: 64) {
            let batch = Array(requests[start..<min(start + 64, requests.count)])
            let answers = Answers(count: batch.count)
            DispatchQueue.concurrentPerform(iterations: batch.count) { index in
                switch batch[index] {
                case .document(let input): answers.set(index, answer(input))
                case .invalid(let file, let error):
                    answers.set(index, (errorLine(file: file, type: error.type, message: error.message), true))
                }
            }
            for (line, isFailure) in answers.all {
                failures += isFailure ? 1 : 0
                write(line)
            }
        }
        return failures
    }

    /// The requests of files and URL, or of a manifest. Standard input where no file is named.
    static func requests(files: [String], url: String?, manifest: String?) throws(DocumentError) -> [Request] {
        guard let manifest else {
            return (files.isEmpty ? ["-"] : files).map { .document(DocumentInput(file: $0, url: url)) }
        }
        let text = try DocumentInput(file: manifest).read()
        return text.split(separator: 0x0A).filter { !$0.allSatisfy { $0 <= 0x20 } }.map { request(line: Data($0), url: url) }
    }

    private struct Line: Decodable {
        var file: String
        var url: String?
        var headers: [String: String]?
    }

    private static func request(line: Data, url: String?) -> Request {
        guard let line = try? JSONDecoder().decode(Line.self, from: line) else {
            return .invalid(
                file: "", DocumentError(type: "malformed", message: #"a line of the manifest is not {"file","url"?,"headers"?}"#))
        }
        var headers: [String: String] = [:]
        for (name, value) in line.headers ?? [:] { headers[name.lowercased()] = value }
        return .document(DocumentInput(file: line.file, url: line.url ?? url, headers: headers))
    }

    /// `{"file","error":{"type","message"}}`.
    static func errorLine(file: String, type: String, message: String, hint: String = "") -> [UInt8] {
        var json = JSONWriter()
        json.beginObject()
        json.member("file", file)
        json.key("error")
        json.beginObject()
        json.member("type", type)
        json.member("message", message)
        if !hint.isEmpty { json.member("hint", hint) }
        json.endObject()
        json.endObject()
        json.newline()
        return json.bytes
    }

    /// To standard output, whole; a reader that went away ends the program quietly.
    private static func write(_ bytes: [UInt8]) {
        bytes.withUnsafeBytes { raw in
            var rest = raw[...]
            while !rest.isEmpty {
                let written = rest.withUnsafeBytes { Glibc.write(1, $0.baseAddress, $0.count) }
                if written < 0 && errno == EINTR { continue }
                guard written > 0 else { exit(errno == EPIPE ? 0 : 74) }
                rest = rest.dropFirst(written)
            }
        }
    }
}

/// Lines that come in any order and leave in their own.
private final class Answers: @unchecked Sendable {
    private let lock = NSLock()
    private var lines: [([UInt8], Bool)]

    init(count: Int) { lines = Array(repeating: ([], false), count: count) }

    func set(_ index: Int, _ line: ([UInt8], Bool)) { lock.withLock { lines[index] = line } }

    var all: [([UInt8], Bool)] { lock.withLock { lines } }
}
