// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import Core
internal import Foundation
internal import Host
internal import Store

/// `moonpost key`
struct KeyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "key", abstract: "Makes the key that seals the secrets of numbers, or changes it.",
        subcommands: [Make.self, Rotate.self], defaultSubcommand: Make.self)

    /// `moonpost key`
    struct Make: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "make", abstract: "Makes the key, in a file that its owner alone can read.",
            discussion: "Keep a copy in a safe place: without it the secrets in the store cannot be read by anybody.")

        @OptionGroup var store: StoreOptions

        func run() async throws {
            let configuration = try store.options.read()
            let key = InstallationKey(configuration, store: store.path(configuration))
            if key.isInEnvironment { throw CommandFailure("the key is in the environment variable \(InstallationKey.variable): no file is needed") }
            try InstallationKey.write(MasterKey(), to: key.path)
            print("wrote \(key.path), which its owner alone can read")
            print("keep a copy in a safe place: without it the secrets of your numbers cannot be read by anybody")
            if try store.wakeHost() != nil { print("the running host takes it over now") }
            print("next: moonpost number add")
        }
    }

    /// `moonpost key rotate`
    struct Rotate: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "rotate", abstract: "Seals everything with a new key.",
            discussion: """
                With a key file, the new key takes its place. With \(InstallationKey.variable), set \(InstallationKey.nextVariable) to a new one \
                first, and afterwards \(InstallationKey.variable) to it. Addresses of files that were given out stop working.
                """)

        @OptionGroup var store: StoreOptions

        func run() async throws {
            let configuration = try store.options.read()
            let place = InstallationKey(configuration, store: store.path(configuration))
            let keys = try place.require()
            let next: MasterKey
            if place.isInEnvironment {
                guard keys.count == 2 else {
                    throw CommandFailure("set \(InstallationKey.nextVariable) to the new key first: `openssl rand -base64 32` makes one")
                }
                next = keys[1]
            } else if keys.count == 2 {
                // An earlier change was interrupted: it goes on.
                next = keys[1]
            } else {
                next = MasterKey()
                try InstallationKey.write(next, to: place.nextPath)
            }
            let count = try await store.withStore(creating: false) { database in
                let before = NumberVault(keys), after = NumberVault([next])
                let now = SystemClock().now
                return try await database.write { connection in
                    let numbers = try NumberRepository.all(in: connection)
                    for stored in numbers {
                        var sealed = try after.seal(try before.open(stored), at: now)
                        sealed.createdAt = stored.createdAt
                        try NumberRepository.save(sealed, in: connection)
                    }
                    for (number, sealed) in try FormRepository.keys(in: connection) {
                        let key = try FormKeyVault(keys).open(sealed, of: number)
                        try FormRepository.setKey(try FormKeyVault([next]).seal(key, of: number), of: number, at: now, in: connection)
                    }
                    return numbers.count
                }
            }
            print("\(count) number\(count == 1 ? " is" : "s are") sealed with the new key")
            if place.isInEnvironment {
                print("now set \(InstallationKey.variable) to the new key, unset \(InstallationKey.nextVariable), and start the host again")
                return
            }
            guard rename(place.nextPath, place.path) == 0 else {
                throw CommandFailure("\(place.nextPath) cannot take the place of \(place.path): \(String(cString: strerror(errno))); move it by hand")
            }
            print("\(place.path) has the new key: put a copy of it in the safe place")
            try store.tellHost()
        }
    }
}
