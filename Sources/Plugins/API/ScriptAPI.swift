// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Flow
package import Language

/// All that scripts have beside standard Lua: the one registry.
///
/// A namespace is a file beside this one and a line here. From its declarations come the checks of its arguments (and
/// where a function is nothing but an operation, the function itself), the reference, the definitions for editors, and a
/// test that plays its examples.
package struct ScriptAPI: Sendable {
    package let namespaces: [ScriptNamespace]
    package let classes: [ScriptClass]

    package init(times: CivilTimes) {
        namespaces = [
            ChatAPI.namespace, ContactAPI.namespace, BotAPI.namespace, StoreAPI.namespace, LanguageAPI.namespace(times: times),
            JSONAPI.namespace, HTTPAPI.namespace, AIAPI.namespace, KnowledgeAPI.namespace, UsersAPI.namespace, TasksAPI.namespace(times: times), ProjectsAPI.namespace(times: times), GlobalAPI.namespace,
        ]
        classes = [
            MessageTypes.received, MessageTypes.toSend, MessageTypes.choice, MessageTypes.section, BotAPI.date, BotAPI.setting, BotAPI.formClass, BotAPI.formAnswerClass,
            StoreAPI.stored, UsersAPI.user, TasksAPI.task, TasksAPI.change, ProjectsAPI.project, ProjectsAPI.status, ProjectsAPI.insights, HTTPAPI.response, HTTPAPI.failure, AIAPI.failure, KnowledgeAPI.piece,
        ]
    }

    /// As the prelude and the reference need it, which have no business's time.
    package static let standard = ScriptAPI(times: CivilTimes(business: .utc))

    package var functions: [(namespace: ScriptNamespace, function: ScriptFunction)] {
        namespaces.flatMap { namespace in namespace.functions.map { (namespace, $0) } }
    }

    /// Every operation that some function asks for.
    package var operations: OperationRegistry {
        var all: [String: Operation] = [:]
        for operation in functions.flatMap(\.function.operations) {
            // A namespace may name an operation of another, which alone knows how it is performed.
            if all[operation.name]?.perform == nil { all[operation.name] = operation }
        }
        return OperationRegistry(Array(all.values))
    }
}
