-- Takes an order: what, how many, the total, and a yes or no.

bot.plugin { title = "Ordering", version = "1.0.0" }

-- Settings can be changed in config.toml, under [plugins.order], without touching this file.
bot.settings {
  currency = { type = "text", default = "INR", help = "The currency of all prices (ISO 4217)" },
}

-- What we sell, and the price of one.
local products = {
  { name = "Cement", price = 50 },
  { name = "Bricks", price = 8 },
  { name = "Sand",   price = 35 },
}

-- 5000 becomes "5,000 INR".
local function money(amount)
  local text = tostring(amount):reverse():gsub("(%d%d%d)", "%1,"):reverse():gsub("^,", "")
  return text .. " " .. bot.setting("currency")
end

-- The product with this name, or nil.
local function find_product(name)
  for _, product in ipairs(products) do
    if product.name:lower() == name:lower() then return product end
  end
end

-- Reads "Cement x 100" or "cement x 100, sand x 2"; nil where it is something else.
local function read_order(text)
  local lines = {}
  for part in text:gmatch("[^,\n]+") do
    local name, count = part:match("^%s*(.-)%s+x%s*(%d+)%s*$")
    local product, number = find_product(name or ""), math.tointeger(count)
    if not product or not number or number < 1 or number > 10000 then return nil end
    table.insert(lines, { product = product, count = number })
  end
  if #lines > 0 then return lines end
end

-- Asks for one product after the other; answers with the lines of the order.
local function ask_order(chat)
  local choices = {}
  for _, product in ipairs(products) do
    table.insert(choices, { id = product.name, title = product.name, description = money(product.price) .. " each" })
  end

  local lines = {}
  repeat
    local name = chat:choose("What would you like? Choose, or write it like *Cement x 100*.", choices, { tries = 1 })
    if name then
      local count = chat:ask_number("How many of {name}?", { values = { name = name }, min = 1, max = 10000, integer = true })
      table.insert(lines, { product = find_product(name), count = count })
    else
      -- None of the choices: it may be an order in one line.
      local written = read_order(chat.message.text or "")
      if written then return written end
      chat:say("We do not have that.")
    end
  until #lines > 0 and chat:choose("Anything else?", { "Add more", "That is all" }) == "That is all"
  return lines
end

bot.flow("order", {
  title    = "Place an order",
  triggers = { "order", "buy" },
  timeout  = "24 hours",

  -- `given` has a value when another flow came here with chat:go("order", { text = "Cement x 100" }).
  run = function(chat, given)
    local lines = given and given.text and read_order(given.text) or ask_order(chat)

    local total, summary = 0, {}
    for _, line in ipairs(lines) do
      local price = line.count * line.product.price
      total = total + price
      table.insert(summary, line.count .. " x " .. line.product.name .. ": " .. money(price))
    end
    table.insert(summary, "*Total: " .. money(total) .. "*")

    -- chat:confirm shows Yes and No in the person's language, and understands both in words too.
    if not chat:confirm(table.concat(summary, "\n") .. "\n\nShall we place this order?") then
      chat:say("All right, nothing was ordered. Write *order* to begin again.")
      return
    end

    -- bot.store.add counts safely, however many people order at the same moment.
    local number = bot.store.add("orders")
    bot.store.set("order " .. number, { contact = chat.contact.id, lines = lines, total = total })
    bot.emit("order_confirmed", { number = number, total = total })
    chat:say("Order confirmed: number {number}, {total}. Thank you!", { number = number, total = money(total) })
  end,
})
