import TestSupport
import Testing

import Language

/// Modules whose text is in the language.
@Suite struct WrittenModuleTests {
  /// A host that has two of them, one with a part.
  private final class Shed: Host {
    func checkpoint() -> () -> Void { {} }

    var modules: [String: Value] {
      let text = """
        _grams = 5

        class Scale:
            def __init__(self, load=0):
                self.load = load

            def read(self):
                return self.load * _unit + _grams

        class Tared(Scale):
            def __init__(self):
                super().__init__(7)

        _first = Tared()

        def first():
            return _first.load

        def double(function, x):
            return 2 * function(x)

        def fail(x):
            y = [1, 2]
            return y[x]
        """
      return [
        "scales": .object(NamespaceValue("scales", ["_unit": .integer(10)], text: text, parts: ["inner"])),
        "plain": .object(NamespaceValue("plain", ["three": .integer(3)])),
      ]
    }
  }

  private func session() -> (interpreter: Interpreter, run: (String) -> String) {
    let interpreter = Interpreter(table: [], host: Shed())
    return (
      interpreter,
      { cell in
        let output = RecordedOutput()
        let result = interpreter.run(cell, named: "cell 1", output: output)
        return output.standardOutput + (result.error == nil ? "" : result.errorText(.plain))
      }
    )
  }

  @Test("what a text calls while it is read is called, before any cell has run too")
  func callsWithinTheText() throws {
    try onBigStack {
      let (_, run) = session()
      #expect(run("from scales import first\nprint(first())") == "7\n")
    }
  }

  @Test("they are found by an import alone, and keep their own names to themselves")
  func importing() throws {
    try onBigStack {
      let (interpreter, run) = session()
      #expect(run("scales.Scale()").contains("has not been imported\n"))
      #expect(run("import scales\nprint(scales.Scale(2).read())") == "25\n")
      #expect(
        run("from scales.inner import Scale as S\nprint(isinstance(S(1), scales.Scale), S(1).read())") == "True 15\n")
      #expect(run("_grams = 100\n_unit = 0\nprint(scales.Scale(2).read())") == "25\n")
      #expect(Set(interpreter.variables.map(\.name)) == ["S", "_grams", "_unit", "scales"])
      #expect(run("scales.Scal(1)").contains("did you mean `Scale`?"))
      #expect(run("import scale").contains("did you mean `scales`?"))
      #expect(run("Scale(3)").contains("try: from scales import Scale"))
    }
  }

  @Test("what fails in one has its place where it was called")
  func places() throws {
    try onBigStack {
      let (_, run) = session()
      _ = run("import scales")
      let text = run("x = 7\nscales.fail(x)")
      #expect(text.hasPrefix("IndexError: ") && text.contains("  line 2 │ scales.fail(x)\n"), "\(text)")
      #expect(!text.contains("y[x]"), "\(text)")
      // A function of the user's that it calls has its own.
      let own = run("scales.double(lambda x: x / 0, 3)")
      #expect(own.hasPrefix("ZeroDivisionError: ") && own.contains("x / 0"), "\(own)")
      #expect(run("scales.Scale(1, 2, 3)").contains("Scale takes"))
    }
  }

  @Test("a copy of the session has its own, of which copied objects are")
  func copying() throws {
    try onBigStack {
      let (original, run) = session()
      #expect(run("from scales import Scale, double\ns = Scale(3)\nread = s.read") == "")
      let copy = session()
      copy.interpreter.copyVariables(of: original, exceptFor: []) { $0 }
      #expect(
        copy.run("import scales\nprint(s.read(), read(), isinstance(s, scales.Scale), Scale is scales.Scale)")
          == "35 35 True True\n")
      #expect(copy.run("s.load = 4\nprint(s.read(), double(lambda x: x + 1, 2))") == "45 6\n")
      #expect(run("print(s.read())") == "35\n")
    }
  }

  @Test("an interpreter that has read one is freed, and what it read")
  func lifetime() throws {
    try onBigStack {
      weak var gone: Interpreter?
      weak var module: NamespaceValue?
      weak var type: ClassValue?
      do {
        let (interpreter, run) = session()
        gone = interpreter
        #expect(run("import scales\ns = scales.Scale(2)\nprint(s.read())") == "25\n")
        module = interpreter[variable: "scales"]?.module
        if case .object(let object)? = module?["Scale"] { type = object as? ClassValue }
        #expect(module != nil && type != nil)
      }
      #expect(gone == nil && module == nil && type == nil)
    }
  }
}
