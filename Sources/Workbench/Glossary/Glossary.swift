import Language

/// The words of the field, as `help` explains them and docs/glossary.md lists them.
enum Glossary {
  static let terms = (model + inference + gradients + training + measures + tensors).map { term in
    var term = term
    term.typeset = typeset[term.name] ?? []
    return term
  }
}

extension Session {
  package var terms: [GlossaryTerm] { Glossary.terms }
}
