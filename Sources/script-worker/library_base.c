// Moonpost
// SPDX-License-Identifier: Apache-2.0

// The basic functions: error handling that cannot hold a halted script, metatables without the events that are unsafe
// here, and text without addresses.

#include "budget.h"
#include "errors.h"
#include "frames.h"
#include "sandbox.h"
#include "scripts.h"
#include "turn.h"

#include <lualib.h>

// pcall and xpcall ------------------------------------------------------------------------------------------------

/// How many protected calls can wait inside each other. To unwind one, the library walks the whole stack: with as many as
/// fit on it, that takes minutes.
enum { most_protected = 150, caught_error_work = 100 };

static void enter_protected(lua_State *L) {
    if (current->protected_calls >= most_protected) misuse(L, "more than %d pcalls inside each other", (int)most_protected);
    current->protected_calls++;
}

static void leave_protected(lua_State *L, int status) {
    current->protected_calls--;
    pass_on_halt(L, status);
    if (status != LUA_OK && status != LUA_YIELD) charge(L, caught_error_work);
}

static int pcall_done(lua_State *L, int status, lua_KContext context) {
    leave_protected(L, status);
    if (status == LUA_OK || status == LUA_YIELD) return lua_gettop(L) - (int)context;
    lua_pushboolean(L, 0);
    lua_insert(L, -2);
    return 2;
}

static int own_pcall(lua_State *L) {
    luaL_checkany(L, 1);
    enter_protected(L);
    lua_pushboolean(L, 1);
    lua_insert(L, 1);
    int status = lua_pcallk(L, lua_gettop(L) - 2, LUA_MULTRET, 0, 0, pcall_done);
    return pcall_done(L, status, 0);
}

static int handler_done(lua_State *L, int status, lua_KContext context) {
    (void)context;
    leave_protected(L, status);
    lua_pushboolean(L, 0);
    lua_replace(L, 2);
    return lua_gettop(L) - 1;
}

/// The handler is called after the stack is unwound: as a real message handler it would run with hooks off.
static int xpcall_done(lua_State *L, int status, lua_KContext context) {
    (void)context;
    leave_protected(L, status);
    if (status == LUA_OK || status == LUA_YIELD) return lua_gettop(L) - 1;
    // Stack: handler, true, error.
    enter_protected(L);
    lua_pushvalue(L, 1);
    lua_insert(L, 3);
    status = lua_pcallk(L, 1, LUA_MULTRET, 0, 0, handler_done);
    return handler_done(L, status, 0);
}

static int own_xpcall(lua_State *L) {
    int count = lua_gettop(L);
    luaL_checktype(L, 2, LUA_TFUNCTION);
    enter_protected(L);
    lua_pushboolean(L, 1);
    lua_pushvalue(L, 1);
    lua_rotate(L, 3, 2);
    lua_pushvalue(L, 2);
    lua_replace(L, 1);
    lua_remove(L, 2);
    // Stack: handler, true, function, arguments.
    int status = lua_pcallk(L, count - 2, LUA_MULTRET, 0, 0, xpcall_done);
    return xpcall_done(L, status, 0);
}

// Metatables ------------------------------------------------------------------------------------------------------

/// Errors tell the name of a type, in several copies.
enum { longest_type_name = 1000 };

static const char *const refused_events[] = { "__gc", "__mode", "__concat", NULL };
static const char *const refused_reasons[] = {
    "objects are never finalized here", "tables are never weak here",
    "call tostring on the object, or give the text named values, instead of joining it with ..",
};

/// Copies the events of the metatable at 2 to its private copy, which is on top.
static void copy_events(lua_State *L) {
    for (lua_pushnil(L); lua_next(L, 2);) {
        charge(L, 4);
        const char *name = lua_type(L, -2) == LUA_TSTRING ? lua_tostring(L, -2) : "";
        if (name[0] != '_' || name[1] != '_') {
            lua_pop(L, 1);
            continue;
        }
        for (int i = 0; refused_events[i]; i++)
            if (strcmp(name, refused_events[i]) == 0)
                misuse(L, "setmetatable does not support %s: %s", name, refused_reasons[i]);
        if (strcmp(name, "__name") == 0 && lua_type(L, -1) == LUA_TSTRING && lua_rawlen(L, -1) > longest_type_name)
            misuse(L, "setmetatable: __name can have at most %d bytes", (int)longest_type_name);
        // An object as __call is called in turn, without end where it is its own: no hook runs between.
        if (strcmp(name, "__call") == 0 && !lua_isfunction(L, -1))
            misuse(L, "setmetatable: __call must be a function, not a %s", luaL_typename(L, -1));
        lua_pushvalue(L, -2);
        lua_insert(L, -2);
        lua_rawset(L, -4);
    }
}

