// Moonpost
// SPDX-License-Identifier: Apache-2.0

/// The Lua that every script sees before its own: the API of docs/flows.md on top of one primitive.
package enum Prelude {
    /// The declarations of the API, then the files of the prelude in their order, as one chunk.
    package static let source = PreludeRules.lua(.standard) + [
        PackageResources._0_words_lua, PackageResources._0_checks_lua, PackageResources._5_functions_lua,
        PackageResources._0_messages_lua, PackageResources._0_chat_lua, PackageResources._5_locales_lua,
        PackageResources._6_templates_lua, PackageResources._7_http_lua, PackageResources._8_ai_lua, PackageResources._8_forms_lua, PackageResources._9_queries_lua,
        PackageResources._0_bot_lua,
        PackageResources.prelude_lua,
    ].map { String(decoding: $0, as: UTF8.self) }.joined(separator: "\n")
}
