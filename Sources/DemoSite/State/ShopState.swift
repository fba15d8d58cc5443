// SPDX-License-Identifier: Apache-2.0
internal import Synchronization

/// All that the shop remembers, in memory and bounded: past the bound the oldest session or order is forgotten.
final class ShopState: Sendable {
    /// The most sessions that are kept.
    static let maximumSessions = 1000
    /// The most orders that are kept.
    static let maximumOrders = 1000

    fileprivate struct Contents {
        var sessions: [SessionID: ShopSession] = [:]
        var oldestFirst: [SessionID] = []
        var orders: [ShopOrder] = []
        var weeks: [WeekOrder] = []
        var nextWeek = 2001
        var counts = ShopReport.Counts()
        var design = ShopDesign.v1
    }

    private let contents = Mutex(Contents())

    /// The paid orders that are still kept, oldest first.
    var orders: [ShopOrder] { contents.withLock { $0.orders } }

    /// What has happened so far.
    var report: ShopReport {
        contents.withLock { contents in
            let carts = contents.oldestFirst.compactMap { contents.sessions[$0]?.cart.lines.map(ShopOrder.Line.init) }
            return ShopReport(
                orders: contents.orders,
                weekOrders: contents.weeks.filter { $0.holder != nil },
                carts: carts.filter { !$0.isEmpty },
                sessions: contents.sessions.count,
                design: contents.design,
                counts: contents.counts
            )
        }
    }

    /// The design that the shop has at the moment.
    var design: ShopDesign { contents.withLock { $0.design } }

    /// Gives the shop another design.
    func redesign(_ design: ShopDesign) { contents.withLock { $0.design = design } }

    /// Counts that somebody pressed a decoy, or typed into it.
    func note(touched decoy: Decoy) { contents.withLock { $0.counts.decoys[decoy.rawValue, default: 0] += 1 } }

    /// Forgets everything, as if the shop had just been started; whoever is logged in no longer is.
    func reset() { contents.withLock { $0 = Contents() } }

    /// The session with an id, when it is still kept.
    func session(_ id: SessionID) -> ShopSession? { contents.withLock { $0.sessions[id] } }

    /// Begins a session when the e-mail address and the password are the demo account's.
    func logIn(email: String, password: String) -> SessionID? {
        contents.withLock { contents in
            let isRight = email.lowercased() == DemoAccount.email && password == DemoAccount.password
            guard isRight else {
                contents.counts.refusedLogIns += 1
                return nil
            }
            contents.counts.logIns += 1
            return contents.addSession()
        }
    }

    /// Ends a session; one that is not there is no error.
    func logOut(_ id: SessionID) {
        contents.withLock { contents in
            contents.sessions[id] = nil
            contents.oldestFirst.removeAll { $0 == id }
        }
    }

    /// Takes the notice that is waiting for the next page, so that it is shown once.
    func takeToast(of id: SessionID) -> String? {
        contents.withLock { contents in
            let toast = contents.sessions[id]?.toast
            contents.sessions[id]?.toast = nil
            return toast
        }
    }

    /// Puts coffees in the cart.
    func add(_ choice: Cart.Choice, quantity: Int, to id: SessionID) {
        contents.withLock { contents in
            guard var session = contents.sessions[id] else { return }
            let isAdded = session.cart.add(choice, quantity: quantity)
            session.toast = isAdded ? "Added to cart" : "The cart is full"
            contents.sessions[id] = session
            if isAdded { contents.counts.additions += 1 }
        }
    }

    /// Changes the cart otherwise.
    func changeCart(of id: SessionID, toast: String, _ change: (inout Cart) -> Void) {
        contents.withLock { contents in
            guard var session = contents.sessions[id] else { return }
            change(&session.cart)
            session.toast = toast
            contents.sessions[id] = session
            contents.counts.cartChanges += 1
        }
    }

    /// Counts a checkout with something missing.
    func noteRefusedCheckout() { contents.withLock { $0.counts.refusedCheckouts += 1 } }

    /// Turns the cart into an order; it cannot be undone.
    ///
    /// The cart is empty afterwards, so that the same form sent twice pays once.
    ///
    /// - Returns: the order's number; nil when the cart is empty or the session gone.
    func pay(_ details: CheckoutDetails, session id: SessionID) -> Int? {
        contents.withLock { contents in
            guard var session = contents.sessions[id], !session.cart.lines.isEmpty else { return nil }
            let order = details.order(number: 1001 + contents.counts.orders, cart: session.cart)
            session.cart.empty()
            session.remember(order: order.number)
            contents.sessions[id] = session
            contents.keep(order)
            return order.number
        }
    }

    /// The order with a number, when this session paid it and it is still kept.
    func order(_ number: Int, paidBy id: SessionID) -> ShopOrder? {
        contents.withLock { contents in
            guard contents.sessions[id]?.orders.contains(number) == true else { return nil }
            return contents.orders.first { $0.number == number }
        }
    }
}

extension ShopState {
    /// The weekly orders that were paid and are still kept, oldest first.
    var weekOrders: [WeekOrder] { contents.withLock { $0.weeks.filter { $0.holder != nil } } }

    /// Keeps the picture that the next plan of a session comes with.
    func keep(picture name: String, bytes: Int, of id: SessionID) {
        contents.withLock { $0.sessions[id]?.picture = (name, bytes) }
    }

    /// Keeps a plan that is not paid yet.
    ///
    /// - Returns: its number; nil when the session is gone.
    func keep(week form: FormFields, of id: SessionID) -> Int? {
        contents.withLock { contents in
            guard var session = contents.sessions[id] else { return nil }
            let order = WeekOrder(number: contents.nextWeek, plan: WeekPlan(form, picture: session.picture))
            contents.nextWeek += 1
            session.picture = nil
            session.remember(week: order.number)
            contents.sessions[id] = session
            if contents.weeks.count >= ShopState.maximumOrders { contents.weeks.removeFirst() }
            contents.weeks.append(order)
            return order.number
        }
    }

    /// The plan with a number, when it is still kept.
    func week(_ number: Int) -> WeekOrder? { contents.withLock { $0.weeks.first { $0.number == number } } }

    /// The plan with a number, when this session made it and it is still kept.
    func week(_ number: Int, of id: SessionID) -> WeekOrder? {
        contents.withLock { contents in
            guard contents.sessions[id]?.weeks.contains(number) == true else { return nil }
            return contents.weeks.first { $0.number == number }
        }
    }

    /// Pays a plan with somebody's card; it cannot be undone, and one that is paid stays as it is.
    ///
    /// - Returns: whether there is such a plan.
    func pay(week number: Int, holder: String) -> Bool {
        contents.withLock { contents in
            guard let index = contents.weeks.firstIndex(where: { $0.number == number }) else { return false }
            if contents.weeks[index].holder == nil { contents.weeks[index].holder = holder }
            return true
        }
    }
}

extension ShopState.Contents {
    fileprivate mutating func addSession() -> SessionID {
        let id = SessionID.random()
        if oldestFirst.count >= ShopState.maximumSessions { sessions[oldestFirst.removeFirst()] = nil }
        oldestFirst.append(id)
        sessions[id] = ShopSession()
        return id
    }

    fileprivate mutating func keep(_ order: ShopOrder) {
        if orders.count >= ShopState.maximumOrders { orders.removeFirst() }
        orders.append(order)
        counts.orders += 1
    }
}
