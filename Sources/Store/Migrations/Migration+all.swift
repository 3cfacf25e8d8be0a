// Moonpost
// SPDX-License-Identifier: Apache-2.0

extension Migration {
    /// Every step, oldest first.
    static let all: [Migration] = [
        .firstLight,
        .stoppedAndWaitingVersions,
        .windowsAndLimits,
        .journalBytes,
        .sendingTimes,
        .marketingChoices,
        .templates,
        .media,
        .numbers,
        .costs,
        .people,
        .forms,
        .modelUsage,
        .knowledge,
        .tasks,
        .projects,
        .fetchedFiles,
        .lateSending,
        .redo,
        .recentTalk,
    ]
}
