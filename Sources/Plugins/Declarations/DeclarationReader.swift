// Moonpost
// SPDX-License-Identifier: Apache-2.0

internal import Core
internal import Language

/// Checks what a worker reports as declared, field by field, and collects every problem instead of stopping at the first.
struct DeclarationReader {
    let file: String
    private(set) var problems: [PluginProblem] = []
    private var line = 1

    init(file: String) { self.file = file }

    mutating func report(_ message: String) { problems.append(PluginProblem(file: file, line: line, message: message)) }

    /// Reads the list that a `loaded` frame carries.
    mutating func read(_ declarations: [JSON], plugin: String) -> PluginDeclarations {
        var result = PluginDeclarations(title: LocalizedText(plugin))
        var seen: Set<String> = []
        var hasPlugin = false
        for declaration in declarations {
            line = declaration["line"]?.int.map { Int($0) } ?? 1
            let kind = declaration["kind"]?.text ?? ""
            let name = declaration["name"]?.text ?? ""
            let options = declaration["options"] ?? [:]
            if kind != "on", kind != "plugin", kind != "settings", !seen.insert("\(kind) \(name)").inserted {
                report("the \(kind) \"\(name)\" is declared twice")
            }
            switch kind {
            case "plugin":
                if hasPlugin { report("bot.plugin is called twice") }
                hasPlugin = true
                readPlugin(options, into: &result)
            case "settings": result.settings += settings(options)
            case "flow": result.flows.append(flow(name, options))
            case "command": result.commands.append(command(name, options))
            case "query": result.commands.append(query(name, options))
            case "on": result.events.append(name)
            case "every":
                if let schedule = schedule(name, options) { result.schedules.append(schedule) }
            case "form": result.forms.append(form(name, options))
            case "template": result.templates.append(template(name, options))
            case _ where BotAPI.later.contains(kind):
                report("bot.\(kind) is not available in this version")
            default:
                report("a declaration of the unknown kind \"\(kind)\"")
            }
        }
        checkOutsideWindows(result)
        line = 1
        if !hasPlugin { report("the file must begin with bot.plugin { title = \"...\" }") }
        return result
    }

    private static let longestCoalesce = Duration.seconds(30)

    private mutating func readPlugin(_ options: JSON, into result: inout PluginDeclarations) {
        checkFields(of: options, in: "bot.plugin", known: BotAPI.plugin.optionNames)
        result.title = localized("title", of: options, required: true) ?? result.title
        result.version = text("version", of: options)
        result.joins = boolean("join", of: options)
        result.coalesce = duration("coalesce", of: options)
        if let coalesce = result.coalesce, coalesce > Self.longestCoalesce {
            report("coalesce must be at most 30 seconds: nobody waits longer for an answer")
        }
        result.uses = texts("uses", of: options)
        for name in result.uses {
            guard let problem = PluginCapability.problem(of: name) else { continue }
            report("uses names \"\(name)\", which is not something that a plugin can use: \(problem)")
        }
    }

    private mutating func flow(_ name: String, _ options: JSON) -> FlowDeclaration {
        checkFields(
            of: options, in: "the flow \"\(name)\"",
            known: BotAPI.flow.optionNames)
        checkRun(options, of: "the flow \"\(name)\"")
        let triggers = texts("triggers", of: options)
        for trigger in triggers { checkTrigger(trigger, of: name) }
        let examples = texts("examples", of: options)
        for example in examples { checkHasWords(example, of: "the flow \"\(name)\"") }
        return FlowDeclaration(
            name: name, title: localized("title", of: options), triggers: triggers,
            examples: examples, access: access(options), timeout: duration("timeout", of: options),
            outsideWindow: outsideWindow(options, of: "the flow \"\(name)\""), line: line)
    }

    private mutating func checkTrigger(_ trigger: String, of flow: String) {
        if NormalizedText.of(trigger).isEmpty {
            report("the flow \"\(flow)\" has the trigger \"\(trigger)\", which no message can be: write a word, or leave it out")
        } else if ReservedWord(trigger) == .cancel {
            report(
                "the flow \"\(flow)\" has the trigger \"\(trigger)\", which leaves a conversation at any time, so that the flow would "
                    + "never begin: choose another word")
        }
    }

