import Glibc

/// A socket that listens on one address of loopback.
struct ListeningSocket: Sendable {
    let descriptor: Int32
    let port: UInt16

    init(host: String, port: UInt16) throws {
        var v4 = sockaddr_in()
        var v6 = sockaddr_in6()
        let isV6 = host == "::1"
        if isV6 {
            v6.sin6_family = sa_family_t(AF_INET6)
            v6.sin6_port = port.bigEndian
            _ = inet_pton(AF_INET6, host, &v6.sin6_addr)
        } else {
            v4.sin_family = sa_family_t(AF_INET)
            v4.sin_port = port.bigEndian
            guard inet_pton(AF_INET, host, &v4.sin_addr) == 1, UInt32(bigEndian: v4.sin_addr.s_addr) >> 24 == 127 else {
                throw LoopbackPublisherError(code: .notLoopback, errno: 0, description: "\(host) is no address of loopback")
            }
        }
        let type = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_NONBLOCK.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
        let descriptor = socket(isV6 ? AF_INET6 : AF_INET, type, 0)
        guard descriptor >= 0 else { throw Self.failure("socket") }
        var on: Int32 = 1
        _ = setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &on, socklen_t(MemoryLayout<Int32>.size))
        let bound =
            isV6
            ? Self.bind(descriptor, to: &v6)
            : Self.bind(descriptor, to: &v4)
        guard bound == 0, listen(descriptor, 1024) == 0 else {
            let error = Self.failure("listen on \(host) port \(port)")
            _ = close(descriptor)
            throw error
        }
        self.descriptor = descriptor
        self.port = isV6 ? Self.boundPort(descriptor, v6, \.sin6_port) : Self.boundPort(descriptor, v4, \.sin_port)
    }

    private static func bind<Address>(_ descriptor: Int32, to address: inout Address) -> Int32 {
        withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                Glibc.bind(descriptor, $0, socklen_t(MemoryLayout<Address>.size))
            }
        }
    }

    private static func boundPort<Address>(_ descriptor: Int32, _ empty: Address, _ port: KeyPath<Address, in_port_t>) -> UInt16 {
        var address = empty
        var length = socklen_t(MemoryLayout<Address>.size)
        _ = withUnsafeMutablePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { getsockname(descriptor, $0, &length) }
        }
        return UInt16(bigEndian: address[keyPath: port])
    }

    static func failure(_ what: String) -> LoopbackPublisherError {
        let code = errno
        return LoopbackPublisherError(code: .socket, errno: code, description: "\(what): \(String(cString: strerror(code)))")
    }
}

/// A pipe that ends the loop's wait.
final class WakePipe: Sendable {
    /// The end that becomes readable.
    let descriptor: Int32
    private let writer: Int32

    init() throws {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { throw ListeningSocket.failure("pipe") }
        for end in ends {
            _ = fcntl(end, F_SETFD, FD_CLOEXEC)
            _ = fcntl(end, F_SETFL, O_NONBLOCK)
        }
        (descriptor, writer) = (ends[0], ends[1])
    }

    deinit {
        _ = close(descriptor)
        _ = close(writer)
    }

    func signal() {
        var byte: UInt8 = 0
        _ = write(writer, &byte, 1)
    }
}
