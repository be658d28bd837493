import NewsModel
import Testing

@testable import ConfigurationReading

/// The files that `tls:` names, looked into.
@Suite struct TLSReadingTests {
    private static let certificate = "-----BEGIN CERTIFICATE-----\nAA==\n-----END CERTIFICATE-----\n"
    private static let key = "-----BEGIN PRIVATE KEY-----\nAA==\n-----END PRIVATE KEY-----\n"

    private func problems(_ keys: String, looksIntoFiles: Bool = true) throws -> [String] {
        let files = try TemporaryFiles([
            "w.yaml": "sources:\n  - id: a\n    url: https://a.example/\n    tls: {\(keys)}\n",
            "cert.pem": Self.certificate, "key.pem": Self.key, "both.pem": Self.certificate + Self.key, "text.pem": "hello\n",
            "locked.pem": Self.key.replacing("PRIVATE", with: "ENCRYPTED PRIVATE"), "empty.pem": "",
            "old-locked.pem": Self.key.replacing("KEY-----\nAA", with: "KEY-----\nProc-Type: 4,ENCRYPTED\n\nAA"),
            "directory/x": "",
        ])
        do {
            _ = try ConfigurationReader.read(file: files("w.yaml"), looksIntoFiles: looksIntoFiles)
            return []
        } catch {
            return error.problems.map { $0.description.replacing(files.path + "/", with: "") }
        }
    }

    @Test(arguments: [
        "ca_file: cert.pem", "certificate_file: both.pem", "certificate_file: cert.pem, key_file: key.pem",
        "ca_file: cert.pem, certificate_file: '${credential:c}', key_file: '${credential:k}'",
    ])
    func `good files are no problem`(keys: String) throws { #expect(try problems(keys) == []) }

    @Test(arguments: [
        ("ca_file: none.pem", "ca_file: none.pem: no such file or directory"),
        ("ca_file: text.pem", "ca_file: text.pem: not a PEM file"), ("ca_file: empty.pem", "ca_file: empty.pem: not a PEM file"),
        ("ca_file: directory", "ca_file: directory: not a file of certificates or keys"),
        ("ca_file: key.pem", "ca_file: key.pem: holds no certificate"),
        ("certificate_file: cert.pem", "certificate_file: cert.pem: holds no private key"),
        ("certificate_file: cert.pem, key_file: none", "key_file: none: no such file or directory"),
        ("certificate_file: cert.pem, key_file: cert.pem", "key_file: cert.pem: holds no private key"),
        ("certificate_file: cert.pem, key_file: locked.pem", "key_file: locked.pem: the private key has a passphrase"),
        ("certificate_file: cert.pem, key_file: old-locked.pem", "key_file: old-locked.pem: the private key has a passphrase"),
    ])
    func `a file that cannot be used is told at its line`(keys: String, message: String) throws {
        let told = try problems(keys)
        #expect(told.count == 1)
        #expect(told.first?.hasPrefix("w.yaml:4:") == true && told.first?.contains(message) == true, "\(told)")
        #expect(try problems(keys, looksIntoFiles: false) == [])
    }
}