    private mutating func command(_ name: String, _ options: JSON) -> CommandDeclaration {
        let place = "the command \"\(name)\""
        checkFields(of: options, in: place, known: BotAPI.command.optionNames)
        checkRun(options, of: place)
        let parameters = parameters(options)
        return CommandDeclaration(
            name: name, isHidden: boolean("hidden", of: options), aliases: texts("aliases", of: options), help: localized("help", of: options), usage: usage(of: options, parameters, of: place),
            parameters: parameters,
            examples: examples(options, of: place), access: access(options), confirm: boolean("confirm", of: options),
            outsideWindow: outsideWindow(options, of: place), line: line)
    }

    private mutating func query(_ name: String, _ options: JSON) -> CommandDeclaration {
        let place = "the query \"\(name)\""
        checkFields(of: options, in: place, known: BotAPI.query.optionNames)
        checkRun(options, of: place)
        _ = text("template", of: options)
        _ = text("phrase", of: options)
        let parameters = parameters(options)
        return CommandDeclaration(
            name: name, isQuery: true, isHidden: boolean("hidden", of: options), aliases: texts("aliases", of: options), help: localized("help", of: options),
            usage: usage(of: options, parameters, of: place), parameters: parameters,
            examples: examples(options, of: place), access: access(options), line: line)
    }

    /// How it is written; what stands in angle brackets is a parameter.
    private mutating func usage(of options: JSON, _ parameters: [ParameterDeclaration], of place: String) -> String? {
        guard let usage = text("usage", of: options) else { return nil }
        for name in CommandUsage.places(in: usage) where !parameters.contains(where: { $0.isMeant(byPlace: name) }) {
            let names = parameters.map { "<\($0.name)>" }.sorted().joined(separator: ", ")
            report(
                "the usage \"\(usage)\" of \(place) has <\(name)>, which is no parameter: "
                    + (names.isEmpty ? "declare it in params" : "write \(names), or the words of a choice as in <low|high>"))
        }
        return usage
    }

    private mutating func parameters(_ options: JSON) -> [ParameterDeclaration] {
        var parameters: [ParameterDeclaration] = []
        if let declared = options["params"], !declared.isNull {
            if let object = declared.object {
                for (key, value) in object {
                    if let parameter = parameter(key, value) { parameters.append(parameter) }
                }
            } else {
                report("params must be a table of names and types, and is \(declared.typeName)")
            }
        }
        for (name, _) in options["keywords"]?.object ?? [:] {
            guard let index = parameters.firstIndex(where: { $0.name == name }) else {
                let hint = NearestName.of(name, among: parameters.map(\.name)).map { "did you mean \"\($0)\"?" } ?? "write it into params"
                report("keywords has \"\(name)\", which is none of the params: \(hint)")
                continue
            }
            parameters[index].keywords = texts(name, of: options["keywords"] ?? [:])
        }
        return parameters
    }

    /// Sentences whose slots are parameters, and that have a word beside them.
    private mutating func examples(_ options: JSON, of place: String) -> [String] {
        let examples = texts("examples", of: options)
        let names = options["params"]?.object?.keys.sorted() ?? []
        for example in examples {
            for slot in IntentExample.slots(of: example) where !names.contains(slot) {
                let hint = NearestName.of(slot, among: names).map { "did you mean {\($0)}?" } ?? "write it into params"
                report("the example \"\(example)\" of \(place) has {\(slot)}, which params do not have: \(hint)")
            }
            checkHasWords(example, of: place)
        }
        return examples
    }

    private mutating func checkHasWords(_ example: String, of place: String) {
        if !IntentExample.hasWords(example) {
            report("the example \"\(example)\" of \(place) has no words beside its slots, so that it would fit every sentence: write a sentence")
        }
    }

    private mutating func outsideWindow(_ options: JSON, of place: String) -> OutsideWindow? {
        guard let value = options["outside_window"], !value.isNull else { return nil }
        if let name = value.text { return OutsideWindow(template: name) }
        checkFields(of: value, in: "outside_window of \(place)", known: ["template", "values"])
        guard value.object != nil else { return nil }
        guard let template = value["template"]?.text else {
            report("outside_window of \(place) needs the name of a template: outside_window = { template = \"...\", values = { ... } }")
            return nil
        }
        var values: [String: String] = [:]
        for (name, text) in value["values"]?.object ?? [:] {
            if let text = text.text {
                values[name] = text
            } else {
                report("the value \"\(name)\" in outside_window of \(place) must be text, and is \(text.typeName)")
            }
        }
        return OutsideWindow(template: template, values: values)
    }

