/** Pointwise limits of a survival curve, on five scales. */

export type LimitScale = "log" | "plain" | "log-log" | "logit" | "arcsine";

/** How each interval is named in a sentence. */
export const limitWords: Readonly<Record<LimitScale, string>> = { "log": "on the log scale", "plain": "on the plain scale", "log-log": "on the complementary log-log scale", "logit": "on the logit scale", "arcsine": "on the arcsine square root scale" };

/**
 * Lower and upper limit at a survival strictly between 0 and 1, cut to 0 and 1: z standard errors to either side on the scale.
 *
 * @param survival S, above 0 and below 1.
 * @param logError standard error of log S.
 */
export function survivalLimits(scale: LimitScale, survival: number, logError: number, z: number): readonly [lower: number, upper: number] {
  const reach = z * logError;
  switch (scale) {
    case "plain":
      return [Math.max(0, survival - reach * survival), Math.min(1, survival + reach * survival)];
    case "log":
      {
      const far = Math.exp(reach);
      return [survival / far, Math.min(1, survival * far)];
    }
    case "log-log": {
      const log = Math.log(survival);
      return [Math.exp(log * Math.exp(reach / -log)), Math.exp(log * Math.exp(reach / log))];
    }
    case "logit": {
      const odds = survival / (1 - survival);
      const far = Math.exp(reach / (1 - survival));
      return [1 / (1 + far / odds), 1 / (1 + 1 / (far * odds))];
    }
    case "arcsine": {
      const angle = Math.asin(Math.sqrt(survival));
      const far = (reach / 2) * Math.sqrt(survival / (1 - survival));
      return [Math.sin(Math.max(0, angle - far)) ** 2, Math.sin(Math.min(Math.PI / 2, angle + far)) ** 2];
    }
  }
}
