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
    "gather", [input(4, 3)], { try .gather($0[0], 0, Tensor([2, 0, 2, 1, 3, 1], [2, 3])) },
    { x in .generate([2, 3]) { x[0][[2, 0, 2, 1, 3, 1][$0[0] * 3 + $0[1]], $0[1]] } }),
  .init(
    "gather of fewer", [input(3, 2, 4)], { try .gather($0[0], 2, Tensor([3, 0, 1, 1], [2, 2, 1])) },
    { x in .generate([2, 2, 1]) { x[0][$0[0], $0[1], [3, 0, 1, 1][$0[0] * 2 + $0[1]]] } }),
  .init(
    "scatter", [input(3, 4), input(2, 4)],
    { try .scatter($0[0], 0, Tensor([2, 0, 1, 1, 0, 2, 0, 2], [2, 4]), $0[1], adding: false) },
    { x in
      let places = [2, 0, 1, 1, 0, 2, 0, 2]
      return .generate([3, 4]) { i in
        (0..<2).last { places[$0 * 4 + i[1]] == i[0] }.map { x[1][$0, i[1]] } ?? x[0][i[0], i[1]]
      }
    }),
  .init(
    "scatter adding", [input(2, 3), input(3, 4)],
    { try .scatter($0[0], 1, Tensor([2, 0, 2, 1, 1, 1], [2, 3]), $0[1], adding: true) },
    { x in
      let places = [2, 0, 2, 1, 1, 1]
      return .generate([2, 3]) { i in
        (0..<3).reduce(x[0][i[0], i[1]]) { $0 + (places[i[0] * 3 + $1] == i[1] ? x[1][i[0], $1] : 0) }
      }
    }),
  .init(
    "scatter of a number", [input(2, 3), input()],
    { try .scatter($0[0], 1, Tensor([2, 0], [2, 1]), $0[1], adding: false) },
    { x in .generate([2, 3]) { i in [2, 0][i[0]] == i[1] ? x[1].values[0] : x[0][i[0], i[1]] } }),
  .init(
    "strided diagonal", [input(3, 4)], { try .strided($0[0], [3], [5], start: 1, for: "diagonal") },
    { x in .generate([3]) { x[0][$0[0], $0[0] + 1] } }),
  .init(
    "strided windows", [input(2, 5)], { try .strided($0[0], [2, 3, 3], [5, 1, 1], start: 0, for: "unfold") },
    { x in .generate([2, 3, 3]) { x[0][$0[0], $0[1] + $0[2]] } }),
  .init(
    "replacing a part", [input(3, 4), input(2, 2)],
    { try .replacing($0[0], [2, 2], [4, 2], start: 1, with: $0[1]) },
    { x in .generate([3, 4]) { i in i[0] < 2 && i[1] % 2 == 1 ? x[1][i[0], i[1] / 2] : x[0][i[0], i[1]] } }),
  .init(
    "replacing at places", [input(2, 4), input(3)], { try .replacing($0[0], at: [7, 1, 4], with: $0[1]) },
    { x in
      .generate([2, 4]) { i in [7, 1, 4].firstIndex(of: i[0] * 4 + i[1]).map { x[1][$0] } ?? x[0][i[0], i[1]] }
    }),
  .init(
    "cumulativeProduct", [input(2, 5)], { try .cumulativeProduct($0[0], 1) },
    { x in .generate([2, 5]) { i in (0...i[1]).reduce(1) { $0 * x[0][i[0], $1] } } }),
  .init(
    "cumulativeProduct over the first dim", [input(4, 3)], { try .cumulativeProduct($0[0], 0) },
    { x in .generate([4, 3]) { i in (0...i[0]).reduce(1) { $0 * x[0][$1, i[1]] } } }),
  .init(
    "concatenate", [input(2, 3), input(2, 2)], { try .concatenate([$0[0], $0[1]], 1) },
    { x in .generate([2, 5]) { $0[1] < 3 ? x[0][$0[0], $0[1]] : x[1][$0[0], $0[1] - 3] } }),
]
