extension Parser {
  /// Commands of a notebook for Python that choose there what is always so here, or nothing: pictures within the notebook, files
  /// that are read again.
  private static let idle: Set<String> = ["matplotlib", "load_ext", "reload_ext", "autoreload", "config", "pylab"]

  /// Steps over a line `%matplotlib inline` and its like.
  mutating func skipIdleMagic() -> Bool {
    guard token.isSymbol("%"), let name = peek().name, Self.idle.contains(name) else { return false }
    let line = source.line(at: token.span.start)
    while index < tokens.count - 1, source.line(at: token.span.start) == line { advance() }
    return true
  }
}
