/// Python's `datetime`, in local time and without time zones.
enum DatetimeModule {
  static let text = #"""
    MINYEAR = 1
    MAXYEAR = 9999

    def _days_before(year):
        before = year - 1
        return before * 365 + before // 4 - before // 100 + before // 400

    def _is_leap(year):
        return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)

    def _days_in(year, month):
        return 29 if month == 2 and _is_leap(year) else [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]

    def _ordinal(year, month, day):
        return _days_before(year) + sum([_days_in(year, m) for m in range(1, month)]) + day

    def _from_ordinal(n):
        if not 1 <= n <= 3652059:
            raise OverflowError("date value out of range")
        year = min(9999, n // 366 + 1)
        while year < 9999 and _days_before(year + 1) < n:
            year += 1
        n -= _days_before(year)
        month = 1
        while n > _days_in(year, month):
            n -= _days_in(year, month)
            month += 1
        return year, month, n

    def _check_date(year, month, day):
        for part in (year, month, day):
            if not isinstance(part, int):
                raise TypeError(f"'{type(part).__name__}' object cannot be interpreted as an integer")
        if not 1 <= year <= 9999:
            raise ValueError(f"year {year} is out of range")
        if not 1 <= month <= 12:
            raise ValueError("month must be in 1..12")
        if not 1 <= day <= _days_in(year, month):
            raise ValueError("day is out of range for month")

    def _check_time(hour, minute, second, microsecond):
        for name, part, limit in (("hour", hour, 23), ("minute", minute, 59), ("second", second, 59)):
            if not 0 <= part <= limit:
                raise ValueError(f"{name} must be in 0..{limit}")
        if not 0 <= microsecond <= 999999:
            raise ValueError("microsecond must be in 0..999999")

    class timedelta:
        def __init__(self, days=0, seconds=0, microseconds=0, milliseconds=0, minutes=0, hours=0, weeks=0):
            # Whole days and seconds stay exact; parts of them become microseconds.
            whole = 0
            micro = microseconds + milliseconds * 1000
            for amount, length in ((days, 86400), (seconds, 1), (minutes, 60), (hours, 3600), (weeks, 604800)):
                if isinstance(amount, int):
                    whole += amount * length
                else:
                    part = amount * length
                    cut = int(part // 1)
                    whole += cut
                    micro += (part - cut) * 1000000
            micro = round(micro)
            whole += micro // 1000000
            self.days = whole // 86400
            self.seconds = whole % 86400
            self.microseconds = micro % 1000000
            if abs(self.days) > 999999999:
                raise OverflowError(f"days={self.days}; must have magnitude <= 999999999")

        def total_seconds(self):
            return ((self.days * 86400 + self.seconds) * 1000000 + self.microseconds) / 1000000

        def _key(self):
            return (self.days, self.seconds, self.microseconds)

        def __add__(self, other):
            if not isinstance(other, timedelta):
                return NotImplemented
            return timedelta(
                self.days + other.days, self.seconds + other.seconds, self.microseconds + other.microseconds)

        def __radd__(self, other):
            return self + other

        def __sub__(self, other):
            return self + -other if isinstance(other, timedelta) else NotImplemented

        def __neg__(self):
            return timedelta(-self.days, -self.seconds, -self.microseconds)

        def __pos__(self):
            return self

        def __abs__(self):
            return -self if self.days < 0 else self

        def __mul__(self, n):
            if not isinstance(n, (int, float)):
                return NotImplemented
            if isinstance(n, int):
                return timedelta(self.days * n, self.seconds * n, self.microseconds * n)
            return timedelta(microseconds=round(self._micro() * n))

        def __rmul__(self, n):
            return self * n

        def _micro(self):
            return (self.days * 86400 + self.seconds) * 1000000 + self.microseconds

        def __truediv__(self, other):
            if isinstance(other, timedelta):
                return self._micro() / other._micro()
            return timedelta(microseconds=round(self._micro() / other)) if isinstance(other, (int, float)) else NotImplemented

        def __floordiv__(self, other):
            if isinstance(other, timedelta):
                return self._micro() // other._micro()
            return timedelta(microseconds=self._micro() // other) if isinstance(other, int) else NotImplemented

        def __mod__(self, other):
            return timedelta(microseconds=self._micro() % other._micro()) if isinstance(other, timedelta) else NotImplemented

        def __eq__(self, other):
            return self._key() == other._key() if isinstance(other, timedelta) else NotImplemented

        def __lt__(self, other):
            return self._key() < other._key() if isinstance(other, timedelta) else NotImplemented

        def __le__(self, other):
            return self._key() <= other._key() if isinstance(other, timedelta) else NotImplemented

        def __gt__(self, other):
            return self._key() > other._key() if isinstance(other, timedelta) else NotImplemented

        def __ge__(self, other):
            return self._key() >= other._key() if isinstance(other, timedelta) else NotImplemented

        def __hash__(self):
            return hash(self._key())

        def __bool__(self):
            return self._key() != (0, 0, 0)

        def __str__(self):
            text = "" if self.days == 0 else f"{self.days} day{'' if abs(self.days) == 1 else 's'}, "
            text += f"{self.seconds // 3600}:{self.seconds // 60 % 60:02d}:{self.seconds % 60:02d}"
            return text + (f".{self.microseconds:06d}" if self.microseconds else "")

        def __repr__(self):
            parts = [f"{name}={value}" for name, value in zip(("days", "seconds", "microseconds"), self._key()) if value != 0]
            return f"datetime.timedelta({', '.join(parts) if parts else '0'})"

    def _text(format, parts, microsecond):
        if not isinstance(format, str):
            raise TypeError(f"strftime() argument 1 must be str, not {type(format).__name__}")
        pieces = format.split("%%")
        pieces = [piece.replace("%f", f"{microsecond:06d}").replace("%z", "").replace("%Z", "") for piece in pieces]
        return _strftime("%%".join(pieces), parts)

    class date:
        def __init__(self, year, month, day):
            _check_date(year, month, day)
            self.year = year
            self.month = month
            self.day = day

        @classmethod
        def today(cls):
            return cls(*_local(_now())[:3])

        @classmethod
        def fromordinal(cls, n):
            return cls(*_from_ordinal(n))

        @classmethod
        def fromisoformat(cls, text):
            try:
                year, month, day = text.split("-")
                if len(year) != 4 or len(month) != 2 or len(day) != 2:
                    raise ValueError
                return cls(int(year), int(month), int(day))
            except ValueError:
                raise ValueError(f"Invalid isoformat string: {text!r}")

        def _key(self):
            return (self.year, self.month, self.day)

        def toordinal(self):
            return _ordinal(self.year, self.month, self.day)

        def weekday(self):
            return (self.toordinal() + 6) % 7

        def isoweekday(self):
            return self.weekday() + 1

        def isoformat(self):
            return f"{self.year:04d}-{self.month:02d}-{self.day:02d}"

        def strftime(self, format):
            return _text(format, self._key() + (0, 0, 0), 0)

        def __format__(self, format):
            return str(self) if format == "" else self.strftime(format)

        def replace(self, year=None, month=None, day=None):
            return type(self)(
                self.year if year is None else year, self.month if month is None else month, self.day if day is None else day)

        def __add__(self, other):
            return type(self).fromordinal(self.toordinal() + other.days) if isinstance(other, timedelta) else NotImplemented

        def __radd__(self, other):
            return self + other

        def __sub__(self, other):
            if isinstance(other, timedelta):
                return self + timedelta(-other.days)
            return timedelta(self.toordinal() - other.toordinal()) if _alike(self, other) else NotImplemented

        def __eq__(self, other):
            return self._key() == other._key() if _alike(self, other) else NotImplemented

        def __lt__(self, other):
            return self._key() < other._key() if _alike(self, other) else NotImplemented

        def __le__(self, other):
            return self._key() <= other._key() if _alike(self, other) else NotImplemented

        def __gt__(self, other):
            return self._key() > other._key() if _alike(self, other) else NotImplemented

        def __ge__(self, other):
            return self._key() >= other._key() if _alike(self, other) else NotImplemented

        def __hash__(self):
            return hash(self._key())

        def __str__(self):
            return self.isoformat()

        def __repr__(self):
            return f"datetime.date({self.year}, {self.month}, {self.day})"

    def _alike(one, other):
        return isinstance(other, date) and isinstance(one, datetime) == isinstance(other, datetime)

    class time:
        def __init__(self, hour=0, minute=0, second=0, microsecond=0):
            _check_time(hour, minute, second, microsecond)
            self.hour = hour
            self.minute = minute
            self.second = second
            self.microsecond = microsecond

        def _key(self):
            return (self.hour, self.minute, self.second, self.microsecond)

        def isoformat(self):
            text = f"{self.hour:02d}:{self.minute:02d}:{self.second:02d}"
            return text + (f".{self.microsecond:06d}" if self.microsecond else "")

        def strftime(self, format):
            return _text(format, (1900, 1, 1, self.hour, self.minute, self.second), self.microsecond)

        def __eq__(self, other):
            return self._key() == other._key() if isinstance(other, time) else NotImplemented

        def __lt__(self, other):
            return self._key() < other._key() if isinstance(other, time) else NotImplemented

        def __hash__(self):
            return hash(self._key())

        def __str__(self):
            return self.isoformat()

        def __repr__(self):
            parts = self._key() if self.microsecond else self._key()[:3] if self.second else self._key()[:2]
            return f"datetime.time({', '.join([str(part) for part in parts])})"

    class datetime(date):
        def __init__(self, year, month, day, hour=0, minute=0, second=0, microsecond=0, tzinfo=None):
            if tzinfo is not None:
                raise ValueError("times have no zones here: they are local ones")
            super().__init__(year, month, day)
            _check_time(hour, minute, second, microsecond)
            self.hour = hour
            self.minute = minute
            self.second = second
            self.microsecond = microsecond

        @classmethod
        def now(cls, tz=None):
            if tz is not None:
                raise ValueError("times have no zones here: datetime.now() is the local one")
            return cls.fromtimestamp(_now())

        @classmethod
        def today(cls):
            return cls.now()

        @classmethod
        def fromtimestamp(cls, timestamp):
            micro = round(timestamp % 1 * 1000000)
            return cls(*_local(timestamp // 1 + micro // 1000000), micro % 1000000)

        @classmethod
        def combine(cls, date, time):
            return cls(*date._key()[:3], *time._key())

        @classmethod
        def fromordinal(cls, n):
            return cls(*_from_ordinal(n))

        @classmethod
        def fromisoformat(cls, text):
            try:
                day = [int(part) for part in text[:10].split("-")]
                rest = text[11:]
                if len(text) < 10 or len(day) != 3 or len(text) == 11:
                    raise ValueError
                if rest == "":
                    return cls(*day)
                clock, _, micro = rest.partition(".")
                parts = [int(part) for part in clock.split(":")]
                return cls(*day, *(parts + [0, 0])[:3], int((micro + "000000")[:6]))
            except (ValueError, TypeError):
                raise ValueError(f"Invalid isoformat string: {text!r}")

        @classmethod
        def strptime(cls, text, format):
            values = {"Y": 1900, "m": 1, "d": 1, "H": 0, "M": 0, "S": 0, "f": 0}
            widths = {"Y": 4, "m": 2, "d": 2, "H": 2, "M": 2, "S": 2, "f": 6}
            fault = ValueError(f"time data {text!r} does not match format {format!r}")
            place = 0
            i = 0
            while i < len(format):
                letter = format[i]
                if letter == "%" and i + 1 < len(format) and format[i + 1] != "%":
                    kind = format[i + 1]
                    if kind not in widths:
                        raise ValueError(f"strptime reads %Y %m %d %H %M %S %f, and this is %{kind}")
                    end = place
                    while end < len(text) and end - place < widths[kind] and text[end] in "0123456789":
                        end += 1
                    if end == place or (kind == "Y" and end - place != 4):
                        raise fault
                    digits = text[place:end]
                    values[kind] = int((digits + "000000")[:6]) if kind == "f" else int(digits)
                    place = end
                    i += 2
                    continue
                if letter == "%":
                    i += 1
                if place >= len(text) or text[place] != letter:
                    raise fault
                place += 1
                i += 1
            if place < len(text):
                raise ValueError(f"unconverted data remains: {text[place:]}")
            return cls(*[values[kind] for kind in "YmdHMSf"])

        def _key(self):
            return (self.year, self.month, self.day, self.hour, self.minute, self.second, self.microsecond)

        def date(self):
            return date(self.year, self.month, self.day)

        def time(self):
            return time(self.hour, self.minute, self.second, self.microsecond)

        def timestamp(self):
            return _seconds(self._key()[:6]) + self.microsecond / 1000000

        def isoformat(self, sep="T", timespec="auto"):
            text = f"{super().isoformat()}{sep}{self.hour:02d}:{self.minute:02d}"
            if timespec == "minutes":
                return text
            text += f":{self.second:02d}"
            if timespec == "milliseconds":
                return text + f".{self.microsecond // 1000:03d}"
            return text + (f".{self.microsecond:06d}" if timespec == "microseconds" or (timespec == "auto" and self.microsecond) else "")

        def strftime(self, format):
            return _text(format, self._key()[:6], self.microsecond)

        def replace(self, year=None, month=None, day=None, hour=None, minute=None, second=None, microsecond=None):
            given = (year, month, day, hour, minute, second, microsecond)
            return type(self)(*[old if new is None else new for old, new in zip(self._key(), given)])

        def _span(self):
            return timedelta(
                self.toordinal(), self.hour * 3600 + self.minute * 60 + self.second, self.microsecond)

        def __add__(self, other):
            if not isinstance(other, timedelta):
                return NotImplemented
            span = self._span() + other
            return type(self)(
                *_from_ordinal(span.days), span.seconds // 3600, span.seconds // 60 % 60, span.seconds % 60, span.microseconds)

        def __sub__(self, other):
            if isinstance(other, timedelta):
                return self + -other
            return self._span() - other._span() if isinstance(other, datetime) else NotImplemented

        def __str__(self):
            return self.isoformat(" ")

        def __repr__(self):
            parts = list(self._key())
            while len(parts) > 5 and parts[-1] == 0:
                parts.pop()
            return f"datetime.datetime({', '.join([str(part) for part in parts])})"
    """#
}
