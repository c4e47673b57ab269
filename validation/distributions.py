"""Reference values of the distributions at 60 digits (mpmath). Writes distributions.json beside itself.

Every argument is the double that JavaScript reads, so that no rounding of the argument enters the comparison.
"""
import json
import os
from mpmath import mp, mpf, binomial, erfc, sqrt, exp, log, pi, factorial, loggamma, beta, gammainc, betainc, erfinv, findroot
import mpmath

mp.dps = 60


def text(value):
    return mpmath.nstr(value, 30, min_fixed=-3, max_fixed=3)


def binom(k, n, p):
    return binomial(n, k) * mpf(p) ** k * (1 - mpf(p)) ** (n - k)


rows = {"mpmath": mpmath.__version__, "binomial": [], "betaBinomial": [], "normal": [], "normalQuantile": [], "poisson": [], "gamma": [], "beta": []}
for n, p, ks in [(5, 0.1, [0, 1, 4]), (15, 0.2, [0, 3, 8, 14]), (30, 0.05, [0, 1, 5, 12]), (60, 0.3, [2, 18, 40]), (170, 0.07, [1, 12, 60]),
                 (170, 0.999, [165, 169]), (400, 0.02, [1, 8, 40]), (1000, 0.3, [230, 300, 380]), (10000, 0.001, [2, 10, 40]), (100000, 0.5, [49500, 50000, 50300])]:
    for k in ks:
        mass = binom(k, n, p)
        ratio = lambda j: (n - j) * mpf(p) / ((j + 1) * (1 - mpf(p)))
        upper, term = mpf(0), mass
        for j in range(k, n):
            term *= ratio(j)
            upper += term
        rows["binomial"].append({"k": k, "n": n, "p": p, "mass": text(mass), "lower": text(1 - upper), "upper": text(upper)})
for k, n, a, b in [(0, 3, 1, 1), (2, 10, 0.5, 0.5), (3, 20, 0.1, 0.9), (7, 30, 1.3, 12.7), (50, 200, 2, 5), (0, 40, 0.6, 5.4), (900, 1000, 0.5, 0.5)]:
    mass = [binomial(n, j) * beta(j + mpf(a), n - j + mpf(b)) / beta(mpf(a), mpf(b)) for j in range(n + 1)]
    rows["betaBinomial"].append({"k": k, "n": n, "a": a, "b": b, "mass": text(mass[k]), "lower": text(sum(mass[: k + 1])), "upper": text(sum(mass[k + 1:]))})
for z in [0.001, 0.1, 0.5, 0.99, 1.0, 1.5, 1.96, 1.999, 2.001, 2.5, 3.3, 5.0, 8.125, 12.7, 20.03, 37.1]:
    upper = erfc(mpf(z) / sqrt(mpf(2))) / 2
    rows["normal"].append({"z": z, "upper": text(upper), "lower": text(1 - upper), "density": text(exp(-mpf(z) ** 2 / 2) / sqrt(2 * pi)), "logUpper": text(log(upper))})
for p in [1e-300, 1e-100, 1e-20, 1e-9, 0.0001, 0.001, 0.005, 0.0125, 0.025, 0.05, 0.1, 0.2, 0.2499, 0.2501, 0.3, 0.4, 0.49, 0.4999]:
    z = mpmath.findroot(lambda x: log(erfc(x / sqrt(mpf(2))) / 2) - log(mpf(p)), sqrt(-2 * log(mpf(p))) - 0.4 if p < 0.2 else mpf("0.3"))
    rows["normalQuantile"].append({"p": p, "upperQuantile": text(z)})
for k, mean in [(0, 0.3), (1, 0.05), (3, 2.5), (10, 2.5), (5, 12), (30, 30), (200, 180), (60, 110), (1000, 950)]:
    upper, term = mpf(0), exp(-mpf(mean)) * mpf(mean) ** k / factorial(k)
    mass = term
    for j in range(k + 1, k + 3000):
        term *= mpf(mean) / j
        upper += term
    rows["poisson"].append({"k": k, "mean": mean, "mass": text(mass), "lower": text(1 - upper), "upper": text(upper)})
for x, shape in [(0.01, 0.5), (0.5, 0.5), (2.5, 0.5), (0.2, 3), (2.9, 3), (9, 3), (20, 12.5), (5, 12.5), (110, 100), (70, 100), (950, 1000)]:
    upper = gammainc(mpf(shape), mpf(x), regularized=True)
    rows["gamma"].append({"x": x, "shape": shape, "lower": text(1 - upper), "upper": text(upper)})
for x, a, b in [(0.3, 1, 4), (0.05, 0.5, 0.5), (0.2, 0.6, 5.4), (0.25, 3.5, 12.5), (0.9, 2, 5), (0.4, 50, 100)]:
    lower = betainc(mpf(a), mpf(b), 0, mpf(x), regularized=True)
    rows["beta"].append({"x": x, "a": a, "b": b, "lower": text(lower), "upper": text(1 - lower), "density": text(mpf(x) ** (mpf(a) - 1) * (1 - mpf(x)) ** (mpf(b) - 1) / beta(mpf(a), mpf(b)))})
with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "distributions.json"), "w") as out:
    json.dump(rows, out, indent=1)
    out.write("\n")
