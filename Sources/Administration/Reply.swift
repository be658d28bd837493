/// What is answered to a request. Each connection carries one.
struct Reply: Equatable {
    var status: Int
    var contentType: String
    var body: [UInt8]
    /// Beside those that every reply has.
    var fields: [(name: String, value: String)] = []

    static func == (a: Reply, b: Reply) -> Bool {
        a.status == b.status && a.contentType == b.contentType && a.body == b.body && a.fields.elementsEqual(b.fields, by: ==)
    }

    static func text(_ status: Int, _ text: String) -> Reply {
        Reply(status: status, contentType: "text/plain; charset=utf-8", body: Array(text.utf8))
    }

    /// Why a request was refused.
    static func refusal(_ status: Int) -> Reply {
        var reply = text(status, "\(status) \(reason(status))\n")
        if status == 405 { reply.fields.append(("Allow", "GET, HEAD")) }
        return reply
    }

    /// The reply as it is sent; to HEAD, without its body.
    func bytes(withoutBody: Bool) -> [UInt8] {
        var head = "HTTP/1.1 \(status) \(Reply.reason(status))\r\n"
        head += "Content-Type: \(contentType)\r\nContent-Length: \(body.count)\r\n"
        head += "Connection: close\r\nCache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\nReferrer-Policy: no-referrer\r\n"
        for field in fields { head += "\(field.name): \(field.value)\r\n" }
        return Array((head + "\r\n").utf8) + (withoutBody ? [] : body)
    }

    private static func reason(_ status: Int) -> String {
        switch status {
        case 200: "OK"
        case 400: "Bad Request"
        case 404: "Not Found"
        case 405: "Method Not Allowed"
        case 408: "Request Timeout"
        case 409: "Conflict"
        case 421: "Misdirected Request"
        case 431: "Request Header Fields Too Large"
        case 503: "Service Unavailable"
        case 505: "HTTP Version Not Supported"
        default: "Error"
        }
    }
}