    /// Whether templates that stand in for messages are there, and get all of their values.
    private mutating func checkOutsideWindows(_ declared: PluginDeclarations) {
        let places = declared.flows.map { ("the flow \"\($0.name)\"", $0.outsideWindow, $0.line) }
            + declared.commands.map { ("the command \"\($0.name)\"", $0.outsideWindow, $0.line) }
        for case (let place, let outside?, let line) in places {
            self.line = line
            let names = declared.templates.map(\.name)
            guard let template = declared.templates.first(where: { $0.name == outside.template }) else {
                let hint = NearestName.of(outside.template, among: names).map { "did you mean \"\($0)\"?" }
                    ?? "declare it with bot.template(\"\(outside.template)\", { language = \"en\" })"
                report("outside_window of \(place) names the template \"\(outside.template)\", which is not declared: \(hint)")
                continue
            }
            for name in template.parameters where outside.values[name] == nil {
                report("outside_window of \(place) lacks the value \"\(name)\": write values = { \(name) = \"{text}\" }")
            }
            for name in outside.values.keys.sorted() where !template.parameters.contains(name) {
                let hint = NearestName.of(name, among: template.parameters).map { "did you mean \"\($0)\"?" }
                    ?? (template.parameters.isEmpty ? "the template has no params" : "its params are \(template.parameters.joined(separator: ", "))")
                report("outside_window of \(place) has the value \"\(name)\", for which the template \"\(template.name)\" has no place: \(hint)")
            }
        }
    }

    private mutating func parameter(_ name: String, _ value: JSON) -> ParameterDeclaration? {
        if let text = value.text {
            let isOptional = text.hasSuffix("?")
            let typeName = isOptional ? String(text.dropLast()) : text
            guard let type = ParameterType(name: typeName) else {
                let hint = NearestName.of(typeName, among: ParameterType.names).map { ": did you mean \"\($0)\"?" } ?? ""
                report("the parameter \"\(name)\" has the unknown type \"\(typeName)\"\(hint)")
                return nil
            }
            return ParameterDeclaration(name: name, type: type, isOptional: isOptional)
        }
        // A list of words; `optional = true` beside them arrives as a member among numbered ones.
        if let words = value.elements { return choice(name, words, isOptional: false) }
        guard let object = value.object else {
            report("the parameter \"\(name)\" must be a type such as \"text\" or a list of words, and is \(value.typeName)")
            return nil
        }
        let words = object.filter { Int($0.key) != nil }.sorted { (Int($0.key) ?? 0) < (Int($1.key) ?? 0) }.map(\.value)
        for (key, _) in object where Int(key) == nil && key != "optional" && key != "words" {
            report("the parameter \"\(name)\" has the unknown option \"\(key)\": known are \"optional\" and \"words\"")
        }
        var parameter = choice(name, words, isOptional: object["optional"]?.bool ?? false)
        if let synonyms = object["words"], !synonyms.isNull { parameter?.synonyms = self.synonyms(synonyms, of: name, words.compactMap(\.text)) }
        return parameter
    }

    /// `words = { high = { "important", "top" } }`
    private mutating func synonyms(_ value: JSON, of name: String, _ words: [String]) -> [String: [String]] {
        guard let object = value.object else {
            report("words of the parameter \"\(name)\" must be a table like { \(words.first ?? "high") = { \"...\" } }, and is \(value.typeName)")
            return [:]
        }
        var result: [String: [String]] = [:]
        for word in object.keys {
            guard words.contains(word) else {
                let hint = NearestName.of(word, among: words).map { "did you mean \"\($0)\"?" } ?? "they are \(words.joined(separator: ", "))"
                report("words of the parameter \"\(name)\" has \"\(word)\", which is none of its words: \(hint)")
                continue
            }
            result[word] = texts(word, of: value)
        }
        return result
    }

    private mutating func choice(_ name: String, _ words: [JSON], isOptional: Bool) -> ParameterDeclaration? {
        let texts = words.compactMap(\.text)
        guard !texts.isEmpty, texts.count == words.count else {
            report("the parameter \"\(name)\" must list at least one word, and nothing but words")
            return nil
        }
        return ParameterDeclaration(name: name, type: .choice(texts), isOptional: isOptional)
    }

