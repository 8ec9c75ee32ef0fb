import { classNames } from "./class-names";

interface ProgressBarProps {
  /** What is in progress; its accessible name. */
  label: string;
  /** 0 to 1; null while it is not known how far it is. */
  fraction: number | null;
  tone?: "accent" | "neutral" | "success" | "danger";
  className?: string;
}

const tones = {
  accent: "text-accent",
  neutral: "text-soft",
  success: "text-success",
  danger: "text-danger",
} as const;

export function ProgressBar({ label, fraction, tone = "neutral", className }: ProgressBarProps) {
  const percent = fraction === null ? undefined : Math.round(Math.min(Math.max(fraction, 0), 1) * 100);
  return (
    <progress
      aria-label={label}
      max={100}
      value={percent}
      className={classNames(
        "block h-1 w-full appearance-none overflow-hidden rounded-full border-0 bg-press",
        "[&::-webkit-progress-bar]:bg-transparent [&::-webkit-progress-value]:rounded-full [&::-webkit-progress-value]:bg-current [&::-webkit-progress-value]:transition-[width] [&::-webkit-progress-value]:duration-200 [&::-moz-progress-bar]:bg-current",
        // How far it is is not known: a short stroke travels along the track, to show that it lives.
        "indeterminate:animate-travel indeterminate:bg-[linear-gradient(currentcolor,currentcolor)] indeterminate:bg-size-[35%_100%] indeterminate:bg-no-repeat indeterminate:[&::-moz-progress-bar]:bg-transparent",
        tones[tone],
        className,
      )}
    />
  );
}
