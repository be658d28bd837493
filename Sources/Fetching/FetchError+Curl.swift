import CCurl
import Glibc
import NewsModel

extension FetchError {
    /// What libcurl's code means for a transfer that ended with it. <https://curl.se/libcurl/c/libcurl-errors.html>
    init(_ code: CURLcode, _ transfer: Transfer) {
        let host = transfer.target.host
        let place = "\(host):\(transfer.target.port)"
        let connectCode = transfer.easy.code(CURLINFO_HTTP_CONNECTCODE)
        if connectCode != 0, !(200...299).contains(connectCode), !transfer.hasHeader {
            self.init(
                .connect, "\(place): the proxy refused the connection with status \(connectCode)", hint: "see proxy in the configuration",
                isTransient: connectCode >= 500)
            return
        }
        if let failure = FetchError.tls(code, transfer) {
            self = failure
            return
        }
        switch code {
        case CURLE_COULDNT_RESOLVE_HOST:
            self.init(.dns, "\(host): the name cannot be resolved", hint: "see whether the host still exists", isTransient: true)
        case CURLE_COULDNT_RESOLVE_PROXY:
            self.init(.dns, "\(host): the proxy's name cannot be resolved", hint: "see proxy in the configuration", isTransient: true)
        case CURLE_COULDNT_CONNECT, CURLE_INTERFACE_FAILED, CURLE_NO_CONNECTION_AVAILABLE:
            self.init(.connect, "\(place): \(FetchError.reason(transfer))", isTransient: true)
        case CURLE_PROXY:
            self.init(.connect, "\(place): the proxy could not connect", hint: "see proxy in the configuration", isTransient: true)
        case CURLE_OPERATION_TIMEDOUT: self = .timeout(transfer)
        case CURLE_PARTIAL_FILE: self = .cut(transfer)
        case CURLE_GOT_NOTHING:
            self.init(.reset, "\(host): the connection was closed without an answer", isTransient: true)
        case CURLE_RECV_ERROR, CURLE_SEND_ERROR, CURLE_READ_ERROR, CURLE_HTTP2, CURLE_HTTP2_STREAM, CURLE_HTTP3, CURLE_QUIC_CONNECT_ERROR,
            CURLE_UNRECOVERABLE_POLL, CURLE_AGAIN:
            self =
                transfer.hasHeader
                ? .cut(transfer)
                : FetchError(.reset, "\(host): the connection broke before the answer came", isTransient: true)
        // A write error that is none of ours is that of libcurl's decoders.
        case CURLE_BAD_CONTENT_ENCODING, CURLE_WRITE_ERROR:
            self.init(.encoding, "\(host): the body's Content-Encoding cannot be undone\(FetchError.detail(transfer))")
        case CURLE_FILESIZE_EXCEEDED:
            self.init(.tooLarge, "\(host): the body is larger than libcurl takes")
        case CURLE_UNSUPPORTED_PROTOCOL, CURLE_WEIRD_SERVER_REPLY, CURLE_HTTP_RETURNED_ERROR:
            self.init(.malformed, "\(host): the answer is not HTTP", hint: "see whether the port is right")
        case CURLE_URL_MALFORMAT:
            self.init(.malformed, "\(host): the URL cannot be read", hint: "write an absolute URL, such as https://example.org/feed")
        case CURLE_TOO_MANY_REDIRECTS:
            self.init(.redirect, "\(host): too many redirects")
        case CURLE_LOGIN_DENIED, CURLE_AUTH_ERROR, CURLE_REMOTE_ACCESS_DENIED:
            self.init(.unauthorized, "\(host): the credentials are refused", hint: "see auth of the source")
        case CURLE_OUT_OF_MEMORY where transfer.hasStatus && !transfer.hasHeader:
            // What libcurl 7.88 says of a header line longer than 100 KiB.
            self.init(.tooLarge, "\(host): a line of the header is too long")
        case CURLE_OK where transfer.hasStatus: self = .cut(transfer)
        case CURLE_OK:
            self.init(.malformed, "\(host): the answer is not HTTP", hint: "see whether the port is right")
        default:
            self.init(.reset, "\(host): \(String(cString: curl_easy_strerror(code)))", isTransient: true)
        }
    }

    /// What is said of requests that were under way, or waited, when the fetcher was shut down.
    static func shutDown(_ host: String) -> FetchError {
        FetchError(.reset, "\(host): given up because the program is stopping", isTransient: true)
    }

    /// What is said of a large body for which no room came.
    static func crowded(_ host: String) -> FetchError {
        FetchError(
            .reset, "\(host): given up because too many large answers came at once", hint: "the limit is polling.bodies_in_memory",
            isTransient: true, isCrowded: true)
    }

