// Moonpost
// SPDX-License-Identifier: Apache-2.0

#include "script_generator.h"

#define COUNT(list) (sizeof(list) / sizeof *(list))
#define ONE_OF(source, list) (list)[chance(source, (unsigned)COUNT(list))]

static const char *const values[] = {
    "nil", "true", "false", "0", "1", "-1", "2", "3", "10", "100", "255", "65536", "1000000", "1e15", "1.5", "-0.0",
    "0/0", "1/0", "-1/0", "math.maxinteger", "math.mininteger", "2^53", "''", "'a'", "'abc def'", "'%s'", "'%d %q'",
    "'%5.2f'", "'%a+'", "'(%w+)=(.-)'", "'%f[%w]'", "'%b()'", "'^%s*'", "'[a-'", "'%'", "('x'):rep(100)",
    "('ab,'):rep(2000)", "('y'):rep(400000)", "'\\0\\xff\\xe2\\x82'", "'\\u{20ac}uro'",
    "'{\"a\":[1,2,{\"b\":null}],\"c\":1.5e3}'", "'[[[[[]]]]]'", "'*t'", "'%Y-%m-%d %H:%M %V %G'", "'2 days'", "'k'",
    "'v'", "'n'", "{}", "{1,2,3}", "{1,nil,3}", "{a=1,b={c=2}}", "{'x','y','z'}", "{[1]=1,a=2}", "{[{}]=1}",
    "{year=2026,month=11,day=21}", "{year=1e9,month=-1e9,day=5}", "{id='a',title='t'}",
    "{{id='a',title='A'},{id='b',title='B'}}", "{timeout='1 hour'}", "{min=1,max=5}", "t", "u", "o", "s", "n", "chat",
    "chat.contact", "chat.number", "chat.message", "given", "bot", "string", "_G", "print", "tostring", "string.gsub",
    "function(...) return ... end", "function(a, b) return a end", "function() error('inside') end",
    "function() return {} end", "function(a) return tostring(a):upper() end",
    "function(a, b) return tostring(a) < tostring(b) end", "function() while true do end end",
};

static const char *const functions[] = {
    "string.find", "string.match", "string.gmatch", "string.gsub", "string.rep", "string.format", "string.byte",
    "string.char", "string.len", "string.lower", "string.upper", "string.reverse", "string.sub", "utf8.char",
    "utf8.codepoint", "utf8.codes", "utf8.len", "utf8.offset", "table.insert", "table.remove", "table.concat",
    "table.move", "table.sort", "table.pack", "table.unpack", "math.floor", "math.random", "math.tointeger",
    "math.fmod", "math.max", "math.ult", "os.time", "os.date", "os.difftime", "tostring", "tonumber", "select",
    "next", "pairs", "ipairs", "rawget", "rawset", "rawlen", "rawequal", "setmetatable", "getmetatable", "type",
    "error", "assert", "pcall", "xpcall", "require", "print", "bot.setting", "bot.now", "bot.today", "bot.random",
    "bot.id", "bot.json.encode", "bot.json.decode", "bot.store.get", "bot.store.set", "bot.store.list",
    "bot.store.add", "bot.store.delete", "bot.emit", "bot.log", "bot.status", "bot.flow", "chat.say", "chat.send",
    "chat.ask", "chat.ask_number", "chat.ask_date", "chat.choose", "chat.confirm", "chat.receive", "chat.wait",
    "chat.wait_for", "chat.typing", "chat.react", "chat.go", "chat.stop", "bot.no_such_name",
};

static const char *const methods[] = {
    "say", "send", "ask", "ask", "ask_number", "ask_date", "ask_location", "ask_media", "choose", "choose", "confirm",
    "receive", "wait", "wait_for", "typing", "react", "go", "stop",
};

static const char *const events[] = {
    "__index", "__newindex", "__call", "__tostring", "__len", "__eq", "__lt", "__le", "__add", "__unm", "__pairs",
    "__close", "__name", "__metatable", "__gc", "__mode", "__concat", "__idiv", "__band",
};

static void make_value(struct source_of_chance *source, struct bytes *out, int depth) {
    if (depth < 3 && chance(source, 5) == 0) {
        bytes_format(out, "try(%s", ONE_OF(source, functions));
        for (unsigned i = chance(source, 4); i > 0; i--) {
            bytes_add_byte(out, ',');
            make_value(source, out, depth + 1);
        }
        bytes_add_byte(out, ')');
        return;
    }
    bytes_add_text(out, ONE_OF(source, values));
}

static void make_arguments(struct source_of_chance *source, struct bytes *out, const char *before) {
    for (unsigned i = chance(source, 5); i > 0; i--) {
        bytes_add_text(out, before);
        before = ", ";
        make_value(source, out, 0);
    }
}

static void make_metatable(struct source_of_chance *source, struct bytes *out) {
    bytes_add_text(out, "o = try(setmetatable, {}, {");
    for (unsigned i = 1 + chance(source, 3); i > 0; i--) {
        bytes_format(out, "%s = ", ONE_OF(source, events));
        make_value(source, out, 1);
        bytes_add_byte(out, ',');
    }
    bytes_add_text(out, "}) or {}\n");
}

