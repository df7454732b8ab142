/// Names of Python's and of other languages that mean nothing here, whatever the field.
enum PythonNames {
  /// Values that are written otherwise.
  static let constants = [
    "true": "True", "false": "False", "none": "None", "null": "None", "nil": "None", "nan": "float(\"nan\")",
    "inf": "float(\"inf\")", "pi": "3.141592653589793",
  ]

  /// Values that are known by that name only behind their module: `math.e`.
  static let constantsOfModules = ["e": "2.718281828459045"]

  /// Functions without a namesake here, and an example of what is most like them.
  static let examples = [
    "globals": "variables", "locals": "variables",
  ]

  /// Modules of the standard library.
  static let modules: Set<String> = ["math", "random", "os", "sys", "time"]
}