    /// What is said of a large body that cannot wait, since what it unpacks to has no bound.
    static func crowdedUnasked(_ host: String) -> FetchError {
        FetchError(
            .reset, "\(host): given up because too many large answers came at once, and its Content-Encoding is none that was asked for",
            hint: "the limit is polling.bodies_in_memory; the publisher should send gzip or deflate, once", isTransient: true,
            isCrowded: true)
    }

    /// What is said when libcurl cannot be used at all.
    static var unavailable: FetchError {
        FetchError(.connect, "libcurl cannot be started", hint: "memory or file descriptors have run out", isTransient: true)
    }

    /// What a code means that is about TLS; nil for every other.
    private static func tls(_ code: CURLcode, _ transfer: Transfer) -> FetchError? {
        let (host, own) = (transfer.target.host, transfer.request.tls)
        switch code {
        case CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_ISSUER_ERROR, CURLE_SSL_PINNEDPUBKEYNOTMATCH, CURLE_SSL_INVALIDCERTSTATUS:
            let remedy = own?.authoritiesFile.map { "see whether \($0) holds its authority" }
            return FetchError(
                .tls, "\(host): the certificate is not accepted\(detail(transfer))",
                hint: "certificates are always verified; "
                    + (remedy ?? "its owner has to mend it, or tls.ca_file of the source has to name its authority"))
        case CURLE_SSL_CACERT_BADFILE, CURLE_SSL_CRL_BADFILE:
            return FetchError(
                .tls, "\(host): the certificates of the authorities cannot be read\(own?.authoritiesFile.map { " from \($0)" } ?? "")",
                hint: own?.authoritiesFile == nil ? "install the package ca-certificates" : "see tls.ca_file of the source",
                isTransient: true)
        case CURLE_SSL_CERTPROBLEM:
            return FetchError(
                .tls, "\(host): the source's own certificate cannot be used\(detail(transfer))",
                hint: "see tls.certificate_file and tls.key_file of the source", isTransient: true)
        // Since TLS 1.3 a server refuses a client's certificate, or the lack of one, after the connection stands.
        case CURLE_RECV_ERROR where !transfer.hasStatus && transfer.easy.detail.contains(" alert "), CURLE_SSL_CONNECT_ERROR,
            CURLE_SSL_CIPHER, CURLE_SSL_ENGINE_NOTFOUND, CURLE_SSL_ENGINE_SETFAILED, CURLE_SSL_ENGINE_INITFAILED, CURLE_USE_SSL_FAILED,
            CURLE_SSL_SHUTDOWN_FAILED, CURLE_SSL_CLIENTCERT:
            let isRefused = transfer.easy.detail.contains(" alert ")
            return FetchError(
                .tls, "\(host): no secure connection\(detail(transfer))",
                hint: isRefused ? "if it asks for a client's certificate, see tls.certificate_file of the source" : nil, isTransient: true)
        default: return nil
        }
    }

    private static func timeout(_ transfer: Transfer) -> FetchError {
        let host = transfer.target.host
        let (easy, request) = (transfer.easy, transfer.request)
        if transfer.hasHeader {
            return FetchError(
                .timeout, "\(host): the answer was not complete after \(seconds(request.timeout)); \(transfer.bodyCount) bytes of it came",
                hint: "the limit is polling.timeout", isTransient: true)
        }
        if easy.count(CURLINFO_PRETRANSFER_TIME_T) > 0 {
            return FetchError(
                .timeout, "\(host): no answer within \(seconds(request.timeout))", hint: "the limit is polling.timeout", isTransient: true)
        }
        let limit = seconds(min(request.connectTimeout, request.timeout))
        if transfer.target.lookup != nil, easy.count(CURLINFO_NAMELOOKUP_TIME_T) == 0 {
            return FetchError(.dns, "\(host): the name was not resolved within \(limit)", isTransient: true)
        }
        return FetchError(
            .timeout, "\(host):\(transfer.target.port): no connection within \(limit)", hint: "the limit is polling.connect_timeout",
            isTransient: true)
    }

    private static func cut(_ transfer: Transfer) -> FetchError {
        FetchError(
            .truncated, "\(transfer.target.host): the connection ended after \(transfer.bodyCount) bytes, before the answer did",
            isTransient: true)
    }

    private static func seconds(_ duration: Duration) -> String {
        let milliseconds = duration.milliseconds
        return milliseconds % 1000 == 0 ? "\(milliseconds / 1000) s" : "\(milliseconds) ms"
    }

    private static func reason(_ transfer: Transfer) -> String {
        let number = Int32(truncatingIfNeeded: transfer.easy.code(CURLINFO_OS_ERRNO))
        return number == 0 ? "no connection" : String(cString: strerror(number)).lowercased()
    }

    /// libcurl's own words, where they can hold no secret: those about TLS and encodings name hosts and algorithms.
    private static func detail(_ transfer: Transfer) -> String {
        let detail = transfer.easy.detail
        return detail.isEmpty ? "" : ": " + detail.prefix(200)
    }
}