static void make_statement(struct source_of_chance *source, struct bytes *out, int depth) {
    static const char *const uses[] = {
        "t[#t + 1] = u", "t = { t, t }", "u = t", "t[s] = u", "t[u] = 1", "s = s .. 'more'", "s = s:sub(1, 2000)",
        "n = n + 1", "n = -n * 3", "for k, v in pairs(t) do n = n + 1 end", "for k in next, t do t[k] = nil end",
        "for w in s:gmatch('%w+') do t[#t + 1] = w end", "local x <close> = o",
        "t = setmetatable({}, { __index = function(_, k) return k end })", "u = tostring(o)", "n = #o", "u = o == t",
        "u = chat.message.text", "for i = 1, 2000 do t[i] = i end", "t[{}] = {}", "_G.x = n", "s = ('%s'):format(o)",
        "table.sort(t)", "u = bot.json.encode(t)", "u = bot.json.decode(s)",
        "local function f(a) return f and f(a + 1) end try(f, 1)", "t = {} u = nil",
    };
    switch (chance(source, depth < 3 ? 12 : 8)) {
    case 0: case 1: case 2: case 3:
        bytes_format(out, "%s = try(%s", chance(source, 2) ? "u" : chance(source, 2) ? "s" : "t", ONE_OF(source, functions));
        make_arguments(source, out, ", ");
        bytes_add_text(out, ")\n");
        break;
    case 4:
        bytes_format(out, "u = try(chat.%s, chat%s", ONE_OF(source, methods), chance(source, 2) ? ", 'What?'" : "");
        make_arguments(source, out, ", ");
        bytes_add_text(out, ")\n");
        break;
    case 5: make_metatable(source, out); break;
    case 6: case 7: bytes_format(out, "try(function() %s end)\n", ONE_OF(source, uses)); break;
    case 8:
        bytes_format(out, "for i = 1, %u do\n", chance(source, 30));
        make_statement(source, out, depth + 1);
        bytes_add_text(out, "end\n");
        break;
    case 9:
        bytes_add_text(out, "u = try(string.gsub, s, '%w+', function(w)\n");
        make_statement(source, out, depth + 1);
        bytes_add_text(out, "return w end)\n");
        break;
    case 10:
        bytes_add_text(out, "try(table.sort, t, function(a, b)\n");
        make_statement(source, out, depth + 1);
        bytes_add_text(out, "return tostring(a) < tostring(b) end)\n");
        break;
    default:
        bytes_add_text(out, "xpcall(function()\n");
        make_statement(source, out, depth + 1);
        bytes_add_text(out, "error(o) end, function(e)\n");
        make_statement(source, out, depth + 1);
        bytes_add_text(out, "return e end)\n");
    }
}

void make_script(struct source_of_chance *source, struct bytes *script) {
    static const char *const settings[] = { "k = { default = 1 }", "k = {}", "k = { default = { a = 1 } }, v = { type = 'text' }" };
    bytes_add_text(script, "local function try(f, ...) local good, value = pcall(f, ...) if good then return value end end\n");
    bytes_format(script, "bot.settings { %s }\n", ONE_OF(source, settings));
    bytes_add_text(script, "local t, u, o, s, n = { 1, 2, 3 }, nil, {}, 'some words (in a text)', 1\n");
    // While the plugin loads there is no chat.
    bytes_add_text(script, "local chat, given = {}, nil\n");
    for (unsigned i = chance(source, 3); i > 0; i--) make_statement(source, script, 2);
    bytes_add_text(script, "bot.flow('f', { run = function(chat, given)\n");
    for (unsigned i = 1 + chance(source, 12); i > 0; i--) make_statement(source, script, 0);
    bytes_add_text(script, "return u end })\n");
}

void make_answer(struct source_of_chance *source, struct bytes *answer) {
    static const char *const answers[] = {
        "{\"t\":1000,\"z\":60,\"message\":{\"type\":\"text\",\"text\":\"3\"}}",
        "{\"t\":2000,\"z\":0,\"message\":{\"type\":\"text\",\"text\":\"yes\"}}",
        "{\"t\":2000,\"z\":0,\"message\":{\"type\":\"tap\",\"id\":\"a\",\"title\":\"A\"}}", "{\"t\":3000,\"z\":-720}",
        "{\"t\":4000,\"event\":{\"name\":\"x\"}}",
        "{\"t\":5000,\"contact\":{\"id\":\"c\",\"name\":\"C\",\"fields\":{\"a\":1}},\"message\":{\"type\":\"image\"}}",
        "{\"t\":9223372036854775807,\"z\":2147483647,\"message\":{}}",
        "{\"t\":-9223372036854775808,\"z\":-99999999999}", "{\"ok\":1}", "{\"ok\":\"text\"}",
        "{\"ok\":[{\"key\":\"a\",\"value\":1}]}", "{\"ok\":null}", "{}",
        "{\"ok\":{\"year\":2026,\"month\":11,\"day\":21,\"iso\":\"2026-11-21\"}}",
        "{\"error\":{\"code\":\"no\",\"message\":\"it failed\",\"retryable\":true}}", "{\"error\":1}",
        "{\"error\":null}",
    };
    bytes_add_text(answer, ONE_OF(source, answers));
}
