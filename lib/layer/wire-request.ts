import { parameterDefinition, parameterKeys } from "@/lib/domain/parameters";
import type { GenerationRequest, ModelRequest } from "@/lib/domain/request";
import { wireKey } from "./wire-casing";

type WireBody = Record<string, unknown>;

/** A request as Layer takes it: the path below the workspace, and the flat body. */
export interface WireRequest {
  path: readonly string[];
  body: WireBody;
}

function parametersOf(request: ModelRequest, isEstimate: boolean): WireBody {
  return Object.fromEntries(
    parameterKeys.flatMap((key) => {
      const value = request.parameters[key];
      if (value === undefined || value === null) return [];
      if (isEstimate && !parameterDefinition(key).isPriced) return [];
      return [[wireKey(key), value]];
    }),
  );
}

function sessionOf(sessionName: string | null): WireBody {
  return sessionName ? { session_name: sessionName } : {};
}

/** The free question what a request would cost; Layer's estimate knows neither seed, references, mask nor session. */
export function estimateRequest(request: GenerationRequest): WireRequest {
  if (request.kind === "workflow") {
    return { path: ["workflows", request.workflowId, "estimate"], body: { inputs: request.inputs } };
  }
  return {
    path: ["inferences", "estimate"],
    body: { model_id: request.modelId, ...parametersOf(request, true) },
  };
}

/** The paid call. */
export function startRequest(request: GenerationRequest): WireRequest {
  if (request.kind === "workflow") {
    return {
      path: ["workflows", request.workflowId, "runs"],
      body: { inputs: request.inputs, ...sessionOf(request.sessionName) },
    };
  }
  const { references, mask } = request;
  return {
    path: ["inferences"],
    body: {
      model_id: request.modelId,
      ...parametersOf(request, false),
      ...(references.length === 0
        ? {}
        : {
            guidance_files: references.map(({ fileId, role, weight }) => ({
              file_id: fileId,
              type: role,
              ...(weight === null ? {} : { weight }),
            })),
          }),
      ...(mask === null
        ? {}
        : {
            mask: {
              file_id: mask.fileId,
              for_transparency: mask.forTransparency,
              for_nontransparency: mask.forNontransparency,
              edge_radius: mask.edgeRadiusPixels,
            },
          }),
      ...sessionOf(request.sessionName),
    },
  };
}
