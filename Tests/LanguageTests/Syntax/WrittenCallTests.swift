import Language
import Testing

@Suite struct WrittenCallTests {
  @Test func callsAreReadToTheLastNumber() throws {
    let read = try WrittenCall(
      parsing: "sequential(linear(30, 8, bias=False), relu, unflatten(1, (2, -4)), leaky_relu(1e-05))")
    let linear = WrittenCall.call(
      "linear", [.integer(30), .integer(8)], named: [WrittenCall.Named(name: "bias", value: .bool(false))])
    #expect(
      read
        == .call(
          "sequential",
          [
            linear, .name("relu"), .call("unflatten", [.integer(1), .tuple([.integer(2), .integer(-4)])], named: []),
            .call("leaky_relu", [.real(1e-05)], named: []),
          ], named: []))
  }

  @Test(arguments: [
    "", "1; 2", "x = 3", "f(", "f(x)(y)", "x.y", "[1]", "f(*x)", "lambda x: x", "f(1 + 2)", "f(\"text\")", "import os",
    "f(g(x for x in y))", "for i in range(3):\n    f(i)",
  ]) func anythingElseIsRefused(text: String) {
    #expect(throws: Diagnostic.self) { try WrittenCall(parsing: text) }
  }
}
