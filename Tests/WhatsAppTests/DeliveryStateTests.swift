// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core
internal import Testing
internal import WhatsApp

struct DeliveryStateTests {
    private func update(_ status: StatusUpdate.Status, _ second: Int64?, code: Int? = nil) -> StatusUpdate {
        StatusUpdate(
            wamid: "w", status: status, timestamp: second.map { Timestamp(milliseconds: $0 * 1_000) },
            errors: code.map { [PlatformError(code: $0)] } ?? [])
    }

    private func permutations<Element>(_ elements: [Element]) -> [[Element]] {
        guard elements.count > 1 else { return [elements] }
        return elements.indices.flatMap { index in
            var rest = elements
            let first = rest.remove(at: index)
            return permutations(rest).map { [first] + $0 }
        }
    }

    @Test("In whatever order statuses come, twice or not, the state is the same")
    func orderIndependent() {
        let updates = [
            update(.sent, 1), update(.delivered, 2), update(.read, 3), update(.played, 4),
            update(.failed, 5, code: 131026),
            update(.unknown("x"), 6), update(.delivered, 7),
        ]
        var states: Set<DeliveryState> = []
        for order in permutations(updates) {
            var state = DeliveryState()
            for update in order { state.merge(update) }
            for update in order {
                let changed = state.merge(update)
                #expect(!changed)
            }
            states.insert(state)
        }
        #expect(states.count == 1)
        #expect(states.first?.stage == .played)
        #expect(states.first?.time(of: .delivered) == Timestamp(milliseconds: 2_000))
        #expect(states.first?.failure?.error.code == 131026)
    }

    @Test("Any part of the statuses, in any order, merges to the furthest of them")
    func subsets() {
        let updates = [
            update(.sent, 1), update(.delivered, 2), update(.read, 3), update(.failed, 4, code: 1),
            update(.failed, 4, code: 2),
        ]
        for mask in 0..<(1 << updates.count) {
            let part = updates.indices.filter { mask >> $0 & 1 == 1 }.map { updates[$0] }
            var states: Set<DeliveryState> = []
            for order in permutations(part) {
                var state = DeliveryState()
                var before = state.stage
                for update in order {
                    state.merge(update)
                    #expect(state.stage >= before)
                    before = state.stage
                }
                states.insert(state)
            }
            #expect(states.count == 1)
        }
    }

    @Test("Merging states is commutative, associative and idempotent")
    func semilattice() {
        let states = [
            DeliveryState(), DeliveryState(update(.sent, 3)), DeliveryState(update(.sent, nil)),
            DeliveryState(update(.read, 1)),
            DeliveryState(update(.failed, 2, code: 1)), DeliveryState(update(.failed, nil, code: 1)),
            DeliveryState(update(.failed, nil)),
        ]
        func joined(_ left: DeliveryState, _ right: DeliveryState) -> DeliveryState {
            var state = left
            state.merge(right)
            return state
        }
        for a in states {
            #expect(joined(a, a) == a)
            for b in states {
                #expect(joined(a, b) == joined(b, a))
                for c in states { #expect(joined(joined(a, b), c) == joined(a, joined(b, c))) }
            }
        }
    }

    @Test("Read implies delivered; a failure counts only where nobody got it")
    func meaning() {
        var state = DeliveryState(update(.read, 1))
        #expect(state.isDelivered && state.isRead && !state.isFailed)
        state.merge(update(.failed, 2, code: 131026))
        #expect(!state.isFailed)
        #expect(state.failure?.error.code == 131026)
        #expect(DeliveryState(update(.failed, 2, code: 131026)).isFailed)
        #expect(DeliveryState(update(.failed, 2)).failure?.error.code == PlatformError.unreadable)
    }

    @Test("A state goes to the store and comes back")
    func stored() throws {
        var state = DeliveryState()
        #expect(DeliveryState(stored: state.json) == state)
        for update in [update(.sent, 1), update(.read, 3), update(.failed, 2, code: 131026)] {
            state.merge(update)
            #expect(try DeliveryState(stored: JSON(state.json.encoded())) == state)
        }
        #expect(DeliveryState(stored: "nonsense") == DeliveryState())
    }
}
