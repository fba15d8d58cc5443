// SPDX-License-Identifier: Apache-2.0
import Testing
import WebAddresses

/// Texts, what Chromium 156 makes of each (`new URL(text).href`, nil where it throws), and what this program does.
struct Vector: Sendable, CustomTestStringConvertible {
    enum Verdict: Sendable, Equatable {
        /// Taken, in exactly the browser's form, and of this kind.
        case `is`(HostKind)
        case refused(AddressError.Code)
    }

    let text: String
    let browser: String?
    let verdict: Verdict

    init(_ text: String, browser: String?, _ verdict: Verdict) {
        self.text = text
        self.browser = browser
        self.verdict = verdict
    }

    var testDescription: String { text.debugDescription }

    static let accepted: [Vector] = [
        Vector("https://shop.example", browser: "https://shop.example/", .is(.public)),
        Vector("https://shop.example/", browser: "https://shop.example/", .is(.public)),
        Vector("HTTPS://SHOP.Example/", browser: "https://shop.example/", .is(.public)),
        Vector("https://shop.example:443/", browser: "https://shop.example/", .is(.public)),
        Vector("https://shop.example:8443/a", browser: "https://shop.example:8443/a", .is(.public)),
        Vector("http://shop.example:80/", browser: "http://shop.example/", .is(.public)),
        Vector("http://shop.example:443/", browser: "http://shop.example:443/", .is(.public)),
        Vector("https://shop.example:0443/", browser: "https://shop.example/", .is(.public)),
        Vector("https://example.com.evil.test/", browser: "https://example.com.evil.test/", .is(.public)),
        Vector("http://127.evil.com/", browser: "http://127.evil.com/", .is(.public)),
        Vector("http://localhost6/", browser: "http://localhost6/", .is(.private)),
        Vector("http://localhost/", browser: "http://localhost/", .is(.loopback)),
        Vector("http://LOCALHOST:8094/", browser: "http://localhost:8094/", .is(.loopback)),
        Vector("http://shop.localhost/", browser: "http://shop.localhost/", .is(.loopback)),
        Vector("http://0.0.0.0/", browser: "http://0.0.0.0/", .is(.special)),
        Vector("http://127.0.0.1/", browser: "http://127.0.0.1/", .is(.loopback)),
        Vector("http://127.1/", browser: "http://127.0.0.1/", .is(.loopback)),
        Vector("http://127.0.1/", browser: "http://127.0.0.1/", .is(.loopback)),
        Vector("http://2130706433/", browser: "http://127.0.0.1/", .is(.loopback)),
        Vector("http://0x7f000001/", browser: "http://127.0.0.1/", .is(.loopback)),
        Vector("http://0x7f.0.0.1/", browser: "http://127.0.0.1/", .is(.loopback)),
        Vector("http://0177.0.0.1/", browser: "http://127.0.0.1/", .is(.loopback)),
        Vector("http://017700000001/", browser: "http://127.0.0.1/", .is(.loopback)),
        Vector("http://0x7f.1/", browser: "http://127.0.0.1/", .is(.loopback)),
        Vector("http://127.0.0.1./", browser: "http://127.0.0.1/", .is(.loopback)),
        Vector("http://127.0.0.01/", browser: "http://127.0.0.1/", .is(.loopback)),
        Vector(
            "http://169.254.169.254/latest/meta-data/",
            browser: "http://169.254.169.254/latest/meta-data/",
            .is(.metadata)
        ),
        Vector("http://2852039166/", browser: "http://169.254.169.254/", .is(.metadata)),
        Vector("http://0xa9fea9fe/", browser: "http://169.254.169.254/", .is(.metadata)),
        Vector("http://0251.0376.0251.0376/", browser: "http://169.254.169.254/", .is(.metadata)),
        Vector("http://169.254.43518/", browser: "http://169.254.169.254/", .is(.metadata)),
        Vector("http://[::ffff:169.254.169.254]/", browser: "http://[::ffff:a9fe:a9fe]/", .is(.metadata)),
        Vector("http://[::ffff:a9fe:a9fe]/", browser: "http://[::ffff:a9fe:a9fe]/", .is(.metadata)),
        Vector("http://4294967295/", browser: "http://255.255.255.255/", .is(.special)),
        Vector("http://0x/", browser: "http://0.0.0.0/", .is(.special)),
        Vector("http://0xg/", browser: "http://0xg/", .is(.private)),
        Vector("http://1.2.3.0x/", browser: "http://1.2.3.0/", .is(.public)),
        Vector("http://1e3/", browser: "http://1e3/", .is(.private)),
        Vector("http://1.2.3.4.example/", browser: "http://1.2.3.4.example/", .is(.public)),
        Vector("http://10.1.2.3/", browser: "http://10.1.2.3/", .is(.private)),
        Vector("http://172.16.0.1/", browser: "http://172.16.0.1/", .is(.private)),
        Vector("http://172.32.0.1/", browser: "http://172.32.0.1/", .is(.public)),
        Vector("http://192.168.0.1/", browser: "http://192.168.0.1/", .is(.private)),
        Vector("http://100.64.0.1/", browser: "http://100.64.0.1/", .is(.private)),
        Vector("http://100.128.0.1/", browser: "http://100.128.0.1/", .is(.public)),
        Vector("http://169.254.1.1/", browser: "http://169.254.1.1/", .is(.linkLocal)),
        Vector("http://[::1]/", browser: "http://[::1]/", .is(.loopback)),
        Vector("http://[0:0:0:0:0:0:0:1]:8094/", browser: "http://[::1]:8094/", .is(.loopback)),
        Vector("http://[::ffff:7f00:1]/", browser: "http://[::ffff:7f00:1]/", .is(.loopback)),
        Vector("http://[::ffff:127.0.0.1]/", browser: "http://[::ffff:7f00:1]/", .is(.loopback)),
        Vector("http://[::127.0.0.1]/", browser: "http://[::7f00:1]/", .is(.loopback)),
        Vector("http://[fe80::1]/", browser: "http://[fe80::1]/", .is(.linkLocal)),
        Vector("http://[fc00::1]/", browser: "http://[fc00::1]/", .is(.private)),
        Vector("http://[fd00:ec2::254]/", browser: "http://[fd00:ec2::254]/", .is(.metadata)),
        Vector("http://[2001:DB8::1]/", browser: "http://[2001:db8::1]/", .is(.special)),
        Vector("http://[2001:4860:4860:0:0:0:0:8888]/", browser: "http://[2001:4860:4860::8888]/", .is(.public)),
        Vector("http://[64:ff9b::7f00:1]/", browser: "http://[64:ff9b::7f00:1]/", .is(.loopback)),
        Vector("http://[2002:7f00:1::]/", browser: "http://[2002:7f00:1::]/", .is(.loopback)),
        Vector("http://[::]/", browser: "http://[::]/", .is(.special)),
        Vector("http://[1:2:3:4:5:6:7::]/", browser: "http://[1:2:3:4:5:6:7:0]/", .is(.special)),
        Vector("http://[1:0:0:2:0:0:0:3]/", browser: "http://[1:0:0:2::3]/", .is(.special)),
        Vector("https://-shop.example/", browser: "https://-shop.example/", .is(.public)),
        Vector("https://shop_1.example/", browser: "https://shop_1.example/", .is(.public)),
        Vector("https://xn--bcher-kva.example/", browser: "https://xn--bcher-kva.example/", .is(.public)),
        Vector("https://xn--shop-.example/", browser: "https://xn--shop-.example/", .is(.public)),
        Vector("https://xn--/", browser: "https://xn--/", .is(.private)),
        Vector("https://xn--a.example/", browser: "https://xn--a.example/", .is(.public)),
        Vector("https://XN--BCHER-KVA.example/", browser: "https://xn--bcher-kva.example/", .is(.public)),
        Vector("https://shop.example/a//b", browser: "https://shop.example/a//b", .is(.public)),
        Vector(
            "https://shop.example/\"<>`{}^|'*~!$&()+,;=:@%zz[]",
            browser: "https://shop.example/%22%3C%3E%60%7B%7D%5E%7C'*~!$&()+,;=:@%zz[]",
            .is(.public)
        ),
        Vector(
            "https://shop.example/?\"<>`{}^|'*~!$&()+,;=:@%zz[]\\?",
            browser: "https://shop.example/?%22%3C%3E`{}^|%27*~!$&()+,;=:@%zz[]\\?",
            .is(.public)
        ),
        Vector(
            "https://shop.example/#\"<>`{}^|'*~!$&()+,;=:@%zz[]\\?#",
            browser: "https://shop.example/#%22%3C%3E%60{}^|'*~!$&()+,;=:@%zz[]\\?#",
            .is(.public)
        ),
        Vector("https://shop.example?q=1", browser: "https://shop.example/?q=1", .is(.public)),
        Vector("https://shop.example#top", browser: "https://shop.example/#top", .is(.public)),
        Vector("https://shop.example/?", browser: "https://shop.example/?", .is(.public)),
        Vector("https://shop.example/#", browser: "https://shop.example/#", .is(.public)),
        Vector("https://shop.example/?#", browser: "https://shop.example/?#", .is(.public)),
        Vector("https://shop.example/a%2Fb", browser: "https://shop.example/a%2Fb", .is(.public)),
        Vector("https://shop.example/...", browser: "https://shop.example/...", .is(.public)),
        Vector("https://shop.example/a/.b/..c", browser: "https://shop.example/a/.b/..c", .is(.public)),
        Vector("https://xn--80ak6aa92e.com/", browser: "https://xn--80ak6aa92e.com/", .is(.public)),
        Vector("https://xn--pple-43d.com/", browser: "https://xn--pple-43d.com/", .is(.public)),
        Vector("https://xn--ls8h.example/", browser: "https://xn--ls8h.example/", .is(.public)),
        Vector("https://xn--0.pt/", browser: "https://xn--0.pt/", .is(.public)),
        Vector("https://xn--zca.example/", browser: "https://xn--zca.example/", .is(.public)),
        Vector("https://xn--fa-hia.example/", browser: "https://xn--fa-hia.example/", .is(.public)),
    ]

