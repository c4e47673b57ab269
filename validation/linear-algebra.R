# Reference figures for linear algebra, optimisation and quadrature.
# Run: Rscript validation/linear-algebra.R   (R with its packages Matrix, for expm, and MASS, for ginv; writes linear-algebra.json beside it)
suppressMessages(library(Matrix))
arguments <- commandArgs(FALSE)
here <- dirname(sub("^--file=", "", arguments[grep("^--file=", arguments)]))
rows <- function(m) unname(lapply(seq_len(nrow(m)), function(i) as.numeric(m[i, ])))
number <- function(x) as.numeric(x)
hilbert <- function(n) outer(1:n, 1:n, function(i, j) 1 / (i + j - 1))
# A matrix that any language can make again: sines of whole numbers.
waves <- function(n, p) outer(1:n, 1:p, function(i, j) round(sin(i * j) + cos(i + 2 * j), 2))
spd <- function(n) crossprod(waves(n + 5, n)) + diag(n)

symmetric <- list(one = matrix(4, 1, 1), two = matrix(c(4, 2, 2, 5), 2), hilbert4 = hilbert(4), hilbert8 = hilbert(8), hilbert10 = hilbert(10),
  nearly = matrix(c(1, 1 - 1e-9, 1 - 1e-9, 1), 2), spd12 = spd(12), spd50 = spd(50))
cholesky <- lapply(names(symmetric), function(name) {
  a <- symmetric[[name]]; u <- chol(a); n <- nrow(a)
  list(name = name, matrix = rows(a), lower = rows(t(u)), logDeterminant = 2 * sum(log(diag(u))), inverse = rows(chol2inv(u)),
    solution = number(backsolve(u, forwardsolve(t(u), 1:n))), condition = kappa(a, exact = TRUE))
})
leading <- lapply(list(matrix(c(1, 2, 2, 1), 2), matrix(c(0, 0, 0, 1), 2), matrix(c(2, 1, 0, 1, 2, 3, 0, 3, 1), 3)), function(a) {
  message <- tryCatch({ chol(a); "" }, error = conditionMessage)
  list(matrix = rows(a), minor = as.integer(gsub("[^0-9]", "", message)))
})
indefinite <- (function(n) { m <- waves(n, n); m + t(m) })(9)
eigens <- lapply(c(symmetric, list(indefinite = indefinite, repeated = diag(3) + 1, zero = matrix(0, 2, 2))), function(a) {
  e <- eigen(a, symmetric = TRUE)
  list(matrix = rows(a), values = number(e$values), vectors = if (nrow(a) <= 12) rows(e$vectors) else list())
})
full <- waves(20, 4)
designs <- list(full = full, square = waves(5, 5), wide = waves(3, 5), twice = cbind(full[, 1:2], full[, 2], full[, 3:4]),
  constants = cbind(1, rep(0:1, 10), rep(1:0, 10), full[, 1]), zero = cbind(full[, 1], 0, full[, 2]), one = matrix(c(3, 4), 2, 1),
  close = cbind(1, 1:10, 1:10 + 1e-9 * (-1)^(1:10)), apart = cbind(1, 1:10, 1:10 + 1e-4 * (-1)^(1:10)))
qrs <- lapply(names(designs), function(name) {
  x <- designs[[name]]; q <- qr(x); y <- number(cos(3 * seq_len(nrow(x)))); w <- 1 + (seq_len(nrow(x)) %% 3)
  fit <- lm.wfit(x, y, w); kept <- q$pivot[seq_len(q$rank)]
  r <- qr.R(q)[seq_len(q$rank), seq_len(q$rank), drop = FALSE]
  list(name = name, matrix = rows(x), rank = q$rank, order = q$pivot - 1, upper = rows(r), y = y, qty = number(qr.qty(q, y)), weights = w,
    coefficients = number(fit$coefficients), residuals = number(fit$residuals), covariance = rows(chol2inv(qr.R(fit$qr)[seq_len(fit$rank), seq_len(fit$rank), drop = FALSE])),
    leverages = number(lm.influence(lm(y ~ x - 1, weights = w), do.coef = FALSE)$hat))
})
general <- list(one = matrix(-3, 1, 1), swap = matrix(c(0, 1, 2, 0), 2), five = waves(5, 5), twelve = waves(12, 12) + diag(12), fifty = waves(50, 50) + 10 * diag(50))
systems <- lapply(names(general), function(name) {
  a <- general[[name]]
  list(name = name, matrix = rows(a), solution = number(solve(a, seq_len(nrow(a)))), determinant = det(a), condition = kappa(a, exact = TRUE))
})
intensity <- matrix(c(-0.3, 0.2, 0.1, 0.05, -0.25, 0.2, 0, 0, 0), 3, byrow = TRUE)
exponents <- list(zero = matrix(0, 2, 2), turn = matrix(c(0, -1, 1, 0), 2), intensity = intensity, long = 40 * intensity, nilpotent = matrix(c(0, 0, 0, 1, 0, 0, 2, 3, 0), 3), waves = waves(6, 6), one = matrix(2.5, 1, 1))
exponentials <- lapply(names(exponents), function(name) list(name = name, matrix = rows(exponents[[name]]), result = rows(as.matrix(expm(Matrix(exponents[[name]], sparse = FALSE))))))
ginv <- lapply(list(matrix(2, 2, 2), crossprod(designs$twice), diag(c(3, 0, -2))), function(a) list(matrix = rows(a), inverse = rows(MASS::ginv(a, 1e-12)), rank = as.integer(rankMatrix(a))))

