/**
 * "12,480", "0.25": at most so many digits after the point, none that say nothing. By hand, because the browser's own
 * formatter costs a slow phone 60 ms the first time one is made, and every page shows a number when it starts.
 */
export function groupedDigits(amount: number, maxFractionDigits = 0): string {
  const [whole = "", fraction = ""] = Math.abs(amount).toFixed(maxFractionDigits).split(".");
  const digits = fraction.replace(/0+$/, "");
  const size = whole.replace(/\B(?=(\d{3})+$)/g, ",") + (digits ? `.${digits}` : "");
  return amount < 0 && /[1-9]/.test(size) ? `-${size}` : size;
}
