import Foundation
import Glibc

/// A terminal without a window, and the program in it.
final class PseudoTerminal {
    private let master: Int32
    private let slave: Int32
    private var process: Process?
    /// Everything that was shown so far.
    private(set) var shown = ""

    init(columns: UInt16, rows: UInt16) throws {
        master = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
        // ioctl_tty(2): TIOCSPTLCK, TIOCGPTN, which are not imported; nor are the functions around them.
        var (lock, number): (Int32, UInt32) = (0, 0)
        guard master >= 0, ioctl(master, 0x4004_5431, &lock) == 0, ioctl(master, 0x8004_5430, &number) == 0 else {
            throw Program.Failure(description: "no pseudo terminal: \(String(cString: strerror(errno)))")
        }
        slave = open("/dev/pts/\(number)", O_RDWR | O_NOCTTY | O_CLOEXEC)
        guard slave >= 0 else { throw Program.Failure(description: "no pseudo terminal: \(String(cString: strerror(errno)))") }
        _ = fcntl(master, F_SETFL, O_NONBLOCK)
        resize(columns: columns, rows: rows)
    }

    deinit {
        if let process, !process.hasEnded { kill(process.processIdentifier, SIGKILL) }
        close(slave)
        close(master)
    }

    /// Starts the program; colours as `NO_COLOR` says.
    func start(_ arguments: [String], in place: Workplace, noColor: String = "") throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: try Program.path())
        process.arguments = arguments
        process.currentDirectoryURL = URL(fileURLWithPath: place.directory)
        process.environment = ProcessInfo.processInfo.environment.merging(
            ["WIRESPOOL_CONFIG": place.configurationFile, "NO_COLOR": noColor]) { $1 }
        let terminal = FileHandle(fileDescriptor: slave, closeOnDealloc: false)
        (process.standardInput, process.standardOutput, process.standardError) = (terminal, terminal, terminal)
        try process.run()
        self.process = process
    }

    /// Changes the size, and tells the program: the kernel would, had it a session of its own.
    func resize(columns: UInt16, rows: UInt16) {
        var size = winsize(ws_row: rows, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0)
        _ = ioctl(master, UInt(TIOCSWINSZ), &size)
        if let process, !process.hasEnded { kill(process.processIdentifier, SIGWINCH) }
    }

    func press(_ key: Character) {
        let bytes = Array(String(key).utf8)
        _ = write(master, bytes, bytes.count)
    }

    /// Takes in what has been shown.
    func look() {
        var buffer = [UInt8](repeating: 0, count: 16_384)
        while case let count = read(master, &buffer, buffer.count), count > 0 {
            shown += String(decoding: buffer.prefix(count), as: UTF8.self)
        }
    }

    /// Waits until what is shown is so.
    func wait(for what: String, until condition: (String) -> Bool) async throws {
        let holds = try await Program.holds(within: Program.patience) {
            look()
            return condition(shown)
        }
        guard holds else { throw Program.Failure(description: "waited in vain for \(what): \(shown.suffix(2000))") }
    }

    /// Waits for the program's end; its exit status.
    func end() async throws -> Int32 {
        guard let process else { throw Program.Failure(description: "nothing was started") }
        let ended = try await Program.holds(within: Program.patience) {
            look()
            return process.hasEnded
        }
        guard ended, let status = process.endStatus() else {
            throw Program.Failure(description: "it does not end: \(shown.suffix(2000))")
        }
        look()
        return status
    }

    /// Whether keys are shown and taken line by line, as a shell wants it.
    var isAsItWas: Bool {
        var modes = termios()
        return tcgetattr(slave, &modes) == 0 && modes.c_lflag & tcflag_t(ECHO | ICANON) == tcflag_t(ECHO | ICANON)
    }

    /// Without colours and movements of the cursor.
    static func plain(_ text: String) -> String { text.replacing(/\u{1B}\[[0-9;?]*[A-Za-z]/, with: "") }
}
