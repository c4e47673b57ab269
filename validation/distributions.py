"""Reference values of the distributions at 60 digits (mpmath). Writes distributions.json beside itself.

Every argument is the double that JavaScript reads, so that no rounding of the argument enters the comparison.
"""
import json
import os
import time
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

# From here on: every row is a list, the order of its entries stands in the "columns" beside it.
def table(name, columns):
    print(name, round(time.process_time()), "s", flush=True)
    rows[name] = {"columns": columns, "rows": []}
    return rows[name]["rows"]


def both(small, is_lower):
    """Lower and upper tail from the one that was summed."""
    return (small, 1 - small) if is_lower else (1 - small, small)


def gamma_tails(a, x):
    """P(a, x), Q(a, x): series (positive terms) or continued fraction (Lentz)."""
    a, x = mpf(a), mpf(x)
    front = exp(a * log(x) - x - loggamma(a))
    if x < a + 1 or x < 2:
        term = total = 1 / a
        k = 0
        while term > total * mpf(10) ** -40:
            k += 1
            term *= x / (a + k)
            total += term
        return both(front * total, True)
    below = x + 1 - a
    c, d = mpf(10) ** 400, 1 / below
    value, k = d, 0
    while True:
        k += 1
        factor = -k * (k - a)
        below += 2
        d = 1 / (factor * d + below)
        c = below + factor / c
        value *= c * d
        if abs(c * d - 1) < mpf(10) ** -40:
            return both(front * value, False)


def beta_tails(a, b, odds, digits=32):
    """I_x(a, b) and its complement at x = odds / (1 + odds): continued fraction DLMF 8.17.22 at 43 guard digits, from the side away from the bulk."""
    with mp.workdps(digits + 43):
        a, b, odds = mpf(a), mpf(b), mpf(odds)
        x, y = odds / (1 + odds), 1 / (1 + odds)
        lower = x < (a + 1) / (a + b + 2)
        s, t, share = (a, b, x) if lower else (b, a, y)
        c, d = mpf(1), 1 / (1 - (s + t) * share / (s + 1))
        value, m, limit = d, 0, mpf(10) ** -digits
        while True:
            m += 1
            even = m * (t - m) * share / ((s + 2 * m - 1) * (s + 2 * m))
            d = 1 / (1 + even * d)
            c = 1 + even / c
            value *= d * c
            odd = -(s + m) * (s + t + m) * share / ((s + 2 * m) * (s + 2 * m + 1))
            d = 1 / (1 + odd * d)
            c = 1 + odd / c
            value *= d * c
            if abs(d * c - 1) < limit:
                break
        small = exp(s * log(share) + t * log(1 - share) - loggamma(s) - loggamma(t) + loggamma(s + t)) / s * value
    return both(+small, lower)


def short(value):
    return mpmath.nstr(value, 20, min_fixed=-3, max_fixed=3)


distances = [-37, -20, -8, -3, -1, -0.1, 0.6, 2, 5, 12, 30, 37]


def tails_row(out, place, lower, upper, *more):
    small = min(lower, upper)
    if small < mpf(10) ** -4000:
        return
    out.append([*place, short(lower), short(upper), short(log(lower)), short(log(upper)), *[short(m) for m in more]])


out = table("gammaTails", ["shape", "x", "lower", "upper", "logLower", "logUpper", "logDensity"])
for a in [0.05, 0.3, 0.5, 1.0, 3.7, 10.0, 50.0, 299.0, 301.0, 1000.0, 1e4, 1e6, 5e7]:
    places = {float(a * max(0.02, 1 - 1 / (9 * a) + z / (3 * a ** 0.5)) ** 3) for z in distances} if a > 0.4 else set()
    places |= {1e-200, 1e-30, 1e-6, 0.01, 0.5, 1.5, 4.0, 60.0, 680.0} if a < 5 else set()
    places |= {float(a * 0.001), float(a * 3)} if a < 3000 else set()
    for x in sorted(places):
        lower, upper = gamma_tails(a, x)
        tails_row(out, [a, x], lower, upper, (mpf(a) - 1) * log(mpf(x)) - mpf(x) - loggamma(mpf(a)))

