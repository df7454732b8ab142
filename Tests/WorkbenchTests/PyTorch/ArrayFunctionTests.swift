import Language
import Testing

/// NumPy's functions, each called once: what one of them hands on to is there.
@Suite struct ArrayFunctionTests {
  @Test(arguments: [
    "np.array([0.5, 0.25])", "np.array([[0.5, 0.25], [0.125, 1.0]])", "np.array([1, 0])", "np.array([True, False])",
  ])
  func whatAFunctionHandsOnToIsThere(_ array: String) throws {
    try atDesk { desk in
      let module = try #require(desk.interpreter.table.value(at: "np.")?.module)
      let names = module.names.filter { module[$0]?.isCallable == true }
      #expect(names.count > 250)
      for name in names {
        for more in ["", ", 2"] {
          let text = desk.run("np.\(name)(\(array)\(more))").errorText(.plain)
          #expect(!text.contains("there is no `"), "np.\(name) of \(array)\(more): \(text)")
        }
      }
      for name in ["tanh", "sinh", "exp", "sqrt", "floor", "isnan", "square", "sign", "round", "cbrt", "arctanh"] {
        let text = desk.run("np.\(name)(\(array))").errorText(.plain)
        #expect(text.isEmpty, "np.\(name) of \(array): \(text)")
      }
    }
  }

  /// A parameter that has the name of an imported module is none: in functions, methods and lambdas.
  @Test(arguments: [
    "import torch.utils.data as data\ndef f(data):\n    return data.numel()\nf(torch.ones(3))",
    "import string\nclass A:\n    def f(self, string):\n        return len(string.upper())\nA().f(\"abc\")",
    "import numpy as np\n(lambda np: np.numel())(torch.ones(3))",
    "import torch.utils.data as data\ndef f():\n    data = torch.ones(3)\n    return data.numel()\nf()",
    "import torch.utils.data as data\ndef f(x):\n    def g():\n        return data.numel()\n    data = x\n    return g()\nf(torch.ones(3))",
  ])
  func parametersAreNoModules(_ cell: String) throws {
    try atDesk { desk in #expect(desk.run(cell).display?.plain == "3", "\(desk.run(cell).errorText(.plain))") }
  }

  /// And what is around a function is still the module behind it.
  @Test func aModuleIsOneBehindTheFunction() throws {
    try atDesk { desk in
      let cell = "import torch.utils.data as data\ndef f(data):\n    return data\ndata.nothing"
      #expect(desk.run(cell).errorText(.plain).contains("`torch.utils.data` has no `nothing`"))
    }
  }
}