    private mutating func settings(_ options: JSON) -> [SettingDeclaration] {
        var result: [SettingDeclaration] = []
        for (name, value) in options.object ?? [:] {
            if Configuration.Plugin.reserved.contains(name) {
                report("a setting cannot be called \"\(name)\", which means something in every [plugins.NAME] of config.toml: call it otherwise")
            }
            checkFields(of: value, in: "the setting \"\(name)\"", known: BotAPI.setting.fields.map(\.name))
            var type = ParameterType.text
            if let choices = value["choices"]?.elements?.compactMap(\.text), !choices.isEmpty {
                type = .choice(choices)
            } else if let typeName = text("type", of: value) {
                if let known = ParameterType(name: typeName) {
                    type = known
                } else {
                    let hint = NearestName.of(typeName, among: ParameterType.names).map { ": did you mean \"\($0)\"?" } ?? ""
                    report("the setting \"\(name)\" has the unknown type \"\(typeName)\"\(hint)")
                }
            }
            if let standard = value["default"], !standard.isNull, !type.accepts(standard) {
                report("the default of the setting \"\(name)\" must be \(type.description), and is \(standard.typeName)")
            }
            result.append(SettingDeclaration(name: name, type: type, defaultValue: value["default"], help: text("help", of: value)))
        }
        return result
    }

    private mutating func form(_ name: String, _ options: JSON) -> FormDeclaration {
        // The prelude puts `run` beside what the plugin writes.
        checkFields(of: options, in: "the form \"\(name)\"", known: BotAPI.form.optionNames + ["run"])
        if options["screen"]?["function"]?.bool != true { report("the form \"\(name)\" needs screen = function(form, screen, data) ... end") }
        return FormDeclaration(name: name, title: text("title", of: options), flow: text("flow", of: options), line: line)
    }

    private mutating func template(_ name: String, _ options: JSON) -> TemplateDeclaration {
        checkFields(of: options, in: "the template \"\(name)\"", known: BotAPI.template.optionNames)
        if !TemplateNaming.isName(name) {
            report("the template \"\(name)\" cannot be one of WhatsApp's: their names have lower-case letters, digits and _ alone")
        }
        let languages: [String]
        if case let list = texts("language", of: options), options["language"]?.elements?.isEmpty == false {
            languages = list
        } else {
            languages = text("language", of: options, required: true).map { [$0] } ?? []
        }
        for (index, language) in languages.enumerated() {
            if !TemplateNaming.isLanguage(language) {
                report("the language of the template \"\(name)\" is \"\(language)\", and must be a code like \"en\" or \"pt_BR\"")
            }
            if languages.prefix(index).contains(language) { report("the template \"\(name)\" has the language \"\(language)\" twice") }
        }
        let parameters = texts("params", of: options)
        for (index, parameter) in parameters.enumerated() {
            if parameter.isEmpty { report("the template \"\(name)\" has a parameter without a name") }
            if parameters.prefix(index).contains(parameter) { report("the template \"\(name)\" has the parameter \"\(parameter)\" twice") }
        }
        let category = text("category", of: options)
        if let category, !BotAPI.templateCategories.contains(category) {
            let hint = NearestName.of(category.lowercased(), among: BotAPI.templateCategories).map { "did you mean \"\($0)\"?" }
                ?? "it is one of \(BotAPI.templateCategories.joined(separator: ", "))"
            report("the category of the template \"\(name)\" is \"\(category)\", which is none of Meta's: \(hint)")
        }
        return TemplateDeclaration(name: name, languages: languages, category: category, parameters: parameters, line: line)
    }

