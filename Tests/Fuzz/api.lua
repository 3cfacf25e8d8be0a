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
r[71] = { name = "prompt", role = "option", kind = "text", filled = true }
r[72] = { name = "system", role = "option", optional = true, kind = "text" }
r[73] = { name = "history", role = "option", optional = true, kind = "table", like = "{ { from = \"person\", text = \"Hi\" }, { from = \"bot\", text = \"Hello!\" } }" }
r[74] = { name = "max_tokens", role = "option", optional = true, kind = "integer", min = 1, max = 100000 }
r[75] = { r[71], r[72], r[73], r[74] }
r[76] = { name = "options", needs = "a table of options, like { prompt = \"...\" }", kind = "options", names = r[75] }
r[77] = { name = "text", kind = "text", most = 4096 }
r[78] = { name = "limit", role = "option", optional = true, standard = 3, kind = "integer", min = 1, max = 20 }
r[79] = { r[78] }
r[80] = { name = "options", role = "", optional = true, kind = "options", names = r[79] }
r[81] = { name = "text", kind = "text", filled = true }
r[82] = { name = "id", kind = "text", filled = true }
r[83] = { name = "role", role = "option", optional = true, kind = "choice", words = { "member", "manager", "admin" } }
r[84] = { r[83] }
r[85] = { name = "options", optional = true, kind = "options", names = r[84] }
r[86] = { name = "title", role = "option", kind = "text", most = 500, filled = true }
r[87] = { name = "due", role = "option", optional = true, kind = "any" }
r[88] = { name = "priority", role = "option", optional = true, standard = "normal", kind = "choice", words = { "low", "normal", "high", "urgent" } }
r[89] = { name = "notes", role = "option", optional = true, kind = "text", most = 10000 }
r[90] = { name = "assignee", role = "option", optional = true, kind = "text", filled = true }
r[91] = { name = "tags", role = "option", optional = true, kind = "table" }
r[92] = { r[86], r[87], r[88], r[89], r[90], r[91] }
r[93] = { name = "options", kind = "options", names = r[92] }
r[94] = { name = "due", role = "option", optional = true, kind = "choice", words = { "overdue", "today", "tomorrow", "week", "next_week", "month" } }
r[95] = { name = "priority", role = "option", optional = true, kind = "choice", words = { "low", "normal", "high", "urgent" } }
r[96] = { name = "text", role = "option", optional = true, kind = "text", filled = true }
r[97] = { name = "tag", role = "option", optional = true, kind = "text", filled = true }
r[98] = { name = "done", role = "option", optional = true, kind = "boolean" }
r[99] = { name = "limit", role = "option", optional = true, standard = 50, kind = "integer", min = 1, max = 200 }
r[100] = { r[94], r[95], r[90], r[96], r[97], r[98], r[99] }
r[101] = { name = "options", optional = true, kind = "options", names = r[100] }
r[102] = { r[94], r[95], r[90], r[96], r[97], r[98] }
r[103] = { name = "options", optional = true, kind = "options", names = r[102] }
r[104] = { name = "title", role = "option", optional = true, kind = "text", most = 500, filled = true }
r[105] = { r[104], r[87], r[95], r[89], r[90], r[91] }
r[106] = { name = "options", role = "", kind = "options", names = r[105] }
r[107] = { name = "text", role = "field", kind = "text", most = 40960, filled = true }
r[108] = { name = "preview_url", role = "field", optional = true, kind = "boolean" }
r[109] = { name = "context", role = "field", optional = true, kind = "table", like = "{ message_id = id }" }
r[110] = { name = "recipient_identity_key_hash", role = "field", optional = true, kind = "text", most = 128 }
r[111] = { r[107], r[108], r[109], r[110], also = { "type", "id", "wamid", "referral", "group_id", "origin", "identity", "animated" } }
r[112] = { name = "text", role = "field", kind = "text", most = 1024, filled = true }
r[113] = { name = "header", role = "field", optional = true, kind = "either", most = 60 }
r[114] = { name = "footer", role = "field", optional = true, kind = "text", most = 60 }
r[115] = { name = "buttons", role = "field", kind = "table" }
r[116] = { r[112], r[113], r[114], r[115], r[109], r[110], also = { "type", "id", "wamid", "referral", "group_id", "origin", "identity", "animated" } }
r[117] = { name = "header", role = "field", optional = true, kind = "text", most = 60 }
r[118] = { name = "button", role = "field", optional = true, kind = "text", most = 20 }
r[119] = { name = "rows", role = "field", optional = true, kind = "table" }
r[120] = { name = "sections", role = "field", optional = true, kind = "table" }
r[121] = { r[112], r[117], r[114], r[118], r[119], r[120], r[109], r[110], also = { "type", "id", "wamid", "referral", "group_id", "origin", "identity", "animated" } }
r[122] = { name = "title", role = "field", kind = "text", most = 20, filled = true }
r[123] = { name = "url", role = "field", kind = "text", most = 2000, filled = true }
r[124] = { r[112], r[113], r[114], r[122], r[123], r[109], r[110], also = { "type", "id", "wamid", "referral", "group_id", "origin", "identity", "animated" } }
r[125] = { name = "latitude", role = "field", kind = "number" }
r[126] = { name = "longitude", role = "field", kind = "number" }
r[127] = { name = "name", role = "field", optional = true, kind = "text", most = 1000 }
r[128] = { name = "address", role = "field", optional = true, kind = "text", most = 1000 }
r[129] = { r[125], r[126], r[127], r[128], r[109], r[110], also = { "type", "id", "wamid", "referral", "group_id", "origin", "identity", "animated", "text" } }
r[130] = { name = "contacts", role = "field", kind = "table", like = "{ { name = {}, phones = {} } }" }
r[131] = { r[130], r[109], r[110], also = { "type", "id", "wamid", "referral", "group_id", "origin", "identity", "animated", "text" } }
r[132] = { name = "emoji", role = "field", kind = "text", most = 30 }
r[133] = { name = "message_id", role = "field", kind = "text", most = 200, filled = true }
r[134] = { r[132], r[133], r[109], r[110], also = { "type", "id", "wamid", "referral", "group_id", "origin", "identity", "animated", "text" } }
r[135] = { name = "media", role = "field", kind = "either", most = 2000 }
r[136] = { name = "caption", role = "field", optional = true, kind = "text", most = 1024 }
r[137] = { r[135], r[136], r[109], r[110], also = { "type", "id", "wamid", "referral", "group_id", "origin", "identity", "animated", "text" } }
r[138] = { name = "filename", role = "field", optional = true, kind = "text", most = 240 }
r[139] = { r[135], r[136], r[138], r[109], r[110], also = { "type", "id", "wamid", "referral", "group_id", "origin", "identity", "animated", "text" } }
r[140] = { name = "voice", role = "field", optional = true, kind = "boolean" }
r[141] = { r[135], r[140], r[109], r[110], also = { "type", "id", "wamid", "referral", "group_id", "origin", "identity", "animated", "text" } }
r[142] = { r[135], r[109], r[110], also = { "type", "id", "wamid", "referral", "group_id", "origin", "identity", "animated", "text" } }
r[143] = { r[112], r[109], r[110], also = { "type", "id", "wamid", "referral", "group_id", "origin", "identity", "animated" } }
r[144] = { name = "title", role = "field", optional = true, kind = "text", most = 20 }
r[145] = { name = "ttl_minutes", role = "field", optional = true, kind = "integer", min = 1, max = 43200 }
r[146] = { name = "payload", role = "field", optional = true, kind = "text", most = 512 }
r[147] = { r[112], r[144], r[145], r[146], r[109], r[110], also = { "type", "id", "wamid", "referral", "group_id", "origin", "identity", "animated" } }
r[148] = { name = "country", role = "field", optional = true, kind = "choice", words = { "IN" } }
r[149] = { name = "values", role = "field", optional = true, kind = "table", like = "{ city = \"Mumbai\" }" }
r[150] = { name = "saved_addresses", role = "field", optional = true, kind = "table" }
r[151] = { name = "validation_errors", role = "field", optional = true, kind = "table", like = "{ in_pin_code = \"...\" }" }
r[152] = { r[112], r[117], r[114], r[148], r[149], r[150], r[151], r[109], r[110], also = { "type", "id", "wamid", "referral", "group_id", "origin", "identity", "animated" } }
r[153] = { name = "flow_id", role = "field", optional = true, kind = "text", most = 200 }
r[154] = { name = "flow_name", role = "field", optional = true, kind = "text", most = 200 }
r[155] = { name = "cta", role = "field", kind = "text", most = 20, filled = true }
r[156] = { name = "token", role = "field", optional = true, kind = "text", most = 200 }
r[157] = { name = "action", role = "field", optional = true, kind = "choice", words = { "navigate", "data_exchange" } }
r[158] = { name = "screen", role = "field", optional = true, kind = "text", most = 200 }
r[159] = { name = "data", role = "field", optional = true, kind = "table", like = "{ name = \"Amina\" }" }
r[160] = { name = "mode", role = "field", optional = true, kind = "choice", words = { "draft", "published" } }
r[161] = { r[112], r[113], r[114], r[153], r[154], r[155], r[156], r[157], r[158], r[159], r[160], r[109], r[110], also = { "type", "id", "wamid", "referral", "group_id", "origin", "identity", "animated" } }
r[162] = { name = "cards", role = "field", kind = "table" }
r[163] = { r[112], r[162], r[109], r[110], also = { "type", "id", "wamid", "referral", "group_id", "origin", "identity", "animated" } }
r[164] = { name = "name", role = "field", kind = "text", most = 512, filled = true }
r[165] = { name = "language", role = "field", kind = "text", most = 20, filled = true }
r[166] = { name = "body", role = "field", optional = true, kind = "table", like = "{ \"Amina\", \"A-17\" }" }
r[167] = { name = "buttons", role = "field", optional = true, kind = "table" }
r[168] = { name = "expiration_time_ms", role = "field", optional = true, kind = "integer" }
r[169] = { name = "cards", role = "field", optional = true, kind = "table" }
r[170] = { r[164], r[165], r[113], r[166], r[167], r[168], r[169], r[109], r[110], also = { "type", "id", "wamid", "referral", "group_id", "origin", "identity", "animated", "text" } }
r[171] = { name = "catalog_id", role = "field", kind = "text", most = 100, filled = true }
r[172] = { name = "product_retailer_id", role = "field", kind = "text", most = 100, filled = true }
r[173] = { name = "text", role = "field", optional = true, kind = "text", most = 1024 }
r[174] = { r[171], r[172], r[173], r[114], r[109], r[110], also = { "type", "id", "wamid", "referral", "group_id", "origin", "identity", "animated" } }
r[175] = { name = "header", role = "field", kind = "text", most = 60, filled = true }
r[176] = { name = "products", role = "field", optional = true, kind = "table" }
r[177] = { r[175], r[112], r[114], r[171], r[176], r[120], r[109], r[110], also = { "type", "id", "wamid", "referral", "group_id", "origin", "identity", "animated" } }
r[178] = { name = "thumbnail_product_retailer_id", role = "field", optional = true, kind = "text", most = 100 }
r[179] = { r[112], r[114], r[178], r[109], r[110], also = { "type", "id", "wamid", "referral", "group_id", "origin", "identity", "animated" } }
r[180] = { name = "id", role = "field", optional = true, kind = "text", most = 256 }
r[181] = { name = "title", role = "field", kind = "text" }
r[182] = { name = "description", role = "field", optional = true, kind = "text", most = 72 }
r[183] = { r[180], r[181], r[182] }
r[184] = { name = "title", role = "field", optional = true, kind = "text", most = 24 }
r[185] = { name = "rows", role = "field", kind = "table" }
r[186] = { r[184], r[185] }
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
find_date = { name = "bot.language.find_date", r[1] },
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
["bot.ai"] = { complete = { name = "bot.ai.complete", r[76] },
try_complete = { name = "bot.ai.try_complete", r[76] },
act = { name = "bot.ai.act", r[76] },
try_act = { name = "bot.ai.try_act", r[76] } },
["bot.knowledge"] = { search = { name = "bot.knowledge.search", operation = "knowledge.search", call = "request", r[77], r[80] } },
["bot.users"] = { find = { name = "bot.users.find", operation = "users.find", call = "request", r[81] },
get = { name = "bot.users.get", operation = "users.get", call = "request", r[82] },
list = { name = "bot.users.list", operation = "users.list", call = "request", r[85] } },
["bot.tasks"] = { create = { name = "bot.tasks.create", operation = "tasks.create", call = "request", r[93] },
get = { name = "bot.tasks.get", operation = "tasks.get", call = "request", r[82] },
list = { name = "bot.tasks.list", operation = "tasks.list", call = "request", r[101] },
count = { name = "bot.tasks.count", operation = "tasks.count", call = "request", r[103] },
update = { name = "bot.tasks.update", operation = "tasks.update", call = "request", r[82], r[106] },
complete = { name = "bot.tasks.complete", operation = "tasks.complete", call = "request", r[82] },
reopen = { name = "bot.tasks.reopen", operation = "tasks.reopen", call = "request", r[82] },
delete = { name = "bot.tasks.delete", operation = "tasks.delete", call = "request", r[82] },
undo = { name = "bot.tasks.undo", operation = "tasks.undo", call = "request" } } },
messages = { text = r[111],
buttons = r[116],
list = r[121],
link = r[124],
location = r[129],
contacts = r[131],
reaction = r[134],
image = r[137],
video = r[137],
document = r[139],
audio = r[141],
sticker = r[142],
location_request = r[143],
contact_request = r[143],
call_permission = r[143],
voice_call = r[147],
address = r[152],
flow = r[161],
carousel = r[163],
template = r[170],
product = r[174],
products = r[177],
catalog = r[179] },
choice = r[183], section = r[186],
declaring = { plugin = false, settings = false, flow = true, command = true, template = true, form = true, on = true, every = true, query = true, filter = true, campaign = true },
missing = { projects = true, catalog = true, orders = true, invoices = true, reminders = true, campaigns = true, contacts = true, alerts = true },
}
end)()
