# Moonpost
# SPDX-License-Identifier: Apache-2.0

"""An address that asks for too much: it is answered 429 and told when to ask again, admins hear of it once, and whoever signs is served
all the while. Python's own sockets say which address of this machine asks, and what a proxy would say."""

import http.client
import json
import sqlite3
import sys
import tempfile
import urllib.parse

from cloud_number import CONFIGURATION, FLOW, NUMBER, VERIFY, WEBHOOK
from dev import PATIENCE, Dev, free_port
from hmac_client import METRICS_TOKEN, signed

# 127.0.0.2 plays the proxy; 127.0.0.1, where the simulator is, is an address like any other.
LIMITS = f'\n[server]\nmetrics_token = "{METRICS_TOKEN}"\nmax_body = "1 KiB"\ntrusted_proxies = ["127.0.0.2"]\n[limits]\naddress_per_minute = 6\naddress_burst = 100\n'
PROXY = "127.0.0.2"
# Refusals weigh twenty times; a token comes every ten seconds.
REFUSALS = 5


class Asker:
    """Somebody at an address of this machine; `through` names the client of a proxy."""

    def __init__(self, dev: Dev, address: str, through: str | None = None) -> None:
        self.host, self.address, self.through = urllib.parse.urlsplit(dev.address).netloc, address, through

    def ask(self, method: str, path: str, body: bytes | None = None, headers: dict | None = None) -> tuple:
        """Status, seconds to wait, and text."""
        headers = dict(headers or {}) | ({} if self.through is None else {"X-Forwarded-For": self.through})
        connection = http.client.HTTPConnection(self.host, timeout=PATIENCE, source_address=(self.address, 0))
        try:
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            return answer.status, answer.headers["Retry-After"], answer.read().decode()
        finally:
            connection.close()

    def webhook(self, secret: str | None) -> tuple:
        body = b'{"object":"whatsapp_business_account","entry":[]}'
        signature = signed(body) if secret is None else signed(body, secret)
        return self.ask("POST", WEBHOOK, body, {"X-Hub-Signature-256": signature})


def limits(what: str, asker: Asker, status: int, method: str, path: str, *rest) -> None:
    """The first refusals are said; after them the same request is answered 429."""
    seen = [asker.ask(method, path, *rest) for _ in range(REFUSALS + 1)]
    assert [s for s, _, _ in seen] == [status] * REFUSALS + [429], (what, seen)
    code, wait, text = seen[-1]
    assert wait is not None and 1 <= int(wait) <= 10 and f"again in {wait} s" in text, seen[-1]
    print(f"{what}: {status} a few times, then 429")


def limits_every_endpoint(dev: Dev) -> None:
    form, unsigned = f"/whatsapp/forms/{NUMBER}", {"X-Hub-Signature-256": "sha256=" + "0" * 64}
    wrong_query = "?hub.mode=subscribe&hub.challenge=1&hub.verify_token=wrong"
    cases = (
        ("a webhook of Meta's that nobody signed", 401, "POST", WEBHOOK, b"{}", unsigned),
        ("a webhook that is too large", 413, "POST", WEBHOOK, b" " * 2000, unsigned),
        ("a webhook that is compressed", 415, "POST", WEBHOOK, b"{}", unsigned | {"Content-Encoding": "gzip"}),
        ("a verification with the wrong token", 403, "GET", WEBHOOK + wrong_query),
        ("a webhook of Twilio's that nobody signed", 403, "POST", "/whatsapp/webhook", b"Body=hi"),
        ("a status of Twilio's that nobody signed", 403, "POST", "/whatsapp/status", b"Body=hi"),
        ("a form that nobody signed", 432, "POST", form, b"{}", unsigned),
        ("a form of no number", 404, "POST", "/whatsapp/forms/1", b"{}", unsigned),
        ("a file that nobody signed", 403, "GET", "/media/x?expires=1&signature=x"),
        ("measures without the token", 401, "GET", "/metrics"),
        ("a page that is not there", 404, "GET", "/wp-login.php"),
    )
    for index, (what, status, *request) in enumerate(cases):
        limits(what, Asker(dev, PROXY, f"203.0.113.{index + 1}"), status, *request)


def limits_what_is_open(dev: Dev) -> None:
    asker = Asker(dev, PROXY, "203.0.113.100")
    seen = [asker.ask("GET", "/health")[0] for _ in range(150)]
    assert seen[:100] == [200] * 100 and seen.count(429) > 20, seen
    limited = Asker(dev, PROXY, "203.0.113.100")
    assert limited.ask("GET", "/metrics", None, {"Authorization": f"Bearer {METRICS_TOKEN}"})[0] == 429
    assert Asker(dev, PROXY, "203.0.113.101").ask("GET", "/health")[0] == 200
    print("/health: 100 at once, then 429, to this address alone")


def serves_who_signs(dev: Dev) -> None:
    asker = Asker(dev, PROXY, "203.0.113.150")
    limits("a wrong secret", asker, 401, "POST", WEBHOOK, b"{}", {"X-Hub-Signature-256": signed(b"{}", "another secret")})
    for _ in range(300):
        status = asker.webhook(None)[0]
        assert status == 200, status
    query = f"?hub.mode=subscribe&hub.challenge=42&hub.verify_token={VERIFY}"
    assert asker.ask("GET", WEBHOOK + query)[::2] == (200, "42")
    assert asker.webhook("another secret")[0] == 429
    print("whoever signs is served, from an address that is limited, too")


def believes_only_proxies(dev: Dev) -> None:
    for index in range(REFUSALS):
        assert Asker(dev, "127.0.0.1", f"198.51.100.{index}").webhook("wrong")[0] == 401
    assert Asker(dev, "127.0.0.1", "198.51.100.200").webhook("wrong")[0] == 429, "X-Forwarded-For of anybody counts for nothing"
    assert Asker(dev, PROXY).webhook("wrong")[0] == 401, "the proxy itself is never limited"
    for _ in range(200):
        assert Asker(dev, PROXY).ask("GET", "/health")[0] == 200
    # The simulator is at the limited address, and signs.
    dev.person({"type": "text", "text": "hello"})
    dev.said("Seen: text")
    print("X-Forwarded-For counts only from proxies that are trusted, and the simulator goes on")


def tells_once(folder: str) -> None:
    store = sqlite3.connect(f"file:{folder}/data/moonpost.db?mode=ro", uri=True)
    rows = store.execute("SELECT details FROM incidents WHERE kind = 'security.address'").fetchall()
    store.close()
    addresses = [json.loads(details)["address"] for (details,) in rows]
    assert len(addresses) == len(set(addresses)) == 14, addresses
    assert "127.0.0.1" in addresses and "203.0.113.100" in addresses, addresses
    print("admins are told of each address once")


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="moonpost-clients-") as folder:
        with Dev(sys.argv[1], folder, CONFIGURATION + LIMITS, FLOW, free_port()) as dev:
            limits_every_endpoint(dev)
            limits_what_is_open(dev)
            serves_who_signs(dev)
            believes_only_proxies(dev)
        tells_once(folder)


if __name__ == "__main__":
    main()
