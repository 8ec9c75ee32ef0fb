import { Skeleton } from "@/components/ui/skeleton";

export function JobTraySkeleton() {
  return (
    <div className="flex flex-col gap-3 p-3" aria-hidden="true">
      {[0, 1, 2].map((row) => (
        <div key={row} className="flex flex-col gap-2">
          <Skeleton className="h-4 w-3/4" />
          <Skeleton className="h-3 w-1/3" />
        </div>
      ))}
    </div>
  );
}
