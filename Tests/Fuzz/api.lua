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
r[43] = { name = "name", kind = "text", most = 100, filled = true }
r[44] = { name = "value", role = "", needs = "a value", kind = "any" }
r[45] = { name = "shared", role = "option", optional = true, standard = false, kind = "boolean" }
r[46] = { r[45] }
r[47] = { name = "options", role = "", optional = true, kind = "options", names = r[46] }
r[48] = { name = "values", kind = "table", like = "{ city = \"Cairo\" }" }
r[49] = { name = "title", role = "option", optional = true, kind = "either" }
r[50] = { name = "help", role = "option", optional = true, kind = "either" }
r[51] = { name = "usage", role = "option", optional = true, kind = "text" }
r[52] = { name = "params", role = "option", optional = true, kind = "table", like = "{ title = \"text\", due = \"date?\" }" }
r[53] = { name = "examples", role = "option", optional = true, kind = "either" }
r[54] = { name = "access", role = "option", optional = true, standard = "anyone", kind = "choice", words = { "anyone", "linked", "member", "manager", "admin" } }
r[55] = { name = "hidden", role = "option", optional = true, standard = false, kind = "boolean" }
r[56] = { name = "template", role = "option", optional = true, kind = "text" }
r[57] = { name = "phrase", role = "option", optional = true, kind = "text" }
r[58] = { name = "run", role = "option", kind = "function" }
r[59] = { r[49], r[50], r[51], r[52], r[53], r[54], r[55], r[56], r[57], r[58] }
r[60] = { name = "options", role = "", kind = "options", names = r[59] }
r[61] = { name = "help", role = "option", optional = true, kind = "text" }
r[62] = { name = "screen", role = "option", kind = "function" }
r[63] = { r[49], r[61], r[30], r[62] }
r[64] = { name = "options", role = "", kind = "options", names = r[63] }
r[65] = { name = "fields", role = "", optional = true, standard = {}, kind = "table", like = "{ table = 4 }" }
r[66] = { name = "text", kind = "printable" }
r[67] = { name = "fields", role = "", optional = true, standard = {}, kind = "table", like = "{ order = 7 }" }
r[68] = { name = "level", kind = "choice", words = { "ok", "warn", "error" } }
r[69] = { name = "text", role = "", kind = "text" }
r[70] = { name = "key", kind = "text", most = 200, filled = true }
r[71] = { name = "value", role = "", needs = "a value; to remove one, use bot.store.delete(key)", kind = "any" }
r[72] = { name = "keep", role = "option", optional = true, kind = "duration" }
r[73] = { r[72] }
r[74] = { name = "options", role = "", optional = true, kind = "options", names = r[73] }
r[75] = { name = "amount", role = "", optional = true, standard = 1, kind = "number" }
r[76] = { name = "prefix", optional = true, standard = "", kind = "text" }
r[77] = { name = "url", kind = "text", most = 8000, filled = true }
r[78] = { name = "headers", role = "option", optional = true, kind = "table", like = "{ Authorization = \"Bearer ...\" }" }
r[79] = { name = "query", role = "option", optional = true, kind = "table", like = "{ page = 2 }" }
r[80] = { r[78], r[79], r[8] }
r[81] = { name = "options", role = "", optional = true, kind = "options", names = r[80] }
r[82] = { name = "json", role = "option", optional = true, kind = "any" }
r[83] = { name = "form", role = "option", optional = true, kind = "table", like = "{ name = \"Amina\" }" }
r[84] = { name = "text", role = "option", optional = true, kind = "text" }
r[85] = { r[82], r[83], r[84], r[78], r[79], r[8] }
r[86] = { name = "options", role = "", optional = true, kind = "options", names = r[85] }
r[87] = { name = "prompt", role = "option", kind = "text", filled = true }
r[88] = { name = "system", role = "option", optional = true, kind = "text" }
r[89] = { name = "history", role = "option", optional = true, kind = "table", like = "{ { from = \"person\", text = \"Hi\" }, { from = \"bot\", text = \"Hello!\" } }" }
r[90] = { name = "recent", role = "option", optional = true, standard = 0, kind = "integer", min = 0, max = 20 }
r[91] = { name = "max_tokens", role = "option", optional = true, kind = "integer", min = 1, max = 100000 }
r[92] = { r[87], r[88], r[89], r[90], r[91] }
r[93] = { name = "options", needs = "a table of options, like { prompt = \"...\" }", kind = "options", names = r[92] }
r[94] = { name = "text", kind = "text", most = 4096 }
r[95] = { name = "limit", role = "option", optional = true, standard = 3, kind = "integer", min = 1, max = 20 }
r[96] = { r[95] }
r[97] = { name = "options", role = "", optional = true, kind = "options", names = r[96] }
r[98] = { name = "text", kind = "text", filled = true }
r[99] = { name = "id", kind = "text", filled = true }
r[100] = { name = "role", role = "option", optional = true, kind = "choice", words = { "member", "manager", "admin" } }
r[101] = { r[100] }
r[102] = { name = "options", optional = true, kind = "options", names = r[101] }
r[103] = { name = "title", role = "option", kind = "text", most = 500, filled = true }
r[104] = { name = "due", role = "option", optional = true, kind = "any" }
r[105] = { name = "priority", role = "option", optional = true, standard = "normal", kind = "choice", words = { "low", "normal", "high", "urgent" } }
r[106] = { name = "notes", role = "option", optional = true, kind = "text", most = 10000 }
r[107] = { name = "assignee", role = "option", optional = true, kind = "text", filled = true }
r[108] = { name = "project", role = "option", optional = true, kind = "text", filled = true }
r[109] = { name = "tags", role = "option", optional = true, kind = "table" }
r[110] = { r[103], r[104], r[105], r[106], r[107], r[108], r[109] }
r[111] = { name = "options", kind = "options", names = r[110] }
r[112] = { name = "done", role = "option", optional = true, kind = "boolean" }
r[113] = { r[112] }
r[114] = { name = "options", role = "", optional = true, kind = "options", names = r[113] }
r[115] = { name = "due", role = "option", optional = true, kind = "choice", words = { "overdue", "today", "tomorrow", "week", "next_week", "month" } }
r[116] = { name = "priority", role = "option", optional = true, kind = "choice", words = { "low", "normal", "high", "urgent" } }
r[117] = { name = "text", role = "option", optional = true, kind = "text", filled = true }
r[118] = { name = "tag", role = "option", optional = true, kind = "text", filled = true }
r[119] = { name = "from", role = "option", optional = true, kind = "any" }
r[120] = { name = "to", role = "option", optional = true, kind = "any" }
r[121] = { name = "limit", role = "option", optional = true, standard = 50, kind = "integer", min = 1, max = 200 }
r[122] = { r[115], r[116], r[107], r[117], r[118], r[108], r[119], r[120], r[112], r[121] }
r[123] = { name = "options", optional = true, kind = "options", names = r[122] }
r[124] = { r[115], r[116], r[107], r[117], r[118], r[108], r[119], r[120], r[112] }
r[125] = { name = "options", optional = true, kind = "options", names = r[124] }
r[126] = { name = "title", role = "option", optional = true, kind = "text", most = 500, filled = true }
r[127] = { name = "project", role = "option", optional = true, kind = "any" }
r[128] = { name = "assignee", role = "option", optional = true, kind = "any" }
r[129] = { r[126], r[104], r[116], r[106], r[127], r[128], r[109] }
r[130] = { name = "options", role = "", kind = "options", names = r[129] }
r[131] = { name = "change", role = "option", optional = true, kind = "text", filled = true }
r[132] = { r[131] }
r[133] = { name = "options", optional = true, kind = "options", names = r[132] }
r[134] = { name = "name", role = "option", kind = "text", most = 200, filled = true }
r[135] = { r[134] }
r[136] = { name = "options", kind = "options", names = r[135] }
r[137] = { name = "closed", role = "option", optional = true, kind = "boolean" }
r[138] = { r[137] }
r[139] = { name = "options", optional = true, kind = "options", names = r[138] }
r[140] = { name = "name", role = "", kind = "text", most = 200, filled = true }
r[141] = { name = "user", role = "", kind = "text", filled = true }
r[142] = { name = "text", role = "", kind = "text", most = 4000, filled = true }
r[143] = { r[119], r[120] }
r[144] = { name = "options", optional = true, kind = "options", names = r[143] }
r[145] = { name = "text", role = "field", kind = "text", most = 40960, filled = true }
r[146] = { name = "preview_url", role = "field", optional = true, kind = "boolean" }
r[147] = { name = "context", role = "field", optional = true, kind = "table", like = "{ message_id = id }" }
r[148] = { name = "recipient_identity_key_hash", role = "field", optional = true, kind = "text", most = 128 }
r[149] = { r[145], r[146], r[147], r[148], also = { "type", "id", "wamid", "referral", "group_id", "origin", "identity", "animated" } }
r[150] = { name = "text", role = "field", kind = "text", most = 1024, filled = true }
r[151] = { name = "header", role = "field", optional = true, kind = "either", most = 60 }
r[152] = { name = "footer", role = "field", optional = true, kind = "text", most = 60 }
r[153] = { name = "buttons", role = "field", kind = "table" }
r[154] = { r[150], r[151], r[152], r[153], r[147], r[148], also = { "type", "id", "wamid", "referral", "group_id", "origin", "identity", "animated" } }
r[155] = { name = "header", role = "field", optional = true, kind = "text", most = 60 }
r[156] = { name = "button", role = "field", optional = true, kind = "text", most = 20 }
r[157] = { name = "rows", role = "field", optional = true, kind = "table" }
r[158] = { name = "sections", role = "field", optional = true, kind = "table" }
r[159] = { r[150], r[155], r[152], r[156], r[157], r[158], r[147], r[148], also = { "type", "id", "wamid", "referral", "group_id", "origin", "identity", "animated" } }
r[160] = { name = "title", role = "field", kind = "text", most = 20, filled = true }
r[161] = { name = "url", role = "field", kind = "text", most = 2000, filled = true }
r[162] = { r[150], r[151], r[152], r[160], r[161], r[147], r[148], also = { "type", "id", "wamid", "referral", "group_id", "origin", "identity", "animated" } }
r[163] = { name = "latitude", role = "field", kind = "number" }
r[164] = { name = "longitude", role = "field", kind = "number" }
r[165] = { name = "name", role = "field", optional = true, kind = "text", most = 1000 }
r[166] = { name = "address", role = "field", optional = true, kind = "text", most = 1000 }
r[167] = { r[163], r[164], r[165], r[166], r[147], r[148], also = { "type", "id", "wamid", "referral", "group_id", "origin", "identity", "animated", "text" } }
r[168] = { name = "contacts", role = "field", kind = "table", like = "{ { name = {}, phones = {} } }" }
r[169] = { r[168], r[147], r[148], also = { "type", "id", "wamid", "referral", "group_id", "origin", "identity", "animated", "text" } }
r[170] = { name = "emoji", role = "field", kind = "text", most = 30 }
r[171] = { name = "message_id", role = "field", kind = "text", most = 200, filled = true }
r[172] = { r[170], r[171], r[147], r[148], also = { "type", "id", "wamid", "referral", "group_id", "origin", "identity", "animated", "text" } }
r[173] = { name = "media", role = "field", kind = "either", most = 2000 }
r[174] = { name = "caption", role = "field", optional = true, kind = "text", most = 1024 }
r[175] = { r[173], r[174], r[147], r[148], also = { "type", "id", "wamid", "referral", "group_id", "origin", "identity", "animated", "text" } }
r[176] = { name = "filename", role = "field", optional = true, kind = "text", most = 240 }
r[177] = { r[173], r[174], r[176], r[147], r[148], also = { "type", "id", "wamid", "referral", "group_id", "origin", "identity", "animated", "text" } }
r[178] = { name = "voice", role = "field", optional = true, kind = "boolean" }
r[179] = { r[173], r[178], r[147], r[148], also = { "type", "id", "wamid", "referral", "group_id", "origin", "identity", "animated", "text" } }
r[180] = { r[173], r[147], r[148], also = { "type", "id", "wamid", "referral", "group_id", "origin", "identity", "animated", "text" } }
r[181] = { r[150], r[147], r[148], also = { "type", "id", "wamid", "referral", "group_id", "origin", "identity", "animated" } }
r[182] = { name = "title", role = "field", optional = true, kind = "text", most = 20 }
r[183] = { name = "ttl_minutes", role = "field", optional = true, kind = "integer", min = 1, max = 43200 }
r[184] = { name = "payload", role = "field", optional = true, kind = "text", most = 512 }
r[185] = { r[150], r[182], r[183], r[184], r[147], r[148], also = { "type", "id", "wamid", "referral", "group_id", "origin", "identity", "animated" } }
r[186] = { name = "country", role = "field", optional = true, kind = "choice", words = { "IN" } }
r[187] = { name = "values", role = "field", optional = true, kind = "table", like = "{ city = \"Mumbai\" }" }
r[188] = { name = "saved_addresses", role = "field", optional = true, kind = "table" }
r[189] = { name = "validation_errors", role = "field", optional = true, kind = "table", like = "{ in_pin_code = \"...\" }" }
r[190] = { r[150], r[155], r[152], r[186], r[187], r[188], r[189], r[147], r[148], also = { "type", "id", "wamid", "referral", "group_id", "origin", "identity", "animated" } }
r[191] = { name = "flow_id", role = "field", optional = true, kind = "text", most = 200 }
r[192] = { name = "flow_name", role = "field", optional = true, kind = "text", most = 200 }
r[193] = { name = "cta", role = "field", kind = "text", most = 20, filled = true }
r[194] = { name = "token", role = "field", optional = true, kind = "text", most = 200 }
r[195] = { name = "action", role = "field", optional = true, kind = "choice", words = { "navigate", "data_exchange" } }
r[196] = { name = "screen", role = "field", optional = true, kind = "text", most = 200 }
r[197] = { name = "data", role = "field", optional = true, kind = "table", like = "{ name = \"Amina\" }" }
r[198] = { name = "mode", role = "field", optional = true, kind = "choice", words = { "draft", "published" } }
r[199] = { r[150], r[151], r[152], r[191], r[192], r[193], r[194], r[195], r[196], r[197], r[198], r[147], r[148], also = { "type", "id", "wamid", "referral", "group_id", "origin", "identity", "animated" } }
r[200] = { name = "cards", role = "field", kind = "table" }
r[201] = { r[150], r[200], r[147], r[148], also = { "type", "id", "wamid", "referral", "group_id", "origin", "identity", "animated" } }
r[202] = { name = "name", role = "field", kind = "text", most = 512, filled = true }
r[203] = { name = "language", role = "field", kind = "text", most = 20, filled = true }
r[204] = { name = "body", role = "field", optional = true, kind = "table", like = "{ \"Amina\", \"A-17\" }" }
r[205] = { name = "buttons", role = "field", optional = true, kind = "table" }
r[206] = { name = "expiration_time_ms", role = "field", optional = true, kind = "integer" }
r[207] = { name = "cards", role = "field", optional = true, kind = "table" }
r[208] = { r[202], r[203], r[151], r[204], r[205], r[206], r[207], r[147], r[148], also = { "type", "id", "wamid", "referral", "group_id", "origin", "identity", "animated", "text" } }
r[209] = { name = "catalog_id", role = "field", kind = "text", most = 100, filled = true }
r[210] = { name = "product_retailer_id", role = "field", kind = "text", most = 100, filled = true }
r[211] = { name = "text", role = "field", optional = true, kind = "text", most = 1024 }
r[212] = { r[209], r[210], r[211], r[152], r[147], r[148], also = { "type", "id", "wamid", "referral", "group_id", "origin", "identity", "animated" } }
r[213] = { name = "header", role = "field", kind = "text", most = 60, filled = true }
r[214] = { name = "products", role = "field", optional = true, kind = "table" }
r[215] = { r[213], r[150], r[152], r[209], r[214], r[158], r[147], r[148], also = { "type", "id", "wamid", "referral", "group_id", "origin", "identity", "animated" } }
r[216] = { name = "thumbnail_product_retailer_id", role = "field", optional = true, kind = "text", most = 100 }
r[217] = { r[150], r[152], r[216], r[147], r[148], also = { "type", "id", "wamid", "referral", "group_id", "origin", "identity", "animated" } }
r[218] = { name = "id", role = "field", optional = true, kind = "text", most = 256 }
r[219] = { name = "title", role = "field", kind = "text" }
r[220] = { name = "description", role = "field", optional = true, kind = "text", most = 72 }
r[221] = { r[218], r[219], r[220] }
r[222] = { name = "title", role = "field", optional = true, kind = "text", most = 24 }
r[223] = { name = "rows", role = "field", kind = "table" }
r[224] = { r[222], r[223] }
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
can_go = { name = "chat:can_go", method = true, r[41] },
did_you_mean = { name = "chat:did_you_mean", method = true, r[1] },
stop = { name = "chat:stop", method = true },
remember = { name = "chat:remember", method = true, r[43], r[44], r[47] },
recall = { name = "chat:recall", method = true, r[43], r[47] } },
["contact"] = { set = { name = "contact:set", method = true, r[48] } },
["bot"] = { query = { name = "bot.query", r[4], r[60] },
form = { name = "bot.form", r[4], r[64] },
setting = { name = "bot.setting", r[4] },
now = { name = "bot.now" },
today = { name = "bot.today" },
emit = { name = "bot.emit", operation = "emit", call = "effect", r[39], r[65] },
log = { name = "bot.log", operation = "log", call = "effect", r[66], r[67] },
status = { name = "bot.status", operation = "status", call = "effect", r[68], r[69] } },
["bot.store"] = { get = { name = "bot.store.get", operation = "store.get", call = "request", r[70] },
set = { name = "bot.store.set", operation = "store.set", call = "effect", r[70], r[71], r[74] },
delete = { name = "bot.store.delete", operation = "store.delete", call = "effect", r[70] },
add = { name = "bot.store.add", operation = "store.add", call = "request", r[70], r[75] },
list = { name = "bot.store.list", operation = "store.list", call = "request", r[76] } },
["bot.language"] = { date = { name = "bot.language.date", r[1] },
find_date = { name = "bot.language.find_date", r[1] },
intents = { name = "bot.language.intents", r[1] },
number = { name = "bot.language.number", r[1] } },
["bot.json"] = {  },
["bot.http"] = { get = { name = "bot.http.get", r[77], r[81] },
try_get = { name = "bot.http.try_get", r[77], r[81] },
post = { name = "bot.http.post", r[77], r[86] },
try_post = { name = "bot.http.try_post", r[77], r[86] },
put = { name = "bot.http.put", r[77], r[86] },
try_put = { name = "bot.http.try_put", r[77], r[86] },
patch = { name = "bot.http.patch", r[77], r[86] },
try_patch = { name = "bot.http.try_patch", r[77], r[86] },
delete = { name = "bot.http.delete", r[77], r[86] },
try_delete = { name = "bot.http.try_delete", r[77], r[86] } },
["bot.ai"] = { complete = { name = "bot.ai.complete", r[93] },
try_complete = { name = "bot.ai.try_complete", r[93] },
act = { name = "bot.ai.act", r[93] },
try_act = { name = "bot.ai.try_act", r[93] } },
["bot.knowledge"] = { search = { name = "bot.knowledge.search", operation = "knowledge.search", call = "request", r[94], r[97] } },
["bot.users"] = { find = { name = "bot.users.find", operation = "users.find", call = "request", r[98] },
get = { name = "bot.users.get", operation = "users.get", call = "request", r[99] },
list = { name = "bot.users.list", operation = "users.list", call = "request", r[102] } },
["bot.tasks"] = { create = { name = "bot.tasks.create", operation = "tasks.create", call = "request", r[111] },
get = { name = "bot.tasks.get", operation = "tasks.get", call = "request", r[99] },
find = { name = "bot.tasks.find", operation = "tasks.find", call = "request", r[98], r[114] },
list = { name = "bot.tasks.list", operation = "tasks.list", call = "request", r[123] },
count = { name = "bot.tasks.count", operation = "tasks.count", call = "request", r[125] },
update = { name = "bot.tasks.update", operation = "tasks.update", call = "request", r[99], r[130] },
complete = { name = "bot.tasks.complete", operation = "tasks.complete", call = "request", r[99] },
reopen = { name = "bot.tasks.reopen", operation = "tasks.reopen", call = "request", r[99] },
delete = { name = "bot.tasks.delete", operation = "tasks.delete", call = "request", r[99] },
last_change = { name = "bot.tasks.last_change", operation = "tasks.last_change", call = "request" },
undo = { name = "bot.tasks.undo", operation = "tasks.undo", call = "request", r[133] },
redo = { name = "bot.tasks.redo", operation = "tasks.redo", call = "request" } },
["bot.projects"] = { create = { name = "bot.projects.create", operation = "projects.create", call = "request", r[136] },
get = { name = "bot.projects.get", operation = "projects.get", call = "request", r[99] },
find = { name = "bot.projects.find", operation = "projects.find", call = "request", r[98] },
list = { name = "bot.projects.list", operation = "projects.list", call = "request", r[139] },
close = { name = "bot.projects.close", operation = "projects.close", call = "request", r[99] },
reopen = { name = "bot.projects.reopen", operation = "projects.reopen", call = "request", r[99] },
rename = { name = "bot.projects.rename", operation = "projects.rename", call = "request", r[99], r[140] },
delete = { name = "bot.projects.delete", operation = "projects.delete", call = "request", r[99] },
join = { name = "bot.projects.join", operation = "projects.join", call = "request", r[99], r[141] },
leave = { name = "bot.projects.leave", operation = "projects.leave", call = "request", r[99], r[141] },
post = { name = "bot.projects.post", operation = "projects.post", call = "request", r[99], r[142] },
status = { name = "bot.projects.status", operation = "projects.status", call = "request", r[99] },
insights = { name = "bot.projects.insights", operation = "projects.insights", call = "request", r[144] } } },
messages = { text = r[149],
buttons = r[154],
list = r[159],
link = r[162],
location = r[167],
contacts = r[169],
reaction = r[172],
image = r[175],
video = r[175],
document = r[177],
audio = r[179],
sticker = r[180],
location_request = r[181],
contact_request = r[181],
call_permission = r[181],
voice_call = r[185],
address = r[190],
flow = r[199],
carousel = r[201],
template = r[208],
product = r[212],
products = r[215],
catalog = r[217] },
choice = r[221], section = r[224],
declaring = { plugin = false, settings = false, flow = true, command = true, query = true, template = true, form = true, on = true, every = true, filter = true, campaign = true },
missing = { catalog = true, orders = true, invoices = true, reminders = true, campaigns = true, contacts = true, alerts = true },
}
end)()
