local api = (function()
local r = {}
r[1] = { name = "text", kind = "text" }
r[2] = { name = "values", role = "", optional = true, kind = "table", like = "{ name = \"Amina\" }" }
r[3] = { name = "message", needs = "a message, like chat:send{ type = \"text\", text = \"Hi\" }", kind = "table" }
r[4] = { name = "name", kind = "text", filled = true }
r[5] = { name = "emoji", kind = "text" }
r[6] = { name = "key", kind = "text", filled = true }
r[7] = { name = "prompt", kind = "text" }
r[8] = { name = "timeout", role = "option", optional = true, kind = "duration" }
r[9] = { name = "check", role = "option", optional = true, kind = "function" }
r[10] = { name = "tries", role = "option", optional = true, kind = "integer", min = 1 }
r[11] = { name = "again", role = "option", optional = true, kind = "text" }
r[12] = { name = "values", role = "option", optional = true, kind = "table", like = "{ name = \"Amina\" }" }
r[13] = { r[8], r[9], r[10], r[11], r[12] }
r[14] = { name = "options", role = "", optional = true, kind = "options", names = r[13] }
r[15] = { name = "min", role = "option", optional = true, kind = "number" }
r[16] = { name = "max", role = "option", optional = true, kind = "number" }
r[17] = { name = "integer", role = "option", optional = true, kind = "boolean" }
r[18] = { r[8], r[9], r[10], r[11], r[12], r[15], r[16], r[17] }
r[19] = { name = "options", role = "", optional = true, kind = "options", names = r[18] }
r[20] = { name = "choices", role = "", needs = "a list of choices, like { \"Tea\", \"Coffee\" }", kind = "table" }
r[21] = { name = "header", role = "option", optional = true, kind = "text", most = 60 }
r[22] = { name = "footer", role = "option", optional = true, kind = "text", most = 60 }
r[23] = { name = "button", role = "option", optional = true, kind = "text", most = 20 }
r[24] = { r[8], r[10], r[11], r[12], r[21], r[22], r[23] }
r[25] = { name = "options", role = "", optional = true, kind = "options", names = r[24] }
r[26] = { r[8], r[10], r[11], r[12], r[21], r[22] }
r[27] = { name = "options", role = "", optional = true, kind = "options", names = r[26] }
r[28] = { name = "prompt", role = "", kind = "text", filled = true }
r[29] = { name = "button", role = "option", optional = true, kind = "text", most = 20, filled = true }
r[30] = { name = "flow", role = "option", optional = true, kind = "text", filled = true }
r[31] = { name = "screen", role = "option", optional = true, kind = "text", filled = true }
r[32] = { name = "data", role = "option", optional = true, kind = "table", like = "{ name = \"Amina\" }" }
r[33] = { name = "draft", role = "option", optional = true, kind = "boolean" }
r[34] = { r[29], r[8], r[11], r[12], r[21], r[22], r[30], r[31], r[32], r[33] }
r[35] = { name = "options", role = "", optional = true, kind = "options", names = r[34] }
r[36] = { r[8] }
r[37] = { name = "options", optional = true, kind = "options", names = r[36] }
r[38] = { name = "duration", kind = "duration" }
r[39] = { name = "event", kind = "text", filled = true }
r[40] = { name = "match", role = "", optional = true, kind = "table", like = "{ order = 7, up_to = \"2 days\" }" }
r[41] = { name = "target", kind = "text", filled = true }
r[42] = { name = "given", role = "", optional = true, kind = "table", like = "{ item = \"cement\" }" }
r[43] = { name = "values", kind = "table", like = "{ city = \"Cairo\" }" }
r[44] = { name = "title", role = "option", optional = true, kind = "text" }
r[45] = { name = "help", role = "option", optional = true, kind = "text" }
r[46] = { name = "screen", role = "option", kind = "function" }
r[47] = { r[44], r[45], r[30], r[46] }
r[48] = { name = "options", role = "", kind = "options", names = r[47] }
r[49] = { name = "fields", role = "", optional = true, standard = {}, kind = "table", like = "{ table = 4 }" }
r[50] = { name = "text", kind = "printable" }
r[51] = { name = "fields", role = "", optional = true, standard = {}, kind = "table", like = "{ order = 7 }" }
r[52] = { name = "level", kind = "choice", words = { "ok", "warn", "error" } }
r[53] = { name = "text", role = "", kind = "text" }
r[54] = { name = "key", kind = "text", most = 200, filled = true }
r[55] = { name = "value", role = "", needs = "a value; to remove one, use bot.store.delete(key)", kind = "any" }
r[56] = { name = "keep", role = "option", optional = true, kind = "duration" }
r[57] = { r[56] }
r[58] = { name = "options", role = "", optional = true, kind = "options", names = r[57] }
r[59] = { name = "amount", role = "", optional = true, standard = 1, kind = "number" }
r[60] = { name = "prefix", optional = true, standard = "", kind = "text" }
r[61] = { name = "url", kind = "text", most = 8000, filled = true }
r[62] = { name = "headers", role = "option", optional = true, kind = "table", like = "{ Authorization = \"Bearer ...\" }" }
r[63] = { name = "query", role = "option", optional = true, kind = "table", like = "{ page = 2 }" }
r[64] = { r[62], r[63], r[8] }
r[65] = { name = "options", role = "", optional = true, kind = "options", names = r[64] }
r[66] = { name = "json", role = "option", optional = true, kind = "any" }
r[67] = { name = "form", role = "option", optional = true, kind = "table", like = "{ name = \"Amina\" }" }
r[68] = { name = "text", role = "option", optional = true, kind = "text" }
r[69] = { r[66], r[67], r[68], r[62], r[63], r[8] }
r[70] = { name = "options", role = "", optional = true, kind = "options", names = r[69] }
r[71] = { name = "text", kind = "text", filled = true }
r[72] = { name = "id", kind = "text", filled = true }
r[73] = { name = "role", role = "option", optional = true, kind = "choice", words = { "member", "manager", "admin" } }
r[74] = { r[73] }
r[75] = { name = "options", optional = true, kind = "options", names = r[74] }
r[76] = { name = "text", role = "field", kind = "text", most = 40960, filled = true }
r[77] = { name = "preview_url", role = "field", optional = true, kind = "boolean" }
r[78] = { name = "context", role = "field", optional = true, kind = "table", like = "{ message_id = id }" }
r[79] = { name = "recipient_identity_key_hash", role = "field", optional = true, kind = "text", most = 128 }
r[80] = { r[76], r[77], r[78], r[79], also = { "type", "id", "wamid", "referral", "group_id", "origin", "identity", "animated" } }
r[81] = { name = "text", role = "field", kind = "text", most = 1024, filled = true }
r[82] = { name = "header", role = "field", optional = true, kind = "either", most = 60 }
r[83] = { name = "footer", role = "field", optional = true, kind = "text", most = 60 }
r[84] = { name = "buttons", role = "field", kind = "table" }
r[85] = { r[81], r[82], r[83], r[84], r[78], r[79], also = { "type", "id", "wamid", "referral", "group_id", "origin", "identity", "animated" } }
r[86] = { name = "header", role = "field", optional = true, kind = "text", most = 60 }
r[87] = { name = "button", role = "field", optional = true, kind = "text", most = 20 }
r[88] = { name = "rows", role = "field", optional = true, kind = "table" }
r[89] = { name = "sections", role = "field", optional = true, kind = "table" }
r[90] = { r[81], r[86], r[83], r[87], r[88], r[89], r[78], r[79], also = { "type", "id", "wamid", "referral", "group_id", "origin", "identity", "animated" } }
r[91] = { name = "title", role = "field", kind = "text", most = 20, filled = true }
r[92] = { name = "url", role = "field", kind = "text", most = 2000, filled = true }
r[93] = { r[81], r[82], r[83], r[91], r[92], r[78], r[79], also = { "type", "id", "wamid", "referral", "group_id", "origin", "identity", "animated" } }
r[94] = { name = "latitude", role = "field", kind = "number" }
r[95] = { name = "longitude", role = "field", kind = "number" }
r[96] = { name = "name", role = "field", optional = true, kind = "text", most = 1000 }
r[97] = { name = "address", role = "field", optional = true, kind = "text", most = 1000 }
r[98] = { r[94], r[95], r[96], r[97], r[78], r[79], also = { "type", "id", "wamid", "referral", "group_id", "origin", "identity", "animated", "text" } }
r[99] = { name = "contacts", role = "field", kind = "table", like = "{ { name = {}, phones = {} } }" }
r[100] = { r[99], r[78], r[79], also = { "type", "id", "wamid", "referral", "group_id", "origin", "identity", "animated", "text" } }
r[101] = { name = "emoji", role = "field", kind = "text", most = 30 }
r[102] = { name = "message_id", role = "field", kind = "text", most = 200, filled = true }
r[103] = { r[101], r[102], r[78], r[79], also = { "type", "id", "wamid", "referral", "group_id", "origin", "identity", "animated", "text" } }
r[104] = { name = "media", role = "field", kind = "either", most = 2000 }
r[105] = { name = "caption", role = "field", optional = true, kind = "text", most = 1024 }
r[106] = { r[104], r[105], r[78], r[79], also = { "type", "id", "wamid", "referral", "group_id", "origin", "identity", "animated", "text" } }
r[107] = { name = "filename", role = "field", optional = true, kind = "text", most = 240 }
r[108] = { r[104], r[105], r[107], r[78], r[79], also = { "type", "id", "wamid", "referral", "group_id", "origin", "identity", "animated", "text" } }
r[109] = { name = "voice", role = "field", optional = true, kind = "boolean" }
r[110] = { r[104], r[109], r[78], r[79], also = { "type", "id", "wamid", "referral", "group_id", "origin", "identity", "animated", "text" } }
r[111] = { r[104], r[78], r[79], also = { "type", "id", "wamid", "referral", "group_id", "origin", "identity", "animated", "text" } }
r[112] = { r[81], r[78], r[79], also = { "type", "id", "wamid", "referral", "group_id", "origin", "identity", "animated" } }
r[113] = { name = "title", role = "field", optional = true, kind = "text", most = 20 }
r[114] = { name = "ttl_minutes", role = "field", optional = true, kind = "integer", min = 1, max = 43200 }
r[115] = { name = "payload", role = "field", optional = true, kind = "text", most = 512 }
r[116] = { r[81], r[113], r[114], r[115], r[78], r[79], also = { "type", "id", "wamid", "referral", "group_id", "origin", "identity", "animated" } }
r[117] = { name = "country", role = "field", optional = true, kind = "choice", words = { "IN" } }
r[118] = { name = "values", role = "field", optional = true, kind = "table", like = "{ city = \"Mumbai\" }" }
r[119] = { name = "saved_addresses", role = "field", optional = true, kind = "table" }
r[120] = { name = "validation_errors", role = "field", optional = true, kind = "table", like = "{ in_pin_code = \"...\" }" }
r[121] = { r[81], r[86], r[83], r[117], r[118], r[119], r[120], r[78], r[79], also = { "type", "id", "wamid", "referral", "group_id", "origin", "identity", "animated" } }
r[122] = { name = "flow_id", role = "field", optional = true, kind = "text", most = 200 }
r[123] = { name = "flow_name", role = "field", optional = true, kind = "text", most = 200 }
r[124] = { name = "cta", role = "field", kind = "text", most = 20, filled = true }
r[125] = { name = "token", role = "field", optional = true, kind = "text", most = 200 }
r[126] = { name = "action", role = "field", optional = true, kind = "choice", words = { "navigate", "data_exchange" } }
r[127] = { name = "screen", role = "field", optional = true, kind = "text", most = 200 }
r[128] = { name = "data", role = "field", optional = true, kind = "table", like = "{ name = \"Amina\" }" }
r[129] = { name = "mode", role = "field", optional = true, kind = "choice", words = { "draft", "published" } }
r[130] = { r[81], r[82], r[83], r[122], r[123], r[124], r[125], r[126], r[127], r[128], r[129], r[78], r[79], also = { "type", "id", "wamid", "referral", "group_id", "origin", "identity", "animated" } }
r[131] = { name = "cards", role = "field", kind = "table" }
r[132] = { r[81], r[131], r[78], r[79], also = { "type", "id", "wamid", "referral", "group_id", "origin", "identity", "animated" } }
r[133] = { name = "name", role = "field", kind = "text", most = 512, filled = true }
r[134] = { name = "language", role = "field", kind = "text", most = 20, filled = true }
r[135] = { name = "body", role = "field", optional = true, kind = "table", like = "{ \"Amina\", \"A-17\" }" }
r[136] = { name = "buttons", role = "field", optional = true, kind = "table" }
r[137] = { name = "expiration_time_ms", role = "field", optional = true, kind = "integer" }
r[138] = { name = "cards", role = "field", optional = true, kind = "table" }
r[139] = { r[133], r[134], r[82], r[135], r[136], r[137], r[138], r[78], r[79], also = { "type", "id", "wamid", "referral", "group_id", "origin", "identity", "animated", "text" } }
r[140] = { name = "catalog_id", role = "field", kind = "text", most = 100, filled = true }
r[141] = { name = "product_retailer_id", role = "field", kind = "text", most = 100, filled = true }
r[142] = { name = "text", role = "field", optional = true, kind = "text", most = 1024 }
r[143] = { r[140], r[141], r[142], r[83], r[78], r[79], also = { "type", "id", "wamid", "referral", "group_id", "origin", "identity", "animated" } }
r[144] = { name = "header", role = "field", kind = "text", most = 60, filled = true }
r[145] = { name = "products", role = "field", optional = true, kind = "table" }
r[146] = { r[144], r[81], r[83], r[140], r[145], r[89], r[78], r[79], also = { "type", "id", "wamid", "referral", "group_id", "origin", "identity", "animated" } }
r[147] = { name = "thumbnail_product_retailer_id", role = "field", optional = true, kind = "text", most = 100 }
r[148] = { r[81], r[83], r[147], r[78], r[79], also = { "type", "id", "wamid", "referral", "group_id", "origin", "identity", "animated" } }
r[149] = { name = "id", role = "field", optional = true, kind = "text", most = 256 }
r[150] = { name = "title", role = "field", kind = "text" }
r[151] = { name = "description", role = "field", optional = true, kind = "text", most = 72 }
r[152] = { r[149], r[150], r[151] }
r[153] = { name = "title", role = "field", optional = true, kind = "text", most = 24 }
r[154] = { name = "rows", role = "field", kind = "table" }
r[155] = { r[153], r[154] }
return {
spaces = { ["chat"] = { say = { name = "chat:say", method = true, r[1], r[2] },
send = { name = "chat:send", method = true, r[3] },
send_template = { name = "chat:send_template", method = true, r[4], r[2] },
react = { name = "chat:react", method = true, r[5] },
typing = { name = "chat:typing", operation = "typing", call = "effect", method = true },
t = { name = "chat:t", method = true, r[6], r[2] },
ask = { name = "chat:ask", method = true, r[7], r[14] },
ask_number = { name = "chat:ask_number", method = true, r[7], r[19] },
ask_date = { name = "chat:ask_date", method = true, r[7], r[14] },
ask_media = { name = "chat:ask_media", method = true, r[7], r[14] },
ask_location = { name = "chat:ask_location", method = true, r[7], r[14] },
choose = { name = "chat:choose", method = true, r[7], r[20], r[25] },
confirm = { name = "chat:confirm", method = true, r[7], r[27] },
ask_form = { name = "chat:ask_form", method = true, r[4], r[28], r[35] },
receive = { name = "chat:receive", method = true, r[37] },
wait = { name = "chat:wait", method = true, r[38] },
wait_for = { name = "chat:wait_for", method = true, r[39], r[40] },
go = { name = "chat:go", method = true, r[41], r[42] },
stop = { name = "chat:stop", method = true } },
["contact"] = { set = { name = "contact:set", method = true, r[43] } },
["bot"] = { form = { name = "bot.form", r[4], r[48] },
setting = { name = "bot.setting", r[4] },
now = { name = "bot.now" },
today = { name = "bot.today" },
emit = { name = "bot.emit", operation = "emit", call = "effect", r[39], r[49] },
log = { name = "bot.log", operation = "log", call = "effect", r[50], r[51] },
status = { name = "bot.status", operation = "status", call = "effect", r[52], r[53] } },
["bot.store"] = { get = { name = "bot.store.get", operation = "store.get", call = "request", r[54] },
set = { name = "bot.store.set", operation = "store.set", call = "effect", r[54], r[55], r[58] },
delete = { name = "bot.store.delete", operation = "store.delete", call = "effect", r[54] },
add = { name = "bot.store.add", operation = "store.add", call = "request", r[54], r[59] },
list = { name = "bot.store.list", operation = "store.list", call = "request", r[60] } },
["bot.language"] = { date = { name = "bot.language.date", r[1] },
number = { name = "bot.language.number", r[1] } },
["bot.json"] = {  },
["bot.http"] = { get = { name = "bot.http.get", r[61], r[65] },
try_get = { name = "bot.http.try_get", r[61], r[65] },
post = { name = "bot.http.post", r[61], r[70] },
try_post = { name = "bot.http.try_post", r[61], r[70] },
put = { name = "bot.http.put", r[61], r[70] },
try_put = { name = "bot.http.try_put", r[61], r[70] },
patch = { name = "bot.http.patch", r[61], r[70] },
try_patch = { name = "bot.http.try_patch", r[61], r[70] },
delete = { name = "bot.http.delete", r[61], r[70] },
try_delete = { name = "bot.http.try_delete", r[61], r[70] } },
["bot.users"] = { find = { name = "bot.users.find", operation = "users.find", call = "request", r[71] },
get = { name = "bot.users.get", operation = "users.get", call = "request", r[72] },
list = { name = "bot.users.list", operation = "users.list", call = "request", r[75] } } },
messages = { text = r[80],
buttons = r[85],
list = r[90],
link = r[93],
location = r[98],
contacts = r[100],
reaction = r[103],
image = r[106],
video = r[106],
document = r[108],
audio = r[110],
sticker = r[111],
location_request = r[112],
contact_request = r[112],
call_permission = r[112],
voice_call = r[116],
address = r[121],
flow = r[130],
carousel = r[132],
template = r[139],
product = r[143],
products = r[146],
catalog = r[148] },
choice = r[152], section = r[155],
declaring = { plugin = false, settings = false, flow = true, command = true, template = true, form = true, on = true, every = true, query = true, filter = true, campaign = true },
missing = { tasks = true, projects = true, catalog = true, orders = true, invoices = true, reminders = true, campaigns = true, contacts = true, ai = true, alerts = true },
}
end)()
