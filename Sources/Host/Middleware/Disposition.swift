// Moonpost
// SPDX-License-Identifier: Apache-2.0

package import Core
package import Plugins
package import Store

/// What is to be done with a person's message.
package indirect enum Disposition: Sendable {
    /// It answers a conversation that waits.
    case answer(StoredConversation)
    /// It begins a flow or command; `ending` ends first.
    case begin(PluginCatalog.Entry, given: JSON, ending: StoredConversation? = nil)
    /// The host itself replies; `ending` ends, and marketing where the person wants that.
    case reply(JSON, ending: StoredConversation? = nil, stopsMarketing: Bool? = nil)
    /// The person writes too much: it is kept and not run. `reply` tells them so, `offence` an admin.
    case refuse(reason: String, reply: String?, offence: Offence?)
    /// It wants what the person may not. Who is unknown is told once a day how to register, and in between gets `otherwise`.
    case deny(PluginCatalog.Entry, otherwise: Disposition)
    /// It is, or may be, a one-time code; where it is none, `otherwise`.
    case code(LinkCode, otherwise: Disposition)
    /// Nobody wants it.
    case ignore

    /// What an admin is told about somebody who writes too much.
    package struct Offence: Sendable {
        package var kind: String
        package var summary: String
    }
}
