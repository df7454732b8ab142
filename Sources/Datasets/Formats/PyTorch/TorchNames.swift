import Tensors

/// The classes and functions that a file of PyTorch's may name, and what each makes: values, and nothing that runs.
///
/// They are those that PyTorch's `weights_only=True` allows (`torch/_weights_only_unpickler.py`), as far as there are
/// such values here, and NumPy's single numbers.
enum TorchNames {
  /// `torch.FloatStorage` and its like.
  static let storages: [String: StoredNumber] = [
    "FloatStorage": .float32, "DoubleStorage": .float64, "HalfStorage": .float16, "BFloat16Storage": .bfloat16,
    "LongStorage": .int64, "IntStorage": .int32, "ShortStorage": .int16, "CharStorage": .int8, "ByteStorage": .uint8,
    "BoolStorage": .bool,
  ]

  /// `torch.float32` and its like.
  static let types: [String: StoredNumber] = [
    "float32": .float32, "float": .float32, "float64": .float64, "double": .float64, "float16": .float16,
    "half": .float16, "bfloat16": .bfloat16, "int64": .int64, "long": .int64, "int32": .int32, "int": .int32,
    "int16": .int16, "short": .int16, "int8": .int8, "uint8": .uint8, "bool": .bool, "uint16": .uint16,
    "uint32": .uint32, "uint64": .uint64,
  ]

  /// What else may be named, by module.
  private static let others: [String: Set<String>] = [
    "collections": ["OrderedDict", "Counter"],
    "torch": ["Size", "device", "Tensor", "UntypedStorage"],
    "torch.storage": ["UntypedStorage"],
    "torch._utils": [
      "_rebuild_tensor", "_rebuild_tensor_v2", "_rebuild_tensor_v3", "_rebuild_parameter",
      "_rebuild_parameter_with_state",
    ],
    "torch._tensor": ["_rebuild_from_type_v2"],
    "torch.nn.parameter": ["Parameter"],
    "torch.serialization": ["_get_layout"],
    "_codecs": ["encode"],
    "builtins": ["bytearray", "set"],
    "numpy": ["dtype"],
    "numpy.core.multiarray": ["scalar"],
    "numpy._core.multiarray": ["scalar"],
  ]

  /// What NumPy's arrays are made of, where those are read.
  private static let arrays: [String: Set<String>] = [
    "numpy": ["ndarray"], "numpy.core.multiarray": ["_reconstruct"], "numpy._core.multiarray": ["_reconstruct"],
  ]

  /// Tensors that are none of numbers in rows, by the functions that rebuild them.
  private static let strangeTensors: [String: String] = [
    "_rebuild_sparse_tensor": "a sparse tensor", "_rebuild_sparse_csr_tensor": "a sparse tensor",
    "_rebuild_qtensor": "a quantized tensor", "_rebuild_nested_tensor": "a nested tensor",
    "_rebuild_meta_tensor_no_storage": "a tensor of the device meta, which has no numbers",
    "_rebuild_device_tensor_from_numpy": "a tensor of another device's kind",
    "_rebuild_device_tensor_from_cpu_tensor": "a tensor of another device's kind",
    "_rebuild_wrapper_subclass": "a tensor of a class of its own",
  ]

  /// The name, where it is one of those.
  ///
  /// - Throws: ``PickleFault`` that says what it is, and what to do in PyTorch.
  static func known(_ module: String, _ name: String, arrays: Bool) throws(PickleFault) -> PickledName {
    // Python 2's module is Python 3's.
    let module = module == "__builtin__" ? "builtins" : module
    let found = PickledName(module: module, name: name)
    if others[module]?.contains(name) == true { return found }
    if arrays, Self.arrays[module]?.contains(name) == true { return found }
    if module == "torch", storages[name] != nil || types[name] != nil { return found }
    if module == "torch._utils", let strange = strangeTensors[name] {
      throw unreadable(
        strange,
        "in PyTorch: save its numbers as a dense tensor of float32, as torch.save(x.to_dense().float(), \"x.pt\")")
    }
    if module == "torch", name.hasSuffix("Storage") {
      throw unreadable(
        "numbers of the type \(name.inMessage)", "in PyTorch: save them as float32, as torch.save(x.float(), \"x.pt\")")
    }
    if module == "builtins", name == "complex" {
      throw unreadable("a complex number", "in PyTorch: save its real and imaginary part")
    }
    if module.hasPrefix("numpy"), ["_reconstruct", "ndarray", "_frombuffer"].contains(name) {
      throw unreadable(
        "an array of NumPy's, which torch.load does not take either",
        "in PyTorch: save it as a tensor, torch.from_numpy(a)")
    }
    throw refusal("\(found.path.inMessage), a class or a function of Python's")
  }

