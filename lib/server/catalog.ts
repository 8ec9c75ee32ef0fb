import "server-only";
import type { Model, ModelPage, ModelQuery } from "@/lib/domain/model";
import { modelQueryParameters } from "@/lib/domain/model";
import type { Estimate } from "@/lib/domain/money";
import { ProblemError, problemOf } from "@/lib/domain/problem";
import type { GenerationRequest } from "@/lib/domain/request";
import type { Workflow, WorkflowPage } from "@/lib/domain/workflow";
import type { WorkspacePage } from "@/lib/domain/workspace";
import { layer } from "./layer";
import type { Session } from "./session";
import { SharedRead } from "./shared-read";

interface Page {
  cursor: string | null;
  limit: number;
}

// One model's or workflow's description hardly changes and every visit to its form asks for it; a minute is little
// enough that what was changed in Layer is seen after one coffee at most.
const detailMs = 60_000;

const modelPages = new SharedRead<ModelPage>(1);
const models = new SharedRead<Model>(2_000);
const workflows = new SharedRead<Workflow>(2_000);

/** The workspaces that the person's token reaches, most recently active first. */
export async function listWorkspaces(session: Session, page: Page): Promise<WorkspacePage> {
  return await layer().listWorkspaces(session.token, page);
}

/**
 * One page of the workspace's models, as Layer lists them now: nothing is kept, and only those who ask the very same
 * while it is under way share one read.
 */
export async function listModels(
  session: Session,
  workspaceId: string,
  query: ModelQuery,
  page: Page,
): Promise<ModelPage> {
  const key = `${session.personId}:${workspaceId}:${page.limit}:${page.cursor ?? ""}:${modelQueryParameters(query)}`;
  return await modelPages.read(key, 0, () =>
    layer().listModels(session.token, workspaceId, { ...query, ...page }),
  );
}

/** One model with its capabilities, at most a minute old. */
export async function getModel(session: Session, workspaceId: string, modelId: string): Promise<Model> {
  return await models.read(`${session.personId}:${workspaceId}:${modelId}`, detailMs, () =>
    layer().getModel(session.token, workspaceId, modelId),
  );
}

/** One page of the workspace's published workflows. */
export async function listWorkflows(
  session: Session,
  workspaceId: string,
  search: string,
  page: Page,
): Promise<WorkflowPage> {
  const found = await layer().listWorkflows(session.token, workspaceId, { search, ...page });
  for (const workflow of found.workflows)
    workflows.keep(`${session.personId}:${workspaceId}:${workflow.id}`, workflow, detailMs);
  return found;
}

// 5,000 workflows: far beyond any studio, and an end for a list that never says it ends.
const maxWorkflowPages = 50;

async function findWorkflow(session: Session, workspaceId: string, workflowId: string): Promise<Workflow> {
  let cursor: string | null = null;
  for (let pageNumber = 0; pageNumber < maxWorkflowPages; pageNumber += 1) {
    const page: WorkflowPage = await listWorkflows(session, workspaceId, "", { cursor, limit: 100 });
    const found = page.workflows.find((workflow) => workflow.id === workflowId);
    if (found) return found;
    if (!page.nextCursor || page.nextCursor === cursor) break;
    cursor = page.nextCursor;
  }
  throw new ProblemError(
    problemOf("not_found", { detail: "This workflow is not published in this workspace." }),
  );
}

/** One workflow, at most a minute old. Layer can only list them, so the list is walked until it is found. */
export async function getWorkflow(
  session: Session,
  workspaceId: string,
  workflowId: string,
): Promise<Workflow> {
  return await workflows.read(`${session.personId}:${workspaceId}:${workflowId}`, detailMs, () =>
    findWorkflow(session, workspaceId, workflowId),
  );
}

/** Layer's price for a request. Costs nothing and starts nothing. */
export async function estimate(
  session: Session,
  workspaceId: string,
  request: GenerationRequest,
): Promise<Estimate> {
  return await layer().estimate(session.token, workspaceId, request);
}
