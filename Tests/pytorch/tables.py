# Tables of numbers as text, as NumPy reads them.
import numpy as np

np.savetxt("pairs.csv", np.array([[1, 2], [3, 4]]), fmt="%d", delimiter=",")
lines = ["a,b,c", "1,2,3", "4,,6", "N/A,8,9"]


def tell(make):
    try:
        print(make())
    except Exception as error:
        print(type(error).__name__)


# Converters are the columns' of the file, whichever are used, and in whatever order.
tell(lambda: np.loadtxt("pairs.csv", delimiter=",", usecols=(1,), converters={1: lambda s: float(s) * 10}).tolist())
tell(lambda: np.loadtxt("pairs.csv", delimiter=",", usecols=(1,), converters={0: lambda s: float(s) * 10}).tolist())
tell(lambda: np.loadtxt("pairs.csv", delimiter=",", usecols=(1, 0), converters={1: lambda s: float(s) * 10}).tolist())
tell(lambda: np.loadtxt("pairs.csv", delimiter=",", converters=lambda s: float(s) + 1).tolist())
tell(lambda: np.loadtxt("pairs.csv", delimiter=",", converters={-1: lambda s: float(s) + 1}).tolist())
tell(lambda: np.loadtxt("pairs.csv", delimiter=",", ndmin=2, usecols=0).tolist())
tell(lambda: np.loadtxt("pairs.csv", delimiter=",", usecols=-1).tolist())
tell(lambda: np.loadtxt("pairs.csv", delimiter=",", usecols=5).tolist())
tell(lambda: np.loadtxt(["1 2", "3 4"]).tolist())
tell(lambda: np.loadtxt(["1_000 2"]).tolist())
tell(lambda: np.loadtxt(["1,2 # x", "% 3", "4,5"], delimiter=",", comments=["#", "%"]).tolist())
tell(lambda: np.loadtxt(["1 2", "3"]).tolist())

# What is missing is filled.
tell(lambda: np.genfromtxt(lines, delimiter=",", skip_header=1).tolist())
tell(lambda: np.genfromtxt(lines, delimiter=",").shape)
tell(lambda: np.genfromtxt(lines, delimiter=",", skip_header=1, filling_values=-7).tolist())
tell(lambda: np.genfromtxt(lines, delimiter=",", skip_header=1, filling_values={1: -7}).tolist())
tell(lambda: np.genfromtxt(lines, delimiter=",", skip_header=1, filling_values=[1, 2, 3]).tolist())
tell(lambda: np.genfromtxt(lines, delimiter=",", skip_header=1, dtype=int).tolist())
tell(lambda: np.genfromtxt(lines, delimiter=",", skip_header=1, dtype=int, filling_values=5).tolist())
tell(lambda: np.genfromtxt(lines, delimiter=",", skip_header=1, skip_footer=1).tolist())
tell(lambda: np.genfromtxt(lines, float, "#", ",", 1, 1).tolist())
tell(lambda: np.genfromtxt(lines, delimiter=",", skip_header=1, usecols=(2, 1)).tolist())
tell(lambda: np.genfromtxt(lines, delimiter=",", skip_header=1, usecols=1).tolist())
tell(lambda: np.genfromtxt(lines, delimiter=",", skip_header=1, usecols=(2, 1), filling_values={1: 5}).tolist())
tell(lambda: np.genfromtxt(lines, delimiter=",", skip_header=1, usecols=(2, 1), filling_values=[5, 6]).tolist())
tell(lambda: np.genfromtxt(lines, delimiter=",", skip_header=1, unpack=True).tolist())
tell(lambda: np.genfromtxt(lines, delimiter=",", skip_header=1, max_rows=2).tolist())
tell(lambda: np.genfromtxt(lines, delimiter=",", skip_header=1, missing_values="8", filling_values=0).tolist())
tell(lambda: np.genfromtxt(lines, delimiter=",", skip_header=1, converters={0: lambda s: 0.5}).tolist())
tell(lambda: np.genfromtxt(["1,2", "3", "4,5"], delimiter=",").tolist())
tell(lambda: np.genfromtxt(["1,2", "3", "4,5"], delimiter=",", invalid_raise=False).tolist())
tell(lambda: np.genfromtxt(["1 2", "3 x"]).tolist())
tell(lambda: np.genfromtxt(["1 2", "3 x"], loose=False).tolist())
tell(lambda: np.genfromtxt(["1e3,-2.5e-2,nan", "inf,-inf,0x10"], delimiter=",").tolist())
