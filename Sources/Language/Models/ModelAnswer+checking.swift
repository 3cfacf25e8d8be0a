// Moonpost
// SPDX-License-Identifier: Apache-2.0

extension ModelAnswer {
    /// - Throws: Where nothing was said and nothing called, which helps nobody.
    func checked() throws(ModelFailure) -> ModelAnswer {
        guard text.allSatisfy(\.isWhitespace), calls.isEmpty else { return self }
        throw isCutShort
            ? ModelFailure(.badRequest, "the model used up its tokens before it said anything: allow it more")
            : ModelFailure(.unreadable, "the model's answer is empty")
    }
}

extension String {
    /// A root without the slashes at its end.
    var trimmingSlashes: String {
        var text = Substring(self)
        while text.last == "/" { text.removeLast() }
        return String(text)
    }
}
