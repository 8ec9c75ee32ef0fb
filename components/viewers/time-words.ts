import { durationWords } from "@/components/ui/duration-words";

const two = (value: number) => String(value).padStart(2, "0");

/** "0:07", "12:40", "1:02:03", as players show it. */
export function clockWords(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const minutes = Math.floor(whole / 60);
  if (minutes < 60) return `${minutes}:${two(whole % 60)}`;
  return `${Math.floor(minutes / 60)}:${two(minutes % 60)}:${two(whole % 60)}`;
}

/**
 * How far a run seems to be, from 0 to below 1, when such runs usually take `usualSeconds`: linear to nine tenths at the
 * usual time and then ever slower, so that a late run still moves and never claims to be done. Null when nobody knows.
 */
export function seemingProgress(elapsedSeconds: number, usualSeconds: number | null): number | null {
  if (usualSeconds === null || usualSeconds <= 0) return null;
  const share = Math.max(0, elapsedSeconds) / usualSeconds;
  return share <= 1 ? share * 0.9 : 0.9 + 0.09 * (1 - 1 / share);
}

interface KnownTimes {
  usualSeconds: number | null;
  slowSeconds?: number | null;
}

/** "usually 40 s", with "9 in 10 within 70 s" where the slow ones take noticeably longer; null where nothing is known. */
export function usualWords({ usualSeconds, slowSeconds = null }: KnownTimes): string | null {
  if (usualSeconds === null) return null;
  const usual = `usually ${durationWords(usualSeconds)}`;
  return slowSeconds !== null && slowSeconds >= usualSeconds * 1.25 && slowSeconds - usualSeconds >= 2
    ? `${usual}, 9 in 10 within ${durationWords(slowSeconds)}`
    : usual;
}
