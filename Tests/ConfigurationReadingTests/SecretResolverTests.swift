import Testing

@testable import ConfigurationReading

@Suite struct SecretResolverTests {
    private let files: TemporaryFiles
    private let resolver: SecretResolver

    init() throws {
        files = try TemporaryFiles([
            "plain": "hunter2\n", "dos": "hunter2\r\n", "spaces": " a b ", "empty": "\n", "lines": "a\nhunter2\n", "arabic": "سر",
            "long": String(repeating: "x", count: 65_537),
        ])
        resolver = SecretResolver(credentialsDirectory: files.path)
    }

    @Test func `credentials take the place of their names`() throws {
        #expect(try resolver.resolve("https://u:${credential:plain}@x/${credential:arabic}") == "https://u:hunter2@x/سر")
        #expect(try resolver.resolve("no $ {credential}") == "no $ {credential}")
        #expect(try resolver.resolve("") == "")
    }

    @Test(arguments: [("plain", "hunter2"), ("dos", "hunter2"), ("spaces", " a b "), ("arabic", "سر")])
    func `the line break at the end is no part of a secret`(name: String, secret: String) throws {
        #expect(try resolver.readSecret(file: files(name)) == secret)
        #expect(try resolver.readSecret(file: "${credential:\(name)}") == secret)
    }

    @Test(arguments: [
        ("empty", SecretError.Code.unusable), ("lines", .unusable), ("long", .unusable), ("none", .unreadable), (".", .unreadable),
    ])
    func `an error names the file and never the secret`(name: String, code: SecretError.Code) {
        let error = #expect(throws: SecretError.self) { try resolver.readSecret(file: files(name)) }
        #expect(error?.code == code)
        #expect(error?.message.contains(files(name)) == true)
        #expect(error?.message.contains("hunter2") == false)
    }

    @Test(arguments: [
        "${credential:}", "${credential:a", "${credential:../plain}", "${credential:..}", "${HOME}", "${", "${credential:a b}",
    ])
    func `every other ${ is refused`(text: String) {
        #expect(#expect(throws: SecretError.self) { try resolver.resolve(text) }?.code == .malformed)
    }

    @Test func `without a directory there are no credentials`() {
        for directory in [nil, ""] as [String?] {
            let resolver = SecretResolver(credentialsDirectory: directory)
            #expect(#expect(throws: SecretError.self) { try resolver.resolve("${credential:plain}") }?.code == .noDirectory)
        }
    }
}
