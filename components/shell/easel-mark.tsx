interface EaselMarkProps {
  size?: number;
}

/** A canvas on an easel; the product's sign. */
export function EaselMark({ size = 20 }: EaselMarkProps) {
  return (
    <svg viewBox="0 0 24 24" width={size} height={size} fill="none" aria-hidden="true">
      <path
        d="M12 2v3M7.5 16 5 22M16.5 16 19 22M12 16v4"
        stroke="var(--muted)"
        strokeWidth="1.6"
        strokeLinecap="round"
      />
      <rect x="3" y="5" width="18" height="11" rx="1.4" fill="var(--accent)" />
      <path d="m5.6 13.6 3.7-4.4 2.6 3 2-2 4.4 3.4z" fill="var(--accent-ink)" opacity="0.8" />
    </svg>
  );
}
