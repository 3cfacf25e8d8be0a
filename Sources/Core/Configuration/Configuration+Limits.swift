// Moonpost
// SPDX-License-Identifier: Apache-2.0

extension Configuration {
    /// `[limits]`: how fast and when is sent, and how fast people may write. docs/limits.md has every rule with its source.
    package struct Limits: Hashable, Sendable {
        /// A time of day in which only replies are sent, in minutes after midnight where the business is.
        ///
        /// It may go over midnight: 21:00 to 08:00. Equal ends would be no time at all.
        package struct QuietHours: Hashable, Sendable {
            package var from: Int
            package var to: Int

            package init(from: Int, to: Int) {
                self.from = from
                self.to = to
            }
        }

        /// Messages that one number sends and receives in a second; nil is without limit. Meta: 80, after an upgrade 1,000,
        /// and 20 for numbers that the WhatsApp Business app uses, too.
        package var throughput: Int?
        /// How many messages ahead of their time one person may get from one number; nil is without limit. Meta: 45.
        package var pairBurst: Int?
        /// The time that each message to one person takes of that. Meta: 6 seconds.
        package var pairInterval: Duration
        /// People whom one portfolio may write to in 24 hours outside their service windows; nil is unknown or without limit.
        package var messagingLimit: Int?
        package var quietHours: QuietHours?
        /// Messages of one person that are answered in a minute; nil is without limit.
        package var inboundPerMinute: Int?
        /// How many of them may come at once.
        package var inboundBurst: Int
        /// How often the same text may come in a row within a minute before its sender is muted; nil never mutes.
        package var repeats: Int?
        /// How long somebody is muted who floods or repeats.
        package var mute: Duration
        /// Requests over HTTP of one address that are served in a minute, besides those that are signed; nil is without limit.
        package var addressPerMinute: Int?
        /// How many of them may come at once.
        package var addressBurst: Int
        /// More words by which a person ends marketing, by language, and those by which they resume it.
        package var stopWords: [String: [String]] = [:]
        package var startWords: [String: [String]] = [:]
        /// Whether free-form messages outside the 24-hour window are refused. Tests whose clock jumps may do without.
        package var enforcesWindow: Bool

        package init(
            throughput: Int? = 80, pairBurst: Int? = 45, pairInterval: Duration = .seconds(6), messagingLimit: Int? = nil,
            quietHours: QuietHours? = nil, inboundPerMinute: Int? = 30, inboundBurst: Int = 10, repeats: Int? = 10,
            mute: Duration = .seconds(600), addressPerMinute: Int? = 600, addressBurst: Int = 300, enforcesWindow: Bool = true
        ) {
            self.throughput = throughput
            self.pairBurst = pairBurst
            self.pairInterval = pairInterval
            self.messagingLimit = messagingLimit
            self.quietHours = quietHours
            self.inboundPerMinute = inboundPerMinute
            self.inboundBurst = inboundBurst
            self.repeats = repeats
            self.mute = mute
            self.addressPerMinute = addressPerMinute
            self.addressBurst = addressBurst
            self.enforcesWindow = enforcesWindow
        }

        /// Nothing is limited: for tests whose clock stands still, to whom a whole afternoon is one moment.
        package static let none = Limits(
            throughput: nil, pairBurst: nil, inboundPerMinute: nil, repeats: nil, addressPerMinute: nil, enforcesWindow: false)
    }
}
