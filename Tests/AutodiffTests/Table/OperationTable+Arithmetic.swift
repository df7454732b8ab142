import Autodiff
import Foundation
import Tensors

let arithmeticCases: [OperationCase] = [
  .init("+", [input(3, 4), input(3, 4)], { try $0[0] + $0[1] }, { $0[0] + $0[1] }),
  .init("+ row", [input(3, 4), input(4)], { try $0[0] + $0[1] }, { $0[0] + $0[1] }),
  .init("+ column", [input(3, 1), input(3, 11)], { try $0[0] + $0[1] }, { $0[0] + $0[1] }),
  .init("+ scalar", [input(), input(2, 9)], { try $0[0] + $0[1] }, { $0[0] + $0[1] }),
  .init("-", [input(2, 1, 3), input(4, 1)], { try $0[0] - $0[1] }, { $0[0] - $0[1] }),
  .init("*", [input(2, 3), input(2, 3)], { try $0[0] * $0[1] }, { $0[0] * $0[1] }),
  .init("* outer", [input(5, 1), input(1, 17)], { try $0[0] * $0[1] }, { $0[0] * $0[1] }),
  .init("/", [input(2, 3), input(3, in: 0.5...2)], { try $0[0] / $0[1] }, { .broadcast($0[0], $0[1], /) }),
  .init(
    "** by a number", [input(9, in: 0.3...2)], { try .power($0[0], .constant(2.5)) }, { $0[0].map { pow($0, 2.5) } }),
  .init("** 2", [input(9)], { try .power($0[0], .constant(2)) }, { $0[0].map { $0 * $0 } }),
  .init("** 3", [input(9)], { try .power($0[0], .constant(3)) }, { $0[0].map { $0 * $0 * $0 } }),
  .init("** -1", [input(9, in: 0.5...2)], { try .power($0[0], .constant(-1)) }, { $0[0].map { 1 / $0 } }),
  .init(
    "** of tensors", [input(2, 4, in: 0.3...2), input(4)], { try .power($0[0], $0[1]) },
    { .broadcast($0[0], $0[1], pow) }),
  .init(
    "remainder", [input(3, 4), input(4, in: 0.7...1.6)], { try .remainder($0[0], $0[1]) },
    { .broadcast($0[0], $0[1]) { $0 - floor($0 / $1) * $1 } }),
  .init(
    "remainder of a number", [input(7, in: -1.6...(-0.7))], { try .remainder(.constant(2.5), $0[0]) },
    { $0[0].map { 2.5 - floor(2.5 / $0) * $0 } }),
  .init(
    "fmod", [input(3, 4), input(4, in: 0.7...1.6)], { try .fmod($0[0], $0[1]) },
    { .broadcast($0[0], $0[1]) { $0 - trunc($0 / $1) * $1 } }),
  .init("atan2", [input(3, 4), input(4)], { try .atan2($0[0], $0[1]) }, { .broadcast($0[0], $0[1], atan2) }),
  .init(
    "logAddExp", [input(3, 4), input(4)], { try .logAddExp($0[0], $0[1]) },
    { .broadcast($0[0], $0[1]) { log(exp($0) + exp($1)) } }),
  .init(
    "lerp", [input(3, 4), input(4), input(3, 1, in: 0...1)], { try .lerp($0[0], $0[1], $0[2]) },
    { x in
      let share = x[2]
      return .generate([3, 4]) { i in
        x[0][i[0], i[1]] + share[i[0], 0] * (x[1][i[1]] - x[0][i[0], i[1]])
      }
    }),
  .init(
    "xlogy", [input(3, 4), input(4, in: 0.3...2)], { try .xlogy($0[0], $0[1]) },
    { .broadcast($0[0], $0[1]) { $0 * log($1) } }),
  .init("negated", [input(5)], { try .negated($0[0]) }, { $0[0].map(-) }),
  .init("maximum", [input(3, 7), input(7)], { try .maximum($0[0], $0[1]) }, { .broadcast($0[0], $0[1], max) }),
  .init("minimum", [input(3, 7), input(3, 1)], { try .minimum($0[0], $0[1]) }, { .broadcast($0[0], $0[1], min) }),
  .init(
    "clamp between tensors", [input(3, 5), input(5, in: -1.5 ... -0.1), input(3, 1, in: 0...1.5)],
    { try .clamp($0[0], from: $0[1], to: $0[2]) },
    { .broadcast(.broadcast($0[0], $0[1], max), $0[2], min) }),
  .init(
    "choose", [input(6), input(2, 6), input()], withoutGradient: [0],
    { try .choose(Variable(try .compare($0[0].value, .greater, .scalar(0))), $0[1], $0[2]) },
    { inputs in
      let chosen = Reference.broadcast(inputs[0], inputs[1]) { $0 > 0 ? $1 : .nan }
      return .broadcast(chosen, inputs[2]) { $0.isNaN ? $1 : $0 }
    }),
]
