export interface ColumnWidths {
  formPixels: number;
  recentsPixels: number;
}

export const columnLimits = {
  form: { min: 320, max: 480, initial: 380 },
  recents: { min: 168, max: 360, initial: 220 },
} as const;

const within = (value: number, { min, max }: { min: number; max: number }) =>
  Math.round(Math.min(Math.max(value, min), max));

/** Reads widths as they were remembered, "380-220"; anything else is the initial widths. */
export function columnWidthsFrom(text: string | undefined): ColumnWidths {
  const match = /^(\d{1,4})-(\d{1,4})$/.exec(text ?? "");
  return {
    formPixels: within(Number(match?.[1] ?? columnLimits.form.initial), columnLimits.form),
    recentsPixels: within(Number(match?.[2] ?? columnLimits.recents.initial), columnLimits.recents),
  };
}

export function columnWidthsText({ formPixels, recentsPixels }: ColumnWidths): string {
  return `${within(formPixels, columnLimits.form)}-${within(recentsPixels, columnLimits.recents)}`;
}