/// Installs a copy that only this file can reach. So no event can be added behind the library's back, which is what makes
/// a defect of the distribution's lua_concat unreachable.
static int own_setmetatable(lua_State *L) {
    int type = lua_type(L, 2);
    luaL_checktype(L, 1, LUA_TTABLE);
    luaL_argexpected(L, type == LUA_TNIL || type == LUA_TTABLE, 2, "nil or table");
    if (luaL_getmetafield(L, 1, "__metatable") != LUA_TNIL) return luaL_error(L, "cannot change a protected metatable");
    lua_settop(L, 2);
    if (type == LUA_TTABLE) {
        sandbox_check_writable(L, 2);
        charge(L, 10);
        if (lua_rawgetp(L, 2, &key_copy) != LUA_TTABLE) {
            lua_pop(L, 1);
            lua_newtable(L);
            lua_pushvalue(L, 2);
            lua_rawsetp(L, -2, &key_original);
            lua_pushvalue(L, -1);
            lua_rawsetp(L, 2, &key_copy);
        }
        copy_events(L);
    }
    lua_setmetatable(L, 1);
    lua_settop(L, 1);
    return 1;
}

static int own_getmetatable(lua_State *L) {
    luaL_checkany(L, 1);
    if (!lua_getmetatable(L, 1)) {
        lua_pushnil(L);
        return 1;
    }
    lua_pushliteral(L, "__metatable");
    if (lua_rawget(L, -2) != LUA_TNIL) return 1;
    lua_pop(L, 1);
    lua_rawgetp(L, -1, &key_original);
    return 1;
}

static int own_rawset(lua_State *L) {
    luaL_checktype(L, 1, LUA_TTABLE);
    luaL_checkany(L, 2);
    luaL_checkany(L, 3);
    lua_settop(L, 3);
    sandbox_check_writable(L, 1);
    lua_rawset(L, 1);
    return 1;
}

// Text ------------------------------------------------------------------------------------------------------------

static int own_tostring(lua_State *L) {
    luaL_checkany(L, 1);
    push_text(L, 1, NULL);
    return 1;
}

static int own_tonumber(lua_State *L) {
    size_t length;
    // Reading a number from a text of megabytes takes long, and no number is that long.
    if (lua_type(L, 1) == LUA_TSTRING && lua_tolstring(L, 1, &length) && length > 1000) {
        luaL_pushfail(L);
        return 1;
    }
    return lua_tocfunction(L, lua_upvalueindex(1))(L);
}

enum { printed_frame_work = 300 };

/// How long the text is in a frame: the host reads all of it while other workers wait.
static size_t json_string_size(const char *text, size_t length) {
    size_t size = length;
    for (const char *at = text; at < text + length; at++)
        if ((unsigned char)*at < 0x20) size += 5;
    return size;
}

static int own_print(lua_State *L) {
    if (!configuration.prints) return misuse(L, "print is not available: use bot.log(text)");
    static struct bytes line;
    // It was printed when it happened.
    if (turn_has_journal_left()) return 0;
    // Each is a frame.
    charge(L, printed_frame_work);
    int count = lua_gettop(L);
    for (int i = 1; i <= count; i++) push_text(L, i, NULL);
    line.length = 0;
    for (int i = 1; i <= count; i++) {
        size_t length;
        const char *text = lua_tolstring(L, count + i, &length);
        charge(L, (lua_Integer)length);
        charge(L, (lua_Integer)json_string_size(text, length) * 4);
        if (i > 1) bytes_add_byte(&line, '\t');
        bytes_add(&line, text, length);
    }
    const char *text = line.length ? line.data : "";
    size_t length = line.length;
    // A frame has an end; a longer text is sent in pieces.
    do {
        size_t piece = length < 100000 ? length : 100000;
        struct bytes *out = frames_begin();
        bytes_add_text(out, "{\"op\":\"printed\",\"text\":");
        bytes_add_json_string(out, text, piece);
        bytes_add_byte(out, '}');
        frames_end();
        text += piece;
        length -= piece;
    } while (length > 0);
    if (line.capacity > 1 << 20) bytes_free(&line);
    return 0;
}

// Modules ---------------------------------------------------------------------------------------------------------

static int own_require(lua_State *L);

