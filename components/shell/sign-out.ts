import { toast } from "@/components/ui/toast";
import { leaveWaiting } from "@/lib/browser/waiting-tab";
import { problemOf } from "@/lib/domain/problem";

/** Ends the session and leaves the page with everything it had loaded. */
export async function signOutOfEasel(): Promise<void> {
  try {
    const { signOut } = await import("next-auth/react");
    await signOut({ redirect: false });
    leaveWaiting();
    location.assign("/sign-in");
  } catch {
    const { title } = problemOf(navigator.onLine ? "internal" : "offline");
    toast(`${title} You are still signed in.`);
  }
}
