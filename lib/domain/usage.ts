/** What a set of generations came to. Creative Units are Layer's own figures, charged or quoted. */
export interface UsageSums {
  chargedCreativeUnits: number;
  /** Of what was charged: for runs that failed or were stopped. */
  failedCreativeUnits: number;
  /** Of what was charged: for runs of which something was kept, that is a favourite or approved. */
  keptCreativeUnits: number;
  /** The quotes of the runs whose charge is known, and what was charged for those of them that had a quote. */
  quotedCreativeUnits: number;
  quotedChargedCreativeUnits: number;
  /** Quotes of what runs now. */
  heldCreativeUnits: number;
  /** Quotes of runs whose outcome is not known: they may have been charged beyond the sums. */
  unknownCreativeUnits: number;
  /** Runs that Layer took on: running, complete, failed, cancelled or deleted. */
  generationCount: number;
  completeCount: number;
  failedCount: number;
  stoppedCount: number;
  runningCount: number;
  unknownCount: number;
  refusedCount: number;
  /** Ended ones, however they ended, of which Layer did not say what they were charged. */
  untoldCount: number;
  /** Assets that are favourites or approved, and not in the trash. */
  keptCount: number;
}

/** By what usage is broken down, and narrowed. */
export const usageDimensions = ["modality", "source", "person", "session"] as const;
export type UsageDimension = (typeof usageDimensions)[number];

/**
 * Of each dimension one value, or null for all: Layer's word for the modality, "model:" or "workflow:" and the id, the
 * person's id, the session's name. What has no modality or session goes by an empty text.
 */
export type UsageFilter = Readonly<Record<UsageDimension, string | null>>;

export const noUsageFilter: UsageFilter = { modality: null, source: null, person: null, session: null };

/** Calendar days as `YYYY-MM-DD`, both included, of an IANA time zone. */
export interface UsageSpan {
  fromDay: string;
  toDay: string;
  timeZone: string;
}

export interface UsageRow extends UsageSums {
  key: string;
  /** As it was called last; empty for a modality. */
  name: string;
}

export interface UsageDay extends UsageSums {
  day: string;
  modality: string;
}

/** Creative Units charged in a workspace over a span of days, from the journal. Days are calendar days of the given time zone. */
export interface Usage extends UsageSums, UsageSpan {
  filter: UsageFilter;
  /** Held by everything that runs in the workspace now, by Layer's quotes. */
  reservedCreativeUnits: number;
  /** By day and modality; days on which nothing was made are left out. */
  byDay: readonly UsageDay[];
  /** The most charged first. A dimension's rows are not narrowed by its own filter: they are what to change it to. */
  by: Readonly<Record<UsageDimension, readonly UsageRow[]>>;
  /** How many more rows there are than were given. */
  moreRows: Readonly<Record<UsageDimension, number>>;
}

export const noUsageSums: UsageSums = {
  chargedCreativeUnits: 0,
  failedCreativeUnits: 0,
  keptCreativeUnits: 0,
  quotedCreativeUnits: 0,
  quotedChargedCreativeUnits: 0,
  heldCreativeUnits: 0,
  unknownCreativeUnits: 0,
  generationCount: 0,
  completeCount: 0,
  failedCount: 0,
  stoppedCount: 0,
  runningCount: 0,
  unknownCount: 0,
  refusedCount: 0,
  untoldCount: 0,
  keptCount: 0,
};

const maxKeyCharacters = 300;

/** Reads an address; a name that stands there with nothing behind it means what has no modality or no session. */
export function usageFilterFrom(parameters: URLSearchParams): UsageFilter {
  const filter: Record<UsageDimension, string | null> = { ...noUsageFilter };
  for (const dimension of usageDimensions) {
    const key = parameters.get(dimension);
    if (key !== null && key.length <= maxKeyCharacters && !key.includes("\0")) filter[dimension] = key;
  }
  return filter;
}

/** The inverse of `usageFilterFrom`. */
export function usageFilterParameters(filter: UsageFilter): URLSearchParams {
  const parameters = new URLSearchParams();
  for (const dimension of usageDimensions) {
    const key = filter[dimension];
    if (key !== null) parameters.set(dimension, key);
  }
  return parameters;
}

/** What was charged for each asset that was kept; null where nothing was. */
export function creativeUnitsPerKeeper({ chargedCreativeUnits, keptCount }: UsageSums): number | null {
  return keptCount === 0 ? null : chargedCreativeUnits / keptCount;
}

/** What was charged for runs of which nothing was kept, failures among them. */
export function wastedCreativeUnits({ chargedCreativeUnits, keptCreativeUnits }: UsageSums): number {
  return chargedCreativeUnits - keptCreativeUnits;
}