shape_pairs = [(0.05, 0.05), (0.05, 5.0), (0.05, 5e7), (0.5, 0.5), (0.5, 2.5), (1.0, 5.0), (2.5, 1.65), (5.0, 500.0), (15.0, 15.0), (50.0, 5e3), (1499.0, 1499.0),
               (1501.0, 1501.0), (5e3, 5e3), (1500.0, 2000.0), (700.0, 5e5), (5e5, 5e5), (3.0, 5e7), (5e7, 2.5), (5e7, 0.05), (5e4, 5e6), (5e7, 5e7)]


def beta_places(a, b):
    """Odds over a wide range, on the scale of log odds and, for small shapes, far beyond."""
    width = (1 / a + 1 / b) ** 0.5
    mean = a / b
    spread = {float(mean * mpmath.e ** max(-600, min(600, z * width * (1 + abs(z) * width / 8)))) for z in distances} if width < 2.5 else set()
    if a < 20:
        spread |= {mean * r for r in [1e-250, 1e-60, 1e-12, 1e-3, 0.3] if mean * r > 1e-300}
    if b < 20:
        spread |= {mean * r for r in [3.0, 1e3, 1e12, 1e60, 1e250] if mean * r < 1e300}
    return sorted(spread)


out = table("fTails", ["df1", "df2", "f", "lower", "upper", "logLower", "logUpper", "logDensity"])
for a, b in shape_pairs:
    for odds in beta_places(a, b):
        f = float(odds * b / a)
        exact = mpf(f) * mpf(a) / mpf(b)
        lower, upper = beta_tails(a, b, exact)
        density = mpf(a) * log(exact / (1 + exact)) - mpf(b) * log(1 + exact) - loggamma(mpf(a)) - loggamma(mpf(b)) + loggamma(mpf(a) + mpf(b)) - log(mpf(f))
        tails_row(out, [2 * a, 2 * b, f], lower, upper, density)
out = table("betaTails", ["a", "b", "x", "lower", "upper", "logLower", "logUpper", "logDensity"])
for a, b in shape_pairs:
    for x in sorted({float(odds / (1 + odds)) for odds in beta_places(a, b)}):
        if 0 < x < 1:
            exact = mpf(x) / (1 - mpf(x))
            lower, upper = beta_tails(a, b, exact)
            tails_row(out, [a, b, x], lower, upper, (mpf(a) - 1) * log(mpf(x)) + (mpf(b) - 1) * log(1 - mpf(x)) - loggamma(mpf(a)) - loggamma(mpf(b)) + loggamma(mpf(a) + mpf(b)))
out = table("studentTails", ["df", "t", "upper", "logUpper", "logDensity"])
for df in [0.1, 0.5, 1.0, 2.0, 3.0, 5.5, 10.0, 30.0, 101.0, 1e3, 1e5, 1e8]:
    for t in [1e-10, 0.01, 0.3, 1.0, 1.6, 1.75, 1.96, 2.6, 4.0, 8.0, 20.0, 37.0, 60.0, 1e3, 1e8, 1e40, 1e90, 1e200]:
        lower, upper = beta_tails(0.5, df / 2, mpf(t) ** 2 / mpf(df)) if t < 1e75 else (0, (mpf(df) / mpf(t) ** 2) ** (mpf(df) / 2) / (mpf(df) / 2) * exp(loggamma(mpf(df + 1) / 2) - loggamma(mpf(df) / 2) - loggamma(mpf(0.5))))
        density = loggamma((mpf(df) + 1) / 2) - loggamma(mpf(df) / 2) - log(pi * mpf(df)) / 2 - (mpf(df) + 1) / 2 * log(1 + mpf(t) ** 2 / mpf(df))
        if upper > mpf(10) ** -100000:
            out.append([df, t, short(upper / 2), short(log(upper / 2)), short(density)])

