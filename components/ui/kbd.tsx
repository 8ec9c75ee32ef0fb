import { classNames } from "./class-names";

interface KbdProps {
  /** Keys as they are drawn, separated by spaces: "G M", "⌘ K". */
  keys: string;
  className?: string;
}

export function Kbd({ keys, className }: KbdProps) {
  return (
    <span className={classNames("inline-flex gap-0.5", className)} aria-hidden="true">
      {keys.split(" ").map((key) => (
        <kbd
          key={key}
          className="inline-flex h-4 min-w-4 items-center justify-center rounded-[3px] bg-press px-1 font-sans text-11 leading-none text-soft"
        >
          {key}
        </kbd>
      ))}
    </span>
  );
}
