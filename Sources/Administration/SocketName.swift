import Glibc

/// A socket address in the form that the system calls take.
struct SocketName {
    private var storage = sockaddr_storage()
    private var length: socklen_t

    /// AF_UNIX, AF_INET or AF_INET6.
    var family: Int32 { Int32(storage.ss_family) }

    /// A path; nil where it is empty, holds a zero byte or is longer than 107 bytes (unix(7)).
    init?(unixPath path: String) {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let bytes = Array(path.utf8)
        guard !bytes.isEmpty, !bytes.contains(0), bytes.count < MemoryLayout.size(ofValue: address.sun_path) else { return nil }
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
        length = socklen_t(MemoryLayout<sockaddr_un>.size)
        store(address)
    }

    /// An address of 127.0.0.0/8, `::1`, or `localhost`, which is 127.0.0.1; nil for every other.
    init?(loopbackHost host: String, port: Int) {
        guard let port = UInt16(exactly: port) else { return nil }
        var four = sockaddr_in()
        var six = sockaddr_in6()
        if inet_pton(AF_INET, host == "localhost" ? "127.0.0.1" : host, &four.sin_addr) == 1 {
            guard UInt32(bigEndian: four.sin_addr.s_addr) >> 24 == 127 else { return nil }
            four.sin_family = sa_family_t(AF_INET)
            four.sin_port = port.bigEndian
            length = socklen_t(MemoryLayout<sockaddr_in>.size)
            store(four)
        } else if inet_pton(AF_INET6, host, &six.sin6_addr) == 1 {
            let bytes = withUnsafeBytes(of: six.sin6_addr) { Array($0) }
            guard bytes.dropLast().allSatisfy({ $0 == 0 }), bytes.last == 1 else { return nil }
            six.sin6_family = sa_family_t(AF_INET6)
            six.sin6_port = port.bigEndian
            length = socklen_t(MemoryLayout<sockaddr_in6>.size)
            store(six)
        } else {
            return nil
        }
    }

    private mutating func store<Address>(_ address: Address) {
        withUnsafeMutableBytes(of: &storage) { target in
            withUnsafeBytes(of: address) { target.copyMemory(from: $0) }
        }
    }

    /// A stream socket of the address's family, closed on exec.
    func makeSocket(isBlocking: Bool = false) -> Int32 {
        let type = SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue | (isBlocking ? 0 : SOCK_NONBLOCK.rawValue)
        return socket(family, Int32(type), 0)
    }

    /// bind(2).
    func bind(_ descriptor: Int32) -> Int32 { with { Glibc.bind(descriptor, $0, length) } }

    /// connect(2).
    func connect(_ descriptor: Int32) -> Int32 { with { Glibc.connect(descriptor, $0, length) } }

    private func with<Result>(_ body: (UnsafePointer<sockaddr>) -> Result) -> Result {
        withUnsafePointer(to: storage) { $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { body($0) } }
    }

    /// The port a TCP socket is bound to.
    static func port(of descriptor: Int32) -> Int? {
        var storage = sockaddr_storage()
        var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
        let result = withUnsafeMutablePointer(to: &storage) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { getsockname(descriptor, $0, &length) }
        }
        guard result == 0 else { return nil }
        // The port stands at the same place in both families.
        return withUnsafeBytes(of: storage) { Int(UInt16(bigEndian: $0.loadUnaligned(fromByteOffset: 2, as: UInt16.self))) }
    }
}
