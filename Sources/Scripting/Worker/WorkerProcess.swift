// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import CGlibc
internal import Foundation

/// A running worker: its process and the host's end of the socket pair.
struct WorkerProcess {
    let identifier: pid_t
    let descriptor: Int32

    struct StartError: Error {
        var reason: String
    }

    /// Starts `executable` with the other end of a new socket pair as descriptor 0, the host's process id as its only
    /// argument, an empty environment, and nothing else of the host's.
    ///
    /// The worker asks the kernel to be killed when the *thread* that started it ends (PR_SET_PDEATHSIG), so this must
    /// be called from a thread that outlives it.
    static func start(_ executable: String) throws(StartError) -> WorkerProcess {
        var ends: [Int32] = [-1, -1]
        let kind = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
        guard socketpair(AF_UNIX, kind, 0, &ends) == 0 else { throw failure("socketpair", errno) }
        let (own, other) = (ends[0], ends[1])
        defer { close(other) }
        do throws(StartError) {
            return WorkerProcess(identifier: try spawn(executable, input: other), descriptor: own)
        } catch {
            close(own)
            throw error
        }
    }

    private static func spawn(_ executable: String, input: Int32) throws(StartError) -> pid_t {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        // dup2 clears CLOEXEC, also where the descriptor is 0 already.
        posix_spawn_file_actions_adddup2(&actions, input, 0)
        // What an intruder writes has no place in our log, and whoever waits for the last holder of some other
        // descriptor to go would wait for this worker.
        posix_spawn_file_actions_addclosefrom_np(&actions, STDOUT_FILENO)

        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var signals = sigset_t()
        sigemptyset(&signals)
        posix_spawnattr_setsigmask(&attributes, &signals)
        sigfillset(&signals)
        posix_spawnattr_setsigdefault(&attributes, &signals)
        // A process group of its own: Ctrl-C in a terminal is for the host, which then finishes what it began.
        posix_spawnattr_setpgroup(&attributes, 0)
        posix_spawnattr_setflags(
            &attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP))

        var identifier: pid_t = 0
        let arguments = [strdup(executable), strdup(String(getpid())), nil]
        defer { for argument in arguments { free(argument) } }
        var environment: [UnsafeMutablePointer<CChar>?] = [nil]
        let code = posix_spawn(&identifier, executable, &actions, &attributes, arguments, &environment)
        guard code == 0 else { throw failure(executable, code) }
        return identifier
    }

    /// Ends the process if it has not ended, closes the socket and takes the process off the system's table.
    ///
    /// A process that has begun to end keeps the status with which it began; the signal changes nothing then.
    func end() -> WorkerExit {
        kill()
        close(descriptor)
        var status: Int32 = 0
        while waitpid(identifier, &status, 0) < 0 {
            if errno != EINTR { return .unknown }
        }
        return WorkerExit(waitStatus: status)
    }

    /// What its threads have used of the processor; nil where it has ended.
    var processorTime: Duration? {
        var clock = clockid_t()
        var time = timespec()
        guard clock_getcpuclockid(identifier, &clock) == 0, clock_gettime(clock, &time) == 0 else { return nil }
        return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
    }

    func kill() { _ = Foundation.kill(identifier, SIGKILL) }

    private static func failure(_ what: String, _ code: Int32) -> StartError {
        StartError(reason: "\(what): \(String(cString: strerror(code)))")
    }
}