    private mutating func schedule(_ name: String, _ options: JSON) -> ScheduleDeclaration? {
        checkFields(of: options, in: "bot.every \"\(name)\"", known: BotAPI.every.optionNames)
        checkRun(options, of: "bot.every \"\(name)\"")
        let interval = duration("every", of: options)
        let at = text("at", of: options)
        switch (interval, at) {
        case (let interval?, nil):
            if interval < .seconds(1) {
                report("every must be at least 1 second")
                return nil
            }
            return ScheduleDeclaration(name: name, rule: .every(interval), line: line)
        case (nil, let at?):
            let written = at.split(separator: ":", omittingEmptySubsequences: false)
            let parts = written.compactMap { Int($0) }
            guard written.count == 2, parts.count == 2, (0..<24).contains(parts[0]), (0..<60).contains(parts[1]) else {
                report("at must be a time like \"09:00\", and is \"\(at)\"")
                return nil
            }
            var weekdays: Set<Int> = []
            for day in texts("on", of: options) {
                if let index = ScheduleDeclaration.weekdays.firstIndex(of: day.lowercased()) {
                    weekdays.insert(index)
                } else {
                    let hint = NearestName.of(day, among: ScheduleDeclaration.weekdays).map { ": did you mean \"\($0)\"?" } ?? ""
                    report("on names \"\(day)\", which is not a day of the week\(hint)")
                }
            }
            return ScheduleDeclaration(name: name, rule: .at(minute: parts[0] * 60 + parts[1], weekdays: weekdays), line: line)
        default:
            report("bot.every \"\(name)\" needs either every = \"30 minutes\" or at = \"09:00\"")
            return nil
        }
    }
}

// MARK: - Fields

extension DeclarationReader {
    private mutating func checkFields(of options: JSON, in place: String, known: [String]) {
        guard let object = options.object else {
            report("\(place) needs a table of options, and got \(options.typeName)")
            return
        }
        for key in object.keys where !known.contains(key) {
            let hint = NearestName.of(key, among: known).map { ": did you mean \"\($0)\"?" } ?? ": known are \(known.joined(separator: ", "))"
            report("\(place) has the unknown option \"\(key)\"\(hint)")
        }
    }

    private mutating func checkRun(_ options: JSON, of place: String) {
        if options["run"]?["function"]?.bool != true { report("\(place) needs run = function(...) ... end") }
    }

    private mutating func text(_ key: String, of options: JSON, required: Bool = false) -> String? {
        guard let value = options[key], !value.isNull else {
            if required { report("\(key) is missing") }
            return nil
        }
        guard let text = value.text else {
            report("\(key) must be text, and is \(value.typeName)")
            return nil
        }
        return text
    }

    /// A text for everybody, or `{ en = "...", ar = "..." }`.
    private mutating func localized(_ key: String, of options: JSON, required: Bool = false) -> LocalizedText? {
        guard let object = options[key]?.object, !object.isEmpty else { return text(key, of: options, required: required).map { LocalizedText($0) } }
        var texts: [String: String] = [:]
        for (language, value) in object {
            guard LocaleFile.language(ofFile: language + ".toml") != nil else {
                report("\(key) has a text for \"\(language)\", which is no language: write it like \(key) = { en = \"...\", ar = \"...\" }")
                continue
            }
            guard let text = value.text else {
                report("\(key).\(language) must be text, and is \(value.typeName)")
                continue
            }
            texts[language] = text
        }
        return LocalizedText(texts)
    }

    private mutating func texts(_ key: String, of options: JSON) -> [String] {
        guard let value = options[key], !value.isNull else { return [] }
        if let text = value.text { return [text] }
        guard let elements = value.elements, case let texts = elements.compactMap(\.text), texts.count == elements.count else {
            report("\(key) must be a list of texts, and is \(value.typeName)")
            return []
        }
        return texts
    }

    private mutating func boolean(_ key: String, of options: JSON) -> Bool {
        guard let value = options[key], !value.isNull else { return false }
        guard let boolean = value.bool else {
            report("\(key) must be true or false, and is \(value.typeName)")
            return false
        }
        return boolean
    }

    private mutating func duration(_ key: String, of options: JSON) -> Duration? {
        guard let text = text(key, of: options) else { return nil }
        do {
            return try DurationWords.parse(text)
        } catch {
            report("\(key): \(error)")
            return nil
        }
    }

    private mutating func access(_ options: JSON) -> Access {
        guard let text = text("access", of: options) else { return .anyone }
        guard let access = Access(rawValue: text) else {
            let names = Access.allCases.map(\.rawValue)
            let hint = NearestName.of(text, among: names).map { ": did you mean \"\($0)\"?" } ?? ": known are \(names.joined(separator: ", "))"
            report("access \"\(text)\" is unknown\(hint)")
            return .admin
        }
        return access
    }
}
