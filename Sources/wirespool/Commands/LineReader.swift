import Foundation
import Glibc

/// The lines of a file or of standard input, one by one: memory does not grow with their number.
final class LineReader {
    /// Why there is no line.
    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    private let descriptor: Int32
    private var buffer: [UInt8] = []
    private var start = 0
    private var isAtEnd = false
    /// The line given last, from 1.
    private(set) var number = 0
    /// Bytes given so far.
    private(set) var offset = 0
    /// Bytes of the file; nil where that is not known.
    let byteCount: Int?

    private static let chunk = 1 << 20
    /// No line of a list is longer.
    private static let limit = 16 << 20

    /// Opens a file; `-` is standard input.
    ///
    /// - Throws: ``Failure``.
    init(file: String) throws(Failure) {
        descriptor = file == "-" ? STDIN_FILENO : open(file, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw Failure(description: String(cString: strerror(errno))) }
        var status = stat()
        byteCount = fstat(descriptor, &status) == 0 && status.st_mode & S_IFMT == S_IFREG ? Int(status.st_size) : nil
    }

    deinit { if descriptor != STDIN_FILENO { close(descriptor) } }

    /// The next line without its line break; nil after the last one.
    ///
    /// - Throws: ``Failure`` where the file cannot be read, or a line has no end.
    func next() throws(Failure) -> ArraySlice<UInt8>? {
        var searched = start
        while true {
            if let end = buffer[searched...].firstIndex(of: 0x0A) { return take(upTo: end, next: end + 1) }
            searched = buffer.count
            guard !isAtEnd else { return start < buffer.count ? take(upTo: buffer.count, next: buffer.count) : nil }
            guard buffer.count - start <= LineReader.limit else {
                throw Failure(description: "line \(number + 1) is longer than \(LineReader.limit >> 20) MiB")
            }
            searched -= start
            try fill()
        }
    }

    /// What comes next of it, without being taken: as much as is read at once.
    func peek() throws(Failure) -> ArraySlice<UInt8> {
        if start == buffer.count, !isAtEnd { try fill() }
        return buffer[start...]
    }

    /// Everything that comes next of it, at once.
    ///
    /// - Throws: ``Failure`` where the file cannot be read, or has more than `limit` bytes.
    func rest(limit: Int) throws(Failure) -> [UInt8] {
        while !isAtEnd {
            guard buffer.count - start <= limit else { throw Failure(description: "it is larger than \(limit >> 20) MiB") }
            try fill()
        }
        defer { start = buffer.count }
        return Array(buffer[start...])
    }

    private func take(upTo end: Int, next: Int) -> ArraySlice<UInt8> {
        var line = buffer[start..<end]
        if number == 0, line.starts(with: [0xEF, 0xBB, 0xBF]) { line = line.dropFirst(3) }
        if line.last == 0x0D { line = line.dropLast() }
        offset += next - start
        start = next
        number += 1
        return line
    }

    private func fill() throws(Failure) {
        buffer.removeFirst(start)
        start = 0
        let old = buffer.count
        buffer.append(contentsOf: repeatElement(0, count: LineReader.chunk))
        var count = -1
        repeat {
            count = buffer.withUnsafeMutableBytes { read(descriptor, $0.baseAddress?.advanced(by: old), LineReader.chunk) }
        } while count < 0 && errno == EINTR
        buffer.removeLast(LineReader.chunk - max(0, count))
        guard count >= 0 else { throw Failure(description: String(cString: strerror(errno))) }
        isAtEnd = count == 0
    }
}
