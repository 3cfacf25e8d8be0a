// Moonpost
// SPDX-License-Identifier: Apache-2.0

extension Configuration {
    /// `[business]`: who speaks to people here.
    package struct Business: Hashable, Sendable {
        package var name: String
        /// An IANA name such as "Africa/Cairo": days begin and end, and schedules run, by it.
        package var timezone: String
        /// A BCP 47 tag such as "en" or "pt-BR".
        package var language: String

        package init(name: String = "Moonpost", timezone: String = "UTC", language: String = "en") {
            self.name = name
            self.timezone = timezone
            self.language = language
        }
    }
}
