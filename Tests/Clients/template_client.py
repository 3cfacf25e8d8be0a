# Moonpost
# SPDX-License-Identifier: Apache-2.0

"""`moonpost template` against a platform over real HTTP, beside a host that runs: a template is made, reviewed, sent, changed, rejected
and deleted, and the host knows each time."""

import json
import pathlib
import signal
import sqlite3
import subprocess
import sys
import tempfile

from cloud_number import ACCOUNT, CONFIGURATION, FLOW
from dev import PATIENCE, Dev, free_port
from number_client import Shop, until

PLUGIN = """
bot.plugin { title = "Shop" }
bot.template("order_ready", { language = "en", category = "utility", params = { "name", "number" } })
bot.flow("fallback", { run = function(chat)
  chat:send_template("order_ready", { name = chat.contact.name, number = chat.message.text })
end })
"""

TOML = """
name = "order_ready"
language = "en"
category = "utility"
body = "Dear {{name}}, your order {{number}} is ready."
examples = { name = "Amina", number = "A-17" }
"""


def texts(platform: Dev) -> list:
    """The templates that people have got, with their values."""
    return [m["filled"]["body"]["text"] for m in platform.messages() if m["type"] == "template" and m.get("filled")]


def is_made(shop: Shop, platform: Dev) -> None:
    missing = shop.run("template", "list")
    assert "order_shipped  en  APPROVED  UTILITY" in missing, missing
    assert 'warning: flows/test.lua:3: the template "order_ready" (en) is not among the templates of account ' + ACCOUNT in missing, missing
    (shop.folder / "ready.toml").write_text(TOML)
    platform.api("faults", {"template_review": "wait"})
    made = shop.run("template", "create", "--file", "ready.toml")
    assert "created order_ready (en): PENDING, UTILITY" in made and "takes it over now" in made, made
    assert 'bot.template("order_ready", { language = "en", category = "utility", params = { "name", "number" } })' in made, made
    again = shop.run("template", "create", "--file", "ready.toml", code=1)
    assert "Meta refuses it: 100" in again and "change it with `moonpost template edit`" in again, again
    assert "its status is PENDING" in shop.run("template", "list")
    until("the host's list", lambda: "order_ready" in shop.stored())
    print("a template is made from a file, and one that a plugin declares and that is not there is pointed out")


def is_reviewed(shop: Shop, platform: Dev) -> None:
    assert shop.post("A-17") == 200
    until("a message that waits", lambda: "in review by Meta" in shop.waiting())
    assert texts(platform) == []
    platform.api("templates", {"name": "order_ready", "status": "APPROVED"})
    # The platform's webhook goes to the host beside it; this one is told to look.
    shop.run("reload")
    until("the host's list", lambda: "APPROVED" in shop.stored())
    assert shop.post("B-18") == 200
    assert "warning" not in shop.run("template", "list")
    print("a message of a template that is in review waits")


def is_changed(shop: Shop, platform: Dev) -> None:
    platform.api("faults", {"template_review": "approve"})
    wrong = shop.run("template", "edit", "order_ready", "--body", "{{name}}, order {{number}} is ready", code=1)
    assert "the body begins with a place" in wrong and "nothing was sent" in wrong, wrong
    assert "an edit cannot change" in shop.run("template", "edit", "order_ready", "--body", "Order {{1}} is ready.", "--example", "1=A", code=1)
    assert "cannot be edited: make another" in shop.run("template", "edit", "order_ready", "--category", "marketing", code=1)
    edited = shop.run("template", "edit", "order_ready", "--body", "Hello {{name}}, {{number}} has come.", "--footer", "The shop")
    assert "edited order_ready (en)" in edited and "takes it over now" in edited, edited
    shown = shop.run("template", "show", "order_ready")
    assert "body: Hello {{name}}, {{number}} has come.\nfooter: The shop\n" in shown, shown
    until("the host's list", lambda: "has come" in shop.stored())
    again = shop.run("template", "edit", "order_ready", "--footer", "Us", code=1)
    assert "once in 24 hours" in again, again
    member = json.loads(shop.run("template", "show", "order_ready", "--json"))
    assert member["status"] == "APPROVED" and member["components"][1] == {"type": "FOOTER", "text": "The shop"}, member
    print("a template is changed in part, by Meta's rules")


def is_deleted(shop: Shop) -> None:
    assert 'has no template "order_redy": did you mean "order_ready"?' in shop.run("template", "delete", "order_redy", "--yes", code=1)
    assert "nothing was deleted" in shop.run("template", "delete", "order_ready", code=1)
    assert 'it is there in en' in shop.run("template", "delete", "order_ready", "--language", "ar", "--yes", code=1)
    gone = shop.run("template", "delete", "order_ready", "--language", "en", "--yes")
    assert "deleted order_ready (en)" in gone, gone
    until("the host's list", lambda: "order_ready" not in shop.stored())
    log = shop.run("audit")
    for done in ("created", "edited", "deleted"):
        assert f'"done":"{done}"' in log and f"template:{ACCOUNT}/order_ready/en" in log, log
    print("a template is deleted, and the audit log has every step")


class TemplateShop(Shop):
    """A host that knows its account, and what its store says."""

    def select(self, sql: str) -> str:
        with sqlite3.connect(f"file:{self.folder}/data/moonpost.db?mode=ro", uri=True) as store:
            return "\n".join(" ".join(map(str, row)) for row in store.execute(sql))

    def stored(self) -> str:
        return self.select("SELECT name, status, definition FROM templates WHERE name = 'order_ready'")

    def waiting(self) -> str:
        return self.select("SELECT error FROM outbox WHERE error IS NOT NULL")


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        with Dev(sys.argv[1], folder, CONFIGURATION, FLOW, free_port()) as platform:
            shop = TemplateShop(sys.argv[1], pathlib.Path(folder) / "shop", platform)
            (shop.folder / "flows" / "test.lua").write_text(PLUGIN)
            shop.run("key")
            shop.add("shop")
            with open(shop.folder / "log", "wb") as log:
                host = subprocess.Popen([shop.binary, "serve"], cwd=shop.folder, stdout=subprocess.PIPE, stderr=log, text=True)
            try:
                assert host.stdout.readline().startswith("moonpost: ready"), (shop.folder / "log").read_text()
                is_made(shop, platform)
                is_reviewed(shop, platform)
                is_changed(shop, platform)
                is_deleted(shop)
                host.send_signal(signal.SIGTERM)
                assert host.wait(timeout=PATIENCE) == 0
            finally:
                if host.poll() is None:
                    host.kill()
                    host.wait()


if __name__ == "__main__":
    main()
