extension SafetensorsReader {
  /// The tensors as arrays whose numbers are not converted yet, in the order of ``names``.
  package func storedArrays(_ path: String) -> [StoredArray] {
    names.compactMap { name in
      entries[name].map { entry in
        StoredArray(name: name, path: "\(path) (\(name))", shape: entry.shape, type: entry.type) {
          () throws(DatasetError) in MemorySource(bytes, entry.bytes, path: "\(path) (\(name))")
        }
      }
    }
  }
}
