import { classNames } from "@/components/ui/class-names";

interface RatingStarsProps {
  rating: number | null;
  isDisabled?: boolean;
  /** The same star again takes the rating away. */
  onRate: (rating: number | null) => void;
  className?: string;
}

export function RatingStars({ rating: given, isDisabled = false, onRate, className }: RatingStarsProps) {
  return (
    <fieldset aria-label="Stars" disabled={isDisabled} className={classNames("flex", className)}>
      {[1, 2, 3, 4, 5].map((rating) => (
        <button
          key={rating}
          type="button"
          aria-label={rating === 1 ? "1 star" : `${rating} stars`}
          aria-pressed={given === rating}
          aria-keyshortcuts={String(rating)}
          onClick={() => onRate(given === rating ? null : rating)}
          className={classNames(
            "grid h-8 w-7 place-items-center text-16 touch:size-11",
            rating <= (given ?? 0) ? "text-accent-text" : "text-faint hover:text-muted",
          )}
        >
          ★
        </button>
      ))}
    </fieldset>
  );
}
