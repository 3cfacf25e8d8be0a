// Moonpost
// SPDX-License-Identifier: Apache-2.0

// Calls the functions with every combination of up to four arguments of all types, from a script: so the errors' names of
// functions, numbers of arguments and positions are compared, too.

#include "comparison.h"

#include <lauxlib.h>
#include <lualib.h>
#include <stdio.h>

static const char script[] =
    "local stock, own = ...\n"
    "local functions = { 'find', 'match', 'gmatch', 'gsub' }\n"
    "local callers = {\n"
    "  function(s, ...) local a, b, c = s.find(...) return a, b, c end,\n"
    "  function(s, ...) local a, b, c = s.match(...) return a, b, c end,\n"
    "  function(s, ...) local a, b, c = s.gmatch(...) return type(a), b, c end,\n"
    "  function(s, ...) local a, b, c = s.gsub(...) return a, b, c end,\n"
    "}\n"
    "local none = {}\n"
    "local values = { 'x1', '', '(x)()', 12, 1.5, -3, '2', '1.5', true, false, { x = 'y' }, type, function() end, none }\n"
    "local calls = 0\n"
    "local function compare(...)\n"
    "  for i, caller in ipairs(callers) do\n"
    "    calls = calls + 1\n"
    "    local good, a, b, c = pcall(caller, stock, ...)\n"
    "    local own_good, own_a, own_b, own_c = pcall(caller, own, ...)\n"
    "    if good ~= own_good or a ~= own_a or b ~= own_b or c ~= own_c then\n"
    "      local given = {}\n"
    "      for j = 1, select('#', ...) do given[j] = tostring((select(j, ...))) end\n"
    "      error('string.' .. functions[i] .. '(' .. table.concat(given, ', ') .. '): stock ' .. tostring(a)\n"
    "        .. ', own ' .. tostring(own_a))\n"
    "    end\n"
    "  end\n"
    "end\n"
    "local function fill(count, ...)\n"
    "  if count == 0 then return compare(...) end\n"
    "  for _, value in ipairs(values) do\n"
    "    if value == none then fill(count - 1, nil, ...) else fill(count - 1, value, ...) end\n"
    "  end\n"
    "end\n"
    "for count = 0, 4 do fill(count) end\n"
    "return calls\n";

long compare_arguments(void) {
    lua_State *L = comparison_open();
    luaL_openlibs(L);
    luaL_loadstring(L, script);
    lua_getglobal(L, "stock");
    lua_getglobal(L, "own");
    long calls = -1;
    if (lua_pcall(L, 2, 1, 0) == LUA_OK) calls = (long)lua_tointeger(L, -1);
    else fprintf(stderr, "arguments: %s\n", lua_tostring(L, -1));
    lua_close(L);
    return calls;
}
