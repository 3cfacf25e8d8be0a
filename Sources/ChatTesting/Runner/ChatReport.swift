// Moonpost
// SPDX-License-Identifier: Apache-2.0

/// What came of a run of `.chat` files.
public struct ChatReport: Sendable {
    /// One scene that was played.
    public struct Scene: Sendable {
        /// The `.chat` file, as it was given.
        public var file: String
        /// Where the scene begins.
        public var line: Int
        /// What stands behind the `---` above it.
        public var title: String?
        /// Nil where all went as written.
        public var failure: Failure?
        /// What is worth knowing though the scene passed, each as `file:line: message`.
        public var notes: [String]
        /// How long it took in real time.
        public var duration: Duration
        /// It failed, and the file was rewritten with what the bot says now.
        public var isRecorded = false
    }

    /// Where a scene went another way than written.
    public struct Failure: Sendable {
        public var file: String
        public var line: Int
        /// What is wrong, in a few words.
        public var summary: String
        /// What the file says; nil where it says that nothing comes.
        public var expected: String?
        /// What happened instead; nil where nothing happened.
        public var got: String?
        /// The conversation up to here, with the difference in place: lines that begin with `-` were expected, those with
        /// `+` happened.
        public var transcript: String
        /// What the host reported meanwhile, such as an error in a script with its file and line.
        public var incidents: [String]
        /// Why a run that records what the bot says left the scene as it is; nil where none was asked for.
        public var refusal: String?
    }

    /// In the order of files and lines.
    public var scenes: [Scene]
    /// Why files or plugins could not be used, each as `file:line: message`.
    public var problems: [String]
    /// How long the whole run took in real time.
    public var duration: Duration = .zero
    /// Which lines of the scripts were reached; nil where nobody asked.
    public var coverage: ChatCoverage?

    /// Whether there was something to play, and all of it went as written.
    public var isSuccess: Bool {
        problems.isEmpty && !scenes.isEmpty && scenes.allSatisfy { $0.failure == nil }
    }
}
