export interface StepWords {
  phase: "waiting" | "running" | "done" | "failed" | "stopped" | "other";
  words: string;
}

/**
 * A workflow step's status in words. A word of Layer's that is new to us is shown as it came. Once the run is over, a
 * step that still waits will not come.
 */
export function stepWords(status: string, isOver = false): StepWords {
  switch (status.toLowerCase()) {
    case "pending":
    case "queued":
      return isOver ? { phase: "stopped", words: "Not begun" } : { phase: "waiting", words: "Waiting" };
    case "running":
    case "in_progress":
      return { phase: "running", words: "Running" };
    case "success":
    case "complete":
    case "completed":
      return { phase: "done", words: "Done" };
    case "failure":
    case "failed":
      return { phase: "failed", words: "Failed" };
    case "cancelled":
      return { phase: "stopped", words: "Cancelled" };
    case "skipped":
      return { phase: "stopped", words: "Skipped" };
    default:
      return { phase: "other", words: status };
  }
}
