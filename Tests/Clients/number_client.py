# Moonpost
# SPDX-License-Identifier: Apache-2.0

"""`moonpost number` against a platform over real HTTP, and against a host that runs: a number is tested, added, answered at once, given
a second secret, and removed, and the key is changed, while the host goes on."""

import json
import os
import pathlib
import signal
import subprocess
import sys
import tempfile
import time

from cloud_number import ACCOUNT, CONFIGURATION, FLOW, NUMBER, SECRET, TOKEN, VERIFY, WEBHOOK
from dev import PATIENCE, Dev, fetch, free_port
from hmac_client import signed


def until(what: str, look) -> None:
    deadline = time.monotonic() + PATIENCE
    while not look():
        assert time.monotonic() < deadline, f"{what} has not come in {PATIENCE} s"
        time.sleep(0.1)


class Shop:
    """A folder of its own with a host that knows no number at first."""

    def __init__(self, binary: str, folder: pathlib.Path, platform: Dev) -> None:
        self.binary, self.folder, self.platform = os.path.abspath(binary), folder, platform
        self.address = f"http://127.0.0.1:{(port := free_port())}"
        (folder / "flows").mkdir(parents=True)
        (folder / "flows" / "test.lua").write_text(FLOW)
        (folder / "config.toml").write_text(f"[server]\nport = {port}\nwebhook_url = \"{self.address}\"\n")

    def run(self, *arguments: str, secrets: dict | None = None, code: int = 0) -> str:
        done = subprocess.run(
            [self.binary, *arguments], cwd=self.folder, input="".join(f"{k}={v}\n" for k, v in (secrets or {}).items()), text=True,
            capture_output=True, timeout=PATIENCE, env={k: v for k, v in os.environ.items() if not k.startswith(("WHATSAPP_", "TWILIO_", "MOONPOST_"))})
        assert done.returncode == code, (arguments, done)
        return done.stdout + done.stderr

    def add(self, name: str, secret: str = SECRET, token: str = TOKEN) -> str:
        return self.run(
            "number", "add", name, "--id", NUMBER, "--account", ACCOUNT, "--api-url", self.platform.address + "/simulator/graph",
            secrets={"access_token": token, "app_secret": secret, "verify_token": VERIFY})

    def post(self, text: str, secret: str = SECRET) -> int:
        message = {"from": "201001234567", "id": f"wamid.{time.monotonic_ns()}", "timestamp": str(int(time.time())), "type": "text", "text": {"body": text}}
        value = {
            "messaging_product": "whatsapp", "metadata": {"display_phone_number": "15550100000", "phone_number_id": NUMBER},
            "contacts": [{"profile": {"name": "Amina"}, "wa_id": "201001234567"}], "messages": [message]}
        body = json.dumps({"object": "whatsapp_business_account", "entry": [{"id": ACCOUNT, "changes": [{"field": "messages", "value": value}]}]}).encode()
        return fetch(self.address + WEBHOOK, body, {"Content-Type": "application/json", "X-Hub-Signature-256": signed(body, secret)})[0]


def is_tested(shop: Shop) -> None:
    shop.run("key")
    assert f"webhook for Meta's App Dashboard: {shop.address}{WEBHOOK}" in shop.add("shop")
    good = shop.run("number", "test", "shop")
    assert good.count("ok: ") == 3 and "15550100000" in good and "problem" not in good, good
    assert "accepted as wamid." in shop.run("number", "send-test", "shop", "+201001234567")
    shop.run("number", "set", "shop", "--new-secret", secrets={"app_secret": "of another app"})
    assert "problem: the app secret: Meta does not take it" in shop.run("number", "test", "shop", code=1)
    shop.run("number", "set", "shop", "--access-token", secrets={"access_token": "expired"})
    bad = shop.run("number", "test", "shop", code=1)
    assert "problem: the access token: 190" in bad, bad
    assert "refused: 190" in shop.run("number", "send-test", "shop", "+201001234567", code=1)
    shop.run("number", "remove", "shop", "--yes")
    print("a number is tested: a wrong token and a wrong secret are told apart, and what to do is said")


def is_taken_over(shop: Shop) -> None:
    assert "there is no number: add one with" in shop.run("serve", code=1)
    shop.add("shop")
    with open(shop.folder / "log", "wb") as log:
        host = subprocess.Popen([shop.binary, "serve"], cwd=shop.folder, stdout=subprocess.PIPE, stderr=log, text=True)
    try:
        assert host.stdout.readline().startswith("moonpost: ready"), (shop.folder / "log").read_text()
        assert shop.post("one") == 200
        said = len(shop.platform.messages())
        shop.run("number", "set", "shop", "--new-secret", secrets={"app_secret": "the next secret"})
        until("the new secret", lambda: shop.post("two", "the next secret") == 200)
        assert shop.post("three") == 200, "the old secret is valid beside it"
        shop.run("number", "set", "shop", "--drop-old-secrets")
        until("the end of the old secret", lambda: shop.post("four") == 401)
        assert shop.post("five", "the next secret") == 200
        shop.run("user", "add", "Omar", "--role", "member")
        shop.run("key", "rotate")
        until("the new key", lambda: "keys taken over" in (shop.folder / "log").read_text())
        assert shop.post("six", "the next secret") == 200
        code = shop.run("user", "code", "Omar").splitlines()[0].replace(" ", "")
        before = len(shop.platform.messages())
        assert shop.post(f"code {code}", "the next secret") == 200
        until("the answer to the code", lambda: any("Omar" in json.dumps(m) for m in shop.platform.messages()[before:]))
        until("an answer", lambda: len(shop.platform.messages()) > said)
        shop.run("number", "remove", "shop", "--yes")
        until("the end of the number", lambda: shop.post("seven", "the next secret") == 401)
        host.send_signal(signal.SIGTERM)
        assert host.wait(timeout=PATIENCE) == 0
    finally:
        if host.poll() is None:
            host.kill()
            host.wait()
    log = (shop.folder / "log").read_text()
    assert "numbers taken over" in log and not any(s in log for s in (SECRET, TOKEN, "the next secret")), log[-2000:]
    print("a running host takes over numbers that are added, changed and removed, and a key that takes the place of another")


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        with Dev(sys.argv[1], folder, CONFIGURATION, FLOW, free_port()) as platform:
            shop = Shop(sys.argv[1], pathlib.Path(folder) / "shop", platform)
            is_tested(shop)
            is_taken_over(shop)


if __name__ == "__main__":
    main()