out = table("negativeBinomial", ["size", "mean", "k", "mass", "lower", "upper", "logMass", "logLower", "logUpper"])
for size, mean, ks in [(0.1, 0.5, [0, 1, 5, 40, 400]), (1.0, 1.0, [0, 1, 20, 900]), (2.5, 4.0, [0, 3, 10, 60, 1500]), (7.3, 250.0, [0, 10, 250, 700, 9000]), (400.0, 30.0, [0, 5, 30, 90, 400]),
                       (1e6, 50.0, [0, 20, 50, 120, 300]), (3000.0, 5000.0, [3600, 4800, 5000, 5600, 9000])]:
    for k in ks:
        x = mpf(size) / (mpf(size) + mpf(mean))
        log_mass = loggamma(k + mpf(size)) - loggamma(mpf(size)) - loggamma(mpf(k + 1)) + mpf(size) * log(x) + k * log(1 - x)
        lower, upper = beta_tails(size, k + 1, mpf(size) / mpf(mean))
        out.append([size, mean, k, short(exp(log_mass)), short(lower), short(upper), short(log_mass), short(log(lower)), short(log(upper))])


def fisher(marked, unmarked, drawn, odds, ks):
    """All weights that count, from the mode, at 60 digits; then mass and tails at each k."""
    odds = mpf(odds)
    low, high = max(0, drawn - unmarked), min(marked, drawn)
    rise = lambda k: mpf((marked - k) * (drawn - k)) / ((k + 1) * (unmarked - drawn + k + 1)) * odds
    a, b = low, high
    while a < b:
        middle = (a + b) // 2
        if rise(middle) > 1:
            a = middle + 1
        else:
            b = middle
    mode, least = a, mpf(10) ** -360
    weights = {mode: mpf(1)}
    for step in (1, -1):
        k, w = mode, mpf(1)
        while low <= k + step <= high and w > least:
            w = w * rise(k) if step == 1 else w / rise(k - 1)
            k += step
            weights[k] = w
    total = sum(weights.values())
    mean = sum(k * w for k, w in weights.items()) / total
    variance = sum((k - mean) ** 2 * w for k, w in weights.items()) / total
    cumulated, run = {}, mpf(0)
    for k in sorted(weights):
        run += weights[k]
        cumulated[k] = run
    after, run = {}, mpf(0)
    for k in sorted(weights, reverse=True):
        after[k] = run
        run += weights[k]
    return mode, mean, variance, [(k, weights[k] / total, cumulated[k] / total, after[k] / total) for k in ks(mode, sorted(weights)) if k in weights]


def spread(mode, known):
    """The ends, and places between the mode and each end."""
    first, last = known[0], known[-1]
    return sorted({first, last, mode, *[mode + int((last - mode) * s) for s in (0.04, 0.2, 0.6, 0.95)], *[mode - int((mode - first) * s) for s in (0.04, 0.2, 0.6, 0.95)]})


def mass_rows(out, where, masses):
    for k, mass, lower, upper in masses:
        out.append([*where, k, short(mass), short(lower), short(upper)])


out = table("hypergeometric", ["marked", "unmarked", "drawn", "k", "mass", "lower", "upper"])
for m, u, d in [(2, 2, 2), (10, 20, 12), (50, 5, 30), (13, 7000, 900), (800, 1200, 700), (40000, 60000, 3000), (500000, 500000, 300000), (999000, 1000, 500000)]:
    mass_rows(out, [m, u, d], fisher(m, u, d, 1, spread)[3])
