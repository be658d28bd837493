import Foundation
import Glibc

/// The program under test, as a person or a service manager starts it.
enum Program {
    /// How long anything may take before it counts as hung. A machine that tests share may stand still for half a minute while
    /// its disk syncs; nothing waits this long unless it is broken.
    static let patience = Duration.seconds(180)

    struct Missing: Error, CustomStringConvertible {
        var description: String { "the program is not beside the tests: build it (swift build), or name it in WIRESPOOL_BINARY" }
    }

    struct Failure: Error, CustomStringConvertible {
        var description: String
    }

    /// What a command left behind.
    struct Outcome: Sendable {
        var status: Int32
        /// Standard output, byte for byte.
        var bytes: [UInt8]
        var diagnostics: String

        var output: String { String(decoding: bytes, as: UTF8.self) }

        var lines: [String] { output.split(separator: "\n").map(String.init) }
    }

    /// `$WIRESPOOL_BINARY`, else `wirespool` in the directory of the test bundle or one above it.
    static func path() throws -> String {
        if let named = ProcessInfo.processInfo.environment["WIRESPOOL_BINARY"], !named.isEmpty { return named }
        for start in [CommandLine.arguments.first, Bundle.main.executablePath, Bundle.main.bundlePath].compactMap({ $0 }) {
            var directory = URL(fileURLWithPath: start)
            for _ in 0..<4 {
                directory.deleteLastPathComponent()
                let candidate = directory.appendingPathComponent("wirespool").path
                var isDirectory = ObjCBool(false)
                if FileManager.default.fileExists(atPath: candidate, isDirectory: &isDirectory), !isDirectory.boolValue { return candidate }
            }
        }
        throw Missing()
    }

    /// Starts the program with its streams in files, so that nothing ever waits for a reader.
    static func start(
        executable: String? = nil, _ arguments: [String], in directory: String, input: String? = nil, output: String, diagnostics: String,
        environment: [String: String] = [:]
    ) throws -> Process {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: try executable ?? path())
        process.arguments = arguments
        process.currentDirectoryURL = URL(fileURLWithPath: directory)
        var variables = ProcessInfo.processInfo.environment
        for name in ["WIRESPOOL_CONFIG", "NOTIFY_SOCKET", "WATCHDOG_USEC", "CREDENTIALS_DIRECTORY"] { variables[name] = nil }
        variables["NO_COLOR"] = "1"
        process.environment = variables.merging(environment) { $1 }
        process.standardInput = try input.map { try FileHandle(forReadingFrom: URL(fileURLWithPath: $0)) } ?? FileHandle.nullDevice
        process.standardOutput = try appending(output)
        process.standardError = try appending(diagnostics)
        try process.run()
        return process
    }

    private static func appending(_ path: String) throws -> FileHandle {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw Failure(description: "\(path): \(String(cString: strerror(errno)))") }
        return FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    }

    /// Runs the program, or another one, to its end; one that takes longer than `limit` is killed and is a failure.
    static func run(
        executable: String? = nil, _ arguments: [String], input: [UInt8]? = nil, in directory: String, environment: [String: String] = [:],
        limit: Duration = Program.patience
    ) async throws -> Outcome {
        let files = FileManager.default
        let base = directory + "/.run-" + UUID().uuidString
        let (inputFile, outputFile, diagnosticsFile) = (base + ".in", base + ".out", base + ".err")
        defer { for file in [inputFile, outputFile, diagnosticsFile] { try? files.removeItem(atPath: file) } }
        if let input { try Data(input).write(to: URL(fileURLWithPath: inputFile)) }
        let process = try start(
            executable: executable, arguments, in: directory, input: input == nil ? nil : inputFile, output: outputFile,
            diagnostics: diagnosticsFile,
            environment: environment)
        let status = try await end(of: process, limit: limit, what: arguments.joined(separator: " "))
        let (output, diagnostics) = (files.contents(atPath: outputFile) ?? Data(), files.contents(atPath: diagnosticsFile) ?? Data())
        return Outcome(status: status, bytes: Array(output), diagnostics: String(decoding: diagnostics, as: UTF8.self))
    }

    /// Waits for a process; the status, or minus the signal that ended it.
    static func end(of process: Process, limit: Duration, what: String) async throws -> Int32 {
        var status: Int32?
        guard
            try await holds(
                within: limit,
                {
                    status = process.endStatus(); return status != nil
                }), let status
        else {
            _ = kill(process.processIdentifier, SIGKILL)
            throw Failure(description: "'\(what)' did not end within \(limit)")
        }
        return status
    }

    /// Looks again and again, every few milliseconds, until the condition holds or the time is over.
    static func holds(within limit: Duration, _ condition: () throws -> Bool) async throws -> Bool {
        let deadline = ContinuousClock.now + limit
        while true {
            if try condition() { return true }
            if ContinuousClock.now >= deadline { return false }
            try await Task.sleep(for: .milliseconds(5))
        }
    }
}
