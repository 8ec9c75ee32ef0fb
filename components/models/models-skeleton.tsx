import { Skeleton } from "@/components/ui/skeleton";

/** The model browser's final shape, before anything of it is known. */
export function ModelsSkeleton() {
  return (
    <div className="px-4 pt-4 md:px-6" role="status" aria-label="Loading models">
      <Skeleton className="h-8 max-w-140" />
      <div className="mt-3.5 flex gap-1.5 overflow-hidden">
        {[72, 74, 56, 76, 66, 128, 90, 94, 120, 88, 94, 112, 106].map((width, index) => (
          <Skeleton key={index} className="h-7 shrink-0 rounded-full" style={{ width }} />
        ))}
      </div>
      <div className="mt-4 grid grid-cols-[repeat(auto-fill,minmax(min(17rem,100%),1fr))] gap-3">
        {Array.from({ length: 24 }, (_, index) => (
          <Skeleton key={index} className="h-33 rounded-tile" />
        ))}
      </div>
    </div>
  );
}
