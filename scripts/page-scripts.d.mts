import type { Page } from "@playwright/test";

export interface PageScript {
  name: string;
  bytes: number;
  isGzip: boolean;
}

export const scriptBudgetKilobytes: number;
export function pageScripts(page: Page, address: string): Promise<PageScript[]>;
export function kilobytesOf(scripts: readonly PageScript[]): number;
