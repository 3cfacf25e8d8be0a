// Moonpost
// SPDX-License-Identifier: Apache-2.0

extension TestHost {
    /// Returns once `condition` holds. For what tasks do that nobody counts as under way; the suite's time limit ends it.
    func until(_ condition: () async throws -> Bool) async throws {
        while try await !condition() {
            try Task.checkCancellation()
            await Task.yield()
        }
    }
}
