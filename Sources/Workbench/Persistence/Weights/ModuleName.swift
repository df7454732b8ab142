/// What a module's name in a file of another program says of its place in a network: `encoder.fc_logvar`, `fc21`.
struct ModuleName {
  enum Half { case encoder, decoder }

  /// What the numbers of a head mean.
  enum Head { case mean, logVariance, variance, logDeviation, deviation }

  let half: Half?
  let head: Head?
  /// The name without its numbers, and those: what differs in its numbers alone is one of a row.
  let stem: String
  let numbers: [Int]
  /// Whether its last part is a word with a number behind it: `dec2`, where `decoder.2` is not.
  let isNumberedWord: Bool

  init(_ name: String) {
    let components = name.split { $0 == "." || $0 == "/" }.map(Self.words)
    half = components.lazy.compactMap { Self.half($0) }.first
    head = components.reversed().lazy.compactMap { Self.head($0) }.first
    var (stem, numbers) = ("", [Int]())
    var rest = name[...]
    while let start = rest.firstIndex(where: Self.isDigit) {
      let digits = rest[start...].prefix(while: Self.isDigit)
      stem += rest[..<start] + "#"
      numbers.append(Int(digits) ?? .max)
      rest = rest[digits.endIndex...]
    }
    (self.stem, self.numbers) = (stem + rest, numbers)
    let last = components.last ?? []
    isNumberedWord = last.count > 1 && last.last?.allSatisfy(Self.isDigit) ?? false
  }

  private static func isDigit(_ character: Character) -> Bool { ("0"..."9").contains(character) }

  /// The words of `fcLogVar`, `fc_log_var` and `fc-log-var2`: fc, log, var, and 2.
  private static func words(_ component: Substring) -> [String] {
    var words: [String] = []
    let characters = Array(component)
    for (place, character) in characters.enumerated() {
      guard character.isLetter || isDigit(character) else {
        words.append("")
        continue
      }
      let before = place > 0 ? characters[place - 1] : "_"
      let after = place + 1 < characters.count ? characters[place + 1] : "_"
      let isHump = character.isUppercase && (before.isLowercase || before.isUppercase && after.isLowercase)
      if words.isEmpty || isHump || isDigit(before) != isDigit(character) { words.append("") }
      words[words.count - 1] += character.lowercased()
    }
    return words.filter { !$0.isEmpty }
  }

  private static func half(_ words: [String]) -> Half? {
    if words.contains(where: { $0.hasPrefix("enc") }) { return .encoder }
    return words.contains { $0.hasPrefix("dec") || $0 == "generator" } ? .decoder : nil
  }

  /// Nil where the words say nothing, or more than one thing: `mean_logvar` are both in one.
  private static func head(_ words: [String]) -> Head? {
    var found: Set<Head> = []
    var place = 0
    while place < words.count {
      // `log_var` before `var`.
      let length = (1...3).reversed().first { length in
        place + length <= words.count && head(of: words[place..<place + length].joined(), isWord: length == 1) != nil
      }
      if let length, let head = head(of: words[place..<place + length].joined(), isWord: length == 1) {
        found.insert(head)
      }
      place += length ?? 1
    }
    return found.count == 1 ? found.first : nil
  }

  /// - Parameter isWord: whether it was one word, which may have others joined to it: `mulayer`, `fcvar`.
  private static func head(of text: String, isWord: Bool) -> Head? {
    if let head = vocabulary[text] { return head }
    guard isWord else { return nil }
    // Single letters mean something only when they stand alone.
    func known(_ rest: Substring) -> Head? { rest.count > 1 ? vocabulary[String(rest)] : nil }
    for joined in joinedWords {
      if text.hasPrefix(joined), let head = known(text.dropFirst(joined.count)) { return head }
      if text.hasSuffix(joined), let head = known(text.dropLast(joined.count)) { return head }
    }
    return nil
  }

  private static let joinedWords = [
    "layer", "linear", "dense", "encoder", "head", "latent", "hidden", "proj", "conv", "enc", "lin", "net", "out", "fc",
    "to", "z", "h", "q", "x",
  ]

  private static let vocabulary: [String: Head] = {
    let words: [(Head, [String])] = [
      (.mean, ["mu", "mus", "mean", "means", "loc", "location", "avg", "m", "μ", "µ"]),
      (
        .logVariance,
        [
          "lv", "logvar", "logvars", "logv", "lnvar", "logvariance", "lnvariance", "logsigma2", "logsigmasq",
          "logsigmasquared", "logstd2", "lnsigma2",
        ]
      ),
      (.variance, ["var", "vars", "variance", "sigma2", "sigmasq", "sigmasquared", "v"]),
      (
        .logDeviation,
        [
          "logsigma", "logstd", "logsd", "logscale", "logstddev", "logstdev", "lnsigma", "lnstd", "logdeviation",
          "logs",
        ]
      ),
      (.deviation, ["sigma", "sigmas", "std", "stddev", "stdev", "sd", "scale", "deviation", "σ"]),
    ]
    return Dictionary(uniqueKeysWithValues: words.flatMap { head, words in words.map { ($0, head) } })
  }()
}
