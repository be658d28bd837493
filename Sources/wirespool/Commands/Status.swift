import Administration
import ArgumentParser
import ConfigurationReading
import Glibc
import NewsModel

/// What the running daemon does.
struct Status: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Shows what the running daemon does: counts, failing sources, what is due next.",
        discussion: "Asks the daemon over its Unix socket (admin.listen). Exits 69 where it is not running.")

    @OptionGroup var configuration: ConfigurationOption
    @Option(help: ArgumentHelp("The daemon's Unix socket, instead of the configuration's.", valueName: "path")) var socket: String?
    @Flag(help: "Print JSON.") var json = false
    @Flag(help: "Show it anew every second, until q or Ctrl-C.") var watch = false

    func validate() throws {
        if watch && !json && !Terminal.isInteractive { throw ValidationError("--watch needs a terminal, or --json for one line a second") }
    }

    func run() throws {
        let path = try socketPath()
        do throws(Unanswered) {
            if !watch {
                StandardOutput.write(try shown(from: path))
            } else if json {
                while true {
                    StandardOutput.write(try shown(from: path))
                    sleep(1)
                }
            } else {
                try draw(from: path)
            }
        } catch {
            throw failure(error.status, error.message)
        }
    }

    private func draw(from path: String) throws(Unanswered) {
        let keys = TerminalKeys()
        defer { keys.restore() }
        repeat {
            // One write a picture, the old one overdrawn line by line, so that nothing flickers.
            let (columns, rows) = Terminal.size
            let lines = try shown(from: path).split(separator: "\n", omittingEmptySubsequences: true)
            let picture = lines.prefix(rows).map { Terminal.clipped(String($0), to: columns) }.joined(separator: "\u{1B}[K\r\n")
            StandardOutput.write("\u{1B}[H" + picture + "\u{1B}[J")
        } while !keys.isQuitPressed(withinMilliseconds: 1000)
    }

    /// Why there is nothing to show.
    private struct Unanswered: Error {
        var status: ExitStatus
        var message: String
    }

    private func socketPath() throws -> String {
        try socket ?? configuration.adminSocket()
    }

    private func shown(from socket: String) throws(Unanswered) -> String {
        let answer: [UInt8]
        do throws(AdminClientError) {
            answer = try AdminClient.get("/status", socket: socket)
        } catch {
            throw Unanswered(status: error.exitStatus, message: error.message)
        }
        guard !json else { return String(decoding: answer, as: UTF8.self) }
        do {
            return StatusTable(try StatusSnapshot(json: answer), now: .current).text
        } catch {
            throw Unanswered(status: .dataError, message: "\(socket): not the status of this program's daemon (\(error))")
        }
    }
}

/// A terminal whose keys come one by one and unseen; what it was is put back by ``restore()``.
private struct TerminalKeys {
    private var before = termios()

    init() {
        // A change of the window's size then ends the wait for a key, and the picture is drawn anew.
        signal(SIGWINCH) { _ in }
        tcgetattr(STDIN_FILENO, &before)
        var raw = before
        raw.c_lflag &= ~tcflag_t(ICANON | ECHO | ISIG)
        tcsetattr(STDIN_FILENO, TCSANOW, &raw)
        // The other screen, without a cursor.
        StandardOutput.write("\u{1B}[?1049h\u{1B}[?25l")
    }

    func restore() {
        StandardOutput.write("\u{1B}[?25h\u{1B}[?1049l")
        var before = before
        tcsetattr(STDIN_FILENO, TCSANOW, &before)
    }

    /// Waits for a key; also true where no more can come.
    func isQuitPressed(withinMilliseconds limit: Int32) -> Bool {
        var waited = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
        guard poll(&waited, 1, limit) > 0 else { return false }
        var key: UInt8 = 0
        guard read(STDIN_FILENO, &key, 1) == 1 else { return true }
        return key == UInt8(ascii: "q") || key == 0x03 || key == 0x04
    }
}
