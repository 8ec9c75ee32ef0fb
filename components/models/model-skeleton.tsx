import { Skeleton } from "@/components/ui/skeleton";

/** A model's page in its final shape, before anything of it is known. */
export function ModelSkeleton() {
  return (
    <div
      role="status"
      aria-label="Loading the model"
      className="mx-auto flex w-full max-w-4xl flex-col gap-8 px-4 py-6 md:px-8 md:py-8"
    >
      <Skeleton className="h-5 w-20" />
      <div className="flex gap-5">
        <Skeleton className="size-14 rounded-tile" />
        <div className="flex grow flex-col gap-2">
          <Skeleton className="h-7 w-64" />
          <Skeleton className="h-5 w-full max-w-prose" />
        </div>
        <Skeleton className="h-10 w-40 max-sm:hidden" />
      </div>
      <Skeleton className="h-16 rounded-tile" />
      <Skeleton className="h-48 rounded-tile" />
    </div>
  );
}
