/** How a connection is made, for undici's `connect`. */
export interface ConnectOptions {
  timeout: number;
  autoSelectFamilyAttemptTimeout: number;
}

/**
 * What every pool of ours connects with. It has to lie within `connect`: beside it undici hands the attempt's time on only
 * together with `autoSelectFamily`.
 */
export function connectOptions(timeoutMs = 10_000): ConnectOptions {
  return {
    timeout: timeoutMs,
    // Node gives each of a name's addresses a quarter of a second, which a busy machine or a far host can exceed.
    autoSelectFamilyAttemptTimeout: 2_500,
  };
}
