import Language
import Testing
import Workbench

/// What would be one memory in PyTorch and is two here is refused, and says how either thing is written.
@Suite struct SharedMemoryTests {
  private static let layers = """
    a = nn.Linear(2, 2, bias=False)
    b = nn.Linear(2, 2, bias=False)
    t = torch.ones(2, 2)

    """

  @Test(arguments: [
    "b.weight.data = a.weight.data", "b.weight.data = a.weight.detach().t()", "b.weight = nn.Parameter(a.weight)",
    "b.weight = nn.Parameter(a.weight.data)", "p = nn.Parameter(t)\nq = nn.Parameter(t)",
    "p = nn.Parameter(t)\nq = nn.Parameter(t[0])",
  ])
  func twoParametersOfOneMemoryAreRefused(_ cell: String) throws {
    try atDesk { desk in
      let error = try #require(desk.run(Self.layers + cell).error)
      #expect(error.kind == .value)
      #expect(error.message.contains("one memory"))
      #expect(error.suggestion?.contains("clone()") == true)
    }
  }

  @Test(arguments: [
    "b.weight.data = a.weight.data.clone()", "b.weight = a.weight", "b.weight.data.copy_(a.weight.data)",
    "p = nn.Parameter(t[0])\nq = nn.Parameter(t[1])", "p = nn.Parameter(nn.Linear(2, 2).weight.data)",
    "p = nn.Parameter(torch.randn(3, requires_grad=True, dtype=torch.float))",
    "p = nn.Parameter(nn.Parameter(torch.ones(2)), requires_grad=False)",
    "a.weight.data = a.weight.data * 2\na.weight.data = a.weight.data.t()",
    "p = nn.Parameter(t)\ndel p\nt + 1\nq = nn.Parameter(t)",
  ])
  func whatHasAMemoryOfItsOwnIsTaken(_ cell: String) throws {
    try atDesk { desk in #expect(desk.run(Self.layers + cell).error == nil) }
  }

  @Test(arguments: [
    ("class O:\n    pass\no = O()\np = O()\np.__dict__ = o.__dict__", "attributes of their own"),
    ("class A(dict, nn.Module):\n    pass", "would be both"),
    ("class A(metaclass=print):\n    pass", "ABCMeta"),
    ("layer = nn.Linear(2, 2)\nlayer.in_features = 3", "stays as the layer was made"),
    ("np.zeros(2).float()", "which tensors have"),
  ])
  func whatDiffersIsAnError(_ cell: String, _ words: String) throws {
    try atDesk { desk in
      let error = try #require(desk.run(cell).error)
      #expect(error.message.contains(words), "\(error.message)")
    }
  }
}
