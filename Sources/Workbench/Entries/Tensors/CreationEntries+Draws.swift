import Autodiff
import Glibc
import Language
import Tensors

extension CreationEntries {
  /// Draws of whole numbers.
  var draws: [Entry] { [randint, randintLike, multinomial] }

  private var randint: Entry {
    Entry(
      "randint", group: "tensors", "whole numbers drawn evenly from `low` up to, not including, `high`",
      parameters: [
        Parameter("low", .integer(), default: .integer(0), "the least; with two arguments, the end, and 0 the least"),
        Parameter("high", .integers, default: Value.none, "where they end"),
        Parameter("size", .integers, default: Value.none, "the shape"),
      ], result: "tensor", abstract: .unknown, effect: .drawsNumbers, example: "randint(0, 10, (2, 3))",
      departure: "numbers are float32, which counts to 16,777,216."
    ) { arguments, _ in
      var (low, high, size) = (arguments.integer("low"), arguments["high"], arguments["size"])
      if size.isNone, arguments.isGiven("low") {
        // randint(10, (2, 3))
        (low, high, size) = (0, .integer(low), high)
      }
      guard let end = high.wholeNumber else {
        throw Diagnostic(
          .argument, "randint takes the number where it ends, and a shape", suggestion: "randint(0, 10, (2, 3))",
          parameter: "high")
      }
      guard let lengths = size.wholeNumber.map({ [$0] }) ?? size.elements?.compactMap(\.wholeNumber) else {
        throw Diagnostic(
          .argument, "randint needs `size`, the shape", suggestion: "randint(\(low), \(end), (1,))", parameter: "size")
      }
      return Value(try drawn(low, end, try Shape(lengths: lengths, for: "randint"), for: "randint"))
    }
  }

  private var randintLike: Entry {
    Entry(
      "randint_like", group: "tensors", "whole numbers drawn evenly, in the shape of a tensor",
      parameters: [
        Parameter("x", .like("tensor"), otherNames: ["input"], "whose shape to take"),
        Parameter("low", .integer(), "the least; with one number, the end, and 0 the least"),
        Parameter("high", .integer(), default: Value.none, "where they end"),
      ], result: "tensor", abstract: .shape(of: "x"), effect: .drawsNumbers, example: "randint_like(zeros(3), 0, 10)",
      departure: "numbers are float32, which counts to 16,777,216."
    ) { arguments, _ in
      let shape = try arguments.tensor("x", for: "randint_like").shape
      let (low, high) = (arguments.integer("low"), arguments.optionalInteger("high"))
      return Value(try drawn(high == nil ? 0 : low, high ?? low, shape, for: "randint_like"))
    }
  }

  private func drawn(_ low: Int, _ high: Int, _ shape: Shape, for entry: String) throws -> Tensor {
    guard low < high else {
      throw Diagnostic(
        .value, "\(entry) draws from \(low) up to, not including, \(high), and there is nothing between",
        parameter: "high")
    }
    let most = 1 << 24
    guard low >= -most, high <= most + 1 else {
      throw Diagnostic(
        .value, "\(entry): numbers are float32, which counts from -16,777,216 to 16,777,216", parameter: "high")
    }
    let uniform = try TensorError.named(entry) { try random.next(.cells).uniform(shape) }
    let (first, count) = (Double(low), Double(high - low))
    return try .generate(shape, for: entry) { place in
      Float(first + min((Double(uniform.pointer[place]) * count).rounded(.down), count - 1))
    }.taken(as: .whole)
  }

  private var multinomial: Entry {
    Entry(
      "multinomial", group: "tensors", "places drawn at random, each as likely as its weight says",
      parameters: [
        .x("weights from 0 up, in a row or in several"),
        Parameter("num_samples", .integer(1...Int(1 << 40)), "how many of each row"),
        Parameter("replacement", .bool, default: .bool(false), "whether a place may come several times"),
      ], result: "tensor", abstract: .unknown, isMethod: true, effect: .drawsNumbers,
      example: "multinomial(tensor([1, 3, 6]), 5, replacement=True)"
    ) { arguments, _ in
      let weights = try arguments.tensor("x", for: "multinomial").value
      let (count, again) = (arguments.integer("num_samples"), arguments.bool("replacement"))
      guard weights.rank == 1 || weights.rank == 2 else {
        throw Diagnostic(
          .shape, "multinomial takes weights in a row, or in several, and these are \(weights.shape)", parameter: "x")
      }
      if let wrong = weights.elements.first(where: { !($0 >= 0 && $0.isFinite) }) {
        throw Diagnostic(
          .value, "multinomial: weights are numbers from 0 up, and one of these is \(Value.real(Double(wrong)).repr)",
          suggestion: "softmax(x, dim=-1) makes weights of any numbers", parameter: "x")
      }
      let length = weights.shape[weights.rank - 1]
      let rows = weights.rank == 1 ? 1 : weights.shape[0]
      let possible = (0..<rows).map { row in
        (0..<length).count { weights.pointer[row * length + $0] > 0 }
      }
      if let least = possible.min(), least == 0 || !again && least < count {
        throw Diagnostic(
          .value, "multinomial: \(least) weights of a row are above 0, and \(count) places are to be drawn of it",
          suggestion: least == 0 ? nil : "replacement=True lets places come several times", parameter: "num_samples")
      }
      let shape: Shape = weights.rank == 1 ? [count] : [rows, count]
      let result = try Tensor(uninitialized: shape, for: "multinomial")
      // 48 random bits for each draw.
      let philox = random.next(.cells)
      let fine = try TensorError.named("multinomial") {
        try philox.uniform([2, again ? rows * count : weights.count])
      }
      let half = fine.count / 2
      func uniform(_ place: Int) -> Double {
        (Double(fine.pointer[place]) * 0x1p24 + Double(fine.pointer[half + place]) + 0x1p-25) * 0x1p-24
      }
      for row in 0..<rows {
        let own = weights.pointer + row * length
        if again {
          var total = 0.0
          let sums = (0..<length).map { place in
            total += Double(own[place])
            return total
          }
          for draw in 0..<count {
            let wanted = uniform(row * count + draw) * total
            // The first sum above it.
            var (low, high) = (0, length - 1)
            while low < high {
              let middle = (low + high) / 2
              if sums[middle] > wanted { high = middle } else { low = middle + 1 }
            }
            // Rounding may lead behind the last weight that is above 0.
            while own[low] == 0 { low -= 1 }
            result.mutablePointer[row * count + draw] = Float(low)
          }
        } else {
          // Exponential waiting times: the first to come are a draw without replacement.
          let times = (0..<length).map { place in
            own[place] > 0 ? -log(uniform(row * length + place)) / Double(own[place]) : .infinity
          }
          let order = (0..<length).sorted { (times[$0], $0) < (times[$1], $1) }
          for draw in 0..<count { result.mutablePointer[row * count + draw] = Float(order[draw]) }
        }
      }
      return Value(result.as(.whole))
    }
  }
}
