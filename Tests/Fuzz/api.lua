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
r[28] = { r[8] }
r[29] = { name = "options", optional = true, kind = "options", names = r[28] }
r[30] = { name = "duration", kind = "duration" }
r[31] = { name = "event", kind = "text", filled = true }
r[32] = { name = "match", role = "", optional = true, kind = "table", like = "{ order = 7, up_to = \"2 days\" }" }
r[33] = { name = "target", kind = "text", filled = true }
r[34] = { name = "given", role = "", optional = true, kind = "table", like = "{ item = \"cement\" }" }
r[35] = { name = "values", kind = "table", like = "{ city = \"Cairo\" }" }
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
r[48] = { name = "url", kind = "text", most = 8000, filled = true }
r[49] = { name = "headers", role = "option", optional = true, kind = "table", like = "{ Authorization = \"Bearer ...\" }" }
r[50] = { name = "query", role = "option", optional = true, kind = "table", like = "{ page = 2 }" }
r[51] = { r[49], r[50], r[8] }
r[52] = { name = "options", role = "", optional = true, kind = "options", names = r[51] }
r[53] = { name = "json", role = "option", optional = true, kind = "any" }
r[54] = { name = "form", role = "option", optional = true, kind = "table", like = "{ name = \"Amina\" }" }
r[55] = { name = "text", role = "option", optional = true, kind = "text" }
r[56] = { r[53], r[54], r[55], r[49], r[50], r[8] }
r[57] = { name = "options", role = "", optional = true, kind = "options", names = r[56] }
r[58] = { name = "text", kind = "text", filled = true }
r[59] = { name = "id", kind = "text", filled = true }
r[60] = { name = "role", role = "option", optional = true, kind = "choice", words = { "member", "manager", "admin" } }
r[61] = { r[60] }
r[62] = { name = "options", optional = true, kind = "options", names = r[61] }
r[63] = { name = "text", role = "field", kind = "text", most = 40960, filled = true }
r[64] = { name = "preview_url", role = "field", optional = true, kind = "boolean" }
r[65] = { name = "context", role = "field", optional = true, kind = "table", like = "{ message_id = id }" }
r[66] = { name = "recipient_identity_key_hash", role = "field", optional = true, kind = "text", most = 128 }
r[67] = { r[63], r[64], r[65], r[66], also = { "type", "id", "wamid", "referral", "group_id", "origin", "identity", "animated" } }
r[68] = { name = "text", role = "field", kind = "text", most = 1024, filled = true }
r[69] = { name = "header", role = "field", optional = true, kind = "either", most = 60 }
r[70] = { name = "footer", role = "field", optional = true, kind = "text", most = 60 }
r[71] = { name = "buttons", role = "field", kind = "table" }
r[72] = { r[68], r[69], r[70], r[71], r[65], r[66], also = { "type", "id", "wamid", "referral", "group_id", "origin", "identity", "animated" } }
r[73] = { name = "header", role = "field", optional = true, kind = "text", most = 60 }
r[74] = { name = "button", role = "field", optional = true, kind = "text", most = 20 }
r[75] = { name = "rows", role = "field", optional = true, kind = "table" }
r[76] = { name = "sections", role = "field", optional = true, kind = "table" }
r[77] = { r[68], r[73], r[70], r[74], r[75], r[76], r[65], r[66], also = { "type", "id", "wamid", "referral", "group_id", "origin", "identity", "animated" } }
r[78] = { name = "title", role = "field", kind = "text", most = 20, filled = true }
r[79] = { name = "url", role = "field", kind = "text", most = 2000, filled = true }
r[80] = { r[68], r[69], r[70], r[78], r[79], r[65], r[66], also = { "type", "id", "wamid", "referral", "group_id", "origin", "identity", "animated" } }
r[81] = { name = "latitude", role = "field", kind = "number" }
r[82] = { name = "longitude", role = "field", kind = "number" }
r[83] = { name = "name", role = "field", optional = true, kind = "text", most = 1000 }
r[84] = { name = "address", role = "field", optional = true, kind = "text", most = 1000 }
r[85] = { r[81], r[82], r[83], r[84], r[65], r[66], also = { "type", "id", "wamid", "referral", "group_id", "origin", "identity", "animated", "text" } }
r[86] = { name = "contacts", role = "field", kind = "table", like = "{ { name = {}, phones = {} } }" }
r[87] = { r[86], r[65], r[66], also = { "type", "id", "wamid", "referral", "group_id", "origin", "identity", "animated", "text" } }
r[88] = { name = "emoji", role = "field", kind = "text", most = 30 }
r[89] = { name = "message_id", role = "field", kind = "text", most = 200, filled = true }
r[90] = { r[88], r[89], r[65], r[66], also = { "type", "id", "wamid", "referral", "group_id", "origin", "identity", "animated", "text" } }
r[91] = { name = "media", role = "field", kind = "either", most = 2000 }
r[92] = { name = "caption", role = "field", optional = true, kind = "text", most = 1024 }
r[93] = { r[91], r[92], r[65], r[66], also = { "type", "id", "wamid", "referral", "group_id", "origin", "identity", "animated", "text" } }
r[94] = { name = "filename", role = "field", optional = true, kind = "text", most = 240 }
r[95] = { r[91], r[92], r[94], r[65], r[66], also = { "type", "id", "wamid", "referral", "group_id", "origin", "identity", "animated", "text" } }
r[96] = { name = "voice", role = "field", optional = true, kind = "boolean" }
r[97] = { r[91], r[96], r[65], r[66], also = { "type", "id", "wamid", "referral", "group_id", "origin", "identity", "animated", "text" } }
r[98] = { r[91], r[65], r[66], also = { "type", "id", "wamid", "referral", "group_id", "origin", "identity", "animated", "text" } }
r[99] = { r[68], r[65], r[66], also = { "type", "id", "wamid", "referral", "group_id", "origin", "identity", "animated" } }
r[100] = { name = "title", role = "field", optional = true, kind = "text", most = 20 }
r[101] = { name = "ttl_minutes", role = "field", optional = true, kind = "integer", min = 1, max = 43200 }
r[102] = { name = "payload", role = "field", optional = true, kind = "text", most = 512 }
r[103] = { r[68], r[100], r[101], r[102], r[65], r[66], also = { "type", "id", "wamid", "referral", "group_id", "origin", "identity", "animated" } }
r[104] = { name = "country", role = "field", optional = true, kind = "choice", words = { "IN" } }
r[105] = { name = "values", role = "field", optional = true, kind = "table", like = "{ city = \"Mumbai\" }" }
r[106] = { name = "saved_addresses", role = "field", optional = true, kind = "table" }
r[107] = { name = "validation_errors", role = "field", optional = true, kind = "table", like = "{ in_pin_code = \"...\" }" }
r[108] = { r[68], r[73], r[70], r[104], r[105], r[106], r[107], r[65], r[66], also = { "type", "id", "wamid", "referral", "group_id", "origin", "identity", "animated" } }
r[109] = { name = "flow_id", role = "field", optional = true, kind = "text", most = 200 }
r[110] = { name = "flow_name", role = "field", optional = true, kind = "text", most = 200 }
r[111] = { name = "cta", role = "field", kind = "text", most = 20, filled = true }
r[112] = { name = "token", role = "field", optional = true, kind = "text", most = 200 }
r[113] = { name = "action", role = "field", optional = true, kind = "choice", words = { "navigate", "data_exchange" } }
r[114] = { name = "screen", role = "field", optional = true, kind = "text", most = 200 }
r[115] = { name = "data", role = "field", optional = true, kind = "table", like = "{ name = \"Amina\" }" }
r[116] = { name = "mode", role = "field", optional = true, kind = "choice", words = { "draft", "published" } }
r[117] = { r[68], r[69], r[70], r[109], r[110], r[111], r[112], r[113], r[114], r[115], r[116], r[65], r[66], also = { "type", "id", "wamid", "referral", "group_id", "origin", "identity", "animated" } }
r[118] = { name = "cards", role = "field", kind = "table" }
r[119] = { r[68], r[118], r[65], r[66], also = { "type", "id", "wamid", "referral", "group_id", "origin", "identity", "animated" } }
r[120] = { name = "name", role = "field", kind = "text", most = 512, filled = true }
r[121] = { name = "language", role = "field", kind = "text", most = 20, filled = true }
r[122] = { name = "body", role = "field", optional = true, kind = "table", like = "{ \"Amina\", \"A-17\" }" }
r[123] = { name = "buttons", role = "field", optional = true, kind = "table" }
r[124] = { name = "expiration_time_ms", role = "field", optional = true, kind = "integer" }
r[125] = { name = "cards", role = "field", optional = true, kind = "table" }
r[126] = { r[120], r[121], r[69], r[122], r[123], r[124], r[125], r[65], r[66], also = { "type", "id", "wamid", "referral", "group_id", "origin", "identity", "animated", "text" } }
r[127] = { name = "catalog_id", role = "field", kind = "text", most = 100, filled = true }
r[128] = { name = "product_retailer_id", role = "field", kind = "text", most = 100, filled = true }
r[129] = { name = "text", role = "field", optional = true, kind = "text", most = 1024 }
r[130] = { r[127], r[128], r[129], r[70], r[65], r[66], also = { "type", "id", "wamid", "referral", "group_id", "origin", "identity", "animated" } }
r[131] = { name = "header", role = "field", kind = "text", most = 60, filled = true }
r[132] = { name = "products", role = "field", optional = true, kind = "table" }
r[133] = { r[131], r[68], r[70], r[127], r[132], r[76], r[65], r[66], also = { "type", "id", "wamid", "referral", "group_id", "origin", "identity", "animated" } }
r[134] = { name = "thumbnail_product_retailer_id", role = "field", optional = true, kind = "text", most = 100 }
r[135] = { r[68], r[70], r[134], r[65], r[66], also = { "type", "id", "wamid", "referral", "group_id", "origin", "identity", "animated" } }
r[136] = { name = "id", role = "field", optional = true, kind = "text", most = 256 }
r[137] = { name = "title", role = "field", kind = "text" }
r[138] = { name = "description", role = "field", optional = true, kind = "text", most = 72 }
r[139] = { r[136], r[137], r[138] }
r[140] = { name = "title", role = "field", optional = true, kind = "text", most = 24 }
r[141] = { name = "rows", role = "field", kind = "table" }
r[142] = { r[140], r[141] }
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
receive = { name = "chat:receive", method = true, r[29] },
wait = { name = "chat:wait", method = true, r[30] },
wait_for = { name = "chat:wait_for", method = true, r[31], r[32] },
go = { name = "chat:go", method = true, r[33], r[34] },
stop = { name = "chat:stop", method = true } },
["contact"] = { set = { name = "contact:set", method = true, r[35] } },
["bot"] = { setting = { name = "bot.setting", r[4] },
now = { name = "bot.now" },
today = { name = "bot.today" },
emit = { name = "bot.emit", operation = "emit", call = "effect", r[31], r[36] },
log = { name = "bot.log", operation = "log", call = "effect", r[37], r[38] },
status = { name = "bot.status", operation = "status", call = "effect", r[39], r[40] } },
["bot.store"] = { get = { name = "bot.store.get", operation = "store.get", call = "request", r[41] },
set = { name = "bot.store.set", operation = "store.set", call = "effect", r[41], r[42], r[45] },
delete = { name = "bot.store.delete", operation = "store.delete", call = "effect", r[41] },
add = { name = "bot.store.add", operation = "store.add", call = "request", r[41], r[46] },
list = { name = "bot.store.list", operation = "store.list", call = "request", r[47] } },
["bot.language"] = { date = { name = "bot.language.date", r[1] },
number = { name = "bot.language.number", r[1] } },
["bot.json"] = {  },
["bot.http"] = { get = { name = "bot.http.get", r[48], r[52] },
try_get = { name = "bot.http.try_get", r[48], r[52] },
post = { name = "bot.http.post", r[48], r[57] },
try_post = { name = "bot.http.try_post", r[48], r[57] },
put = { name = "bot.http.put", r[48], r[57] },
try_put = { name = "bot.http.try_put", r[48], r[57] },
patch = { name = "bot.http.patch", r[48], r[57] },
try_patch = { name = "bot.http.try_patch", r[48], r[57] },
delete = { name = "bot.http.delete", r[48], r[57] },
try_delete = { name = "bot.http.try_delete", r[48], r[57] } },
["bot.users"] = { find = { name = "bot.users.find", operation = "users.find", call = "request", r[58] },
get = { name = "bot.users.get", operation = "users.get", call = "request", r[59] },
list = { name = "bot.users.list", operation = "users.list", call = "request", r[62] } } },
messages = { text = r[67],
buttons = r[72],
list = r[77],
link = r[80],
location = r[85],
contacts = r[87],
reaction = r[90],
image = r[93],
video = r[93],
document = r[95],
audio = r[97],
sticker = r[98],
location_request = r[99],
contact_request = r[99],
call_permission = r[99],
voice_call = r[103],
address = r[108],
flow = r[117],
carousel = r[119],
template = r[126],
product = r[130],
products = r[133],
catalog = r[135] },
choice = r[139], section = r[142],
declaring = { plugin = false, settings = false, flow = true, command = true, template = true, on = true, every = true, query = true, filter = true, campaign = true },
missing = { tasks = true, projects = true, catalog = true, orders = true, invoices = true, reminders = true, campaigns = true, contacts = true, ai = true, alerts = true },
}
end)()
