# Moonpost
# SPDX-License-Identifier: Apache-2.0

"""The WhatsApp Flows endpoint over real HTTP: requests are encrypted with cryptography as Meta's phones do, answers are read with pywa's own
decryption, inverted."""

import base64
import hashlib
import hmac
import json
import os
import subprocess
import sys
import tempfile

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric.padding import MGF1, OAEP
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from pywa.utils import default_flow_request_decryptor, default_flow_response_encryptor

from cloud_number import CONFIGURATION, NUMBER, SECRET
from dev import PATIENCE, Dev, fetch, free_port

FLOW = """
bot.plugin { title = "Test" }
bot.form("table", { flow = "1059281729384756", screen = function(form, screen, data)
  if form.action == "open" then return { screen = "GUESTS", data = { name = form.contact.name } } end
  if tonumber(data.guests) > 12 then return { error = "Twelve at most, أمينة." } end
  return { done = { guests = data.guests } }
end })
bot.flow("fallback", { run = function(chat)
  chat:say("A table for {guests}.", chat:ask_form("table", "Book a table"))
end })
"""


class Phone:
    def __init__(self, dev: Dev, public_pem: str) -> None:
        self.url = f"{dev.address}/whatsapp/forms/{NUMBER}"
        self.key = serialization.load_pem_public_key(public_pem.encode())

    def send(self, request: dict, secret: str = SECRET, key=None) -> tuple:
        """The status, and the answer: decrypted where it is 200, else as it stands."""
        aes, iv = os.urandom(16), os.urandom(16)
        envelope = {
            "encrypted_flow_data": AESGCM(aes).encrypt(iv, json.dumps(request).encode(), None),
            "encrypted_aes_key": (key or self.key).encrypt(aes, OAEP(mgf=MGF1(hashes.SHA256()), algorithm=hashes.SHA256(), label=None)),
            "initial_vector": iv,
        }
        body = json.dumps({name: base64.b64encode(value).decode() for name, value in envelope.items()}).encode()
        signature = "sha256=" + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
        status, _, text = fetch(self.url, body, {"Content-Type": "application/json", "X-Hub-Signature-256": signature})
        if status != 200:
            return status, text
        answer = json.loads(AESGCM(aes).decrypt(bytes(b ^ 0xFF for b in iv), base64.b64decode(text), None))
        # pywa writes the same answer byte for byte, where JSON is spelt alike.
        again = default_flow_response_encryptor(answer, aes, iv)
        assert json.loads(AESGCM(aes).decrypt(bytes(b ^ 0xFF for b in iv), base64.b64decode(again), None)) == answer
        return status, answer


def run(binary: str, *arguments: str) -> str:
    done = subprocess.run([binary, *arguments], text=True, capture_output=True, timeout=PATIENCE)
    assert done.returncode == 0, done
    return done.stdout


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="moonpost-clients-") as folder:
        dev = Dev(sys.argv[1], folder, CONFIGURATION, FLOW, free_port())
        place = ("--config", f"{folder}/config.toml", "--data", f"{folder}/data")
        run(sys.argv[1], "key", *place)
        made = run(sys.argv[1], "form", "key", NUMBER, "--print", *place)
        pem = made[made.index("-----BEGIN"):made.index("-----END PUBLIC KEY-----") + 24]
        assert "has a key" in run(sys.argv[1], "form", "key", NUMBER, "--print", *place)
        with dev:
            phone = Phone(dev, pem)
            assert phone.send({"version": "3.0", "action": "ping"}) == (200, {"version": "3.0", "data": {"status": "active"}})
            assert phone.send({"version": "3.0", "action": "ping"}, secret="another")[0] == 432
            from cryptography.hazmat.primitives.asymmetric import rsa
            stranger = rsa.generate_private_key(65537, 2048).public_key()
            assert phone.send({"version": "3.0", "action": "ping"}, key=stranger)[0] == 421
            status, text = phone.send({"version": "3.0", "action": "INIT", "flow_token": "nobody's"})
            assert status == 427 and "closed" in json.loads(text)["error_msg"], (status, text)

            dev.person({"type": "text", "text": "book"})
            sent = dev.said("Book a table")
            token = sent["interactive"]["action"]["parameters"]["flow_token"]
            opening = {"version": "3.0", "action": "INIT", "flow_token": token, "screen": "", "data": {}}
            first = phone.send(opening)
            assert first == (200, {"version": "3.0", "screen": "GUESTS", "data": {"name": "Amina"}}), first
            assert phone.send(opening) == first, "the same request has the same answer"
            submission = {"version": "3.0", "action": "data_exchange", "flow_token": token, "screen": "GUESTS", "data": {"guests": "20"}}
            assert phone.send(submission)[1]["data"] == {"error_message": "Twelve at most, أمينة."}
            submission["data"] = {"guests": "4"}
            _, done = phone.send(submission)
            params = done["data"]["extension_message_response"]["params"]
            assert done["screen"] == "SUCCESS" and params == {"guests": "4", "flow_token": token}, done
            dev.person({"type": "form", "message": sent["id"], "response": params})
            dev.said("A table for 4.")
            failure = {"version": "3.0", "flow_token": token, "action": "data_exchange", "data": {"error": "timeout", "error_message": "late"}}
            assert phone.send(failure) == (200, {"version": "3.0", "data": {"acknowledged": True}})
            assert phone.send({**submission, "data": {"guests": "5"}})[0] == 427
            # pywa's own reading of a request, with a private key of its own: the format is Meta's.
            private = rsa.generate_private_key(65537, 2048)
            aes, iv = os.urandom(16), os.urandom(16)
            parts = (
                AESGCM(aes).encrypt(iv, json.dumps(opening).encode(), None),
                private.public_key().encrypt(aes, OAEP(mgf=MGF1(hashes.SHA256()), algorithm=hashes.SHA256(), label=None)), iv,
            )
            pem = private.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()).decode()
            read, _, _ = default_flow_request_decryptor(*(base64.b64encode(part).decode() for part in parts), pem)
            assert read == opening, "what this phone writes is what pywa reads"
    print("a form is opened, corrected, closed and answered over HTTP, encrypted as by Meta's phones; wrong keys, signatures and tokens are refused")


if __name__ == "__main__":
    main()
