# Moonpost
# SPDX-License-Identifier: Apache-2.0

"""pywa, a public library for Meta's Cloud API, against `moonpost dev`: its client sends every kind of message through the
simulator and raises its own errors, and its webhook side verifies and parses what the simulator emits."""

import base64
import hashlib
import sys
import tempfile
import urllib.error
import urllib.request

from pywa import errors
from pywa.types import (
    Button,
    CallbackButton,
    CallbackSelection,
    CallPermissionRequestButton,
    Contact,
    ContactInfoRequestButton,
    FlowButton,
    ImageCarouselCard,
    Message,
    MessageStatus,
    MessageType,
    ProductsSection,
    Section,
    SectionList,
    SectionRow,
    URLButton,
    VoiceCallButton,
)
from pywa.types.flows import FlowActionType
from pywa.types.message_status import MessageStatusType
from pywa.types.templates import TemplateLanguage

from cloud_number import ACCOUNT, CONFIGURATION, FLOW, NUMBER
from dev import Dev, fetch
from pywa_bot import Bot
from tap import Tap

AMINA = "201001234567"
STRANGER = "201009999999"

# What pywa cannot read of the simulator's webhooks, and why. Take a line out, and what it stands for is asserted.
UNREAD = {
    "failed": "KeyError: 'contacts'",  # Meta's reference leaves contacts out of `failed`; bodies seen by others have a wa_id there
}


def answers(bot: Bot, dev: Dev, sent, type: str, to: str = AMINA):
    """A message as pywa sent it: the answer has what pywa looks for, and the person has the message."""
    assert sent.id.startswith("wamid.") and sent.to == to and sent.input == to and sent.from_phone_id == NUMBER, sent
    shown = next(m for m in dev.messages() if m["id"] == sent.id)
    content = shown[shown["type"]]
    assert (content["type"] if shown["type"] == "interactive" else shown["type"]) == type, shown
    return content


