# Moonpost
# SPDX-License-Identifier: Apache-2.0

"""A bot that is made with pywa, and remembers what it was told."""

import json
import logging
import threading

import httpx
from pywa import WhatsApp, handlers

from cloud_number import ACCOUNT, NUMBER, SECRET, TOKEN, VERIFY, WEBHOOK
from dev import PATIENCE


class Trouble(logging.Handler):
    """What pywa complains about: it logs where it cannot read a webhook."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.records: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        error = record.exc_info[1] if record.exc_info else None
        self.records.append(f"{type(error).__name__}: {error}" if error else record.getMessage())


class Bot:
    """pywa's client, and its handlers with what they were given."""

    def __init__(self) -> None:
        self.changed = threading.Condition()
        self.updates: list = []
        self.bodies: list[dict] = []
        self.wrong: list[str] = []
        self.trouble = Trouble()
        logging.getLogger("pywa").addHandler(self.trouble)
        logging.getLogger("pywa").propagate = False
        self.session = httpx.Client(timeout=PATIENCE)
        self.client = WhatsApp(
            phone_id=NUMBER, token=TOKEN, waba_id=ACCOUNT, app_secret=SECRET, verify_token=VERIFY, session=self.session,
            webhook_endpoint=WEBHOOK)
        for kind in (
            handlers.MessageHandler, handlers.CallbackButtonHandler, handlers.CallbackSelectionHandler, handlers.MessageStatusHandler,
        ):
            self.client.add_handlers(kind(lambda _, update: self.updates.append(update)))

    def send_to(self, address: str) -> None:
        """The simulator in Meta's place: pywa keeps the address in the session that it was given."""
        self.session.base_url = str(self.session.base_url).replace("https://graph.facebook.com", address + "/simulator/graph")
        assert str(self.session.base_url).startswith(address), self.session.base_url

    def hear(self, body: bytes, headers, host_answer: int) -> None:
        """A webhook: pywa's own check of the signature, then its parser and handlers."""
        with self.changed:
            signature = headers["X-Hub-Signature-256"]
            for what, found, expected in (
                ("the host's answer", host_answer, 200), ("Content-Type", headers["Content-Type"], "application/json"),
                ("pywa's check of the signature", self.client.webhook_update_validator(body, signature), None),
                ("pywa's handling", self.client.webhook_update_handler(body), ("ok", 200)),
            ):
                if found != expected:
                    self.wrong.append(f"{what}: {found!r} in the place of {expected!r} for {body!r}")
            self.bodies.append(json.loads(body))
            self.changed.notify_all()

    def update(self, kind: type, what: str, fits):
        """The first update of this kind that fits, once it has come."""
        def found():
            return next((u for u in self.updates if isinstance(u, kind) and fits(u)), None)
        with self.changed:
            assert self.changed.wait_for(found, PATIENCE), f"{what}: pywa got no such {kind.__name__}; {self.trouble.records} {self.bodies[-3:]}"
            return found()

    def body(self, group: str, id: str, status: str | None = None) -> dict:
        """The webhook of this message, or of this status of it, as it came."""
        def found():
            return next((
                b for b in self.bodies for entry in b["entry"][0]["changes"][0]["value"].get(group, [])
                if entry["id"] == id and entry.get("status") == status), None)
        with self.changed:
            assert self.changed.wait_for(found, PATIENCE), f"no webhook of {id} {status or ''} came"
            return found()

    def verdict(self, known: set[str]) -> None:
        """Fails unless every webhook was in order, and pywa could read all but those with a `known` fault."""
        with self.changed:
            assert not self.wrong, self.wrong
            unread = set(self.trouble.records)
            assert not unread - known, f"pywa cannot read webhooks: {unread - known}"
            assert not known - unread, f"pywa reads more than it did; take this out of UNREAD: {known - unread}"
            assert self.client.webhook_update_validator(b"{}", "sha256=" + "0" * 64) == ("Forbidden", 403)
            print(f"pywa accepts the signature of each of the {len(self.bodies)} webhooks")
