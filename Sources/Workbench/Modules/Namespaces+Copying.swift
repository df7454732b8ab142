import Autodiff
import Language
import Networks
import Tensors

/// What `copy.deepcopy` needs of networks.
extension Namespaces {
  /// Copies of parameters and layers, each made once in one copying.
  private final class CopiesValue: ObjectValue {
    let copies = NetworkCopies(keepsGradients: false)
    var typeName: String { "copies" }
    func repr() -> String { "<copies>" }
  }

  var networkCopies: [Entry] {
    let value = Parameter("value", .any, "what is copied")
    let all = Parameter("copies", .any, "what has been copied")
    func copies(_ arguments: Arguments) throws -> NetworkCopies {
      guard case .object(let object) = arguments["copies"], let value = object as? CopiesValue else {
        throw Diagnostic(.type, "these are no copies", parameter: "copies")
      }
      return value.copies
    }
    return [
      entry("_copies", "no copies yet", [], result: "copies") { _, _ in .object(CopiesValue()) },
      entry("_copied_parameter", "a copy of a parameter, without its gradient", [value, all], result: "tensor") {
        arguments, _ in
        guard let parameter = arguments["value"].asTensor?.variable as? LearnedParameter else { return .none }
        return Value(try copies(arguments).copy(parameter))
      },
      entry(
        "_copied_network", "a copy of a layer or a network; None where it is neither",
        [value, all, Parameter("copy", .any, "a function that copies objects of classes")], result: "network"
      ) { arguments, context in
        let copies = try copies(arguments)
        let before = copies.copyOther
        defer { copies.copyOther = before }
        copies.copyOther = { layer in
          guard let module = layer as? ModuleLayer else { return nil }
          return try context.call(arguments["copy"], .object(module.instance)).module
        }
        guard case .object(let object) = arguments["value"] else { return .none }
        switch object {
        case let network as NetworkValue: return .object(NetworkValue(try copies.copy(network.layer)))
        case let list as ModuleListValue:
          let copy = try ModuleListValue(list.items.map { try context.call(arguments["copy"], $0) })
          copy.layer.mode = list.layer.isTraining
          return .object(copy)
        case let dict as ModuleDictValue:
          let copy = ModuleDictValue()
          for (name, value) in dict.entries { try copy.set(try context.call(arguments["copy"], value), for: name) }
          copy.layer.mode = dict.layer.isTraining
          return .object(copy)
        default: return .none
        }
      },
      entry(
        "_copied_part", "gives an object what the library keeps for another of its class",
        [
          Parameter("from", .any, "the other"), Parameter("to", .any, "the object"),
          Parameter("copy", .any, "copies values"),
        ],
        result: "None"
      ) { arguments, context in
        guard case .object(let from as InstanceValue) = arguments["from"],
          case .object(let to as InstanceValue) = arguments["to"],
          let part = from.part, part is ModulePart
        else { return .none }
        try ModuleClass().copy(part, to: to) { try context.call(arguments["copy"], $0) }
        return .none
      },
    ]
  }
}
