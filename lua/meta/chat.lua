---@meta
-- Made by `moonpost reference`. Changes to this file are lost.

---The conversation with one person: the first parameter of a flow's function.
---@class chat
---@field contact contact The person.
---@field user? user The user of the staff that the person is; nil where they are none.
---@field message? message The message that came last; nil where the flow went on by itself.
---@field number? table<string, any> The number of the business that the person writes to.
local chat = {}

---Sends a text.
---@param text string|number What is said. A text of more than 4,096 characters is sent as several messages.
---@param values? table<string, any> Values for the names in braces: `{name}`, `{contact.name}`. With values, `{{` is a brace.
function chat:say(text, values) end

---Sends a message of any type.
---@param message message_to_send The message.
function chat:send(message) end

---Sends an approved template, which WhatsApp delivers when the 24-hour window is closed, too.
---@param name string|number A template that the plugin declares with `bot.template`.
---@param values? table<string, any> A value for each of its `params`.
function chat:send_template(name, values) end

---Reacts to the message that came last.
---@param emoji string|number The reaction; an empty text takes it back.
function chat:react(emoji) end

---Shows the person that an answer is being written.
function chat:typing() end

---The text of this name in the person's language, from `locales/` of the plugin's folder.
---@param key string|number The name of the text, with dots where tables stand inside each other.
---@param values? table<string, any> Values for the names in braces: `{name}`, `{contact.name}`. With values, `{{` is a brace.
---@return string
function chat:t(key, values) end

---@class chat.ask.options
---@field timeout? string After this long without an answer, the question returns nil.
---@field check? fun(answer: string): boolean, string? Returns true, or false and what to say.
---@field tries? integer After so many answers that do not fit, the question returns nil.
---@field again? string What to say instead of our own words when the answer does not fit.
---@field values? table<string, any> Values for the names in braces: `{name}`, `{contact.name}`. With values, `{{` is a brace.

---Asks, waits for the answer, and returns its text.
---@param prompt string|number The question.
---@param options? chat.ask.options How to ask.
---@return string?
function chat:ask(prompt, options) end

---@class chat.ask_number.options
---@field timeout? string After this long without an answer, the question returns nil.
---@field check? fun(answer: number): boolean, string? Returns true, or false and what to say.
---@field tries? integer After so many answers that do not fit, the question returns nil.
---@field again? string What to say instead of our own words when the answer does not fit.
---@field values? table<string, any> Values for the names in braces: `{name}`, `{contact.name}`. With values, `{{` is a brace.
---@field min? number The smallest number that is taken.
---@field max? number The largest number that is taken.
---@field integer? boolean Whether only whole numbers are taken.

---Asks until the answer is a number, and returns it.
---@param prompt string|number The question.
---@param options? chat.ask_number.options How to ask.
---@return number?
function chat:ask_number(prompt, options) end

---@class chat.ask_date.options
---@field timeout? string After this long without an answer, the question returns nil.
---@field check? fun(answer: date): boolean, string? Returns true, or false and what to say.
---@field tries? integer After so many answers that do not fit, the question returns nil.
---@field again? string What to say instead of our own words when the answer does not fit.
---@field values? table<string, any> Values for the names in braces: `{name}`, `{contact.name}`. With values, `{{` is a brace.

---Asks until the answer is a date, and returns it.
---@param prompt string|number The question.
---@param options? chat.ask_date.options How to ask.
---@return date?
function chat:ask_date(prompt, options) end

---@class chat.ask_media.options
---@field timeout? string After this long without an answer, the question returns nil.
---@field check? fun(answer: message): boolean, string? Returns true, or false and what to say.
---@field tries? integer After so many answers that do not fit, the question returns nil.
---@field again? string What to say instead of our own words when the answer does not fit.
---@field values? table<string, any> Values for the names in braces: `{name}`, `{contact.name}`. With values, `{{` is a brace.

---Asks until the answer is a picture, a video, an audio message or a file, and returns the message.
---@param prompt string|number The question.
---@param options? chat.ask_media.options How to ask.
---@return message?
function chat:ask_media(prompt, options) end

---@class chat.ask_location.options
---@field timeout? string After this long without an answer, the question returns nil.
---@field check? fun(answer: message): boolean, string? Returns true, or false and what to say.
---@field tries? integer After so many answers that do not fit, the question returns nil.
---@field again? string What to say instead of our own words when the answer does not fit.
---@field values? table<string, any> Values for the names in braces: `{name}`, `{contact.name}`. With values, `{{` is a brace.

