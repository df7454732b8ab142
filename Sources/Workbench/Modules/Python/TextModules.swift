/// Python's `string` and `textwrap`.
enum TextModules {
  static let string = #"""
    ascii_lowercase = "abcdefghijklmnopqrstuvwxyz"
    ascii_uppercase = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    ascii_letters = ascii_lowercase + ascii_uppercase
    digits = "0123456789"
    hexdigits = digits + "abcdefABCDEF"
    octdigits = "01234567"
    punctuation = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"
    whitespace = " \t\n\r\x0b\x0c"
    printable = digits + ascii_letters + punctuation + whitespace

    def capwords(s, sep=None):
        return (" " if sep is None else sep).join([word.capitalize() for word in s.split(sep)])
    """#

  static let textwrap = #"""
    def _indent_of(line):
        return line[:len(line) - len(line.lstrip(" \t"))]

    def dedent(text):
        margin = None
        lines = ["" if line.strip() == "" else line for line in text.split("\n")]
        for line in lines:
            if line != "":
                own = _indent_of(line)
                if margin is None:
                    margin = own
                while not own.startswith(margin):
                    margin = margin[:-1]
        return "\n".join([line[len(margin or ""):] for line in lines])

    def indent(text, prefix, predicate=None):
        lines = text.splitlines(True)
        return "".join([
            prefix + line if (line.strip() != "" if predicate is None else predicate(line)) else line for line in lines])

    def wrap(text, width=70, *, initial_indent="", subsequent_indent=""):
        if width <= 0:
            raise ValueError(f"invalid width {width!r} (must be > 0)")
        lines = []
        line = initial_indent
        is_empty = True
        for word in text.split():
            while True:
                room = width - len(line) - (0 if is_empty else 1)
                if len(word) <= room:
                    line += ("" if is_empty else " ") + word
                    is_empty = False
                    break
                if is_empty:
                    cut = max(1, room)
                    lines.append(line + word[:cut])
                    word = word[cut:]
                else:
                    lines.append(line)
                line = subsequent_indent
                is_empty = True
                if word == "":
                    break
        if not is_empty:
            lines.append(line)
        return lines

    def fill(text, width=70, **options):
        return "\n".join(wrap(text, width, **options))

    def shorten(text, width, *, placeholder=" [...]"):
        words = text.split()
        whole = " ".join(words)
        if len(whole) <= width:
            return whole
        if len(placeholder.lstrip()) > width:
            raise ValueError("placeholder too large for max width")
        while len(words) > 0:
            words.pop()
            short = " ".join(words) + placeholder
            if len(words) > 0 and len(short) <= width:
                return short
        return placeholder.lstrip()
    """#
}
