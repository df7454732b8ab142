extension Compiler {
  func importing(_ imports: [Import]) -> Execution {
    let parts = imports.map { (item: $0, variable: scope.resolve($0.name), site: site($0.span)) }
    let source = source
    return { frame in
      for part in parts {
        let value = try part.site.locating(frame) { try Modules.value(of: part.item, frame.machine.table) }
        part.variable.place(frame).pointee.bind(value, Origin(source, part.item.span))
      }
      return .next
    }
  }
}

/// What `import` finds: the modules among the table's constants.
enum Modules {
  /// The value that an import binds.
  static func value(of item: Import, _ table: Table) throws -> Value {
    let root = try module(item.module[0], item, table)
    var found = root
    for (depth, name) in item.module.enumerated().dropFirst() {
      guard case .object(let object)? = found[name], let inner = object as? NamespaceValue else {
        throw unknown(item.module.prefix(depth + 1).joined(separator: "."), in: found, table)
      }
      found = inner
    }
    if let member = item.member {
      guard let value = found[member] else { throw found.missing(member) }
      return value
    }
    return .object(item.bindsRoot ? root : found)
  }

  /// What the modules of a table have at a path; nil where they have nothing there.
  static func value(at path: String, _ table: Table) -> Value? {
    let parts = path.split(separator: ".").map(String.init)
    guard let first = parts.first, var found = table.constants[first] else { return nil }
    for part in parts.dropFirst() {
      guard case .object(let object) = found, let inner = (object as? NamespaceValue)?[part] else { return nil }
      found = inner
    }
    return found
  }

  private static func module(_ name: String, _ item: Import, _ table: Table) throws -> NamespaceValue {
    if case .object(let object)? = table.constants[name], let module = object as? NamespaceValue, module.path == name {
      return module
    }
    throw unknown(name, in: nil, table)
  }

  private static func unknown(_ path: String, in module: NamespaceValue?, _ table: Table) -> Diagnostic {
    let all = table.constants.compactMap { name, value -> String? in
      guard case .object(let object) = value, (object as? NamespaceValue)?.path == name else { return nil }
      return name
    }
    let near = NearestName.find(path, among: module?.names ?? all)
    return Diagnostic(
      .imports, "there is no module `\(path)` here" + (near.map { "; did you mean `\($0)`?" } ?? ""),
      notes: all.isEmpty ? [] : ["there are " + all.sorted().joined(separator: ", ")],
      suggestion: table.dialect.modules.advice[path])
  }
}
