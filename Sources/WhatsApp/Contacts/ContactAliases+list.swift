// Moonpost
// SPDX-License-Identifier: Apache-2.0

package import Core

extension ContactAliases {
    /// Every alias there is, the ones that identify best first.
    package var list: [ContactAlias] {
        var list: [ContactAlias] = []
        if let userID { list.append(ContactAlias(.userID, userID)) }
        if let phone { list.append(ContactAlias(.phone, phone)) }
        if let parentUserID { list.append(ContactAlias(.parentUserID, parentUserID)) }
        if let username { list.append(ContactAlias(.username, username)) }
        return list
    }

    /// Takes aliases back from the store; of two of one kind the last counts.
    package init(_ list: some Sequence<ContactAlias>) {
        self.init()
        for alias in list {
            switch alias.kind {
            case .phone: phone = alias.value
            case .userID: userID = alias.value
            case .parentUserID: parentUserID = alias.value
            case .username: username = alias.value
            }
        }
    }
}