def client_sends(bot: Bot, dev: Dev) -> None:
    wa = bot.client
    hello = dev.person({"type": "text", "text": "hi"})
    bot.body("messages", hello)
    text = wa.send_message(AMINA, "Hello ü 👋 \"a/b\"", preview_url=True, reply_to_message_id=hello, tracker="order 17/ü")
    assert answers(bot, dev, text, "text") == {"body": "Hello ü 👋 \"a/b\"", "preview_url": True}
    for status in ("sent", "delivered"):
        update = bot.update(MessageStatus, status, lambda u: u.id == text.id and u.status == status)
        assert update.tracker == "order 17/ü" and update.error is None and update.metadata.phone_number_id == NUMBER, update
        assert update.from_user.wa_id == AMINA and update.pricing.category == "service" and update.pricing.model == "PMP", update
        assert update.waba_id == ACCOUNT, update
    dev.api(f"contacts/{AMINA}/read", {})
    assert bot.update(MessageStatus, "read", lambda u: u.id == text.id and u.status == MessageStatusType.READ).pricing is None

    buttons = wa.send_message(AMINA, "Sure?", header="Order", footer="17", buttons=[Button("Yes", "y:1"), Button("No", "n:1")])
    assert [b["reply"]["id"] for b in answers(bot, dev, buttons, "button")["action"]["buttons"]] == ["y:1", "n:1"]
    rows = [SectionRow("Cement", "c", "50 kg"), SectionRow("Lime", "l")]
    sections = SectionList("Choose", [Section("Bags", rows), Section("Tools", [SectionRow("Trowel", "t")])])
    menu = wa.send_message(AMINA, "What do you need?", buttons=sections)
    assert len(answers(bot, dev, menu, "list")["action"]["sections"]) == 2
    link = wa.send_message(AMINA, "Your invoice", buttons=URLButton("Open", "https://example.org/i/17"))
    assert answers(bot, dev, link, "cta_url")["action"]["parameters"]["url"] == "https://example.org/i/17"
    flow = FlowButton("Fill in", flow_id="123", flow_token="t", flow_action_type=FlowActionType.NAVIGATE, flow_action_screen="ITEMS")
    for button, type in (
        (flow, "flow"), (VoiceCallButton("Call us", ttl_minutes=60), "voice_call"),
        (CallPermissionRequestButton(), "call_permission_request"), (ContactInfoRequestButton(), "request_contact_info"),
    ):
        answers(bot, dev, wa.send_message(AMINA, "Shall we?", buttons=button), type)

    image = wa.send_image(AMINA, "https://example.org/a.jpg", caption="Cement")
    assert answers(bot, dev, image, "image") == {"link": "https://example.org/a.jpg", "caption": "Cement"}
    answers(bot, dev, wa.send_image(AMINA, "https://example.org/a.jpg", caption="This?", buttons=[Button("Yes", "y")]), "button")
    answers(bot, dev, wa.send_video(AMINA, "https://example.org/a.mp4", caption="How"), "video")
    assert answers(bot, dev, wa.send_document(AMINA, "https://example.org/a.pdf", "i.pdf"), "document")["filename"] == "i.pdf"
    answers(bot, dev, wa.send_audio(AMINA, "https://example.org/a.mp3"), "audio")
    assert answers(bot, dev, wa.send_voice(AMINA, "https://example.org/a.ogg"), "audio")["voice"] is True
    answers(bot, dev, wa.send_sticker(AMINA, "https://example.org/a.webp"), "sticker")
    files(bot, dev)
    answers(bot, dev, wa.send_location(AMINA, 30.04, 31.23, "Shop", "1 Nile St"), "location")
    # Without a name, pywa sends null in its place.
    answers(bot, dev, wa.send_location(AMINA, 30.04, 31.23), "location")
    card = Contact(
        Contact.Name("Amina Farouk", "Amina"), phones=[Contact.Phone("+20 100 1234567", "CELL", AMINA)],
        emails=[Contact.Email("a@example.org", "WORK")], org=Contact.Org("Moonpost"))
    answers(bot, dev, wa.send_contact(AMINA, card), "contacts")
    answers(bot, dev, wa.request_location(AMINA, "Where to?"), "location_request_message")
    answers(bot, dev, wa.send_product(AMINA, "194836987003835", "cement-50", body="This one"), "product")
    shelves = [ProductsSection("Bags", ["cement-50", "lime-25"]), ProductsSection("Tools", ["trowel"])]
    answers(bot, dev, wa.send_products(AMINA, "194836987003835", shelves, "Building", "What?", "Today"), "product_list")
    answers(bot, dev, wa.send_catalog(AMINA, "All we have", thumbnail_product_sku="cement-50"), "catalog_message")
    cards = [ImageCarouselCard(body=f"Card {n}", image="https://example.org/a.jpg", buttons=[Button("Order", f"o{n}")]) for n in (1, 2)]
    answers(bot, dev, wa.send_carousel(AMINA, body="New", cards=cards), "carousel")

    for reaction in (wa.send_reaction(AMINA, "👍", hello), wa.remove_reaction(AMINA, hello)):
        assert reaction.id.startswith("wamid.") and reaction.message_id == hello and reaction.to == AMINA, reaction
        bot.update(MessageStatus, "a reaction is reported as sent", lambda u: u.id == reaction.id and u.status == "sent")
    assert wa.mark_message_as_read(hello).success and wa.indicate_typing(hello).success
    assert next(m for m in dev.messages() if m["id"] == hello)["tick"] == "read"
    signs = wa.send_message("+20 (100) 123-4567", "By a number with signs")
    assert (signs.to, signs.input) == (AMINA, "+20 (100) 123-4567"), signs
    number = wa.get_business_phone_number()
    assert number.id == NUMBER and number.display_phone_number == "15550100000" and number.verified_name, number
    print("pywa sends every kind of message through the simulator, and reads its answers")


