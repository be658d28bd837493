import Dispatch
import Foundation
import Glibc

/// What the service manager and the daemon have to do with each other: sockets that it opened for us, and how the daemon is, told by datagrams
/// to `$NOTIFY_SOCKET`. Without a service manager there are none, and nothing is told.
///
/// Method: sd_notify(3) and sd_listen_fds(3), sections "Notes", which describe the protocols for those who do without the library.
struct ServiceManager: Sendable {
    /// What is told.
    enum Notice: Sendable {
        /// Starting, or reloading, has ended.
        case ready
        /// The configuration is being read again.
        case reloading
        /// The daemon is on its way out.
        case stopping
        /// The work loop turns.
        case watchdog
    }

    /// How often ``Notice/watchdog`` is expected at the latest, or the daemon is taken for stuck (sd_watchdog_enabled(3)); nil where
    /// nobody watches.
    let watchdogInterval: Duration?
    /// Descriptors of listening sockets that were opened for this process.
    let sockets: [Int32]
    private let socketName: String?

    private static let maximumSockets: Int32 = 16

    /// What the environment says.
    init(environment: [String: String] = ProcessInfo.processInfo.environment) {
        socketName = environment["NOTIFY_SOCKET"].flatMap { $0.hasPrefix("/") || $0.hasPrefix("@") ? $0 : nil }
        let isForUs = environment["WATCHDOG_PID"].map { Int32($0) == getpid() } ?? true
        let microseconds = environment["WATCHDOG_USEC"].flatMap { Int64($0) }
        watchdogInterval = microseconds.flatMap { isForUs && $0 > 0 ? .microseconds($0) : nil }
        // A process that inherited the environment, but not the sockets, is told by the identifier.
        let passed = environment["LISTEN_PID"].flatMap { Int32($0) } == getpid() ? environment["LISTEN_FDS"].flatMap { Int32($0) } ?? 0 : 0
        sockets = passed > 0 ? Array(3..<(3 + min(passed, ServiceManager.maximumSockets))) : []
    }

    /// Tells one thing, and with it a line for people (`systemctl status`). Does not block; what cannot be told is let go.
    func notify(_ notice: Notice, status: String? = nil) {
        var lines: [String] = []
        switch notice {
        case .ready: lines.append("READY=1")
        case .stopping: lines.append("STOPPING=1")
        case .watchdog: lines.append("WATCHDOG=1")
        case .reloading:
            // Type=notify-reload tells this reload from an earlier one by the time.
            lines += ["RELOADING=1", "MONOTONIC_USEC=\(ServiceManager.monotonicMicroseconds())"]
        }
        if let status { lines.append(ServiceManager.line(status: status)) }
        send(lines.joined(separator: "\n"))
    }

    private static func line(status: String) -> String {
        "STATUS=" + String(String.UnicodeScalarView(status.unicodeScalars.prefix(512).map { $0.value < 0x20 ? " " : $0 }))
    }

    /// CLOCK_MONOTONIC, which Dispatch counts its uptime by.
    private static func monotonicMicroseconds() -> UInt64 { DispatchTime.now().uptimeNanoseconds / 1000 }

    private func send(_ text: String) {
        guard let socketName else { return }
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        var name = Array(socketName.utf8)
        // An abstract name begins with a zero byte, and ends where the address does (unix(7)).
        if name.first == UInt8(ascii: "@") { name[0] = 0 }
        guard name.count < MemoryLayout.size(ofValue: address.sun_path) else { return }
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: name) }
        let isPath = name.first != 0
        let length = socklen_t(MemoryLayout<sa_family_t>.size + name.count + (isPath ? 1 : 0))
        let descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue), 0)
        guard descriptor >= 0 else { return }
        defer { close(descriptor) }
        let bytes = Array(text.utf8)
        _ = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { sendto(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL), $0, length) }
        }
    }
}
