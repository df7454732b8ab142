/// Python's `random`, of the session's random numbers until it is seeded, and then of its own.
enum RandomModule {
  static let text = #"""
    def seed(a=None, version=2):
        if a is None:
            return
        if isinstance(a, str):
            number = 7
            for letter in a:
                number = (number * 1000003 + ord(letter)) % 2147483647
            a = number
        elif isinstance(a, float):
            a = abs(hash(a)) % 2147483647
        elif not isinstance(a, int):
            raise TypeError("The only supported seed types are: None, int, float, str, bytes, and bytearray.")
        a = abs(int(a))
        # Of longer ones what remains by the largest prime below 2^53.
        _begin(a if a <= 9007199254740992 else a % 9007199254740881)

    def random():
        return (_bits(26) * 134217728.0 + _bits(27)) / 9007199254740992.0

    def getrandbits(k):
        k = _whole(k)
        if k < 0:
            raise ValueError("number of bits must be non-negative")
        number = 0
        while k > 0:
            part = min(k, 26)
            number = number * 2 ** part + _bits(part)
            k -= part
        return number

    def _whole(x):
        if not isinstance(x, int):
            raise TypeError(f"'{type(x).__name__}' object cannot be interpreted as an integer")
        return x

    def _below(n):
        if n > 9007199254740992:
            number = n
            while number >= n:
                number = getrandbits(n.bit_length())
            return number
        return min(int(random() * n), n - 1)

    def uniform(a, b):
        return a + (b - a) * random()

    def randrange(start, stop=None, step=1):
        if stop is None:
            start, stop = 0, start
        start, stop, step = _whole(start), _whole(stop), _whole(step)
        if step == 0:
            raise ValueError("zero step for randrange()")
        steps = (stop - start + step - (1 if step > 0 else -1)) // step
        if steps <= 0:
            raise ValueError(f"empty range for randrange({start}, {stop}, {step})")
        return start + step * _below(steps)

    def randint(a, b):
        return randrange(a, _whole(b) + 1)

    def choice(seq):
        if len(seq) == 0:
            raise IndexError("Cannot choose from an empty sequence")
        if isinstance(seq, (set, frozenset)):
            raise TypeError(f"'{type(seq).__name__}' object is not subscriptable")
        return seq[_below(len(seq))]

    def choices(population, weights=None, *, cum_weights=None, k=1):
        n = len(population)
        if cum_weights is None:
            if weights is None:
                if n == 0:
                    raise IndexError("Cannot choose from an empty sequence")
                return [population[_below(n)] for _ in range(k)]
            if isinstance(weights, int):
                raise TypeError(f"The number of choices must be a keyword argument: k={weights}")
            cum_weights = []
            total = 0
            for weight in weights:
                total += weight
                cum_weights.append(total)
        elif weights is not None:
            raise TypeError("Cannot specify both weights and cumulative weights")
        else:
            cum_weights = list(cum_weights)
        if len(cum_weights) != n:
            raise ValueError("The number of weights does not match the population")
        total = float(cum_weights[-1])
        if total <= 0.0:
            raise ValueError("Total of weights must be greater than zero")
        if total - total != 0.0:
            raise ValueError("Total of weights must be finite")
        chosen = []
        for _ in range(k):
            place = random() * total
            low, high = 0, n - 1
            while low < high:
                middle = (low + high) // 2
                if place < cum_weights[middle]:
                    high = middle
                else:
                    low = middle + 1
            chosen.append(population[low])
        return chosen

    def shuffle(x):
        for i in range(len(x) - 1, 0, -1):
            j = _below(i + 1)
            x[i], x[j] = x[j], x[i]

    def sample(population, k, *, counts=None):
        if isinstance(population, (set, frozenset, dict)):
            raise TypeError("Population must be a sequence.  For dicts or sets, use sorted(d).")
        try:
            n = len(population)
        except TypeError:
            raise TypeError("Population must be a sequence.  For dicts or sets, use sorted(d).")
        if counts is not None:
            counts = list(counts)
            if len(counts) != n:
                raise ValueError("The number of counts does not match the population")
            if any(count < 0 for count in counts):
                raise ValueError("Counts must be non-negative")
            return sample([item for item, count in zip(population, counts) for _ in range(count)], k)
        k = _whole(k)
        if k < 0 or k > n:
            raise ValueError("Sample larger than population or is negative")
        # A few places of many are drawn until they differ; of few, those that are left move together.
        if n > 4 * k + 64:
            places = {}
            while len(places) < k:
                places[_below(n)] = True
            return [population[place] for place in places]
        items = list(population)
        chosen = []
        for i in range(k):
            j = _below(n - i)
            chosen.append(items[j])
            items[j] = items[n - i - 1]
        return chosen

    def gauss(mu=0.0, sigma=1.0):
        return mu + sigma * torch.randn(1).item()

    def normalvariate(mu=0.0, sigma=1.0):
        return gauss(mu, sigma)

    def lognormvariate(mu, sigma):
        return math.exp(gauss(mu, sigma))

    def expovariate(lambd=1.0):
        return -_log(1.0 - random()) / lambd

    def triangular(low=0.0, high=1.0, mode=None):
        if high == low:
            return low
        share = 0.5 if mode is None else (mode - low) / (high - low)
        u = random()
        if u > share:
            return high + (low - high) * math.sqrt((1.0 - u) * (1.0 - share))
        return low + (high - low) * math.sqrt(u * share)

    def gammavariate(alpha, beta):
        if alpha <= 0.0 or beta <= 0.0:
            raise ValueError("gammavariate: alpha and beta must be > 0.0")
        if alpha < 1.0:
            return gammavariate(alpha + 1.0, beta) * (1.0 - random()) ** (1.0 / alpha)
        # Marsaglia and Tsang (2000): the cube of a normal number, taken or drawn again.
        d = alpha - 1.0 / 3.0
        c = 1.0 / math.sqrt(9.0 * d)
        while True:
            x = gauss()
            v = (1.0 + c * x) ** 3
            if v > 0.0 and _log(1.0 - random()) < 0.5 * x * x + d - d * v + d * _log(v):
                return d * v * beta

    def betavariate(alpha, beta):
        y = gammavariate(alpha, 1.0)
        return y / (y + gammavariate(beta, 1.0))

    def paretovariate(alpha):
        return (1.0 - random()) ** (-1.0 / alpha)

    def weibullvariate(alpha, beta):
        return alpha * (-_log(1.0 - random())) ** (1.0 / beta)
    """#
}
