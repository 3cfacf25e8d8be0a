// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core

/// The frame that gives a worker a plugin version.
package enum LoadFrame {
    package static func encode(_ snapshot: PluginSnapshot, version: String) -> [UInt8] {
        var frame: JSONObject = [
            "op": "load", "version": .string(version), "sources": snapshot.json["sources"] ?? [],
            "settings": .object(snapshot.settings),
        ]
        frame["locales"] = snapshot.locales?.json
        return JSON.object(frame).encoded()
    }

    /// The frame that takes a version out of a worker again.
    package static func unload(_ version: String) -> [UInt8] {
        JSON.object(["op": "unload", "version": .string(version)]).encoded()
    }
}