out = table("fisherHypergeometric", ["marked", "unmarked", "drawn", "oddsRatio", "k", "mass", "lower", "upper"])
moments = []
for m, u, d in [(1, 1, 1), (10, 20, 12), (50, 5, 30), (13, 7000, 900), (800, 1200, 700), (500000, 500000, 300000), (999000, 1000, 500000)]:
    for odds in [1e-8, 0.001, 0.3, 1.0, 2.5, 1000.0, 1e8]:
        mode, mean, variance, masses = fisher(m, u, d, odds, spread)
        mass_rows(out, [m, u, d, odds], masses)
        moments.append([m, u, d, odds, short(mean), short(variance)])
table("fisherMoments", ["marked", "unmarked", "drawn", "oddsRatio", "mean", "variance"]).extend(moments)


def mixture(mean, tails_at, next_difference):
    """Sum of Poisson(j; mean) × lower tail(j) and × upper tail(j): the central tails by recursion at 60 digits, upwards for
    the upper and downwards for the lower one."""
    mean = mpf(mean)
    top = int(mean + 60 + 45 * mean ** 0.5) + 400
    weights = [exp(-mean)]
    for j in range(top):
        weights.append(weights[-1] * mean / (j + 1))
    upper, tail = mpf(0), tails_at(0)[1]
    steps = [next_difference(j) for j in range(top + 1)]
    for j in range(top + 1):
        upper += weights[j] * tail
        tail += steps[j]
    lower, tail = mpf(0), tails_at(top)[0]
    for j in range(top, -1, -1):
        lower += weights[j] * tail
        if j > 0:
            tail += steps[j - 1]
    return lower, upper


out = table("noncentralChiSquare", ["df", "noncentrality", "x", "lower", "upper"])
for df, ncp, xs in [(1.0, 7.849, [0.01, 3.84, 9.0, 40.0, 300.0]), (4.0, 40.0, [0.5, 3.8, 20.0, 44.0, 120.0, 900.0]), (0.3, 1.5, [1e-6, 1.0, 8.0, 90.0]), (120.0, 0.01, [30.0, 118.0, 250.0]), (10.0, 2000.0, [900.0, 1800.0, 2010.0, 2600.0])]:
    for x in xs:
        half = mpf(df) / 2
        difference = lambda j: exp((half + j) * log(mpf(x) / 2) - mpf(x) / 2 - loggamma(half + j + 1))
        out.append([df, ncp, x, *[short(v) for v in mixture(ncp / 2, lambda j: gamma_tails(half + j, mpf(x) / 2), difference)]])
out = table("noncentralF", ["df1", "df2", "noncentrality", "f", "lower", "upper"])
for d1, d2, ncp, fs in [(1.0, 38.0, 6.25, [0.01, 1.0, 4.1, 20.0, 300.0]), (3.0, 40.0, 12.0, [0.05, 2.8, 5.0, 30.0]), (2.5, 0.7, 30.0, [0.2, 10.0, 1e6, 1e40]), (10.0, 1000.0, 200.0, [5.0, 15.0, 20.0, 45.0])]:
    for f in fs:
        a, b, ratio = mpf(d1) / 2, mpf(d2) / 2, mpf(f) * mpf(d1) / mpf(d2)
        difference = lambda j: exp((a + j) * log(ratio / (1 + ratio)) - b * log(1 + ratio) - loggamma(a + j + 1) - loggamma(b) + loggamma(a + j + b))
        out.append([d1, d2, ncp, f, *[short(v) for v in mixture(ncp / 2, lambda j: beta_tails(a + j, b, ratio), difference)]])


