// Moonpost
// SPDX-License-Identifier: Apache-2.0

import Foundation

/// A worker that does what a frame's `do` member says, also what the wall and the protocol forbid: the attacker in
/// these tests. It is written in Perl, which every Debian has.
struct StandInWorker {
    let path: String
    private let folder: String

    /// The name by which its processes are found in /proc.
    static let name = "mp-stand-in"

    init() throws {
        folder = NSTemporaryDirectory() + "moonpost-\(UUID().uuidString)"
        path = folder + "/" + Self.name
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try install()
    }

    func install() throws {
        // Another process writes the program: a child that some other test forks at this moment would hold our own
        // descriptor until it runs its program, and nobody can run a file that somebody has open for writing.
        let draft = path + ".txt"
        try source.write(toFile: draft, atomically: false, encoding: .utf8)
        let copy = try Process.run(URL(fileURLWithPath: "/usr/bin/install"), arguments: ["-m", "755", draft, path])
        copy.waitUntilExit()
    }

    func uninstall() throws { try FileManager.default.removeItem(atPath: path) }

    func remove() { try? FileManager.default.removeItem(atPath: folder) }

    /// The stand-ins that are on the system's table of processes, dead ones that nobody has asked about included.
    static func processes() -> [String] {
        let all = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
        return all.filter { entry in
            guard Int(entry) != nil, let status = try? String(contentsOfFile: "/proc/\(entry)/status", encoding: .utf8)
            else { return false }
            return status.contains("Name:\t\(name)\n") && status.contains("PPid:\t\(getpid())\n")
        }
    }
}

private let source = #"""
    #!/usr/bin/perl
    use strict;
    open(my $host, '+<&=', 0) or exit 9;
    my $buffer = '';
    my $configured = 0;

    sub take {
        my ($count) = @_;
        while (length $buffer < $count) {
            my $read = sysread($host, $buffer, 65536, length $buffer);
            exit 0 unless $read;
        }
        return substr($buffer, 0, $count, '');
    }
    sub put {
        my ($bytes) = @_;
        while (length $bytes) {
            my $count = syswrite($host, $bytes);
            exit 0 unless $count;
            substr($bytes, 0, $count, '');
        }
    }
    sub frame { my ($payload) = @_; put(pack('V', length $payload) . $payload); }

    while (1) {
        my $payload = take(unpack('V', take(4)));
        my ($op) = $payload =~ /"op":"(\w+)"/;
        my ($do) = $payload =~ /"do":"(\w+)"/;
        my ($value) = $payload =~ /"value":(\d+)/;
        $do = '' unless defined $do;
        my $answer = '{"op":"finished","conversation":"c","effects":[],"result":' . (defined $value ? $value : 'null') . '}';

        if ($op eq 'configure') { $configured += 1; next; }
        if ($op eq 'drop' or $op eq 'unload') { $configured += 100; next; }
        if ($op eq 'load') {
            my ($version) = $payload =~ /"version":"(\w+)"/;
            if ($do eq 'refuse') {
                frame('{"op":"failed","version":"x","effects":[],"error":{"kind":"syntax","message":"no end","file":"a.lua","line":3}}');
            } else {
                frame("{\"op\":\"loaded\",\"version\":\"$version\",\"declarations\":[]}");
            }
            next;
        }
        if ($do eq 'hang') { sleep 1000; }
        if ($do eq 'exit') { exit 3; }
        if ($do eq 'crash') { kill 'SEGV', $$; sleep 1000; }
        if ($do eq 'leave') { close $host; close STDIN; sleep 1000; }
        if ($do eq 'oversize') { put(pack('V', 2 << 20) . 'x'); sleep 1000; }
        if ($do eq 'partial') { put(substr(pack('V', 100), 0, 2)); sleep 1000; }
        if ($do eq 'garbage') { frame('no JSON'); sleep 1000; }
        if ($do eq 'empty') { frame(''); sleep 1000; }
        if ($do eq 'deep') { frame('{"op":"finished","result":' . ('[' x 100) . (']' x 100) . '}'); sleep 1000; }
        if ($do eq 'nameless') { frame('{"result":1}'); sleep 1000; }
        if ($do eq 'list') { frame('[1]'); sleep 1000; }
        if ($do eq 'wrongop') { frame('{"op":"configure"}'); sleep 1000; }
        if ($do eq 'twice') { frame($answer); }
        if ($do eq 'print') { frame('{"op":"printed","text":"one"}'); frame('{"op":"printed","text":"two"}'); }
        if ($do eq 'lines') { frame('{"op":"coverage","version":"v","source":"a.lua","can_run":[1,2],"ran":[2]}'); }
        if ($do eq 'nolines') { frame('{"op":"coverage","version":"v","source":"a.lua","ran":[0]}'); }
        if ($do eq 'flood') { while (1) { frame('{"op":"printed","text":"' . ('x' x 1000) . '"}'); } }
        if ($do eq 'state') {
            my $environment = join(',', sort keys %ENV);
            frame("{\"op\":\"finished\",\"configured\":$configured,\"argument\":\"$ARGV[0]\",\"environment\":\"$environment\"}");
            next;
        }
        if ($do eq 'long') { $answer = '{"op":"finished","result":"' . ('y' x 900000) . '"}'; }
        frame($answer);
    }
    """#