def files(bot: Bot, dev: Dev) -> None:
    """pywa uploads, finds, fetches, sends and deletes a file; and what a person sends is at the address that scripts see."""
    wa, picture = bot.client, bytes(range(256)) * 900
    media = wa.upload_media(picture, mime_type="image/png", filename="door.png")
    about = wa.get_media_url(media.id)
    assert (about.mime_type, about.file_size, about.sha256) == ("image/png", len(picture), hashlib.sha256(picture).hexdigest()), about
    assert wa.get_media_bytes(about.url) == picture
    assert answers(bot, dev, wa.send_image(AMINA, media.id, caption="Door"), "image") == {"id": media.id, "caption": "Door"}
    assert wa.delete_media(media.id).success
    refused(errors.WhatsAppError, 100, 400, lambda: wa.send_image(AMINA, media.id))

    before = len(dev.messages())
    dev.person({"type": "image", "name": "door.png", "data": base64.b64encode(picture).decode()})
    seen = dev.until(lambda: [m for m in dev.messages()[before:] if m["type"] == "text" and "http" in m["text"]["body"]])[0]["text"]["body"]
    type, size, address = seen.split(" ")[-3:]
    assert (type, size) == ("image/png", str(len(picture))), seen
    with urllib.request.urlopen(address, timeout=20) as answer:
        assert answer.read() == picture and answer.headers["Content-Type"] == "image/png", answer.headers
        assert answer.headers["X-Content-Type-Options"] == "nosniff" and answer.headers["Content-Disposition"].startswith("inline")
    forged = (
        address[:-1] + ("0" if address[-1] != "0" else "1"), address.replace("expires=", "expires=1"), address.partition("?")[0],
        address.replace("/media/", "/media/0"),
    )
    for wrong in forged:
        assert fetch(wrong)[0] == 403, wrong
    # It ends, and whoever has it cannot make it last longer.
    assert dev.until(lambda: ended(address)) == 410
    for wrong in forged:
        assert fetch(wrong)[0] == 403, wrong
    print("pywa uploads, fetches and sends files, and a person's file is at its signed address, for as long as that lasts")


def ended(address: str) -> int | None:
    """What an address answers that gives no file any more; None where it gives one."""
    try:
        with urllib.request.urlopen(address, timeout=20):
            return None
    except urllib.error.HTTPError as error:
        return error.code


