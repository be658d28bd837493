import CCurl
import Glibc
import NewsModel

/// One of libcurl's easy handles, with the options that hold for every transfer; used again and again.
///
/// Belongs to the transfers queue. <https://curl.se/libcurl/c/curl_easy_setopt.html>
final class EasyHandle {
    /// The `CURL *`.
    let pointer: UnsafeMutableRawPointer
    private let message: UnsafeMutablePointer<CChar>
    private var list: UnsafeMutablePointer<curl_slist>?
    /// Whether it carried a secret: then it is not used for another request.
    private(set) var isSpent = false

    /// nil where there is no memory.
    init?() {
        guard let pointer = curl_easy_init() else { return nil }
        self.pointer = pointer
        message = .allocate(capacity: Int(CURL_ERROR_SIZE))
        message.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
        set(CURLOPT_NOSIGNAL, 1)
        set(CURLOPT_PROTOCOLS_STR, "http,https")
        set(CURLOPT_FOLLOWLOCATION, 0)
        // What Brotli and Zstandard unpack of a few bytes has no bound to speak of; a chunk of gzip has one.
        set(CURLOPT_ACCEPT_ENCODING, "gzip, deflate")
        set(CURLOPT_BUFFERSIZE, Transfer.chunkBytes)
        set(CURLOPT_HTTP_VERSION, Int(CURL_HTTP_VERSION_2TLS))
        set(CURLOPT_SSL_VERIFYPEER, 1)
        set(CURLOPT_SSL_VERIFYHOST, 2)
        // libcurl reads the authorities' certificates once, and not for each connection (30 ms), only where no directory of them is set
        // besides the file (CURLOPT_CA_CACHE_TIMEOUT); Debian sets both, with the same content.
        if wirespool_easy_get_string(pointer, CURLINFO_CAINFO) != nil { _ = wirespool_easy_set_string(pointer, CURLOPT_CAPATH, nil) }
        set(CURLOPT_SUPPRESS_CONNECT_HEADERS, 1)
        set(CURLOPT_NETRC, 0)
        // Empty and "*" keep libcurl from asking the environment, which nil would not.
        set(CURLOPT_PROXY, "")
        set(CURLOPT_NOPROXY, "*")
        // Without it a transfer that ends while its name is looked up waits for the resolver's thread, and every other one with it.
        set(CURLOPT_QUICK_EXIT, 1)
        _ = wirespool_easy_set_pointer(pointer, CURLOPT_ERRORBUFFER, message)
        _ = wirespool_easy_set_data_callback(pointer, CURLOPT_WRITEFUNCTION, receiveBody)
        _ = wirespool_easy_set_data_callback(pointer, CURLOPT_HEADERFUNCTION, receiveHeader)
        _ = wirespool_easy_set_open_socket(pointer, openSocket)
        _ = wirespool_easy_set_before_request(pointer, beforeRequest)
    }

    deinit {
        curl_easy_cleanup(pointer)
        curl_slist_free_all(list)
        message.deallocate()
    }

    /// Sets what differs from request to request. The transfer must live until the handle has left the multi handle.
    ///
    /// - Returns: Whether libcurl took every option.
    func prepare(_ transfer: Transfer, userAgent: String) -> Bool {
        let (request, target) = (transfer.request, transfer.target)
        let context = Unmanaged.passUnretained(transfer).toOpaque()
        message.pointee = 0
        var isAccepted = set(CURLOPT_URL, target.url)
        isAccepted = set(CURLOPT_USERAGENT, userAgent) && isAccepted
        isAccepted = set(CURLOPT_CONNECTTIMEOUT_MS, EasyHandle.milliseconds(request.connectTimeout)) && isAccepted
        isAccepted = set(CURLOPT_TIMEOUT_MS, EasyHandle.milliseconds(request.timeout)) && isAccepted
        isAccepted = setHeaders(request.headers) && isAccepted
        for option in [CURLOPT_WRITEDATA, CURLOPT_HEADERDATA, CURLOPT_OPENSOCKETDATA, CURLOPT_PREREQDATA] {
            isAccepted = wirespool_easy_set_pointer(pointer, option, context) == CURLE_OK && isAccepted
        }
        if let tls = request.tls { isAccepted = set(tls) && isAccepted }
        if !request.proxy.isEmpty {
            isSpent = true
            isAccepted = set(CURLOPT_PROXY, request.proxy) && isAccepted
            isAccepted = set(CURLOPT_NOPROXY, "") && isAccepted
        }
        switch target.credentials {
        case nil: break
        case .basic(let username, let password):
            isSpent = true
            isAccepted = set(CURLOPT_HTTPAUTH, 1) && isAccepted  // CURLAUTH_BASIC, a macro with a cast
            isAccepted = set(CURLOPT_USERNAME, username) && isAccepted
            isAccepted = set(CURLOPT_PASSWORD, password) && isAccepted
        case .bearer(let token):
            isSpent = true
            isAccepted = set(CURLOPT_HTTPAUTH, 1 << 6) && isAccepted  // CURLAUTH_BEARER
            isAccepted = set(CURLOPT_XOAUTH2_BEARER, token) && isAccepted
        }
        return isAccepted
    }

    /// Takes the whole transfer's time from libcurl: it cannot be given more of it, since libcurl sets its alarm for it but once.
    func dropTimeout() { set(CURLOPT_TIMEOUT_MS, 0) }

