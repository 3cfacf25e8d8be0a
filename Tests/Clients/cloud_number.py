# Moonpost
# SPDX-License-Identifier: Apache-2.0

"""A number of the Cloud API, with the ids of Tests/WhatsAppTests/Fixtures."""

NUMBER = "106540352242922"
ACCOUNT = "102290129340398"
TOKEN = "EAAJtheaccesstoken"
SECRET = "0123456789abcdef0123456789abcdef"
VERIFY = "the-verify-token"
WEBHOOK = "/api/webhooks/whatsapp"

CONFIGURATION = f"""
[[numbers]]
provider = "cloud"
name = "shop"
phone_number_id = "{NUMBER}"
business_account_id = "{ACCOUNT}"
access_token = "{TOKEN}"
app_secret = "{SECRET}"
verify_token = "{VERIFY}"
"""

FLOW = """
bot.plugin { title = "Test" }
bot.flow("fallback", { run = function(chat)
  local message = chat.message
  if message.media then chat:say("Seen: {mime} {bytes} {url}", message.media) else chat:say("Seen: {type}", { type = message.type }) end
end })
"""