def people_write(bot: Bot, dev: Dev) -> None:
    def message(content: dict, contact: str = AMINA) -> Message:
        id = dev.person(content, contact)
        update = bot.update(Message, content["type"], lambda u: u.raw["entry"][0]["changes"][0]["value"]["messages"][0]["id"] == id)
        assert update.id == id and update.metadata.phone_number_id == NUMBER and update.waba_id == ACCOUNT, update
        assert update.metadata.display_phone_number == "15550100000" and update.timestamp.year >= 2026 and update.error is None, update
        return update

    text = message({"type": "text", "text": "Grüße 👋 مرحبا a/b \\ \"q\""})
    assert (text.type, text.text) == (MessageType.TEXT, "Grüße 👋 مرحبا a/b \\ \"q\"")
    assert (text.from_user.wa_id, text.from_user.name, text.from_user.username) == (AMINA, "Amina", None)
    assert not text.forwarded and text.reply_to_message is None and text.chat.type == "PRIVATE"

    question = bot.client.send_message(AMINA, "Again?", buttons=[Button("Yes", "again:y"), Button("No", "again:n")])
    tap = dev.person({"type": "button", "message": question.id, "id": "again:y"})
    button = bot.update(CallbackButton, "a tap", lambda u: u.id == tap)
    assert (button.data, button.title, button.reply_to_message.id) == ("again:y", "Yes", question.id) and not button.is_quick_reply, button
    assert button.reply_to_message.from_user_id == "15550100000", button
    rows = [SectionRow("Cement", "c", "50 kg"), SectionRow("Lime", "l")]
    menu = bot.client.send_message(AMINA, "Which?", buttons=SectionList("Choose", [Section("Bags", rows)]))
    for id, title, description in (("c", "Cement", "50 kg"), ("l", "Lime", None)):
        tap = dev.person({"type": "row", "message": menu.id, "id": id})
        row = bot.update(CallbackSelection, "a choice", lambda u: u.id == tap)
        assert (row.data, row.title, row.description, row.reply_to_message.id) == (id, title, description, menu.id), row

    place = message({"type": "location", "latitude": 30.04, "longitude": 31.23, "name": "Shop", "address": "1 Nile St"})
    assert (place.location.latitude, place.location.longitude, place.location.name) == (30.04, 31.23, "Shop"), place
    assert place.location.address == "1 Nile St" and not place.location.current_location
    assert message({"type": "location", "latitude": -1, "longitude": 2.5}).location.current_location
    like = message({"type": "reaction", "message": question.id, "emoji": "👍"})
    assert (like.type, like.reaction.emoji, like.reaction.message_id) == (MessageType.REACTION, "👍", question.id), like
    assert message({"type": "reaction", "message": question.id}).reaction.is_removed

    quotation = dev.person({"type": "text", "text": "this one", "context": question.id})
    quoting = bot.update(Message, "a quotation", lambda u: u.id == quotation)
    assert (quoting.reply_to_message.id, quoting.reply_to_message.from_user_id) == (question.id, "15550100000"), quoting

    for type, name, caption in (
        ("image", "a.jpg", "Look"), ("video", "a.mp4", "Look"), ("document", "a.pdf", "Read"), ("sticker", "a.webp", None),
        ("audio", "a.mp3", None), ("voice", "a.ogg", None),
    ):
        content = {"type": type, "name": name} | ({"caption": caption} if caption else {})
        update = message(content)
        media = update.media
        assert media.id and len(media.sha256) == 44 and media.mime_type and update.caption == caption, update
        assert (type == "voice") == (update.voice is not None)
        assert (media.filename == name) == (type == "document")

    dev.api("contacts", {"name": "Sara", "user_id": "EG.13491208655302741918", "username": "sara.codes"})
    hidden = message({"type": "text", "text": "guess my number"}, "EG.13491208655302741918")
    assert (hidden.from_user.bsuid, hidden.from_user.wa_id, hidden.from_user.username) == ("EG.13491208655302741918", None, "sara.codes")
    reply = hidden.reply_text("By your user id", quote=True)
    assert reply.to == hidden.from_user.bsuid and reply.id.startswith("wamid."), reply
    status = bot.update(MessageStatus, "delivered", lambda u: u.id == reply.id and u.status == "delivered")
    assert (status.from_user.bsuid, status.from_user.wa_id) == (hidden.from_user.bsuid, None), status
    print("pywa reads what people do: texts, taps, choices, places, reactions, quotations, user ids")


def refused(kind: type, code: int, status: int, send) -> None:
    try:
        send()
    except errors.WhatsAppError as error:
        assert (type(error), error.code, error.status_code) == (kind, code, status), f"{error!r} in the place of {kind.__name__} {code}"
        assert error.fbtrace_id and error.type and error.message, error
    else:
        raise AssertionError(f"{code} was expected, and the message was taken")


