# Moonpost
# SPDX-License-Identifier: Apache-2.0

"""Twilio's own Python library against `moonpost dev`: its validator accepts what the simulator signs, the host accepts
what it signs, and its client sends messages through the simulator and reads the errors."""

import http.server
import json
import queue
import sys
import tempfile
import threading
import urllib.parse

from twilio.base.exceptions import TwilioRestException
from twilio.http.http_client import TwilioHttpClient
from twilio.request_validator import RequestValidator
from twilio.rest import Client

from dev import PATIENCE, Dev, fetch, free_port

ACCOUNT = "AC" + "0a" * 16
TOKEN = "the-auth-token"
BUTTONS = "HX" + "1b" * 16
NUMBER = "whatsapp:+15550100000"
AMINA = "whatsapp:+201001234567"

CONFIGURATION = f"""
[server]
max_body = "64 KiB"
[[numbers]]
provider = "twilio"
name = "shop"
account_sid = "{ACCOUNT}"
auth_token = "{TOKEN}"
number = "+15550100000"
content_buttons = ["HX{"2c" * 16}", "{BUTTONS}"]
"""

FLOW = """
bot.plugin { title = "Tea" }
bot.flow("fallback", { run = function(chat)
  local drink = chat:choose("Which drink?", { "Tea", "Coffee", "Water" })
  local sure = chat:choose("Sure?", { { id = "y", title = "Yes" }, { id = "n", title = "No" } })
  chat:say("{drink}: {sure}", { drink = drink, sure = sure })
end })
"""


def post(dev: Dev, path: str, fields: dict, signature: str) -> tuple:
    """Posts a form to the host as Twilio does."""
    headers = {"Content-Type": "application/x-www-form-urlencoded", "X-Twilio-Signature": signature}
    return fetch(dev.address + path, urllib.parse.urlencode(fields).encode(), headers)


class Here(TwilioHttpClient):
    """The library's own HTTP client, with the simulator in Twilio's place."""

    def __init__(self, address: str) -> None:
        super().__init__()
        self.address = address

    def request(self, method, url, **rest):
        for host in ("https://api.twilio.com", "https://messaging.twilio.com"):
            url = url.replace(host, self.address + "/simulator/twilio")
        assert url.startswith(self.address), url
        return super().request(method, url, **rest)


class Listener(http.server.BaseHTTPRequestHandler):
    """Where status callbacks arrive."""

    received: queue.Queue = queue.Queue()

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        fields = dict(urllib.parse.parse_qsl(body, keep_blank_values=True, strict_parsing=True))
        Listener.received.put((self.path, fields, self.headers["X-Twilio-Signature"]))
        self.send_response(200)
        self.end_headers()

    def log_message(self, *_) -> None:
        pass


def refused(code: int, status: int, send) -> None:
    try:
        send()
    except TwilioRestException as error:
        assert (error.code, error.status) == (code, status), f"{error.code} {error.status} in the place of {code} {status}"
    else:
        raise AssertionError(f"{code} was expected, and the message was taken")


def host_accepts(dev: Dev, validator: RequestValidator) -> None:
    fields = {
        "MessageSid": "SM" + "1" * 32, "AccountSid": ACCOUNT, "From": AMINA, "To": NUMBER, "WaId": "201001234567", "ProfileName": "Amina ü & =",
        "Body": "hi \U0001f44b +1", "NumMedia": "0", "SmsStatus": "received", "AddedWithoutNotice": "", "MessageType": "text",
    }
    path = "/whatsapp/webhook"
    signature = validator.compute_signature(dev.address + path, fields)
    status, kind, body = post(dev, path, fields, signature)
    assert status == 200 and kind.startswith("text/xml") and body.endswith("<Response/>"), (status, kind, body)
    dev.said("Which drink?\n1. Tea\n2. Coffee\n3. Water")
    assert post(dev, path, fields, signature)[0] == 200, "what comes again is taken, and not answered again"
    wrong = RequestValidator("another token").compute_signature(dev.address + path, fields)
    # The first character: some bits of the last one say nothing.
    for bad in (wrong, "", ("B" if signature[0] == "A" else "A") + signature[1:]):
        assert post(dev, path, fields, bad)[0] == 403, bad
    assert post(dev, path + "?x=1", fields, signature)[0] == 403
    assert post(dev, path, {**fields, "Body": "other"}, signature)[0] == 403
    assert post(dev, path, {"Body": "x" * (65 << 10)}, signature)[0] == 413
    print("the host accepts what RequestValidator signs, and nothing else")


