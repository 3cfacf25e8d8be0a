// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core

extension SimulatorResponse {
    static func json(_ json: JSON, status: Int = 200) -> SimulatorResponse {
        SimulatorResponse(
            status: status,
            headers: [("Content-Type", "application/json; charset=UTF-8"), ("Cache-Control", "no-store")],
            body: .bytes(json.encoded()))
    }

    /// An error of the page's own interface.
    static func problem(_ status: Int, code: String, _ message: String) -> SimulatorResponse {
        .json(["error": ["code": .string(code), "message": .string(message)]], status: status)
    }

    static func problem(_ problem: PersonProblem) -> SimulatorResponse {
        let status =
            switch problem.code {
            case .unknownContact, .unknownNumber, .unknownMessage: 404
            case .taken: 409
            case .unknownChoice, .invalid: 422
            }
        return .problem(status, code: problem.code.rawValue, problem.description)
    }
}
