// Moonpost
// SPDX-License-Identifier: Apache-2.0

extension Sketch {
    /// A folder with a flow that uses a module and a setting, and a test.
    static func plugin(_ name: SketchName, in folder: String) -> [File] {
        let main = """
            -- \(name.title): say here in a line what this plugin is for.

            -- Another file of this folder: prices.lua.
            local prices = require "prices"

            bot.plugin { title = "\(name.title)", version = "0.1.0" }

            -- Can be changed in config.toml, under [plugins.\(name.name)], without touching this file.
            bot.settings {
              currency = { type = "text", default = "EUR", help = "The currency of all prices (ISO 4217)" },
            }

            bot.flow("\(name.name)", {
              title    = "\(name.title)",
              triggers = { "\(name.words)" },
              timeout  = "24 hours",

              run = function(chat)
                local product = chat:choose("What would you like?", prices.names())
                local count = chat:ask_number("How many?", { min = 1, max = 100, integer = true })

                -- Counts safely, however many people order at the same moment.
                local number = bot.store.add("orders")
                chat:say("Order {number}: {count} x {product}, {total} {currency}.", {
                  number = number, count = count, product = product,
                  total = prices.total(product, count), currency = bot.setting("currency"),
                })
              end,
            })

            """
        let prices = """
            -- What there is, and the price of one.

            local prices = {}

            local products = {
              { name = "Tea",    price = 2 },
              { name = "Coffee", price = 3 },
            }

            function prices.names()
              local names = {}
              for _, product in ipairs(products) do table.insert(names, product.name) end
              return names
            end

            function prices.total(name, count)
              for _, product in ipairs(products) do
                if product.name == name then return product.price * count end
              end
            end

            return prices

            """
        let chat = """
            # Lines with > are what the person sends, lines with < what the bot must say next.

            --- Step by step
            > \(name.words)
            < What would you like?
              [Tea] [Coffee]
            > [Coffee]
            < How many?
            > many
            < Please answer*
            > 2
            < Order 1: 2 x Coffee, 6 *.

            --- Not even a crash loses what was answered
            > \(name.words)
            < What would you like?
            > tea
            < How many?
            ! crash
            > 3
            < Order 1: 3 x Tea, 6 *.

            """
        return [
            File(path: "\(folder)/main.lua", text: main), File(path: "\(folder)/prices.lua", text: prices),
            File(path: "\(folder)/\(name.name).chat", text: chat),
        ]
    }
}
