import Glibc

/// A blocking TCP client that sends bytes as they are given and gives back bytes as they come; nothing in it knows HTTP.
final class RawClient {
    enum Ending: Equatable { case closed, reset, timeout, enough }

    private let descriptor: Int32

    /// Connects; every read and write gives up after `seconds`.
    init?(port: UInt16, host: String = "127.0.0.1", seconds: Int = 5) {
        var hints = addrinfo()
        hints.ai_flags = AI_NUMERICHOST
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var found: UnsafeMutablePointer<addrinfo>?
        guard getaddrinfo(host, String(port), &hints, &found) == 0, let address = found?.pointee else { return nil }
        defer { freeaddrinfo(found) }
        descriptor = socket(address.ai_family, address.ai_socktype, 0)
        var limit = timeval(tv_sec: seconds, tv_usec: 0)
        for option in [SO_RCVTIMEO, SO_SNDTIMEO] {
            _ = setsockopt(descriptor, SOL_SOCKET, option, &limit, socklen_t(MemoryLayout<timeval>.size))
        }
        // Every property has its value here: deinit closes the descriptor.
        guard connect(descriptor, address.ai_addr, address.ai_addrlen) == 0 else { return nil }
    }

    deinit { _ = close(descriptor) }

    func send(_ text: String) {
        let bytes = Array(text.utf8)
        var sent = 0
        while sent < bytes.count {
            let count = bytes[sent...].withUnsafeBytes { Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
            guard count > 0 else { return }
            sent += count
        }
    }

    func get(_ target: String, _ fields: String...) {
        send("GET \(target) HTTP/1.1\r\nHost: loopback\r\n" + fields.map { $0 + "\r\n" }.joined() + "\r\n")
    }

    /// Reads until the text holds `mark`, so many bytes are there, or nothing more comes.
    func receive(until mark: String? = nil, atMost limit: Int = 1 << 20) -> (text: String, ending: Ending) {
        var bytes: [UInt8] = []
        var block = [UInt8](repeating: 0, count: 64 << 10)
        while true {
            if bytes.count >= limit { return (String(decoding: bytes, as: UTF8.self), .enough) }
            if let mark, bytes.count < 1 << 20, String(decoding: bytes, as: UTF8.self).contains(mark) {
                return (String(decoding: bytes, as: UTF8.self), .enough)
            }
            let count = recv(descriptor, &block, block.count, 0)
            if count > 0 {
                bytes += block[..<count]
            } else {
                let ending: Ending = count == 0 ? .closed : errno == ECONNRESET ? .reset : .timeout
                return (String(decoding: bytes, as: UTF8.self), ending)
            }
        }
    }
}
