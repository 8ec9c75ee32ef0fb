import { randomUUID } from "node:crypto";
import { ApiProblem } from "./api-problem";
import type { Clock } from "./parts";
import { slugOf, stableId } from "./stable-id";

export interface Workspace {
  workspaceId: string;
  slug: string;
  name: string;
  balance: number;
  reserved: number;
  /** Runs one person may have in progress here at once; Layer documents five. */
  concurrentRuns: number;
  /** Filler models for tests of very long lists. */
  extraModels: number;
  /** Session names seen so far, by the id they were given. */
  sessions: Map<string, string>;
}

type Rights = "full" | "read";

interface Person {
  personId: string;
  name: string;
  rights: Rights;
  lastActiveAt: Map<string, number | null>;
}

export interface Caller {
  personId: string;
  rights: Rights;
  lastActiveAt: Map<string, number | null>;
}

export const sandboxTokens = {
  artist: "pat_sandbox_artist",
  secondArtist: "pat_sandbox_second_artist",
  viewer: "pat_sandbox_viewer",
  lowBalance: "pat_sandbox_low_balance",
  agency: "pat_sandbox_agency",
  revoked: "pat_sandbox_revoked",
} as const;

/** Who exists, which workspaces they reach, and the money in them. */
export class StudioWorld {
  private readonly workspaces = new Map<string, Workspace>();
  private readonly people = new Map<string, Person>();
  private readonly clock: Clock;

  constructor(clock: Clock) {
    this.clock = clock;
    this.populate();
  }

  createWorkspace(options: {
    name: string;
    balance: number;
    workspaceId?: string;
    concurrentRuns?: number;
    extraModels?: number;
  }): Workspace {
    const workspace: Workspace = {
      workspaceId: options.workspaceId ?? randomUUID(),
      slug: slugOf(options.name).replaceAll("_", "-"),
      name: options.name,
      balance: options.balance,
      reserved: 0,
      concurrentRuns: options.concurrentRuns ?? 5,
      extraModels: options.extraModels ?? 0,
      sessions: new Map(),
    };
    this.workspaces.set(workspace.workspaceId, workspace);
    return workspace;
  }

  createToken(options: {
    name: string;
    rights: Rights;
    workspaces: ReadonlyArray<Workspace>;
    token?: string;
  }): string {
    const token = options.token ?? `pat_${randomUUID().replaceAll("-", "")}`;
    this.people.set(token, {
      personId: stableId("person", token),
      name: options.name,
      rights: options.rights,
      lastActiveAt: new Map(options.workspaces.map((workspace) => [workspace.workspaceId, null])),
    });
    return token;
  }

  /** True when there was such a token. */
  revokeToken(token: string): boolean {
    return this.people.delete(token);
  }

  findWorkspace(workspaceId: string): Workspace | undefined {
    return this.workspaces.get(workspaceId);
  }

  callerOf(authorization: string | undefined): Caller {
    const token = /^Bearer +(\S+)$/i.exec(authorization ?? "")?.[1];
    const person = token === undefined ? undefined : this.people.get(token);
    if (person === undefined) {
      throw new ApiProblem(
        "UNAUTHENTICATED",
        token === undefined
          ? "Authentication is required. Send a Personal Access Token as a Bearer token."
          : "The token is invalid, expired or revoked.",
        { "www-authenticate": "Bearer" },
      );
    }
    return person;
  }

  /** The caller's workspace, or the 404 Layer gives both for a missing one and for someone else's. */
  reach(caller: Caller, workspaceId: string): Workspace {
    const workspace = this.workspaces.get(workspaceId.toLowerCase());
    if (workspace === undefined || !caller.lastActiveAt.has(workspace.workspaceId)) {
      throw new ApiProblem("WORKSPACE_NOT_FOUND", `Workspace ${workspaceId} was not found.`);
    }
    return workspace;
  }

  noteActivity(caller: Caller, workspace: Workspace): void {
    caller.lastActiveAt.set(workspace.workspaceId, this.clock.now());
  }

  /** Most recently active first; those never visited come last, by name. */
  workspacesOf(caller: Caller): Workspace[] {
    return [...caller.lastActiveAt.keys()]
      .flatMap((workspaceId) => this.workspaces.get(workspaceId) ?? [])
      .toSorted((one, other) => {
        const activity =
          (caller.lastActiveAt.get(other.workspaceId) ?? 0) - (caller.lastActiveAt.get(one.workspaceId) ?? 0);
        return activity || one.name.localeCompare(other.name, "en");
      });
  }

  private populate(): void {
    const settle = (name: string, balance: number): Workspace =>
      this.createWorkspace({ name, balance, workspaceId: stableId("workspace", name) });
    const emberfall = settle("Emberfall Studio", 12_480);
    const nordlys = settle("Nordlys Interactive", 1_850.5);
    const lantern = settle("Pocket Lantern Games", 2.5);

    this.createToken({
      token: sandboxTokens.artist,
      name: "Mara Lindqvist",
      rights: "full",
      workspaces: [emberfall, nordlys],
    });
    this.createToken({
      token: sandboxTokens.secondArtist,
      name: "Teodor Vance",
      rights: "full",
      workspaces: [emberfall],
    });
    this.createToken({
      token: sandboxTokens.viewer,
      name: "Priya Raman",
      rights: "read",
      workspaces: [emberfall],
    });
    this.createToken({
      token: sandboxTokens.lowBalance,
      name: "Jonas Beck",
      rights: "full",
      workspaces: [lantern],
    });
    const partners = agencyPartners().map((name, index) => settle(name, 40 + ((index * 137) % 4_000)));
    this.createToken({
      token: sandboxTokens.agency,
      name: "Ines Okafor",
      rights: "full",
      workspaces: partners,
    });

    const hourMs = 3_600_000;
    const remember = (token: string, workspace: Workspace | undefined, hoursAgo: number): void => {
      if (workspace !== undefined) {
        this.people.get(token)?.lastActiveAt.set(workspace.workspaceId, this.clock.now() - hoursAgo * hourMs);
      }
    };
    remember(sandboxTokens.artist, emberfall, 1);
    remember(sandboxTokens.artist, nordlys, 30);
    remember(sandboxTokens.secondArtist, emberfall, 3);
    remember(sandboxTokens.viewer, emberfall, 50);
    // The tail stays unvisited, so that last_active_at is met as null too.
    for (let index = 0; index < 90; index += 1) {
      remember(sandboxTokens.agency, partners[index], 2 + index * 7);
    }
  }
}

function agencyPartners(): string[] {
  const firsts = [
    "Amber",
    "Briar",
    "Copper",
    "Dusk",
    "Echo",
    "Fable",
    "Glass",
    "Hollow",
    "Iron",
    "Juniper",
    "Kestrel",
    "Lumen",
    "Marrow",
  ];
  const seconds = [
    "Anvil Games",
    "Badger Studio",
    "Comet Works",
    "Dice Collective",
    "Engine Interactive",
    "Fox Games",
    "Gate Studios",
    "Harbor Games",
    "Island Works",
    "Jackal Interactive",
  ];
  return firsts.flatMap((first) => seconds.map((second) => `${first} ${second}`));
}
