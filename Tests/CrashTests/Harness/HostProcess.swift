// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import CGlibc
internal import Foundation
internal import Synchronization

/// One run of `moonpost serve` in a process of its own.
///
/// A thread belongs to each: it starts the process, reads what it prints, and takes it off the system's table. Through
/// `setpriv` the process is killed when that thread ends, so none outlives the tests, however those end.
final class HostProcess: Sendable {
    enum End: Hashable, Sendable {
        case exited(Int32)
        case killed(Int32)
    }

    let pid: pid_t
    /// True when it says that it serves; false when it ended before.
    let ready: Promise<Bool>
    let end: Promise<End>
    private let gate: Gate

    /// Keeps a signal from reaching a process that is gone, whose number may be another's by now.
    private final class Gate: Sendable { let hasEnded = Mutex(false) }

    private init(pid: pid_t, ready: Promise<Bool>, end: Promise<End>, gate: Gate) {
        self.pid = pid
        self.ready = ready
        self.end = end
        self.gate = gate
    }

    static func start(_ folder: HostFolder) async throws -> HostProcess {
        let ready = Promise<Bool>()
        let end = Promise<End>()
        let gate = Gate()
        let pid: pid_t = try await withCheckedThrowingContinuation { continuation in
            let thread = Thread {
                do {
                    let (pid, output) = try spawn(folder)
                    continuation.resume(returning: pid)
                    read(output, ready)
                    ready.fulfill(false)
                    end.fulfill(reap(pid, gate))
                } catch {
                    continuation.resume(throwing: error)
                }
            }
            thread.name = "host-process"
            thread.start()
        }
        return HostProcess(pid: pid, ready: ready, end: end, gate: gate)
    }

    /// SIGKILL, and waits until the process is gone.
    @discardableResult
    func kill() async -> End? {
        send(SIGKILL)
        return await end.value(within: .seconds(10))
    }

    func send(_ signal: Int32) {
        gate.hasEnded.withLock { hasEnded in
            if !hasEnded { _ = Foundation.kill(pid, signal) }
        }
    }

    // MARK: - On the thread

    private static func spawn(_ folder: HostFolder) throws -> (pid_t, Int32) {
        var ends: [Int32] = [-1, -1]
        guard socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0, &ends) == 0 else {
            throw HarnessProblem("no socket pair")
        }
        defer { close(ends[1]) }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_adddup2(&actions, ends[1], 1)
        posix_spawn_file_actions_addopen(&actions, 2, folder.log, O_WRONLY | O_CREAT | O_APPEND, 0o600)
        // What other tests of this process have open is none of the host's business.
        posix_spawn_file_actions_addclosefrom_np(&actions, 3)
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var signals = sigset_t()
        sigemptyset(&signals)
        posix_spawnattr_setsigmask(&attributes, &signals)
        sigfillset(&signals)
        posix_spawnattr_setsigdefault(&attributes, &signals)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))
        let guardian = "/usr/bin/setpriv"
        let prefix = access(guardian, X_OK) == 0 ? [guardian, "--pdeathsig", "KILL", "--"] : []
        let words = prefix + [HostProgram.path, "serve", "--config", folder.configuration, "--log-level", "warning"]
        let arguments = words.map { strdup($0) } + [nil]
        let environment = [strdup("PATH=/usr/bin:/bin"), nil]
        defer { for text in arguments + environment { free(text) } }
        var pid: pid_t = 0
        let code = posix_spawn(&pid, words[0], &actions, &attributes, arguments, environment)
        guard code == 0 else {
            close(ends[0])
            throw HarnessProblem("\(words[0]): \(String(cString: strerror(code)))")
        }
        return (pid, ends[0])
    }

    /// Reads what the process prints until it has ended.
    private static func read(_ output: Int32, _ ready: Promise<Bool>) {
        defer { close(output) }
        var text: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 4_096)
        while true {
            let count = Foundation.read(output, &buffer, buffer.count)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return }
            guard ready.value == nil else { continue }
            text += buffer[..<count]
            if String(decoding: text, as: UTF8.self).contains("moonpost: ready on http://") { ready.fulfill(true) }
        }
    }

    private static func reap(_ pid: pid_t, _ gate: Gate) -> End {
        var information = siginfo_t()
        // Waits without taking it away: until the gate is closed its number stays its own.
        while waitid(P_PID, id_t(pid), &information, WEXITED | WNOWAIT) < 0, errno == EINTR {}
        return gate.hasEnded.withLock { hasEnded in
            hasEnded = true
            var status: Int32 = 0
            while waitpid(pid, &status, 0) < 0, errno == EINTR {}
            let signal = status & 0x7F
            return signal == 0 ? .exited((status >> 8) & 0xFF) : .killed(signal)
        }
    }
}
