extension NumPyModule {
  /// Tables of numbers as text.
  static let tables = #"""
    def savetxt(fname, X, fmt="%.18e", delimiter=" ", newline="\n", header="", footer="", comments="# ", encoding=None):
        rows = np.asarray(X)
        if rows.ndim > 2:
            raise ValueError(f"Expected 1D or 2D array, got {rows.ndim}D array instead")
        rows = rows.tolist()
        text = "".join([comments + line + newline for line in header.split("\n")]) if header else ""
        for row in rows:
            row = row if isinstance(row, list) else [row]
            forms = [fmt] * len(row) if isinstance(fmt, str) else list(fmt)
            if len(forms) != len(row):
                raise AttributeError(f"fmt has wrong shape.  {fmt}")
            text += delimiter.join([form % x for form, x in zip(forms, row)]) + newline
        if footer:
            text += "".join([comments + line + newline for line in footer.split("\n")])
        _write_text(str(fname), text)

    def _lines(fname):
        return [str(line) for line in fname] if isinstance(fname, (list, tuple)) else _read_text(str(fname)).splitlines()

    def _fields(line, comments, delimiter):
        """None where nothing stands in the line."""
        for mark in [comments] if isinstance(comments, str) else comments or []:
            line = line.split(mark)[0]
        if line.strip() == "":
            return None
        return line.split() if delimiter is None else line.strip("\r\n").split(delimiter)

    def _used(usecols, parts, row):
        """The columns that are asked for, by their numbers in the file."""
        if usecols is None:
            return range(len(parts))
        used = []
        for column in [usecols] if isinstance(usecols, int) else usecols:
            if not isinstance(column, int):
                raise TypeError(f"usecols are the columns' numbers, and this is {column!r}")
            if not -len(parts) <= column < len(parts):
                raise ValueError(f"invalid column index {column} at row {row} with {len(parts)} columns")
            used.append(column % len(parts))
        return used

    def _converter(converters, column, count):
        if isinstance(converters, dict):
            return converters.get(column, converters.get(column - count))
        return converters

    def _number(part):
        if "_" in part:
            raise ValueError(f"could not convert string {part!r} to a number")
        return float(part)

    def _table(rows, dtype, ndmin, unpack):
        values = np.array(rows)
        if ndmin < 2:
            values = np.squeeze(values) if len(rows) > 0 else values
            if ndmin == 1 and len(rows) > 0:
                values = np.reshape(values, (-1,))
        if dtype is not None:
            values = values.astype(dtype)
        return values.T if unpack else values

    def loadtxt(fname, dtype=None, comments="#", delimiter=None, converters=None, skiprows=0, usecols=None, unpack=False,
                ndmin=0, encoding=None, max_rows=None):
        rows = []
        for line in _lines(fname)[skiprows:]:
            parts = _fields(line, comments, delimiter)
            if parts is None:
                continue
            row = []
            for column in _used(usecols, parts, len(rows) + 1):
                own = _converter(converters, column, len(parts))
                row.append(_number(parts[column]) if own is None else own(parts[column]))
            if len(rows) > 0 and len(row) != len(rows[0]):
                raise ValueError(f"the number of columns changed from {len(rows[0])} to {len(row)} at row {len(rows) + 1}")
            rows.append(row)
            if max_rows is not None and len(rows) == max_rows:
                break
        return _table(rows, dtype, ndmin, unpack)

    def genfromtxt(fname, dtype=float, comments="#", delimiter=None, skip_header=0, skip_footer=0, converters=None,
                   missing_values=None, filling_values=None, usecols=None, names=None, excludelist=None, deletechars=None,
                   replace_space="_", autostrip=False, case_sensitive=True, defaultfmt="f%i", unpack=None, usemask=False,
                   loose=True, invalid_raise=True, max_rows=None, encoding=None, *, ndmin=0):
        """What is no number is missing, and filled."""
        if names is not None or usemask:
            raise NotImplementedError("arrays have neither names for columns nor masks here: skip_header=1 passes over names, and usecols= chooses columns")
        if not (delimiter is None or isinstance(delimiter, str)):
            raise NotImplementedError("genfromtxt takes a text between columns here, not their widths")
        if skip_footer > 0 and max_rows is not None:
            raise ValueError("The keywords 'skip_footer' and 'max_rows' can not be specified at the same time.")
        is_whole = dtype is not None and "int" in str(np.zeros(1).astype(dtype).dtype)

        def filled(column, place):
            found = filling_values
            if isinstance(found, dict):
                found = found.get(column)
            elif isinstance(found, (list, tuple)):
                found = found[place] if place < len(found) else None
            return (-1 if is_whole else float("nan")) if found is None else found

        rows, width = [], None
        for number, line in enumerate(_lines(fname)[skip_header:]):
            parts = _fields(line, comments, delimiter)
            if parts is None:
                continue
            if width is None:
                width = len(parts)
            if len(parts) != width:
                if invalid_raise:
                    raise ValueError(f"Some errors were detected !\n    Line #{number + skip_header + 1} (got {len(parts)} columns instead of {width})")
                continue
            row = []
            for place, column in enumerate(_used(usecols, parts, len(rows) + 1)):
                part = parts[column].strip()
                own = _converter(converters, column, width)
                if own is not None:
                    row.append(own(part))
                    continue
                try:
                    row.append(int(part) if is_whole else _number(part))
                except ValueError:
                    if not loose and part != "":
                        raise ValueError(f"Cannot convert string {part!r}")
                    row.append(filled(column, place))
            rows.append(row)
            if max_rows is not None and len(rows) == max_rows:
                break
        if skip_footer > 0:
            rows = rows[:-skip_footer]
        return _table(rows, dtype, ndmin, unpack)
    """#
}
