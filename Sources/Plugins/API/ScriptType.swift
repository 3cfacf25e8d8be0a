// Moonpost
// SPDX-License-Identifier: Apache-2.0

/// What a value that passes between a script and the host can be.
package indirect enum ScriptType: Hashable, Sendable {
    /// Plain data: a text, a number, true or false, or a table of such.
    case any
    /// Anything that `tostring` knows.
    case printable
    /// A number is taken as its text.
    case text(most: Int? = nil, mayBeEmpty: Bool = true)
    case number(min: Double? = nil, max: Double? = nil)
    case integer(min: Int? = nil, max: Int? = nil)
    case boolean
    /// Words such as "2 hours"; the host gets milliseconds.
    case duration
    /// One of these texts.
    case choice([String])
    /// A table whose names are free; `like` is one as a script writes it.
    case table(like: String)
    case list(of: ScriptType)
    /// A function, in the notation of lua-language-server.
    case function(String)
    /// An instance of a ``ScriptClass``.
    case object(String)
    /// A table of options with these names alone.
    case options([ScriptField])
    case either([ScriptType])
}
