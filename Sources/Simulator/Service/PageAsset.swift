// Moonpost
// SPDX-License-Identifier: Apache-2.0

/// A file of the phone page.
struct PageAsset {
    let type: String
    let bytes: [UInt8]

    static let page = PageAsset(type: "text/html; charset=utf-8", bytes: PackageResources.index_html)

    static func named(_ name: String) -> PageAsset? {
        switch name {
        case "phone.css": PageAsset(type: "text/css; charset=utf-8", bytes: PackageResources.phone_css)
        case "phone.js": PageAsset(type: "text/javascript; charset=utf-8", bytes: PackageResources.phone_js)
        default: nil
        }
    }

    /// A bot may send a picture by a link to anywhere, so pictures are the one thing that may come from elsewhere.
    private static let policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data: https: http:; "
        + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

    var response: SimulatorResponse {
        SimulatorResponse(
            headers: [
                ("Content-Type", type), ("Cache-Control", "no-cache"), ("Content-Security-Policy", Self.policy),
                ("Referrer-Policy", "no-referrer"), ("X-Content-Type-Options", "nosniff"),
            ],
            body: .bytes(bytes))
    }
}
