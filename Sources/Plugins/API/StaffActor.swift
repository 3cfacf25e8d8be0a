// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Business
internal import Store

/// Who of the staff is behind a conversation.
enum StaffActor {
    /// - Parameter namespace: Who wants to know, for the error where it is nobody.
    static func of(_ context: Operation.Context, _ namespace: String, _ connection: any Connection) throws -> TaskActor {
        guard let contact = context.contact, let user = try UserLinkRepository.user(of: contact, in: connection) else {
            throw OperationError(
                code: "no_user", message: "\(namespace): nobody of the staff is behind this conversation; give the flow access = \"member\"")
        }
        return TaskActor(id: user.id, isManager: user.role >= .manager, projects: try ProjectRepository.projects(of: user.id, in: connection))
    }
}
