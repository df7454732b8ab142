import Networks
import Tensors

/// What a session's file has of classes and of what is made of them.
extension SavedObject {
  /// A class: where its text stands, and what its body bound, which is not run again.
  struct Class: Codable, Sendable {
    /// The number of the cell that defined it, and where in it the definition begins and ends, in Unicode scalars.
    var cell, start, end: Int
    /// The classes that it derives from.
    var bases: [SavedItem]
    var names: [String]
    var members: [SavedItem]
    /// In files that do not say: false.
    var isAbstract: Bool

    enum CodingKeys: String, CodingKey {
      case cell, start, end, bases, names, members
      case isAbstract = "abstract"
    }
  }

  /// An object of a class.
  struct Instance: Codable, Sendable {
    /// What `nn.Module` keeps for an object beside its attributes.
    struct Module: Codable, Sendable {
      var training: Bool
      /// The names of the attributes that are buffers, and of those among them that no `state_dict` has.
      var buffers, unsaved: [String]

      enum CodingKeys: String, CodingKey { case training, buffers, unsaved }
    }

    var type: SavedItem
    var names: [String]
    var values: [SavedItem]
    /// Nil for an object of a class that is no module.
    var module: Module?

    enum CodingKeys: String, CodingKey { case type, names, values, module }
  }

  /// Modules that hold others: a `Sequential` of what no description has, such as objects of classes, a `ModuleList`, a
  /// `ModuleDict`.
  struct Container: Codable, Sendable {
    enum Kind: String, Codable, Sendable { case sequential, list, dict }

    var holds: Kind
    /// Of a list, and of a `Sequential` whose layers have numbers, none.
    var names: [String]
    var items: [SavedItem]

    enum CodingKeys: String, CodingKey { case holds, names, items }
  }

  /// What a call of something in a module makes again: a loss, which has settings and no state.
  struct Call: Codable, Sendable {
    /// The path of what is called.
    var name: String
    /// Its arguments, all by name.
    var names: [String]
    var values: [SavedItem]

    enum CodingKeys: String, CodingKey { case name, names, values }
  }

  /// A function in a class that is not called as it stands there, or one that was taken off an object with the object.
  struct Wrapped: Codable, Sendable {
    /// `staticmethod`, `classmethod`, `abstractmethod`, `property` or `method`.
    var how: String
    var items: [SavedItem]

    enum CodingKeys: String, CodingKey { case how, items }
  }
}

extension SavedObject.Class {
  init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    cell = try fields.decode(.cell, in: SavedRange.count)
    start = try fields.decode(.start, in: SavedRange.count)
    end = try fields.decode(.end, in: SavedRange.count)
    bases = try fields.decode([SavedItem].self, forKey: .bases)
    names = try fields.decode([String].self, forKey: .names)
    members = try fields.decode([SavedItem].self, forKey: .members)
    isAbstract = try fields.decodeIfPresent(Bool.self, forKey: .isAbstract) ?? false
    try fields.require(
      names.count == members.count && Set(names).count == names.count, .names, "are not one for each member")
  }
}

extension SavedObject.Instance {
  init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    type = try fields.decode(SavedItem.self, forKey: .type)
    names = try fields.decode([String].self, forKey: .names)
    values = try fields.decode([SavedItem].self, forKey: .values)
    module = try fields.decodeIfPresent(Module.self, forKey: .module)
    try fields.require(
      names.count == values.count && Set(names).count == names.count, .names, "are not one for each attribute")
  }
}

extension SavedObject.Container {
  init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    holds = try fields.decode(Kind.self, forKey: .holds)
    names = try fields.decodeIfPresent([String].self, forKey: .names) ?? []
    items = try fields.decode([SavedItem].self, forKey: .items)
    let areNamed = holds == .dict || holds == .sequential && !names.isEmpty
    try fields.require(
      areNamed
        ? names.count == items.count && Set(names).count == names.count && names.allSatisfy(Sequential.isName)
        : names.isEmpty, .names, "are not one for each module")
  }
}

extension SavedObject.Call {
  init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    name = try fields.decode(.name, most: 1_000)
    names = try fields.decode([String].self, forKey: .names)
    values = try fields.decode([SavedItem].self, forKey: .values)
    try fields.require(
      names.count == values.count && Set(names).count == names.count, .names, "are not one for each argument")
  }
}

extension SavedObject.Wrapped {
  init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    how = try fields.decode(.how, most: 100)
    items = try fields.decode([SavedItem].self, forKey: .items)
  }
}
