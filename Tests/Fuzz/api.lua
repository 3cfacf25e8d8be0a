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
r[52] = { name = "aliases", role = "option", optional = true, kind = "either" }
r[53] = { name = "params", role = "option", optional = true, kind = "table", like = "{ title = \"text\", due = \"date?\" }" }
r[54] = { name = "keywords", role = "option", optional = true, kind = "table", like = "{ due = { \"موعد\" } }" }
r[55] = { name = "examples", role = "option", optional = true, kind = "either" }
r[56] = { name = "access", role = "option", optional = true, standard = "anyone", kind = "choice", words = { "anyone", "linked", "member", "manager", "admin" } }
r[57] = { name = "hidden", role = "option", optional = true, standard = false, kind = "boolean" }
r[58] = { name = "template", role = "option", optional = true, kind = "text" }
r[59] = { name = "phrase", role = "option", optional = true, kind = "text" }
r[60] = { name = "run", role = "option", kind = "function" }
r[61] = { r[49], r[50], r[51], r[52], r[53], r[54], r[55], r[56], r[57], r[58], r[59], r[60] }
r[62] = { name = "options", role = "", kind = "options", names = r[61] }
r[63] = { name = "help", role = "option", optional = true, kind = "text" }
r[64] = { name = "screen", role = "option", kind = "function" }
r[65] = { r[49], r[63], r[30], r[64] }
r[66] = { name = "options", role = "", kind = "options", names = r[65] }
r[67] = { name = "fields", role = "", optional = true, standard = {}, kind = "table", like = "{ table = 4 }" }
r[68] = { name = "text", kind = "printable" }
r[69] = { name = "fields", role = "", optional = true, standard = {}, kind = "table", like = "{ order = 7 }" }
r[70] = { name = "level", kind = "choice", words = { "ok", "warn", "error" } }
r[71] = { name = "text", role = "", kind = "text" }
r[72] = { name = "key", kind = "text", most = 200, filled = true }
r[73] = { name = "value", role = "", needs = "a value; to remove one, use bot.store.delete(key)", kind = "any" }
r[74] = { name = "keep", role = "option", optional = true, kind = "duration" }
r[75] = { r[74] }
r[76] = { name = "options", role = "", optional = true, kind = "options", names = r[75] }
r[77] = { name = "amount", role = "", optional = true, standard = 1, kind = "number" }
r[78] = { name = "prefix", optional = true, standard = "", kind = "text" }
r[79] = { name = "url", kind = "text", most = 8000, filled = true }
r[80] = { name = "headers", role = "option", optional = true, kind = "table", like = "{ Authorization = \"Bearer ...\" }" }
r[81] = { name = "query", role = "option", optional = true, kind = "table", like = "{ page = 2 }" }
r[82] = { r[80], r[81], r[8] }
r[83] = { name = "options", role = "", optional = true, kind = "options", names = r[82] }
r[84] = { name = "json", role = "option", optional = true, kind = "any" }
r[85] = { name = "form", role = "option", optional = true, kind = "table", like = "{ name = \"Amina\" }" }
r[86] = { name = "text", role = "option", optional = true, kind = "text" }
r[87] = { r[84], r[85], r[86], r[80], r[81], r[8] }
r[88] = { name = "options", role = "", optional = true, kind = "options", names = r[87] }
r[89] = { name = "prompt", role = "option", kind = "text", filled = true }
r[90] = { name = "system", role = "option", optional = true, kind = "text" }
r[91] = { name = "history", role = "option", optional = true, kind = "table", like = "{ { from = \"person\", text = \"Hi\" }, { from = \"bot\", text = \"Hello!\" } }" }
r[92] = { name = "recent", role = "option", optional = true, standard = 0, kind = "integer", min = 0, max = 20 }
r[93] = { name = "max_tokens", role = "option", optional = true, kind = "integer", min = 1, max = 100000 }
r[94] = { r[89], r[90], r[91], r[92], r[93] }
r[95] = { name = "options", needs = "a table of options, like { prompt = \"...\" }", kind = "options", names = r[94] }
r[96] = { name = "text", kind = "text", most = 4096 }
r[97] = { name = "limit", role = "option", optional = true, standard = 3, kind = "integer", min = 1, max = 20 }
r[98] = { r[97] }
r[99] = { name = "options", role = "", optional = true, kind = "options", names = r[98] }
r[100] = { name = "text", kind = "text", filled = true }
r[101] = { name = "id", kind = "text", filled = true }
r[102] = { name = "role", role = "option", optional = true, kind = "choice", words = { "member", "manager", "admin" } }
r[103] = { r[102] }
r[104] = { name = "options", optional = true, kind = "options", names = r[103] }
r[105] = { name = "title", role = "option", kind = "text", most = 500, filled = true }
r[106] = { name = "due", role = "option", optional = true, kind = "any" }
r[107] = { name = "priority", role = "option", optional = true, standard = "normal", kind = "choice", words = { "low", "normal", "high", "urgent" } }
r[108] = { name = "notes", role = "option", optional = true, kind = "text", most = 10000 }
r[109] = { name = "assignee", role = "option", optional = true, kind = "text", filled = true }
r[110] = { name = "project", role = "option", optional = true, kind = "text", filled = true }
r[111] = { name = "tags", role = "option", optional = true, kind = "table" }
r[112] = { r[105], r[106], r[107], r[108], r[109], r[110], r[111] }
r[113] = { name = "options", kind = "options", names = r[112] }
r[114] = { name = "done", role = "option", optional = true, kind = "boolean" }
r[115] = { r[114] }
r[116] = { name = "options", role = "", optional = true, kind = "options", names = r[115] }
r[117] = { name = "due", role = "option", optional = true, kind = "choice", words = { "overdue", "today", "tomorrow", "week", "next_week", "month" } }
r[118] = { name = "priority", role = "option", optional = true, kind = "choice", words = { "low", "normal", "high", "urgent" } }
r[119] = { name = "text", role = "option", optional = true, kind = "text", filled = true }
r[120] = { name = "tag", role = "option", optional = true, kind = "text", filled = true }
r[121] = { name = "from", role = "option", optional = true, kind = "any" }
r[122] = { name = "to", role = "option", optional = true, kind = "any" }
r[123] = { name = "limit", role = "option", optional = true, standard = 50, kind = "integer", min = 1, max = 200 }
r[124] = { r[117], r[118], r[109], r[119], r[120], r[110], r[121], r[122], r[114], r[123] }
r[125] = { name = "options", optional = true, kind = "options", names = r[124] }
r[126] = { r[117], r[118], r[109], r[119], r[120], r[110], r[121], r[122], r[114] }
r[127] = { name = "options", optional = true, kind = "options", names = r[126] }
r[128] = { name = "title", role = "option", optional = true, kind = "text", most = 500, filled = true }
r[129] = { name = "project", role = "option", optional = true, kind = "any" }
r[130] = { name = "assignee", role = "option", optional = true, kind = "any" }
r[131] = { r[128], r[106], r[118], r[108], r[129], r[130], r[111] }
r[132] = { name = "options", role = "", kind = "options", names = r[131] }
r[133] = { name = "change", role = "option", optional = true, kind = "text", filled = true }
r[134] = { r[133] }
r[135] = { name = "options", optional = true, kind = "options", names = r[134] }
r[136] = { name = "name", role = "option", kind = "text", most = 200, filled = true }
r[137] = { r[136] }
r[138] = { name = "options", kind = "options", names = r[137] }
r[139] = { name = "closed", role = "option", optional = true, kind = "boolean" }
r[140] = { r[139] }
r[141] = { name = "options", optional = true, kind = "options", names = r[140] }
r[142] = { name = "name", role = "", kind = "text", most = 200, filled = true }
r[143] = { name = "user", role = "", kind = "text", filled = true }
r[144] = { name = "text", role = "", kind = "text", most = 4000, filled = true }
r[145] = { r[121], r[122] }
r[146] = { name = "options", optional = true, kind = "options", names = r[145] }
r[147] = { name = "text", role = "field", kind = "text", most = 40960, filled = true }
r[148] = { name = "preview_url", role = "field", optional = true, kind = "boolean" }
r[149] = { name = "context", role = "field", optional = true, kind = "table", like = "{ message_id = id }" }
r[150] = { name = "recipient_identity_key_hash", role = "field", optional = true, kind = "text", most = 128 }
r[151] = { r[147], r[148], r[149], r[150], also = { "type", "id", "wamid", "referral", "group_id", "origin", "identity", "animated" } }
r[152] = { name = "text", role = "field", kind = "text", most = 1024, filled = true }
r[153] = { name = "header", role = "field", optional = true, kind = "either", most = 60 }
r[154] = { name = "footer", role = "field", optional = true, kind = "text", most = 60 }
r[155] = { name = "buttons", role = "field", kind = "table" }
r[156] = { r[152], r[153], r[154], r[155], r[149], r[150], also = { "type", "id", "wamid", "referral", "group_id", "origin", "identity", "animated" } }
r[157] = { name = "header", role = "field", optional = true, kind = "text", most = 60 }
r[158] = { name = "button", role = "field", optional = true, kind = "text", most = 20 }
r[159] = { name = "rows", role = "field", optional = true, kind = "table" }
r[160] = { name = "sections", role = "field", optional = true, kind = "table" }
r[161] = { r[152], r[157], r[154], r[158], r[159], r[160], r[149], r[150], also = { "type", "id", "wamid", "referral", "group_id", "origin", "identity", "animated" } }
r[162] = { name = "title", role = "field", kind = "text", most = 20, filled = true }
r[163] = { name = "url", role = "field", kind = "text", most = 2000, filled = true }
r[164] = { r[152], r[153], r[154], r[162], r[163], r[149], r[150], also = { "type", "id", "wamid", "referral", "group_id", "origin", "identity", "animated" } }
r[165] = { name = "latitude", role = "field", kind = "number" }
r[166] = { name = "longitude", role = "field", kind = "number" }
r[167] = { name = "name", role = "field", optional = true, kind = "text", most = 1000 }
r[168] = { name = "address", role = "field", optional = true, kind = "text", most = 1000 }
r[169] = { r[165], r[166], r[167], r[168], r[149], r[150], also = { "type", "id", "wamid", "referral", "group_id", "origin", "identity", "animated", "text" } }
r[170] = { name = "contacts", role = "field", kind = "table", like = "{ { name = {}, phones = {} } }" }
r[171] = { r[170], r[149], r[150], also = { "type", "id", "wamid", "referral", "group_id", "origin", "identity", "animated", "text" } }
r[172] = { name = "emoji", role = "field", kind = "text", most = 30 }
r[173] = { name = "message_id", role = "field", kind = "text", most = 200, filled = true }
r[174] = { r[172], r[173], r[149], r[150], also = { "type", "id", "wamid", "referral", "group_id", "origin", "identity", "animated", "text" } }
r[175] = { name = "media", role = "field", kind = "either", most = 2000 }
r[176] = { name = "caption", role = "field", optional = true, kind = "text", most = 1024 }
r[177] = { r[175], r[176], r[149], r[150], also = { "type", "id", "wamid", "referral", "group_id", "origin", "identity", "animated", "text" } }
r[178] = { name = "filename", role = "field", optional = true, kind = "text", most = 240 }
r[179] = { r[175], r[176], r[178], r[149], r[150], also = { "type", "id", "wamid", "referral", "group_id", "origin", "identity", "animated", "text" } }
r[180] = { name = "voice", role = "field", optional = true, kind = "boolean" }
r[181] = { r[175], r[180], r[149], r[150], also = { "type", "id", "wamid", "referral", "group_id", "origin", "identity", "animated", "text" } }
r[182] = { r[175], r[149], r[150], also = { "type", "id", "wamid", "referral", "group_id", "origin", "identity", "animated", "text" } }
r[183] = { r[152], r[149], r[150], also = { "type", "id", "wamid", "referral", "group_id", "origin", "identity", "animated" } }
r[184] = { name = "title", role = "field", optional = true, kind = "text", most = 20 }
r[185] = { name = "ttl_minutes", role = "field", optional = true, kind = "integer", min = 1, max = 43200 }
r[186] = { name = "payload", role = "field", optional = true, kind = "text", most = 512 }
r[187] = { r[152], r[184], r[185], r[186], r[149], r[150], also = { "type", "id", "wamid", "referral", "group_id", "origin", "identity", "animated" } }
r[188] = { name = "country", role = "field", optional = true, kind = "choice", words = { "IN" } }
r[189] = { name = "values", role = "field", optional = true, kind = "table", like = "{ city = \"Mumbai\" }" }
r[190] = { name = "saved_addresses", role = "field", optional = true, kind = "table" }
r[191] = { name = "validation_errors", role = "field", optional = true, kind = "table", like = "{ in_pin_code = \"...\" }" }
r[192] = { r[152], r[157], r[154], r[188], r[189], r[190], r[191], r[149], r[150], also = { "type", "id", "wamid", "referral", "group_id", "origin", "identity", "animated" } }
r[193] = { name = "flow_id", role = "field", optional = true, kind = "text", most = 200 }
r[194] = { name = "flow_name", role = "field", optional = true, kind = "text", most = 200 }
r[195] = { name = "cta", role = "field", kind = "text", most = 20, filled = true }
r[196] = { name = "token", role = "field", optional = true, kind = "text", most = 200 }
r[197] = { name = "action", role = "field", optional = true, kind = "choice", words = { "navigate", "data_exchange" } }
r[198] = { name = "screen", role = "field", optional = true, kind = "text", most = 200 }
r[199] = { name = "data", role = "field", optional = true, kind = "table", like = "{ name = \"Amina\" }" }
r[200] = { name = "mode", role = "field", optional = true, kind = "choice", words = { "draft", "published" } }
r[201] = { r[152], r[153], r[154], r[193], r[194], r[195], r[196], r[197], r[198], r[199], r[200], r[149], r[150], also = { "type", "id", "wamid", "referral", "group_id", "origin", "identity", "animated" } }
r[202] = { name = "cards", role = "field", kind = "table" }
r[203] = { r[152], r[202], r[149], r[150], also = { "type", "id", "wamid", "referral", "group_id", "origin", "identity", "animated" } }
r[204] = { name = "name", role = "field", kind = "text", most = 512, filled = true }
r[205] = { name = "language", role = "field", kind = "text", most = 20, filled = true }
r[206] = { name = "body", role = "field", optional = true, kind = "table", like = "{ \"Amina\", \"A-17\" }" }
r[207] = { name = "buttons", role = "field", optional = true, kind = "table" }
r[208] = { name = "expiration_time_ms", role = "field", optional = true, kind = "integer" }
r[209] = { name = "cards", role = "field", optional = true, kind = "table" }
r[210] = { r[204], r[205], r[153], r[206], r[207], r[208], r[209], r[149], r[150], also = { "type", "id", "wamid", "referral", "group_id", "origin", "identity", "animated", "text" } }
r[211] = { name = "catalog_id", role = "field", kind = "text", most = 100, filled = true }
r[212] = { name = "product_retailer_id", role = "field", kind = "text", most = 100, filled = true }
r[213] = { name = "text", role = "field", optional = true, kind = "text", most = 1024 }
r[214] = { r[211], r[212], r[213], r[154], r[149], r[150], also = { "type", "id", "wamid", "referral", "group_id", "origin", "identity", "animated" } }
r[215] = { name = "header", role = "field", kind = "text", most = 60, filled = true }
r[216] = { name = "products", role = "field", optional = true, kind = "table" }
r[217] = { r[215], r[152], r[154], r[211], r[216], r[160], r[149], r[150], also = { "type", "id", "wamid", "referral", "group_id", "origin", "identity", "animated" } }
r[218] = { name = "thumbnail_product_retailer_id", role = "field", optional = true, kind = "text", most = 100 }
r[219] = { r[152], r[154], r[218], r[149], r[150], also = { "type", "id", "wamid", "referral", "group_id", "origin", "identity", "animated" } }
r[220] = { name = "id", role = "field", optional = true, kind = "text", most = 256 }
r[221] = { name = "title", role = "field", kind = "text" }
r[222] = { name = "description", role = "field", optional = true, kind = "text", most = 72 }
r[223] = { r[220], r[221], r[222] }
r[224] = { name = "title", role = "field", optional = true, kind = "text", most = 24 }
r[225] = { name = "rows", role = "field", kind = "table" }
r[226] = { r[224], r[225] }
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
["bot"] = { query = { name = "bot.query", r[4], r[62] },
form = { name = "bot.form", r[4], r[66] },
setting = { name = "bot.setting", r[4] },
now = { name = "bot.now" },
today = { name = "bot.today" },
emit = { name = "bot.emit", operation = "emit", call = "effect", r[39], r[67] },
log = { name = "bot.log", operation = "log", call = "effect", r[68], r[69] },
status = { name = "bot.status", operation = "status", call = "effect", r[70], r[71] } },
["bot.store"] = { get = { name = "bot.store.get", operation = "store.get", call = "request", r[72] },
set = { name = "bot.store.set", operation = "store.set", call = "effect", r[72], r[73], r[76] },
delete = { name = "bot.store.delete", operation = "store.delete", call = "effect", r[72] },
add = { name = "bot.store.add", operation = "store.add", call = "request", r[72], r[77] },
list = { name = "bot.store.list", operation = "store.list", call = "request", r[78] } },
["bot.language"] = { date = { name = "bot.language.date", r[1] },
find_date = { name = "bot.language.find_date", r[1] },
intents = { name = "bot.language.intents", r[1] },
number = { name = "bot.language.number", r[1] } },
["bot.json"] = {  },
["bot.http"] = { get = { name = "bot.http.get", r[79], r[83] },
try_get = { name = "bot.http.try_get", r[79], r[83] },
post = { name = "bot.http.post", r[79], r[88] },
try_post = { name = "bot.http.try_post", r[79], r[88] },
put = { name = "bot.http.put", r[79], r[88] },
try_put = { name = "bot.http.try_put", r[79], r[88] },
patch = { name = "bot.http.patch", r[79], r[88] },
try_patch = { name = "bot.http.try_patch", r[79], r[88] },
delete = { name = "bot.http.delete", r[79], r[88] },
try_delete = { name = "bot.http.try_delete", r[79], r[88] } },
["bot.ai"] = { complete = { name = "bot.ai.complete", r[95] },
try_complete = { name = "bot.ai.try_complete", r[95] },
act = { name = "bot.ai.act", r[95] },
try_act = { name = "bot.ai.try_act", r[95] } },
["bot.knowledge"] = { search = { name = "bot.knowledge.search", operation = "knowledge.search", call = "request", r[96], r[99] } },
["bot.users"] = { find = { name = "bot.users.find", operation = "users.find", call = "request", r[100] },
get = { name = "bot.users.get", operation = "users.get", call = "request", r[101] },
list = { name = "bot.users.list", operation = "users.list", call = "request", r[104] } },
["bot.tasks"] = { create = { name = "bot.tasks.create", operation = "tasks.create", call = "request", r[113] },
get = { name = "bot.tasks.get", operation = "tasks.get", call = "request", r[101] },
find = { name = "bot.tasks.find", operation = "tasks.find", call = "request", r[100], r[116] },
list = { name = "bot.tasks.list", operation = "tasks.list", call = "request", r[125] },
count = { name = "bot.tasks.count", operation = "tasks.count", call = "request", r[127] },
update = { name = "bot.tasks.update", operation = "tasks.update", call = "request", r[101], r[132] },
complete = { name = "bot.tasks.complete", operation = "tasks.complete", call = "request", r[101] },
reopen = { name = "bot.tasks.reopen", operation = "tasks.reopen", call = "request", r[101] },
delete = { name = "bot.tasks.delete", operation = "tasks.delete", call = "request", r[101] },
last_change = { name = "bot.tasks.last_change", operation = "tasks.last_change", call = "request" },
undo = { name = "bot.tasks.undo", operation = "tasks.undo", call = "request", r[135] },
redo = { name = "bot.tasks.redo", operation = "tasks.redo", call = "request" } },
["bot.projects"] = { create = { name = "bot.projects.create", operation = "projects.create", call = "request", r[138] },
get = { name = "bot.projects.get", operation = "projects.get", call = "request", r[101] },
find = { name = "bot.projects.find", operation = "projects.find", call = "request", r[100] },
list = { name = "bot.projects.list", operation = "projects.list", call = "request", r[141] },
close = { name = "bot.projects.close", operation = "projects.close", call = "request", r[101] },
reopen = { name = "bot.projects.reopen", operation = "projects.reopen", call = "request", r[101] },
rename = { name = "bot.projects.rename", operation = "projects.rename", call = "request", r[101], r[142] },
delete = { name = "bot.projects.delete", operation = "projects.delete", call = "request", r[101] },
join = { name = "bot.projects.join", operation = "projects.join", call = "request", r[101], r[143] },
leave = { name = "bot.projects.leave", operation = "projects.leave", call = "request", r[101], r[143] },
post = { name = "bot.projects.post", operation = "projects.post", call = "request", r[101], r[144] },
status = { name = "bot.projects.status", operation = "projects.status", call = "request", r[101] },
insights = { name = "bot.projects.insights", operation = "projects.insights", call = "request", r[146] } } },
messages = { text = r[151],
buttons = r[156],
list = r[161],
link = r[164],
location = r[169],
contacts = r[171],
reaction = r[174],
image = r[177],
video = r[177],
document = r[179],
audio = r[181],
sticker = r[182],
location_request = r[183],
contact_request = r[183],
call_permission = r[183],
voice_call = r[187],
address = r[192],
flow = r[201],
carousel = r[203],
template = r[210],
product = r[214],
products = r[217],
catalog = r[219] },
choice = r[223], section = r[226],
declaring = { plugin = false, settings = false, flow = true, command = true, query = true, template = true, form = true, on = true, every = true, filter = true, campaign = true },
missing = { catalog = true, orders = true, invoices = true, reminders = true, campaigns = true, contacts = true, alerts = true },
}
end)()
