# SPDX-License-Identifier: Apache-2.0
"""Stands between the shop and whoever visits it: answers late where it is told to, and can say other words."""

import http.client
import http.server
import threading
import urllib.parse


class Gate:
    """The same shop at another port of this machine. What is changed here is changed as a slow or rebuilt shop would be."""

    def __init__(self, site):
        self.behind = urllib.parse.urlsplit(site).port
        self.held = {}
        self.words = []
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), self.handler())
        self.server.daemon_threads = True
        self.site = f"http://shop.localhost:{self.server.server_port}"
        self.thread = threading.Thread(target=self.server.serve_forever, daemon=True)
        self.thread.start()

    def hold(self, path):
        """Answers nothing at a path until it is let go."""
        self.held[path] = threading.Event()

    def let_go(self, path):
        self.held.pop(path).set()

    def rename(self, old, new):
        """Has every page say other words in the place of some."""
        self.words.append((old.encode(), new.encode()))

    def close(self):
        for waiting in self.held.values():
            waiting.set()
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()

    def handler(gate):
        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def pass_on(self):
                waiting = gate.held.get(self.path)
                if waiting:
                    waiting.wait(60)
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                behind = http.client.HTTPConnection("127.0.0.1", gate.behind, timeout=30)
                try:
                    behind.request(self.command, self.path, body, {**self.headers, "Connection": "close"})
                    reply = behind.getresponse()
                    self.answer(reply, reply.read())
                finally:
                    behind.close()

            def answer(self, reply, body):
                if (reply.getheader("Content-Type") or "").startswith("text/html"):
                    for old, new in gate.words:
                        body = body.replace(old, new)
                self.send_response_only(reply.status)
                for name, value in reply.getheaders():
                    if name.lower() not in ("content-length", "transfer-encoding", "connection"):
                        self.send_header(name, value)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            do_GET = do_POST = pass_on

            def log_message(self, *_):
                pass

        return Handler
