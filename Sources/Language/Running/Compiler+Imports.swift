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

/// What `import` finds: the table's modules, and those among its constants.
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
      if let value = found[member] { return value }
      var error = found.missing(member)
      if let advice = table.dialect.modules.advice["\(found.path).\(member)"] { error.suggestion = advice }
      throw error
    }
    return .object(item.bindsRoot ? root : found)
  }

  /// What `from kitchen import *` binds: all that the module has but its parts. Of a module that is not there it is the module
  /// itself, so that the line fails when it runs.
  static func all(of path: [String], _ span: SourceSpan, _ table: Table) -> [Import] {
    let whole = Import(module: path, member: nil, name: path[0], bindsRoot: true, span: span)
    guard case .object(let object)? = try? value(of: whole, table), (object as? NamespaceValue) != nil,
      case .object(let inner)? = value(at: path.joined(separator: "."), table), let module = inner as? NamespaceValue
    else { return [whole] }
    return module.names.filter { module[$0]?.module.map(\.isNote) ?? true }.map {
      Import(module: path, member: $0, name: $0, bindsRoot: false, span: span)
    }
  }

  /// What the modules of a table have at a ``Value/path``; nil where they have nothing there.
  static func value(at path: String, _ table: Table) -> Value? {
    let parts = path.split(separator: ".").map(String.init)
    guard let first = parts.first, var found = table.constants[first] ?? table.modules[first] else { return nil }
    for part in parts.dropFirst() {
      guard case .object(let object) = found, let inner = (object as? NamespaceValue)?[part] else { return nil }
      found = inner
    }
    return found
  }

  /// The module that has a class of that name, or is called so and has a function of its name, and would have to be imported.
  static func owner(of name: String, _ table: Table) -> String? {
    if table.modules[name]?.module?[name] != nil { return name }
    guard name.first?.isUppercase ?? false else { return nil }
    let inner = table.constants.values.compactMap(\.module).flatMap { module in
      module.names.compactMap { module[$0]?.module }
    }
    let all = (table.modules.values.compactMap(\.module) + inner).filter(\.isWritten).sorted { $0.path < $1.path }
    return all.first { module in
      if case .object(let object)? = module[name] { object is ClassValue } else { false }
    }?.path
  }

  private static func module(_ name: String, _ item: Import, _ table: Table) throws -> NamespaceValue {
    for value in [table.constants[name], table.modules[name]] {
      if let module = value?.module, module.path == name { return module }
    }
    throw unknown(name, in: nil, table)
  }

  private static func unknown(_ path: String, in module: NamespaceValue?, _ table: Table) -> Diagnostic {
    let all =
      Array(table.modules.keys) + table.constants.filter { $1.module?.path == $0 && !$0.hasPrefix("_") }.map(\.key)
    let near = NearestName.find(path, among: module?.names ?? all)
    return Diagnostic(
      .imports, "there is no module `\(path)` here" + (near.map { "; did you mean `\($0)`?" } ?? ""),
      notes: all.isEmpty ? [] : ["there are " + all.sorted().joined(separator: ", ")],
      suggestion: table.dialect.modules.advice[path])
  }
}
