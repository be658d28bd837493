import Glibc

extension ListeningSocket {
    /// Takes a socket over that a service manager opened and listens on. Its name stays when it is closed: it is not ours.
    ///
    /// - Throws: ``AdminServerError``: `.address` where it is no listening stream socket, or not a path's or a loopback address's.
    init(passed descriptor: Int32) throws(AdminServerError) {
        guard let listener = ListeningSocket.listener(boundTo: descriptor), ListeningSocket.isListening(descriptor) else {
            throw AdminServerError(
                code: .address, place: "passed descriptor \(descriptor)",
                message: "not a listening socket of a path or a TCP port; the socket unit needs ListenStream=")
        }
        if case .tcp(let host, let port) = listener, SocketName(loopbackHost: host, port: port) == nil {
            throw AdminServerError(
                code: .address, place: "\(listener)", message: "only a loopback address may be listened on; give ListenStream= one")
        }
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
        _ = fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) | O_NONBLOCK)
        self.init(descriptor: descriptor, listener: listener, file: nil)
    }

    private static func isListening(_ descriptor: Int32) -> Bool {
        var (type, accepts): (Int32, Int32) = (0, 0)
        var length = socklen_t(MemoryLayout<Int32>.size)
        guard getsockopt(descriptor, SOL_SOCKET, SO_TYPE, &type, &length) == 0, type == Int32(SOCK_STREAM.rawValue) else { return false }
        return getsockopt(descriptor, SOL_SOCKET, SO_ACCEPTCONN, &accepts, &length) == 0 && accepts == 1
    }

    /// The address in the form that a configuration has; nil where it has none.
    private static func listener(boundTo descriptor: Int32) -> AdminListener? {
        var storage = sockaddr_storage()
        var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
        let result = withUnsafeMutablePointer(to: &storage) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { getsockname(descriptor, $0, &length) }
        }
        guard result == 0 else { return nil }
        return withUnsafeBytes(of: storage) { bytes in
            switch Int32(storage.ss_family) {
            case AF_UNIX:
                // An abstract name begins with a zero byte (unix(7)).
                let path = bytes.prefix(Int(length)).dropFirst(MemoryLayout<sa_family_t>.size).prefix { $0 != 0 }
                return path.first == UInt8(ascii: "/") ? .unix(String(decoding: path, as: UTF8.self)) : nil
            case AF_INET: return tcp(AF_INET, bytes[4..<8], INET_ADDRSTRLEN, descriptor)
            case AF_INET6: return tcp(AF_INET6, bytes[8..<24], INET6_ADDRSTRLEN, descriptor)
            default: return nil
            }
        }
    }

    private static func tcp(_ family: Int32, _ address: Slice<UnsafeRawBufferPointer>, _ length: Int32, _ descriptor: Int32)
        -> AdminListener?
    {
        var text = [CChar](repeating: 0, count: Int(length) + 1)
        let bytes = Array(address)
        guard inet_ntop(family, bytes, &text, socklen_t(text.count)) != nil, let port = SocketName.port(of: descriptor) else { return nil }
        return .tcp(String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self), port)
    }
}
