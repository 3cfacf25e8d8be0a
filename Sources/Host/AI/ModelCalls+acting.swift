// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core
internal import Language
internal import Plugins

extension ModelCalls {
    /// What a sentence leads to: `text`, or the `command` that the script goes on at, with its `arguments`, and the `model` for the audit log.
    func act(_ arguments: JSON, _ context: Operation.Context) async throws -> JSON {
        let line = try configured()
        let recent = try await talk.turns(CompletionCall.recent(arguments), in: context)
        var action = ModelAction(
            try CompletionCall.request(arguments, line.settings, after: recent, of: "bot.ai.act"), try await offer.tools(in: context))
        var step = action.begin()
        while true {
            switch step {
            case .ask(let request): step = action.answered(try await answer(to: request, line, context), now: context.now)
            case .say(let text): return ["text": .string(text)]
            case .run(let command, let arguments): return ["command": .string(command), "arguments": arguments, "model": .string(line.settings.model)]
            case .giveUp(let error): throw error
            }
        }
    }
}
