local api = (function()
local r = {}
r[1] = { name = "text", kind = "text" }
r[2] = { name = "values", role = "", optional = true, kind = "table", like = "{ name = \"Amina\" }" }
r[3] = { name = "message", needs = "a message, like chat:send{ type = \"text\", text = \"Hi\" }", kind = "table" }
r[4] = { name = "emoji", kind = "text" }
r[5] = { name = "key", kind = "text", filled = true }
r[6] = { name = "prompt", kind = "text" }
r[7] = { name = "timeout", role = "option", optional = true, kind = "duration" }
r[8] = { name = "check", role = "option", optional = true, kind = "function" }
r[9] = { name = "tries", role = "option", optional = true, kind = "integer", min = 1 }
r[10] = { name = "again", role = "option", optional = true, kind = "text" }
r[11] = { name = "values", role = "option", optional = true, kind = "table", like = "{ name = \"Amina\" }" }
r[12] = { r[7], r[8], r[9], r[10], r[11] }
r[13] = { name = "options", role = "", optional = true, kind = "options", names = r[12] }
r[14] = { name = "min", role = "option", optional = true, kind = "number" }
r[15] = { name = "max", role = "option", optional = true, kind = "number" }
r[16] = { name = "integer", role = "option", optional = true, kind = "boolean" }
r[17] = { r[7], r[8], r[9], r[10], r[11], r[14], r[15], r[16] }
r[18] = { name = "options", role = "", optional = true, kind = "options", names = r[17] }
r[19] = { name = "choices", role = "", needs = "a list of choices, like { \"Tea\", \"Coffee\" }", kind = "table" }
r[20] = { name = "header", role = "option", optional = true, kind = "text", most = 60 }
r[21] = { name = "footer", role = "option", optional = true, kind = "text", most = 60 }
r[22] = { name = "button", role = "option", optional = true, kind = "text", most = 20 }
r[23] = { r[7], r[9], r[10], r[11], r[20], r[21], r[22] }
r[24] = { name = "options", role = "", optional = true, kind = "options", names = r[23] }
r[25] = { r[7], r[9], r[10], r[11], r[20], r[21] }
r[26] = { name = "options", role = "", optional = true, kind = "options", names = r[25] }
r[27] = { r[7] }
r[28] = { name = "options", optional = true, kind = "options", names = r[27] }
r[29] = { name = "duration", kind = "duration" }
r[30] = { name = "event", kind = "text", filled = true }
r[31] = { name = "match", role = "", optional = true, kind = "table", like = "{ order = 7, up_to = \"2 days\" }" }
r[32] = { name = "target", kind = "text", filled = true }
r[33] = { name = "given", role = "", optional = true, kind = "table", like = "{ item = \"cement\" }" }
r[34] = { name = "values", kind = "table", like = "{ city = \"Cairo\" }" }
r[35] = { name = "name", kind = "text", filled = true }
r[36] = { name = "fields", role = "", optional = true, standard = {}, kind = "table", like = "{ table = 4 }" }
r[37] = { name = "text", kind = "printable" }
r[38] = { name = "fields", role = "", optional = true, standard = {}, kind = "table", like = "{ order = 7 }" }
r[39] = { name = "level", kind = "choice", words = { "ok", "warn", "error" } }
r[40] = { name = "text", role = "", kind = "text" }
r[41] = { name = "key", kind = "text", most = 200, filled = true }
r[42] = { name = "value", role = "", needs = "a value; to remove one, use bot.store.delete(key)", kind = "any" }
r[43] = { name = "keep", role = "option", optional = true, kind = "duration" }
r[44] = { r[43] }
r[45] = { name = "options", role = "", optional = true, kind = "options", names = r[44] }
r[46] = { name = "amount", role = "", optional = true, standard = 1, kind = "number" }
r[47] = { name = "prefix", optional = true, standard = "", kind = "text" }
r[48] = { name = "text", role = "field", kind = "text", most = 40960, filled = true }
r[49] = { name = "preview_url", role = "field", optional = true, kind = "boolean" }
r[50] = { name = "context", role = "field", optional = true, kind = "table", like = "{ message_id = id }" }
r[51] = { name = "recipient_identity_key_hash", role = "field", optional = true, kind = "text", most = 128 }
r[52] = { r[48], r[49], r[50], r[51], also = { "type", "id", "wamid", "referral", "group_id", "origin", "identity", "animated" } }
r[53] = { name = "text", role = "field", kind = "text", most = 1024, filled = true }
r[54] = { name = "header", role = "field", optional = true, kind = "either", most = 60 }
r[55] = { name = "footer", role = "field", optional = true, kind = "text", most = 60 }
r[56] = { name = "buttons", role = "field", kind = "table" }
r[57] = { r[53], r[54], r[55], r[56], r[50], r[51], also = { "type", "id", "wamid", "referral", "group_id", "origin", "identity", "animated" } }
r[58] = { name = "header", role = "field", optional = true, kind = "text", most = 60 }
r[59] = { name = "button", role = "field", optional = true, kind = "text", most = 20 }
r[60] = { name = "rows", role = "field", optional = true, kind = "table" }
r[61] = { name = "sections", role = "field", optional = true, kind = "table" }
r[62] = { r[53], r[58], r[55], r[59], r[60], r[61], r[50], r[51], also = { "type", "id", "wamid", "referral", "group_id", "origin", "identity", "animated" } }
r[63] = { name = "title", role = "field", kind = "text", most = 20, filled = true }
r[64] = { name = "url", role = "field", kind = "text", most = 2000, filled = true }
r[65] = { r[53], r[54], r[55], r[63], r[64], r[50], r[51], also = { "type", "id", "wamid", "referral", "group_id", "origin", "identity", "animated" } }
r[66] = { name = "latitude", role = "field", kind = "number" }
r[67] = { name = "longitude", role = "field", kind = "number" }
r[68] = { name = "name", role = "field", optional = true, kind = "text", most = 1000 }
r[69] = { name = "address", role = "field", optional = true, kind = "text", most = 1000 }
r[70] = { r[66], r[67], r[68], r[69], r[50], r[51], also = { "type", "id", "wamid", "referral", "group_id", "origin", "identity", "animated", "text" } }
r[71] = { name = "contacts", role = "field", kind = "table", like = "{ { name = {}, phones = {} } }" }
r[72] = { r[71], r[50], r[51], also = { "type", "id", "wamid", "referral", "group_id", "origin", "identity", "animated", "text" } }
r[73] = { name = "emoji", role = "field", kind = "text", most = 30 }
r[74] = { name = "message_id", role = "field", kind = "text", most = 200, filled = true }
r[75] = { r[73], r[74], r[50], r[51], also = { "type", "id", "wamid", "referral", "group_id", "origin", "identity", "animated", "text" } }
r[76] = { name = "media", role = "field", kind = "either", most = 2000 }
r[77] = { name = "caption", role = "field", optional = true, kind = "text", most = 1024 }
r[78] = { r[76], r[77], r[50], r[51], also = { "type", "id", "wamid", "referral", "group_id", "origin", "identity", "animated", "text" } }
r[79] = { name = "filename", role = "field", optional = true, kind = "text", most = 240 }
r[80] = { r[76], r[77], r[79], r[50], r[51], also = { "type", "id", "wamid", "referral", "group_id", "origin", "identity", "animated", "text" } }
r[81] = { name = "voice", role = "field", optional = true, kind = "boolean" }
r[82] = { r[76], r[81], r[50], r[51], also = { "type", "id", "wamid", "referral", "group_id", "origin", "identity", "animated", "text" } }
r[83] = { r[76], r[50], r[51], also = { "type", "id", "wamid", "referral", "group_id", "origin", "identity", "animated", "text" } }
r[84] = { r[53], r[50], r[51], also = { "type", "id", "wamid", "referral", "group_id", "origin", "identity", "animated" } }
r[85] = { name = "title", role = "field", optional = true, kind = "text", most = 20 }
r[86] = { name = "ttl_minutes", role = "field", optional = true, kind = "integer", min = 1, max = 43200 }
r[87] = { name = "payload", role = "field", optional = true, kind = "text", most = 512 }
r[88] = { r[53], r[85], r[86], r[87], r[50], r[51], also = { "type", "id", "wamid", "referral", "group_id", "origin", "identity", "animated" } }
r[89] = { name = "country", role = "field", optional = true, kind = "choice", words = { "IN" } }
r[90] = { name = "values", role = "field", optional = true, kind = "table", like = "{ city = \"Mumbai\" }" }
r[91] = { name = "saved_addresses", role = "field", optional = true, kind = "table" }
r[92] = { name = "validation_errors", role = "field", optional = true, kind = "table", like = "{ in_pin_code = \"...\" }" }
r[93] = { r[53], r[58], r[55], r[89], r[90], r[91], r[92], r[50], r[51], also = { "type", "id", "wamid", "referral", "group_id", "origin", "identity", "animated" } }
r[94] = { name = "flow_id", role = "field", optional = true, kind = "text", most = 200 }
r[95] = { name = "flow_name", role = "field", optional = true, kind = "text", most = 200 }
r[96] = { name = "cta", role = "field", kind = "text", most = 20, filled = true }
r[97] = { name = "token", role = "field", optional = true, kind = "text", most = 200 }
r[98] = { name = "action", role = "field", optional = true, kind = "choice", words = { "navigate", "data_exchange" } }
r[99] = { name = "screen", role = "field", optional = true, kind = "text", most = 200 }
r[100] = { name = "data", role = "field", optional = true, kind = "table", like = "{ name = \"Amina\" }" }
r[101] = { name = "mode", role = "field", optional = true, kind = "choice", words = { "draft", "published" } }
r[102] = { r[53], r[54], r[55], r[94], r[95], r[96], r[97], r[98], r[99], r[100], r[101], r[50], r[51], also = { "type", "id", "wamid", "referral", "group_id", "origin", "identity", "animated" } }
r[103] = { name = "cards", role = "field", kind = "table" }
r[104] = { r[53], r[103], r[50], r[51], also = { "type", "id", "wamid", "referral", "group_id", "origin", "identity", "animated" } }
r[105] = { name = "name", role = "field", kind = "text", most = 512, filled = true }
r[106] = { name = "language", role = "field", kind = "text", most = 20, filled = true }
r[107] = { name = "body", role = "field", optional = true, kind = "table", like = "{ \"Amina\", \"A-17\" }" }
r[108] = { name = "buttons", role = "field", optional = true, kind = "table" }
r[109] = { name = "expiration_time_ms", role = "field", optional = true, kind = "integer" }
r[110] = { name = "cards", role = "field", optional = true, kind = "table" }
r[111] = { r[105], r[106], r[54], r[107], r[108], r[109], r[110], r[50], r[51], also = { "type", "id", "wamid", "referral", "group_id", "origin", "identity", "animated", "text" } }
r[112] = { name = "catalog_id", role = "field", kind = "text", most = 100, filled = true }
r[113] = { name = "product_retailer_id", role = "field", kind = "text", most = 100, filled = true }
r[114] = { name = "text", role = "field", optional = true, kind = "text", most = 1024 }
r[115] = { r[112], r[113], r[114], r[55], r[50], r[51], also = { "type", "id", "wamid", "referral", "group_id", "origin", "identity", "animated" } }
r[116] = { name = "header", role = "field", kind = "text", most = 60, filled = true }
r[117] = { name = "products", role = "field", optional = true, kind = "table" }
r[118] = { r[116], r[53], r[55], r[112], r[117], r[61], r[50], r[51], also = { "type", "id", "wamid", "referral", "group_id", "origin", "identity", "animated" } }
r[119] = { name = "thumbnail_product_retailer_id", role = "field", optional = true, kind = "text", most = 100 }
r[120] = { r[53], r[55], r[119], r[50], r[51], also = { "type", "id", "wamid", "referral", "group_id", "origin", "identity", "animated" } }
r[121] = { name = "id", role = "field", optional = true, kind = "text", most = 256 }
r[122] = { name = "title", role = "field", kind = "text" }
r[123] = { name = "description", role = "field", optional = true, kind = "text", most = 72 }
r[124] = { r[121], r[122], r[123] }
r[125] = { name = "title", role = "field", optional = true, kind = "text", most = 24 }
r[126] = { name = "rows", role = "field", kind = "table" }
r[127] = { r[125], r[126] }
return {
spaces = { ["chat"] = { say = { name = "chat:say", method = true, r[1], r[2] },
send = { name = "chat:send", method = true, r[3] },
react = { name = "chat:react", method = true, r[4] },
typing = { name = "chat:typing", operation = "typing", call = "effect", method = true },
t = { name = "chat:t", method = true, r[5], r[2] },
ask = { name = "chat:ask", method = true, r[6], r[13] },
ask_number = { name = "chat:ask_number", method = true, r[6], r[18] },
ask_date = { name = "chat:ask_date", method = true, r[6], r[13] },
ask_media = { name = "chat:ask_media", method = true, r[6], r[13] },
ask_location = { name = "chat:ask_location", method = true, r[6], r[13] },
choose = { name = "chat:choose", method = true, r[6], r[19], r[24] },
confirm = { name = "chat:confirm", method = true, r[6], r[26] },
receive = { name = "chat:receive", method = true, r[28] },
wait = { name = "chat:wait", method = true, r[29] },
wait_for = { name = "chat:wait_for", method = true, r[30], r[31] },
go = { name = "chat:go", method = true, r[32], r[33] },
stop = { name = "chat:stop", method = true } },
["contact"] = { set = { name = "contact:set", method = true, r[34] } },
["bot"] = { setting = { name = "bot.setting", r[35] },
now = { name = "bot.now" },
today = { name = "bot.today" },
emit = { name = "bot.emit", operation = "emit", call = "effect", r[30], r[36] },
log = { name = "bot.log", operation = "log", call = "effect", r[37], r[38] },
status = { name = "bot.status", operation = "status", call = "effect", r[39], r[40] } },
["bot.store"] = { get = { name = "bot.store.get", operation = "store.get", call = "request", r[41] },
set = { name = "bot.store.set", operation = "store.set", call = "effect", r[41], r[42], r[45] },
delete = { name = "bot.store.delete", operation = "store.delete", call = "effect", r[41] },
add = { name = "bot.store.add", operation = "store.add", call = "request", r[41], r[46] },
list = { name = "bot.store.list", operation = "store.list", call = "request", r[47] } },
["bot.language"] = { date = { name = "bot.language.date", r[1] },
number = { name = "bot.language.number", r[1] } },
["bot.json"] = {  } },
messages = { text = r[52],
buttons = r[57],
list = r[62],
link = r[65],
location = r[70],
contacts = r[72],
reaction = r[75],
image = r[78],
video = r[78],
document = r[80],
audio = r[82],
sticker = r[83],
location_request = r[84],
contact_request = r[84],
call_permission = r[84],
voice_call = r[88],
address = r[93],
flow = r[102],
carousel = r[104],
template = r[111],
product = r[115],
products = r[118],
catalog = r[120] },
choice = r[124], section = r[127],
declaring = { plugin = false, settings = false, flow = true, command = true, on = true, every = true, query = true, filter = true, template = true, campaign = true },
}
end)()
