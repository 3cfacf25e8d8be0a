// Moonpost
// SPDX-License-Identifier: Apache-2.0

/// Which numbers an error speaks for, beside the one whose message was refused.
///
/// One number that is set up wrongly must not keep from sending those that are not: only what is true of all of them stops them.
package enum ErrorReach: Hashable, Sendable {
    /// None.
    case number
    /// Those of the same business account.
    case account
    /// Those that are used with the same access token.
    case token
    /// Those of the same app.
    case app
}

extension ErrorPolicy {
    /// Whom an error concerns that this action answers.
    package static func reach(of error: PlatformError, _ action: SendAction) -> ErrorReach {
        switch action {
        case .pauseAccount: error.code == 4 ? .app : .account
        case .stopAccount:
            if tokenCodes.contains(error.code) {
                .token
            } else if numberCodes.contains(error.code) {
                .number
            } else {
                .account
            }
        default: .number
        }
    }

    /// The token itself is no good: whatever is sent with it is refused. Of Meta, and of Twilio.
    private static let tokenCodes: Set<Int> = [0, 190, 20003, 20006, 20008, 20403, 20404]

    /// Something is wrong with the number, its name, or the address that is asked. Of Meta, and of Twilio.
    private static let numberCodes: Set<Int> = [
        33, 100, 131037, 131045, 133010, PlatformError.unreadable, 21212, 21603, 21606, 21701, 21702, 21703, 21704, 21705, 63001, 63002, 63007,
        63008, 63013, 63020, 63022, 63059,
    ]
}
