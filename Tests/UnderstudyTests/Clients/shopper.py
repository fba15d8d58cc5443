#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Orders a coffee in the demo shop over Chrome's protocol, as a program that knows nothing of this project would.

usage: shopper.py ws://BROWSER TARGET-ID E-MAIL PASSWORD

Not the demo's person in other words: it finds elements over DOM, by their attributes, and inserts texts whole.
"""
import base64, json, os, re, socket, struct, sys


class Tab:
    def __init__(self, address, target):
        host, port, path = re.fullmatch(r"ws://([^:/]+):(\d+)(/.*)", address).groups()
        self.socket = socket.create_connection((host, int(port)), timeout=30)
        key = base64.b64encode(os.urandom(16)).decode()
        head = "GET %s HTTP/1.1\r\nHost: %s:%s\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n" % (path, host, port)
        head += "Sec-WebSocket-Key: %s\r\nSec-WebSocket-Version: 13\r\n\r\n" % key
        self.socket.sendall(head.encode())
        self.input = self.socket.makefile("rb")
        assert b" 101 " in self.input.readline()
        while self.input.readline() != b"\r\n":
            pass
        self.session, self.number = None, 0
        self.session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]

    def call(self, method, **parameters):
        self.number += 1
        message = {"id": self.number, "method": method, "params": parameters}
        if self.session:
            message["sessionId"] = self.session
        data, mask = json.dumps(message).encode(), os.urandom(4)
        size = struct.pack(">BH", 254, len(data)) if len(data) > 125 else bytes([128 | len(data)])
        self.socket.sendall(b"\x81" + size + mask + bytes(byte ^ mask[i % 4] for i, byte in enumerate(data)))
        while True:
            reply = self.receive()
            if reply.get("id") == self.number:
                if "error" in reply:
                    raise RuntimeError("%s: %s" % (method, reply["error"]["message"]))
                return reply["result"]

    def receive(self):
        kind, size = self.input.read(2)
        if size > 125:
            size, = struct.unpack(">H" if size == 126 else ">Q", self.input.read(2 if size == 126 else 8))
        data = self.input.read(size)
        return json.loads(data) if kind & 15 == 1 else {}

    def node(self, selector):
        root = self.call("DOM.getDocument", depth=0)["root"]["nodeId"]
        return self.call("DOM.querySelector", nodeId=root, selector=selector)["nodeId"]

    def click(self, selector):
        node = self.node(selector)
        self.call("DOM.scrollIntoViewIfNeeded", nodeId=node)
        corners = self.call("DOM.getBoxModel", nodeId=node)["model"]["content"]
        x, y = sum(corners[0::2]) / 4, sum(corners[1::2]) / 4
        self.call("Input.dispatchMouseEvent", type="mouseMoved", x=x, y=y)
        for kind, buttons in ("mousePressed", 1), ("mouseReleased", 0):
            self.call("Input.dispatchMouseEvent", type=kind, x=x, y=y, button="left", buttons=buttons, clickCount=1)

    def fill(self, selector, text):
        self.click(selector)
        self.call("Input.insertText", text=text)

    def press(self, selector, key, code):
        self.call("DOM.focus", nodeId=self.node(selector))
        for kind in "rawKeyDown", "keyUp":
            self.call("Input.dispatchKeyEvent", type=kind, key=key, code=key, windowsVirtualKeyCode=code)

    def arrive(self, title):
        look = """new Promise((done) => { const look = () => document.title.startsWith(%s)
          && document.readyState === 'complete' ? done(true) : requestAnimationFrame(look); look(); })"""
        for _ in range(50):
            try:
                answer = self.call("Runtime.evaluate", expression=look % json.dumps(title), awaitPromise=True)
                if answer["result"].get("value"):
                    return
            except RuntimeError:  # The page went away while it was asked.
                pass
        raise RuntimeError("never came to " + title)


def order(tab, email, password):
    tab.arrive("Log in")
    tab.fill("input[type=email]", email)
    tab.fill("input[type=password]", password)
    tab.click("form button")
    tab.arrive("Menu")
    tab.click("a[href='/menu/espresso']")
    tab.arrive("Espresso")
    tab.press("select", "ArrowDown", 40)
    tab.click("input[type=checkbox]")
    tab.fill("textarea", "Dark roast, please")
    tab.click("button.primary")
    tab.arrive("Cart")
    tab.click("a[href='/checkout']")
    tab.arrive("Checkout")
    tab.fill("input[name=name]", "Ada Lovelace")
    tab.fill("textarea", "12 St James's Square, London")
    tab.fill("input[type=email]", email)
    tab.click("input[type=checkbox]")
    tab.click("button.pay")
    tab.arrive("Thank you")


order(Tab(sys.argv[1], sys.argv[2]), sys.argv[3], sys.argv[4])
