// SPDX-License-Identifier: Apache-2.0
import Testing
import WebAddresses

@Suite("Host patterns")
struct HostPatternTests {
    @Test("a wildcard means the hosts below its name, and neither the name itself nor one that only ends like it")
    func matching() throws {
        let pattern = try HostPattern("*.shop.example")
        for (host, isMeant) in [
            ("a.shop.example", true), ("b.a.shop.example", true), ("shop.example", false), ("ashop.example", false),
            ("a.shop.example.evil", false),
        ] {
            #expect(try pattern.matches(WebHost(host)) == isMeant, "\(host)")
        }
        #expect(try HostPattern("A.example").matches(WebHost("a.example")))
        #expect(try !HostPattern("a.example").matches(WebHost("b.a.example")))
        #expect(pattern.description == "*.shop.example")
    }
}
