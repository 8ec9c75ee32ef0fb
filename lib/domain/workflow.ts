import type { Modality } from "./modality";

/** A JSON Schema as Layer sent it; read with care, it may be nonsense. */
export type ValueSchema = Record<string, unknown>;

export interface WorkflowInput {
  /** The key under which a run gives the value. */
  name: string;
  label: string;
  /** string, number, boolean, file, prompt … an open list. */
  type: string;
  isRequired: boolean;
  description: string;
  schema: ValueSchema | null;
  defaultValue: unknown;
}

export interface WorkflowOutput {
  name: string;
  label: string;
  type: string;
  description: string;
}

export interface Workflow {
  id: string;
  name: string;
  description: string;
  modality: Modality | null;
  createdAt: string;
  publishedAt: string | null;
  inputs: WorkflowInput[];
  outputs: WorkflowOutput[];
}

export interface WorkflowPage {
  workflows: Workflow[];
  nextCursor: string | null;
  totalCount: number | null;
}
