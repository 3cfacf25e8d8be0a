-- Moonpost
-- SPDX-License-Identifier: Apache-2.0

-- The functions of the API: each behind the checks that its declaration asks for.

--- The functions that scripts see, by namespace and name. `define` fills them from the declarations.
local spaces = {}
for space in pairs(api.spaces) do spaces[space] = {} end

--- The check of a parameter; nil where there is none.
local function check_of(rule) return rule and checks[rule.kind] end

--- A method was called with a dot.
local function not_a_method(owner) misuse(format("write %s(...) with a colon", owner)) end

--- Puts `run` behind the checks that the function's declaration asks for. It is called last, so that nothing of the checks
--- stays in the memory of a conversation that waits.
local function define(space, name, run)
  local rule = api.spaces[space][name]
  local owner, one, two, three = rule.name, rule[1], rule[2], rule[3]
  local first, second, third = check_of(one), check_of(two), check_of(three)
  local checked
  if rule.method then
    if three then
      checked = function(self, a, b, c)
        if type(self) ~= "table" then not_a_method(owner) end
        return run(self, first(one, a, owner), second(two, b, owner), third(three, c, owner, a))
      end
    elseif two then
      checked = function(self, a, b)
        if type(self) ~= "table" then not_a_method(owner) end
        return run(self, first(one, a, owner), second(two, b, owner, a))
      end
    elseif one then
      checked = function(self, a)
        if type(self) ~= "table" then not_a_method(owner) end
        return run(self, first(one, a, owner))
      end
    else
      checked = function(self)
        if type(self) ~= "table" then not_a_method(owner) end
        return run(self)
      end
    end
  elseif three then
    checked = function(a, b, c) return run(first(one, a, owner), second(two, b, owner), third(three, c, owner)) end
  elseif two then
    checked = function(a, b) return run(first(one, a, owner), second(two, b, owner)) end
  elseif one then
    checked = function(a) return run(first(one, a, owner)) end
  else
    checked = run
  end
  spaces[space][name] = checked
end

--- A function that is nothing but an operation: the parameters are its arguments, each option one of them.
local function ask_host(rule)
  local call, operation = host[rule.call], rule.operation
  local names = {}
  for i = 1, 3 do
    if rule[i] and rule[i].kind ~= "options" then names[i] = rule[i].name end
  end
  local options = rule[#rule]
  if not options or options.kind ~= "options" then
    local first, second, third = names[1], names[2], names[3]
    local function run(a, b, c)
      local arguments = {}
      if first then arguments[first] = a end
      if second then arguments[second] = b end
      if third then arguments[third] = c end
      return call(operation, arguments)
    end
    return rule.method and function(_, a, b, c) return run(a, b, c) end or run
  end
  local function run(...)
    local arguments, given = {}, (select(#rule, ...))
    for i = 1, #rule - 1 do arguments[names[i]] = (select(i, ...)) end
    for i = 1, #options.names do
      local field = options.names[i]
      arguments[field.name] = checks[field.kind](field, given[field.name], rule.name)
    end
    return call(operation, arguments)
  end
  return rule.method and function(_, ...) return run(...) end or run
end

for space, functions in pairs(api.spaces) do
  for name, rule in pairs(functions) do
    if rule.operation then define(space, name, ask_host(rule)) end
  end
end
