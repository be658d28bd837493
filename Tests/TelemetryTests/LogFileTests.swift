import Foundation
import Glibc
import Testing

@testable import Telemetry

@Suite struct LogFileTests {
    @Test func `after half a line the next one begins anew`() throws {
        var pair: [Int32] = [0, 0]
        try #require(socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0, &pair) == 0)
        defer { for descriptor in pair { close(descriptor) } }
        _ = fcntl(pair[0], F_SETFL, O_NONBLOCK)
        var size: Int32 = 4096
        setsockopt(pair[0], SOL_SOCKET, SO_SNDBUF, &size, socklen_t(MemoryLayout<Int32>.size))
        var file = LogFile(descriptor: pair[0])
        let long = [UInt8](repeating: UInt8(ascii: "x"), count: 1 << 20) + [0x0A]
        #expect(!file.write(long) { _ in false })
        #expect(file.problem == "Resource temporarily unavailable")
        var received: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        _ = fcntl(pair[1], F_SETFL, O_NONBLOCK)
        while case let count = read(pair[1], &buffer, buffer.count), count > 0 { received += buffer.prefix(count) }
        #expect(!received.isEmpty && received.count < long.count)
        #expect(file.write(Array("next\n".utf8)) { _ in false })
        let count = read(pair[1], &buffer, buffer.count)
        #expect(String(decoding: buffer.prefix(max(0, count)), as: UTF8.self) == "\nnext\n")
        #expect(file.problem == nil)
    }
}
