// Moonpost
// SPDX-License-Identifier: Apache-2.0

package import Core

/// What a script worker says of a conversation: the answer to a `start` or `resume` frame.
package enum WorkerAnswer: Hashable, Sendable {
    case request(effects: [Call], Call)
    case finished(effects: [Call], result: JSON?, go: Destination?)
    case failed(effects: [Call], ScriptFailure)
    /// The worker does not have the conversation.
    case gone

    /// Reads a frame; throws where it is none of these, because nothing that comes out of a worker is trusted.
    package init(_ frame: JSON) throws(MalformedAnswer) {
        let effects = try (frame["effects"]?.elements ?? []).map { element throws(MalformedAnswer) in
            guard let call = Call(element) else { throw MalformedAnswer(what: "an effect that is not a call") }
            return call
        }
        switch frame["op"]?.text {
        case "request":
            guard let call = frame["request"].flatMap(Call.init) else { throw MalformedAnswer(what: "a request without its call") }
            self = .request(effects: effects, call)
        case "finished":
            var go: Destination?
            if let object = frame["go"], !object.isNull {
                guard let target = object["target"]?.text else { throw MalformedAnswer(what: "a go without its target") }
                go = Destination(target: target, given: object["given"] ?? .null, model: object["model"]?.text)
            }
            self = .finished(effects: effects, result: frame["result"], go: go)
        case "failed":
            self = .failed(effects: effects, ScriptFailure(frame["error"] ?? .null))
        case "gone":
            self = .gone
        default:
            throw MalformedAnswer(what: "an answer of the kind \(frame["op"]?.description ?? "nothing")")
        }
    }
}

/// A worker's answer does not follow the protocol.
package struct MalformedAnswer: Error, CustomStringConvertible {
    package var what: String
    package var description: String { "the script worker sent \(what)" }
}
