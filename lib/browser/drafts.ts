import { groupedDigits } from "@/lib/domain/grouped-digits";
import type { PendingClick } from "../domain/click";
import { takesMask } from "../domain/mask-rule";
import type { Model } from "../domain/model";
import {
  type Field,
  fieldsFor,
  maxSessionNameCharacters,
  type ParameterKey,
  parameterDefinition,
  parameterKeys,
} from "../domain/parameters";
import type { PictureSize } from "../domain/picture-size";
import type { Mask, Reference } from "../domain/reference";
import { maxReferences, referenceRoleLabel, referenceRoles } from "../domain/reference-roles";
import type { ModelRequest, Parameters, ParameterValue } from "../domain/request";

/** A reference on the form: a file of the workspace, or one that is still on its way there. */
export interface DraftReference {
  /** Its place on this form; a file may be used twice in two roles. */
  key: string;
  /** Layer's id of the file; null until its upload has ended well. */
  fileId: string | null;
  /** The upload of this tab that will give the file id; null for files that were there already. */
  uploadId: string | null;
  name: string;
  contentType: string;
  /** A small picture: a `data:` address made on this machine, or one under our own roof. */
  thumbnail: string | null;
  role: string;
  weight: number | null;
}

/** The mask on the form: a file of the workspace, or one that is still on its way there. */
export interface DraftMask extends Omit<Mask, "fileId"> {
  /** Layer's id of the file; null until its upload has ended well. */
  fileId: string | null;
  uploadId: string | null;
  /** The mask's own size; null while it is not known. */
  sizePixels: PictureSize | null;
  /** A small picture of it, opaque where it covers; null where this browser has none. */
  thumbnail: string | null;
  /** What this browser keeps its bytes under; null where it was made elsewhere. */
  copyKey: string | null;
}

/** What a person has set on the form of one model, and what is in flight. */
export interface Draft {
  parameters: Parameters;
  references: DraftReference[];
  mask: DraftMask | null;
  sessionName: string;
  /** What was typed where a number belongs and is none, kept to be mended. */
  unread: Partial<Record<ParameterKey, string>>;
  /** Clicks whose answers are not known. */
  pendingClicks: readonly PendingClick[];
  /** Milliseconds since epoch; of two copies the newer wins. */
  updatedAtMs: number;
}

export const emptyDraft: Draft = {
  parameters: {},
  references: [],
  mask: null,
  sessionName: "",
  unread: {},
  pendingClicks: [],
  updatedAtMs: 0,
};

/** Why a draft cannot be generated as it stands. */
export interface Blocker {
  field: ParameterKey | "references" | "mask" | "session";
  message: string;
}

export interface DraftReading {
  request: ModelRequest;
  /** Empty when the request may be sent. */
  blockers: Blocker[];
}

type Subject = Pick<Model, "id" | "modality" | "capabilities">;

/**
 * What is wrong with a value, in the words of its definition, or null. The same rules as the schema at the server's
 * edge, which a test holds it to: the schemas themselves would be a fifth of this page's own script.
 */
export function valueProblem(key: ParameterKey, value: ParameterValue): string | null {
  const { label, shape } = parameterDefinition(key);
  const wrong = (words: string) => `${label} ${words}.`;
  if (shape.kind === "text")
    return typeof value === "string" && value.length <= shape.maxCharacters
      ? null
      : wrong(`must be at most ${groupedDigits(shape.maxCharacters)} characters`);
  if (shape.kind === "choice")
    return shape.choices.some((choice) => choice === value)
      ? null
      : wrong(`must be one of ${shape.choices.join(", ")}`);
  if (shape.kind === "toggle") return typeof value === "boolean" ? null : wrong("must be on or off");
  if (shape.kind === "effects") return Array.isArray(value) ? null : wrong("must be a list");
  if (typeof value !== "number" || !Number.isFinite(value)) return wrong("must be a number");
  if (shape.kind !== "number" && !Number.isSafeInteger(value)) return wrong("must be a whole number");
  if (shape.kind === "seed") return value >= -1 ? null : wrong("must be 0 or more");
  if (shape.min !== undefined && value < shape.min) return wrong(`must be at least ${shape.min}`);
  if (shape.above !== undefined && value <= shape.above) return wrong(`must be above ${shape.above}`);
  if (shape.max !== undefined && value > shape.max) return wrong(`must be at most ${shape.max}`);
  return null;
}

/** The sentence beside a field in which something other than a number was typed. */
export function unreadProblem(key: ParameterKey, text: string): string {
  return `${parameterDefinition(key).label}: “${text.slice(0, 40)}” is not a number.`;
}

