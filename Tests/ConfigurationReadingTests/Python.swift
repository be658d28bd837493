import Foundation

/// The python3 of the system, where there is one: an opinion of its own on what the code writes.
enum Python {
    static let isAvailable = run(["-c", ""])?.status == 0

    static func hasModules(_ names: String) -> Bool { run(["-c", "import \(names)"])?.status == 0 }

    /// The first that has jsonschema, since it is not always the first there is.
    private static let interpreter: [String] = {
        let candidates = [["/usr/bin/env", "python3"], ["/usr/bin/python3"]]
        return candidates.first { run($0, ["-c", "import jsonschema"], input: [])?.status == 0 } ?? candidates[0]
    }()

    static func run(_ arguments: [String], input: [UInt8] = []) -> (status: Int32, output: String)? {
        run(interpreter, arguments, input: input)
    }

    private static func run(_ interpreter: [String], _ arguments: [String], input: [UInt8]) -> (status: Int32, output: String)? {
        let process = Process()
        process.executableURL = URL(filePath: interpreter[0])
        process.arguments = interpreter.dropFirst() + arguments
        let (stdin, stdout) = (Pipe(), Pipe())
        process.standardInput = stdin
        process.standardOutput = stdout
        process.standardError = FileHandle.nullDevice
        guard (try? process.run()) != nil else { return nil }
        try? stdin.fileHandleForWriting.write(contentsOf: Data(input))
        try? stdin.fileHandleForWriting.close()
        let output = (try? stdout.fileHandleForReading.readToEnd()) ?? Data()
        process.waitUntilExit()
        return (process.terminationStatus, String(decoding: output, as: UTF8.self))
    }
}
