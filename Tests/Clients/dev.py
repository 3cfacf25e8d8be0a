# Moonpost
# SPDX-License-Identifier: Apache-2.0

"""A `moonpost dev` of a test's own, and the hand on its phones."""

import json
import pathlib
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request

PATIENCE = 20


def free_port(host: str = "127.0.0.1") -> int:
    with socket.socket() as probe:
        probe.bind((host, 0))
        return probe.getsockname()[1]


def words(message: dict) -> str | None:
    """The text of a message of the bot's; None where it has none."""
    content = message[message["type"]]
    if message["type"] == "interactive":
        return content.get("body", {}).get("text")
    return content.get("body") if isinstance(content, dict) else None


def fetch(url: str, body: bytes | None = None, headers: dict | None = None) -> tuple:
    """Status, kind and text of an answer; an error of HTTP's is an answer, too."""
    try:
        with urllib.request.urlopen(urllib.request.Request(url, body, headers or {}), timeout=PATIENCE) as answer:
            return answer.status, answer.headers["Content-Type"], answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.headers["Content-Type"], error.read().decode()


class Dev:
    """Host and simulator in one process, for a `with` block. What it logs is shown where the block fails."""

    def __init__(self, binary: str, folder: str, configuration: str, flow: str, port: int, host: str = "127.0.0.1") -> None:
        self.folder = pathlib.Path(folder)
        self.address = f"http://{host}:{port}"
        (self.folder / "flows").mkdir()
        (self.folder / "config.toml").write_text(configuration)
        (self.folder / "flows" / "test.lua").write_text(flow)
        self.command = [binary, "dev", "--config", self.folder / "config.toml", "--port", str(port), "--data", self.folder / "data"]

    def __enter__(self) -> "Dev":
        with open(self.folder / "log", "wb") as log:
            self.process = subprocess.Popen(self.command, stdout=subprocess.PIPE, stderr=log, text=True)
        line = self.process.stdout.readline()
        if line.strip() != f"moonpost: ready on {self.address}":
            self.kill()
            raise AssertionError(f"no ready line for {self.address} but {line!r}")
        return self

    def __exit__(self, kind, *_) -> None:
        if kind is not None:
            return self.kill()
        self.process.send_signal(signal.SIGTERM)
        try:
            code = self.process.wait(timeout=PATIENCE)
        except subprocess.TimeoutExpired:
            code = "none"
        if code != 0:
            self.kill()
            raise AssertionError(f"a clean stop ends with 0, not {code}")

    def kill(self) -> None:
        """Ends it whatever it does, and shows the end of its log."""
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        print("the log of moonpost ends with", *(self.folder / "log").read_text().splitlines()[-40:], sep="\n", file=sys.stderr)

    def api(self, path: str, body: dict | None = None) -> dict:
        """Asks the simulator's page interface, or tells it something."""
        data = None if body is None else json.dumps(body).encode()
        status, _, text = fetch(f"{self.address}/simulator/api/{path}", data, {"Content-Type": "application/json"})
        assert status in (200, 201), f"{path}: {status} {text}"
        return json.loads(text)

    def person(self, content: dict, contact: str = "201001234567") -> str:
        """Somebody, by phone or user id, does something with a phone; the id of the message."""
        return self.api(f"contacts/{contact}/messages", content)["id"]

    def messages(self) -> list:
        return [m for conversation in self.api("state")["conversations"] for m in conversation["messages"]]

    def until(self, look):
        """What `look` gives, once it gives something."""
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            if found := look():
                return found
            time.sleep(0.05)
        raise AssertionError(f"what was waited for has not come in {PATIENCE} s")

    def said(self, text: str) -> dict:
        """The bot's message with this text, once it has come."""
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            for message in self.messages():
                if message["from"] == "bot" and words(message) == text:
                    return message
            time.sleep(0.05)
        raise AssertionError(f"the bot did not say {text!r}: {json.dumps(self.messages(), indent=1)}")