def errors_are_typed(bot: Bot, dev: Dev) -> None:
    wa = bot.client
    many = [Button(f"B{n}", f"b{n}") for n in range(4)]
    refused(errors.InvalidParameter, 131009, 400, lambda: wa.send_message(AMINA, "x", buttons=many))
    refused(errors.InvalidParameter, 131009, 400, lambda: wa.send_message(AMINA, "x", buttons=[Button("x" * 21, "x")]))
    refused(errors.InvalidParameter, 131009, 400, lambda: wa.mark_message_as_read("wamid.unknown"))
    refused(errors.MissingRequiredParameter, 131008, 400, lambda: wa.send_message(
        AMINA, "x", buttons=SectionList("x", [Section("", [SectionRow("x", "1")]), Section("", [SectionRow("y", "2")])])))
    refused(errors.WhatsAppError, 100, 400, lambda: wa.send_message(AMINA, "x" * 4097))
    refused(errors.WhatsAppError, 100, 400, lambda: wa.send_message(AMINA, "x", sender="1"))
    refused(errors.TemplateNotExists, 132001, 404, lambda: wa.send_template(AMINA, "no_such_template", TemplateLanguage.ENGLISH))
    token = wa.api._session.headers["Authorization"]
    wa.api._session.headers["Authorization"] = "Bearer wrong"
    refused(errors.ExpiredAccessToken, 190, 401, lambda: wa.send_message(AMINA, "x"))
    wa.api._session.headers["Authorization"] = token
    for kind, code, status in (
        (errors.AuthException, 0, 401), (errors.APIMethod, 3, 500), (errors.ToManyAPICalls, 4, 400), (errors.PermissionDenied, 10, 403),
        (errors.ExpiredAccessToken, 190, 401), (errors.TemporarilyBlocked, 368, 403), (errors.RateLimitIssues, 80007, 400),
        (errors.RateLimitHit, 130429, 400), (errors.UserIsInExperimentGroup, 130472, 400), (errors.UnknownError, 131000, 500),
        (errors.AccessDenied, 131005, 403), (errors.MissingRequiredParameter, 131008, 400), (errors.InvalidParameter, 131009, 400),
        (errors.ServiceUnavailable, 131016, 500), (errors.RecipientCannotBeSender, 131021, 400), (errors.MessageUndeliverable, 131026, 400),
        (errors.AccountLocked, 131031, 403), (errors.BusinessPaymentIssue, 131042, 400), (errors.ReEngagementMessage, 131047, 400),
        (errors.SpamRateLimitHit, 131048, 400), (errors.UnsupportedMessageType, 131051, 400), (errors.MediaUploadError, 131053, 400),
        (errors.TooManyMessages, 131056, 400), (errors.AccountInMaintenanceMode, 131057, 500), (errors.TemplateParamCountMismatch, 132000, 400),
        (errors.TemplateTextTooLong, 132005, 400), (errors.TemplateContentPolicyViolation, 132007, 400),
        (errors.TemplateParamFormatMismatch, 132012, 400), (errors.TemplatePaused, 132015, 400), (errors.TemplateDisabled, 132016, 400),
        (errors.FlowBlocked, 132068, 400), (errors.FlowThrottled, 132069, 400),
    ):
        dev.api("faults", {"fail": {"count": 1, "code": code}})
        refused(kind, code, status, lambda: wa.send_message(AMINA, "x"))
    assert wa.send_message(AMINA, "after all that").id
    print("pywa raises its own error for each of the simulator's")


def failures_are_told(bot: Bot, dev: Dev) -> None:
    """A message that was taken fails later: to nobody, and to somebody who has not written for 24 hours."""
    dev.api("contacts", {"name": "Omar", "phone": "201007654321", "user_id": "EG.2"})
    for to, kind in ((STRANGER, errors.MessageUndeliverable), ("201007654321", errors.ReEngagementMessage)):
        sent = bot.client.send_message(to, "Anybody there?", tracker="t")
        body = bot.body("statuses", sent.id, "failed")
        if "failed" in UNREAD:
            entry = body["entry"][0]["changes"][0]["value"]["statuses"][0]
            error, tracker = errors.WhatsAppError.from_dict(entry["errors"][0]), entry["biz_opaque_callback_data"]
        else:
            update = bot.update(MessageStatus, "failed", lambda u: u.id == sent.id)
            assert update.status == MessageStatusType.FAILED and update.from_user.wa_id == to and update.pricing is None, update
            error, tracker = update.error, update.tracker
        assert type(error) is kind and error.details and error.href and tracker == "t", error
    print("pywa reads why a message failed")


def main() -> None:
    bot = Bot()
    tap = Tap(bot.hear)
    bot.send_to(tap.address)
    # The simulator calls 127.0.0.1, where the tap is; the host listens beside it.
    configuration = '[server]\nhost = "127.0.0.2"\n[media]\nlink_lifetime = "8 seconds"\n' + CONFIGURATION
    try:
        with tempfile.TemporaryDirectory(prefix="moonpost-clients-") as folder:
            with Dev(sys.argv[1], folder, configuration, FLOW, tap.port, host="127.0.0.2") as dev:
                client_sends(bot, dev)
                people_write(bot, dev)
                errors_are_typed(bot, dev)
                failures_are_told(bot, dev)
                bot.verdict(set(UNREAD.values()))
    finally:
        tap.stop()


if __name__ == "__main__":
    main()
