# Moonpost
# SPDX-License-Identifier: Apache-2.0

"""A newcomer chats with the shipped flows in Chromium: writes "hi", taps a button, begins an order; the process is
stopped in the middle of it and started again; the order goes on at the same question."""

import os
import pathlib
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time

from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait

PATIENCE = 20


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Dev:
    """A `moonpost dev` of our own."""

    def __init__(self, binary: str, data: str) -> None:
        self.command = [binary, "dev", "--port", str(free_port()), "--data", data]
        self.process = None

    def start(self) -> str:
        self.process = subprocess.Popen(self.command, stdout=subprocess.PIPE, text=True)
        line = self.process.stdout.readline()
        assert line.startswith("moonpost: ready on "), f"no ready line but {line!r}"
        return line.split()[-1]

    def stop(self) -> None:
        self.process.send_signal(signal.SIGTERM)
        code = self.process.wait(timeout=PATIENCE)
        assert code == 0, f"a clean stop ends with 0, not {code}"

    def kill(self) -> None:
        if self.process and self.process.poll() is None:
            self.process.kill()
            self.process.wait()


class Phone:
    """The page, as a thumb and an eye use it."""

    def __init__(self, address: str) -> None:
        options = webdriver.ChromeOptions()
        for argument in ["--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--window-size=1180,860"]:
            options.add_argument(argument)
        options.binary_location = shutil.which("chromium")
        self.driver = webdriver.Chrome(service=webdriver.ChromeService(shutil.which("chromedriver")), options=options)
        self.driver.get(address)

    def until(self, condition, what: str):
        try:
            return WebDriverWait(self.driver, PATIENCE).until(lambda _: condition())
        except Exception as error:
            bubbles = [bubble.text for bubble in self.driver.find_elements(By.CSS_SELECTOR, ".bubble")]
            raise AssertionError(f"{what}: not within {PATIENCE} s; the chat shows {bubbles}") from error

    def all(self, selector: str):
        return self.driver.find_elements(By.CSS_SELECTOR, selector)

    def open_contact(self) -> None:
        self.until(lambda: self.all(".contact"), "a contact to chat with")[0].click()
        self.until(lambda: self.all("#composer") and self.all("#composer")[0].is_displayed(), "the composer")

    def bot_bubbles(self) -> list[str]:
        return [bubble.text for bubble in self.all(".bubble.in") if bubble.text]

    def write(self, text: str, expect: str) -> None:
        before = len(self.bot_bubbles())
        composer = self.all("#composer")[0]
        composer.send_keys(text, Keys.ENTER)
        self.expect(before, expect, f"an answer to {text!r}")

    def tap(self, title: str, expect: str) -> None:
        before = len(self.bot_bubbles())
        button = self.until(
            lambda: [b for b in self.all(".reply-button:not([disabled])") if title in b.text], f"the button {title!r}"
        )[-1]
        button.click()
        self.expect(before, expect, f"an answer to the button {title!r}")

    def pick(self, title: str, expect: str) -> None:
        before = len(self.bot_bubbles())
        self.until(lambda: self.all(".list-open"), "a list to open")[-1].click()
        row = self.until(lambda: [r for r in self.all(".list-row") if r.is_displayed() and title in r.text], f"the row {title!r}")
        row[0].click()
        self.expect(before, expect, f"an answer to the row {title!r}")

    def expect(self, before: int, text: str, what: str) -> None:
        self.until(lambda: any(text in bubble for bubble in self.bot_bubbles()[before:]), f"{what} with {text!r}")


def main(binary: str) -> None:
    data = tempfile.mkdtemp(prefix="moonpost-browser-")
    dev = Dev(binary, data)
    phone = None
    try:
        phone = Phone(dev.start())
        phone.open_contact()
        phone.write("hi", "Welcome")
        phone.tap("Order", "What would you like?")
        phone.pick("Cement", "How many of Cement?")
        dev.stop()
        dev.start()
        phone.until(lambda: not phone.driver.find_element(By.ID, "banner").is_displayed(), "the connection to come back")
        phone.write("100", "Anything else?")
        phone.tap("That is all", "Total: 5,000 INR")
        phone.until(lambda: phone.all('.bubble.out .tick[data-tick="read"], .bubble.out .tick[data-tick="delivered"]'), "ticks")
        picture = os.environ.get("MOONPOST_PICTURE")
        if picture:
            time.sleep(1)
            pathlib.Path(picture).parent.mkdir(parents=True, exist_ok=True)
            phone.driver.save_screenshot(picture)
        phone.tap("Yes", "Order confirmed")
        dev.stop()
        print("browser: greeted, tapped, ordered, stopped in the middle, went on: ok")
    finally:
        if phone:
            phone.driver.quit()
        dev.kill()
        shutil.rmtree(data, ignore_errors=True)


main(sys.argv[1])
