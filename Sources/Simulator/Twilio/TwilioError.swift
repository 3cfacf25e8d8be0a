// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core

/// An error as Twilio's API answers it: `{"code", "message", "more_info", "status"}`.
///
/// Source: Twilio, "Error and warning dictionary", "WhatsApp error code mapping".
struct TwilioError: Error, Hashable, Sendable {
    var status = 400
    var code: Int
    var message: String

    init(status: Int = 400, code: Int, message: String) {
        self.status = status
        self.code = code
        self.message = message
    }

    var body: JSON {
        [
            "code": .integer(Int64(code)), "message": .string(message),
            "more_info": .string("https://www.twilio.com/docs/errors/\(code)"), "status": .integer(Int64(status)),
        ]
    }

    static let unauthorized = TwilioError(status: 401, code: 20003, message: "Authenticate")
    static let tooMany = TwilioError(status: 429, code: 20429, message: "Too many requests")

    static func notFound(_ path: String) -> TwilioError {
        TwilioError(status: 404, code: 20404, message: "The requested resource \(path) was not found")
    }

    /// What becomes at Twilio of an error of Meta's, in an answer.
    init(_ error: GraphError) {
        let code = Self.code(of: error)
        if error.status >= 500 {
            self.init(status: error.status, code: 20500, message: "An internal server error has occurred")
        } else if error.code == 190 {
            self = .unauthorized
        } else {
            self.init(code: code, message: error.details ?? error.title)
        }
    }

    /// The code of Twilio's for one of Meta's; one of Twilio's own, as a fault may name it, stays.
    static func code(of error: GraphError) -> Int {
        if let code = codes[error.code] { return code }
        return (11_000..<100_000).contains(error.code) && error.code != 80007 ? error.code : 63023
    }

    private static let codes: [Int: Int] = [
        1: 63012, 2: 63012, 131000: 63012, 131016: 63012, 133004: 63012, 4: 63018, 80007: 63018, 130429: 63018, 131056: 63018,
        131047: 63016, 131026: 63024, 131030: 63015, 131049: 63049, 130472: 63032, 131048: 63026, 131053: 63019, 131052: 63019, 10: 63001,
        131005: 63001, 131042: 63020, 368: 63013, 131031: 63013, 132000: 63028, 132001: 63027, 132015: 63041, 132016: 63042, 100: 63021,
        131008: 63021, 131009: 63021, 131021: 63031, 131051: 63030, 133010: 63007,
    ]
}
