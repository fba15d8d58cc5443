// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import Teaching

@Suite("Parts of addresses that are different the next time")
struct VolatilePartsTests {
    @Test(
        "a call's path is open where it names one thing of many",
        arguments: [
            ("/api/orders/17", "/api/orders/*"),
            ("/api/users/Ada%20Byron/save", "/api/users/*/save"),
            ("/api/users/Bob/save", "/api/users/Bob/save"),
            ("/api/carts/cart_2024-11-22.a7", "/api/carts/*"),
            ("/api/v2.1/save-all", "/api/v2.1/save-all"),
            ("/api/save-all-settings", "/api/save-all-settings"),
        ]
    )
    func call(path: String, pattern: String) {
        #expect(VolatileParts.pattern(ofCall: path, values: ["Ada Byron", ""]) == pattern)
    }

    @Test(
        "what looks like a key is left out of an address that is written down, and nothing else is",
        arguments: [
            ("/a?session=ab12&page=2", "/a?session=withheld&page=2"),
            ("/a?sig=x&X-Amz-Signature=0f", "/a?sig=withheld&X-Amz-Signature=withheld"),
            ("/cb?code=4%2F0AbCdEf123456&state=af0ifjsldkj3", "/cb?code=withheld&state=withheld"),
            ("/shop?code=A12&key=name&state=open", "/shop?code=A12&key=name&state=open"),
            (
                "/a;jsessionid=1F?auth=me#access_token=1&x=y",
                "/a;jsessionid=withheld?auth=withheld#access_token=withheld&x=y"
            ),
            ("/a?d=eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abc-_1", "/a?d=withheld"),
            ("/a#eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abc-_1", "/a#withheld"),
            ("/in/eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abc-_1/now", "/in/*/now"),
            ("/in/8f3a9c0d1e2b4a5968778695a4b3c2d1e0f98a7b/now", "/in/*/now"),
            ("/a?blob=Zm9vYmFy9Zm9vYmFy8Zm9vYmFy7", "/a?blob=withheld"),
            ("/ean/4111111111111111?t=4111111111111111", "/ean/4111111111111111?t=4111111111111111"),
            ("/a?id=123e4567-e89b-12d3-a456-426614174000", "/a?id=123e4567-e89b-12d3-a456-426614174000"),
            (
                "/orders/4711/a-rather-long-title-of-2024-and-more-words",
                "/orders/4711/a-rather-long-title-of-2024-and-more-words"
            ),
            ("/a?q=how%20to%20boil%203%20eggs&n=1234567890", "/a?q=how%20to%20boil%203%20eggs&n=1234567890"),
        ]
    )
    func keys(address: String, written: String) {
        let origin = "https://shop.example"
        #expect(AddressScrubber().scrubbed(origin + address) == origin + written)
    }
}