  /// Why a file that would run something is not opened.
  static func refusal(_ what: String) -> PickleFault {
    var fault = PickleFault(
      "it holds \(what): opening such a file runs code, whatever its writer wanted, and it is not opened here")
    fault.notes = [
      "tensors, numbers, texts, lists and dicts are read, as torch.load does with weights_only=True; a whole model is none of these"
    ]
    fault.suggestion = "in PyTorch: torch.save(model.state_dict(), \"weights.pt\")"
    fault.isDamage = false
    return fault
  }

  private static func unreadable(_ what: String, _ suggestion: String) -> PickleFault {
    var fault = PickleFault("it holds \(what), and there is none here")
    fault.suggestion = suggestion
    fault.isDamage = false
    return fault
  }

  // MARK: - Calls

  static func call(_ name: PickledName, _ arguments: [Pickled]) throws(PickleFault) -> Pickled {
    switch name.path {
    case "collections.OrderedDict": return .dict(try dict(arguments, isOrdered: true))
    case "collections.Counter": return .dict(try dict(arguments))
    case "torch.Size":
      guard case .sequence(let sizes)? = arguments.first, arguments.count == 1 else { throw odd(name) }
      return .sequence(try PickledBuilding.sequence(.tuple, sizes.items))
    case "torch.device":
      guard case .text(let device)? = arguments.first else { throw odd(name) }
      guard case .integer(let number)? = arguments.dropFirst().first else { return .device(device) }
      return .device("\(device):\(number)")
    case "torch.serialization._get_layout", "builtins.bytearray":
      return arguments.first ?? .bytes([])
    case "builtins.set":
      guard case .sequence(let items)? = arguments.first else { throw odd(name) }
      return .sequence(try PickledBuilding.sequence(.set, items.items))
    case "_codecs.encode": return .bytes(try latin(arguments, name))
    case "torch._utils._rebuild_tensor_v2", "torch._utils._rebuild_tensor": return .tensor(try tensor(arguments, name))
    case "torch._utils._rebuild_tensor_v3":
      guard arguments.count >= 7, case .name(let type) = arguments[6], type.module == "torch",
        let number = types[type.name]
      else { throw odd(name) }
      return .tensor(try tensor(arguments, name, type: number))
    case "torch._utils._rebuild_parameter", "torch._utils._rebuild_parameter_with_state":
      guard arguments.count >= 2, case .tensor(let data) = arguments[0], case .bool(let requiresGradient) = arguments[1]
      else { throw odd(name) }
      return .tensor(data.asParameter(requiresGradient: requiresGradient))
    case "torch._tensor._rebuild_from_type_v2":
      guard arguments.count >= 3, case .name(let rebuild) = arguments[0], rebuild.path != name.path,
        case .sequence(let inner) = arguments[2]
      else { throw odd(name) }
      return try call(rebuild, inner.items)
    case "numpy.dtype":
      guard case .text(let type)? = arguments.first else { throw odd(name) }
      return .numberType(NumPyType(name: type))
    case "numpy.core.multiarray._reconstruct", "numpy._core.multiarray._reconstruct": return .array(PickledArray())
    case "numpy.core.multiarray.scalar", "numpy._core.multiarray.scalar": return try scalar(arguments)
    default: throw refusal("\(name.path.inMessage), called as a function")
    }
  }

  /// Gives an object its state.
  static func build(_ object: Pickled, _ state: Pickled) throws(PickleFault) -> Pickled {
    switch object {
    // What an OrderedDict has beside its entries: the versions of a model's modules.
    case .dict: return object
    case .numberType(let type):
      guard case .sequence(let items) = state, items.items.count > 1, case .text(let order) = items.items[1] else {
        throw PickleFault("NumPy's type \(type.name.inMessage) has no order of bytes")
      }
      return .numberType(NumPyType(name: type.name, isBigEndian: order == ">"))
    case .array: return .array(try PickledArray(state))
    // Attributes that were set at a tensor have no meaning here.
    case .tensor: return object
    default: throw refusal("an object with a state of its own")
    }
  }