/** The sentence beside a length this model does not make; null where it does, or says nothing of lengths. */
export function lengthProblem({ allowedNumbers, definition }: Field, value: number): string | null {
  if (!allowedNumbers || allowedNumbers.includes(value)) return null;
  return `This model makes ${allowedNumbers.join(", ")} ${definition.unit ?? ""}.`;
}

/** Whether the person has set a parameter, to whatever value. */
export function isSet(parameters: Parameters, key: ParameterKey): boolean {
  return !isLeftOut(key, parameters[key]);
}

function isLeftOut(key: ParameterKey, value: ParameterValue | undefined): boolean {
  if (value === undefined) return true;
  if (typeof value === "string") return value.trim() === "";
  if (key === "seed") return value === -1;
  return Array.isArray(value) && value.length === 0;
}

export function setParameter(
  parameters: Parameters,
  key: ParameterKey,
  value: ParameterValue | undefined,
): void {
  Object.assign(parameters, { [key]: value });
}

/**
 * Why a reference cannot be sent, in a sentence, or null. A file whose upload has not ended, or that cannot be what it
 * is used as, blocks a run: money would buy something else than was asked for.
 */
export function referenceProblem(
  reference: DraftReference,
  model: Pick<Model, "capabilities">,
): string | null {
  const { name, contentType, role } = reference;
  const untaken = untakenKind(model, contentType);
  if (untaken) return `This model takes no ${untaken} as a reference. Remove ${name}.`;
  if (!canHold(role, contentType))
    return `${name} cannot be used as “${referenceRoleLabel(role)}”. Choose another role for it.`;
  if (!model.capabilities.referenceRoles.includes(role))
    return role === ""
      ? `Choose what ${name} is used as.`
      : `This model does not know “${referenceRoleLabel(role)}”. Choose another role for ${name}.`;
  if (reference.fileId) return null;
  return reference.uploadId
    ? `${name} is still uploading.`
    : `The upload of ${name} was interrupted. Remove it or choose it again.`;
}

function maskBlocker(mask: DraftMask): Blocker | null {
  const blocker = (message: string): Blocker => ({ field: "mask", message });
  if (!Number.isSafeInteger(mask.edgeRadiusPixels) || mask.edgeRadiusPixels < 0)
    return blocker("Feather must be a whole number of pixels, 0 or more.");
  if (mask.fileId) return null;
  return blocker(
    mask.uploadId
      ? "The mask is still uploading."
      : "The upload of the mask was interrupted. Send it again or remove it.",
  );
}

/** A mask from an earlier visit: its upload went with the page, and older ones knew less of themselves. */
export function storedMask(mask: (Mask & Partial<DraftMask>) | DraftMask | null): DraftMask | null {
  return mask && { sizePixels: null, thumbnail: null, copyKey: null, ...mask, uploadId: null };
}

/**
 * What the form asks for, of the fields this model has: what was carried over from another model and has no field
 * here is kept in the draft and never sent, so that nothing is paid for that is not on the screen.
 */
export function requestFromDraft(draft: Draft, model: Subject): DraftReading {
  const blockers: Blocker[] = [];
  const parameters: Parameters = {};
  for (const field of fieldsFor(model)) {
    const { key } = field;
    const unread = draft.unread[key];
    if (unread !== undefined) {
      blockers.push({ field: key, message: unreadProblem(key, unread) });
      continue;
    }
    const value = draft.parameters[key];
    if (value === undefined || isLeftOut(key, value)) continue;
    setParameter(parameters, key, value);
    const problem =
      valueProblem(key, value) ?? (typeof value === "number" ? lengthProblem(field, value) : null);
    if (problem) blockers.push({ field: key, message: problem });
  }
  const takesReferences = model.capabilities.referenceRoles.length > 0;
  const references: Reference[] = [];
  for (const reference of takesReferences ? draft.references : []) {
    const problem = referenceProblem(reference, model);
    if (problem) blockers.push({ field: "references", message: problem });
    else if (reference.fileId)
      references.push({ fileId: reference.fileId, role: reference.role, weight: reference.weight });
  }
  if (takesReferences && draft.references.length > maxReferences)
    blockers.push({
      field: "references",
      message: `Layer takes at most ${maxReferences} references; remove ${draft.references.length - maxReferences}.`,
    });
  if (
    model.capabilities.textPrompt &&
    parameters.prompt === undefined &&
    (!takesReferences || draft.references.length === 0)
  )
    blockers.push({ field: "prompt", message: "Write a prompt first." });
  const blockedMask = draft.mask && takesMask(model) ? maskBlocker(draft.mask) : null;
  if (blockedMask) blockers.push(blockedMask);
  const sessionName = draft.sessionName.trim();
  if (sessionName.length > maxSessionNameCharacters)
    blockers.push({
      field: "session",
      message: `Session must be at most ${maxSessionNameCharacters} characters.`,
    });
  return {
    request: {
      kind: "model",
      modelId: model.id,
      parameters,
      references,
      mask: takesMask(model) ? sentMask(draft.mask) : null,
      sessionName: sessionName || null,
    },
    blockers,
  };
}