def chat(dev: Dev) -> None:
    dev.person({"type": "text", "text": "2"})
    question = dev.said("Sure?")
    assert question["type"] == "interactive", "two buttons have content, so they can be tapped"
    dev.person({"type": "button", "message": question["id"], "id": "y"})
    dev.said("Coffee: y")
    assert len([m for m in dev.messages() if m["from"] == "bot"]) == 3, "nothing is said twice"
    print("a conversation goes through Twilio's forms in both directions")


def client_sends(dev: Dev, validator: RequestValidator) -> None:
    listener = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Listener)
    threading.Thread(target=listener.serve_forever, daemon=True).start()
    callback = f"http://127.0.0.1:{listener.server_port}/status?id=a%20b&x=ü".replace("ü", "%C3%BC")
    client = Client(ACCOUNT, TOKEN, http_client=Here(dev.address))
    message = client.messages.create(to=AMINA, from_=NUMBER, body="Hello ü \U0001f44b", status_callback=callback)
    assert message.sid.startswith("SM") and message.status == "queued" and message.error_code is None, message
    dev.said("Hello ü \U0001f44b")
    statuses = []
    while len(statuses) < 2:
        path, fields, signature = Listener.received.get(timeout=PATIENCE)
        assert fields["MessageSid"] == message.sid
        url = f"http://127.0.0.1:{listener.server_port}{path}"
        assert validator.validate(url, fields, signature), "RequestValidator accepts what the simulator signs"
        assert not validator.validate(url, {**fields, "MessageStatus": "read"}, signature)
        statuses.append(fields["MessageStatus"])
    assert statuses == ["sent", "delivered"], statuses
    assert client.messages(message.sid).fetch().status == "delivered"
    variables = json.dumps({"1": "Sure?", "2": "Yes", "3": "y", "4": "No", "5": "n"})
    client.messages.create(to=AMINA, from_=NUMBER, content_sid=BUTTONS, content_variables=variables)
    client.messages.create(to=AMINA, from_=NUMBER, body="Shop", persistent_action=["geo:30.04,31.23|1 Nile St"])
    client.messages.create(to=AMINA, from_=NUMBER, body="look", media_url=["https://example.com/a.jpg"])
    assert [m["type"] for m in dev.messages()[-3:]] == ["interactive", "location", "image"]
    inbound = next(m["id"] for m in dev.messages() if m["from"] == "person")
    assert client.messaging.v2.typing_indicator.create(channel="whatsapp", message_id=inbound).success
    refused(21211, 400, lambda: client.messages.create(to="+201001234567", from_=NUMBER, body="x"))
    refused(21617, 400, lambda: client.messages.create(to=AMINA, from_=NUMBER, body="x" * 1601))
    refused(63007, 400, lambda: client.messages.create(to=AMINA, from_="whatsapp:+15550109999", body="x"))
    refused(21655, 404, lambda: client.messages.create(to=AMINA, from_=NUMBER, content_sid="HX" + "0" * 32))
    stranger = Client(ACCOUNT, "wrong", http_client=Here(dev.address))
    refused(20003, 401, lambda: stranger.messages.create(to=AMINA, from_=NUMBER, body="x"))
    listener.shutdown()
    print("the client sends through the simulator, and reads its errors")


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="moonpost-clients-") as folder:
        with Dev(sys.argv[1], folder, CONFIGURATION, FLOW, free_port()) as dev:
            validator = RequestValidator(TOKEN)
            host_accepts(dev, validator)
            chat(dev)
            client_sends(dev, validator)


if __name__ == "__main__":
    main()
