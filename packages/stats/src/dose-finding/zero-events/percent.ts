/** "18.1 %". */
export const percent = (share: number, digits = 1): string => `${(100 * share).toFixed(digits)} %`;
