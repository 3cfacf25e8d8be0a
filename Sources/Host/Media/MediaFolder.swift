// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Foundation

/// Where files lie on the disk: each under its SHA-256, so that the same file is there once; and beside them what is arriving.
struct MediaFolder: Sendable {
    let root: String

    init(_ root: String) { self.root = root }

    /// - Parameter file: The SHA-256 in hexadecimal.
    func path(of file: String) -> String { root + "/" + file.prefix(2) + "/" + file }

    /// Where a file lies while it arrives; the folder is made where it is missing.
    func arriving(_ name: String) throws -> String {
        try FileManager.default.createDirectory(
            atPath: root + "/arriving", withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        return root + "/arriving/" + name
    }

    /// Gives a file that has arrived its name.
    func keep(_ arrived: String, as file: String) throws {
        let path = path(of: file)
        try FileManager.default.createDirectory(
            atPath: root + "/" + file.prefix(2), withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        // Over one that is there already: it has the same bytes.
        guard rename(arrived, path) == 0 else { throw Problem("\(path): \(String(cString: strerror(errno)))") }
        // The name, too, must outlive the machine's next moment: the store says from here on that the file is there.
        let folder = open(root + "/" + file.prefix(2), O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard folder >= 0 else { throw Problem("\(path): \(String(cString: strerror(errno)))") }
        defer { close(folder) }
        guard fsync(folder) == 0 else { throw Problem("\(path): \(String(cString: strerror(errno)))") }
    }

    /// How many bytes the file has; nil where it is not there.
    func size(of file: String) -> Int? {
        var information = stat()
        guard stat(path(of: file), &information) == 0 else { return nil }
        return Int(information.st_size)
    }

    /// The first bytes of a file, at most so many.
    func head(of file: String, _ count: Int) throws -> [UInt8] {
        let path = path(of: file)
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw Problem("\(path): \(String(cString: strerror(errno)))") }
        defer { close(descriptor) }
        var bytes = [UInt8](repeating: 0, count: count)
        let length = read(descriptor, &bytes, count)
        guard length >= 0 else { throw Problem("\(path): \(String(cString: strerror(errno)))") }
        return Array(bytes.prefix(length))
    }

    /// Removes a file; one that is not there is as good as removed.
    func remove(_ file: String) throws {
        try remove(at: path(of: file))
    }

    func remove(at path: String) throws {
        guard unlink(path) == 0 || errno == ENOENT else { throw Problem("\(path): \(String(cString: strerror(errno)))") }
    }

    /// Removes what an earlier run did not finish.
    func clearArriving() throws {
        let folder = root + "/arriving"
        guard FileManager.default.fileExists(atPath: folder) else { return }
        for name in try FileManager.default.contentsOfDirectory(atPath: folder) { try remove(at: folder + "/" + name) }
    }

    struct Problem: Error, CustomStringConvertible {
        var description: String
        init(_ description: String) { self.description = description }
    }
}
