# Moonpost
# SPDX-License-Identifier: Apache-2.0

"""Sends each webhook of a file once over a number of connections, several requests in flight on each, and fails on any
answer but 200. Written for `make bench`: it must cost little, because it shares the machine with what it measures."""

import selectors
import socket
import sys

DEPTH = 8


def main(host: str, port: int, path: str, connections: int) -> None:
    requests = []
    with open(path, "rb") as file:
        for line in file:
            signature, body = line.rstrip(b"\n").split(b" ", 1)
            requests.append(
                b"POST /api/webhooks/whatsapp HTTP/1.1\r\nHost: bench\r\nContent-Type: application/json\r\n"
                b"X-Hub-Signature-256: " + signature + b"\r\nContent-Length: " + str(len(body)).encode() + b"\r\n\r\n" + body
            )
    selector = selectors.DefaultSelector()
    position = 0
    answered = 0
    states = {}
    for _ in range(connections):
        connection = socket.create_connection((host, port))
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        batch = requests[position : position + DEPTH]
        position += len(batch)
        states[connection] = (len(batch), b"")
        if batch:
            connection.sendall(b"".join(batch))
        selector.register(connection, selectors.EVENT_READ)
    while answered < len(requests):
        for key, _ in selector.select():
            connection = key.fileobj
            pending, rest = states[connection]
            data = connection.recv(1 << 16)
            if not data:
                sys.exit(f"the host closed a connection after {answered} answers")
            rest += data
            done = rest.count(b"HTTP/1.1 ")
            good = rest.count(b"HTTP/1.1 200 ")
            # Only whole answers are counted: each ends with its body "ok\n".
            whole = rest.count(b"\r\n\r\nok\n")
            if done != good:
                sys.exit(f"an answer was not 200: {rest[:300]!r}")
            if whole:
                end = rest.rindex(b"\r\n\r\nok\n") + 7
                rest = rest[end:]
                answered += whole
                pending -= whole
                if pending == 0:
                    batch = requests[position : position + DEPTH]
                    position += len(batch)
                    pending = len(batch)
                    if batch:
                        connection.sendall(b"".join(batch))
            states[connection] = (pending, rest)


main(sys.argv[1], int(sys.argv[2]), sys.argv[3], int(sys.argv[4]))
