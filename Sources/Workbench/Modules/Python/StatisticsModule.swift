/// Python's `statistics`, of lists of numbers.
enum StatisticsModule {
  static let text = #"""
    class StatisticsError(ValueError):
        pass

    def _numbers(data, name, least=1):
        data = list(data)
        if len(data) < least:
            raise StatisticsError(f"{name} requires at least {'one data point' if least == 1 else 'two data points'}")
        return data

    # Numbers are added exactly, as whole ones over a power of two, and rounded once at the end. Nil where one is not finite.
    def _exactly(data):
        ratios = [x.as_integer_ratio() for x in data if math.isfinite(x)]
        if len(ratios) < len(data):
            return None
        unit = max(below for _, below in ratios)
        return [above * (unit // below) for above, below in ratios], unit

    def _quotient(above, below, data):
        return above // below if above % below == 0 and all(isinstance(x, int) for x in data) else above / below

    def mean(data):
        data = _numbers(data, "mean")
        exact = _exactly(data)
        if exact is None:
            return math.fsum(data) / len(data)
        return _quotient(sum(exact[0]), exact[1] * len(data), data)

    def fmean(data, weights=None):
        data = _numbers(data, "fmean")
        if weights is None:
            return math.fsum(data) / len(data)
        weights = list(weights)
        return math.fsum([x * w for x, w in zip(data, weights, strict=True)]) / math.fsum(weights)

    def median(data):
        data = sorted(_numbers(data, "median"))
        n = len(data)
        return data[n // 2] if n % 2 == 1 else (data[n // 2 - 1] + data[n // 2]) / 2

    def median_low(data):
        data = sorted(_numbers(data, "median_low"))
        return data[(len(data) - 1) // 2]

    def median_high(data):
        data = sorted(_numbers(data, "median_high"))
        return data[len(data) // 2]

    # The squares of the distances from a centre, added up and divided: n Σ x² - (Σ x)², over n times that.
    def _spread(data, centre, below):
        exact = _exactly(data)
        if exact is None:
            return math.nan
        if centre is not None:
            return math.fsum([(x - centre) ** 2 for x in data]) / below
        numbers, unit = exact
        n = len(numbers)
        return _quotient(n * sum([x * x for x in numbers]) - sum(numbers) ** 2, n * below * unit * unit, data)

    def variance(data, xbar=None):
        data = _numbers(data, "variance", 2)
        return _spread(data, xbar, len(data) - 1)

    def pvariance(data, mu=None):
        data = _numbers(data, "pvariance")
        return _spread(data, mu, len(data))

    def stdev(data, xbar=None):
        return math.sqrt(variance(data, xbar))

    def pstdev(data, mu=None):
        return math.sqrt(pvariance(data, mu))

    def _counts(data):
        counts = {}
        for x in data:
            counts[x] = counts.get(x, 0) + 1
        return counts

    def mode(data):
        counts = _counts(_numbers(data, "mode"))
        return max(counts, key=lambda x: counts[x])

    def multimode(data):
        counts = _counts(data)
        most = max(counts.values(), default=0)
        return [x for x, count in counts.items() if count == most]

    def geometric_mean(data):
        return math.exp(fmean([math.log(x) for x in _numbers(data, "geometric_mean")]))

    def harmonic_mean(data):
        data = _numbers(data, "harmonic_mean")
        if any(x < 0 for x in data):
            raise StatisticsError("harmonic mean does not support negative values")
        if 0 in data:
            return 0
        above, below = 0, 1
        for x in data:
            number, unit = x.as_integer_ratio()
            above, below = above * number + unit * below, below * number
        return len(data) * below / above

    def quantiles(data, *, n=4, method="exclusive"):
        data = sorted(_numbers(data, "quantiles", 2))
        m = len(data) + 1 if method == "exclusive" else len(data) - 1
        result = []
        for i in range(1, n):
            j, delta = divmod(i * m, n)
            if method == "exclusive":
                j = min(max(j, 1), len(data) - 1)
                delta = i * m - j * n
                result.append((data[j - 1] * (n - delta) + data[j] * delta) / n)
            else:
                result.append((data[j] * (n - delta) + data[min(j + 1, len(data) - 1)] * delta) / n)
        return result

    def correlation(x, y):
        x, y = _numbers(x, "correlation", 2), _numbers(y, "correlation", 2)
        a, b = fmean(x), fmean(y)
        both = math.fsum([(u - a) * (v - b) for u, v in zip(x, y, strict=True)])
        return both / math.sqrt(math.fsum([(u - a) ** 2 for u in x]) * math.fsum([(v - b) ** 2 for v in y]))
    """#
}
