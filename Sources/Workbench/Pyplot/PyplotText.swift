/// Text between dollar signs, as far as letters can say it.
enum PyplotText {
  static func plain(_ text: String) -> String {
    guard text.contains("$") else { return text }
    let parts = text.split(separator: "$", omittingEmptySubsequences: false)
    guard parts.count > 2 else { return text }
    return parts.enumerated().map { $0.offset.isMultiple(of: 2) ? String($0.element) : formula(String($0.element)) }
      .joined()
  }

  private static func formula(_ text: String) -> String {
    var result = text
    for (name, letter) in letters { result = replacing(result, "\\" + name, letter) }
    for digit in 0...9 {
      result = replacing(result, "_\(digit)", String(UnicodeScalar(0x2080 + UInt32(digit)) ?? "?"))
    }
    result = replacing(result, "^2", "²")
    return result.filter { $0 != "{" && $0 != "}" && $0 != "\\" }
  }

  private static func replacing(_ text: String, _ old: String, _ new: String) -> String {
    var (result, rest) = ("", Substring(text))
    while !rest.isEmpty {
      if rest.hasPrefix(old) {
        result += new
        rest = rest.dropFirst(old.count)
      } else {
        result.append(rest.removeFirst())
      }
    }
    return result
  }

  private static let letters: [(String, String)] = [
    ("epsilon", "ε"), ("alpha", "α"), ("beta", "β"), ("gamma", "γ"), ("delta", "δ"), ("theta", "θ"), ("lambda", "λ"),
    ("sigma", "σ"), ("phi", "φ"), ("rho", "ρ"), ("tau", "τ"), ("pi", "π"), ("mu", "μ"), ("eta", "η"), ("log", "log"),
    ("times", "×"), ("cdot", "·"), ("pm", "±"), ("mathcal", ""), ("mathbf", ""), ("sim", "~"),
  ]
}
