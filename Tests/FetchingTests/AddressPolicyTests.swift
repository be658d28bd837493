import Fetching
import Testing

@Suite struct AddressPolicyTests {
    @Test(arguments: [
        "0.0.0.0", "0.1.2.3", "10.0.0.1", "10.255.255.255", "100.64.0.1", "100.127.255.255", "127.0.0.1", "127.255.255.254",
        "169.254.169.254", "172.16.0.1", "172.31.255.255", "192.0.0.8", "192.0.2.1", "192.88.99.1", "192.168.1.1", "198.18.0.1",
        "198.19.255.255", "198.51.100.7", "203.0.113.9", "224.0.0.1", "239.255.255.255", "240.0.0.1", "255.255.255.255",
    ])
    func `a special IPv4 address is refused`(text: String) throws {
        let address = try #require(IPAddress(text))
        #expect(!AddressPolicy().allows(address))
        #expect(!AddressPolicy().allows(try #require(IPAddress("::ffff:" + text))))
        #expect(!AddressPolicy().allows(try #require(IPAddress("64:ff9b::" + text))))
        #expect(AddressPolicy(allowed: [try #require(AddressBlock(text))]).allows(address))
    }

    @Test(arguments: [
        "::", "::1", "::127.0.0.1", "::8.8.8.8", "::ffff:8.8.8.8", "64:ff9b:1::a00:1", "100::1", "1fff::1", "4000::1", "5f00::1", "fc00::1",
        "fd12:3456::1", "fe80::1", "fec0::1", "ff02::1", "2001:2::1", "2001:10::1", "2001:20::1", "2001:db8::1", "3fff::1", "3fff:fff::1",
        "2002:7f00:1::1", "2002:c0a8:101::1", "2002:a00:1::", "2001:0:7f00:1::f7f7:f7f7", "2001:0:808:808::80ff:fffe",
        "2600::5efe:a00:1", "2600::200:5efe:7f00:1",
    ])
    func `a special IPv6 address is refused`(text: String) throws {
        let address = try #require(IPAddress(text))
        #expect(!AddressPolicy().allows(address))
        #expect(AddressPolicy(allowed: [try #require(AddressBlock("::/0"))]).allows(address))
    }

    @Test(arguments: [
        "1.1.1.1", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0", "126.255.255.255", "128.0.0.1", "169.253.0.1",
        "172.15.0.1",
        "172.32.0.0", "192.0.1.1", "192.167.0.1", "192.169.0.1", "198.17.0.1", "198.20.0.0", "223.255.255.255", "2600::1", "2001:200::1",
        "2a00:1450:4001::200e", "2002:808:808::1", "64:ff9b::808:808", "2001:0:808:808::f7f7:f7f7", "2600::5efe:808:808", "3ffe::1",
    ])
    func `a public address is allowed`(text: String) throws {
        #expect(AddressPolicy().allows(try #require(IPAddress(text))))
    }

    @Test func `a mapped address is allowed by the block of its IPv4 form`() throws {
        let policy = AddressPolicy(allowed: [try #require(AddressBlock("10.1.0.0/16"))])
        #expect(policy.allows(try #require(IPAddress("::ffff:10.1.2.3"))))
        #expect(!policy.allows(try #require(IPAddress("::ffff:10.2.2.3"))))
        #expect(policy.allows(try #require(IPAddress("64:ff9b::10.1.2.3"))))
    }

    @Test(arguments: [
        ("10.0.0.0/8", "10.255.0.1", true), ("10.0.0.0/8", "11.0.0.0", false), ("10.9.8.7/8", "10.0.0.1", true),
        ("0.0.0.0/0", "1.2.3.4", true), ("0.0.0.0/0", "::1", false), ("192.168.1.1", "192.168.1.1", true),
        ("192.168.1.1", "192.168.1.2", false), ("fd00::/8", "fdff::1", true), ("fd00::/8", "fc00::1", false),
        ("2001:db8:0:1::/64", "2001:db8:0:1:ffff::", true), ("2001:db8:0:1::/64", "2001:db8:0:2::", false),
        ("2001:db8::8000:0:0:0/65", "2001:db8::8000:0:0:1", true), ("2001:db8::8000:0:0:0/65", "2001:db8::1", false), ("::1", "::1", true),
        ("::1", "::2", false), ("::/0", "ffff::", true),
    ])
    func `a block contains what its prefix says`(block: String, address: String, isInside: Bool) throws {
        #expect(try #require(AddressBlock(block)).contains(try #require(IPAddress(address))) == isInside)
    }

    @Test(arguments: [
        "", "/", "10.0.0.0/", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/+8", "10.0.0/8", "10.0.0.0/8/8", "::/129", "x", "[::1]", "fe80::1%lo",
        "10.0.0.0/99999999999999999999",
    ])
    func `what is no block is none`(text: String) { #expect(AddressBlock(text) == nil) }

    @Test(arguments: [("10.9.8.7/8", "10.0.0.0/8"), ("::1", "::1/128"), ("FD00:0::/8", "fd00::/8")])
    func `a block is written in one form`(text: String, form: String) { #expect(AddressBlock(text)?.description == form) }
}
