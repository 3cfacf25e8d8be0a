// Moonpost
// SPDX-License-Identifier: Apache-2.0

/// The kinds of message that carry a file.
package enum MediaKind: String, Hashable, Sendable, CaseIterable {
    case image, video, audio, document, sticker

    /// Whether Meta takes a caption with it.
    package var hasCaption: Bool {
        switch self {
        case .image, .video, .document: true
        case .audio, .sticker: false
        }
    }
}
