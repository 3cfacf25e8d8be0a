// Moonpost
// SPDX-License-Identifier: Apache-2.0

package import Core
package import Plugins
package import Store

/// What is to be done with a person's message.
package enum Disposition: Sendable {
    /// It answers a conversation that waits.
    case answer(StoredConversation)
    /// It begins a flow or command; `ending` ends first.
    case begin(PluginCatalog.Entry, given: JSON, ending: StoredConversation? = nil)
    /// The host itself replies; `ending` ends.
    case reply(JSON, ending: StoredConversation? = nil)
    /// Nobody wants it.
    case ignore
}
