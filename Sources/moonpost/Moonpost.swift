// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import Commands

@main
enum Moonpost {
    static func main() async {
        await MoonpostCommand.main()
    }
}
