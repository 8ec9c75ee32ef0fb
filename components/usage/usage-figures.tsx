import { TriangleAlert } from "lucide-react";
import { creativeUnits, formatCreativeUnits } from "@/lib/domain/money";
import { creativeUnitsPerKeeper, type Usage, wastedCreativeUnits } from "@/lib/domain/usage";
import { usageFacts } from "./usage-facts";

interface UsageFiguresProps {
  usage: Usage;
  /** "this month": as it ends a sentence. */
  spanWords: string;
  /** The charge beside that of the days before; empty while it is not known. */
  comparison: string;
}

/** The three figures a producer comes for, and below them what they are made of. */
export function UsageFigures({ usage, spanWords, comparison }: UsageFiguresProps) {
  const perKeeper = creativeUnitsPerKeeper(usage);
  const assets = usage.keptCount === 1 ? "1 asset" : `${formatCreativeUnits(usage.keptCount)} assets`;
  return (
    <section aria-label="Figures" tabIndex={-1} className="flex flex-col gap-5 outline-none">
      <dl className="grid gap-x-8 gap-y-5 sm:grid-cols-3">
        <Figure
          label={`Spent ${spanWords}`}
          value={formatCreativeUnits(usage.chargedCreativeUnits)}
          unit="CU"
          note={[
            usage.generationCount === 1
              ? "1 generation"
              : `${formatCreativeUnits(usage.generationCount)} generations`,
            comparison,
          ]
            .filter(Boolean)
            .join("; ")}
        />
        <Figure
          label="Per keeper"
          value={perKeeper === null ? "–" : formatCreativeUnits(perKeeper)}
          {...(perKeeper === null ? {} : { unit: "CU" })}
          note={
            perKeeper === null
              ? "no favourite or approved asset yet"
              : `${assets} kept; ${creativeUnits(wastedCreativeUnits(usage))} on nothing kept`
          }
        />
        <Figure
          label="Reserved now"
          value={formatCreativeUnits(usage.reservedCreativeUnits)}
          unit="CU"
          note="held by what runs in this workspace"
        />
      </dl>
      <dl className="grid grid-cols-[repeat(auto-fit,minmax(10rem,1fr))] gap-x-8 gap-y-3 border-t border-line pt-4">
        {usageFacts(usage).map((fact) => (
          <div key={fact.label} className="flex flex-col">
            <dt className="text-12 text-muted">{fact.label}</dt>
            <dd className="text-13 tabular">
              {fact.value}
              {fact.note ? <span className="block text-12 text-muted">{fact.note}</span> : null}
            </dd>
          </div>
        ))}
      </dl>
      {usage.unknownCount > 0 ? (
        <p className="flex items-start gap-2 rounded-tile bg-warning-soft p-3 text-13 text-soft">
          <TriangleAlert size={16} aria-hidden="true" className="mt-0.5 shrink-0 text-warning" />
          {unknownWords(usage)}
        </p>
      ) : null}
    </section>
  );
}

function unknownWords({ unknownCount, unknownCreativeUnits }: Usage): string {
  const quoted =
    unknownCreativeUnits > 0 ? `, ${creativeUnits(unknownCreativeUnits)} by their estimates,` : "";
  return unknownCount === 1
    ? `The outcome of 1 generation is not known. Layer may have charged for it${quoted} beyond these sums; compare with the balance in Layer.`
    : `The outcomes of ${formatCreativeUnits(unknownCount)} generations are not known. Layer may have charged for them${quoted} beyond these sums; compare with the balance in Layer.`;
}

function Figure({ label, value, unit, note }: { label: string; value: string; unit?: string; note: string }) {
  return (
    <div className="flex flex-col gap-0.5">
      <dt className="text-12 text-muted">{label}</dt>
      <dd className="flex flex-col">
        <span className="text-28 font-semibold tabular">
          {value}
          {unit ? <span className="ml-1.5 text-14 font-normal text-muted">{unit}</span> : null}
        </span>
        <span className="text-12 text-muted">{note}</span>
      </dd>
    </div>
  );
}
