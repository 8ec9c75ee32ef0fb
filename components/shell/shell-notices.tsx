"use client";

import { LogIn, WifiOff } from "lucide-react";
import Link from "next/link";
import { usePathname, useSearchParams } from "next/navigation";
import { buttonClasses } from "@/components/ui/button";
import { useIsOnline } from "@/lib/browser/online";
import { useIsSignedOut } from "@/lib/browser/session-notice";
import { problemWords } from "@/lib/domain/problem";

/** What concerns the whole page, in one quiet line above it; the page itself stays as it is. */
export function ShellNotices() {
  const isOnline = useIsOnline();
  const isSignedOut = useIsSignedOut();
  const pathname = usePathname();
  const query = useSearchParams().toString();
  const here = query ? `${pathname}?${query}` : pathname;
  return (
    <div role="status" aria-label="Notices">
      {isOnline ? null : (
        <p className="flex min-h-9 items-center gap-2 bg-warning-soft px-4 py-1.5 text-13">
          <WifiOff size={16} aria-hidden="true" className="shrink-0 text-warning" />
          <span>
            <strong className="font-medium">{problemWords.offline.title}</strong>{" "}
            {problemWords.offline.action}
          </span>
        </p>
      )}
      {isSignedOut ? (
        <p className="flex min-h-9 flex-wrap items-center gap-x-3 gap-y-1 bg-warning-soft px-4 py-1.5 text-13">
          <LogIn size={16} aria-hidden="true" className="shrink-0 text-warning" />
          <span className="grow">
            <strong className="font-medium">{problemWords.signed_out.title}</strong>{" "}
            {problemWords.signed_out.action}
          </span>
          <Link
            href={`/sign-in?${new URLSearchParams({ returnTo: here })}`}
            prefetch={false}
            className={buttonClasses("secondary", "s")}
          >
            Sign in again
          </Link>
        </p>
      ) : null}
    </div>
  );
}