static int no_module(lua_State *L, const char *name) {
    const struct version *version = current->version;
    if (strcmp(name, "main") == 0) return misuse(L, "main.lua declares, and is no module: require another file of the plugin");
    if (version->source_count < 2)
        return misuse(L, "there is no module \"%s\": require is for the other files of a plugin's folder", name);
    lua_pushliteral(L, "");
    for (size_t i = 1; i < version->source_count; i++) {
        const struct bytes *module = &version->sources[i].module;
        lua_pushstring(L, i > 1 ? ", " : "");
        lua_pushlstring(L, module->data, module->length);
        lua_concat(L, 3);
    }
    return misuse(L, "there is no module \"%s\" in this plugin: there is %s", name, lua_tostring(L, -1));
}

/// Raises an error with the chain where the module is being loaded: each `require` on the way has its name as first value.
static void refuse_cycle(lua_State *L, const char *name) {
    lua_Debug frame;
    luaL_checkstack(L, 8, NULL);
    // Innermost first: the chain is put together backwards.
    lua_pushfstring(L, "%s", name);
    for (int level = 1; lua_getstack(L, level, &frame); level++) {
        // To find a call, the library walks there from the innermost one each time.
        charge(L, 1 + level / 4);
        lua_getinfo(L, "f", &frame);
        bool requires = lua_tocfunction(L, -1) == own_require;
        lua_pop(L, 1);
        if (!requires || lua_getlocal(L, &frame, 1) == NULL) continue;
        const char *outer = lua_tostring(L, -1);
        bool found = strcmp(outer, name) == 0;
        lua_pushfstring(L, "%s -> %s", outer, lua_tostring(L, -2));
        lua_replace(L, -3);
        lua_pop(L, 1);
        if (found) misuse(L, "the modules require each other in a circle: %s", lua_tostring(L, -1));
    }
    lua_pop(L, 1);
}

/// A module of the same plugin; its body runs once in each conversation.
static int own_require(lua_State *L) {
    const char *name = luaL_checkstring(L, 1);
    lua_settop(L, 1);
    if (current->modules == LUA_NOREF) {
        lua_newtable(L);
        current->modules = luaL_ref(L, LUA_REGISTRYINDEX);
    }
    lua_rawgeti(L, LUA_REGISTRYINDEX, current->modules);
    lua_pushvalue(L, 1);
    lua_rawget(L, 2);
    if (lua_isboolean(L, -1) && !lua_toboolean(L, -1)) {
        refuse_cycle(L, name);
        return misuse(L, "the module \"%s\" failed before", name);
    }
    if (!lua_isnil(L, -1)) return 1;
    lua_settop(L, 2);
    sandbox_get(L, &key_chunks);
    lua_pushvalue(L, 1);
    if (strcmp(name, "main") == 0 || lua_rawget(L, -2) != LUA_TFUNCTION)
        return no_module(L, name);
    lua_pushvalue(L, 1);
    lua_pushboolean(L, 0);
    lua_rawset(L, 2);
    sandbox_get(L, &key_fresh);
    lua_rawgeti(L, LUA_REGISTRYINDEX, current->environment);
    lua_call(L, 1, 1);
    lua_upvaluejoin(L, -2, 1, -1, 1);
    lua_pop(L, 1);
    lua_pushvalue(L, 1);
    lua_call(L, 1, 1);
    if (lua_isnil(L, -1)) {
        lua_pop(L, 1);
        lua_pushboolean(L, 1);
    }
    lua_pushvalue(L, 1);
    lua_pushvalue(L, -2);
    lua_rawset(L, 2);
    return 1;
}

void library_base(lua_State *L) {
    static const char *const stock[] = {
        "assert", "error", "ipairs", "rawequal", "rawget", "rawlen", "select", "type", "_VERSION", NULL,
    };
    static const luaL_Reg own[] = {
        { "pcall", own_pcall }, { "xpcall", own_xpcall }, { "setmetatable", own_setmetatable },
        { "getmetatable", own_getmetatable }, { "rawset", own_rawset }, { "tostring", own_tostring },
        { "print", own_print }, { "require", own_require }, { NULL, NULL },
    };
    lua_pushcfunction(L, luaopen_base);
    lua_call(L, 0, 1);
    lua_newtable(L);
    for (int i = 0; stock[i]; i++) {
        lua_getfield(L, -2, stock[i]);
        lua_setfield(L, -2, stock[i]);
    }
    luaL_setfuncs(L, own, 0);
    library_order(L);
    lua_getfield(L, -2, "tonumber");
    lua_pushcclosure(L, own_tonumber, 1);
    lua_setfield(L, -2, "tonumber");
    lua_remove(L, -2);
}
