import Foundation
import NewsModel

extension Value {
    /// The PEM files that a source's origin is asked with.
    func tls() -> SourceTLS? {
        guard let keys = MappingReader<TLSKey>(node, name, in: document) else { return nil }
        var tls = SourceTLS()
        keys.read(.caFile, into: &tls.authoritiesFile) { value -> String? in
            value.path(example: "/etc/wirespool/NAME.ca.pem").map { value.holding([.certificate], $0) }
        }
        let isKeyApart = keys[.keyFile] != nil
        keys.read(.certificateFile, into: &tls.certificateFile) { value -> String? in
            let path = value.secretFile(example: "/etc/wirespool/NAME.pem")
            return path.map { value.holding(isKeyApart ? [.certificate] : [.certificate, .privateKey], $0) }
        }
        keys.read(.keyFile, into: &tls.keyFile) { value -> String? in
            value.secretFile(example: "/etc/wirespool/NAME.key").map { value.holding([.privateKey], $0) }
        }
        if let node = keys[.keyFile], keys[.certificateFile] == nil {
            document.report(node.place, "key_file: is given without certificate_file", "write certificate_file: FILE beside it")
        }
        if TLSKey.allCases.allSatisfy({ keys[$0] == nil }), !node.isNothing {
            report("names no file", "write ca_file: FILE, or certificate_file: FILE")
        }
        return tls == SourceTLS() ? nil : tls
    }

    /// The path itself; what its file lacks is reported, where files are looked into.
    private func holding(_ parts: [PEM.Part], _ path: String) -> String {
        guard document.looksIntoFiles, !path.contains("${"), let problem = PEM.problem(with: path, parts: parts) else { return path }
        report(problem.message, problem.suggestion)
        return path
    }
}

/// Files of certificates and keys (RFC 7468), looked at no further than to tell that they are such.
enum PEM {
    enum Part {
        case certificate
        case privateKey
    }

    /// Bytes; the authorities of a whole system have a quarter of a megabyte.
    private static let limitInBytes = 16 << 20

    /// Why a file cannot be used; nil where it can. Blocks: reads a file.
    static func problem(with path: String, parts: [Part]) -> (message: String, suggestion: String)? {
        // Not blocking: a named pipe without a writer would hold the program for ever.
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else {
            let code = errno
            return ("\(path): \(String(cString: strerror(code)).lowercased())", hint(for: code))
        }
        let file = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG, status.st_size <= limitInBytes,
            let data = try? file.readToEnd() ?? Data()
        else { return ("\(path): not a file of certificates or keys", "name a PEM file") }
        let labels = String(decoding: data, as: UTF8.self).matches(of: /-----BEGIN ([A-Z0-9 ]+)-----/).map { String($0.output.1) }
        guard !labels.isEmpty else { return ("\(path): not a PEM file", "convert it with openssl x509 or openssl pkey") }
        if parts.contains(.certificate), !labels.contains(where: { $0.hasSuffix("CERTIFICATE") }) {
            return ("\(path): holds no certificate", "name a PEM file with BEGIN CERTIFICATE")
        }
        guard parts.contains(.privateKey) else { return nil }
        guard let key = labels.first(where: { $0.hasSuffix("PRIVATE KEY") }) else {
            return ("\(path): holds no private key", "name the key's file in key_file:")
        }
        // Nobody is there to type a passphrase.
        let isEncrypted = key.hasPrefix("ENCRYPTED") || data.range(of: Data("Proc-Type: 4,ENCRYPTED".utf8)) != nil
        return isEncrypted ? ("\(path): the private key has a passphrase", "take it off with openssl pkey") : nil
    }

    private static func hint(for code: Int32) -> String {
        code == EACCES ? "let the user that runs wirespool read it" : "name a PEM file that is there"
    }
}
