import ArgumentParser
import Foundation
import NewsModel

/// `wirespool hash`: the content hash of article JSON, computed anew from its text.
struct Hash: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "hash",
        abstract: "Print the content hash of article JSON.",
        discussion: """
            Reads files, or stdin where none is named or the name is -: one article, or one a line. Prints the hash of each, with the \
            file's name where several are given. Only headline, body_text and summary are looked at; a content_hash that stands in \
            the JSON is not. Exit status 65 where something is not an article's JSON, 66 where a file is not there.
            """)

    @Argument(help: "Files of article JSON; - is stdin.")
    var files: [String] = []

    @Flag(help: "Write the bytes that are hashed instead of the hash.")
    var canonical = false

    @Flag(help: "Print one JSON object a line.")
    var json = false

    func validate() throws {
        if canonical && json { throw ValidationError("--canonical writes bytes, and --json JSON: give one of them.") }
    }

    func run() throws {
        var status = ExitStatus.done
        for file in files.isEmpty ? ["-"] : files {
            guard let input = Hash.contents(file) else {
                warn("\(file): \(String(cString: strerror(errno)))")
                status = .noInput
                continue
            }
            do throws(ArticleText.Failure) {
                for content in try ArticleText.read(input) { write(content, of: file) }
            } catch {
                warn("\(file): \(error.message)")
                if status == .done { status = .dataError }
            }
        }
        if status != .done { throw status.code }
    }

    private func write(_ content: ArticleContent, of file: String) {
        let bytes = CanonicalContent(content).bytes
        var output: [UInt8]
        if canonical {
            output = bytes
        } else if json {
            var writer = JSONWriter()
            writer.beginObject()
            writer.member("file", file)
            writer.member("content_hash", ContentHash(hashing: bytes).description)
            writer.endObject()
            writer.newline()
            output = writer.bytes
        } else {
            output = Array(ContentHash(hashing: bytes).description.utf8)
            if files.count > 1 { output += Array("  \(file)".utf8) }
            output.append(0x0A)
        }
        StandardOutput.write(output)
    }

    private static func contents(_ file: String) -> Data? {
        if file == "-" { return try? FileHandle.standardInput.readToEnd() ?? Data() }
        let descriptor = open(file, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        do {
            return try handle.readToEnd() ?? Data()
        } catch {
            errno = EISDIR
            return nil
        }
    }
}

/// The text of articles in their JSON: what the content hash is over.
enum ArticleText {
    /// Why it could not be read.
    struct Failure: Error {
        let message: String
    }

    /// The articles of one JSON object, or of one object a line.
    static func read(_ data: Data) throws(Failure) -> [ArticleContent] {
        if let content = try? content(data) { return [content] }
        var contents: [ArticleContent] = []
        for (index, line) in data.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated() {
            guard line.contains(where: { ![0x20, 0x09, 0x0D].contains($0) }) else { continue }
            do {
                contents.append(try content(Data(line)))
            } catch {
                throw Failure(message: "line \(index + 1): \(error.message)")
            }
        }
        guard !contents.isEmpty else { throw Failure(message: "empty: expected one article's JSON, or one a line") }
        return contents
    }

    private static func content(_ data: Data) throws(Failure) -> ArticleContent {
        guard let value = try? JSONSerialization.jsonObject(with: data) else { throw Failure(message: "not JSON") }
        guard let members = value as? [String: Any] else { throw Failure(message: "not a JSON object") }
        func text(_ name: String) throws(Failure) -> String? {
            guard let value = members[name], !(value is NSNull) else { return nil }
            guard let text = value as? String else { throw Failure(message: "\(name) is not a string") }
            return text
        }
        var content = ArticleContent()
        content.headline = try text("headline")
        content.bodyText = try text("body_text")
        content.summary = try text("summary")
        guard content.headline != nil || content.bodyText != nil || content.summary != nil else {
            throw Failure(message: "has no headline, body_text or summary")
        }
        return content
    }
}
