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
    <span
      className={classNames("block h-1 w-full overflow-hidden rounded-full bg-press", tones[tone], className)}
    >
      <span className="relative block size-full overflow-hidden">
        <progress
          aria-label={label}
          max={100}
          value={percent}
          className={classNames(
            "absolute inset-0 size-full appearance-none border-0 bg-transparent",
            "[&::-webkit-progress-bar]:bg-transparent [&::-webkit-progress-value]:rounded-full [&::-webkit-progress-value]:bg-current [&::-webkit-progress-value]:transition-[width] [&::-webkit-progress-value]:duration-200 [&::-moz-progress-bar]:bg-current",
            "indeterminate:[&::-moz-progress-bar]:bg-transparent",
          )}
        />
        {fraction === null ? (
          // How far it is is not known: a short stroke travels along the track, to show that it lives.
          <span aria-hidden="true" className="absolute inset-y-0 w-[35%] animate-travel bg-current" />
        ) : null}
      </span>
    </span>
  );
}