  private static func odd(_ name: PickledName) -> PickleFault {
    PickleFault("\(name.path) in it is called with other arguments than PyTorch's")
  }

  private static func dict(_ arguments: [Pickled], isOrdered: Bool = false) throws(PickleFault) -> PickledDict {
    let dict = PickledDict(isOrdered: isOrdered)
    switch arguments.first {
    case nil: break
    case .dict(let other): try PickledBuilding.add(other.entries.flatMap { [$0.key, $0.value] }, to: dict)
    case .sequence(let pairs):
      for pair in pairs.items {
        guard case .sequence(let pair) = pair else { throw PickleFault("an OrderedDict in it is made of no pairs") }
        try PickledBuilding.add(pair.items, to: dict)
      }
    default: throw PickleFault("an OrderedDict in it is made of no pairs")
    }
    return dict
  }

  /// The bytes of a text of 256 letters, as protocol 2 writes bytes.
  private static func latin(_ arguments: [Pickled], _ name: PickledName) throws(PickleFault) -> [UInt8] {
    guard arguments.count == 2, case .text(let text) = arguments[0], case .text("latin1") = arguments[1] else {
      throw odd(name)
    }
    let bytes = text.unicodeScalars.compactMap { UInt8(exactly: $0.value) }
    guard bytes.count == text.unicodeScalars.count else { throw odd(name) }
    return bytes
  }

  private static func tensor(
    _ arguments: [Pickled], _ name: PickledName, type: StoredNumber? = nil
  ) throws(PickleFault) -> TorchTensor {
    guard arguments.count >= 4, case .storage(let storage) = arguments[0], case .integer(let offset) = arguments[1],
      case .sequence(let sizes) = arguments[2], case .sequence(let strides) = arguments[3]
    else { throw odd(name) }
    func integers(_ sequence: PickledSequence) throws(PickleFault) -> [Int] {
      var numbers: [Int] = []
      for item in sequence.items {
        guard case .integer(let number) = item else { throw odd(name) }
        numbers.append(number)
      }
      return numbers
    }
    var requiresGradient = false
    if case .bool(let flag)? = arguments.dropFirst(4).first { requiresGradient = flag }
    return try TorchTensor(
      storage, type: type, offset: offset, sizes: try integers(sizes), strides: try integers(strides),
      requiresGradient: requiresGradient)
  }

  private static func scalar(_ arguments: [Pickled]) throws(PickleFault) -> Pickled {
    guard arguments.count == 2, case .numberType(let type) = arguments[0], case .bytes(let bytes) = arguments[1] else {
      throw PickleFault("a number of NumPy's in it has no type, or no bytes")
    }
    return try type.number(bytes)
  }
}

/// NumPy's type of one number, as its pickles name it: `f8`.
package struct NumPyType {
  let name: String
  var isBigEndian = false

  /// The number of these bytes.
  func number(_ bytes: [UInt8]) throws(PickleFault) -> Pickled {
    guard let type = NPYType(.text(name))?.number, bytes.count == type.size else {
      throw PickleFault("a number of NumPy's in it is of the type \(name.inMessage), which is not read")
    }
    let ordered = isBigEndian ? Array(bytes.reversed()) : bytes
    // Whole numbers exactly: a double rounds those of 64 bits.
    if !type.isFloat, type != .bool {
      let bits = ordered.reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
      let shift = UInt64(64 - 8 * type.size)
      let isSigned = [.int8, .int16, .int32, .int64].contains(type)
      let number = isSigned ? Int(Int64(bitPattern: bits << shift) >> shift) : Int(exactly: bits)
      guard let number else { throw PickleFault("a number of NumPy's in it is \(bits), more than numbers have here") }
      return .integer(number)
    }
    let number = ordered.withUnsafeBytes { type.number(in: $0, at: 0) }
    return type == .bool ? .bool(number != 0) : .real(number)
  }
}
