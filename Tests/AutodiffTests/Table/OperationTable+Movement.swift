import Autodiff
import Foundation
import Tensors

let movementCases: [OperationCase] = [
  .init("reshape", [input(2, 6)], { try .reshape($0[0], [3, 4]) }, { $0[0].reshaped([3, 4]) }),
  .init(
    "permute", [input(2, 3, 4)], { try .permute($0[0], [2, 0, 1]) },
    { x in .generate([4, 2, 3]) { x[0][$0[1], $0[2], $0[0]] } }),
  .init("expand", [input(3, 1)], { try .expand($0[0], [2, 3, 4]) }, { x in .generate([2, 3, 4]) { x[0][$0[1], 0] } }),
  .init(
    "slice", [input(5, 6)], { try .slice($0[0], 1, start: 4, count: 2, step: -3) },
    { x in .generate([5, 2]) { x[0][$0[0], 4 - 3 * $0[1]] } }),
  .init(
    "select", [input(4, 3)], { try .select($0[0], 0, [2, 0, 2]) },
    { x in .generate([3, 3]) { x[0][[2, 0, 2][$0[0]], $0[1]] } }),
  .init(
    "concatenate", [input(2, 3), input(2, 2)], { try .concatenate([$0[0], $0[1]], 1) },
    { x in .generate([2, 5]) { $0[1] < 3 ? x[0][$0[0], $0[1]] : x[1][$0[0], $0[1] - 3] } }),
]
