import { DoorClosed } from "lucide-react";
import Link from "next/link";
import { buttonClasses } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";

/** In place of every page of a workspace that Layer does not show this person any more. */
export function LostWorkspace({ name }: { name: string }) {
  return (
    <div role="alert">
      <EmptyState
        icon={<DoorClosed size={28} strokeWidth={1.5} aria-hidden="true" />}
        title={`${name} is not open to you any more`}
        action={
          <Link href="/" prefetch={false} className={buttonClasses("secondary")}>
            Go to another workspace
          </Link>
        }
      >
        Layer says that you are no longer a member. What you typed here is kept on this machine, for when you
        are let in again; what runs goes on at Layer.
      </EmptyState>
    </div>
  );
}
