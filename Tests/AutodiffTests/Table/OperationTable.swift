import Autodiff
import Foundation
import Tensors

// The table of cases: every operation on variables stands here at least once. A new operation without a row is caught by
// `everyOperationHasACase`.

let operationTable: [OperationCase] =
  arithmeticCases + elementwiseCases + pointwiseCases + reductionCases + movementCases + layerCases + normalizationCases
  + lossCases
  + likelihoodCases + edgeCases