function sentMask(mask: DraftMask | null): Mask | null {
  if (!mask?.fileId) return null;
  const { fileId, forTransparency, forNontransparency, edgeRadiusPixels } = mask;
  return { fileId, forTransparency, forNontransparency, edgeRadiusPixels };
}

/** How a file looks and what it is called, where this browser knows it. */
export interface KnownFile {
  name: string;
  contentType: string;
  thumbnail: string | null;
}

/** The form a request came from, whole: recall replaces what was there and leaves nothing of it behind. */
export function draftFromRequest(
  request: ModelRequest,
  fileOf: (fileId: string) => KnownFile | null = () => null,
): Draft {
  return {
    ...emptyDraft,
    parameters: { ...request.parameters },
    references: request.references.map((reference, index) => {
      const known = fileOf(reference.fileId);
      return {
        key: `${reference.fileId}-${index}`,
        fileId: reference.fileId,
        uploadId: null,
        name: known?.name ?? "File of this workspace",
        contentType: known?.contentType ?? "",
        thumbnail: known?.thumbnail ?? null,
        role: reference.role,
        weight: reference.weight,
      };
    }),
    mask: storedMask(
      request.mask && { ...request.mask, thumbnail: fileOf(request.mask.fileId)?.thumbnail ?? null },
    ),
    sessionName: request.sessionName ?? "",
  };
}

// The families of content types a role can ask for, in the words a refusal uses.
const kindWords: Record<string, string> = { image: "picture", video: "video", audio: "audio", model: "mesh" };

/** Null for a type that says nothing, such as that of a file of unknown bytes. */
const fileKind = (contentType: string) => {
  const family = contentType.split("/")[0] ?? "";
  return Object.hasOwn(kindWords, family) ? family : null;
};

/** Null for a role that Layer's contract does not name yet: what it takes is Layer's to say. */
const roleKind = (role: string) => {
  if (!Object.hasOwn(referenceRoles, role)) return null;
  if (/video/.test(role)) return "video";
  if (/audio/.test(role)) return "audio";
  if (/mesh/.test(role)) return "model";
  return "image";
};

/** Whether a file of this type can play the role; yes where either is not known. */
export function canHold(role: string, contentType: string): boolean {
  const [wanted, given] = [roleKind(role), fileKind(contentType)];
  return wanted === null || given === null || wanted === given;
}

// The order in which a fresh picture is understood: as what it shows before how it is drawn.
const preferredRoles = ["reference_image", "editing_reference", "init", "first_frame", "prompt"];

const rank = (role: string) => {
  const index = preferredRoles.indexOf(role);
  return index < 0 ? preferredRoles.length : index;
};

/** The model's roles a file of this type can play, the likeliest first; all of them where the type is not known. */
export function rolesFor(model: Pick<Model, "capabilities">, contentType: string): string[] {
  return model.capabilities.referenceRoles
    .filter((role) => canHold(role, contentType))
    .toSorted((a, b) => rank(a) - rank(b));
}

/** What kind of file this is, in a word, where the model has no role for it; null where it has one. */
export function untakenKind(model: Pick<Model, "capabilities">, contentType: string): string | null {
  if (rolesFor(model, contentType).length > 0) return null;
  return kindWords[fileKind(contentType) ?? ""] ?? "file";
}

// A clip has one first and one last frame: the second picture dropped is the other end.
const onceOnly = new Set(["first_frame", "last_frame", "init", "init_video", "init_mesh", "audio"]);

/** The role a new file is given; an empty text where the model has none for it. */
export function roleFor(
  model: Pick<Model, "capabilities">,
  contentType: string,
  present: readonly Pick<DraftReference, "role">[],
): string {
  const roles = rolesFor(model, contentType);
  const taken = new Set(present.map((reference) => reference.role));
  return roles.find((role) => !(onceOnly.has(role) && taken.has(role))) ?? roles[0] ?? "";
}

/** How many of these fields the person has set. */
export function changedCount(fields: readonly Field[], parameters: Parameters): number {
  return fields.filter(({ key }) => !isLeftOut(key, parameters[key])).length;
}

/** Whether a draft holds anything worth keeping. */
export function isEmptyDraft(draft: Draft): boolean {
  return (
    parameterKeys.every((key) => isLeftOut(key, draft.parameters[key])) &&
    draft.references.length === 0 &&
    draft.mask === null &&
    draft.sessionName === "" &&
    draft.pendingClicks.length === 0
  );
}
