const tabKey = "easel-waiting-tab";

/** The tab's own name, which a reload keeps and a sign-out ends; null where nothing was kept in this tab. */
export function waitingTab(): string | null {
  try {
    return sessionStorage.getItem(tabKey);
  } catch {
    return null;
  }
}

/** As `waitingTab`, and gives the tab a name where it has none; null where the browser keeps nothing. */
export function openWaitingTab(): string | null {
  try {
    const known = sessionStorage.getItem(tabKey) ?? crypto.randomUUID();
    sessionStorage.setItem(tabKey, known);
    return known;
  } catch {
    return null;
  }
}

/** Ends what this tab may see: whoever signs in here next is somebody else. */
export function leaveWaiting(): void {
  try {
    sessionStorage.removeItem(tabKey);
  } catch {
    // Storage is blocked: nothing was kept.
  }
}