roots <- list(
  list(name = "x^2 - 2", lower = 0, upper = 2, root = uniroot(function(x) x^2 - 2, c(0, 2), tol = 1e-16)$root),
  list(name = "cos x - x", lower = 0, upper = 1, root = uniroot(function(x) cos(x) - x, c(0, 1), tol = 1e-16)$root),
  list(name = "exp x - 1e6", lower = 0, upper = 100, root = uniroot(function(x) exp(x) - 1e6, c(0, 100), tol = 1e-16)$root),
  list(name = "x^3 - 2x - 5", lower = 2, upper = 3, root = uniroot(function(x) x^3 - 2 * x - 5, c(2, 3), tol = 1e-16)$root))
minima <- list(
  list(name = "(x - 1/3)^2", lower = 0, upper = 1, minimum = optimize(function(x) (x - 1 / 3)^2, c(0, 1), tol = 1e-10)$minimum),
  list(name = "x log x", lower = 0.001, upper = 3, minimum = optimize(function(x) x * log(x), c(0.001, 3), tol = 1e-10)$minimum),
  list(name = "-sin x", lower = 0, upper = 3, minimum = optimize(function(x) -sin(x), c(0, 3), tol = 1e-10)$minimum))
powell <- function(x) (x[1] + 10 * x[2])^2 + 5 * (x[3] - x[4])^2 + (x[2] - 2 * x[3])^4 + 10 * (x[1] - x[4])^4
rosenbrock <- function(x) (1 - x[1])^2 + 100 * (x[2] - x[1]^2)^2
gamma_counts <- c(0.3, 1.2, 2.2, 0.7, 3.1, 1.8, 0.9)
gamma_fit <- optim(c(0, 0), function(p) -sum(dgamma(gamma_counts, exp(p[1]), exp(p[2]), log = TRUE)), method = "BFGS", control = list(reltol = 1e-16, maxit = 1000))
optima <- list(gamma = list(values = gamma_counts, estimate = gamma_fit$par, value = gamma_fit$value),
  rosenbrock = optim(c(-1.2, 1), rosenbrock, method = "BFGS", control = list(reltol = 1e-16))$value)
logistic_x <- cbind(1, c(-2, -1.5, -1, -0.5, 0, 0.5, 1, 1.5, 2, 2.5)); logistic_y <- c(0, 0, 1, 0, 1, 0, 1, 1, 0, 1)
fit <- glm.fit(logistic_x, logistic_y, family = binomial(), control = list(epsilon = 1e-15, maxit = 100))
logistic <- list(x = rows(logistic_x), y = logistic_y, coefficients = number(fit$coefficients), covariance = rows(chol2inv(qr.R(fit$qr))), logLikelihood = -fit$deviance / 2)
integrals <- list(
  list(name = "exp(-x^2 / 2)", lower = "-Inf", upper = "Inf", value = sqrt(2 * pi)),
  list(name = "dt(x, 3)", lower = "1", upper = "Inf", value = pt(1, 3, lower.tail = FALSE)),
  list(name = "exp x", lower = "-Inf", upper = "0", value = 1),
  list(name = "sqrt x", lower = "0", upper = "1", value = 2 / 3),
  list(name = "log x", lower = "0", upper = "1", value = -1),
  list(name = "x^7 (1 - x)^3", lower = "0", upper = "1", value = beta(8, 4)),
  list(name = "|x - 0.3|", lower = "0", upper = "1", value = 0.29))
# Golub and Welsch: nodes are eigenvalues of the tridiagonal matrix of the recurrence.
hermite <- lapply(c(100, 200), function(n) {
  j <- matrix(0, n, n); k <- seq_len(n - 1); j[cbind(k, k + 1)] <- j[cbind(k + 1, k)] <- sqrt(k)
  list(count = n, nodes = rev(eigen(j, symmetric = TRUE, only.values = TRUE)$values))
})
out <- list(made = R.version.string, cholesky = cholesky, leading = leading, eigens = unname(eigens), qrs = qrs, systems = systems, exponentials = exponentials,
  ginv = ginv, roots = roots, minima = minima, optima = optima, logistic = logistic, integrals = integrals, hermite = hermite)
# Single values and lists are told apart by name; 17 digits, so that a double comes back as it was.
single <- c("made", "name", "lower", "upper", "logDeterminant", "condition", "minor", "minimum", "rank", "determinant", "root", "value", "logLikelihood", "count", "rosenbrock")
json <- function(v, name = "") {
  if (is.list(v)) {
    inner <- vapply(seq_along(v), function(k) json(v[[k]], if (is.null(names(v))) "" else names(v)[k]), "")
    if (is.null(names(v))) return(paste0("[", paste(inner, collapse = ","), "]"))
    return(paste0("{", paste0('"', names(v), '":', inner, collapse = ","), "}"))
  }
  text <- if (is.character(v)) paste0('"', v, '"') else ifelse(is.na(v), "null", trimws(formatC(v, digits = 17, format = "g", width = 1)))
  if (name %in% single && length(v) == 1) text else paste0("[", paste(text, collapse = ","), "]")
}
pieces <- vapply(names(out), function(part) paste0('"', part, '": ', json(out[[part]], part)), "")
writeLines(paste0("{\n", paste(pieces, collapse = ",\n"), "\n}"), file.path(here, "linear-algebra.json"))
