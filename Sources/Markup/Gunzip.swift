import CZlib

/// Why a compressed body could not be had.
public enum GunzipError: Error, Equatable, Sendable {
    /// The bytes are not gzip or zlib, or they are damaged.
    case corrupt
    /// The stream ends before its end.
    case truncated
    /// More comes out than is allowed.
    case tooLarge
}

/// Decompression of gzip (RFC 1952) and zlib (RFC 1950).
public enum Gunzip {
    /// Whether the bytes begin as gzip does.
    public static func isGzip(_ bytes: [UInt8]) -> Bool {
        bytes.count > 18 && bytes[0] == 0x1F && bytes[1] == 0x8B && bytes[2] == 8
    }

    /// The decompressed bytes; several gzip members one after the other are one stream.
    ///
    /// - Parameter limit: Bytes that may come out.
    /// - Throws: ``GunzipError``.
    public static func inflate(_ bytes: [UInt8], limit: Int) throws(GunzipError) -> [UInt8] {
        var stream = z_stream()
        guard wirespool_inflate_init(&stream) == Z_OK else { throw .corrupt }
        defer { inflateEnd(&stream) }
        var input = bytes
        let inputCount = input.count
        var out: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        var consumed = 0
        while true {
            var status: CInt = Z_OK
            let produced = input.withUnsafeMutableBufferPointer { source in
                chunk.withUnsafeMutableBufferPointer { target in
                    stream.next_in = source.baseAddress.map { $0 + consumed }
                    stream.avail_in = UInt32(clamping: inputCount - consumed)
                    stream.next_out = target.baseAddress
                    stream.avail_out = UInt32(target.count)
                    let before = stream.avail_in
                    status = CZlib.inflate(&stream, Z_NO_FLUSH)
                    consumed += Int(before - stream.avail_in)
                    return target.count - Int(stream.avail_out)
                }
            }
            guard out.count + produced <= limit else { throw .tooLarge }
            out.append(contentsOf: chunk[..<produced])
            switch status {
            case Z_STREAM_END:
                // Padding and rubbish after the last member are common, and harmless.
                guard consumed + 2 < inputCount, input[consumed] == 0x1F, input[consumed + 1] == 0x8B, inflateReset(&stream) == Z_OK
                else { return out }
            case Z_OK: continue
            case Z_BUF_ERROR: throw .truncated
            default: throw .corrupt
            }
        }
    }
}
