// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core
internal import Store

/// Gives files to whoever has a signed address of them.
package struct MediaAccess: Sendable {
    package enum Answer: Sendable {
        /// The path of the file on the disk, and its media type; `filename` is the name that its sender gave it.
        case file(path: String, mime: String, filename: String?)
        /// Nobody signed this address.
        case forged
        /// It worked until a while ago, or the file is deleted.
        case gone
        /// There is no such file, or not yet.
        case missing
    }

    let folder: MediaFolder
    let links: MediaLinks
    let database: any Database
    let clock: any Clock

    /// - Parameters:
    ///   - expires: As it stands in the address; nil where it does not.
    ///   - signature: As it stands in the address.
    package func answer(id: String, expires: String?, signature: String?) async throws -> Answer {
        switch links.verdict(of: id, expires: expires ?? "", signature: signature ?? "", at: clock.now) {
        case .forged: return .forged
        case .expired: return .gone
        case .good: break
        }
        guard let media = try await database.read({ try MediaRepository.media(UpdateID(stored: id), in: $0) }) else { return .missing }
        switch media.state {
        case .waiting, .failed: return .missing
        case .deleted: return .gone
        case .stored:
            guard let file = media.file, folder.size(of: file) != nil else { return .missing }
            return .file(path: folder.path(of: file), mime: media.mime, filename: media.filename)
        }
    }
}