    /// libcurl uses a connection again only for the same authorities and the same certificate (CURLOPT_SSLCERT).
    private func set(_ tls: SourceTLS) -> Bool {
        isSpent = true
        var isAccepted = true
        if let file = tls.authoritiesFile {
            // In place of the system's, and not kept: libcurl keeps one file's authorities, which are the system's.
            isAccepted = set(CURLOPT_CAINFO, file) && isAccepted
            isAccepted = wirespool_easy_set_string(pointer, CURLOPT_CAPATH, nil) == CURLE_OK && isAccepted
            isAccepted = set(CURLOPT_CA_CACHE_TIMEOUT, 0) && isAccepted
        }
        if let file = tls.certificateFile {
            isAccepted = set(CURLOPT_SSLCERT, file) && isAccepted
            isAccepted = set(CURLOPT_SSLKEY, tls.keyFile ?? file) && isAccepted
            // Without one OpenSSL asks at the terminal for what an encrypted key needs.
            isAccepted = set(CURLOPT_KEYPASSWD, "") && isAccepted
        }
        return isAccepted
    }

    private func setHeaders(_ fields: [HeaderField]) -> Bool {
        curl_slist_free_all(list)
        list = nil
        for field in fields {
            var line: [UInt8] = []
            line.reserveCapacity(field.name.utf8.count + field.value.utf8.count + 3)
            line += field.name.utf8
            // A field with nothing in it is written with a semicolon, since "Name:" takes a field away (CURLOPT_HTTPHEADER).
            if field.value.utf8.allSatisfy({ $0 == 0x20 || $0 == 0x09 }) {
                line.append(UInt8(ascii: ";"))
            } else {
                line += [UInt8(ascii: ":"), 0x20]
                line += HeaderText.bytes(of: field.value)
            }
            line.append(0)
            let longer = line.withUnsafeBytes { curl_slist_append(list, $0.baseAddress?.assumingMemoryBound(to: CChar.self)) }
            guard let longer else { return false }
            list = longer
        }
        return wirespool_easy_set_list(pointer, CURLOPT_HTTPHEADER, list) == CURLE_OK
    }

    @discardableResult
    private func set(_ option: CURLoption, _ value: Int) -> Bool { wirespool_easy_set_long(pointer, option, value) == CURLE_OK }

    @discardableResult
    private func set(_ option: CURLoption, _ value: String) -> Bool { wirespool_easy_set_string(pointer, option, value) == CURLE_OK }

    /// Never 0, which is "no limit" to libcurl, and within a C int, which it counts in.
    static func milliseconds(_ duration: Duration) -> Int { Int(min(max(1, duration.milliseconds), Int64(Int32.max))) }

    /// What libcurl says about the last failure; empty where it says nothing.
    var detail: String { String(cString: message) }

    /// A number that libcurl counted.
    func count(_ info: CURLINFO) -> Int { Int(wirespool_easy_get_offset(pointer, info)) }

    /// A code that libcurl noted.
    func code(_ info: CURLINFO) -> Int { wirespool_easy_get_long(pointer, info) }

    /// A text that libcurl noted.
    func text(_ info: CURLINFO) -> String { wirespool_easy_get_string(pointer, info).map { String(cString: $0) } ?? "" }
}

private func transfer(_ context: UnsafeMutableRawPointer?) -> Transfer? {
    context.map { Unmanaged<Transfer>.fromOpaque($0).takeUnretainedValue() }
}

private func receiveBody(_ bytes: UnsafeMutablePointer<CChar>?, _ size: Int, _ count: Int, _ context: UnsafeMutableRawPointer?) -> Int {
    switch transfer(context)?.receiveBody(UnsafeRawBufferPointer(start: bytes, count: size &* count)) {
    case .taken: size &* count
    case .later: Int(CURL_WRITEFUNC_PAUSE)
    case .refused, nil: -1
    }
}

private func receiveHeader(_ bytes: UnsafeMutablePointer<CChar>?, _ size: Int, _ count: Int, _ context: UnsafeMutableRawPointer?) -> Int {
    transfer(context)?.receiveHeader(UnsafeRawBufferPointer(start: bytes, count: size &* count)) == true ? size &* count : -1
}

private func openSocket(
    _ context: UnsafeMutableRawPointer?, _ purpose: curlsocktype, _ address: UnsafeMutablePointer<curl_sockaddr>?
) -> curl_socket_t {
    guard let transfer = transfer(context), let address else { return wirespool_socket_bad() }
    let isPermitted = withUnsafePointer(to: &address.pointee.addr) {
        transfer.mayConnect(to: IPAddress(socketAddress: $0, length: Int(address.pointee.addrlen)))
    }
    guard isPermitted else { return wirespool_socket_bad() }
    return socket(address.pointee.family, address.pointee.socktype | Int32(SOCK_CLOEXEC.rawValue), address.pointee.protocol)
}

private func beforeRequest(
    _ context: UnsafeMutableRawPointer?, _ remote: UnsafeMutablePointer<CChar>?, _ local: UnsafeMutablePointer<CChar>?,
    _ remotePort: Int32, _ localPort: Int32
) -> Int32 {
    transfer(context)?.endLookup(found: true)
    return 0  // CURL_PREREQFUNC_OK
}
