import Glibc

/// A bound, listening, non-blocking socket. Not thread-safe.
struct ListeningSocket {
    let descriptor: Int32
    /// As it is bound, with the port that was taken.
    let listener: AdminListener
    /// Device and inode of a Unix socket's name, so that only our own is removed.
    private let file: (device: dev_t, inode: ino_t)?

    /// Connections that wait to be accepted: a crowd is turned away faster than it comes, and where the queue overflows who comes after it
    /// waits a second or more before he tries again (RFC 6298).
    private static let backlog: Int32 = 1024

    /// Binds and listens.
    init(_ listener: AdminListener) throws(AdminServerError) {
        switch listener {
        case .unix(let path): self = try ListeningSocket.unix(path, listener)
        case .tcp(let host, let port): self = try ListeningSocket.tcp(host, port, listener)
        }
    }

    init(descriptor: Int32, listener: AdminListener, file: (device: dev_t, inode: ino_t)?) {
        self.descriptor = descriptor
        self.listener = listener
        self.file = file
    }

    /// Removes the name of a Unix socket, unless somebody else's stands there by now. The descriptor stays open.
    func removeName() {
        guard case .unix(let path) = listener, let file else { return }
        var status = stat()
        if lstat(path, &status) == 0, status.st_dev == file.device, status.st_ino == file.inode { unlink(path) }
    }

    private static func unix(_ path: String, _ listener: AdminListener) throws(AdminServerError) -> ListeningSocket {
        guard let address = SocketName(unixPath: path) else {
            throw AdminServerError(
                code: .address, place: "\(listener)", message: "the path is longer than a socket's name may be (107 bytes)")
        }
        try removeStale(path, address, listener)
        let descriptor = address.makeSocket()
        guard descriptor >= 0 else { throw failure("socket", listener) }
        // Linux gives the name the mode of the descriptor (less the umask), so that there is no moment in which others may connect.
        guard fchmod(descriptor, 0o660) == 0, address.bind(descriptor) == 0 else {
            let error = failure("bind", listener)
            close(descriptor)
            throw error
        }
        var status = stat()
        guard chmod(path, 0o660) == 0, lstat(path, &status) == 0, listen(descriptor, ListeningSocket.backlog) == 0 else {
            let error = failure("listen", listener)
            close(descriptor)
            unlink(path)
            throw error
        }
        return ListeningSocket(descriptor: descriptor, listener: listener, file: (status.st_dev, status.st_ino))
    }

    /// A name that an earlier daemon left is removed, but only where it is a socket and nobody answers.
    private static func removeStale(_ path: String, _ address: SocketName, _ listener: AdminListener) throws(AdminServerError) {
        var status = stat()
        guard lstat(path, &status) == 0 else { return }
        guard status.st_mode & S_IFMT == S_IFSOCK else {
            throw AdminServerError(
                code: .notASocket, place: "\(listener)",
                message: "something that is not a socket stands there; remove it or name another path")
        }
        let probe = address.makeSocket()
        guard probe >= 0 else { throw failure("socket", listener) }
        defer { close(probe) }
        guard address.connect(probe) != 0, errno == ECONNREFUSED else {
            throw AdminServerError(
                code: .inUse, place: "\(listener)", message: "another process answers there; is the daemon running already?")
        }
        unlink(path)
    }

    private static func tcp(_ host: String, _ port: Int, _ listener: AdminListener) throws(AdminServerError) -> ListeningSocket {
        guard let address = SocketName(loopbackHost: host, port: port) else {
            throw AdminServerError(
                code: .address, place: "\(listener)", message: "only a loopback address may be listened on (127.0.0.1, ::1)")
        }
        let descriptor = address.makeSocket()
        guard descriptor >= 0 else { throw failure("socket", listener) }
        var on: Int32 = 1
        setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &on, socklen_t(MemoryLayout<Int32>.size))
        guard address.bind(descriptor) == 0, listen(descriptor, ListeningSocket.backlog) == 0 else {
            let error = failure("bind", listener)
            close(descriptor)
            throw error
        }
        let bound = SocketName.port(of: descriptor) ?? port
        return ListeningSocket(descriptor: descriptor, listener: .tcp(host, bound), file: nil)
    }

    private static func failure(_ call: String, _ listener: AdminListener) -> AdminServerError {
        let number = errno
        var isPath = false
        if case .unix = listener { isPath = true }
        let advice =
            switch number {
            case EADDRINUSE: "; stop the process that listens there, or name another port in admin.listen"
            case EACCES, EPERM, EROFS:
                isPath
                    ? "; the socket's directory has to be writable for the daemon's user (under systemd in ReadWritePaths, too)"
                    : "; ports below 1024 are for root: name another in admin.listen"
            case ENOENT, ENOTDIR: "; make the socket's directory, or name another path in admin.listen"
            case EADDRNOTAVAIL: "; this machine has no such address: name another in admin.listen"
            default: ""
            }
        return AdminServerError(
            code: number == EADDRINUSE ? .inUse : .system, place: "\(listener)",
            message: "\(call): \(String(cString: strerror(number)))\(advice)")
    }
}
