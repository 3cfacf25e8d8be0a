// Moonpost
// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Core

@Suite struct TimestampTests {
    @Test("a duration after a moment is a moment, and between two moments is a duration")
    func arithmetic() {
        let moment = Timestamp(milliseconds: 1_000)
        #expect(moment + .seconds(2) == Timestamp(milliseconds: 3_000))
        #expect(Timestamp(milliseconds: 3_500) - moment == .milliseconds(2_500))
        #expect(moment < moment + .milliseconds(1))
    }

    @Test("a duration is counted in whole milliseconds, rounded towards zero")
    func milliseconds() {
        #expect(Duration.microseconds(1_999).milliseconds == 1)
        #expect(Duration.microseconds(-1_999).milliseconds == -1)
        #expect(Duration.seconds(86_400).milliseconds == 86_400_000)
    }

    @Test("a moment too far away to be counted is the farthest there is, never a crash")
    func saturates() {
        let moment = Timestamp(milliseconds: 1_767_603_600_000)
        #expect(moment + .milliseconds(Int64.max) == Timestamp(milliseconds: .max))
        #expect(Timestamp(milliseconds: -10) + .milliseconds(Int64.min) == Timestamp(milliseconds: .min))
        #expect(Timestamp(milliseconds: .max) - Timestamp(milliseconds: .min) == .milliseconds(Int64.max))
        #expect(Duration.seconds(Int64.max).milliseconds == .max)
        #expect(Duration.seconds(Int64.min).milliseconds == .min)
    }
}
