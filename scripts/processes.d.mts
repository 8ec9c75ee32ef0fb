export const root: string;
export function freePort(): Promise<number>;
export function waitForAnswer(url: string, options?: { timeoutMs?: number; hint?: string }): Promise<void>;
