import { Skeleton } from "@/components/ui/skeleton";

const shapes = [1, 1.5, 1, 0.75, 1, 1.78, 1, 1.33, 1, 1, 0.8, 1.5, 1.78, 1, 1, 1.33];

/** The gallery's final shape, before anything of it is known. */
export function GallerySkeleton() {
  return (
    <div aria-busy="true">
      <p className="sr-only" role="status">
        Loading the gallery
      </p>
      <div className="flex h-11 items-center px-4">
        <Skeleton className="h-4 w-24" />
      </div>
      <div className="mr-1 ml-1 flex flex-wrap gap-1 md:mr-9" aria-hidden="true">
        {shapes.map((aspect, index) => (
          <Skeleton
            // Places on a fixed wall that never move.
            key={`${index}:${aspect}`}
            style={{ flex: `${aspect} 1 calc(${aspect} * min(220px, 38vw))`, aspectRatio: aspect }}
          />
        ))}
      </div>
    </div>
  );
}