    static let refused: [Vector] = [
        Vector("https://shop.example:/", browser: "https://shop.example/", .refused(.portInvalid)),
        Vector("https://shop.example:0/", browser: "https://shop.example:0/", .refused(.portInvalid)),
        Vector("https://shop.example:65536/", browser: nil, .refused(.portInvalid)),
        Vector("https://shop.example:99999/", browser: nil, .refused(.portInvalid)),
        Vector("https://shop.example:+80/", browser: nil, .refused(.portInvalid)),
        Vector("https://shop.example:8a/", browser: nil, .refused(.portInvalid)),
        Vector(
            "https://example.com:password@evil.test",
            browser: "https://example.com:password@evil.test/",
            .refused(.userInfoRefused)
        ),
        Vector("https://example.com@evil.test", browser: "https://example.com@evil.test/", .refused(.userInfoRefused)),
        Vector(
            "https://example.com%20@evil.test",
            browser: "https://example.com%20@evil.test/",
            .refused(.userInfoRefused)
        ),
        Vector(
            "https://example.com%3A@evil.test",
            browser: "https://example.com%3A@evil.test/",
            .refused(.userInfoRefused)
        ),
        Vector("https://@evil.test/", browser: "https://evil.test/", .refused(.userInfoRefused)),
        Vector("https://:@evil.test/", browser: "https://evil.test/", .refused(.userInfoRefused)),
        Vector("http://evil.test\\@example.com/", browser: "http://evil.test/@example.com/", .refused(.pathInvalid)),
        Vector("http://evil.test\\example.com/", browser: "http://evil.test/example.com/", .refused(.pathInvalid)),
        Vector("http:\\\\evil.test/", browser: "http://evil.test/", .refused(.addressInvalid)),
        Vector("http:/evil.test/", browser: "http://evil.test/", .refused(.addressInvalid)),
        Vector("http:evil.test/", browser: "http://evil.test/", .refused(.addressInvalid)),
        Vector("http:///evil.test/", browser: "http://evil.test/", .refused(.hostInvalid)),
        Vector("//evil.test/", browser: nil, .refused(.schemeNotAllowed)),
        Vector("/menu", browser: nil, .refused(.schemeNotAllowed)),
        Vector("", browser: nil, .refused(.schemeNotAllowed)),
        Vector("data:text/html,x", browser: "data:text/html,x", .refused(.schemeNotAllowed)),
        Vector("blob:https://example.com/1", browser: "blob:https://example.com/1", .refused(.schemeNotAllowed)),
        Vector("javascript:alert(1)", browser: "javascript:alert(1)", .refused(.schemeNotAllowed)),
        Vector("file:///etc/passwd", browser: "file:///etc/passwd", .refused(.schemeNotAllowed)),
        Vector(
            "view-source:https://a.example/",
            browser: "view-source:https://a.example/",
            .refused(.schemeNotAllowed)
        ),
        Vector("about:blank", browser: "about:blank", .refused(.schemeNotAllowed)),
        Vector("chrome://settings", browser: "chrome://settings/", .refused(.schemeNotAllowed)),
        Vector("ftp://a.example/", browser: "ftp://a.example/", .refused(.schemeNotAllowed)),
        Vector("ws://a.example/", browser: "ws://a.example/", .refused(.schemeNotAllowed)),
        Vector("http://localhost./", browser: "http://localhost./", .refused(.hostInvalid)),
        Vector("http://256.0.0.1/", browser: nil, .refused(.hostInvalid)),
        Vector("http://1.2.3.4.5/", browser: nil, .refused(.hostInvalid)),
        Vector("http://4294967296/", browser: nil, .refused(.hostInvalid)),
        Vector("http://09.0.0.1/", browser: nil, .refused(.hostInvalid)),
        Vector("http://1..2.3/", browser: nil, .refused(.hostInvalid)),
        Vector("http://1.2.3.256/", browser: nil, .refused(.hostInvalid)),
        Vector("http://shop.example.1/", browser: nil, .refused(.hostInvalid)),
        Vector("http://[fe80::1%25eth0]/", browser: nil, .refused(.hostInvalid)),
        Vector("http://[::1", browser: nil, .refused(.hostInvalid)),
        Vector("http://::1/", browser: nil, .refused(.hostInvalid)),
        Vector("http://[::1]x/", browser: nil, .refused(.hostInvalid)),
        Vector("http://[1::2::3]/", browser: nil, .refused(.hostInvalid)),
        Vector("http://[:::1]/", browser: nil, .refused(.hostInvalid)),
        Vector("http://[::ffff:127.0.0.256]/", browser: nil, .refused(.hostInvalid)),
        Vector("http://[v1.a]/", browser: nil, .refused(.hostInvalid)),
        Vector("https://shop.example./", browser: "https://shop.example./", .refused(.hostInvalid)),
        Vector("https://shop..example/", browser: "https://shop..example/", .refused(.hostInvalid)),
        Vector("https://.shop.example/", browser: "https://.shop.example/", .refused(.hostInvalid)),
        Vector("https://*.example/", browser: "https://%2A.example/", .refused(.hostInvalid)),
        Vector("https://sh op.example/", browser: "https://sh%20op.example/", .refused(.addressInvalid)),
        Vector("https://shop.example%2eevil.test/", browser: "https://shop.example.evil.test/", .refused(.hostInvalid)),
        Vector("https://EXAMPLE%2ecom/", browser: "https://example.com/", .refused(.hostInvalid)),
        Vector("https://example%00.com/", browser: nil, .refused(.hostInvalid)),
        Vector(
            "https://shop.example%E3%80%82evil.test/",
            browser: "https://shop.example.evil.test/",
            .refused(.hostInvalid)
        ),
        Vector("https://b\u{FC}cher.example/", browser: "https://xn--bcher-kva.example/", .refused(.addressInvalid)),
        Vector("https://sh\u{AD}op.example/", browser: "https://shop.example/", .refused(.addressInvalid)),
        Vector("https://shop\u{3002}example/", browser: "https://shop.example/", .refused(.addressInvalid)),
        Vector("https://\u{FF53}hop.example/", browser: "https://shop.example/", .refused(.addressInvalid)),
        Vector("https://shop.example\u{0}/", browser: nil, .refused(.addressInvalid)),
        Vector("https://shop.example/a/../b", browser: "https://shop.example/b", .refused(.pathInvalid)),
        Vector("https://shop.example/a/%2e%2E/b", browser: "https://shop.example/b", .refused(.pathInvalid)),
        Vector("https://shop.example/./a", browser: "https://shop.example/a", .refused(.pathInvalid)),
        Vector("https://shop.example/a/..", browser: "https://shop.example/", .refused(.pathInvalid)),
        Vector("https://shop.example/a/.%2e/b", browser: "https://shop.example/b", .refused(.pathInvalid)),
        Vector("https://shop.example/a\\b", browser: "https://shop.example/a/b", .refused(.pathInvalid)),
        Vector("https://shop.example/a b", browser: "https://shop.example/a%20b", .refused(.addressInvalid)),
        Vector("https://shop.example/\u{FC}", browser: "https://shop.example/%C3%BC", .refused(.addressInvalid)),
        Vector("https://shop.example/a\u{9}b", browser: "https://shop.example/ab", .refused(.addressInvalid)),
        Vector("https://shop.example/a\u{A}b", browser: "https://shop.example/ab", .refused(.addressInvalid)),
        Vector(" https://shop.example/", browser: "https://shop.example/", .refused(.addressInvalid)),
        Vector("https://shop.example\\..\\b", browser: "https://shop.example/b", .refused(.pathInvalid)),
        Vector("https:/\\evil.test/", browser: "https://evil.test/", .refused(.addressInvalid)),
        Vector("https:\\/evil.test", browser: "https://evil.test/", .refused(.addressInvalid)),
        Vector("https://a.example:80:90/", browser: nil, .refused(.hostInvalid)),
        Vector("https://[::1]:99999/", browser: nil, .refused(.portInvalid)),
        Vector("https://[::1]:/", browser: "https://[::1]/", .refused(.portInvalid)),
    ]
}