---Asks until the answer is a location, and returns the message.
---@param prompt string|number The question.
---@param options? chat.ask_location.options How to ask.
---@return message?
function chat:ask_location(prompt, options) end

---@class chat.choose.options
---@field timeout? string After this long without an answer, the question returns nil.
---@field tries? integer After so many answers that do not fit, the question returns nil.
---@field again? string What to say instead of our own words when the answer does not fit.
---@field values? table<string, any> Values for the names in braces: `{name}`, `{contact.name}`. With values, `{{` is a brace.
---@field header? string A line above the question.
---@field footer? string A small line below the question.
---@field button? string The title of the button that opens a list.

---Lets the person choose; returns the chosen text, or the `id` of the choice. A tap, the words and the number all count.
---@param prompt string|number The question.
---@param choices (string|number|choice)[] What there is to choose. Up to three are buttons, up to ten (or with descriptions) a list, more are numbered.
---@param options? chat.choose.options How to ask.
---@return any
function chat:choose(prompt, choices, options) end

---@class chat.confirm.options
---@field timeout? string After this long without an answer, the question returns nil.
---@field tries? integer After so many answers that do not fit, the question returns nil.
---@field again? string What to say instead of our own words when the answer does not fit.
---@field values? table<string, any> Values for the names in braces: `{name}`, `{contact.name}`. With values, `{{` is a brace.
---@field header? string A line above the question.
---@field footer? string A small line below the question.

---Asks for yes or no, in the person's language.
---@param prompt string|number The question.
---@param options? chat.confirm.options How to ask.
---@return boolean?
function chat:confirm(prompt, options) end

---@class chat.ask_form.options
---@field button? string The title of the button.
---@field timeout? string After this long without an answer, the question returns nil.
---@field again? string What to say instead of our own words when the answer does not fit.
---@field values? table<string, any> Values for the names in braces: `{name}`, `{contact.name}`. With values, `{{` is a brace.
---@field header? string A line above the question.
---@field footer? string A small line below the question.
---@field flow? string The WhatsApp Flow, where it is not the one that the form names.
---@field screen? string Opens this screen at once, without asking the form's function.
---@field data? table<string, any> What that screen shows.
---@field draft? boolean Whether the WhatsApp Flow is not published yet.

---Has the person fill in a form inside WhatsApp, and returns what it was closed with.
---@param name string|number A form that the plugin declares with `bot.form`.
---@param prompt string|number The text above the button that opens it.
---@param options? chat.ask_form.options How to ask.
---@return table<string, any>?
function chat:ask_form(name, prompt, options) end

---@class chat.receive.options
---@field timeout? string After this long without an answer, the question returns nil.

---Waits for the next message of any type, and returns it; nil after `timeout`.
---@param options? chat.receive.options How long to wait.
---@return message?
function chat:receive(options) end

---Goes on after this time, also over restarts. Meanwhile messages go to other flows.
---@param duration string How long, such as "2 hours".
function chat:wait(duration) end

---Waits for an event and returns its fields; nil after `up_to`.
---@param event string|number The name of the event.
---@param match? table<string, any> What fields of the event must be; and `up_to`, how long to wait.
---@return table<string, any>?
function chat:wait_for(event, match) end

---Ends this flow and begins another, in its newest version. Never returns.
---@param target string|number The name of a flow or command; this one, too.
---@param given? table<string, any> What its function gets as second parameter.
function chat:go(target, given) end

---Whether there is something of this name that the person may use: then `chat:go` leads there.
---@param target string|number The name of a flow, command or query.
---@return boolean
function chat:can_go(target) end

---Asks which of the flows, commands and queries a sentence means that are likest to it, and goes on there. Returns false where none is like it; who wants none of them is told so.
---@param text string|number What the person wrote.
---@return boolean
function chat:did_you_mean(text) end

---Ends the conversation. Never returns.
function chat:stop() end

---@class chat.remember.options
---@field shared? boolean Whether all plugins know it: what is being talked about, whoever asks next.

---Keeps what is being talked about with this person, for a day: which list they saw last. Queries may do that, too; what is to last longer belongs into `bot.store`. Each plugin has its own, but what is `shared`: every plugin sees and may change that.
---@param name string|number What it is called.
---@param value any A text, a number, true or false, or a table.
---@param options? chat.remember.options Who knows it.
function chat:remember(name, value, options) end

---@class chat.recall.options
---@field shared? boolean Whether all plugins know it: what is being talked about, whoever asks next.

---What `chat:remember` kept; nil where there is nothing, or it is more than a day old.
---@param name string|number What it is called.
---@param options? chat.recall.options Who knows it.
---@return any
function chat:recall(name, options) end
