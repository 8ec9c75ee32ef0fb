/** What a request to storage is doing: opening a session, sending bytes, sending the last bytes, asking, giving up. */
export type StorageOperation = "start" | "chunk" | "final" | "query" | "cancel";

/** The ways in which a page can be kept from reading storage's answers. */
export type CorsFault =
  | "preflight-refused"
  | "absent-on-308"
  | "absent-on-200"
  | "location-hidden"
  | "range-hidden";

/** Everything that can be made to go wrong, one request at a time. Byte counts are of the request's own body. */
export type StorageFault =
  /** Any status, once the body is read but not a byte of it kept. `contentType` and `body` let it be a proxy's HTML page. */
  | { kind: "status"; status: number; retryAfter?: string | number; body?: string; contentType?: string }
  /** Reads `bytes` of the body, keeps what the quantum allows of them, then resets the connection. */
  | { kind: "cut"; bytes: number }
  /** Does the work, then resets the connection instead of answering. On the last chunk this is a lost final answer. */
  | { kind: "persist-then-destroy" }
  /** Keeps only `bytes` of the body and says so with a short Range. */
  | { kind: "short-range"; bytes: number }
  /** Answers 308 without Range: `lost` drops everything kept so far, otherwise only the header is missing. */
  | { kind: "no-range"; lost?: boolean }
  /** Claims `by` bytes more than were sent. */
  | { kind: "range-beyond"; by: number }
  /** The 503 sentence that means the client's offset is wrong, though it is right. */
  | { kind: "gap" }
  /** Falls silent before reading or after reading and keeping the body; for `ms`, or until the client hangs up. */
  | { kind: "stall"; at: "before-body" | "after-body"; ms?: number }
  /** The session dies for good and answers with this status from now on. */
  | { kind: "gone"; status: 404 | 410 }
  /** The start is told that its signed URL is too old, wrongly signed, or lacks a signed header. */
  | { kind: "expired" }
  | { kind: "signature" }
  | { kind: "malformed" }
  /** Flips one bit of what is kept, so that the object differs from the source. */
  | { kind: "flip-byte" }
  /** Finishes although `bytes` of the object's end were dropped. */
  | { kind: "wrong-size"; bytes: number }
  /** The start's Location points where the caller of this fault wants it. */
  | { kind: "location"; url: string }
  /** The start redirects (307) to another address. */
  | { kind: "redirect"; url: string }
  | { kind: "slow"; bytesPerSecond: number }
  | { kind: "cors"; cors: CorsFault };

/** A fault with the requests it waits for. `times: null` means until it is deleted. */
export interface PlannedFault {
  id: number;
  fault: StorageFault;
  times: number | null;
  match: { fileId?: string; op?: StorageOperation };
}

const sending: readonly StorageOperation[] = ["chunk", "final"];

// Faults of the body or of the start would be wasted on a request that has none, so each waits for a fitting one.
const fitting: Readonly<Partial<Record<StorageFault["kind"], readonly StorageOperation[]>>> = {
  cut: sending,
  "persist-then-destroy": [...sending, "start", "cancel"],
  "short-range": sending,
  "no-range": ["chunk", "query"],
  "range-beyond": ["chunk", "query"],
  gap: [...sending, "query"],
  gone: [...sending, "query"],
  expired: ["start"],
  signature: ["start"],
  malformed: ["start"],
  "flip-byte": sending,
  "wrong-size": ["final"],
  location: ["start"],
  redirect: ["start"],
  slow: sending,
};

const kinds: ReadonlySet<string> = new Set<StorageFault["kind"]>([
  "status",
  "cut",
  "persist-then-destroy",
  "short-range",
  "no-range",
  "range-beyond",
  "gap",
  "stall",
  "gone",
  "expired",
  "signature",
  "malformed",
  "flip-byte",
  "wrong-size",
  "location",
  "redirect",
  "slow",
  "cors",
]);

/** The faults still to come, in the order they were asked for; each request meets at most one, besides CORS faults. */
export class FaultPlan {
  private planned: PlannedFault[] = [];
  private nextId = 1;

  /** Adds what the control endpoint was sent; null when its shape is not a known fault. */
  add(request: unknown): PlannedFault | null {
    const { fault, times, match } = (request ?? {}) as Partial<PlannedFault>;
    if (typeof fault !== "object" || fault === null || !kinds.has(fault.kind)) return null;
    const endlessByNature = fault.kind === "cors";
    const planned: PlannedFault = {
      id: this.nextId++,
      fault,
      times: times === undefined ? (endlessByNature ? null : 1) : times,
      match: match ?? {},
    };
    this.planned.push(planned);
    return planned;
  }

  clear(): void {
    this.planned = [];
  }

  list(): readonly PlannedFault[] {
    return this.planned;
  }

  /** Takes the first fault that waits for such a request and counts it down. */
  take(op: StorageOperation, fileId: string): StorageFault | null {
    const found = this.planned.find(
      ({ fault, match }) =>
        fault.kind !== "cors" &&
        (match.fileId === undefined || match.fileId === fileId) &&
        (match.op === undefined || match.op === op) &&
        (fitting[fault.kind]?.includes(op) ?? true),
    );
    if (!found) return null;
    this.countDown(found);
    return found.fault;
  }

  /** The CORS faults that hold for this file now. Asking does not use them up; {@link spendCors} does. */
  corsFaults(fileId: string): ReadonlySet<CorsFault> {
    return new Set(
      this.planned
        .filter(({ match }) => match.fileId === undefined || match.fileId === fileId)
        .flatMap(({ fault }) => (fault.kind === "cors" ? [fault.cors] : [])),
    );
  }

  /** Counts down a CORS fault that has just shaped an answer. */
  spendCors(cors: CorsFault, fileId: string): void {
    const found = this.planned.find(
      ({ fault, match }) =>
        fault.kind === "cors" &&
        fault.cors === cors &&
        (match.fileId === undefined || match.fileId === fileId),
    );
    if (found) this.countDown(found);
  }

  private countDown(planned: PlannedFault): void {
    if (planned.times === null) return;
    planned.times -= 1;
    if (planned.times <= 0) this.planned = this.planned.filter((other) => other !== planned);
  }
}
