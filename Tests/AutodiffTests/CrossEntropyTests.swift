import Autodiff
import Tensors
import Testing

/// Targets and probabilities outside of 0...1 are refused in each form that the cross-entropy is computed in, and the error
/// says which and what to do.
@Suite struct CrossEntropyTests {
  enum Form: CaseIterable {
    /// Of plain probabilities, of recorded ones, of a network's sigmoid (where the loss is computed from the logits), and of
    /// logits.
    case plain, recorded, fused, logits

    func loss(_ target: Variable, _ reduction: Reduction) throws -> Variable {
      let numbers = try Tensor.full(target.shape, 0.25)
      switch self {
      case .plain: return try .binaryCrossEntropy(Variable(numbers), target, reduction)
      case .recorded: return try .binaryCrossEntropy(LearnedParameter(numbers), target, reduction)
      case .fused:
        return try .binaryCrossEntropy(ofNetwork: .sigmoid(LearnedParameter(numbers)), target, reduction)
      case .logits: return try .binaryCrossEntropyWithLogits(LearnedParameter(numbers), target, reduction)
      }
    }
  }

  private func refusal(_ form: Form, _ target: [Float], _ reduction: Reduction) throws -> TensorError? {
    do {
      _ = try form.loss(Variable(try Tensor(target)), reduction)
      return nil
    } catch let error as TensorError {
      return error
    }
  }

  @Test(arguments: Form.allCases, Reduction.allCases)
  func strayTargetsAreRefused(_ form: Form, _ reduction: Reduction) throws {
    let name = form == .logits ? "binary_cross_entropy_with_logits" : "binary_cross_entropy"
    for (target, words, advice) in [
      ([0, 255, 128], "2 of these 3 do not, the first being 255", "x / 255"),
      ([1, 0, 0.5, -1, 0], "one of these is -1", "(x + 1) / 2"),
      ([.nan, 1], "one of these is nan", "where(x == x, x, 0)"),
      ([1.5], "this is 1.5", "max(x) - min(x)"), ([0, 1.001], "one of these is 1.001", "clamp(x, 0, 1)"),
      ([0.5, 16], "one of these is 16", "max(x) - min(x)"),
      ([-7, 300], "2 of these 2 do not, the first being -7", "max(x) - min(x)"),
      ([1, .infinity], "one of these is inf", "max(x) - min(x)"),
    ] as [([Float], String, String)] {
      let error = try #require(try refusal(form, target, reduction), "\(target)")
      #expect(error.code == .value && error.message == "\(name): targets lie between 0 and 1, and \(words)")
      #expect(error.suggestion?.contains(advice) == true, "\(error.suggestion ?? "")")
    }
    #expect(try refusal(form, [0, 1, 0.5, -0.0, 1e-30], reduction) == nil)
    #expect(try refusal(form, [], reduction) == nil)
  }

  /// At the end of a long batch too, whose sum is cut into blocks and slices.
  @Test(arguments: Form.allCases)
  func oneStrayAmongManyIsFound(_ form: Form) throws {
    var target = [Float](repeating: 1, count: 100_003)
    for place in [0, 4095, 4096, 70_001, 100_002] {
      target[place] = 2
      #expect(try refusal(form, target, .sum)?.message.hasSuffix("one of these is 2") == true, "at \(place)")
      target[place] = 1
    }
  }

  @Test(arguments: Reduction.allCases)
  func whatIsNoProbabilityIsRefused(_ reduction: Reduction) throws {
    let target = Variable(try Tensor([1, 0, 1]))
    for (p, words) in [
      ([0.5, 1.5, -1], "2 of these 3 do not, the first being 1.5"), ([0.5, .nan, 1], "one of these is nan"),
    ]
      as [([Float], String)]
    {
      for p in [Variable(try Tensor(p)), try LearnedParameter(try Tensor(p))] {
        let error = #expect(throws: TensorError.self) { try Variable.binaryCrossEntropy(p, target, reduction) }
        #expect(error?.message == "binary_cross_entropy: probabilities lie between 0 and 1, and \(words)")
      }
    }
  }

  /// A network that has left the finite numbers is another error, which training finds by the loss.
  @Test func logitsThatAreNoNumbersGiveALossThatIsNone() throws {
    let target = Variable(try Tensor([1, 0]))
    let logits = try LearnedParameter(try Tensor([.nan, 1]))
    #expect(try Variable.binaryCrossEntropyWithLogits(logits, target, .sum).value.item().isNaN)
    #expect(try Variable.binaryCrossEntropy(ofNetwork: .sigmoid(logits), target, .mean).value.item().isNaN)
  }

  /// The numbers are PyTorch 2.15's: where a sigmoid has reached 0 or 1 the loss is held at 100 and its gradient is gone. A model's
  /// own loss, and that of logits, know better.
  @Test func saturatedSigmoidsAreAsInPyTorchUnlessAModelKnowsThem() throws {
    let target = Variable(try Tensor([0, 1, 1, 1, 1]))
    func measured(_ loss: (Variable) throws -> Variable) throws -> (loss: Float, gradient: [Float]) {
      let logits = try LearnedParameter(try Tensor([20, -30, 3, 120, -120]))
      let loss = try loss(logits)
      try loss.backward()
      return (try loss.value.item(), logits.gradient?.array ?? [])
    }
    func near(_ found: [Float], _ expected: [Float]) -> Bool {
      zip(found, expected).allSatisfy { abs($0 - $1) < 1e-4 } && found.count == expected.count
    }
    let plain = try measured { try .binaryCrossEntropy(.sigmoid($0), target, .sum) }
    #expect(abs(plain.loss - 230.04858) < 1e-3 && near(plain.gradient, [0, -0.0936, -0.0474, 0, 0]), "\(plain)")
    let single = try measured { try .sum(.binaryCrossEntropy(.sigmoid($0), target, .none)) }
    #expect(abs(single.loss - 230.04858) < 1e-3 && near(single.gradient, [0, -0.0936, -0.0474, 0, 0]), "\(single)")
    for exact in [
      try measured({ try .binaryCrossEntropy(ofNetwork: .sigmoid($0), target, .sum) }),
      try measured({ try .binaryCrossEntropyWithLogits($0, target, .sum) }),
    ] {
      #expect(abs(exact.loss - 170.04858) < 1e-3 && near(exact.gradient, [1, -1, -0.0474, 0, -1]), "\(exact)")
    }
  }
}
