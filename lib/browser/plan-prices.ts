import { type QueryClient, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState, useSyncExternalStore } from "react";
import type { Estimate } from "../domain/money";
import type { Problem } from "../domain/problem";
import type { GenerationRequest } from "../domain/request";
import { problemFrom } from "./api";
import { estimateQuery, pricedPart } from "./queries";

/** What is known of the price of one request. */
export type PlanPrice =
  | { is: "asking" }
  | { is: "known"; estimate: Estimate }
  | { is: "refused"; problem: Problem };

interface PricerOptions<Request> {
  ask: (request: Request) => Promise<Estimate>;
  problemOf: (error: unknown) => Problem;
  /** Waits before it goes on after Layer asked for patience. */
  wait: (delayMs: number) => Promise<void>;
}

// A plan must leave Layer room for the person's own next price.
const mostAtOnce = 3;
const firstPauseMs = 2_000;
const longestPauseMs = 60_000;

const asking: PlanPrice = { is: "asking" };

/** Requests that Layer prices alike have the same key, and are asked for once. */
export function priceKey(request: GenerationRequest): string {
  return JSON.stringify(pricedPart(request));
}

/** Asks for many prices, a few at a time, each once; what is not wanted any more is not asked for. */
export class PlanPricer<Request extends GenerationRequest = GenerationRequest> {
  private wanted: Request[] = [];
  private known = new Map<string, PlanPrice>();
  private running = 0;
  private pause: Promise<void> | null = null;
  private pausesInRow = 0;
  private readonly listeners = new Set<() => void>();

  constructor(private readonly options: PricerOptions<Request>) {}

  readonly subscribe = (listener: () => void) => {
    this.listeners.add(listener);
    return () => {
      this.listeners.delete(listener);
    };
  };

  /** A new map with every change. */
  readonly prices = (): ReadonlyMap<string, PlanPrice> => this.known;

  want(requests: readonly Request[]): void {
    const distinct = new Map(requests.map((request) => [priceKey(request), request]));
    this.wanted = [...distinct].flatMap(([key, request]) => (this.known.has(key) ? [] : [request]));
    this.fill();
  }

  /** Asks again for what was refused. */
  retry(requests: readonly Request[]): void {
    for (const request of requests)
      if (this.known.get(priceKey(request))?.is === "refused") this.set(priceKey(request), null);
    this.want(requests);
  }

  private set(key: string, price: PlanPrice | null): void {
    const next = new Map(this.known);
    if (price) next.set(key, price);
    else next.delete(key);
    this.known = next;
    for (const listener of this.listeners) listener();
  }

  private fill(): void {
    while (this.running < mostAtOnce && this.pause === null) {
      const next = this.wanted.shift();
      if (!next) return;
      this.running += 1;
      void this.priceOf(next).finally(() => {
        this.running -= 1;
        this.fill();
      });
    }
  }

  private async priceOf(request: Request): Promise<void> {
    const key = priceKey(request);
    this.set(key, asking);
    try {
      const estimate = await this.options.ask(request);
      this.pausesInRow = 0;
      this.set(key, { is: "known", estimate });
    } catch (error) {
      const problem = this.options.problemOf(error);
      if (problem.code !== "too_many_running" && problem.status !== 429)
        return this.set(key, { is: "refused", problem });
      this.set(key, null);
      this.wanted.unshift(request);
      await this.rest(problem.retryAfterSeconds);
    }
  }

  private rest(retryAfterSeconds: number | undefined): Promise<void> {
    this.pause ??= (async () => {
      const delayMs =
        retryAfterSeconds === undefined ? firstPauseMs * 2 ** this.pausesInRow : retryAfterSeconds * 1_000;
      this.pausesInRow += 1;
      await this.options.wait(Math.min(Math.max(delayMs, 0), longestPauseMs));
      this.pause = null;
    })();
    return this.pause;
  }
}

const pricers = new WeakMap<QueryClient, Map<string, PlanPricer>>();

function pricerFor(client: QueryClient, workspaceId: string): PlanPricer {
  const known = pricers.get(client) ?? new Map<string, PlanPricer>();
  pricers.set(client, known);
  const pricer =
    known.get(workspaceId) ??
    new PlanPricer({
      ask: (request) => client.fetchQuery({ ...estimateQuery(workspaceId, request), networkMode: "always" }),
      problemOf: problemFrom,
      wait: (delayMs) => new Promise((resolve) => setTimeout(resolve, delayMs)),
    });
  known.set(workspaceId, pricer);
  return pricer;
}

const noPrices: ReadonlyMap<string, PlanPrice> = new Map();

/** The prices of these requests, by `priceKey`, as Layer's answers come. */
export function usePlanPrices(workspaceId: string, requests: readonly GenerationRequest[]) {
  const client = useQueryClient();
  const [pricer] = useState(() => pricerFor(client, workspaceId));
  // An effect, because asking Layer is outside React.
  useEffect(() => pricer.want(requests), [pricer, requests]);
  const prices = useSyncExternalStore(pricer.subscribe, pricer.prices, () => noPrices);
  return { prices, retry: () => pricer.retry(requests) };
}
