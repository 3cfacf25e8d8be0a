---@meta
-- Made by `moonpost reference`. Changes to this file are lost.

---Other systems, by HTTP. Only hosts that `uses` names and config.toml grants can be called.
---@class bot.http
bot.http = {}

---@class bot.http.get.options
---@field headers? table<string, any> Headers of the request.
---@field query? table<string, any> What is added to the address behind its "?", encoded; a list repeats its name.
---@field timeout? string How long the answer may take, at most a minute; `[http] timeout` where it is left out.

---Asks for something. An answer of any status is returned; where there is none, an error is raised, an [http_failure](#http_failure).
---Needs `uses = { "http:api.example.com" }`.
---@param url string|number Where to, as in `"https://api.example.com/prices"`.
---@param options? bot.http.get.options What is sent, and how.
---@return http_response
function bot.http.get(url, options) end

---@class bot.http.try_get.options
---@field headers? table<string, any> Headers of the request.
---@field query? table<string, any> What is added to the address behind its "?", encoded; a list repeats its name.
---@field timeout? string How long the answer may take, at most a minute; `[http] timeout` where it is left out.

---Like `bot.http.get`, but where there is no answer it returns nil and what went wrong: an [http_failure](#http_failure).
---Needs `uses = { "http:api.example.com" }`.
---@param url string|number Where to, as in `"https://api.example.com/prices"`.
---@param options? bot.http.try_get.options What is sent, and how.
---@return http_response?
---@overload fun(url: string, options?: table): nil, http_failure
function bot.http.try_get(url, options) end

---@class bot.http.post.options
---@field json? any What is sent as JSON.
---@field form? table<string, any> What is sent as the fields of a form.
---@field text? string What is sent as it is.
---@field headers? table<string, any> Headers of the request.
---@field query? table<string, any> What is added to the address behind its "?", encoded; a list repeats its name.
---@field timeout? string How long the answer may take, at most a minute; `[http] timeout` where it is left out.

---Sends something, which the other system takes as new. An answer of any status is returned; where there is none, an error is raised, an [http_failure](#http_failure).
---Needs `uses = { "http:api.example.com" }`.
---@param url string|number Where to, as in `"https://api.example.com/prices"`.
---@param options? bot.http.post.options What is sent, and how.
---@return http_response
function bot.http.post(url, options) end

---@class bot.http.try_post.options
---@field json? any What is sent as JSON.
---@field form? table<string, any> What is sent as the fields of a form.
---@field text? string What is sent as it is.
---@field headers? table<string, any> Headers of the request.
---@field query? table<string, any> What is added to the address behind its "?", encoded; a list repeats its name.
---@field timeout? string How long the answer may take, at most a minute; `[http] timeout` where it is left out.

---Like `bot.http.post`, but where there is no answer it returns nil and what went wrong: an [http_failure](#http_failure).
---Needs `uses = { "http:api.example.com" }`.
---@param url string|number Where to, as in `"https://api.example.com/prices"`.
---@param options? bot.http.try_post.options What is sent, and how.
---@return http_response?
---@overload fun(url: string, options?: table): nil, http_failure
function bot.http.try_post(url, options) end

---@class bot.http.put.options
---@field json? any What is sent as JSON.
---@field form? table<string, any> What is sent as the fields of a form.
---@field text? string What is sent as it is.
---@field headers? table<string, any> Headers of the request.
---@field query? table<string, any> What is added to the address behind its "?", encoded; a list repeats its name.
---@field timeout? string How long the answer may take, at most a minute; `[http] timeout` where it is left out.

---Sends something, which takes the place of what was there. An answer of any status is returned; where there is none, an error is raised, an [http_failure](#http_failure).
---Needs `uses = { "http:api.example.com" }`.
---@param url string|number Where to, as in `"https://api.example.com/prices"`.
---@param options? bot.http.put.options What is sent, and how.
---@return http_response
function bot.http.put(url, options) end

---@class bot.http.try_put.options
---@field json? any What is sent as JSON.
---@field form? table<string, any> What is sent as the fields of a form.
---@field text? string What is sent as it is.
---@field headers? table<string, any> Headers of the request.
---@field query? table<string, any> What is added to the address behind its "?", encoded; a list repeats its name.
---@field timeout? string How long the answer may take, at most a minute; `[http] timeout` where it is left out.

---Like `bot.http.put`, but where there is no answer it returns nil and what went wrong: an [http_failure](#http_failure).
---Needs `uses = { "http:api.example.com" }`.
---@param url string|number Where to, as in `"https://api.example.com/prices"`.
---@param options? bot.http.try_put.options What is sent, and how.
---@return http_response?
---@overload fun(url: string, options?: table): nil, http_failure
function bot.http.try_put(url, options) end

---@class bot.http.patch.options
---@field json? any What is sent as JSON.
---@field form? table<string, any> What is sent as the fields of a form.
---@field text? string What is sent as it is.
---@field headers? table<string, any> Headers of the request.
---@field query? table<string, any> What is added to the address behind its "?", encoded; a list repeats its name.
---@field timeout? string How long the answer may take, at most a minute; `[http] timeout` where it is left out.

---Sends changes of something. An answer of any status is returned; where there is none, an error is raised, an [http_failure](#http_failure).
---Needs `uses = { "http:api.example.com" }`.
---@param url string|number Where to, as in `"https://api.example.com/prices"`.
---@param options? bot.http.patch.options What is sent, and how.
---@return http_response
function bot.http.patch(url, options) end

---@class bot.http.try_patch.options
---@field json? any What is sent as JSON.
---@field form? table<string, any> What is sent as the fields of a form.
---@field text? string What is sent as it is.
---@field headers? table<string, any> Headers of the request.
---@field query? table<string, any> What is added to the address behind its "?", encoded; a list repeats its name.
---@field timeout? string How long the answer may take, at most a minute; `[http] timeout` where it is left out.

---Like `bot.http.patch`, but where there is no answer it returns nil and what went wrong: an [http_failure](#http_failure).
---Needs `uses = { "http:api.example.com" }`.
---@param url string|number Where to, as in `"https://api.example.com/prices"`.
---@param options? bot.http.try_patch.options What is sent, and how.
---@return http_response?
---@overload fun(url: string, options?: table): nil, http_failure
function bot.http.try_patch(url, options) end

---@class bot.http.delete.options
---@field json? any What is sent as JSON.
---@field form? table<string, any> What is sent as the fields of a form.
---@field text? string What is sent as it is.
---@field headers? table<string, any> Headers of the request.
---@field query? table<string, any> What is added to the address behind its "?", encoded; a list repeats its name.
---@field timeout? string How long the answer may take, at most a minute; `[http] timeout` where it is left out.

---Removes something. An answer of any status is returned; where there is none, an error is raised, an [http_failure](#http_failure).
---Needs `uses = { "http:api.example.com" }`.
---@param url string|number Where to, as in `"https://api.example.com/prices"`.
---@param options? bot.http.delete.options What is sent, and how.
---@return http_response
function bot.http.delete(url, options) end

---@class bot.http.try_delete.options
---@field json? any What is sent as JSON.
---@field form? table<string, any> What is sent as the fields of a form.
---@field text? string What is sent as it is.
---@field headers? table<string, any> Headers of the request.
---@field query? table<string, any> What is added to the address behind its "?", encoded; a list repeats its name.
---@field timeout? string How long the answer may take, at most a minute; `[http] timeout` where it is left out.

---Like `bot.http.delete`, but where there is no answer it returns nil and what went wrong: an [http_failure](#http_failure).
---Needs `uses = { "http:api.example.com" }`.
---@param url string|number Where to, as in `"https://api.example.com/prices"`.
---@param options? bot.http.try_delete.options What is sent, and how.
---@return http_response?
---@overload fun(url: string, options?: table): nil, http_failure
function bot.http.try_delete(url, options) end
