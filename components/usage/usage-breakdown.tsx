"use client";

import { Images } from "lucide-react";
import Link from "next/link";
import { useState } from "react";
import { classNames } from "@/components/ui/class-names";
import { formatCreativeUnits } from "@/lib/domain/money";
import { creativeUnitsPerKeeper, type UsageRow } from "@/lib/domain/usage";

interface UsageBreakdownProps {
  title: string;
  nameLabel: string;
  rows: readonly UsageRow[];
  /** How many more there are than are given. */
  moreRows: number;
  /** What a row without a name goes by. */
  nameOf: (row: UsageRow) => string;
  /** The key it is narrowed to; null for all. */
  chosen: string | null;
  onChoose: (key: string | null) => void;
  /** Where a row's generations are; null where the gallery cannot ask for them. */
  galleryHref: (row: UsageRow) => string | null;
}

export const headClasses = "border-b border-line py-1.5 text-left text-12 font-medium text-muted";
export const cellClasses = "border-b border-line py-1.5 text-13";

const shownAtFirst = 8;

/** Sums by one dimension. Choosing a row narrows the page to it; choosing it again widens it. */
export function UsageBreakdown({
  title,
  nameLabel,
  rows,
  moreRows,
  nameOf,
  chosen,
  onChoose,
  galleryHref,
}: UsageBreakdownProps) {
  const [isWhole, setIsWhole] = useState(false);
  const top = Math.max(0, ...rows.map((row) => row.chargedCreativeUnits));
  const shown = isWhole ? rows : rows.slice(0, shownAtFirst);
  return (
    <section className="flex min-w-0 flex-col gap-2">
      <h2 className="text-14 font-medium">{title}</h2>
      <table className="w-full table-fixed tabular">
        <caption className="sr-only">Creative Units charged, {title.toLowerCase()}</caption>
        <thead>
          <tr>
            <th scope="col" className={headClasses}>
              {nameLabel}
            </th>
            <th scope="col" className={`${headClasses} w-14 text-right!`}>
              Made
            </th>
            <th scope="col" className={`${headClasses} w-20 text-right!`}>
              Charged
            </th>
            <th scope="col" className={`${headClasses} w-18 text-right!`}>
              Per keeper
            </th>
            <th scope="col" className={`${headClasses} w-9 touch:w-11`}>
              <span className="sr-only">Gallery</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {shown.map((row) => {
            const perKeeper = creativeUnitsPerKeeper(row);
            const href = galleryHref(row);
            const name = nameOf(row);
            const isChosen = row.key === chosen;
            return (
              <tr
                key={row.key}
                className={classNames(chosen !== null && !isChosen && "text-muted", isChosen && "bg-hover")}
              >
                <th scope="row" className={`${cellClasses} relative py-0! text-left font-normal`}>
                  <button
                    type="button"
                    aria-pressed={isChosen}
                    onClick={() => onChoose(isChosen ? null : row.key)}
                    title={name}
                    className="block w-full truncate rounded-control py-1.5 pr-2 text-left hover:text-text hover:underline touch:min-h-11"
                  >
                    {name}
                    {row.key.startsWith("workflow:") ? (
                      <span className="ml-1.5 text-12 text-muted">workflow</span>
                    ) : null}
                  </button>
                  <span
                    aria-hidden="true"
                    className="absolute bottom-[-1px] left-0 h-0.5 bg-faint forced-color-adjust-none forced-colors:bg-[CanvasText]"
                    style={{ width: `${top > 0 ? (row.chargedCreativeUnits / top) * 100 : 0}%` }}
                  />
                </th>
                <td className={`${cellClasses} text-right text-muted`}>
                  {formatCreativeUnits(row.generationCount)}
                </td>
                <td className={`${cellClasses} text-right`}>
                  {formatCreativeUnits(row.chargedCreativeUnits)}
                </td>
                <td className={`${cellClasses} text-right text-muted`}>
                  {perKeeper === null ? "–" : formatCreativeUnits(perKeeper)}
                </td>
                <td className={`${cellClasses} py-0! text-right`}>
                  {href ? (
                    <Link
                      href={href}
                      prefetch={false}
                      aria-label={`See ${name} in the gallery`}
                      title="See in the gallery"
                      className="inline-flex size-7 items-center justify-center rounded-control text-muted hover:bg-hover hover:text-text touch:size-11"
                    >
                      <Images size={14} aria-hidden="true" />
                    </Link>
                  ) : null}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      {rows.length > shownAtFirst ? (
        <button
          type="button"
          aria-expanded={isWhole}
          onClick={() => setIsWhole(!isWhole)}
          className="self-start rounded-control py-1 text-12 text-muted hover:text-text touch:min-h-11"
        >
          {isWhole ? "Show fewer" : `Show all ${rows.length}`}
        </button>
      ) : null}
      {isWhole && moreRows > 0 ? (
        <p className="text-12 text-muted">
          {formatCreativeUnits(moreRows)} more that cost less; the CSV file has them all.
        </p>
      ) : null}
    </section>
  );
}
