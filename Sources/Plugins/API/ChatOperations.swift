// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Flow

/// What `chat` asks of the host. The journey itself performs it.
package enum ChatOperations {
    package static let all: [Operation] = [
        Operation("receive", .wait, "Waits for the person's next message."),
        Operation("sleep", .wait, "Waits for a time."),
        Operation("wait_for", .wait, "Waits for an event."),
        Operation("send", .effect, "Sends a message to the person."),
        Operation("typing", .effect, "Shows the person that an answer is being written."),
        Operation("contact.set", .effect, "Sets fields of the contact."),
    ]
}
