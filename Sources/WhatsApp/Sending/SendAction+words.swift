// Moonpost
// SPDX-License-Identifier: Apache-2.0

extension SendAction {
    /// What happens next, in words that follow the error's meaning.
    package var next: String {
        switch self {
        case .retry: "it is sent again in a moment, later each time"
        case .retryPairRate: "messages to this person wait some seconds, longer each time"
        case .slowNumber: "the number sends more slowly for a while, and this is sent again"
        case .holdNumber: "the number waits some minutes, and then sends it again"
        case .pauseAccount: "the number waits a minute or more, and then sends it again"
        case .retryAfter(let duration): "it is sent again after \(Self.words(duration)) or more"
        case .restMarketing: "the person gets no marketing for a day or more, and then it is sent again"
        case .uploadAgain: "it is sent once more in a moment"
        case .switchToTemplate: "the template declared with it is sent, or nothing where there is none"
        case .askForPhone: "it is not sent again; the person has to tell their phone number first"
        case .verifyIdentity: "it is not sent again; somebody has to verify who the person is first"
        case .never, .informPerson, .pauseCampaign: "it is not sent again"
        case .restTemplate: "it is not sent again, and others with the template wait"
        case .retireTemplate: "it is not sent again, and neither is another with the template"
        case .optOut: "the person gets no marketing any more"
        case .stopCampaigns: "campaigns of the number rest for a day; replies go on"
        case .stopAccount: "nothing of the number is sent for a while, and then it is tried again"
        }
    }

    private static func words(_ duration: Duration) -> String {
        let seconds = duration.components.seconds
        return seconds % 3_600 == 0 ? "\(seconds / 3_600) hours" : seconds % 60 == 0 ? "\(seconds / 60) minutes" : "\(seconds) seconds"
    }
}
