"""Reference values for exact proportions and the functions below them, at 50 digits.

Run: python3 validation/exact-proportions.py > validation/exact-proportions.json   (needs mpmath)
The same limits come from R: binom.test(events, n, conf.level = level)$conf.int
"""
import json
from mpmath import mp, mpf, betainc, exp, log, loggamma, nstr

mp.dps = 50


def quantile(p, a, b, tail):
    """Bisection on the logarithm of the share."""
    def excess(x):
        if tail == "lower":
            return betainc(a, b, 0, x, regularized=True) - p
        return p - betainc(a, b, x, 1, regularized=True)

    low, high = log(mpf(10) ** -40), log(1 - mpf(10) ** -40)
    for _ in range(130):
        middle = (low + high) / 2
        if excess(exp(middle)) < 0:
            low = middle
        else:
            high = middle
    return exp((low + high) / 2)


counts = [(1, 5), (2, 5), (1, 15), (3, 15), (7, 15), (14, 15), (1, 33), (12, 40), (3, 20), (5, 381), (213, 381),
          (1, 1000), (500, 1000), (10, 10000), (9999, 10000)]
limits = []
for events, n in counts:
    for level in (0.9, 0.95, 0.99):
        alpha = mpf((1 - level) / 2)  # the same double that the code computes
        limits.append({
            "events": events, "n": n, "level": level,
            "lower": nstr(quantile(alpha, events, n - events + 1, "lower"), 20),
            "upper": nstr(quantile(alpha, events + 1, n - events, "upper"), 20),
        })

shapes = [(0.01, 1, 5), (0.3, 2.5, 7.25), (0.5, 50, 50), (0.001, 3, 9998), (0.97, 200, 3.5), (0.2, 1000, 5000),
          (0.75, 0.5, 0.5), (1e-6, 0.25, 40)]
print(json.dumps({
    "madeWith": "mpmath, 50 digits",
    "limits": limits,
    "incompleteBeta": [{
        "x": x, "a": a, "b": b,
        "lower": nstr(betainc(a, b, 0, mpf(x), regularized=True), 20),
        "upper": nstr(betainc(a, b, mpf(x), 1, regularized=True), 20),
    } for x, a, b in shapes],
    "logGamma": [{"x": x, "value": nstr(loggamma(mpf(x)), 20)} for x in (0.01, 0.5, 1.5, 3.25, 10, 15.5, 16, 123.75, 1e6)],
}, indent=1))
