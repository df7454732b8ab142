import Language
import Testing

/// Groups of an optimizer's parameters, and tensors that begin to keep their gradient. What comes of them in numbers, the programs
/// in Tests/pytorch compare with PyTorch's.
@Suite struct OptimizerGroupTests {
  private static let made = """
    import torch
    a, b = torch.ones(2, requires_grad=True), torch.ones(3, requires_grad=True)
    o = torch.optim.SGD([{"params": [a], "lr": 0.5}, {"params": b}], lr=0.1, momentum=0.9)
    """

  @Test func aGroupIsAskedAndSet() throws {
    try atDesk { desk in
      try desk.value(Self.made)
      #expect(desk.shown("[g[\"lr\"] for g in o.param_groups]") == "[0.5, 0.1]\n")
      #expect(desk.shown("o.param_groups[1][\"momentum\"], \"initial_lr\" in o.param_groups[0]") == "(0.9, False)\n")
      #expect(desk.shown("len(o.param_groups[0][\"params\"]), len(o.param_groups[1][\"params\"][0])") == "(1, 3)\n")
      try desk.value("o.param_groups[1][\"lr\"] = 0.2\no.param_groups[1][\"initial_lr\"] = 0.3")
      #expect(desk.shown("[g[\"lr\"] for g in o.state_dict()[\"param_groups\"]]") == "[0.5, 0.2]\n")
      #expect(desk.shown("o.state_dict()[\"param_groups\"][1][\"initial_lr\"]") == "0.3\n")
      #expect(desk.shown("[g[\"params\"] for g in o.state_dict()[\"param_groups\"]]") == "[[0], [1]]\n")
      try desk.value("state = o.state_dict()\no.param_groups[1][\"lr\"] = 7\no.load_state_dict(state)")
      #expect(desk.shown("o.param_groups[1][\"lr\"], o.param_groups[1][\"initial_lr\"]") == "(0.2, 0.3)\n")
    }
  }

  @Test(arguments: [
    "o.lr", "o.param_groups[0][\"lr\"] = -1", "o.param_groups[0][\"lr\"] = \"fast\"",
    "o.param_groups[0][\"speed\"] = 1",
    "o.param_groups[0][\"params\"] = []", "o.param_groups[0][\"momentum\"] = 2",
    "torch.optim.SGD([{\"params\": [a]}, {\"params\": [a]}])", "torch.optim.SGD([{\"lr\": 1}])",
    "torch.optim.SGD([{\"params\": [a], \"speed\": 1}])", "torch.optim.SGD([{\"params\": [a]}, b])",
    "o.load_state_dict(torch.optim.SGD([a, b]).state_dict())",
    // PyTorch keeps no momentum of the steps without one.
    "(a.sum() + b.sum()).backward()\no.step()\no.param_groups[0][\"momentum\"] = 0",
  ])
  func whatCannotBeIsAnError(cell: String) throws {
    try atDesk { desk in
      try desk.value(Self.made)
      #expect(desk.run(cell).error != nil, "\(cell)")
      #expect(desk.shown("[g[\"lr\"] for g in o.param_groups]") == "[0.5, 0.1]\n")
    }
  }

  @Test func aStepWithoutAnyGradientDoesNothingAndSaysSo() throws {
    try atDesk { desk in
      try desk.value(Self.made)
      #expect(desk.run("o.step()\no.step()").error == nil)
      #expect(desk.shown("o.steps, a.tolist()") == "(0, [1.0, 1.0])\n")
      // With a loss it is a mistake: nothing that it depends on is to be lowered.
      #expect(desk.run("c = parameter(2)\nstep(o, c * c)").error?.kind == .gradient)
    }
  }

  @Test func aTensorBeginsToKeepItsGradient() throws {
    try atDesk { desk in
      try desk.value("x = torch.tensor([1.0, 2.0])\ny = x\nx.requires_grad_()\n(x * x).sum().backward()")
      #expect(try desk.numbers("y.grad") == [2, 4])
      try desk.value("z = (x * 2).detach().requires_grad_()\n(z * z).sum().backward()")
      #expect(try desk.numbers("z.grad") == [4, 8])
      try desk.value("w = torch.zeros(2)\nw.requires_grad = True")
      #expect(desk.shown("w.requires_grad, w.is_leaf, (x * 2).requires_grad_().is_leaf") == "(True, True, False)\n")
      try desk.value("m, v = torch.zeros(4), torch.zeros(4)\nrow = m[:2]")
      for cell in [
        "row.requires_grad_()", "(m > 0).requires_grad_()", "m.numpy().requires_grad_()",
      ] {
        #expect(desk.run(cell).error != nil, "\(cell)")
      }
    }
  }

  @Test func gradientsComeAsATuple() throws {
    try atDesk { desk in
      try desk.value("x, y = torch.ones(2, requires_grad=True), torch.tensor(3.0, requires_grad=True)")
      #expect(desk.shown("type(torch.autograd.grad((x * y).sum(), x)).__name__") == "'tuple'\n")
      #expect(try desk.numbers("torch.autograd.grad(x * y, [x, y], grad_outputs=torch.ones(2))[1]") == [2])
      #expect(desk.shown("torch.autograd.grad((x * x).sum(), [x, y], allow_unused=True)[1]") == "")
      for arguments in [
        "x * y, x", "(x * x).sum(), [x, y]", "x * y, x, grad_outputs=torch.ones(3)", "y * y, y, create_graph=True",
      ] {
        #expect(desk.run("torch.autograd.grad(\(arguments))").error != nil, "\(arguments)")
      }
    }
  }
}