def noncentral_t(t, df, ncp):
    """Series of Johnson, Kotz and Balakrishnan 1995, equation 31.11', at 130 digits, because its terms cancel."""
    with mp.workdps(130):
        t, b, ncp = mpf(t), mpf(df) / 2, mpf(ncp)
        if t < 0:
            upper, lower = noncentral_t(-t, df, -ncp)
            return lower, upper
        ratio, h = t * t / (2 * b), ncp * ncp / 2
        x, y = ratio / (1 + ratio), 1 / (1 + ratio)
        inc = [beta_tails(mpf(1) / 2, b, ratio, 120)[0], beta_tails(mpf(1), b, ratio, 120)[0]]
        weight = [exp(-h), ncp * exp(-h) / sqrt(mpf(2)) / mpmath.gamma(mpf(3) / 2)]
        shape = [mpf(1) / 2, mpf(1)]
        step = [exp(s * log(x) + b * log(y) - loggamma(s + 1) - loggamma(b) + loggamma(s + b)) for s in shape]
        total, j = mpf(0), 0
        while j < h + 10 or abs(weight[0] * inc[0]) > mpf(10) ** -125:
            total += weight[0] * inc[0] + weight[1] * inc[1]
            for i in (0, 1):
                inc[i] -= step[i]
                step[i] *= x * (shape[i] + b) / (shape[i] + 1)
                shape[i] += 1
                weight[i] *= h / (j + (1 if i == 0 else mpf(3) / 2))
            j += 1
        lower = erfc(ncp / sqrt(mpf(2))) / 2 + total / 2
        return lower, 1 - lower


out = table("noncentralStudent", ["df", "noncentrality", "t", "lower", "upper"])
for df, ncp, ts in [(38.0, 2.5, [-3.0, 0.5, 2.02, 4.0, 9.0]), (38.0, -2.5, [-6.0, -2.0, 0.5, 2.02, 5.0]), (1.0, 3.0, [-50.0, -0.3, 0.2, 12.7, 318.0]), (3.5, 0.7, [-4.0, 0.6, 30.0]), (8.0, 10.0, [-1.0, 2.0, 9.0, 60.0]),
                    (200.0, 3.3, [-2.0, 1.97, 5.0, 12.0]), (5000.0, 4.0, [-1.0, 1.96, 8.0]), (0.4, 1.0, [0.1, 1e4])]:
    for t in ts:
        out.append([df, ncp, t, *[short(v) for v in noncentral_t(t, df, ncp)]])

out = table("logTails", ["family", "k", "first", "second", "logLower", "logUpper"])
for k, mean in [(0, 1000.0), (3, 2.5), (2000, 10.0), (5, 5000.0), (1000, 950.0)]:
    lower, upper = gamma_tails(k + 1, mean)[::-1]
    out.append(["poisson", k, mean, 0, short(log(lower)), short(log(upper))])
for k, n, p in [(0, 1000, 0.9), (3, 20, 0.2), (4000, 5000, 0.01), (40000, 100000, 0.5)]:
    upper, lower = beta_tails(k + 1, n - k, mpf(p) / (1 - mpf(p)))
    out.append(["binomial", k, n, p, short(log(lower)), short(log(upper))])
out = table("special", ["x", "digamma", "trigamma", "erf", "erfc", "logErfc"])
for x in [1e-5, 0.01, 0.3, 0.9, 1.0, 1.4616321449683622, 1.5, 2.0, 3.7, 6.0, 11.9, 12.1, 26.0, 100.0, 1e6]:
    out.append([x, short(mpmath.digamma(mpf(x))), short(mpmath.psi(1, mpf(x))), short(mpmath.erf(mpf(x))), short(erfc(mpf(x))) if x < 27 else "0", short(log(erfc(mpf(x)))) if x < 1000 else short(-mpf(x) ** 2 - log(mpf(x) * sqrt(pi)) - 1 / (2 * mpf(x) ** 2))])


def dump(value):
    """One row a line."""
    if isinstance(value, list):
        return "[\n" + ",\n".join("  " + json.dumps(row) for row in value) + "\n]"
    if isinstance(value, dict):
        return '{"columns": ' + json.dumps(value["columns"]) + ', "rows": ' + dump(value["rows"]) + "}"
    return json.dumps(value)


with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "distributions.json"), "w") as out:
    out.write("{\n" + ",\n".join(json.dumps(name) + ": " + dump(value) for name, value in rows.items()) + "\n}\n")
