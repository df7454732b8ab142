import Language
import Testing

/// What is computed from a tensor does not remember which type a program asked for: to ask for that is an error, and no answer.
@Suite struct NumberTypeTests {
  @Test(arguments: [
    "x = torch.ones(2).int()\n(x + x).dtype == torch.int32",
    "x = torch.ones(2).short()\ntorch.stack([x, x]).dtype != torch.int16",
    "x = torch.ones(2, dtype=torch.float64)\n(x * 2).dtype == torch.float64",
    "a = np.zeros(3, dtype=np.int32)\n(a + 1)[:2].dtype == np.int32",
    "a = np.zeros(3, dtype=np.int32)\n(a + 1).dtype == \"int32\"",
    "x = torch.ones(2).int()\n(x + x).dtype in (torch.uint8, torch.int32)",
  ])
  func whatIsNotKnownIsNotAnswered(_ cell: String) throws {
    try atDesk { desk in
      let text = desk.run(cell).errorText(.plain)
      #expect(text.contains("is not known") && text.contains("is_floating_point"), "\(cell): \(text)")
    }
  }
}
