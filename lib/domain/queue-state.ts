/** The person's own rows that are still to be sent, told with every look for changes. */
export interface QueueState {
  /** Of batches that are not paused. */
  waitingCount: number;
  pausedCount: number;
  isDriven: boolean;
}
