import Language

/// The words of a small field of vectors and layers: enough of another library's names for each way to tell them.
struct FakeDialect: Dialect {
  let languageName = "Elbow"

  var modules: ForeignModules {
    var modules = ForeignModules()
    modules.names = ["torch", "nn", "F", "plt"]
    modules.abbreviations = [("torch.nn.functional.", "F."), ("torch.nn.", "nn.")]
    modules.namesakes = ["torch": .all, "nn": .all]
    modules.commands = ["plt.imshow"]
    modules.modulesOfCalls = ["torch", "nn", "F"]
    return modules
  }

  var calls: ForeignCalls {
    var calls = ForeignCalls()
    calls.byName = ["exp2": ForeignCall("input", "(2**$input)")]
    return calls
  }

  var phrases: Phrases {
    var phrases = Phrases()
    phrases.arithmeticOfLists = "a loop computes with each item, and a tensor with all: tensor(items)"
    phrases.assignmentOfItems = "make a new one of its parts: where(mask, new, old), or cat([x[:3], new, x[4:]])"
    return phrases
  }
}

extension Diagnostic.Kind {
  static let file = Diagnostic.Kind(rawValue: "FileError")
}
