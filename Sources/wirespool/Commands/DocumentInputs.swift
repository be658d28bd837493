import Dispatch
import Foundation
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
    var hint = ""

    /// The exit status of a command that was asked for this document by name.
    var status: ExitStatus {
        switch type {
        case "not_found": .noInput
        case "unreadable": .notPermitted
        default: .dataError
        }
    }
}

/// The documents of one call of `parse` or `extract`: files, standard input, or the lines of a manifest.
enum DocumentInputs {
    /// A question that may be none: a line of a manifest that could not be read.
    enum Request: Sendable {
        case document(DocumentInput)
        case invalid(file: String, DocumentError)
    }

    /// From a document and its bytes to its line, newline included. Called from many threads.
    typealias Answer = @Sendable (DocumentInput, [UInt8]) throws(DocumentError) -> [UInt8]

    /// Answers each document with one line, in order, over all processors.
    ///
    /// - Throws: The exit status: 66 where the manifest cannot be read; without one, that of the first document that failed.
    static func run(_ options: DocumentOptions, answer: @escaping Answer) throws {
        let requests: [Request]
        do throws(DocumentError) {
            requests = try self.requests(files: options.files, url: options.url, manifest: options.manifest)
        } catch {
            throw failure(.noInput, "\(options.manifest ?? ""): \(error.message)")
        }
        var status = ExitStatus.done
        // In batches, so that the answers of a long manifest need not be held all at once.
        for start in stride(from: 0, to: requests.count, by: 64) {
            let batch = Array(requests[start..<min(start + 64, requests.count)])
            let answers = Answers(count: batch.count)
            DispatchQueue.concurrentPerform(iterations: batch.count) { index in
                answers.set(index, line(for: batch[index], answer))
            }
            for (line, failed) in answers.all {
                if status == .done, let failed { status = failed }
                StandardOutput.write(line)
            }
        }
        if status != .done && options.manifest == nil { throw status.code }
    }

    private static func line(for request: Request, _ answer: Answer) -> (line: [UInt8], failed: ExitStatus?) {
        let file: String
        do throws(DocumentError) {
            switch request {
            case .document(let input):
                file = input.file
                return (try answer(input, try input.read()), nil)
            case .invalid(let name, let error):
                file = name
                throw error
            }
        } catch {
            return (errorLine(file: file, error), error.status)
        }
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
    private static func errorLine(file: String, _ error: DocumentError) -> [UInt8] {
        var json = JSONWriter()
        json.beginObject()
        json.member("file", file)
        json.key("error")
        json.beginObject()
        json.member("type", error.type)
        json.member("message", error.message)
        if !error.hint.isEmpty { json.member("hint", error.hint) }
        json.endObject()
        json.endObject()
        json.newline()
        return json.bytes
    }
}

/// Lines that come in any order and leave in their own.
private final class Answers: @unchecked Sendable {
    private let lock = NSLock()
    private var lines: [([UInt8], ExitStatus?)]

    init(count: Int) { lines = Array(repeating: ([], nil), count: count) }

    func set(_ index: Int, _ line: ([UInt8], ExitStatus?)) { lock.withLock { lines[index] = line } }

    var all: [([UInt8], ExitStatus?)] { lock.withLock { lines } }
}
