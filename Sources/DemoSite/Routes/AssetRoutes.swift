// SPDX-License-Identifier: Apache-2.0
internal import Foundation
internal import Hummingbird

extension ShopRoutes {
    /// The files that the pages load.
    func addAssets(to router: Router<BasicRequestContext>) {
        router.get("/assets/shop.css") { _, _ in
            Replies.asset(PackageResources.shop_css, type: "text/css; charset=utf-8")
        }
        router.get("/assets/designs.css") { _, _ in
            Replies.asset(PackageResources.designs_css, type: "text/css; charset=utf-8")
        }
        router.get("/assets/shop.js") { _, _ in
            Replies.asset(PackageResources.shop_js, type: "text/javascript; charset=utf-8")
        }
        router.get("/assets/office.css") { _, _ in
            Replies.asset(PackageResources.office_css, type: "text/css; charset=utf-8")
        }
        router.get("/assets/office.js") { _, _ in
            Replies.asset(PackageResources.office_js, type: "text/javascript; charset=utf-8")
        }
        router.get("/assets/card.js") { _, _ in
            Replies.asset(PackageResources.card_js, type: "text/javascript; charset=utf-8")
        }
        router.get("/assets/icon.svg") { _, _ in
            Replies.asset(PackageResources.icon_svg, type: "image/svg+xml")
        }
    }

    /// What happened so far, for whoever must prove that a replay did the same as the person.
    ///
    /// It is open to everybody who reaches the port: the shop holds nothing but made-up names.
    func addReport(to router: Router<BasicRequestContext>) {
        router.get("/__state") { _, _ in
            let encoder = JSONEncoder()
            encoder.keyEncodingStrategy = .convertToSnakeCase
            encoder.outputFormatting = [.sortedKeys, .prettyPrinted]
            return Replies.json(try encoder.encode(self.state.report))
        }
    }
}
