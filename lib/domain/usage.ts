/** Creative Units charged in a workspace over a span of days, from the journal. Days are calendar days of the given time zone. */
export interface Usage {
  timeZone: string;
  fromDay: string;
  toDay: string;
  chargedCreativeUnits: number;
  generationCount: number;
  failedCount: number;
  /** Held by what runs now, by Layer's quotes. */
  reservedCreativeUnits: number;
  /** Outcomes that are not known: they may have been charged beyond the sums. */
  unknownCount: number;
  byDay: ReadonlyArray<{ day: string; chargedCreativeUnits: number; generationCount: number }>;
  bySource: ReadonlyArray<{
    id: string;
    name: string;
    kind: "model" | "workflow";
    chargedCreativeUnits: number;
    generationCount: number;
  }>;
  byPerson: ReadonlyArray<{ name: string; chargedCreativeUnits: number; generationCount: number }>;
}
