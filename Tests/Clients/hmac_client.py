# Moonpost
# SPDX-License-Identifier: Apache-2.0

"""Python's own `hmac` module in the place of Meta's signature: the host takes every sample webhook that it signs, keeps it
byte for byte, and refuses every one that it did not sign."""

import hashlib
import hmac
import itertools
import json
import os
import pathlib
import sqlite3
import sys
import tempfile

from cloud_number import CONFIGURATION, FLOW, SECRET, VERIFY, WEBHOOK
from dev import Dev, fetch, free_port

FIXTURES = pathlib.Path(__file__).parent.parent / "WhatsAppTests" / "Fixtures"


METRICS_TOKEN = "a token of sixteen letters and more"
METRICS = f'\n[server]\nmetrics_token = "{METRICS_TOKEN}"\n'


def signed(body: bytes, secret: str = SECRET) -> str:
    return "sha256=" + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()


def post(dev: Dev, body: bytes, signature: str | None) -> int:
    headers = {"Content-Type": "application/json"} | ({} if signature is None else {"X-Hub-Signature-256": signature})
    return fetch(dev.address + WEBHOOK, body, headers)[0]


def counters(dev: Dev) -> dict:
    return json.loads(fetch(dev.address + "/health")[2])


def samples() -> dict[str, bytes]:
    """Every body of the fixtures that is a webhook and not an answer: as it stands, and as Meta writes it, in one line with
    slashes and whatever is beyond ASCII escaped."""
    found = {}
    for file in sorted(FIXTURES.rglob("*.json")):
        content = json.loads(file.read_bytes())
        if "entry" in content:
            name = str(file.relative_to(FIXTURES))
            found[name] = file.read_bytes()
            found[f"{name} in one line"] = json.dumps(content, separators=(",", ":")).replace("/", "\\/").encode()
    assert len(found) >= 200, f"{len(found)} webhooks in {FIXTURES}"
    return found | others()


def others() -> dict[str, bytes]:
    """The webhooks below the folder MOONPOST_SAMPLES, byte for byte: bodies that others have collected and published."""
    folder = os.environ.get("MOONPOST_SAMPLES")
    if not folder:
        return {}
    found = {}
    for file in sorted(pathlib.Path(folder).rglob("*.json")):
        content = json.loads(file.read_bytes())
        if isinstance(content, dict) and content.get("object") == "whatsapp_business_account" and isinstance(content.get("entry"), list):
            found[str(file)] = file.read_bytes()
    assert found, f"no webhooks below {folder}"
    print(f"{len(found)} webhooks of others, from {folder}")
    return found


def is_registered(dev: Dev) -> None:
    query = "?hub.mode=subscribe&hub.challenge=1158201444&hub.verify_token="
    assert fetch(dev.address + WEBHOOK + query + VERIFY)[::2] == (200, "1158201444")
    assert fetch(dev.address + WEBHOOK + query + "wrong")[0] == 403
    print("the host answers the challenge to its verify token, and to no other")


def takes_what_is_signed(dev: Dev, bodies: dict[str, bytes]) -> None:
    for name, body in bodies.items():
        status = post(dev, body, signed(body))
        assert status == 200, f"{name}: {status}"
    seen = counters(dev)
    # The simulator reports on the answers meanwhile.
    assert seen["webhooks"] >= len(bodies) and seen["unauthorized"] == 0, seen
    assert 0 < seen["malformed"] < seen["updates"] / 10, seen
    for body in bodies.values():
        assert post(dev, body, signed(body)) == 200, "what comes again is taken again"
    again = counters(dev)
    assert again["duplicates"] - seen["duplicates"] > seen["updates"] / 2, (seen, again)
    for bad in (b"", b"{", b"[]", b'{"object":1}', b"\xff"):
        assert post(dev, bad, signed(bad)) == 400, bad
    print(f"the host takes {len(bodies)} webhooks that hmac signs")


def refuses_what_is_not(dev: Dev, bodies: dict[str, bytes]) -> None:
    wrong = itertools.cycle((
        lambda body: None, lambda body: "", lambda body: "sha256=", lambda body: signed(body, "another secret"),
        lambda body: signed(body + b" "), lambda body: signed(body)[7:], lambda body: signed(body)[:-2],
        lambda body: "sha1=" + signed(body)[7:], lambda body: "sha256=" + "0" * 64,
    ))
    before = counters(dev)
    for (name, body), signature in zip(bodies.items(), wrong):
        status = post(dev, body, signature(body))
        assert status == 401, f"{name}: {status} to {signature(body)!r}"
    after = counters(dev)
    assert after["unauthorized"] - before["unauthorized"] == len(bodies), (before, after)
    print(f"the host refuses {len(bodies)} webhooks with a wrong signature")


def measures(dev: Dev, bodies: dict[str, bytes]) -> None:
    """/metrics, with the token alone, in Prometheus's own format."""
    for token in ({}, {"Authorization": "Bearer wrong"}, {"Authorization": METRICS_TOKEN}):
        assert fetch(dev.address + "/metrics", headers=token)[0] == 401, token
    status, kind, text = fetch(dev.address + "/metrics", headers={"Authorization": f"Bearer {METRICS_TOKEN}"})
    assert status == 200 and kind.startswith("text/plain; version=0.0.4"), (status, kind)
    values = dict(line.rsplit(" ", 1) for line in text.splitlines() if not line.startswith("#"))
    assert int(values["moonpost_webhooks_unauthorized_total"]) >= len(bodies), values
    assert int(values["moonpost_webhooks_total"]) >= 2 * len(bodies), values
    print(f"the host tells {len(values)} measured values to whoever has the token")


def keeps(folder: str, bodies: dict[str, bytes]) -> None:
    """Looks into the store once the host has stopped."""
    store = sqlite3.connect(f"file:{folder}/data/moonpost.db?mode=ro", uri=True)
    kept = {body for (body,) in store.execute("SELECT body FROM webhooks")}
    store.close()
    lost = [name for name, body in bodies.items() if body not in kept]
    assert not lost, f"not stored: {lost}"
    print("the host keeps each of them byte for byte")


def main() -> None:
    bodies = samples()
    with tempfile.TemporaryDirectory(prefix="moonpost-clients-") as folder:
        with Dev(sys.argv[1], folder, CONFIGURATION + METRICS, FLOW, free_port()) as dev:
            is_registered(dev)
            takes_what_is_signed(dev, bodies)
            refuses_what_is_not(dev, bodies)
            measures(dev, bodies)
        keeps(folder, bodies)


if __name__ == "__main__":
    main()
