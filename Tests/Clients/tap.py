# Moonpost
# SPDX-License-Identifier: Apache-2.0

"""Listens in between simulator and host."""

import http.client
import http.server
import threading

from cloud_number import WEBHOOK
from dev import PATIENCE


class Tap:
    """Stands where the simulator looks for the host, 127.0.0.1, and passes everything on to the host on 127.0.0.2, byte
    for byte; webhooks that the host took go to `hear` as well, one at a time."""

    def __init__(self, hear) -> None:
        tap, turn = self, threading.Lock()

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def relay(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
                onward = http.client.HTTPConnection("127.0.0.2", tap.port, timeout=PATIENCE)
                onward.request(self.command, self.path, body, {k: v for k, v in self.headers.items() if k.lower() != "connection"})
                answer = onward.getresponse()
                content = answer.read()
                onward.close()
                if self.path == WEBHOOK:
                    with turn:
                        hear(body, self.headers, answer.status)
                self.send_response(answer.status)
                for name, value in answer.headers.items():
                    if name.lower() not in ("content-length", "transfer-encoding", "connection"):
                        self.send_header(name, value)
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

            do_GET = do_POST = do_DELETE = relay

            def log_message(self, *_) -> None:
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.port = self.server.server_port
        self.address = f"http://127.0.0.1:{self.port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def stop(self) -> None:
        self.server.shutdown()
        self.server.server_close()
