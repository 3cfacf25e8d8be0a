// Moonpost
// SPDX-License-Identifier: Apache-2.0

import Core
import Foundation
import Plugins

/// A worker under an attacker's full control, in the place of `script-worker`: what it answers stands in the message that a
/// person sends. Any other message it answers as a sound worker would that runs an echo. It is written in Perl, which every
/// Debian has.
struct PuppetWorker {
    let path: String
    private let folder: String

    init() throws {
        folder = NSTemporaryDirectory() + "moonpost-\(UUID().uuidString)"
        path = folder + "/mp-puppet"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        // Another process writes the program: nobody can run a file that a child of ours still has open for writing.
        let draft = path + ".txt"
        try source.write(toFile: draft, atomically: false, encoding: .utf8)
        let copy = try Process.run(URL(fileURLWithPath: "/usr/bin/install"), arguments: ["-m", "755", draft, path])
        copy.waitUntilExit()
    }

    func remove() { try? FileManager.default.removeItem(atPath: folder) }

    /// A message that makes the worker answer with these lines, each a frame. `@C` stands for the conversation, `@O` for
    /// another plugin's that the worker knows. `!exit` ends the process, `!raw` and hexadecimal digits are sent as they are.
    static func attack(_ lines: String...) -> String {
        "attack " + lines.joined(separator: "\n").utf8.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
    }

    /// A plugin with one flow that its name begins; the puppet says that the file declares it.
    static func plugin(_ name: String, edit: Int = 1, uses: [JSON] = []) -> PluginSnapshot {
        plugin(name, edit: edit, declaring: [
            ["kind": "plugin", "name": "", "line": 1, "options": ["title": "Test", "uses": .array(uses)]],
            [
                "kind": "flow", "name": .string(name), "line": 2,
                "options": ["triggers": [.string(name)], "run": ["function": true]],
            ],
        ])
    }

    /// A plugin of which the worker says that it declares this.
    static func plugin(_ name: String, edit: Int = 1, declaring declarations: JSON) -> PluginSnapshot {
        let digits = declarations.encoded().map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
        return PluginSnapshot(
            plugin: name,
            sources: [SourceFile(name: "flows/\(name).lua", module: "main", text: "-- edit \(edit) declares \(digits)")])
    }
}

private let source = #"""
    #!/usr/bin/perl
    use strict;
    open(my $host, '+<&=', 0) or exit 9;
    my $buffer = '';
    my %plugins;

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
        next if $op eq 'configure' or $op eq 'drop' or $op eq 'unload';
        if ($op eq 'load') {
            my ($version) = $payload =~ /"version":"(\w+)"/;
            my ($declared) = $payload =~ /declares ([0-9a-f]*)/;
            frame("{\"op\":\"loaded\",\"version\":\"$version\",\"declarations\":" . pack('H*', $declared) . '}');
            next;
        }
        my ($conversation) = $payload =~ /"conversation":"(\w+)"/;
        my ($plugin) = $payload =~ /"entry":\["\w+","(\w+)"\]/;
        $plugins{$conversation} = $plugin if defined $plugin;
        my ($other) = grep { $plugins{$_} ne $plugins{$conversation} } keys %plugins;
        $other = 'nobody' unless defined $other;
        my @texts = $payload =~ /"text":"([^"]*)"/g;
        my $text = @texts ? $texts[-1] : '';
        if ($text =~ /^attack ([0-9a-f]+)/) {
            for my $line (split /\n/, pack('H*', $1)) {
                exit 3 if $line eq '!exit';
                if ($line =~ /^!raw ([0-9a-f]+)/) { put(pack('H*', $1)); next; }
                $line =~ s/\@C/$conversation/g;
                $line =~ s/\@O/$other/g;
                frame($line);
            }
            next;
        }
        $text = $$ if $text eq 'who';
        frame("{\"op\":\"request\",\"conversation\":\"$conversation\",\"effects\":[[\"send\",1,{\"type\":\"text\",\"text\":"
            . "\"$text\"}]],\"request\":[\"receive\",2,{}]}");
    }
    """#
