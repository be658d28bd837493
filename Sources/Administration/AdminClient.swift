import Glibc

/// Why the daemon could not be asked.
public struct AdminClientError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What happened.
    public enum Code: Hashable, Sendable {
        /// Nobody listens: no such socket, or nobody behind it.
        case notRunning
        /// The socket may not be opened by this user.
        case notPermitted
        /// The path is no socket's.
        case address
        /// No answer, or not all of it, within the time.
        case timeout
        /// Something that is not HTTP/1.1, or too long.
        case malformed
        /// An answer with another status than 200.
        case status(Int)
    }

    /// What happened.
    public let code: Code
    /// For people: what happened and what to do.
    public let message: String
    /// The answer's body, where there is one: of `/readyz` the reasons.
    public let body: [UInt8]

    init(_ code: Code, _ message: String, body: [UInt8] = []) {
        self.code = code
        self.message = message
        self.body = body
    }

    /// What happened and what to do.
    public var description: String { message }
}

/// Asks the running daemon over its Unix socket, or where else it listens.
public enum AdminClient {
    /// An answer may have this many bytes.
    static let maximumBytes = 64 << 20

    /// The body that `path` answers. Blocks, up to `timeoutSeconds` for each step.
    ///
    /// - Throws: ``AdminClientError``.
    public static func get(_ path: String, socket socketPath: String, timeoutSeconds: Int = 5) throws(AdminClientError) -> [UInt8] {
        try request("GET", path, "", .unix(socketPath), timeoutSeconds)
    }

    /// Whether a daemon of ours answers there. Blocks, up to `timeoutSeconds` for each step.
    ///
    /// - Throws: ``AdminClientError``: `.notRunning` where nobody listens; where somebody else does, any other.
    public static func greet(_ listener: AdminListener, timeoutSeconds: Int = 5) throws(AdminClientError) {
        let body = try request("GET", "/healthz", "", listener, timeoutSeconds)
        guard body == Array(AdminRouter.healthy.utf8) else {
            throw AdminClientError(.malformed, "\(place(listener)): another program answers")
        }
    }

    /// What is so once a command is done. Blocks, up to `timeoutSeconds` for each step.
    ///
    /// - Throws: ``AdminClientError``; what was not done has `.status` with 404, 409 or 503, and the reason as its body.
    public static func post(
        _ command: AdminCommand, socket socketPath: String, timeoutSeconds: Int = 10
    ) throws(AdminClientError) -> [UInt8] {
        try request("POST", command.path, "Content-Length: 0\r\n", .unix(socketPath), timeoutSeconds)
    }

    private static func request(
        _ method: String, _ path: String, _ fields: String, _ listener: AdminListener, _ timeoutSeconds: Int
    ) throws(AdminClientError) -> [UInt8] {
        let place = place(listener)
        let answer = try exchange(
            "\(method) \(path) HTTP/1.1\r\nHost: localhost\r\n\(fields)Connection: close\r\n\r\n", listener, timeoutSeconds)
        guard let end = endOfHead(answer), let status = statusCode(answer[..<end]) else {
            throw AdminClientError(.malformed, "\(place): the answer is not HTTP")
        }
        let body = Array(answer[end...])
        if let length = contentLength(answer[..<end]), length != body.count {
            throw AdminClientError(.malformed, "\(place): the answer broke off after \(body.count) of \(length) bytes")
        }
        guard status == 200 else { throw AdminClientError(.status(status), "\(place): \(path) answered \(status)", body: body) }
        return body
    }

    /// As messages name it.
    private static func place(_ listener: AdminListener) -> String {
        if case .unix(let path) = listener { return path }
        return "\(listener)"
    }

    private static func address(_ listener: AdminListener) -> SocketName? {
        switch listener {
        case .unix(let path): SocketName(unixPath: path)
        case .tcp(let host, let port): SocketName(loopbackHost: host, port: port)
        }
    }

    private static func exchange(
        _ request: String, _ listener: AdminListener, _ timeoutSeconds: Int
    ) throws(AdminClientError) -> [UInt8] {
        let path = place(listener)
        guard let address = address(listener) else { throw AdminClientError(.address, "\(path): not a socket's path") }
        let descriptor = address.makeSocket(isBlocking: true)
        guard descriptor >= 0 else { throw failure(path) }
        defer { close(descriptor) }
        var time = timeval(tv_sec: max(1, timeoutSeconds), tv_usec: 0)
        let size = socklen_t(MemoryLayout<timeval>.size)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &time, size)
        setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &time, size)
        guard address.connect(descriptor) == 0 else { throw failure(path) }
        var rest = Array(request.utf8)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { throw failure(path) }
            rest = rest.dropFirst(count)
        }
        var answer: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 16 << 10)
        while true {
            let count = recv(descriptor, &buffer, buffer.count, 0)
            if count < 0 && errno == EINTR { continue }
            guard count >= 0 else { throw failure(path) }
            if count == 0 { return answer }
            answer += buffer.prefix(count)
            guard answer.count <= maximumBytes else { throw AdminClientError(.malformed, "\(path): the answer does not end") }
        }
    }

    private static func failure(_ path: String) -> AdminClientError {
        let number = errno
        var status = stat()
        // Who connects to another file is refused, as where nobody listens.
        if number == ECONNREFUSED, stat(path, &status) == 0, status.st_mode & S_IFMT != S_IFSOCK {
            return AdminClientError(.address, "\(path): not a socket (name that of admin.listen)")
        }
        return switch number {
        case ENOENT, ECONNREFUSED, ENOTDIR:
            AdminClientError(
                .notRunning, "the daemon is not running: nobody listens on \(path) (under systemd: 'systemctl start wirespool')")
        case EACCES, EPERM:
            AdminClientError(.notPermitted, "\(path): permission denied; be a member of the socket's group")
        case EAGAIN, EINPROGRESS, ETIMEDOUT: AdminClientError(.timeout, "\(path): the daemon does not answer (see its log)")
        case ENOTSOCK, EPROTOTYPE: AdminClientError(.address, "\(path): not a socket (name that of admin.listen)")
        default: AdminClientError(.malformed, "\(path): \(String(cString: strerror(number)))")
        }
    }

    private static func endOfHead(_ bytes: [UInt8]) -> Int? {
        let end = Array("\r\n\r\n".utf8)
        var index = 0
        while index + end.count <= bytes.count {
            if bytes[index..<(index + end.count)].elementsEqual(end) { return index + end.count }
            index += 1
        }
        return nil
    }

    private static func statusCode(_ head: ArraySlice<UInt8>) -> Int? {
        let parts = String(decoding: head.prefix { $0 != 0x0D }, as: UTF8.self).split(separator: " ")
        guard parts.count >= 2, parts[0].hasPrefix("HTTP/1.") else { return nil }
        return Int(parts[1])
    }

    private static func contentLength(_ head: ArraySlice<UInt8>) -> Int? {
        for line in String(decoding: head, as: UTF8.self).split(whereSeparator: \.isNewline)
        where line.lowercased().hasPrefix("content-length:") {
            return Int(line.dropFirst("content-length:".count).filter { $0 != " " })
        }
        return nil
    }
}
