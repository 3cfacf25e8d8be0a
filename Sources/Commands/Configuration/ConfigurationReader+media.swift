// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core

extension ConfigurationReader {
    static func security(_ section: ConfigurationTable) -> Configuration.Security {
        var section = section
        var security = Configuration.Security()
        if let file = section.text("key_file") { security.keyFile = path(file.value, besides: section.context.file) }
        section.finish()
        return security
    }

    static func media(_ section: ConfigurationTable) -> Configuration.Media {
        var section = section
        var media = Configuration.Media()
        if let folder = section.text("folder") { media.folder = path(folder.value, besides: section.context.file) }
        if let bytes = section.bytes("largest", atLeast: 1 << 10) { media.largest = Int(bytes) }
        if let wait = section.duration("wait") { media.wait = wait }
        if let keep = section.duration("keep", atLeast: .seconds(3_600)) { media.keep = keep }
        if let lifetime = section.duration("link_lifetime", atLeast: .seconds(1)) { media.linkLifetime = lifetime }
        if let uploads = section.bool("upload_links") { media.uploadsLinks = uploads }
        section.finish()
        return media
    }
}
